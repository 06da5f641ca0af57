"""Unnumbered headings of sections: known by the numbering that starts anew below them, by their year, or as annexes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.structure.depth import Level
from policytext.structure.numbering import Marker, rank_of
from policytext.structure.plan_year import is_section_line
from policytext.structure.silence import is_annex_mark

OUTERMOST = -1.0
LONGEST = 36
_SHORTEST = 4
_NOT_IN_HEADINGS = re.compile("[。；：！？!?;:|…]|[，,、]$")
_NO_HEADING = re.compile(r"^(?:——|[）)》」”，、。（(【\[]|各位|同志们|[0-9.%]+$|附[件表录]|[一二三四五六七八九十]是)|[0-9]{1,2}月[0-9]{1,2}日$")
_CHINESE = re.compile("[一-鿿]")


@cache
def _part() -> re.Pattern[str]:
    words = groups("sections")
    return re.compile(alternation((*words["parts"], *words["government"])))


@cache
def _government() -> re.Pattern[str]:
    return re.compile(alternation(groups("sections")["government"]))


def is_heading_like(line: str) -> bool:
    """Whether a line without a number can be a heading: short, alone, no sentence.

    >>> is_heading_like("全面加强政府自身建设"), is_heading_like("各位代表："), is_heading_like("2.5")
    (True, False, False)
    """
    short = _SHORTEST <= len(line) <= LONGEST
    return short and not _NOT_IN_HEADINGS.search(line) and not _NO_HEADING.search(line) and bool(_CHINESE.match(line[-1]) or line[-1] in "”》）)")


def section_ranks(lines: Sequence[str], markers: Sequence[Marker | None], open_levels: Sequence[Sequence[Level]]) -> Mapping[int, float]:
    """The lines that head unnumbered sections, each with the rank it has among the styles of numbers.

    `open_levels` holds, for each numbered line, the levels open just before it, outermost first.
    """
    found: dict[int, float] = dict(_annexes(lines))
    numbered = [place for place, marker in enumerate(markers) if marker]
    found |= _parts_with_years(lines, markers, open_levels, numbered)
    for place, rank in _restarts(lines, markers, open_levels, numbered):
        found.setdefault(place, rank)
    if OUTERMOST in found.values():
        found |= _last_part(lines, numbered, found)
    return found


def _annexes(lines: Sequence[str]) -> Iterator[tuple[int, float]]:
    """An annex begins a section of its own, headed by its title where one follows its mark."""
    for place, line in enumerate(lines):
        if is_annex_mark(line):
            titled = place + 1 < len(lines) and is_heading_like(lines[place + 1])
            yield place + 1 if titled else place, OUTERMOST


def _parts_with_years(
    lines: Sequence[str], markers: Sequence[Marker | None], open_levels: Sequence[Sequence[Level]], numbered: Sequence[int]
) -> dict[int, float]:
    """2023年工作回顾 … 2024年工作安排: two lines or more, each where no number of an outer level is open or goes on."""
    found = [
        place for place, line in enumerate(lines)
        if not markers[place] and is_section_line(line) and is_heading_like(line) and _part().search(line)
        and _starts_anew(place, markers, open_levels, numbered)
    ]  # fmt: skip
    return dict.fromkeys(found, OUTERMOST) if len(found) > 1 else {}


def _starts_anew(
    place: int, markers: Sequence[Marker | None], open_levels: Sequence[Sequence[Level]], numbered: Sequence[int]
) -> bool:
    """Whether the numbers after a line are the first of a level at least as high as all before it."""
    after = bisect_left(numbered, place)
    if after == len(numbered):
        return True
    following = markers[numbered[after]]
    outermost = open_levels[numbered[after]][:1]
    return following is not None and following.value == 1 and all(rank_of(following) <= level.rank for level in outermost)


def _restarts(
    lines: Sequence[str], markers: Sequence[Marker | None], open_levels: Sequence[Sequence[Level]], numbered: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """A line between items whose numbers go back to one below it, and the line above the first run of them."""
    runs: dict[tuple[str, ...], int] = {}
    for position, place in enumerate(numbered):
        marker = markers[place]
        if marker is None or marker.value != 1:
            continue
        around = (*(f"{x.style}{x.value}" for x in open_levels[place] if x.rank < rank_of(marker)), marker.style)
        heading = _heading_above(lines, numbered[position - 1] if position else -1, place)
        siblings = any(x.style == marker.style for x in open_levels[place])
        if siblings and heading is not None:
            rank = rank_of(marker) - 0.5 if len(around) > 1 else OUTERMOST
            if around in runs:
                yield runs.pop(around), rank
            yield heading, rank
        elif heading is not None and not siblings:
            runs[around] = heading


def _heading_above(lines: Sequence[str], after: int, before: int) -> int | None:
    """The heading between two numbered lines: one that names a part, else the last that stands right above the items."""
    likely = [place for place in range(after + 1, before) if is_heading_like(lines[place])]
    named = [place for place in likely if _part().search(lines[place])]
    if named:
        return named[0]
    return before - 1 if likely and likely[-1] == before - 1 else None


def _last_part(lines: Sequence[str], numbered: Sequence[int], found: Mapping[int, float]) -> dict[int, float]:
    """The part on the government itself, which has no year and often no numbers."""
    start = max(numbered[-1] if numbered else 0, *found)
    likely = (place for place in range(start + 1, len(lines)) if is_heading_like(lines[place]))
    return {place: OUTERMOST for place in likely if _government().search(lines[place])}
