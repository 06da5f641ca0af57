"""Mappings from wording to force: shipped, given, refused; and what hangs on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.comparison import ForceMapping, force_mapping, shipped_mappings
from policytext.comparison.force_mapping import CLASSES, SIGNS, words_before
from policytext.model.errors import LexiconError

OLD = "一、主要目标\n力争入园率达到85%。必须建成校舍20所。确保配齐教师300名。预计投入3亿元左右。"
NEW = "一、主要目标\n入园率达到85%。确保建成校舍20所。确保配齐教师300名以上。投入3亿元左右。"
TABLE: dict[str, Any] = {
    "ranks": {"soft": 2, "expected": 1, "plain": 1, "hard": 0},
    "comparators": dict.fromkeys(SIGNS, 0), "source": "turned round",
}  # fmt: skip


def documents() -> tuple[pt.Document, pt.Document]:
    return pt.parse(OLD, year=2024), pt.parse(NEW, year=2025)


def statuses(**ways: Any) -> dict[str, str | None]:
    return {x.a.text: x.wording for x in pt.compare(*documents(), **ways).targets if x.a and x.b}


def test_the_default_is_that_of_the_guidelines() -> None:
    assert statuses() == statuses(force_mapping="default") == {"85%": "hardened", "20所": "same", "300名": "hardened", "3亿元左右": "hardened"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("comparators_only", {"85%": "same", "20所": "same", "300名": "hardened", "3亿元左右": "same"}),
        ("expected_is_plain", {"85%": "hardened", "20所": "same", "300名": "hardened", "3亿元左右": "same"}),
        ("striving_is_hard", {"85%": "softened", "20所": "same", "300名": "hardened", "3亿元左右": "hardened"}),
        ("graded", {"85%": "hardened", "20所": "softened", "300名": "hardened", "3亿元左右": "hardened"}),
        (TABLE, {"85%": "softened", "20所": "same", "300名": "same", "3亿元左右": "same"}),
    ],
)
def test_another_mapping_gives_other_conclusions(given: Any, expected: dict[str, str]) -> None:
    assert statuses(force_mapping=given) == expected


def test_a_file_can_be_given(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'source = "mine"\n[ranks]\nsoft = 0\nexpected = 0\nplain = 0\nhard = 0\n"必须" = 1\n[comparators]\n' + "".join(f'"{x}" = 0\n' for x in SIGNS),
        encoding="utf-8",
    )
    for given in (file, str(file)):
        mapping = force_mapping(given)
        assert (mapping.name, mapping.source, mapping.words) == ("mine", "mine", ("必须",))
    assert statuses(force_mapping=file)["20所"] == "softened"


def ranks(**more: Any) -> dict[str, Any]:
    return {**TABLE, "ranks": {**TABLE["ranks"], **more}}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("hardest", "there is no force mapping 'hardest'; choose default"),
        ("missing.toml", "cannot be read"),
        ({}, "no comparators and no ranks"),
        ({"ranks": {"soft": 0}, "comparators": {}}, "no rank for expected, plain, hard"),
        ({**TABLE, "comparators": {"~": 0}}, "no rank for .., =, >=, <=, >, <"),
        ({**TABLE, "comparators": {**TABLE["comparators"], "≈": 1}}, "≈ is no comparator"),
        ({**TABLE, "rank": {}}, "rank is no field"),
        ({**TABLE, "ranks": "hard"}, "a table of names with whole numbers is wanted"),
        ({**TABLE, "name": ""}, "the name not empty"),
        ({**TABLE, "source": 3}, "must be texts"),
        (ranks(hard="high"), "whole number, unlike 'hard': 'high'"),
        (ranks(hard=True), "whole number"),
        (ranks(hard=1.5), "whole number"),
    ],
)
def test_a_mapping_that_is_none_is_refused(given: Any, says: str) -> None:
    with pytest.raises(LexiconError, match=says.replace(".", r"\.")):
        force_mapping(given)
    with pytest.raises(LexiconError):
        pt.compare(*documents(), force_mapping=given)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("[ranks\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"broken\.toml does not parse"):
        force_mapping(file)


@pytest.mark.parametrize("name", shipped_mappings())
def test_shipped_mappings_say_where_they_come_from(name: str) -> None:
    mapping = shipped_mappings()[name]
    assert len(mapping.source) > 40
    assert set(CLASSES) <= mapping.ranks.keys()
    assert set(SIGNS) == mapping.comparators.keys()
    assert force_mapping(json.loads(json.dumps(mapping.to_dict()))) == mapping


def test_the_last_force_word_counts() -> None:
    graded = force_mapping("graded")
    assert graded.rank("hard", "必须") > graded.rank("hard", "必须落实，确保") == graded.rank("hard") > graded.rank("soft", "力争")
    assert graded.rank("expected", "必须落实，拟") == graded.rank("expected"), "拟 has no rank of its own, and stands last"
    assert graded.rank("plain", "共同努力") == graded.rank("plain")


@pytest.mark.parametrize(
    ("text", "word", "before"),
    [("办学。力争达到85%", "85", "力争达到"), ("85%", "85", ""), ("确保甲3个，乙5个", "5", "确保甲3个，乙")],
)
def test_words_before(text: str, word: str, before: str) -> None:
    assert words_before(text, text.index(word)) == before


def test_robustness_says_what_hangs_on_the_mapping() -> None:
    rows = {x.mapping: x for x in pt.compare(*documents()).robustness}
    assert list(rows) == ["default", "comparators_only", "expected_is_plain", "striving_is_hard", "graded"]
    assert (rows["default"].used, rows["default"].changed, rows["default"].share) == (True, 0, 0.0)
    found = {name: (x.hardened, x.softened, x.same, x.changed) for name, x in rows.items()}
    assert found == {
        "default": (3, 0, 1, 0), "comparators_only": (1, 0, 3, 2), "expected_is_plain": (2, 0, 2, 1),
        "striving_is_hard": (2, 1, 1, 1), "graded": (3, 1, 0, 1),
    }  # fmt: skip
    assert all(x.targets == 4 and x.hardened + x.softened + x.same == 4 for x in rows.values())


def test_targets_that_hang_on_the_mapping() -> None:
    a, b = documents()
    rows = pt.compare(a, b, force_mapping="graded").robustness_targets
    assert {x.a_text for x in rows} == {"85%", "20所", "3亿元左右"}, "300名 is hardened under every mapping"
    assert {x.mapping for x in rows if x.a_text == "20所" and x.changed} == shipped_mappings().keys() - {"graded"}
    for x in rows:
        assert (x.span_a.of(a.text), x.span_b.of(b.text)) == (x.a_text, x.b_text)
        assert x.changed == (x.status != x.status_here)


def test_a_given_mapping_stands_beside_the_shipped_ones() -> None:
    rows = pt.compare(*documents(), force_mapping={"name": "mine", **TABLE}).robustness
    assert [(x.mapping, x.used) for x in rows][:2] == [("mine", True), ("default", False)]
    assert len(rows) == 1 + len(shipped_mappings())


def test_the_wording_table_follows_the_mapping() -> None:
    def directions(given: Any) -> dict[str, str]:
        return {x.deleted: x.direction for x in pt.compare(*documents(), force_mapping=given).wording if x.kind == "force"}

    assert directions(None) == {"力争": "stronger", "必须": "same", "预计": "stronger"}
    assert directions("graded") == {"力争": "stronger", "必须": "weaker", "预计": "stronger"}
    assert directions("expected_is_plain")["预计"] == "same"


def test_nothing_to_judge_gives_no_rows() -> None:
    empty = pt.parse("一、办好教育")
    assert pt.compare(empty, empty).robustness == pt.compare(empty, empty).robustness_targets == ()


def test_a_comparison_keeps_its_mapping_through_json() -> None:
    a, b = documents()
    comparison = pt.compare(a, b, force_mapping="graded")
    again = pt.Comparison.from_dict(json.loads(json.dumps(comparison.to_dict())), a, b)
    assert again == comparison
    assert again.force_mapping == force_mapping("graded")
    assert again.robustness == comparison.robustness


def test_a_mapping_is_frozen() -> None:
    with pytest.raises(AttributeError):
        ForceMapping("mine", TABLE["ranks"], TABLE["comparators"]).name = "other"  # type: ignore[misc]
