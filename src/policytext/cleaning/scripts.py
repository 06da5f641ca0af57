"""Traditional script to simplified, in texts that are traditional or mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from policytext.cleaning.edits import Edit, alphabet
from policytext.lexicon.scripts import traditional

TRADITIONAL_SHARE = 0.02
"""A text is traditional or mixed where at least this share of its characters beyond ASCII is traditional only.

Traditional text holds 25 to 40 in a hundred, simplified text fewer than 3 in a thousand (names: 堃, 甯). Characters
that simplified text uses as well (乾 in 乾隆, 於 in 於菟) do not count.
"""
MIXED_SHARE, FEWEST_MIXED = 0.005, 6
"""A text with fewer is mixed where it has this share, of so many different characters at least; names are fewer."""
SURROGATE = re.compile("[\ud800-\udfff]")


def traditional_to_simplified(text: str) -> Iterator[Edit]:
    """Runs of traditional characters as OpenCC simplifies them; a lone 乾 in simplified text stays.

    >>> [edit.replacement for edit in traditional_to_simplified("關於印發2021年教育工作要點的通知")]
    ['关于', '发', '点']
    """
    if is_traditional(text):
        yield from _conversions(text)


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is traditional or mixed.

    >>> is_traditional("教育工作要點"), is_traditional("康熙乾隆年间")
    (True, False)
    """
    evidence = alphabet(text) & traditional()
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    share = MIXED_SHARE if len(evidence) >= FEWEST_MIXED else TRADITIONAL_SHARE
    return bool(evidence) and sum(map(text.count, evidence)) >= share * beyond_ascii


def _conversions(text: str) -> Iterator[Edit]:
    start = 0
    for line in SURROGATE.sub("\ufffd", text).splitlines(keepends=True):
        yield from _line_conversions(line, _simplified(line), start)
        start += len(line)


def _line_conversions(line: str, simplified: str, start: int) -> Iterator[Edit]:
    """One edit for each run of characters that differ; both texts are equally long."""
    changed = [old != new and old != "\ufffd" for old, new in zip(line, simplified, strict=True)]
    for low, high in _runs(changed):
        yield Edit(start + low, start + high, simplified[low:high], "traditional")


def _runs(marks: list[bool]) -> Iterator[tuple[int, int]]:
    """The maximal stretches of true marks."""
    low = 0
    while (low := _next(marks, True, low)) < len(marks):
        high = _next(marks, False, low)
        yield low, high
        low = high


def _next(marks: list[bool], value: bool, start: int) -> int:
    try:
        return marks.index(value, start)
    except ValueError:
        return len(marks)


def _simplified(line: str) -> str:
    """The line as OpenCC has it; character by character where a phrase would change its length."""
    converted = _converter().convert(line)
    if len(converted) == len(line):
        return str(converted)
    singles = (_converter().convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in zip(line, singles, strict=True))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
