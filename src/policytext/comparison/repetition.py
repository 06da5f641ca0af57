"""Who repeats whom: the shared passages of two documents, summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.comparison.passages import Shared
from policytext.model.document import Document

if TYPE_CHECKING:
    from policytext.comparison.reuse import Passage

Direction = Literal["a_to_b", "b_to_a", "unknown"]


@dataclass(frozen=True, slots=True)
class Repetition:
    """How much of two documents is common; characters are letters and digits, each counted once.

    `share_a` and `share_b` are the parts of each document that stand in the other. `repeated` counts the characters of `b` that
    are neither formula nor in a document that both may have them from, `share_repeated` is their part of `b`.
    """

    a: str
    b: str
    direction: Direction
    same_issuer: bool
    passages: int
    characters: int
    share_a: float
    share_b: float
    formulas: int
    from_ancestor: int
    repeated: int
    share_repeated: float


def repetitions(documents: Sequence[Document], sizes: Sequence[int], rows: Iterable[tuple[Shared, Passage]]) -> tuple[Repetition, ...]:
    """One row for every two documents that share a passage, who repeats most first."""
    rank = {document.metadata.id: i for i, document in enumerate(documents)}
    pairs: dict[tuple[str, str], list[tuple[Shared, Passage]]] = {}
    for shared, row in rows:
        pairs.setdefault((row.a, row.b), []).append((shared if documents[shared.a].metadata.id == row.a else shared.turned(), row))
    found = [_repetition(pairs[a, b], sizes[rank[a]], sizes[rank[b]]) for a, b in pairs]
    return tuple(sorted(found, key=lambda x: (-x.share_repeated, -x.characters, x.a, x.b)))


def _repetition(rows: Sequence[tuple[Shared, Passage]], size_a: int, size_b: int) -> Repetition:
    _, row = rows[0]
    in_a, in_b = length(x.place_a for x, _ in rows), length(x.place_b for x, _ in rows)
    formulas = length(x.place_b for x, one in rows if one.formula)
    descended = length(x.place_b for x, one in rows if one.ancestor and not one.formula)
    repeated = length(x.place_b for x, one in rows if not (one.formula or one.ancestor))
    return Repetition(
        row.a, row.b, row.direction, row.same_issuer, len(rows), in_b, round(in_a / size_a, 4), round(in_b / size_b, 4),
        formulas, descended, repeated, round(repeated / size_b, 4),
    )  # fmt: skip


def length(places: Iterable[tuple[int, int]]) -> int:
    """How many characters lie in the places, those in two of them counted once.

    >>> length([(0, 4), (2, 6), (8, 9)])
    7
    """
    total = reached = 0
    for start, end in sorted(places):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
