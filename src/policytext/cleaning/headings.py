"""The mark behind the heading of an item: one document keeps to one of them, which tells what a lost one was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from math import log

from policytext.cleaning.lattice import MARKS

ITEM = re.compile(
    r"^[ \t]*[(（]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）.．、](?P<heading>[^,.;:!?，。、；：！？\n]{2,30})",
    re.M,
)
PRIOR = 2.0
"""How many items the marks of the whole text are worth."""
LEAST_ITEMS = 5
"""Fewer numbered items say nothing about a document's habit."""


def heading_marks(text: str) -> Mapping[str, float]:
    """For each mark how much likelier it is behind the heading of an item than elsewhere, as a log ratio.

    >>> marks = heading_marks("".join(f"{n}.加强队伍建设。深化改革，抓好落实。\\n" for n in range(1, 9)))
    >>> marks["。"] > 0 > marks["，"]
    True
    """
    marks = sorted(mark for mark in MARKS if mark > "\x80")
    plain = _full_width(text)
    first = Counter(plain[found.end() : found.end() + 1] for found in ITEM.finditer(plain))
    items = sum(first[mark] for mark in marks)
    if items < LEAST_ITEMS:
        return {}
    everywhere = {mark: plain.count(mark) + 1 for mark in marks}
    total = sum(everywhere.values())
    expected = {mark: PRIOR * everywhere[mark] / total for mark in marks}
    return {mark: log((first[mark] + expected[mark]) / expected[mark] * PRIOR / (items + PRIOR)) for mark in marks}


def _full_width(text: str) -> str:
    return text.translate(str.maketrans(",;:!?", "，；：！？"))


def heading_end(text: str, place: int) -> int:
    """Where the heading of the numbered item ends that a place's line begins with, -1 where there is none.

    >>> heading_end("3.加强基层党组织建设。做好", 5), heading_end("加强基层党组织建设。", 5)
    (11, -1)
    """
    found = ITEM.match(text, text.rfind("\n", 0, place) + 1)
    return found.end() if found else -1
