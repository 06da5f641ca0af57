"""Targets through two plans: which are one, and what became of their numbers and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.comparison import ForceMapping, compare
from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.indicators import clause_at, contrasting, indicator_core
from policytext.comparison.lineage import target_changes
from policytext.comparison.matching import best_pairs, best_sparse_pairs
from policytext.comparison.rows import TargetChange
from policytext.comparison.strings import likeness
from policytext.comparison.units import factor_between
from policytext.model.document import Document
from tests.test_comparison_plans import Found, goal, plan

END_2024, END_2025 = date(2024, 12, 31), date(2025, 12, 31)


def changed(before: Found, after: Found, line: str = "1.完成任务。") -> TargetChange:
    a = plan(f"{line}{before[0]}。", year=2024, found=[before])
    b = plan(f"{line}{after[0]}。", year=2025, found=[after])
    (row,) = compare(a, b).targets
    return row


def share(text: str, low: float | None, **more: object) -> Found:
    return goal(text, low, "%", "普惠性幼儿园覆盖率", **more)


@pytest.mark.parametrize(
    ("before", "after", "value", "wording"),
    [
        (share("85%", 85), share("85%", 85), "kept", "same"),
        (share("85%", 85), share("88%", 88), "raised", "same"),
        (share("85%", 85), share("80%", 80), "lowered", "same"),
        (share("5%—6%", 5, high=Decimal(6), comparator=".."), share("5%左右", 5, comparator="~"), "kept", "softened"),
        (share("85%左右", 85, comparator="~"), share("85%以上", 85, comparator=">="), "kept", "hardened"),
        (share("85%以上", 85, comparator=">="), share("90%", 90), "raised", "softened"),
        (share("90%以上", 90, comparator=">="), share("全覆盖", 100), "raised", "same"),
        (share("85%", 85, force="soft"), share("85%", 85, force="hard"), "kept", "hardened"),
        (share("85%", 85, force="hard"), share("85%以上", 85, comparator=">="), "kept", "softened"),
        (share("85%左右", 85, force="expected", comparator="~"), share("90%", 90, force="soft"), "raised", "hardened"),
        (share("提高5%", 5, change="increase"), share("达到85%", 85), "redefined", "same"),
        (share("高于全省平均水平", None), share("高于全省平均水平", None), "kept", "same"),
        (share("高于全省平均水平", None), share("85%", 85), "redefined", "same"),
        (share("85%", 85), goal("12所", 12, "所", "普惠性幼儿园覆盖率"), "redefined", "same"),
        (goal("48个", 48), goal("48项", 48, "项"), "kept", "same"),
        (goal("10个", 10, change="new"), goal("25个", 25, indicator="项目总数"), "redefined", "same"),
        (goal("2公顷", 2, "公顷", "绿地"), goal("30亩", 30, "亩", "绿地"), "kept", "same"),
        (goal("0个", 0, indicator="事故"), goal("0个", 0, indicator="事故"), "kept", "same"),
    ],
)
def test_one_target_through_two_plans(before: Found, after: Found, value: str, wording: str) -> None:
    row = changed(before, after)
    assert (row.value, row.wording) == (value, wording)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (goal("5%", 5, "%", "城镇居民收入"), goal("5%", 5, "%", "农村居民收入")),
        (goal("12所", 12, "所", "新建小学"), goal("12所", 12, "所", "新建初中")),
        (goal("3%", 3, "%", "出口"), goal("3%", 3, "%", "进出口")),
        (goal("12所", 12, "所", "学校"), goal("300万元", 3000000, "CNY", "奖补资金")),
    ],
)
def test_two_things_are_not_one_target(before: Found, after: Found) -> None:
    a = plan(f"1.甲项任务。{before[0]}。", year=2024, found=[before])
    b = plan(f"1.乙项安排。{after[0]}。", year=2025, found=[after])
    assert [row.value for row in compare(a, b).targets] == ["dropped", "new"]
    assert all(row.wording is None for row in compare(a, b).targets)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        (END_2024, END_2025, None),
        (END_2024, date(2025, 6, 30), "brought_forward"),
        (date(2024, 6, 30), END_2025, "postponed"),
        (date(2026, 12, 31), date(2026, 12, 31), None),
        (date(2026, 12, 31), date(2027, 12, 31), "postponed"),
        (None, END_2025, None),
    ],
)
def test_deadlines(before: date | None, after: date | None, status: str | None) -> None:
    assert changed(share("85%", 85, deadline=before), share("85%", 85, deadline=after)).deadline == status


def test_a_deadline_that_is_only_understood_does_not_move() -> None:
    after = share("85%", 85, deadline=END_2025, deadline_implied=True)
    assert changed(share("85%", 85, deadline=date(2024, 6, 30)), after).deadline is None


def test_the_near_target_is_joined_with_the_near_one() -> None:
    a = plan(
        "1.扩大供给。公办园占比达到50%。", year=2024, found=[goal("50%", 50, "%", "公办园占比", deadline=END_2024)]
    )
    later = goal("60%", 60, "%", "公办园占比", deadline=date(2030, 12, 31))
    near = goal("52%", 52, "%", "公办园占比", deadline=END_2025)
    b = plan("1.扩大供给。到2030年公办园占比达到60%，今年达到52%。", year=2025, found=[later, near])
    rows = compare(a, b).targets
    assert [(row.value, row.low_b) for row in rows] == [("raised", 52), ("new", 60)]


@pytest.mark.parametrize(
    ("unit_a", "unit_b", "factor"),
    [
        ("个", "个", 1), ("个", "项", 1), (None, None, 1), ("亩", "公顷", 15), ("公里", "米", Decimal("0.001")),
        ("米", "公里", 1000), ("%", "pp", None), ("个", "%", None), ("人", "人次", None), ("套", "户", None),
    ],
)  # fmt: skip
def test_units(unit_a: str | None, unit_b: str | None, factor: Decimal | None) -> None:
    assert factor_between(unit_a, unit_b) == factor


@pytest.mark.parametrize(
    ("indicator", "core"),
    [
        ("全市地区生产总值", "生产总值"),
        ("GDP", "生产总值"),
        ("城镇新增就业", "城镇就业"),
        ("", ""),
        ("新增", "新增"),
        ("省重点技改项目", "省重点技改"),
    ],
)
def test_indicator_core(indicator: str, core: str) -> None:
    assert indicator_core(indicator) == core


def test_contrasts_and_likeness() -> None:
    assert contrasting("进口总额", "出口总额")
    assert not contrasting("出口总额", "出口额")
    assert likeness("", "") == 0
    assert likeness("研发投入", "研发投入") == 1


def test_clause_stops_at_its_ends_and_at_its_reach() -> None:
    assert clause_at("甲；乙丙48个丁。戊", 4, 7) == "乙丙48个丁"
    assert len(clause_at("字" * 200, 100, 101)) == 81


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (share("85%", 85), share("88%", 88), None),
        (share("85%", 85, force="soft"), share("85%", 85, force="hard"), "force: soft → hard"),
        (share("85%左右", 85, comparator="~"), share("85%以上", 85, comparator=">="), "comparator: ~ → >="),
        (goal("600公里", 600, "公里", "幸福河湖"), goal("70个", 70, "个", "幸福河湖"), "unit: 公里 → 个"),
        (share("提高5%", 5, change="increase"), share("达到85%", 85), "kind: increase → level"),
        (
            goal("120个", 120, indicator="500万元以上技改项目"), goal("30个", 30, indicator="投资2000万元以上的技改项目"),
            "bound: 5000000 → 20000000",
        ),
        (goal("10个", 10, indicator="总投资10亿元以上招商项目"), goal("12个", 12, indicator="总投资超10亿元招商项目"), None),
        (goal("90个", 90, indicator="省市县重点产业项目"), goal("20个", 20, indicator="省级重点产业项目"), "rank: 县、市、省 → 省"),
        (goal("600元", 600, "CNY", "生均公用经费", per="生"), goal("900元", 900, "CNY", "生均公用经费", per="班"), "per: 生 → 班"),
        (share("5%", 5, baseline=2020), share("6%", 6, baseline=2023), "base: 2020 → 2023"),
        (share("5%", 5, baseline=2023), share("6%", 6, baseline=2024), None),
        (share("85%", 85), share("85%", 85, conditional="资金到位"), "condition: — → 资金到位"),
        (share("与收入同步", None, reference="收入"), share("与物价同步", None, reference="物价"), "measured by: 收入 → 物价"),
    ],
)  # fmt: skip
def test_the_reason_is_said(before: Found, after: Found, reason: str | None) -> None:
    row = changed(before, after)
    assert row.reason == reason
    assert (row.value == "redefined") == (reason is not None and reason.split(":")[0] not in ("force", "comparator", "condition"))


def test_a_share_of_something_else_is_another_share() -> None:
    row = changed_clauses("产值占规上工业比重达到30%", "产值占地区生产总值比重达到12%", "新能源产业产值占比")
    assert (row.value, row.reason) == ("redefined", "share of: 规上工业 → 地区生产总值")


def test_a_rate_that_only_the_words_tell_is_a_rate() -> None:
    row = changed_clauses("居民消费价格涨幅在2%", "居民消费价格上涨3%", "居民消费价格", after_change="increase")
    assert (row.value, row.reason) == ("raised", None)


def changed_clauses(before: str, after: str, indicator: str, after_change: str = "level") -> TargetChange:
    first, second = before[-3:].lstrip("到在涨"), after[-3:].lstrip("到在涨")
    a = plan(f"1.{before}。", year=2024, found=[goal(first, float(first[:-1]), "%", indicator)])
    b = plan(f"1.{after}。", year=2025, found=[goal(second, float(second[:-1]), "%", indicator, change=after_change)])
    (row,) = compare(a, b).targets
    return row


def test_a_comment_on_the_list_binds_no_number() -> None:
    """争取更好结果 speaks of the number before it and binds none behind it."""
    a, b = (pt.parse(text, year=year) for text, year in (("1.经济增长5%，争取更好结果，失业率5.5%。", 2024), ("1.经济增长5%，失业率5.5%。", 2025)))
    assert [(row.wording, row.a and row.a.force) for row in compare(a, b).targets] == [("same", "plain")] * 2


def test_the_same_text_twice_in_one_item_is_paired_by_its_indicator() -> None:
    def listed(year: int, first: str, second: str) -> Document:
        found = [goal("10家", 10, "家", first, change="new"), goal("10家", 10, "家", second, change="new")]
        return plan(f"1.新增{first}10家、{second}10家。", year=year, found=found)

    rows = compare(listed(2024, "中试平台", "概念验证中心"), listed(2025, "概念验证中心", "中试平台")).targets
    assert [(row.a and row.a.indicator, row.b and row.b.indicator) for row in rows] == [("中试平台", "中试平台"), ("概念验证中心", "概念验证中心")]


def test_numbers_under_a_vague_name_are_paired_by_their_verbs_and_their_order() -> None:
    def roads(year: int, *counts: int) -> Document:
        text = "1.高速公路方面，新开工甲乙等{}个项目，提速续建丙丁等{}个项目，建成戊己等{}个项目。".format(*counts)
        return plan(text, year=year, found=[goal(f"{count}个", count, change="new") for count in counts])

    rows = compare(roads(2024, 2, 34, 15), roads(2025, 3, 23, 5)).targets
    assert [(row.low_a, row.low_b) for row in rows] == [(2, 3), (34, 23), (15, 5)]


def test_three_industries_under_one_name() -> None:
    def grown(year: int, *rates: int) -> Document:
        text = "1.一二三产增加值分别增长{}%、{}%、{}%。".format(*rates)
        return plan(text, year=year, found=[goal(f"{x}%", x, "%", "一二三产增加值", change="increase") for x in rates])

    rows = compare(grown(2024, 3, 7, 5), grown(2025, 4, 6, 5)).targets
    assert [(row.low_a, row.low_b, row.value) for row in rows] == [(3, 4, "raised"), (7, 6, "lowered"), (5, 5, "kept")]
    assert [row.b and row.b.indicator for row in rows] == ["一产增加值", "二产增加值", "三产增加值"]


@dataclass(frozen=True)
class Turned:
    """A ranking in which the soft words bind most and the comparators nothing."""

    ranks: Mapping[str, int] = field(default_factory=lambda: {"soft": 2, "expected": 1, "plain": 1, "hard": 0})
    comparators: Mapping[str, int] = field(default_factory=lambda: {"=": 0, ">=": 0, "~": 0})


def test_the_ranking_of_words_can_be_swapped() -> None:
    a = plan("1.85%左右。", year=2024, found=[share("85%左右", 85, force="soft", comparator="~")])
    b = plan("1.85%以上。", year=2025, found=[share("85%以上", 85, force="hard", comparator=">=")])
    signs = dict.fromkeys(("~", "..", "=", ">=", "<=", ">", "<"), 0)
    turned = ForceMapping("turned", {"hard": 0, "plain": 1, "soft": 2, "expected": 2}, signs)
    assert [row.wording for row in target_changes(a, b, frozenset())] == ["hardened"]
    assert [(row.wording, row.reason) for row in target_changes(a, b, frozenset(), turned)] == [("softened", "force: soft → hard")]


NOUNS = st.sampled_from("学校 医院 公路 桥梁 水库 公园 图书馆 养老院 充电桩 体育场".split())
KINDS = st.sampled_from("新型 乡村 社区 智慧 绿色".split())
TARGETS = st.lists(
    st.tuples(
        KINDS, NOUNS, st.integers(1, 999), st.sampled_from(("=", ">=", "~")), st.sampled_from(("hard", "plain", "soft"))
    ),
    max_size=12,
    unique_by=lambda x: x[:2],
)


def promises(targets: Sequence[tuple[str, str, int, str, str]], year: int) -> Document:
    lines = [f"{i}.抓项目。今年{kind}{noun}{count}个。" for i, (kind, noun, count, _, _) in enumerate(targets, 1)]
    found = [goal(f"{x[2]}个", x[2], indicator=x[0] + x[1], comparator=x[3], force=x[4]) for x in targets]
    return plan("一、安排", *lines, year=year, found=found)


@settings(max_examples=40, deadline=None)
@given(TARGETS)
def test_a_document_with_itself_keeps_everything(targets: list[tuple[str, str, int, str, str]]) -> None:
    a = promises(targets, 2024)
    rows = target_changes(a, a, frozenset())
    assert [(row.value, row.wording, row.reason, row.a) for row in rows] == [("kept", "same", None, row.b) for row in rows]
    assert len(rows) == len(targets)


@settings(max_examples=20, deadline=None)
@given(TARGETS)
def test_beside_an_empty_document_everything_is_dropped_or_new(targets: list[tuple[str, str, int, str, str]]) -> None:
    a, empty = promises(targets, 2024), plan(year=2025)
    assert [row.value for row in target_changes(a, empty, frozenset())] == ["dropped"] * len(targets)
    assert [row.value for row in target_changes(empty, a, frozenset())] == ["new"] * len(targets)
    assert {row.status for row in fulfilments(a, empty)} <= {"not_reported"}
    assert fulfilments(empty, a) == ()


MIRRORED = {
    "raised": "lowered", "lowered": "raised", "new": "dropped", "dropped": "new", "hardened": "softened", "softened": "hardened",
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(TARGETS, TARGETS)
def test_swapped_documents_mirror_each_other(
    before: list[tuple[str, str, int, str, str]], after: list[tuple[str, str, int, str, str]]
) -> None:
    a, b = promises(before, 2024), promises(after, 2025)
    there = {(row.a, row.b, row.value, row.wording) for row in target_changes(a, b, frozenset())}
    back = {
        (row.b, row.a, MIRRORED.get(row.value, row.value), MIRRORED.get(row.wording or "", row.wording))
        for row in target_changes(b, a, frozenset())
    }
    assert there == back


@settings(max_examples=40, deadline=None)
@given(TARGETS, TARGETS)
def test_every_target_stands_in_one_row(
    before: list[tuple[str, str, int, str, str]], after: list[tuple[str, str, int, str, str]]
) -> None:
    a, b = promises(before, 2024), promises(after, 2025)
    rows = target_changes(a, b, frozenset())
    for side, document in (("a", a), ("b", b)):
        spans = [getattr(row, side).span for row in rows if getattr(row, side)]
        assert sorted(spans) == sorted(x.span for x in document.targets)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(0, 100), max_size=30))
def test_sparse_pairs_are_as_good_as_those_of_the_whole_table(scores: dict[tuple[int, int], int]) -> None:
    exact = {pair: score / 100 for pair, score in scores.items()}
    table = [[exact.get((i, j), 0.0) for j in range(8)] for i in range(8)]
    few, all_pairs = best_sparse_pairs(exact, 0.5), best_pairs(table, 0.5)
    assert sum(exact[pair] ** 2 for pair in few) == pytest.approx(sum(table[i][j] ** 2 for i, j in all_pairs))
    assert len({i for i, _ in few}) == len({j for _, j in few}) == len(few)


def test_many_targets_take_little_time() -> None:
    names = [f"{chr(0x4E00 + i)}{chr(0x5200 + 7 * i % 900)}{chr(0x6200 + 13 * i % 1100)}工程" for i in range(1500)]
    a, b = (
        plan(*(f"{i}.新建{x}{i + year - 2023}个。" for i, x in enumerate(names, 1)), year=year,
             found=[goal(f"{i + year - 2023}个", i + year - 2023, indicator=x, change="new") for i, x in enumerate(names, 1)])
        for year in (2024, 2025)
    )  # fmt: skip
    start = process_time()
    rows = target_changes(a, b, frozenset())
    assert process_time() - start < 6
    assert sum(row.value == "raised" for row in rows) >= 1490
