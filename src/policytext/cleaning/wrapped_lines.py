"""Texts whose every line was cut at one width: the lines of a paragraph are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from policytext.cleaning.edits import Edit

_LINE = re.compile(r"[^\n]+")
_FEWEST = 8
"""Fewer lines say nothing of a width."""
_NARROW, _WIDE = 14, 120
"""Columns or characters between which a text is cut."""
_SLACK = 3
"""Columns by which a full line may be shorter than the widest: punctuation and words are not parted."""
_MOST = 0.98
"""The share of lines that are no wider than the text was cut; the rest are rows or addresses."""
_SHARE = 0.4
"""The share of lines that must be full; of paragraphs a line each, hardly any two have one length."""
_OPEN_SHARE = 0.5
"""The share of full lines that must break off in a sentence."""
_END = re.compile("[。！？；：:;!?”）》.]$")
_FULL_WIDTH = re.compile("[\u2e80-\U0010ffff“”‘’—…·]+")
_WORD = re.compile(r"[A-Za-z]$")
_LATIN = re.compile("[A-Za-z]")
_BEGINS = re.compile(
    r" {2,}|\t|　|[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十百0-9]{1,4}[章节条编]|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]"
    r"|附件|责任单位|牵头单位|完成时限"
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    width: int


def wrapped_line(text: str) -> Iterator[Edit]:
    """Breaks inside paragraphs go, where the text was cut at one width throughout.

    >>> list(wrapped_line("一、加强领导。\\n二、扩大供给，新建学校。\\n"))
    []
    """
    found = [(x.start(), x.end(), x[0]) for x in _LINE.finditer(text)]
    ways = ([_Line(*line, measure(line[2].rstrip())) for line in found] for measure in (_columns, len))
    width, lines = max(((_usual_width(lines), lines) for lines in ways), key=lambda way: _full(*way))
    if width is None:
        return
    for line, following in pairwise(lines):
        if _goes_on(line, following, width) and text.count("\n", line.end, following.start) == 1:
            place = line.end - (len(line.text) - len(line.text.rstrip()))
            yield Edit(place, following.start, _joint(line, following.text, width), "wrapped_line", 0.95)


def _columns(line: str) -> int:
    """Columns of a line: full-width characters have two."""
    return 2 * len(line) - len(_FULL_WIDTH.sub("", line))


def _full(width: int | None, lines: list[_Line]) -> int:
    """How many lines are as wide as the text was cut; a text is cut by columns or by characters."""
    return sum(abs(line.width - width) <= 1 for line in lines) if width is not None else 0


def _usual_width(lines: list[_Line]) -> int | None:
    """The width that the text was cut at; None where it was not."""
    if len(lines) < _FEWEST:
        return None
    widest = sorted(line.width for line in lines)[int(_MOST * (len(lines) - 1))]
    full = [line for line in lines if abs(line.width - widest) <= _SLACK]
    cut = sum(not _END.search(line.text.rstrip()) for line in full)
    fits = _NARROW <= widest <= _WIDE
    return widest if fits and len(full) >= max(_FEWEST // 2, _SHARE * len(lines)) and cut >= _OPEN_SHARE * len(full) else None


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether a paragraph goes on: its line is full, and the next begins nothing."""
    if "|" in line.text or "|" in following.text or _BEGINS.match(following.text):
        return False
    return line.width >= width - _SLACK - 2


def _joint(line: _Line, following: str, width: int) -> str:
    """A blank between words; none where the line is full to the last column, for there words were cut."""
    between_words = _WORD.search(line.text.rstrip()) and _LATIN.match(following)
    return " " if between_words and line.width < width else ""
