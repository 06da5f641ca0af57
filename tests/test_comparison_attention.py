"""Shares of text, items and targets by section and by field of policy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.comparison import compare
from policytext.comparison.attention import MEASURES, Attention, attention
from policytext.comparison.sections import section_pairs, sections_of
from policytext.comparison.themes import UNASSIGNED, theme_items, theme_of_word, themes, units_of, words_in
from policytext.lexicon import groups
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.pipeline import read
from tests.shared import DOCUMENTS, needs_shared
from tests.test_comparison_plans import goal, plan

WORDS = [
    ("建设青螺中小学校", ["教育"]), ("职业教育和职业技能培训", ["教育", "就业与劳动"]), ("扩种大豆和玉米", ["农业农村"]), ("整治非法集资", ["财政金融"]),
    ("城镇新增就业", ["就业与劳动"]), ("铺好青螺路", []), ("", []), ("安全生产", ["公共安全"]), ("校园安全", ["公共安全"]), ("公立医院改革", ["卫生健康"]),
    ("数字政府", ["数字化"]), ("防止返贫", ["农业农村"]), ("法治政府建设", ["政府建设"]), ("双拥工作", ["国防与双拥"]), ("5G基站", ["数字化"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_tell_the_theme(text: str, expected: list[str]) -> None:
    found = [theme for theme, _ in words_in(text, Span(0, len(text)))]
    assert list(dict.fromkeys(found)) == expected


def test_a_word_belongs_to_one_theme() -> None:
    words = [word for theme in groups("themes").values() for word in theme]
    assert len(words) == len(set(words)) == len(theme_of_word())
    assert themes()[-1] == UNASSIGNED


def by_name(rows: tuple[Attention, ...], measure: str, by: str = "theme") -> dict[str, Attention]:
    return {x.name: x for x in rows if x.by == by and x.measure == measure}


def looked_at(a: Document, b: Document) -> tuple[Attention, ...]:
    return compare(a, b).rows("attention")  # type: ignore[return-value]


SCHOOLS = [f"{n}.办好第{n}所学校，加强教师队伍。" for n in range(1, 13)]
FIELDS = [f"{n}.办好第{n}个家庭农场，种好玉米。" for n in range(1, 13)]


def test_a_plan_that_turns_from_schools_to_fields() -> None:
    rows = looked_at(plan(*SCHOOLS[:9], *FIELDS[9:]), plan(*SCHOOLS[:3], *FIELDS[3:], year=2026))
    items = by_name(rows, "items")
    assert (items["教育"].count_a, items["教育"].count_b) == (9, 3)
    assert (items["教育"].share_a, items["教育"].share_b, items["教育"].difference) == (0.75, 0.25, -0.5)
    assert items["教育"].low is not None and items["教育"].high is not None
    assert items["教育"].low < -0.5 < items["教育"].high < 0 < (items["农业农村"].low or 0)
    assert items["能源"].note == "nothing in either document"


def test_an_item_of_two_themes_counts_in_parts() -> None:
    a = plan("1.办好学校，种好玉米。", found=[goal("1.", 1)])
    (first, second) = theme_items(a, plan())
    assert {first.theme: first.weight, second.theme: second.weight} == {"教育": 0.5, "农业农村": 0.5}
    assert first.characters + second.characters == len("1办好学校种好玉米")
    assert (first.words, a.text[slice(*map(int, first.places.split("-")))]) == ("玉米", "玉米")
    assert first.targets + second.targets == 1


def test_a_target_goes_with_its_sentence() -> None:
    a = plan("1.办好学校，新建3所。种好玉米。铺路5条。", found=[goal("3所", 3), goal("5条", 5)])
    targets = {x.theme: x.targets for x in theme_items(a, plan())}
    assert targets == {"教育": 1.5, "农业农村": 0.5}


HEADINGS = [
    (["一、办好教育", "1.抓紧落实到位。"], "教育", ""),  # a heading above tells
    (["一、抓紧办", "1.抓紧落实到位。"], UNASSIGNED, ""),
    (["一、办好教育", "1.种好玉米。"], "农业农村", "玉米"),  # the item itself comes first
    (["一、抓紧办", "1." + "抓紧落实到位，" * 12 + "种好玉米。"], UNASSIGNED, ""),  # one word in a page tells nothing
]


@pytest.mark.parametrize(("lines", "theme", "words"), HEADINGS)
def test_where_an_item_has_no_words(lines: list[str], theme: str, words: str) -> None:
    row = theme_items(plan(*lines), plan())[-1]
    assert (row.item, row.theme, row.words) == ("一/1", theme, words)


SMALL = [
    (SCHOOLS[:4], SCHOOLS, "items", "4 items in a: an interval needs 10"),
    (SCHOOLS, SCHOOLS[:4], "text", "4 parts in b: an interval needs 10"),
    (SCHOOLS, SCHOOLS, "targets", "0 targets in a: an interval needs 10"),
]


@pytest.mark.parametrize(("a", "b", "measure", "note"), SMALL)
def test_too_little_gives_no_interval_and_says_so(a: list[str], b: list[str], measure: str, note: str) -> None:
    row = by_name(looked_at(plan(*a), plan(*b, year=2026)), measure)["教育"]
    assert (row.low, row.high, row.note) == (None, None, note)
    assert (row.share_a is None) is (measure == "targets")


def test_targets_in_a_few_items_give_no_interval() -> None:
    lines = [f"{SCHOOLS[0]}" + "、".join(f"{n}所" for n in range(12)), *SCHOOLS[1:]]
    a = plan(*lines, found=[goal(f"{n}所", n) for n in range(12)])
    assert by_name(looked_at(a, a), "targets")["教育"].note == "targets in 1 parts of a: an interval needs 5"


def sectioned(*parts: tuple[str, list[str]]) -> list[str]:
    numbers = "一二三四五六七"
    return [line for number, (heading, items) in zip(numbers, parts, strict=False) for line in (f"{number}、{heading}", *items)]


def test_sections_are_matched_by_their_items() -> None:
    a = plan(*sectioned(("办好学校", SCHOOLS[:6]), ("兴旺农业", FIELDS[:6])))
    b = plan(*sectioned(("深耕沃野", FIELDS[:6]), ("新增一章", ["1.修好青螺大桥。"]), ("让孩子有学上", SCHOOLS[:6])), year=2026)
    found = {x.name: x for x in looked_at(a, b) if x.by == "section" and x.measure == "items"}
    assert {name: (x.a, x.b) for name, x in found.items()} == {"深耕沃野": ("二", "一"), "新增一章": (None, "二"), "让孩子有学上": ("一", "三")}
    assert (found["深耕沃野"].count_a, found["新增一章"].share_a) == (6, 0)
    assert found["深耕沃野"].span_a is not None
    assert found["深耕沃野"].span_a.of(a.text).startswith("二、兴旺农业")


def test_sections_of_one_name_are_one_though_all_items_are_new() -> None:
    a, b = plan(*sectioned(("办好学校", SCHOOLS[:3]))), plan(*sectioned(("办好学校", FIELDS[:3])), year=2026)
    (pair,) = section_pairs(a, b, ())
    assert pair.a is not None and pair.b is not None


LEVELS = [
    (SCHOOLS, []),  # a flat list has no sections
    (sectioned(("甲", SCHOOLS[:2]), ("乙", SCHOOLS[:2])), ["一", "二"]),
    (sectioned(("甲", [x * 30 for x in SCHOOLS[:2]]), ("乙", [x * 30 for x in SCHOOLS[:2]])), ["一/1", "一/2", "二/1", "二/2"]),
    (sectioned(*((x, [SCHOOLS[0] * 30]) for x in "甲乙丙丁")), ["一", "二", "三", "四"]),
    ([], []),
]


@pytest.mark.parametrize(("lines", "addresses"), LEVELS)
def test_the_level_that_gives_enough_sections(lines: list[str], addresses: list[str]) -> None:
    assert [x.address for x in sections_of(plan(*lines))] == addresses


def test_nothing_is_attended_to_in_nothing() -> None:
    assert attention(plan(), plan(), ()) == ()
    rows = attention(plan(), plan(*SCHOOLS), ())
    assert {x.share_a for x in rows} == {None}


@given(st.lists(st.sampled_from([*SCHOOLS, *FIELDS, "一、办好教育", "二、铺路", "散见的一段话"]), max_size=12))
@settings(max_examples=50, deadline=None)
def test_shares_add_up(lines: list[str]) -> None:
    a = plan(*lines)
    assert all(sum(unit.weights.values()) == pytest.approx(1) for unit in units_of(a))
    rows = looked_at(a, a)
    for measure in MEASURES:
        shares = [x.share_a for x in by_name(rows, measure).values() if x.share_a is not None]
        assert not shares or sum(shares) == pytest.approx(1, abs=0.01)
    assert all(x.difference in (0, None) for x in rows)
    assert rows == looked_at(a, a)


@needs_shared
def test_two_years_of_a_province() -> None:
    a, b = (read(DOCUMENTS / f"吉林省-{year}-政府工作报告.{ending}") for year, ending in ((2025, "docx"), (2026, "txt")))
    text = by_name(looked_at(a, b), "text")
    assert text["农业农村"].share_a is not None and text["农业农村"].share_a > 0.05
    assert text[UNASSIGNED].share_b is not None and text[UNASSIGNED].share_b < 0.2
    row = max(theme_items(a, b), key=lambda x: x.targets)
    place = slice(*map(int, row.places.split("|")[0].split("-")))
    assert (a if row.document == "a" else b).text[place] == row.words.split("|")[0]
