"""The numbering styles of official documents, and the marker at a line's start."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "〇零一二三四五六七八九十百"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to print a number, outermost styles with the lowest rank.

    The group ``number`` is the printed form kept in addresses.
    """

    name: str
    rank: int
    pattern: str
    example: str
    counterexample: str


STYLES: tuple[Style, ...] = (
    Style("chapter", 0, rf"(?P<chapter>第[{_CHINESE}]{{1,4}}(?:章|部分|编))[ 　、:：]*", "第三章 重点任务", "第三章程"),
    Style("part", 1, rf"(?P<part>第[{_CHINESE}]{{1,4}}节)[ 　、:：]*", "第二节 发展目标", "第二节约"),
    Style("comma", 2, rf"(?P<comma>[{_CHINESE}]{{1,4}})(?:、|[ 　]*．|\.)[ 　]*", "十二、组织保障", "一方面、"),
    Style("bracket", 3, rf"(?P<bracket>[（(][{_CHINESE}]{{1,4}}[）)])[ 　、.．]*", "（三）加强督导", "（三家"),
    Style("dot", 4, r"(?P<dot>[0-9]{1,3})(?:[.．](?![0-9])|、|[ 　](?=[^ 　0-9]))[ 　]*", "14．全力扩容", "2.5万亩"),
    Style("figure", 5, r"(?P<figure>[（(][0-9]{1,3}[）)])[ 　、.．]*", "（2）排查隐患", "（2021年）"),
    Style("circle", 6, r"(?P<circle>[①-⑳])[ 　、]*", "①统筹资源", "1①"),
)
"""Official order is 一、 -> （一） -> 1. -> （1） -> ①; real pages skip levels, so depth is told by a stack, not by rank."""

_MARKER = re.compile("|".join(style.pattern for style in STYLES))
_RANK = {style.name: style.rank for style in STYLES}
_NOT_AFTER_CHAPTER = re.compile("[程约]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number at the start of a line: its style, its form in addresses, its length."""

    style: str
    number: str
    length: int


def marker_of(line: str) -> Marker | None:
    """The numbering marker that the line begins with, if any.

    >>> marker_of("（三）加强督导")
    Marker(style='bracket', number='（三）', length=3)
    >>> marker_of("2.5万亩高标准农田") is None
    True
    """
    match = _MARKER.match(line)
    if match is None or match.lastgroup is None or match.end() == len(line):
        return None
    style = match.lastgroup
    if _RANK[style] < 2 and _NOT_AFTER_CHAPTER.match(line, match.end()):
        return None
    return Marker(style, _printed(style, match.group(style)), match.end())


def _printed(style: str, number: str) -> str:
    """Brackets are kept full-width, so that one place has one address whatever the page prints."""
    return f"（{number[1:-1]}）" if style in ("bracket", "figure") else number


def depths(markers: list[str]) -> list[int]:
    """The depth of each line's marker, told from a stack of open styles.

    >>> depths(["一、甲", "1.乙", "2.丙", "二、丁", "（一）戊", "3.己"])
    [1, 2, 2, 1, 2, 3]
    """
    stack: list[str] = []
    found = []
    for line in markers:
        marker = marker_of(line)
        if marker is not None:
            found.append(descend(stack, marker.style))
    return found


def descend(stack: list[str], style: str) -> int:
    """Close the styles that end at a marker of `style`, open it, and return its depth.

    A style that is open already is a sibling; a new one opens below every style of a lower rank.
    """
    if style in stack:
        del stack[stack.index(style) + 1 :]
        return len(stack)
    while stack and _RANK[stack[-1]] > _RANK[style]:
        stack.pop()
    stack.append(style)
    return len(stack)
