"""The table `wording`: what changed between the items that belong together, one row a change; and how much of an item is formula."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from policytext.comparison.clause_pairs import linked
from policytext.comparison.clauses import Clause
from policytext.comparison.force_mapping import ForceMapping
from policytext.comparison.formulas import Formulas, within
from policytext.comparison.rows import ItemChange
from policytext.comparison.word_diff import Mark, says_nothing
from policytext.comparison.wording import Side, Versions, change_marked
from policytext.comparison.wording_kinds import ChangeKind, Direction, Piece, modifier_mark
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.model.values import Measure

MOSTLY = 0.6  # share of letters inside formulas from which whole clauses are boilerplate
LONGEST_NAME = 30
LONGEST_CONTEXT = 80
_KINDS = {"project": "name", "reference": "name", "organisation": "name", "time": "date"}
_KEPT = "wording_marks"
_BEHIND_NUMBER = re.compile(r"[\s、.．，,:：)）\]】]*")


@dataclass(frozen=True, slots=True)
class WordingChange:
    """One change of wording between items that belong together (docs/wording.md).

    `deleted` stands at `span_a` of the earlier text, `inserted` at `span_b` of the later one; what was moved stands at both.
    `context` is the clause with its changes marked: [before→after], [+put in], [-taken out].
    """

    a: str
    b: str
    kind: ChangeKind
    direction: Direction
    deleted: str
    inserted: str
    boilerplate: bool
    context: str
    span_a: Span | None = None
    span_b: Span | None = None


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """How much of an item lies inside formulas: `inside` of its `characters`; `side` is a or b."""

    side: Literal["a", "b"]
    item: str
    heading: str | None
    characters: int
    inside: int
    share: float
    span: Span


def wording_changes(
    a: Document, b: Document, items: Sequence[ItemChange], formulas: Formulas, mapping: ForceMapping
) -> tuple[WordingChange, ...]:
    """The rows of the wording table in the order of the earlier document; items split or merged are compared together."""
    covered = formulas.spans(a.text), formulas.spans(b.text)
    groups = (_Group(a, b, rows, covered, mapping) for rows in together(items))
    return tuple(row for group in groups for row in group.rows())


def together(items: Iterable[ItemChange]) -> list[list[ItemChange]]:
    """The pairs of items, those that share one in one group."""
    rows = {(x.span_a.start, x.span_b.start): x for x in items if x.span_a is not None and x.span_b is not None}
    return [[rows[pair] for pair in group] for group in linked(rows)]


def marks_of(document: Document) -> Callable[[int, int], Sequence[Mark]]:
    """What the extraction knows of the words in a stretch: names, dates, verbs and what stands before them."""
    if _KEPT not in document.derived:
        marks = sorted(_marks(document), key=lambda x: (x.start, -x.end))
        document.derived[_KEPT] = marks, [x.start for x in marks]
    marks, starts = document.derived[_KEPT]
    return lambda start, end: marks[bisect_left(starts, start) : bisect_left(starts, end)]


def _marks(document: Document) -> Iterator[Mark]:
    from policytext.extraction.measures import measures_of  # its vocabulary is loaded where the table is asked for

    for found in document.extractions:
        if (kind := _KINDS.get(found.kind)) and len(found.span) <= LONGEST_NAME:
            yield Mark(found.span.start, found.span.end, kind)
    for measure in measures_of(document):
        if isinstance(measure.value, Measure):
            verb = measure.value.verb.span
            yield Mark(verb.start, verb.end, "verb")
            modifiers = (modifier_mark(x.text, x.span.start) for x in measure.value.modifiers)
            yield from (mark for mark in modifiers if mark)


def body_span(document: Document, span: Span) -> Span:
    """The place of an item without its printed number.

    >>> from policytext.pipeline import parse
    >>> plan = parse("一、建设学校\\n1.新建学校2所。")
    >>> body_span(plan, plan.items[0].span).of(plan.text)
    '新建学校2所。'
    """
    node = document.node_at(span.start)
    if node.heading_span is not None:
        return Span(node.heading_span.start, span.end)
    place = document.text.find(node.number, span.start, span.start + len(node.number) + 3) if node.number else -1
    if place < 0:
        return span
    behind = _BEHIND_NUMBER.match(document.text, place + len(node.number), span.end)
    return Span(behind.end() if behind else span.start, span.end)


Placed = tuple[tuple[int, int], WordingChange]  # a row with the places at which it stands in both texts


class _Group:
    """Items that belong together, and the rows of what changed between them."""

    def __init__(
        self, a: Document, b: Document, rows: Sequence[ItemChange], covered: tuple[Sequence[Span], Sequence[Span]], mapping: ForceMapping
    ) -> None:
        self.texts, self.covered = (a.text, b.text), covered
        items_a = sorted({(x.span_a.start, x.span_a.end, x.a or "") for x in rows if x.span_a})
        items_b = sorted({(x.span_b.start, x.span_b.end, x.b or "") for x in rows if x.span_b})
        self.addresses = [x for *_, x in items_a], [x for *_, x in items_b]
        spans_a = tuple(body_span(a, Span(start, end)) for start, end, _ in items_a)
        spans_b = tuple(body_span(b, Span(start, end)) for start, end, _ in items_b)
        self.versions = Versions(Side(a.text, spans_a, marks_of(a)), Side(b.text, spans_b, marks_of(b)), mapping)
        self.kept = tuple(sorted(pair[side] for pair in self.versions.stayed) for side in (0, 1))  # in one order on both sides
        self.starts = tuple([x.start for x in clauses] for clauses in self.versions.clauses)

    def rows(self) -> list[WordingChange]:
        """All changes in the order of the earlier text; what is only in the later one where it would stand."""
        found = [*self._inside(), *self._moved(), *self._alone(0), *self._alone(1)]
        return [row for _, row in sorted(found, key=lambda x: x[0])]

    def _inside(self) -> Iterator[Placed]:
        for i, j in self.versions.pairs:
            pieces = list(self.versions.inside(i, j))
            context = self._marked(i, j, pieces)
            for piece in pieces:
                hunk = piece.hunk
                spans = _span(hunk.a, hunk.a_end), _span(hunk.b, hunk.b_end)
                if not all(says_nothing(x.of(text)) for x, text in zip(spans, self.texts, strict=True) if x):
                    yield (hunk.a, hunk.b), self._row(piece.kind, piece.direction, spans, context, i, j)

    def _moved(self) -> Iterator[Placed]:
        a, b = self.versions.clauses
        for block in self.versions.moved:
            (i, j), (k, m) = block[0], block[-1]
            spans = self._words(0, Span(a[i].start, a[k].end)), self._words(1, Span(b[j].start, b[m].end))
            if any(a[n].key for n, _ in block):
                yield (spans[0].start, spans[1].start), self._row("moved", "none", spans, "", i, j)

    def _alone(self, side: int) -> Iterator[Placed]:
        clauses = self.versions.clauses[side]
        for run in self.versions.unpaired(side):
            if any(clauses[n].key for n in run):
                span = self._words(side, Span(clauses[run[0]].start, clauses[run[-1]].end))
                other = self._place(run[0], side)
                spans, (i, j) = ((span, None), (run[0], other)) if side == 0 else ((None, span), (other, run[0]))
                yield (self._start(0, i), self._start(1, j)), self._row("text", "none", spans, self._sentence(side, run), i, j)

    def _row(
        self, kind: ChangeKind, direction: Direction, spans: tuple[Span | None, Span | None], context: str, i: int, j: int
    ) -> WordingChange:
        """A row; `i` and `j` are the clauses of the two sides at which it stands."""
        deleted, inserted = (span.of(text) if span else "" for span, text in zip(spans, self.texts, strict=True))
        formula = all(self._is_formula(side, span) for side, span in enumerate(spans) if span)
        kind = "boilerplate" if formula and kind == "text" else kind
        return WordingChange(self._address(0, i), self._address(1, j), kind, direction, deleted, inserted, formula, context, *spans)

    def _is_formula(self, side: int, span: Span) -> bool:
        """Whether a place lies inside formulas: whole clauses mostly, words altogether."""
        whole = span.start in self.starts[side]
        return within(span, self.covered[side], self.texts[side]) >= (MOSTLY if whole else 1)

    def _place(self, n: int, side: int) -> int:
        """The clause of the other side at which clause `n` of this one would stand."""
        before = bisect_left(self.kept[side], n)
        return self.kept[1 - side][before - 1] + 1 if before else 0

    def _start(self, side: int, n: int) -> int:
        clauses = self.versions.clauses[side]
        return clauses[n].start if n < len(clauses) else clauses[-1].end if clauses else 0

    def _address(self, side: int, n: int) -> str:
        clauses = self.versions.clauses[side]
        return self.addresses[side][clauses[min(n, len(clauses) - 1)].part if clauses else 0]

    def _words(self, side: int, span: Span) -> Span:
        """A place without the blanks at its ends."""
        words = span.of(self.texts[side])
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def _sentence(self, side: int, run: Sequence[int]) -> str:
        """The sentence of some clauses, with them marked; empty where they are all of it."""
        clauses, text = self.versions.clauses[side], self.texts[side]
        first, last, sentence = run[0], run[-1], clauses[run[0]].sentence
        while first and clauses[first - 1].sentence == sentence:
            first -= 1
        while last + 1 < len(clauses) and clauses[last + 1].sentence == sentence:
            last += 1
        if (first, last) == (run[0], run[-1]):
            return ""
        before, behind = _said(text, clauses, range(first, run[0])), _said(text, clauses, range(run[-1] + 1, last + 1))
        return _shortened(f"{before}[{'-+'[side]}…]{behind}")

    def _marked(self, i: int, j: int, pieces: Sequence[Piece]) -> str:
        """The later clause with every change marked in it."""
        clause, found = self.versions.clauses[1][j], ""
        place = clause.start
        for piece in pieces:
            hunk = piece.hunk
            found += self.texts[1][place : hunk.b]
            place = hunk.b_end
            found += change_marked(self.texts[0][hunk.a : hunk.a_end], self.texts[1][hunk.b : place], piece.kind)
        return _shortened((found + self.texts[1][place : clause.end]).strip())


def _said(text: str, clauses: Sequence[Clause], numbers: Sequence[int]) -> str:
    return text[clauses[numbers[0]].start : clauses[numbers[-1]].end].strip() if numbers else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CONTEXT else text[: LONGEST_CONTEXT - 1] + "…"


def _span(start: int, end: int) -> Span | None:
    return Span(start, end) if start < end else None


def boilerplate_of(a: Document, b: Document, items: Iterable[ItemChange], formulas: Formulas) -> tuple[Boilerplate, ...]:
    """The rows of the boilerplate table: every item of the earlier document, then of the later one, in text order."""
    rows = list(items)
    of_a = {x.span_a: (x.a, x.heading_a) for x in rows if x.span_a is not None}
    of_b = {x.span_b: (x.b, x.heading_b) for x in rows if x.span_b is not None}
    return (*_shares(a, "a", of_a, formulas), *_shares(b, "b", of_b, formulas))


def _shares(
    document: Document, side: Literal["a", "b"], items: dict[Span, tuple[str | None, str | None]], formulas: Formulas
) -> Iterator[Boilerplate]:
    covered = formulas.spans(document.text)
    for span, (address, heading) in sorted(items.items()):
        share = within(span, covered, document.text)
        letters = sum(x.isalnum() for x in span.of(document.text))
        yield Boilerplate(side, address or "", heading, letters, round(share * letters), round(share, 3), span)
