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
    return _Sequence(lines, candidates).borne_out()


class _Sequence:
    """The walk down the candidates; `last` holds the number last believed of each style that is still open."""

    def __init__(self, lines: Sequence[str], candidates: list[Marker | None]) -> None:
        self.lines, self.candidates = lines, candidates
        self.last: dict[str, Marker] = {}
        self.styles: set[str] = set()

    def borne_out(self) -> list[Marker | None]:
        """The candidates, the doubtful ones that nothing bears out left out."""
        found: list[Marker | None] = []
        for place, marker in enumerate(self.candidates):
            if marker and marker.doubtful and not self._fits(place, marker):
                marker = None
            if marker:
                self._open(marker)
            found.append(marker)
        return found

    def _open(self, marker: Marker) -> None:
        self.last = {style: other for style, other in self.last.items() if rank_of(other) <= rank_of(marker)}
        self.last[marker.style] = marker
        self.styles.add(marker.style)

    def _fits(self, place: int, marker: Marker) -> bool:
        """Whether a doubtful marker is the next of its style, and the one after it follows on."""
        if marker.length == len(self.lines[place]) and not self._heading_follows(place):
            return False
        before = self.last.get(marker.style)
        if marker.outer:
            return self._fits_within(place, marker, before)
        if marker.value != (before.value if before else 0) + 1:
            return False
        after = self._next(place, marker.style, None)
        if after is None:
            ends = bool(_NO_DECIMAL.match(self.lines[place], marker.length))
            return before is not None and (before.doubtful or ends)
        return after.value == marker.value + 1 or (before is not None and before.doubtful and after.value == 1)

    def _fits_within(self, place: int, marker: Marker, before: Marker | None) -> bool:
        """1.2 comes after 1.1; 1.1 comes first under a heading with the number 1, and 1.2 follows or others were so."""
        if before and before.outer == marker.outer:
            return marker.value == before.value + 1
        outer = marker.outer.rpartition(".")[2]
        if marker.value != 1 or not ("." in marker.outer or any(str(x.value) == outer for x in self.last.values())):
            return False
        after = self._next(place, marker.style, marker.outer)
        return marker.style in self.styles or (after is not None and after.value == 2)

    def _heading_follows(self, place: int) -> bool:
        """Whether a line without a number comes after one that holds nothing but a number."""
        return place + 1 < len(self.candidates) and self.candidates[place + 1] is None

    def _next(self, place: int, style: str, outer: str | None) -> Marker | None:
        """The next candidate of a style, near enough."""
        for marker in self.candidates[place + 1 : place + _REACH]:
            if marker and marker.style == style and (outer is None or marker.outer == outer):
                return marker
        return None
