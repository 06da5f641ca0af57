"""Parts of a body that plan nothing: lists of contents (目录), glossaries (名词解释), lists of annexes (附件)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from policytext.lexicon import groups
from policytext.model.span import Span
from policytext.structure.lines import Line, lines_of
from policytext.structure.numbering import candidate_of

_SPACES = re.compile(r"[ 　]+")
_EDGES = "（()）【】[]:：·—-"
# 第一章 总则……3, 一、总体要求 (2)
_LEADER = re.compile(r"[ 　.．·…—-]*[（(]?[0-9]{0,3}[）)]?$")
_ENTRIES_ON_A_LINE = re.compile("第[〇一二三四五六七八九十]{1,4}[章节]")
_LONGEST_ENTRY = 60
_ANNEX = re.compile(r"^附 ?[件表录] ?(?:[0-9]{1,2}|[一二三四五六七八九十]{0,2}) ?[:：.、]?$")
# 附件2 名词解释: the mark before a name on the same line
_ANNEX_BEFORE = re.compile(r"^附 ?[件表录] ?(?:[0-9]{1,2}|[一二三四五六七八九十]{0,2}) ?[:：.、]? ?(?=\S)")
_ANNEX_LIST = re.compile(r"^附 ?件 ?[:：] ?(?=\S)|^附 ?件 ?[:：]?$")
_NOTE = re.compile(r"^备?注 ?[:：] ?1[.．、]")
_NEVER_IN_THE_FIRST = 0.25
"""A glossary stands behind the text it explains, never in this share of it."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(groups("sections")[name])


def is_annex_mark(line: str) -> bool:
    """Whether a line says that an annex begins.

    >>> is_annex_mark("附件2"), is_annex_mark("附件：1.任务分解表")
    (True, False)
    """
    return _ANNEX.match(line) is not None


def silent_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of the lines that belong to no item.

    >>> from policytext.structure.lines import lines_of
    >>> text = "目录\\n一、任务…1\\n二、保障…5\\n一、任务\\n建校。\\n二、保障\\n经费。\\n名词解释\\n1.双减：指减负。"
    >>> sorted(silent_lines(list(lines_of(text))))
    [0, 1, 2, 7, 8]
    """
    return frozenset((*_contents(lines), *_glossaries(lines), *_annex_lists(lines), *_notes(lines)))


def silent_spans(text: str, body: Span) -> tuple[Span, ...]:
    """Where the silent lines of a body stand, one span a line.

    >>> text = "一、建校\\n二、育人\\n附件\\n名词解释\\n1.双减：指减轻2种负担。"
    >>> [span.of(text) for span in silent_spans(text, Span(0, len(text)))]
    ['附件', '名词解释', '1.双减：指减轻2种负担。']
    """
    lines = list(lines_of(text[body.start : body.end]))
    return tuple(
        Span(body.start + lines[place].start, body.start + lines[place].end) for place in sorted(silent_lines(lines))
    )


def _bare(line: str) -> str:
    return _SPACES.sub("", line).strip(_EDGES)


def _contents(lines: Sequence[Line]) -> Iterator[int]:
    """A list of contents: from its name to where its first entry comes again."""
    for start, line in enumerate(lines[: max(40, len(lines) // 4)]):
        if _bare(line.text) in _words("contents"):
            end = _end_of_contents(lines, start + 1)
            yield from range(start, end)
            return


def _end_of_contents(lines: Sequence[Line], first: int) -> int:
    if first >= len(lines):
        return first
    if len(_ENTRIES_ON_A_LINE.findall(lines[first].text)) > 2:
        return first + 1
    entry = _entry(lines[first].text)
    for place in range(first + 1, len(lines)):
        if _entry(lines[place].text).startswith(entry):
            return place
        if len(lines[place].text) > _LONGEST_ENTRY:
            break
    return first


def _entry(line: str) -> str:
    return _SPACES.sub("", _LEADER.sub("", line))


def _glossaries(lines: Sequence[Line]) -> Iterator[int]:
    """A glossary: from its name to the next annex, or to the end."""
    quiet = False
    for place, line in enumerate(lines):
        if _names_glossary(lines, place) or (is_annex_mark(line.text) and _names_glossary(lines, place + 1)):
            quiet = True
        elif is_annex_mark(line.text):
            quiet = False
        if quiet:
            yield place


def _names_glossary(lines: Sequence[Line], place: int) -> bool:
    late = _NEVER_IN_THE_FIRST * len(lines) < place < len(lines)
    return late and _bare(_ANNEX_BEFORE.sub("", lines[place].text)) in _words("glossary")


def _annex_lists(lines: Sequence[Line]) -> Iterator[int]:
    """The list of annexes below the text: ``附件：1.任务分解表`` and the numbered lines after it, no items."""
    for place, line in enumerate(lines):
        if _ANNEX_LIST.match(line.text) and (len(line.text) > 3 or _is_entry(lines, place + 1, 1)):
            yield place
            number = 2 if len(line.text) > 3 else 1
            while _is_entry(lines, place + 1, number):
                place, number = place + 1, number + 1
                yield place


def _notes(lines: Sequence[Line]) -> Iterator[int]:
    """The notes below a table: ``注：1.本表…`` and the numbered lines that go on."""
    for place, line in enumerate(lines):
        if _NOTE.match(line.text):
            number = 2
            yield place
            while place + 1 < len(lines) and _has_number(lines[place + 1].text, number):
                place, number = place + 1, number + 1
                yield place


def _is_entry(lines: Sequence[Line], place: int, number: int) -> bool:
    """Whether a line is the entry with a number in a list of annexes: short, and no sentence."""
    if place >= len(lines) or len(lines[place].text) > _LONGEST_ENTRY or "。" in lines[place].text:
        return False
    return _has_number(lines[place].text, number)


def _has_number(line: str, number: int) -> bool:
    marker = candidate_of(line)
    return marker is not None and marker.style == "dot" and marker.value == number
