"""Differences in wording between two versions of an item: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A number with its point stays whole, a word in Latin letters too; every other character stands alone.
PIECE = re.compile(r"\d+(?:[.．]\d+)?|[A-Za-z]+|\S|\s+")
ISLAND = 1  # an unchanged stretch this short between two changes reads better as part of the change
Stretch = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two texts differ; `start_a` and `start_b` are character offsets into them.

    `deleted` is empty for an insertion, `inserted` for a deletion.
    """

    deleted: str
    inserted: str
    start_a: int
    start_b: int


def differences(a: str, b: str, limit: int = 50) -> tuple[Difference, ...]:
    """The differences between two texts, in text order, at most `limit`.

    >>> [(d.deleted, d.inserted) for d in differences("新建学校12所，力争完工。", "新建学校15所，确保完工。")]
    [('12', '15'), ('力争', '确保')]
    """
    pieces_a, pieces_b = PIECE.findall(a), PIECE.findall(b)
    offsets_a, offsets_b = offsets(pieces_a), offsets(pieces_b)
    found = [
        Difference(a[offsets_a[i] : offsets_a[k]], b[offsets_b[j] : offsets_b[m]], offsets_a[i], offsets_b[j])
        for i, k, j, m in joined(changed(pieces_a, pieces_b))
    ]
    return tuple(found[:limit])


def offsets(pieces: Sequence[str]) -> list[int]:
    """Where every piece begins, and where the last one ends."""
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found


def changed(pieces_a: Sequence[str], pieces_b: Sequence[str]) -> Iterator[Stretch]:
    """The stretches of pieces that differ: from and to in a, from and to in b."""
    matcher = SequenceMatcher(None, pieces_a, pieces_b, autojunk=False)
    return ((i, k, j, m) for tag, i, k, j, m in matcher.get_opcodes() if tag != "equal")


def joined(stretches: Iterator[Stretch]) -> list[Stretch]:
    """Neighbouring changes as one, where only an island of unchanged text lies between them."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and stretch[0] - found[-1][1] <= ISLAND and stretch[2] - found[-1][3] <= ISLAND:
            found[-1] = (found[-1][0], stretch[1], found[-1][2], stretch[3])
        else:
            found.append(stretch)
    return found
