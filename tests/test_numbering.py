"""Numbering: lists of markers and lists of depths."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.structure.depth import depths
from policytext.structure.numbering import STYLES, Style, marker_of
from policytext.structure.tree import build_tree

DEPTHS = [
    ("sections and items", ["一、甲", "1.乙", "2.丙", "二、丁", "3.戊"], [1, 2, 2, 1, 2]),
    ("all levels", ["一、甲", "（一）乙", "1．丙", "（1）丁", "①戊", "二、己"], [1, 2, 3, 4, 5, 1]),
    ("a level skipped", ["一、甲", "1、乙", "二、丙", "（一）丁", "1、戊"], [1, 2, 1, 2, 3]),
    ("chapters", ["第一章 总则", "一、目标", "第二章 任务", "二、举措"], [1, 2, 1, 2]),
    ("no outer level", ["1.甲", "2.乙", "(1)丙", "3.丁"], [1, 1, 2, 1]),
    ("half-width brackets", ["(一)甲", "1.乙", "(二)丙"], [1, 2, 1]),
    ("an outer level comes late", ["（一）甲", "一、乙", "（一）丙"], [1, 1, 2]),
]
NO_MARKERS = ["2.5万亩高标准农田", "2021年工作要点", "（2021年）", "（三家", "第三章程", "一方面要", "1", "", "一、"]


@pytest.mark.parametrize(("name", "lines", "expected"), DEPTHS)
def test_depths(name: str, lines: list[str], expected: list[int]) -> None:
    assert depths(lines) == expected


@pytest.mark.parametrize("line", NO_MARKERS)
def test_no_marker(line: str) -> None:
    assert marker_of(line) is None


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_every_style_claims_its_example_and_leaves_the_other(style: Style) -> None:
    found = marker_of(style.example)
    assert found is not None and found.style == style.name
    other = marker_of(style.counterexample)
    assert other is None or other.style != style.name


def test_addresses_and_run_in_headings() -> None:
    long = "这一条没有简短的领句而是一开始就把全部要求写在一个很长很长的句子里面一直写到超过四十个字为止"
    text = f"一、扩充资源\n1.加快建设。今年建成学校。\n2.{long}。\n二、优化治理"
    nodes = list(build_tree(text).walk())[1:]
    assert [(node.address, node.heading) for node in nodes] == [
        ("一", "扩充资源"), ("一/1", "加快建设"), ("一/2", ""), ("二", "优化治理"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["一、甲", "（二）乙", "3.丙", "（4）丁", "①戊", "正文。", "第五章 己", "", "二、"]), max_size=40))
def test_spans_nest_and_cover(lines: list[str]) -> None:
    text = "\n".join(lines)
    root = build_tree(text)
    for node in root.walk():
        ends = [child.span for child in node.children]
        assert all(node.span.contains(span) for span in ends)
        assert all(a.end == b.start for a, b in pairwise(ends))
        assert sum(len(span) for span in node.own_spans) + sum(len(span) for span in ends) == len(node.span)
