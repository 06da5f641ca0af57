"""Panels: lines of indicators, levels, what is not there, the word about last year, projects through the years."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext as pt
from policytext.comparison import PANEL_TABLES, Panel, compare, panel, panel_columns
from policytext.comparison.concepts import named
from policytext.comparison.line_links import chains
from policytext.comparison.places import contains
from policytext.display.sheets_compared import PANEL_SHEETS, flat_columns
from policytext.display.terminal_compared import panel_text
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning, RecordError, UnknownKindError
from policytext.model.values import Project
from tests.shared import DOCUMENTS, REPOSITORY, needs_shared
from tests.test_comparison_plans import Found, goal, plan, result
from tests.test_comparison_plans import named as project

PLACES = {
    "全国": ("nation", None), "岚江省": ("province", "980000"), "柳汀市": ("prefecture", "980100"),
    "石桥市": ("prefecture", "980200"), "南埠市": ("prefecture", "980300"), "白溪市": ("prefecture", "980400"),
}  # fmt: skip


def of(place: str, year: int | None, text: str, *found: Found) -> Document:
    """A plan of an invented place."""
    document = plan("一、主要目标", text, year=year, found=found, id=f"{place}-{year}")
    level, code = PLACES[place]
    return replace(document, metadata=replace(document.metadata, region=place, level=level, region_code=code))


def growth(year: int | None, low: float, place: str = "岚江省", name: str = "地区生产总值", comparator: str = "~", **more: object) -> Document:
    """A plan that promises growth of the economy."""
    return of(place, year, f"{name}增长{low}%左右。", goal(f"{low}%左右", low, "%", name, change="increase", comparator=comparator, **more))


def lines(*documents: Document) -> list[Any]:
    return list(panel(documents).rows("lines"))


@pytest.mark.parametrize(
    ("values", "steps"),
    [((7, 7, 8), "→↑"), ((8, 7.5, 7.5, 7), "↓→↓"), ((6,), ""), ((), None)],
)
def test_a_line_tells_its_steps(values: Sequence[float], steps: str | None) -> None:
    found = lines(*(growth(2010 + rank, value) for rank, value in enumerate(values)))
    assert [line.steps for line in found] == ([steps] if steps is not None else [])


@pytest.mark.parametrize("name", ["国内生产总值", "地区生产总值", "经济", "全省地区生产总值", "GDP"])
def test_one_indicator_under_many_names_is_one_line(name: str) -> None:
    (line,) = lines(growth(2011, 8), growth(2012, 7, name=name + ("增长预期目标" if name == "经济" else "")))
    assert (line.indicator, line.years, line.lowered) == ("生产总值", 2, 1)
    assert "地区生产总值" in line.names.split("|")


def test_a_gap_is_bridged_and_counted() -> None:
    other = of("岚江省", 2012, "种树30万株。", goal("30万株", 300000, "株", "树"))
    found = {line.indicator: line for line in lines(growth(2011, 8), other, growth(2013, 9))}
    line = found["生产总值"]
    assert (line.steps, line.gaps, line.years, line.first_year, line.last_year) == ("·↑", 1, 2, 2011, 2013)


def test_units_are_reconciled() -> None:
    first = of("岚江省", 2011, "造林30万亩。", goal("30万亩", 300000, "亩", "造林"))
    second = of("岚江省", 2012, "造林2万公顷。", goal("2万公顷", 20000, "公顷", "造林"))
    points = panel([first, second]).rows("points")
    assert [(x.low, x.unit, x.value) for x in points] == [(300000, "亩", "new"), (300000, "亩", "kept")]  # type: ignore[union-attr]


def test_another_kind_is_redefined_and_never_raised() -> None:
    level = of("岚江省", 2012, "固定资产投资达到500亿元。", goal("500亿元", 5e10, "CNY", "固定资产投资"))
    rate = of("岚江省", 2011, "固定资产投资增长9%。", goal("9%", 9, "%", "固定资产投资", change="increase"))
    (line,) = lines(rate, level)
    assert (line.steps, line.redefined, line.raised) == ("≠", 1, 0)


def test_a_mean_of_several_years_stays_off_the_yearly_line() -> None:
    text = "今年地区生产总值增长8%，“十五五”期间地区生产总值年均增长6%。"
    both = of(
        "岚江省", 2012, text,
        goal("8%", 8, "%", "地区生产总值", change="increase"), goal("6%", 6, "%", "地区生产总值", change="increase"),
    )  # fmt: skip
    found = panel([growth(2011, 8), both, growth(2013, 7)]).rows("lines")
    assert sorted((x.years, x.first) for x in found) == [(1, 6), (3, 8)]  # type: ignore[union-attr]


def test_a_target_stated_twice_is_one_point() -> None:
    twice = of(
        "岚江省", 2012, "地区生产总值增长8%。提出经济增长8%，是积极的。",
        goal("8%", 8, "%", "地区生产总值", change="increase"), goal("8%", 8, "%", "提出经济增长"),
    )  # fmt: skip
    (point,) = panel([twice]).rows("points")
    assert point.mentions == 2  # type: ignore[union-attr]


def test_what_was_reported_stands_at_the_year_of_the_target() -> None:
    later = of(
        "岚江省", 2012, "去年地区生产总值增长8.6%。今年地区生产总值增长9%。",
        result("8.6%", 8.6, "%", "地区生产总值", change="increase"), goal("9%", 9, "%", "地区生产总值", change="increase"),
    )  # fmt: skip
    first, second = panel([growth(2011, 8), later]).rows("points")
    assert (first.year, first.reported, first.fulfilment) == (2011, Decimal("8.6"), "met")  # type: ignore[union-attr]
    assert (second.outcome, second.reported) == (None, None)  # type: ignore[union-attr]


def test_a_report_without_a_target_is_a_point_of_its_own() -> None:
    report = of("岚江省", 2012, "去年粮食总产量30亿斤。", result("30亿斤", 3e9, "斤", "粮食总产量"))
    target = of("岚江省", 2013, "粮食产量稳定在150万吨以上。", goal("150万吨以上", 1.5e6, "吨", "粮食产量", comparator=">="))
    points = panel([report, target]).rows("points")
    assert [(x.year, x.low, x.reported, x.value) for x in points] == [(2011, None, 1500000, None), (2013, 1500000, None, "new")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("child", "parent", "value"),
    [(9, 8, "escalated"), (8, 8, "equal"), (7, 8, "below")],
)
def test_levels_of_a_rate(child: float, parent: float, value: str) -> None:
    (row,) = panel([growth(2012, child, "柳汀市"), growth(2012, parent)]).rows("levels")
    assert (row.value, row.place, row.parent_place) == (value, "柳汀市", "岚江省")  # type: ignore[union-attr]


def test_a_lower_ceiling_is_the_stricter_promise() -> None:
    def ceiling(place: str, low: float) -> Document:
        return of(place, 2012, f"城镇登记失业率控制在{low}%以内。", goal(f"{low}%以内", low, "%", "城镇登记失业率", comparator="<="))

    (row,) = panel([ceiling("柳汀市", 3.8), ceiling("岚江省", 4)]).rows("levels")
    assert row.value == "escalated"  # type: ignore[union-attr]


def test_a_total_is_a_share_of_that_above() -> None:
    def jobs(place: str, low: float) -> Document:
        return of(place, 2012, f"城镇新增就业{low:.0f}人。", goal(f"{low:.0f}人", low, "人", "城镇新增就业", change="new"))

    (row,) = panel([jobs("柳汀市", 20000), jobs("岚江省", 400000)]).rows("levels")
    assert (row.value, row.share) == ("part", 0.05)  # type: ignore[union-attr]


def test_the_chain_of_levels_reads_from_the_top() -> None:
    rows = panel([growth(2012, 10, "柳汀市"), growth(2012, 9), growth(2012, 7.5, "全国", "国内生产总值")]).rows("levels")
    last = rows[-1]
    assert last.chain == "全国 7.5%左右 ↑ 岚江省 9%左右 ↑ 柳汀市 10%左右"  # type: ignore[union-attr]
    assert last.escalations == 2  # type: ignore[union-attr]


def test_what_a_place_does_not_take_up() -> None:
    child = of("柳汀市", 2012, "种树30万株。", goal("30万株", 300000, "株", "树"))
    (row,) = panel([child, growth(2012, 9)]).rows("levels")
    assert (row.value, row.child, row.indicator) == ("not_taken_up", None, "生产总值")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("种树30万株。", "absent"),
        ("保持地区生产总值稳定增长，种树30万株。", "in_words"),
        ("地区生产总值增长9%，种树30万株。", "not_understood"),
    ],
)
def test_absences_against_last_year(text: str, finding: str) -> None:
    found = [result("9%", 9, "%", "地区生产总值", change="increase")] if "9%" in text else []
    later = of("岚江省", 2012, text, *found, goal("30万株", 300000, "株", "树"))
    rows = compare(growth(2011, 8), later).rows("absences")
    assert [(x.indicator, x.basis, x.missing_since, x.finding) for x in rows] == [("生产总值", "last_year", 2011, finding)]  # type: ignore[union-attr]
    assert panel([growth(2011, 8), later]).rows("absences") == rows
    (row,) = rows
    assert row.span is None or row.span.of(later.text) == row.text  # type: ignore[union-attr]


def test_absences_among_peers_need_most_of_enough_peers() -> None:
    peers = [growth(2012, 8, place) for place in ("石桥市", "南埠市", "白溪市")]
    other = of("柳汀市", 2012, "种树30万株。", goal("30万株", 300000, "株", "树"))
    rows = [x for x in panel([other, *peers]).rows("absences") if x.basis == "peers"]  # type: ignore[union-attr]
    assert [(x.place, x.indicator, x.having, x.asked) for x in rows] == [("柳汀市", "生产总值", 3, 3)]  # type: ignore[union-attr]
    assert panel([other, *peers[:2]]).rows("absences") == ()


@pytest.mark.parametrize(
    ("words", "by", "change", "status"),
    [
        ("比上年增加", "200亿元", "increase", "agrees"),
        ("比上年预算增加", "300亿元", "increase", "contradicts"),
        ("比上年增加", "300亿元", "increase", "cannot_be_checked"),
    ],
)
def test_a_change_against_last_year_is_checked(words: str, by: str, change: str, status: str) -> None:
    before = of("岚江省", 2011, "财政赤字800亿元。", goal("800亿元", 8e10, "CNY", "财政赤字"))
    text = f"拟安排财政赤字1000亿元，{words}{by}。"
    after = of(
        "岚江省", 2012, text, goal("1000亿元", 1e11, "CNY", "财政赤字"), goal(by, float(by[:3]) * 1e8, "CNY", "财政赤字", change=change)
    )
    (row,) = compare(before, after).rows("base_checks")
    assert (row.kind, row.status, row.printed) == ("plan_base", status, Decimal(80000000000))  # type: ignore[union-attr]
    assert "800亿元" in row.explanation  # type: ignore[union-attr]


@pytest.mark.parametrize(("reported", "status"), [(980, "agrees"), (880, "contradicts")])
def test_a_recalled_target_is_checked(reported: int, status: str) -> None:
    before = of("岚江省", 2011, "城镇新增就业900人。", goal("900人", 900, "人", "城镇新增就业", change="new"))
    after = of(
        "岚江省", 2012, f"去年城镇新增就业{reported}人，超过预期目标。", result(f"{reported}人", reported, "人", "城镇新增就业", change="new")
    )
    (row,) = compare(before, after).rows("base_checks")
    assert (row.kind, row.status) == ("target_named", status)  # type: ignore[union-attr]


def test_projects_through_the_years() -> None:
    def year(number: int, *names: str) -> Document:
        return of("岚江省", number, "实施" + "、".join(names) + "。", *(project(name) for name in names))

    done = of("岚江省", 2013, "实施“绿岭”工程。去年完成“晨光”行动。", project("“绿岭”工程"), project("“晨光”行动"))
    done = replace(done, extractions=tuple(
        replace(x, value=Project("programme", "finished")) if done.text_of(x) == "“晨光”行动" else x for x in done.extractions
    ))  # fmt: skip
    rows = panel([year(2011, "“绿岭”工程", "“蓝湾”计划"), year(2012, "“晨光”行动"), done]).rows("projects")
    assert {x.name: (x.status, x.seen) for x in rows} == {  # type: ignore[union-attr]
        "“绿岭”工程": ("continued", "2011|2013"), "“蓝湾”计划": ("vanished", "2011"), "“晨光”行动": ("finished", "2012|2013"),
    }  # fmt: skip


def test_a_panel_goes_through_json_without_loss() -> None:
    documents = [growth(2011, 8), growth(2012, 9), growth(2012, 10, "柳汀市"), growth(2012, 7, "全国", "国内生产总值")]
    whole = panel(documents)
    read = Panel.from_dict(json.loads(json.dumps(whole.to_dict(), ensure_ascii=False)), reversed(documents))
    assert read == whole
    for table in PANEL_TABLES:
        assert read.rows(table) == whole.rows(table)
        assert all(tuple(row) == panel_columns(table) for row in whole.records(table))


def test_a_dict_of_other_documents_is_refused() -> None:
    whole = panel([growth(2011, 8)]).to_dict()
    for wrong in ({"schema_version": 0}, {"documents": ["another"]}):
        with pytest.raises(RecordError):
            Panel.from_dict(whole | wrong, [growth(2011, 8)])
    with pytest.raises(RecordError, match="lacks points"):
        Panel.from_dict({name: rows for name, rows in whole.items() if name != "points"}, [growth(2011, 8)])


def test_unknown_table_names_the_choices() -> None:
    with pytest.raises(UnknownKindError, match="lines, points, levels"):
        panel([]).rows("sentences")


def test_sensible_on_rubbish() -> None:
    empty = plan(year=None, id="empty")
    document = growth(2011, 8)
    whole = panel([document, document, empty])
    assert len(whole.documents) == 2
    assert [x.years for x in whole.rows("lines")] == [1]  # type: ignore[union-attr]
    assert all(isinstance(whole.rows(table), tuple) for table in PANEL_TABLES)
    assert repr(whole) == "<Panel 岚江省、empty: 2 documents, 2 places, 2011–2011>"


def test_two_bureaus_of_one_place_are_two_series() -> None:
    def issued(document: Document, by: str) -> Document:
        return replace(document, metadata=replace(document.metadata, issuers=(by,), id=f"{by}-{document.metadata.plan_year}"))

    whole = panel([issued(growth(2011, 8), "岚江省统计局"), issued(growth(2012, 9), "岚江省水利厅"), issued(growth(2013, 7), "岚江省统计局")])
    found = [(x.line, x.steps) for x in whole.rows("lines")]  # type: ignore[union-attr]
    assert found == [("岚江省/岚江省统计局#1", "↓"), ("岚江省/岚江省水利厅#1", "")]
    assert whole.rows("absences") == ()


def test_shared_ids_are_told() -> None:
    twin = replace(growth(2012, 9), metadata=replace(growth(2012, 9).metadata, id="岚江省-2011"))
    with pytest.warns(PolicyTextWarning, match="岚江省-2011"):
        (line,) = panel([growth(2011, 8), twin]).rows("lines")
    assert line.steps == "↑"  # type: ignore[union-attr]


def test_order_of_the_documents_does_not_matter() -> None:
    documents = [growth(2011, 8), growth(2012, 9), growth(2013, 7)]
    assert panel(reversed(documents)).to_dict() == panel(documents).to_dict()


def test_the_page_on_panels_runs() -> None:
    found = doctest.testfile(str(REPOSITORY / "docs" / "panel.md"), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted) == (0, 10)


@pytest.mark.parametrize("table", PANEL_TABLES)
def test_the_columns_of_panels_are_listed(table: str) -> None:
    page = (REPOSITORY / "docs" / "tables.md").read_text(encoding="utf-8")
    section = page.split(f"\n## `{PANEL_SHEETS[table]}`\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(flat_columns(PANEL_TABLES[table]))


def test_attention_of_a_document_adds_up_and_is_that_of_the_comparison() -> None:
    a, b = pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021")
    rows = pt.panel([a, b]).rows("attention")
    for measure in ("text", "items", "targets"):
        of = [x for x in rows if (x.measure, x.document) == (measure, "lanshui-edu-2020")]  # type: ignore[union-attr]
        assert sum(x.share for x in of) == pytest.approx(1, abs=0.002)  # type: ignore[union-attr]
        compared = {x.name: x.share_a for x in pt.compare(a, b).rows("attention") if (x.by, x.measure) == ("theme", measure)}  # type: ignore[union-attr]
        assert {x.theme: x.share for x in of} == compared  # type: ignore[union-attr]
    short = pt.panel([pt.parse("一、新建学校5所。", year=2021, document="短")]).rows("attention")
    assert {x.note for x in short} == {f"1 {x} in the document: an interval needs 10" for x in ("parts", "items", "targets")}  # type: ignore[union-attr]
    assert {(x.low, x.high) for x in short} == {(None, None)}  # type: ignore[union-attr]


def test_frames_and_pages_of_a_panel() -> None:
    plans = [pt.parse(f"柳汀市工作要点\n一、目标\n新增学位{count}万个。", year=2020 + count, document=f"plan-{count}") for count in (1, 2)]
    whole = pt.panel(plans)
    for table in PANEL_TABLES:
        assert list(whole.to_frame(table)) == list(flat_columns(PANEL_TABLES[table]))
    assert "指标走势" in whole._repr_html_()
    assert whole._repr_html_().startswith('<div class="pt" lang="zh"><style>')
    assert "学位" in panel_text(whole)


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "panel.xlsx"
    command = [sys.executable, "-c", "from policytext.cli import run; run()", "panel", *(f"specimen:lanshui-edu-{x}" for x in (2020, 2021))]
    done = subprocess.run([*command, "-o", str(out)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, out.stat().st_size > 5000) == (0, "", True)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 1)), max_size=30))
def test_chains_hold_every_node_once_and_only_go_ahead(found: list[tuple[int, int, float]]) -> None:
    links = {(i, j): weight for i, j, weight in found if i < j}
    whole = chains(12, links)
    assert sorted(node for chain in whole for node in chain) == list(range(12))
    assert all(pair in links for chain in whole for pair in pairwise(chain))


@given(st.text(alphabet="今年全省力争经济增长预期目标速度新就业亩GDP 0，。", max_size=14))
def test_names_never_fail_and_are_stable(words: str) -> None:
    concept = named(words)
    assert named(words) == concept
    if concept.known:
        assert named(concept.name).name == concept.name


def test_a_place_holds_those_inside_and_not_itself() -> None:
    nation, province, city = (growth(2012, 8, place) for place in ("全国", "岚江省", "柳汀市"))
    order = [contains(nation, city), contains(province, city), contains(city, province), contains(province, province), contains(nation, nation)]
    assert order == [True, True, False, False, False]


@needs_shared
def test_the_nation_from_1999_to_2015() -> None:
    documents = [pt.read(path) for path in sorted(DOCUMENTS.glob("国务院-*"))]
    begun = time.process_time()
    whole = pt.panel(documents)
    longest = {}
    for line in sorted(whole.rows("lines"), key=lambda line: line.years):  # type: ignore[union-attr]
        longest[line.indicator, line.unit] = line  # type: ignore[union-attr]
    expected = {
        ("生产总值", "%"): ("·→→↑→→→→→→↓→→↓", 14), ("居民消费价格", "%"): ("↓→↑↓↓↑→↓→↓", 11),
        ("城镇新增就业", "人"): ("→→→↑↓→→→→↑→", 12), ("城镇登记失业率", "%"): ("→→↓↑→→→→→↓", 11),
        ("财政赤字", "CNY"): ("↑↓↓↑↑↑", 7), ("广义货币", "%"): ("→↓↓↓→↓", 7),
    }  # fmt: skip
    assert {key: (longest[key].steps, longest[key].years) for key in expected} == expected
    checks = [row.status for row in whole.rows("base_checks")]  # type: ignore[union-attr]
    assert checks.count("agrees") >= 20
    assert "contradicts" not in checks
    assert time.process_time() - begun < 15
