"""Lines of a text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
# 第一章 总则  第一条 为规范管理 …
_HEADED = re.compile(
    r"(?P<heading>第[〇零一二三四五六七八九十百0-9]{1,4}[章节编][ 　]+[^ 　。]{1,30})[ 　]+"
    r"(?P<rest>第[〇零一二三四五六七八九十百0-9]{1,5}[条节][ 　].*)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its stripped text and where that stands."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text` that hold more than spaces.

    >>> [line.text for line in lines_of("一、总则\\n\\n  1.加强领导。")]
    ['一、总则', '1.加强领导。']
    """
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            yield Line(start, start + len(stripped), stripped)


def parted(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, one that holds a chapter's heading and then an article as two.

    >>> [line.text for line in parted(lines_of("第一章 总则  第一条 为规范管理，制定本办法。"))]
    ['第一章 总则', '第一条 为规范管理，制定本办法。']
    """
    for line in lines:
        if line.text.startswith("第") and (inner := _HEADED.match(line.text)):
            place = inner.start("rest")
            yield Line(line.start, line.start + inner.end("heading"), inner["heading"])
            yield Line(line.start + place, line.end, inner["rest"])
        else:
            yield line
