"""Named projects through two plans."""

from __future__ import annotations

import pytest

from policytext.comparison import compare
from policytext.comparison.projects import project_core
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
        ("", ""),
    ],
)
def test_core(name: str, core: str) -> None:
    assert project_core(name) == core


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
