"""Differences in wording between two versions of an item: what was taken out, put in and moved, for a person to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from policytext.comparison.clause_pairs import Pair, in_place, pairs_of
from policytext.comparison.clauses import Clause, clauses_of
from policytext.comparison.force_mapping import ForceMapping
from policytext.comparison.word_diff import Hunk, Mark, hunks_of, tokens_of
from policytext.comparison.wording_kinds import ChangeKind, Direction, Piece, crossed, pieces_of, said_marks
from policytext.model.span import Span


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two texts differ; `start_a` and `start_b` are character offsets into them.

    `deleted` is empty for an insertion, `inserted` for a deletion. What was `moved` is deleted at one place and inserted at
    another. `kind` and `direction` are those of the wording table (docs/wording.md); `mark` is a change of punctuation alone.
    """

    deleted: str
    inserted: str
    start_a: int
    start_b: int
    kind: ChangeKind = "text"
    direction: Direction = "none"


def differences(a: str, b: str, limit: int = 50) -> tuple[Difference, ...]:
    """The differences between two texts, in text order, at most `limit`; all of them turn `a` into `b`.

    Sentences and clauses are paired first, wherever they stand; inside a pair words are compared, outside whole clauses stand.

    >>> [(d.deleted, d.inserted, d.kind) for d in differences("新建学校12所，力争完工。", "新建学校15所，确保完工。")]
    [('12所', '15所', 'number'), ('力争', '确保', 'force')]
    """
    found = Versions(Side(a, (Span(0, len(a)),)), Side(b, (Span(0, len(b)),))).in_order()
    made = (Difference(a[x.hunk.a : x.hunk.a_end], b[x.hunk.b : x.hunk.b_end], x.hunk.a, x.hunk.b, x.kind, x.direction) for x in found)
    return tuple(difference for difference, _ in zip(made, range(limit), strict=False))


def marked(a: str, b: str) -> str:
    """The later text with every change marked in it: [before→after], [+put in], [-taken out], and ~ for what was moved.

    >>> marked("完善管理制度。力争新建学校12所，其中小学5所。", "确保新建学校15所，其中小学5所。完善管理制度。")
    '[-~完善管理制度。][力争→确保]新建学校[12所→15所]，其中小学5所。[+~完善管理制度。]'
    """
    found, place = "", 0
    for one in differences(a, b, len(a) + len(b)):
        found += b[place : one.start_b] + change_marked(one.deleted, one.inserted, one.kind)
        place = one.start_b + len(one.inserted)
    return found + b[place:]


def change_marked(deleted: str, inserted: str, kind: ChangeKind) -> str:
    """A change as readers see it; one of punctuation alone is not marked.

    >>> change_marked("力争", "确保", "force"), change_marked("", "大力", "intensity")
    ('[力争→确保]', '[+大力]')
    """
    out, into = deleted.strip(), inserted.strip()
    if kind == "mark" or not (out or into):
        return inserted
    moved = "~" * (kind == "moved")
    said = f"[{out}→{into}]" if out and into else f"[+{moved}{into}]" if into else f"[-{moved}{out}]"
    return said + inserted[len(inserted.rstrip()) :]


@dataclass(frozen=True)
class Side:
    """One version: stretches of a text, with what is known of its words; `marks` finds that of a clause."""

    text: str
    stretches: tuple[Span, ...]
    marks: Callable[[int, int], Iterable[Mark]] | None = None

    def marks_in(self, clause: Clause) -> Iterable[Mark]:
        """The known words of a clause; by its form where nothing else is known."""
        if self.marks is not None:
            return self.marks(clause.start, clause.end)
        return said_marks(self.text, (clause.start,))


class Versions:
    """Two versions of a text with their clauses paired; the changes are found when they are asked for.

    `pairs` holds the numbers of clauses that belong together, `stayed` those of them that keep their order.
    """

    def __init__(self, a: Side, b: Side, mapping: ForceMapping | None = None) -> None:
        self.sides, self.mapping = (a, b), mapping
        self.clauses = (clauses_of(a.text, a.stretches), clauses_of(b.text, b.stretches))
        self.pairs = pairs_of(*self.clauses)
        self.stayed = in_place(self.pairs, [len(self.clauses[0][i].key) for i, _ in self.pairs])

    def in_order(self) -> Iterator[Piece]:
        """Every change in text order: applied one after the other they turn a into b."""
        a, b = self.clauses
        blocks = self._blocks(0), self._blocks(1)
        i = j = 0
        for n, m in (*sorted(self.stayed), (len(a), len(b))):
            here_a, here_b = _end(a, n), _start(b, j)
            for kind, start, end in _stretches(blocks[0], a, i, n):
                yield Piece(Hunk(start, end, here_b, here_b), kind)
            for kind, start, end in _stretches(blocks[1], b, j, m):
                yield Piece(Hunk(here_a, here_a, start, end), kind)
            if n < len(a):
                yield from self.inside(n, m)
            i, j = n + 1, m + 1

    def inside(self, i: int, j: int) -> Iterator[Piece]:
        """The changes inside a pair of clauses."""
        (side_a, side_b), a, b = self.sides, self.clauses[0][i], self.clauses[1][j]
        if side_a.text[a.start : a.end] == side_b.text[b.start : b.end]:
            return
        marks_a, marks_b = list(side_a.marks_in(a)), list(side_b.marks_in(b))
        tokens_a = tokens_of(side_a.text, a.start, a.end, [*marks_a, *_named_there(side_b.text, marks_b, side_a.text, a)])
        tokens_b = tokens_of(side_b.text, b.start, b.end, [*marks_b, *_named_there(side_a.text, marks_a, side_b.text, b)])
        pieces = (piece for hunk in hunks_of(tokens_a, tokens_b) for piece in pieces_of(hunk, tokens_a, tokens_b, self.mapping))
        yield from crossed(pieces, side_a.text, side_b.text, self.mapping)

    @cached_property
    def moved(self) -> list[list[Pair]]:
        """The pairs that stand elsewhere, those of one sentence that moved together as one."""
        gone = [pair for pair in self.pairs if pair not in self.stayed]
        a, b = self.clauses
        together = groupby(
            enumerate(gone), key=lambda x: (x[1][0] - x[0], x[1][1] - x[0], a[x[1][0]].sentence, b[x[1][1]].sentence)
        )
        return [[pair for _, pair in block] for _, block in together]

    def unpaired(self, side: int) -> list[list[int]]:
        """The clauses of one side without a counterpart, by number; those of one sentence that follow each other as one."""
        taken = {pair[side] for pair in self.pairs}
        clauses = self.clauses[side]
        left = [n for n in range(len(clauses)) if n not in taken]
        runs = groupby(enumerate(left), key=lambda x: (x[1] - x[0], clauses[x[1]].sentence))
        return [[n for _, n in run] for _, run in runs]

    def _blocks(self, side: int) -> list[tuple[ChangeKind, int]]:
        """For every clause what becomes of it, with a number that those which go together share."""
        moved = {pair[side]: n for n, block in enumerate(self.moved) for pair in block}
        return [("moved", moved[n]) if n in moved else ("text", x.sentence) for n, x in enumerate(self.clauses[side])]


def _named_there(text: str, marks: Iterable[Mark], other: str, clause: Clause) -> Iterator[Mark]:
    """The names of one version where they stand in a clause of the other: known to one, they are names in both."""
    for mark in marks:
        if mark.kind == "name" and (place := other.find(text[mark.start : mark.end], clause.start, clause.end)) >= 0:
            yield Mark(place, place + mark.end - mark.start, "name")


def _stretches(
    blocks: Sequence[tuple[ChangeKind, int]], clauses: Sequence[Clause], first: int, last: int
) -> Iterator[tuple[ChangeKind, int, int]]:
    """The clauses from the first to before the last as stretches of text, those that go together as one."""
    for (kind, _), run in groupby(range(first, last), key=lambda n: blocks[n]):
        numbers = list(run)
        yield kind, clauses[numbers[0]].start, clauses[numbers[-1]].end


def _start(clauses: Sequence[Clause], n: int) -> int:
    """Where clause `n` begins, or where the last one ends."""
    return clauses[n].start if n < len(clauses) else _end(clauses, n)


def _end(clauses: Sequence[Clause], n: int) -> int:
    """Where the clauses before `n` end."""
    return clauses[n - 1].end if n and clauses else clauses[0].start if clauses else 0
