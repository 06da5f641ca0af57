"""Which doubtful markers are numbers of items: the ones that their neighbours in the sequence bear out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.structure.numbering import Marker, candidate_of, rank_of

_REACH = 400
"""How many candidates are looked ahead; the next number of an item stands nearer."""
# 3.2021年…, 2.5G网络…: what may follow the number of a last item, and no decimal has
_NO_DECIMAL = re.compile(r"(?:19|20)[0-9]{2} ?年|[0-9]G|[^0-9]")


def markers_of(lines: Sequence[str]) -> list[Marker | None]:
    """The marker of each line, or None; doubtful ones only where the sequence bears them out.

    >>> [m and m.number for m in markers_of(["1.建校", "2.2021年招生", "2.5万亩农田", "3.育人"])]
    ['1', '2', None, '3']
    """
    candidates = [None if "|" in line else candidate_of(line) for line in lines]
    if not any(marker and marker.doubtful for marker in candidates):
        return candidates
    return _borne_out(lines, candidates)


def _borne_out(lines: Sequence[str], candidates: list[Marker | None]) -> list[Marker | None]:
    found: list[Marker | None] = []
    last: dict[str, Marker] = {}
    for place, marker in enumerate(candidates):
        if marker and marker.doubtful and not _fits(place, marker, last, candidates, lines):
            marker = None
        if marker:
            last = {style: other for style, other in last.items() if rank_of(other) <= rank_of(marker)}
            last[marker.style] = marker
        found.append(marker)
    return found


def _fits(
    place: int, marker: Marker, last: dict[str, Marker], candidates: Sequence[Marker | None], lines: Sequence[str]
) -> bool:
    """Whether a doubtful marker is the next of its style, and the one after it follows on."""
    if marker.length == len(lines[place]) and not _heading_follows(place, candidates):
        return False
    before = last.get(marker.style)
    if marker.outer:
        return _fits_within(place, marker, before, last, candidates)
    if marker.value != (before.value if before else 0) + 1:
        return False
    after = _next(place, marker.style, candidates, None)
    if after is None:
        return before is not None and (before.doubtful or bool(_NO_DECIMAL.match(lines[place], marker.length)))
    return after.value == marker.value + 1 or (before is not None and before.doubtful and after.value == 1)


def _fits_within(
    place: int, marker: Marker, before: Marker | None, last: dict[str, Marker], candidates: Sequence[Marker | None]
) -> bool:
    """1.2 comes after 1.1; 1.1 comes first under a heading with the number 1, and 1.2 follows."""
    if before and before.outer == marker.outer:
        return marker.value == before.value + 1
    after = _next(place, marker.style, candidates, marker.outer)
    outer = marker.outer.rpartition(".")[2]
    is_under = any(str(other.value) == outer for other in last.values()) or "." in marker.outer
    return marker.value == 1 and is_under and after is not None and after.value == 2


def _heading_follows(place: int, candidates: Sequence[Marker | None]) -> bool:
    """Whether a line without a number comes after one that holds nothing but a number."""
    return place + 1 < len(candidates) and candidates[place + 1] is None


def _next(place: int, style: str, candidates: Sequence[Marker | None], outer: str | None) -> Marker | None:
    """The next candidate of a style, near enough."""
    for marker in candidates[place + 1 : place + _REACH]:
        if marker and marker.style == style and (outer is None or marker.outer == outer):
            return marker
    return None
