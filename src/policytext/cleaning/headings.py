"""The mark behind the heading of an item: one document keeps to one of them, which tells what a lost one was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from math import log

from policytext.cleaning.lattice import MARKS

ITEM = re.compile(r"^[ \t]*[(（]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）.．、](?P<heading>[^,.;:!?，。、；：！？\n]{2,30})", re.M)
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
    return {mark: log((first[mark] + 1) / (items + len(marks)) * total / everywhere[mark]) for mark in marks}


def _full_width(text: str) -> str:
    return text.translate(str.maketrans(",;:!?", "，；：！？"))


def opens_item(text: str, place: int) -> bool:
    """Whether a place stands in the heading of a numbered item, before any mark.

    >>> opens_item("3.加强基层党组织建设。做好", 9), opens_item("3.加强基层党组织建设。做好", 12)
    (True, False)
    """
    start = text.rfind("\n", 0, place) + 1
    found = ITEM.match(text, start)
    return found is not None and place <= found.end()
