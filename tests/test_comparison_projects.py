"""Named projects through two plans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.comparison import compare
from policytext.comparison.project_mentions import named_projects
from policytext.comparison.project_names import is_own, likeness_of, name_of, stem_of
from policytext.comparison.projects import project_core
from policytext.model.document import Document
from policytext.pipeline import parse, read
from tests.shared import DOCUMENTS, needs_shared
from tests.test_comparison_plans import named, plan


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("“名校跨岛”发展工程", "名校跨岛发展工程"),
        ("新一轮学前教育行动计划", "学前教育行动计划"),
        ("第三期学前教育行动计划", "学前教育行动计划"),
        ("规范化建设三年行动计划（2019—2021年）", "规范化建设三年行动计划"),
        ("第十四届市运动会", "市运动会"),
        ("国家级示范区", "国家级示范区"),
        ("“青螺＋”行动2.0版", "青螺+行动"),
        ("1200万吨煤矿", "1200万吨煤矿"),
        ("", ""),
    ],
)
def test_core(name: str, core: str) -> None:
    assert project_core(name) == core


STEMS = [
    ("青螺大桥建设项目", "青螺大桥"), ("青螺大桥二期工程", "青螺大桥"), ("青螺大桥三年行动计划", "青螺大桥"), ("工程", "工程"),
    ("青螺水库前期工作", "青螺水库"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("core", "stem"), STEMS)
def test_stem(core: str, stem: str) -> None:
    assert stem_of(core) == stem


OWN = [
    ("青螺大桥", True), ("城市道路改造", False), ("八大行动", False), ("百千万", False), ("十大工程", False), ("高质量发展", False),
    ("福建省", False), ("白鹭镇", False), ("建设计划", False), ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("stem", "own"), OWN)
def test_what_is_a_name_of_its_own(stem: str, own: bool) -> None:
    assert is_own(stem) is own


SAME = [
    ("“青螺登高”工程", "青螺登高工程"),  # quotation marks
    ("新一轮青螺登高工程", "青螺登高工程（2021—2023年）"),  # edition and period
    ("青螺大桥", "青螺大桥建设工程"),  # head noun
    ("青螺大桥", "白鹭市青螺大桥"),  # place
    ("青螺登高行动", "全省青螺登高专项行动"),  # rank
    ("“青螺登高”推进机制", "“青螺登高”"),  # the nickname alone
    ("白鹭青螺国际机场", "白鹭青螺机场"),  # a generic word put in
    ("青螺经贸洽谈会", "第八届青螺经贸洽谈暨商品展销会"),  # 暨
    ("青螺桥", "青螺桥和白鹭桥改造"),  # a member of a list
    ("青螺至白鹭", "青螺至白鹭高速公路"),  # the kind left out
    ("青螺核电一期", "青螺核电"),  # the phase left out
    ("“青螺＋”行动", "“青螺+”行动"),
]
RENAMED = [
    ("名师培育工程", "“领雁”名师培育工程"),
    ("“澜心”集团化办学工程", "“澜心”教育共同体工程"),
]
OTHERS = [
    ("“暖阳护心”行动", "“幼小牵手”衔接行动"),
    ("青螺核电一期", "青螺核电二期"),
    ("青螺700万吨煤矿", "青螺400万吨煤矿"),
    ("城镇供水青螺工程", "农村供水青螺工程"),
    ("产业数字化“八大行动”", "文化惠民“八大行动”"),
    ("放心消费“百千万”工程", "人才引育“百千万”工程"),
    ("“青螺+政务服务”模式", "“青螺+”行动"),
    ("县域经济高质量发展行动", "产业链高质量发展行动"),
    ("国家中医药创新发展试验区", "省级数字经济创新发展试验区"),
    ("国家要素市场化配置综合改革试点", "省级综合改革试点"),
    ("青螺大桥", "白鹭大桥"),
    ("广州实验室", "广州海洋实验室"),
    ("亚运会", "冬奥会"),
]


@pytest.mark.parametrize(("x", "y"), SAME)
def test_one_name_in_other_forms(x: str, y: str) -> None:
    for found in (likeness_of(name_of(x), name_of(y)), likeness_of(name_of(y), name_of(x))):
        assert found is not None and not found.renamed


@pytest.mark.parametrize(("x", "y"), RENAMED)
def test_a_new_name(x: str, y: str) -> None:
    for found in (likeness_of(name_of(x), name_of(y)), likeness_of(name_of(y), name_of(x))):
        assert found is not None and found.renamed


@pytest.mark.parametrize(("x", "y"), OTHERS)
def test_two_projects(x: str, y: str) -> None:
    assert likeness_of(name_of(x), name_of(y)) is None
    assert likeness_of(name_of(y), name_of(x)) is None


IN_ONE_ITEM = [
    ("伊士青螺购物广场", "伊仕青螺购物广场", True),  # a character written otherwise
    ("青螺老年养护院", "白鹭老年养护院", False),  # one proper part against another
    ("泉州青螺冷链基地", "漳州青螺冷链基地", False),  # one place against another
    ("残奥会", "东京残奥会", False),
    ("“千万工程”", "“百千万”工程", False),
]


@pytest.mark.parametrize(("x", "y", "same"), IN_ONE_ITEM)
def test_much_alike_in_one_item(x: str, y: str, same: bool) -> None:
    assert (likeness_of(name_of(x), name_of(y), same_item=True) is not None) is same
    assert likeness_of(name_of(x), name_of(y)) is None


def through(before: str | None, after: str | None, kind: str = "programme") -> list[str]:
    a = plan(f"1.实施{before or '工作'}。", found=[named(before, kind)] if before else [])
    b = plan(f"1.实施{after or '工作'}。", found=[named(after, kind)] if after else [], year=2026)
    return [row.status for row in compare(a, b).projects]


@pytest.mark.parametrize(
    ("before", "after", "statuses"),
    [
        ("“名校领航”工程", "名校领航工程", ["continued"]),
        ("第五届青年教师大赛", "第六届青年教师大赛", ["continued"]),
        ("名师名校长培育工程", "“领雁”名师名校长培育工程", ["renamed"]),
        ("“澜心”集团化办学工程", "“澜心”教育共同体工程", ["renamed"]),
        ("“暖阳护心”行动", "“幼小牵手”衔接行动", ["vanished", "new"]),
        ("“暖阳护心”行动", None, ["vanished"]),
        (None, "“暖阳护心”行动", ["new"]),
        (None, None, []),
    ],
)
def test_through_two_plans(before: str | None, after: str | None, statuses: list[str]) -> None:
    assert through(before, after) == statuses


def test_mentions_are_counted_once() -> None:
    a = plan("1.启动“清源”行动。", "2.深化清源行动。", found=[named("“清源”行动"), named("清源行动")])
    (row,) = compare(a, a).projects
    assert row.a is not None
    assert (row.a.item, row.a.text, row.a.mentions, row.similarity) == ("1", "“清源”行动", 2, 1.0)
    assert row.aliases == "“清源”行动|清源行动"
    places = [slice(*map(int, place.split("-"))) for place in row.a.places.split("|")]
    assert [a.text[place] for place in places] == ["“清源”行动", "清源行动"]


PLAN = "2025年政府工作报告\n一、2024年工作回顾\n{}\n二、2025年工作安排\n{}"
LATER = "2026年政府工作报告\n一、2025年工作回顾\n{}\n二、2026年工作安排\n{}"
STAGES = [
    (("", "开工建设青螺大桥。"), ("青螺大桥建成通车。", ""), "finished", "b"),
    (("", "开工建设青螺大桥。"), ("青螺大桥加快推进。", ""), "continued", None),  # the review is evidence that it went on
    (("", "开工建设青螺大桥。"), ("青螺大桥主体完工。", "做好青螺大桥配套。"), "continued", None),  # the plan goes on with it
    (("", "开工建设青螺大桥。"), ("", "确保青螺大桥建成通车。"), "continued", None),  # is to be finished
    (("青螺大桥建成通车。", ""), ("", ""), "finished", "a"),
    (("", "确保青螺大桥建成通车。"), ("", ""), "vanished", None),
    (("", ""), ("青螺大桥建成通车。", ""), "finished", "b"),
    (("", ""), ("", "开工建设青螺大桥。"), "new", None),
    (("", "办好第二届青螺艺术节。"), ("成功举办第二届青螺艺术节。", ""), "continued", None),  # is held again
]


def made(form: str, parts: tuple[str, str], year: int) -> Document:
    return parse(form.format(*(f"1.{part or '抓紧办。'}" for part in parts)), year=year)


@pytest.mark.parametrize(("before", "after", "status", "evidence"), STAGES)
def test_what_became_of_it(before: tuple[str, str], after: tuple[str, str], status: str, evidence: str | None) -> None:
    a, b = (made(*x) for x in ((PLAN, before, 2025), (LATER, after, 2026)))
    (row,) = (row for row in compare(a, b).projects if "青螺" in (row.a or row.b).text)  # type: ignore[union-attr]
    assert (row.status, row.evidence) == (status, evidence)
    if row.span_evidence is not None:
        assert row.span_evidence.of((a if evidence == "a" else b).text) == "青螺大桥"


def test_a_name_that_was_not_extracted_is_found_in_the_text() -> None:
    a = plan("1.实施“青螺登高”工程。", found=[named("“青螺登高”工程")])
    b = plan("1.抓紧办。", "2.青螺登高工程惠及千人。", year=2026)
    (row,) = compare(a, b).projects
    assert row.status == "continued"
    assert row.b is not None
    assert (row.b.item, row.b.text, row.b.type, row.b.span.of(b.text)) == ("2", "青螺登高工程", "", "青螺登高工程")
    (back,) = compare(plan("1.抓紧办。", "2.青螺登高工程惠及千人。", year=2024), a).projects
    assert (back.status, back.aliases) == ("continued", "“青螺登高”工程|青螺登高工程")


def test_a_phrase_is_no_name() -> None:
    a, b = plan("1.大力提振消费。"), plan("1.实施提振消费专项行动。", found=[named("提振消费专项行动")], year=2026)
    assert [row.status for row in compare(a, b).projects] == ["new"]


NAMES = ["“青螺登高”工程", "青螺登高行动", "青螺大桥", "白鹭大桥二期", "白鹭大桥", "八大行动", "提振消费行动", "“澜心”工程", "“澜心”教育共同体"]


@given(st.lists(st.sampled_from(NAMES), max_size=6), st.lists(st.sampled_from(NAMES), max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_project_stands_in_one_row(left: list[str], right: list[str]) -> None:
    a = plan(*(f"{n}.实施{name}。" for n, name in enumerate(left, 1)), found=[named(x) for x in left])
    b = plan(*(f"{n}.实施{name}。" for n, name in enumerate(right, 1)), found=[named(x) for x in right], year=2026)
    rows = compare(a, b).projects
    for document, side in ((a, "a"), (b, "b")):
        mentions = [getattr(row, side) for row in rows if getattr(row, side) is not None and getattr(row, side).type]
        assert sum(x.mentions for x in mentions) == len(document.projects)
        assert len(mentions) == len(named_projects(document))
        assert all(x.span.of(document.text) == x.text for x in mentions)
    assert all((row.status == "new") is (row.a is None) and (row.status == "vanished") is (row.b is None) for row in rows)
    assert {row.status for row in compare(a, a).projects} <= {"continued"}



@needs_shared
def test_projects_of_a_district() -> None:
    a, b = (read(DOCUMENTS / f"海拉尔区-{year}-政府工作报告.txt") for year in (2012, 2013))
    rows = compare(a, b).projects
    assert sum(row.status == "renamed" for row in rows) <= 2
    for row in rows:
        for mention, document in ((row.a, a), (row.b, b)):
            assert mention is None or mention.span.of(document.text) == mention.text
