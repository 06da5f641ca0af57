"""Text reuse: passages that documents share, who has them from whom, and which both have from a third.

Shared passages are found with an index of fingerprints (``passages``), in time near linear in the length of all texts.
What stands with many issuers is a formula: it is marked, and nobody is said to repeat anybody by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.comparison.ancestors import Descent, house_of, precedes
from policytext.comparison.fingerprints import Content, content_of, hashes_of_phrases
from policytext.comparison.passages import Index, Shared, index_of, shared_passages
from policytext.comparison.repetition import Direction, Repetition, repetitions
from policytext.comparison.row_records import row_record
from policytext.model.document import Document
from policytext.model.errors import RecordError, UnknownKindError
from policytext.model.records import Record
from policytext.model.span import Span

if TYPE_CHECKING:
    from policytext.comparison.fingerprints import Hashes

MINIMUM = 20
"""Characters of the shortest passage: below, most of what two plans share is phrases that all officials use."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that two documents share; `a` and `b` are their ids.

    `kind` is ``exact`` (equal but for punctuation and spaces) or ``near``, `similarity` 0..1 of the characters. By `direction`
    the later one has it from the earlier one, as far as dates tell. `formula` marks boilerplate, `documents` says how many
    documents hold the passage. `ancestor` is the id of an earlier document, of no lower level, that both may have it from;
    then neither is said to repeat the other.
    """

    a: str
    b: str
    item_a: str
    item_b: str
    text_a: str
    text_b: str
    characters: int
    kind: Literal["exact", "near"]
    similarity: float
    direction: Direction
    same_issuer: bool
    formula: bool
    documents: int
    ancestor: str | None
    span_a: Span
    span_b: Span
    span_ancestor: Span | None = None


@dataclass(frozen=True, slots=True)
class Reuse:
    """The passages that documents share, the longest first of each pair, and who repeats whom; `note` says why there are none."""

    passages: tuple[Passage, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    note: str | None = None

    def records(self, table: str = "passages") -> list[Record]:
        """The rows of `passages` or `repetitions` as dicts that JSON can hold; data frames take them as they are."""
        if table not in ("passages", "repetitions"):
            raise UnknownKindError(f"there is no table {table!r}; choose passages or repetitions")
        return [row_record(row) for row in getattr(self, table)]


def reuse_of(documents: Iterable[Document], *, minimum: int = MINIMUM, formulas: Iterable[str] = (), ordered: bool = True) -> Reuse:
    """The passages of at least `minimum` characters (letters and digits) that any two of the documents share.

    `formulas` are phrases known to be boilerplate, beside what many of the documents hold. In each row `a` is the earlier
    document where that is known; with ``ordered=False`` it is the one given first. Raises RecordError where two documents
    bear one id, since rows name documents by it.

    >>> from policytext.pipeline import parse
    >>> text = "一、完善白鹭湾片区学校布局，年底前建成青螺学校并投入使用。"
    >>> plans = [parse(text, year=year, document=str(year)) for year in (2021, 2020)]
    >>> [(x.a, x.b, x.characters, x.kind, x.direction) for x in reuse_of(plans).passages]
    [('2020', '2021', 26, 'exact', 'a_to_b')]
    """
    given = tuple(documents)
    names = [document.metadata.id for document in given]
    if ordered and len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise RecordError(f"two documents bear the id {', '.join(twice)}: give each its own, read(…, document=…)")
    if len(given) < 2:
        return Reuse(note=f"{len(given)} documents: reuse is between two or more")
    houses = sorted({house_of(x) for x in given})
    index = index_of([content_of(x.text) for x in given])
    known = hashes_of_phrases(formulas)
    return _Reader(given, index, [houses.index(house_of(x)) for x in given], known).reuse(minimum, ordered)


class _Reader:
    """Turns shared passages of an index into rows."""

    def __init__(self, documents: Sequence[Document], index: Index, houses: Sequence[int], known: Hashes) -> None:
        import numpy as np

        self.documents, self.index, self.houses = documents, index, houses
        self.formulas = np.union1d(index.formulas(houses), known)
        self.masks = index.masks(self.formulas)

    def reuse(self, minimum: int, ordered: bool) -> Reuse:
        """All rows of passages, and their sums."""
        shared = shared_passages(self.index, self.formulas, minimum)
        descent = Descent(self.documents, shared)
        rows = [self._passage(x, descent, minimum, ordered) for x in shared]
        sums = repetitions(self.documents, [len(x) for x in self.index.contents], zip(shared, rows, strict=True))
        return Reuse(tuple(sorted(rows, key=self._order)), sums, None if rows else f"no passage of {minimum} characters is shared")

    def _order(self, row: Passage) -> tuple[str, str, int, Span]:
        return row.a, row.b, -row.characters, row.span_a

    def _passage(self, x: Shared, descent: Descent, minimum: int, ordered: bool) -> Passage:
        if ordered and precedes(self.documents[x.b], self.documents[x.a]):
            x = x.turned()
        a, b = self.documents[x.a], self.documents[x.b]
        span_a, span_b = (self._content(rank).span(*place) for rank, place in ((x.a, x.place_a), (x.b, x.place_b)))
        source = descent.ancestor(x)
        return Passage(
            a.metadata.id, b.metadata.id, a.node_at(span_a.start).address, b.node_at(span_b.start).address,
            span_a.of(a.text), span_b.of(b.text), x.size, "exact" if x.similarity == 1 else "near", x.similarity,
            direction(a, b), self.houses[x.a] == self.houses[x.b], self._own(x) < minimum, descent.holders(x),
            self.documents[source[0]].metadata.id if source else None, span_a, span_b,
            self._content(source[0]).span(*source[1]) if source else None,
        )  # fmt: skip

    def _content(self, rank: int) -> Content:
        return self.index.contents[rank]

    def _own(self, x: Shared) -> int:
        """How many characters of a passage belong to no formula."""
        mask = self.masks[x.a]
        return x.end_a - x.start_a - int(mask[x.end_a] - mask[x.start_a])


def direction(a: Document, b: Document) -> Direction:
    """Which of two documents is the earlier one, as far as their dates and plan years tell."""
    if precedes(a, b):
        return "a_to_b"
    return "b_to_a" if precedes(b, a) else "unknown"
