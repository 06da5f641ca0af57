"""Tables in a text: found, their columns told, their rows made items, and joined with the items of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.structure.indicator_tables import figures_of
from policytext.structure.table_heads import head_role, role_by_shape
from policytext.structure.tables import find_tables
from policytext.structure.task_tables import RowItem, join_rows, task_rows
from policytext.structure.tree import build_tree

HEADS = [
    ("序号", "number"), ("序 号", "number"), ("工作任务", "task"), ("2021年重点工作任务", "task"), ("主要措施", "measure"),
    ("牵头单位", "lead"), ("主责部门", "lead"), ("协办处室", "support"), ("配合单位（部门）", "support"), ("落实部门", "responsible"),
    ("完成时限", "deadline"), ("办结期限", "deadline"), ("指标名称", "indicator"), ("计量单位", "unit"), ("指标属性", "kind"),
    ("2020年", "value"), ("2025年目标值", "value"), ("2020年实际（亿元）", "value"), ("基期值", "value"), ("责任单位 配合", "support"),
    ("对应条目", "source"), ("建设学校", ""), ("卫健委牵头，教育局配合", ""), ("2021年工作措施", "measure"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("head", "role"), HEADS)
def test_a_head_gives_its_column_a_role(head: str, role: str) -> None:
    assert head_role(head) == role


SHAPES = [
    (["1", "2", "3"], "number"), (["（一）", "（二）"], "number"), (["3", "7", "2"], ""), (["市教育局、团市委", "各县区", "同上"], "responsible"),
    (["6月底前", "持续推进", "2021.12"], "deadline"), (["新建学校三所", "培训教师"], ""), (["", "〃"], ""),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "role"), SHAPES)
def test_a_column_is_told_by_what_stands_in_it(cells: list[str], role: str) -> None:
    assert role_by_shape(cells) == role


def read(text: str) -> list[tuple[str, ...]]:
    """The items of a text's tables: number, heading, units, deadline."""
    return [line(text, item) for item in task_rows(text)]


def line(text: str, item: RowItem) -> tuple[str, ...]:
    units = [place.of(text) for role in ("lead", "responsible", "support") for place in item.places(role)]
    due = [place.of(text) for place in item.places("deadline")]
    return item.number, item.heading.of(text) if item.heading else "", " ".join(units), " ".join(due)


HEAD = "序号|工作任务|责任单位|完成时限\n"
ITEMS = [
    pytest.param(
        HEAD + "1|建校|教育局|6月底前\n2|育人|人事科|年底前",
        [("1", "建校", "教育局", "6月底前"), ("2", "育人", "人事科", "年底前")],
        id="plain",
    ),
    pytest.param(
        HEAD + "1|建校|教育局|6月底前\n2|育人|同上|〃",
        [("1", "建校", "教育局", "6月底前"), ("2", "育人", "教育局", "6月底前")],
        id="ditto",
    ),
    pytest.param(
        HEAD + "1|建校|教育局|6月\n2|育人|同上|9月\n3|修路|〃|同上",
        [("1", "建校", "教育局", "6月"), ("2", "育人", "教育局", "9月"), ("3", "修路", "教育局", "9月")],
        id="ditto of ditto",
    ),
    pytest.param(
        HEAD + "1|建校|教育局|6月\n〃|选址|住建局|3月\n2|育人|人事科|9月",
        [("1", "建校", "教育局 住建局", "6月 3月"), ("2", "育人", "人事科", "9月")],
        id="rows under one number",
    ),
    pytest.param(
        HEAD + "1|建校|教育局|6月\n" + HEAD + "2|育人|同上|9月",
        [("1", "建校", "教育局", "6月"), ("2", "育人", "教育局", "9月")],
        id="heads again on the next page",
    ),
    pytest.param(
        HEAD + "1|建校|教育局|6月\n一、队伍\n2|育人|同上|9月",
        [("1", "建校", "教育局", "6月"), ("2", "育人", "教育局", "9月")],
        id="a part between",
    ),
    pytest.param(
        "序号|任务|责任单位||时限\n〃|〃|牵头|配合|〃\n1|建校|教育局|财政局|6月",
        [("1", "建校", "教育局 财政局", "6月")],
        id="heads over two lines",
    ),
    pytest.param(
        "1|新建学校三所|教育局|6月底前\n2|培训骨干教师|同上|年底前",
        [("1", "新建学校三所", "教育局", "6月底前"), ("2", "培训骨干教师", "教育局", "年底前")],
        id="no heads",
    ),
    pytest.param(
        "序号\n工作任务\n责任单位\n1\n建校\n教育局\n2\n育人\n人事科\n完。",
        [("1", "建校", "教育局", ""), ("2", "育人", "人事科", "")],
        id="a cell a line",
    ),
    pytest.param("序号\t工作任务\t责任单位\n1\t建校\t教育局", [("1", "建校", "教育局", "")], id="parted by tabs"),
    pytest.param(
        "序号  工作任务  责任单位\n1     建校      教育局", [("1", "建校", "教育局", "")], id="parted by blanks"
    ),
    pytest.param(
        "责任单位|重点事项|办结期限\n教育局|建校。选好址|6月",
        [("", "建校", "教育局", "6月")],
        id="other order, no numbers",
    ),
    pytest.param(HEAD + "1|" + "很长的任务" * 10 + "|教育局|6月", [("1", "", "教育局", "6月")], id="no short lead"),
    pytest.param("首页 | 联系我们 | 版权\n1 | 2 | 3 | 下一页", [], id="no table: links of a page"),
    pytest.param("指标|2020年|2025年\n近视率（%）|52|50", [], id="no tasks: indicators"),
    pytest.param("序号\n一、任务\n1.建校", [], id="no table: a word alone"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "items"), ITEMS)
def test_rows_become_items(text: str, items: list[tuple[str, ...]]) -> None:
    assert read(text) == items


def test_a_ditto_points_at_the_cell_where_it_was_said() -> None:
    text = HEAD + "1|建校|教育局|6月\n2|育人|同上|〃"
    first, second = task_rows(text)
    assert second.places("responsible") == first.places("responsible")
    assert second.start > second.places("deadline")[0].end


def test_each_table_has_its_own_heads_and_unit() -> None:
    text = (
        "任务表\n" + HEAD + "1|建校|教育局|6月\n单位：万元\n项目名称|2020年实际|2021年目标|属性\n财政收入|10|12|预期性"
    )
    first, second = find_tables(text)
    assert (first.unit, second.unit) == ("", "万元")
    assert first.is_of_tasks
    assert not second.is_of_tasks


def test_only_the_given_stretch_is_read() -> None:
    text = HEAD + "1|建校|教育局|6月"
    assert find_tables(text, len(text)) == ()
    assert find_tables("前言\n" + text, 3)[0].rows[0].cells[1].text == "建校"


FIGURES = [
    ("指标|单位|2020年|2025年\n近视率|%|52|50", [("近视率", "52", "%", 2020), ("近视率", "50", "%", 2025)]),
    ("指标（单位）|2020年|2025年\n1.收入（亿元）|5|-", [("收入", "5", "亿元", 2020), ("收入", "-", "亿元", 2025)]),
    ("类别|指标名称|目标值（所）\n教育|学校|9\n〃|幼儿园|7", [("学校", "9", "所", None), ("幼儿园", "7", "所", None)]),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_figures_have_name_unit_and_year(text: str, figures: list[tuple[object, ...]]) -> None:
    found = [x for table in find_tables(text) for row in figures_of(table) for x in row]
    assert [(x.name.of(text), x.value.text, x.unit, x.year) for x in found] == figures


PLAN = "一、扩大学位供给\n新建学校，改善条件。\n二、建强教师队伍\n开展培训，选好校长。\n三、做好保障\n附件\n"
JOINS = [
    ("序号|任务|单位\n1|建强教师队伍|人事科", [("二", "words")]),
    ("序号|任务|单位\n1|办好运动会|体卫科", [(None, "words")]),
    ("序号|任务|对应条目|责任单位\n1|办好运动会|三|体卫科", [("三", "number")]),
    ("序号|任务|对应条目|责任单位\n1|扩大学位供给|九|基建科", [("一", "words")]),
]


@pytest.mark.parametrize(("table", "joins"), JOINS)
def test_rows_are_joined_with_the_items_of_the_text(table: str, joins: list[tuple[str | None, str]]) -> None:
    text = PLAN + table
    found = join_rows(text, task_rows(text), list(build_tree(text).walk())[1:])
    assert [(join.address, join.way) for join in found] == joins


def test_a_row_like_two_items_is_joined_with_none() -> None:
    text = "一、甲\n1.加强培训\n二、乙\n1.加强培训\n序号|任务|单位\n1|加强培训|人事科"
    assert [join.address for join in join_rows(text, task_rows(text), list(build_tree(text).walk())[1:])] == [None]


COLUMNS = {
    "number": ("序号", "编号"), "task": ("工作任务", "重点事项", "目标任务", "任务名称"),
    "responsible": ("责任单位", "落实部门", "承办单位"), "deadline": ("完成时限", "办结期限", "时间节点"),
}  # fmt: skip
TASKS = st.text("建学校园路桥改造新幼儿", min_size=2, max_size=12)
UNITS = st.sampled_from(["市教育局", "人事科、基建科", "各县区"])
DATES = st.sampled_from(["6月底前", "2021年12月", "年底前"])


@settings(max_examples=150, deadline=None)
@given(
    order=st.permutations(list(COLUMNS)),
    words=st.tuples(*(st.sampled_from(words) for words in COLUMNS.values())),
    rows=st.lists(st.tuples(TASKS, UNITS, DATES), min_size=1, max_size=6),
    dittos=st.lists(st.sampled_from(["〃", "同上", None]), min_size=6, max_size=6),
    again=st.integers(0, 6),
)
def test_order_wording_and_merges_change_no_item(
    order: list[str], words: tuple[str, ...], rows: list[tuple[str, str, str]], dittos: list[str | None], again: int
) -> None:
    heads = dict(zip(COLUMNS, words, strict=True))
    lines, said = ["|".join(heads[role] for role in order)], list[tuple[str, ...]]()
    for place, (task, unit, due) in enumerate(rows):
        mark = dittos[place] if place else None
        unit, due = (said[-1][2], said[-1][3]) if mark else (unit, due)
        said.append((str(place + 1), task, unit, due))
        printed = {"number": str(place + 1), "task": task, "responsible": mark or unit, "deadline": mark or due}
        lines += [lines[0]] if place == again else []
        lines.append("|".join(printed[role] for role in order))
    assert read("\n".join(lines)) == said


@settings(max_examples=200, deadline=None)
@given(st.text("|序号任务单位1一、\n同上〃年 \t", max_size=80))
def test_nothing_is_refused_and_every_place_holds(text: str) -> None:
    for item in task_rows(text):
        assert 0 <= item.start <= item.end <= len(text)
        assert all(place.end <= item.end and "\n" not in place.of(text) for _, place in item.cells)
    for table in find_tables(text):
        assert all(len(row.cells) == len(table.roles) for row in table.rows)
        assert all(cell.said.of(text) == cell.text for row in table.rows for cell in row.cells)
