"""What is extracted from tables: units, figures and deadlines by column, and nothing across a cell's edge."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext
from policytext.extraction.table_figures import canonical_unit, read_figure
from policytext.model.records import Record, records
from policytext.pipeline import parse


def found(text: str, kind: str, year: int = 2021) -> list[Record]:
    """The records of one kind, but for those that report where things stand."""
    return [x for x in records(parse(text, year=year)) if x["kind"] == kind]


def units(text: str) -> list[tuple[str, str]]:
    return [(x["text"], x["role"]) for x in found(text, "organisation")]


HEAD = "序号|工作任务|责任单位|完成时限\n"
UNITS = [
    ("市教育局、团市委", [("市教育局", "responsible"), ("团市委", "responsible")]),
    ("人事科（牵头）、各县区", [("人事科", "lead"), ("各县区", "support")]),
    ("牵头：市公安局；配合：市教育局、各县（市、区）", [("市公安局", "lead"), ("市教育局", "support"), ("各县（市、区）", "support")]),
    ("卫健委牵头，教育局、妇联配合", [("卫健委", "lead"), ("教育局", "support"), ("妇联", "support")]),
    ("市林业局 市水务局", [("市林业局", "responsible"), ("市水务局", "responsible")]),
    ("无", []), ("—", []), ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), UNITS)
def test_units_of_a_cell(cell: str, expected: list[tuple[str, str]]) -> None:
    assert units(f"{HEAD}1|建校|{cell}|6月底前") == expected


def test_the_head_gives_the_role() -> None:
    text = "序号|任务|主办单位|协办单位\n1|建校|市教育局|市财政局、市住建局"
    assert units(text) == [("市教育局", "lead"), ("市财政局", "support"), ("市住建局", "support")]


def test_a_ditto_names_no_unit_anew() -> None:
    assert units(HEAD + "1|建校|市教育局|6月\n2|育人|同上|〃") == [("市教育局", "responsible")]


def test_persons_are_no_units() -> None:
    assert units("序号|任务|责任人\n1|建校|王某某") == []


DEADLINES = [
    ("1|新建学校3所|教育局|6月底前", ["2021-06-30"]),
    ("1|新建学校3所|教育局|2021.9", ["2021-09-30"]),
    ("1|新建学校3所|教育局|2022", ["2022-12-31"]),
    ("1|新建学校3所，9月1日前开学|教育局|年底前", ["2021-12-31"]),
    ("1|3月底前新建学校3所|教育局|年底前", ["2021-03-31"]),
    ("1|新建学校3所|教育局|6月底前\n2|新建园舍5所|同上|同上", ["2021-06-30", "2021-06-30"]),
    ("1|新建学校3所|教育局|6月底前\n2|新建园舍5所|同上|9月底前", ["2021-06-30", "2021-09-30"]),
    ("1|新建学校3所|教育局|6月底前\n〃|新建园舍5所|同上|9月底前", ["2021-06-30", "2021-09-30"]),
]


@pytest.mark.parametrize(("rows", "expected"), DEADLINES)
def test_a_deadline_column_dates_the_targets_of_its_row(rows: str, expected: list[str]) -> None:
    targets = found(HEAD + rows, "quantity")
    assert [x["deadline"] for x in targets] == expected
    assert not any(x.get("deadline_implied") for x in targets)


def test_a_deadline_column_may_stand_first() -> None:
    text = "完成时限|序号|工作任务|责任单位\n6月底前|1|新建学校3所|教育局\n年底前|2|培训教师|人事科\n各单位要抓好落实。"
    assert [x["deadline"] for x in found(text, "quantity")] == ["2021-06-30"]


def test_a_task_without_an_end_goes_on() -> None:
    times = found(HEAD + "1|建校|教育局|持续推进", "time")
    assert [(x["text"], x["recurrence"]) for x in times] == [("持续推进", "continuous")]


FIGURES = [
    ("95", "%", (95, 95, "%", "=")), ("≥1.5", "万人", (15000, 15000, "人", ">=")), ("〔13.5〕", "%", (13.5, 13.5, "%", "=")),
    ("7左右", "%", (7, 7, "%", "~")), ("6—7", "%", (6, 7, "%", "..")), ("93%以上", "", (93, 93, "%", ">=")),
    ("12", "", (12, 12, None, "=")), ("1,200", "亿元", (120000000000, 120000000000, "CNY", "=")),
    ("≤27", "微克/立方米", (27, 27, "微克/立方米", "<=")), ("-", "%", None), ("完成省下达任务", "%", None), ("5年", "%", (5, 5, "年", "=")),
    ("2021.12.31", "", None), ("", "%", None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "unit", "expected"), FIGURES)
def test_a_cell_is_read_with_its_unit(cell: str, unit: str, expected: tuple[object, ...] | None) -> None:
    reading = read_figure(cell, unit)
    assert (reading and (reading.low, reading.high, reading.unit, reading.comparator)) == expected


RATES = [
    ("元/人", (1, "CNY", "人")),
    ("万吨", (10000, "吨", None)),
    ("亿千瓦时", (10**8, "千瓦时", None)),
    ("若干", None),
    ("/", None),
]


@pytest.mark.parametrize(("printed", "expected"), RATES)
def test_a_printed_unit(printed: str, expected: tuple[object, ...] | None) -> None:
    assert canonical_unit(printed) == expected


INDICATORS = """指标名称|单位|2020年实际|2025年目标|年均增长（%）|属性
1.地区生产总值|亿元|1200|1800|8.5|预期性
（2）近视率|%|52.7|≤50|-|约束性
单位能耗降低（%）|||[13.5]||约束性"""


def test_an_indicator_table_gives_targets_with_their_base() -> None:
    targets = [x for x in found(INDICATORS, "quantity") if x["role"] == "target"]
    fields = ("text", "indicator", "unit", "change", "force", "baseline", "baseline_value", "deadline")
    assert [tuple(x.get(name) for name in fields) for x in targets] == [
        ("1800", "地区生产总值", "CNY", "level", "expected", 2020, 120000000000, "2025-12-31"),
        ("8.5", "地区生产总值", "%", "increase", "expected", None, None, "2025-12-31"),
        ("≤50", "近视率", "%", "level", "hard", 2020, 52.7, "2025-12-31"),
        ("13.5", "单位能耗降低", "%", "decrease", "hard", 2020, None, "2025-12-31"),
    ]


def test_heads_are_no_times_and_row_numbers_no_quantities() -> None:
    assert found(INDICATORS, "time") == []
    assert found(INDICATORS, "rejection") == []
    assert [x["text"] for x in found(HEAD + "1|建校3所|教育局|6月底前", "rejection")] == []


ROLES = [
    ("2020年|2025年", 2021, ["baseline", "target"]), ("2022年|2035年", 2022, ["baseline", "target"]),
    ("2023年|2025年", 2021, ["target", "target"]), ("现状值|目标值", 2021, ["baseline", "target"]),
    ("2021年目标|2025年目标", 2021, ["target", "target"]), ("2019年实际|2020年实际", 2021, ["outcome", "outcome"]),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "year", "roles"), ROLES)
def test_the_heads_say_what_is_to_be_reached(heads: str, year: int, roles: list[str]) -> None:
    assert [x["role"] for x in found(f"指标|{heads}\n近视率（%）|52|50", "quantity", year)] == roles


def test_nothing_is_read_across_the_edge_of_a_cell() -> None:
    text = "责任单位|工作任务|数量|完成时限\n市教育局力争|新增学位|900个|9月底前"
    (quantity,) = found(text, "quantity")
    assert quantity["force"] == "plain"
    assert quantity["indicator"] is None


def test_a_unit_line_is_no_quantity() -> None:
    text = "单位：万元\n指标|2021年目标\n税收|300"
    assert [(x["text"], x["low"], x["unit"]) for x in found(text, "quantity")] == [("300", 3000000, "CNY")]


def test_a_text_without_tables_is_untouched() -> None:
    text = "1.扩容。新增学位5万个，6月底前完成。（责任单位：基建科）"
    assert [x["rule"] for x in found(text, "quantity")] == ["quantity.count"]
    assert not any("table" in x["rule"] for x in records(parse(text, year=2021)))


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(["序号", "工作任务", "责任单位", "完成时限"]), st.integers(2, 900), st.integers(1, 12),
    st.sampled_from(["教育局", "人事科（牵头）、各县区"]),
)  # fmt: skip
def test_the_order_of_columns_changes_no_value(order: list[str], count: int, month: int, unit: str) -> None:
    cells = {"序号": "1", "工作任务": f"新建幼儿园{count}所", "责任单位": unit, "完成时限": f"2021年{month}月底前"}
    text = "|".join(order) + "\n" + "|".join(cells[head] for head in order)
    (quantity,) = found(text, "quantity")
    after = datetime.date(2021 + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    assert (quantity["low"], quantity["indicator"], quantity["deadline"]) == (count, "幼儿园", after.isoformat())
    assert len(units(text)) == 1 + ("、" in unit)


@settings(max_examples=150, deadline=None)
@given(st.text("|序号任务单位指标年目值2025.%元（）\n同上〃", max_size=80))
def test_every_record_slices_its_text(text: str) -> None:
    document = parse(text, year=2021)
    assert all(x["text"] == document.text[x["start"] : x["end"]] for x in records(document))


TASKS = """榕港市2021年教育工作要点
一、扩大学位供给
1.新建公办幼儿园。新增学位3000个。
2.建强教师队伍。培训骨干教师。（人事科牵头）
附件
重点任务分解表
序号|工作任务|牵头单位|配合单位|完成时限
1|新建公办幼儿园10所|市教育局|市财政局、市住建局|2021年10月底前
2|建强教师队伍，培训骨干教师500人次|同上|各县区|同上
3|〃|市人社局||长期坚持
"""


def test_the_task_table_holds_items_and_rows_with_who_and_when() -> None:
    rows = policytext.parse(TASKS).to_frame("task").astype(object)
    shown = rows[["item", "source", "lead", "support", "recurrence", "targets", "joined", "joined_by"]]
    assert shown.where(shown.notna(), None).to_numpy().tolist() == [
        ["一/1", "text", None, None, None, "3000个", None, None],
        ["一/2", "text", "人事科", None, None, None, None, None],
        ["1", "table", "市教育局", "市财政局、市住建局", None, "10所", "一/1", "words"],
        ["2", "table", "市教育局", "各县区", None, "500人次", "一/2", "words"],
        ["3", "table", "市人社局", None, "continuous", None, "一/2", "words"],
    ]
    assert [str(x)[:10] for x in rows["deadline"][2:4]] == ["2021-10-31"] * 2
    assert rows["heading"][4] == rows["heading"][3]
