"""Structure of real pages: lists of texts with the addresses and headings they must give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext import Document, parse
from policytext.structure.tree import build_tree

TREES = [
    (
        "levels skipped, missing and taken up again",
        "一、扩容\n1.建校。\n（1）选址。\n2.建园。\n二、提质\n（一）教学\n1.备课。\n三、保障\n（1）经费。",
        ["一", "一/1", "一/1/（1）", "一/2", "二", "二/（一）", "二/（一）/1", "三", "三/（1）"],
    ),
    ("items that number on across sections", "一、扩容\n1.建校。\n2.建园。\n二、提质\n3.备课。\n4.教研。", ["一", "一/1", "一/2", "二", "二/3", "二/4"]),
    ("a pause mark for a point", "一、扩容\n1、建校。\n2、建园。", ["一", "一/1", "一/2"]),
    ("full-width points", "一．扩容\n1．建校。\n2．建园。", ["一", "一/1", "一/2"]),
    ("half-width brackets", "(一)扩容\n(1)建校。\n(2)建园。\n(二)提质", ["（一）", "（一）/（1）", "（一）/（2）", "（二）"]),
    ("circles under figures", "1.扩容\n①建校。\n②建园。\n2.提质", ["1", "1/①", "1/②", "2"]),
    ("characters for numbers in brackets", "㈠扩容\n⒈建校。\n⒉建园。\n㈡提质", ["（一）", "（一）/1", "（一）/2", "（二）"]),
    ("decimals", "1 扩容\n1.1 建校\n1.2 建园\n2 提质\n2.1 教研", ["1", "1/1.1", "1/1.2", "2", "2/2.1"]),
    (
        "chapters, parts of chapters, articles",
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于全市。\n第二章 职责\n第三条 市教育局负责统筹。",
        ["第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条"],
    ),
    ("a number that begins a line is none", "一、扩容\n1.建校。全年改造\n2.5万亩操场用地。\n2.建园。", ["一", "一/1", "一/2"]),
    ("years and counts that begin lines", "一、扩容\n2021年建校。\n3所学校开工。\n二、提质", ["一", "二"]),
    ("first, second and third inside a paragraph", "一、扩容\n一是建校。二是建园。\n三是扩班。\n二、提质", ["一", "二"]),
    ("first, second, third on lines of their own", "（一）扩容\n一是建校。\n二是建园。\n（二）提质", ["（一）", "（二）"]),
    ("rows of a task table", "一、扩容\n序号|任务|单位\n1|建校|基建科\n2|建园|幼教科\n说明如下。\n二、提质", ["一", "一/1", "一/2", "二"]),
    ("parts within a task table", "序号|任务|单位\n一、扩容\n1|建校|基建科\n二、提质\n2|教研|教研室", ["一", "一/1", "二", "二/2"]),
    ("a table of other things", "一、扩容\n学校|人数|面积\n甲校|30|50\n乙校|20|40\n二、提质", ["一", "二"]),
    ("a number that is not the first column", "一、扩容\n单位|序号|任务\n基建科|1|建校\n幼教科|2|建园", ["一", "一/1", "一/2"]),
]
SECTIONS = [
    (
        "a report whose two parts have no number",
        "2025年工作回顾\n一、经济\n增长。\n二、民生\n改善。\n2026年工作安排\n一、产业\n做强。\n二、教育\n做优。",
        ["§2025年工作回顾", "一", "二", "§2026年工作安排", "一", "二"],
    ),
    (
        "an annex after the body numbers anew",
        "一、扩容\n1.建校。\n二、提质\n2.教研。\n附件1\n2021年为民办实事项目\n一、建校\n二、建园",
        ["一", "一/1", "二", "二/2", "§2021年为民办实事项目", "一", "二"],
    ),
]
SILENT = [
    ("a glossary behind the body", "一、扩容\n建校2所。\n二、提质\n培训300人。\n名词解释\n1.双减：指减轻两种负担，共7项。\n2.一老一小：指2类人群。"),
    ("a glossary in an annex", "一、扩容\n建校2所。\n二、提质\n培训300人。\n附件2\n有关名词解释\n1.双减：指减轻两种负担，共7项。"),
    ("a list of contents", "目 录\n一、扩容……1\n二、提质……9\n一、扩容\n建校2所。\n二、提质\n培训300人。"),
    ("a list of annexes", "一、扩容\n建校2所。\n二、提质\n培训300人。\n附件：1.任务分解表\n2.名单共40个"),
]


def shape(text: str) -> list[str]:
    """The addresses of the nodes in text order, sections by their heading behind §."""
    return [node.address if node.number else f"§{node.heading}" for node in list(build_tree(text).walk())[1:]]


def figures(document: Document) -> list[str]:
    return [record["text"] for record in document.records() if record["kind"] in ("quantity", "rejection")]


@pytest.mark.parametrize(("name", "text", "expected"), TREES, ids=[case[0] for case in TREES])
def test_trees(name: str, text: str, expected: list[str]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(("name", "text", "expected"), SECTIONS, ids=[case[0] for case in SECTIONS])
def test_unnumbered_sections(name: str, text: str, expected: list[str]) -> None:
    assert [x.split("/")[-1] if x.startswith("§") else x for x in shape(text)] == expected


@pytest.mark.parametrize(("name", "text"), SILENT, ids=[case[0] for case in SILENT])
def test_silent_parts_hold_no_items_and_no_numbers(name: str, text: str) -> None:
    document = parse(text, year=2021)
    assert shape(text) == ["一", "二"]
    assert figures(document) == ["2所", "300人"]


def test_a_section_is_a_record_and_comes_back() -> None:
    document = parse(SECTIONS[0][1], year=2026)
    sections = [record for record in document.records() if record["kind"] == "section"]
    assert [record["text"] for record in sections] == ["2025年工作回顾", "2026年工作安排"]
    again = Document.from_dict(document.to_dict())
    assert again.root == document.root
    assert again.records() == document.records()


def test_the_deadline_of_a_labelled_block_dates_the_whole_item() -> None:
    text = "1.建校\n目标任务：新建学校2所，6月底前招生300人。\n责任单位：基建科\n完成时限：2021年9月\n2.建园。新建3所。"
    targets = parse(text, year=2021).targets
    assert [(x.value.deadline.isoformat(), x.value.deadline_implied) for x in targets] == [
        ("2021-09-30", False), ("2021-06-30", False), ("2021-12-31", True),
    ]  # fmt: skip


def test_what_stands_behind_a_table_belongs_to_the_heading() -> None:
    document = parse("一、扩容\n序号|任务|单位\n1|新建学校2所|基建科\n2|建园3所|幼教科\n全年共新增学位500个。", year=2021)
    assert [(x.address, document.text_of(x)) for x in document.targets] == [("一/1", "2所"), ("一/2", "3所"), ("一", "500个")]
    assert [x.address for x in document.organisations] == ["一/1", "一/2"]


NUMBERED = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=6)


@given(NUMBERED, st.sampled_from(["1.", "1、", "1．", "（1）", "①"]))
def test_any_regular_numbering_is_read_back(counts: list[list[int]], style: str) -> None:
    chinese, lines, expected = "一二三四五六", [], []
    for section, items in enumerate(counts):
        lines.append(f"{chinese[section]}、部分")
        expected.append(chinese[section])
        for number in range(1, sum(items) + 1):
            marker = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"[number - 1] if style == "①" else style.replace("1", str(number))
            lines.append(f"{marker}做好一件事。")
            expected.append(f"{chinese[section]}/{marker.rstrip('.、．')}")
    assert shape("\n".join(lines)) == expected
