"""Which document came first, and which third one two others may have a passage from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policytext.comparison.passages import Shared
from policytext.model.document import Document

if TYPE_CHECKING:
    from policytext.comparison.fingerprints import Places

LEVELS = ("nation", "province", "prefecture", "county", "township")
HELD = 0.8
"""A third document holds a passage where it shares this part of it."""


def house_of(document: Document) -> str:
    """Who speaks: the place, or the issuer where no place is known, or the document alone."""
    metadata = document.metadata
    return metadata.region or (metadata.issuers[0] if metadata.issuers else f"id {metadata.id}")


def day_of(document: Document) -> date | None:
    """The day of a document: signed, else published."""
    return document.metadata.signed or document.metadata.published


def precedes(a: Document, b: Document) -> bool:
    """Whether `a` is earlier: by its day where both have one, else by its plan year."""
    first, second = day_of(a), day_of(b)
    if first is not None and second is not None:
        return first < second
    year_a, year_b = a.metadata.plan_year, b.metadata.plan_year
    return year_a is not None and year_b is not None and year_a < year_b


def rank_of(document: Document) -> int:
    """0 for the nation, and so on down; below all where the level is not known."""
    level = document.metadata.level
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def may_lend(source: Document, other: Document) -> bool:
    """Whether another document may have a passage from this one: it is earlier, or stands above it where no date tells."""
    if rank_of(source) > rank_of(other) or precedes(other, source):
        return False
    return precedes(source, other) or (rank_of(source) < rank_of(other) and _holds(source, other))


def _holds(source: Document, other: Document) -> bool:
    """Whether the place of one document lies in that of another, by the first digits of its code; yes where one has none."""
    above, below = source.metadata.region_code, other.metadata.region_code
    return not above or not below or below.startswith(above[: 2 * rank_of(source)])


class Descent:
    """Where each document's passages stand in other documents."""

    def __init__(self, documents: Sequence[Document], shared: Sequence[Shared]) -> None:
        import numpy as np

        self.documents = documents
        rows: list[list[tuple[int, ...]]] = [[] for _ in documents]
        for x in shared:
            rows[x.a].append((x.start_a, x.end_a, x.b, x.start_b, x.end_b))
            rows[x.b].append((x.start_b, x.end_b, x.a, x.start_a, x.end_a))
        self._rows = [np.array(one, dtype=np.int64).reshape(-1, 5) for one in rows]

    def holders(self, x: Shared) -> int:
        """How many documents hold a passage, the two that share it among them."""
        return len({x.a, x.b, *self._holding(x.a, x.place_a)[:, 2].tolist(), *self._holding(x.b, x.place_b)[:, 2].tolist()})

    def ancestor(self, x: Shared) -> tuple[int, tuple[int, int]] | None:
        """The document that both may have a passage from, the highest and then the earliest, and its place there."""
        rows = self._holding(x.a, x.place_a)
        both = set(rows[:, 2].tolist()) & set(self._holding(x.b, x.place_b)[:, 2].tolist()) - {x.a, x.b}
        lenders = [rank for rank in both if all(may_lend(self.documents[rank], self.documents[one]) for one in (x.a, x.b))]
        if not lenders:
            return None
        first = min(lenders, key=lambda rank: (rank_of(self.documents[rank]), *self._time(rank), rank))
        start, end = next((int(row[3]), int(row[4])) for row in rows if row[2] == first)
        return first, (start, end)

    def _time(self, rank: int) -> tuple[int, date]:
        document = self.documents[rank]
        day = day_of(document)
        return document.metadata.plan_year or (day.year if day else 9999), day or date.max

    def _holding(self, rank: int, place: tuple[int, int]) -> Places:
        """The passages of a document that hold most of a place, with the documents that share them."""
        import numpy as np

        rows, (start, end) = self._rows[rank], place
        common = np.minimum(rows[:, 1], end) - np.maximum(rows[:, 0], start)
        return rows[common >= HELD * (end - start)]
