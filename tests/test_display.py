"""Views: the tree, the tables of a terminal, the notebook, the report."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from policytext.compared import compare
from policytext.display.markup import page
from policytext.display.outline import figure, outline
from policytext.display.report import asset, report_page
from policytext.display.terminal import extract_text, one_line, show_text
from policytext.display.terminal_compared import compare_text
from policytext.faces import Document
from policytext.model.document import Metadata, Node
from policytext.model.span import Span
from tests.made_plan import made_plan

HOSTILE = re.compile(r"<script|onerror=|<img|src=|https?://", re.IGNORECASE)


def unnumbered(text: str) -> Document:
    return Document(text, text, Metadata("plain"), Node("0", "0", 0, Span(0, len(text))))


def test_show_prints_the_whole_tree() -> None:
    assert show_text(made_plan()).splitlines() == [
        "标题：榕港市教育局2021年工作要点",
        "发文机关：榕港市教育局",
        "文号：榕教〔2021〕1号",
        "主送：各区教育局",
        "成文日期：2021-01-05",
        "年度：2021",
        "修复 1 处，存疑 0 处",
        "made",
        "├── 榕港市教育局2021年工作要点",
        "└── 一 提升质量",
        "    ├── 1 增加学位",
        "    │   ├── 目标 5万个",
        "    │   ├── 时限 年底前",
        "    │   └── 项目 “强师”计划",
        "    └── 2 =SUM(1,2)<script>alert(1)</script>",
    ]


def test_show_says_that_nothing_is_numbered() -> None:
    shown = show_text(unnumbered("教育是国之大计。\n" * 30))
    assert "no numbered items" in shown
    assert "教育是国之大计。 教育是" in shown


def test_extract_shows_every_kind_but_the_headings() -> None:
    shown = extract_text([made_plan()])
    for word in ("items", "quantities", "times", "projects", "references", "organisations", "rejections"):
        assert f"{word}: " in shown
    assert "headings" not in shown
    assert "50000 个" in shown
    assert "2021-12-31" in shown


def test_without_a_width_nothing_is_cut() -> None:
    long = "极" * 3000
    plan = unnumbered("一、" + long)
    plan = dataclasses.replace(plan, root=Node("0", "0", 0, Span(0, 3002), children=(
        Node("一", "一", 1, Span(0, 3002), long, Span(2, 3002)),)))  # fmt: skip
    assert long in show_text(plan)
    assert long in extract_text([plan])
    assert "…" not in extract_text([plan])


@pytest.mark.parametrize("width", [40, 80, 120])
def test_with_a_width_cells_are_folded_and_nothing_is_lost(width: int) -> None:
    shown = extract_text([made_plan()], width=width)
    assert max(map(cell_len, shown.splitlines())) <= width
    spaces = re.compile(r"[\s─]+")
    for part in ("5万个", "2021-12-31", "organisations", "SUM"):
        assert part in shown or width < 80, "from 80 columns on short cells are whole"
    assert len(spaces.sub("", shown)) == len(spaces.sub("", extract_text([made_plan()])))


def test_colour_is_for_terminals_only() -> None:
    assert "\x1b[" in extract_text([made_plan()], colour=True)
    assert "\x1b[" not in extract_text([made_plan()])


def test_text_of_a_page_cannot_steer_the_terminal() -> None:
    assert one_line("规\x1b[2J划\r\n[bold]") == "规 [2J划  [bold]"


def test_compare_prints_the_overview_or_one_table() -> None:
    comparison = compare(made_plan(2020), made_plan(2021))
    overview = compare_text(comparison)
    assert [word in overview for word in ("items: 3", "targets: 1", "projects: 1")] == [True] * 3
    assert "targets" not in compare_text(comparison, "items")
    assert "words" in compare_text(comparison, "terms"), "too little text for terms, and it says so"


def test_the_notebook_view_escapes_the_text() -> None:
    view = made_plan()._repr_html_()
    assert not HOSTILE.search(view)
    assert "&lt;script&gt;" in view
    assert [word in view for word in ("增加学位", "5万个", "年底前", "“强师”计划")] == [True] * 4


def test_the_notebook_view_of_a_comparison_escapes_the_text() -> None:
    view = compare(made_plan(2020), made_plan(2021))._repr_html_()
    assert not HOSTILE.search(view)
    assert "&lt;script&gt;" in view


def test_the_report_is_one_escaped_page(tmp_path: Path) -> None:
    comparison = compare(made_plan(2020), made_plan(2021))
    comparison.report(tmp_path / "report.html")
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert written == report_page(comparison)
    assert not HOSTILE.search(written.replace(f"<script>{asset('report.js')}</script>", ""))
    assert [f"{word}: " in written for word in ("items", "targets", "fulfilment", "projects", "terms")] == [True] * 5
    assert '<meta charset="utf-8">' in written


def test_a_title_cannot_break_the_page() -> None:
    assert "</title><b>" not in page("</title><b>", "")


def test_the_outline_keeps_what_stands_outside_every_item_out() -> None:
    entries = outline(made_plan())
    assert [entry.address for entry in entries] == ["", "一", "一/1", "一/2"]
    assert [entry.found["targets"] for entry in entries] == [(), (), ("5万个",), ()]


@pytest.mark.parametrize(
    ("value", "text"),
    [(50000, "50000"), (0.5, "0.5"), (6019945000000, "6019945000000"), (1e16, "10000000000000000"), (None, ""),
     (0, "0"), (100, "100"), (66.6667, "66.6667"), (-2.50, "-2.5")],
)  # fmt: skip
def test_figures_are_written_as_people_do(value: float | None, text: str) -> None:
    assert figure(value) == text
