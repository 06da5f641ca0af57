"""What always comes with the package may be used by anyone; what the page says is what is installed."""

from __future__ import annotations

from benchmarks.dependencies import LESSER, PAGE, SHARED, closure, licence, rows


def test_what_always_comes_along_is_under_a_permissive_licence() -> None:
    always = {one for by, name, _, _ in rows() if by == "always" for one in closure(name)}
    assert len(always) > 20
    licences = {name: licence(name) for name in sorted(always)}
    assert [(name, told) for name, told in licences.items() if SHARED.search(told) and not LESSER.search(told)] == []
    assert [name for name, told in licences.items() if told in ("not stated", "not installed here")] == []


def test_the_page_names_every_dependency() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for by, name, told, _ in rows() if f"| {by} | {name} |" not in page] == []
