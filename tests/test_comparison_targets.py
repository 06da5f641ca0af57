"""Targets through two plans: which are one, and what became of their numbers and words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from policytext.comparison import compare
from policytext.comparison.indicators import clause_at, contrasting, indicator_core
from policytext.comparison.rows import TargetChange
from policytext.comparison.strings import likeness
from policytext.comparison.units import factor_between
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
