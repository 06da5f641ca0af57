"""The report page and the marks in texts: what stands in them comes from the document, escaped, and every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import policytext as pt
from policytext.display.evidence import lines_of
from policytext.display.marked import Marker, source_pieces
from policytext.display.panes import changed, joined
from policytext.display.report import asset, report_page
from policytext.display.stretches import highlighted, stretches
from policytext.display.summary import sentences
from policytext.model.span import Span
from tests.shared import needs_shared

HOSTILE = (
    '一、<script>alert(1)</script>扩容\n1.新建“</script><img src=x onerror=alert(1)>”学校5所。\n'
    '2.2021年底前培训教师"onmouseover="alert(1)"300人。\n3.实施“a\'b”行动，达到95%以上<b>。\n（责任单位：<i>教育局、财政局）\n'
)


def parsed(page: str) -> Any:
    return lxml_html.document_fromstring(page)


@pytest.fixture(scope="module")
def page() -> str:
    return report_page(pt.compare(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021")))


def test_a_hostile_plan_is_data() -> None:
    plans = pt.parse(HOSTILE, year=2020, document="<a>"), pt.parse(HOSTILE.replace("5所", "6所"), year=2021, document="<b>")
    for shown in (report_page(pt.compare(*plans)), plans[0]._repr_html_(), pt.compare(*plans)._repr_html_()):
        tree = parsed(shown)
        assert all(x.text == asset("report.js") for x in tree.iter("script"))
        assert not [x.tag for x in tree.iter("img", "b", "i")]
        assert not [name for x in tree.iter() for name in x.attrib if name.startswith("on")]
    assert "alert(1)" in parsed(report_page(pt.compare(*plans))).text_content()


def test_every_link_leads_to_one_place(page: str) -> None:
    tree = parsed(page)
    ids = Counter(tree.xpath("//@id"))
    assert {name: n for name, n in ids.items() if n > 1} == {}
    wanted = [*tree.xpath("//a/@href"), *("#" + x for x in tree.xpath("//@data-source")), *("#" + x for x in tree.xpath("//@data-at"))]
    assert len(wanted) > 500 and {x for x in wanted if x[1:] not in ids} == set()


def test_the_parts_are_told_apart_without_eyes(page: str) -> None:
    tree = parsed(page)
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath("//body/*[not(self::main or @class='skip')]") == []
    levels = [int(x.tag[1]) for x in tree.iter("h1", "h2", "h3")]
    assert all(after - before < 2 for before, after in pairwise(levels))
    assert tree.xpath("//table[not(.//td)]") == []


def test_the_page_may_load_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)|url\(|@import|https?:", page.replace(f"<script>{asset('report.js')}</script>", ""))


def test_both_texts_stand_in_it_whole(page: str) -> None:
    panes = parsed(page).xpath("//div[contains(@class, 'pane ')]")
    for pane, name in zip(panes, ("lanshui-edu-2020", "lanshui-edu-2021"), strict=True):
        shown = "".join("".join(block.itertext()) for block in pane.xpath("./div"))
        assert "".join(shown.split()) == "".join(pt.specimen(name).text.split())


def test_rows_are_those_of_the_tables(page: str) -> None:
    comparison, tree = pt.compare(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021")), parsed(page)
    for name, field in (("items", "status"), ("targets", "value"), ("projects", "status")):
        rows = tree.xpath(f"//table[@id='t-{name}']/tbody/tr/@data-status")
        assert list(rows) == [getattr(row, field) for row in comparison.rows(name)]


def test_numbers_of_the_tables_are_marks_of_the_text(page: str) -> None:
    tree = parsed(page)
    for cell in tree.xpath("//table[@id='t-targets']//a"):
        mark = tree.get_element_by_id(cell.get("data-at"))
        assert mark.text_content().startswith(cell.text_content()) or cell.text_content().startswith(mark.text_content())
        assert cell.get("title").split("\n")[0] in mark.get("title")


def test_the_summary_counts_what_the_tables_hold() -> None:
    comparison = pt.compare(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021"))
    said = list(sentences(comparison))
    raised = sum(row.value == "raised" for row in comparison.targets)
    assert f"提高 {raised}" in said[1]
    assert sum(map(int, re.findall("[^有0-9] ([0-9]+)", said[0].partition("：")[2]))) == len(comparison.items)


def test_evidence_shows_the_source_and_its_repairs() -> None:
    plan = pt.parse("１．新建学校1 200所。\n2.培训教師３00人。", year=2021)
    told = ["\n".join(lines_of(plan, one)) for one in plan.targets]
    assert "【1 200所】" in told[0] and "修复：" in told[0] and "新建学校" in told[0]
    assert "【３00人】" in told[1]


@given(st.text(st.sampled_from("新建学校5所，培训300人。实施“登高”行动\n一、2021年底前<&\"")))
def test_stretches_give_the_text_back(words: str) -> None:
    plan = pt.parse(words + "一", year=2021)
    pieces = list(stretches(highlighted(plan), Span(0, len(plan.text))))
    assert "".join(plan.text[x.start : x.end] for x in pieces) == plan.text
    assert all(y.span.start <= x.start and x.end <= y.span.end for x in pieces for y in x.found)
    assert lxml_html.fragment_fromstring(Marker(plan, "甲").html(Span(0, len(plan.text))), create_parent="p").text_content() == plan.text


@given(st.text("甲乙\n", max_size=60))
def test_pieces_of_a_source_begin_at_its_lines(source: str) -> None:
    starts = source_pieces(source)
    assert starts == sorted({*starts}) and {0, *(i + 1 for i, c in enumerate(source) if c == "\n")} <= {*starts}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6))))
def test_joined_spans_cover_the_same_and_do_not_touch(places: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + size) for start, size in places]
    found = joined(spans)
    assert {x for span in spans for x in range(span.start, span.end)} == {x for span in found for x in range(span.start, span.end)}
    assert all(a.end < b.start for a, b in pairwise(found))


def test_changes_are_words_of_one_side() -> None:
    comparison = pt.compare(pt.parse("一、扩容\n1.新建学校5所。", year=2020), pt.parse("一、扩容\n1.新建学校6所。", year=2021))
    assert ["5" in span.of(comparison.a.text) for span in changed(comparison, "a")] == [True]
    assert ["6" in span.of(comparison.b.text) for span in changed(comparison, "b")] == [True]


@needs_shared
def test_reports_of_real_plans_stay_small(tmp_path: Path) -> None:
    """Two reports of a province, 20,000 to 30,000 characters each: below 3 MB; two plans of 38 items below 1 MB."""
    from benchmarks.places import real_documents

    found = {path.stem: path for path in real_documents()}
    pt.report(pt.read(found["福建省-2025-政府工作报告"]), pt.read(found["福建省-2026-政府工作报告"]), tmp_path / "large.html")
    pt.report(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021"), tmp_path / "small.html")
    assert (tmp_path / "large.html").stat().st_size < 3_000_000
    assert (tmp_path / "small.html").stat().st_size < 1_000_000
