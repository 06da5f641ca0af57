"""Sentences of two documents put together, whatever item they stand in: what was kept, rewritten, moved, added, removed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.comparison.flows import NOISE
from policytext.comparison.grams import weighted_grams
from policytext.comparison.items import SENTENCE, SHORTEST_SENTENCE, Item, content_of
from policytext.comparison.matching import best_of
from policytext.comparison.similarity import ALL_PAIRS, shared_rarely
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.structure.bodies import LABELS, PRINTED_NUMBER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAIRED_FROM = 0.26  # score from which two sentences speak of the same thing
SAME_LINE, SAME_PLACE = 0.06, 0.02  # for sentences of items that belong together, and at the same relative place
KEPT_FROM = 0.9  # likeness from which a sentence was carried over

SentenceStatus = Literal["retained", "revised", "moved", "added", "removed"]
Line = tuple[str, str]
Addresses = Collection[Line]


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of the earlier document and its counterpart; ``None`` on the side that has none.

    ``moved`` stands in an item that does not continue its own, whether it was rewritten or not: `similarity` (0..1) tells.
    """

    a: str | None
    b: str | None
    status: SentenceStatus
    similarity: float
    text_a: str | None
    text_b: str | None
    span_a: Span | None
    span_b: Span | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an item: where it stands, and its content without years and marks."""

    address: str
    span: Span
    content: str


def sentence_changes(
    a: tuple[Document, Sequence[Item]], b: tuple[Document, Sequence[Item]], lines: Addresses
) -> tuple[SentenceChange, ...]:
    """The sentences of the items of both documents; `lines` holds the addresses of items that belong together."""
    first, second = ([x for item in items for x in sentences_of(document, item)] for document, items in (a, b))
    pairs = paired_sentences(first, second, lines)
    both = [_row(a[0], b[0], first[i], second[j], likeness, lines) for (i, j), likeness in pairs.items()]
    taken_a, taken_b = {i for i, _ in pairs}, {j for _, j in pairs}
    gone = [_alone(a[0], x, "removed") for k, x in enumerate(first) if k not in taken_a]
    new = [_alone(b[0], x, "added") for k, x in enumerate(second) if k not in taken_b]
    return (*sorted([*both, *gone], key=lambda row: row.span_a.start if row.span_a else 0), *new)


def sentences_of(document: Document, item: Item) -> Iterator[Sentence]:
    """The heading and the sentences of an item that say anything, without labels and units in charge, in text order."""
    node, heading = item.node, item.node.heading_span
    if heading is not None and len(content_of(heading.of(document.text))) >= SHORTEST_SENTENCE:
        yield Sentence(node.address, heading, content_of(heading.of(document.text)))
    start = heading.end if heading is not None else node.span.start + _number_ends(node.span.of(document.text))
    body = LABELS.sub(lambda match: "\n" * len(match.group()), document.text[start : node.span.end])
    for match in SENTENCE.finditer(body):
        content = content_of(match.group())
        if len(content) >= SHORTEST_SENTENCE:
            yield Sentence(node.address, _trimmed(match, start), content)


def _number_ends(text: str) -> int:
    number = PRINTED_NUMBER.match(text)
    return number.end() if number else 0


def _trimmed(match: re.Match[str], start: int) -> Span:
    """Where a sentence stands, without the spaces around it."""
    text = match.group()
    return Span(start + match.end() - len(text.lstrip()), start + match.start() + len(text.rstrip()))


def paired_sentences(first: Sequence[Sentence], second: Sequence[Sentence], lines: Addresses) -> dict[tuple[int, int], float]:
    """The best counterparts for all sentences together, one to one, with their likeness."""
    import numpy as np

    if not first or not second:
        return {}
    rows_a, rows_b = weighted_grams([x.content for x in first], [x.content for x in second])
    small = len(first) * len(second) <= 4 * ALL_PAIRS
    table = ((rows_a @ rows_b.T) if small else shared_rarely(rows_a, rows_b)).tocoo()
    likely = table.data >= max(NOISE, PAIRED_FROM - SAME_LINE - SAME_PLACE)
    i, j, alike = table.row[likely].astype(int), table.col[likely].astype(int), table.data[likely]
    near = 1 - np.abs(i / len(first) - j / len(second))
    score = alike + SAME_LINE * same_line(first, second, i, j, lines) + SAME_PLACE * near
    likeness = {(int(x), int(y)): float(z) for x, y, z in zip(i, j, alike, strict=True)}
    return {pair: likeness[pair] for pair in best_of(i, j, score, PAIRED_FROM)}


def same_line(
    first: Sequence[Sentence], second: Sequence[Sentence], i: NDArray[np.int64], j: NDArray[np.int64], lines: Addresses
) -> NDArray[np.float64]:
    """1 where the items of two sentences belong together."""
    import numpy as np

    known = {*lines}
    return np.array([(first[x].address, second[y].address) in known for x, y in zip(i, j, strict=True)], dtype=float)


def _row(a: Document, b: Document, x: Sentence, y: Sentence, likeness: float, lines: Addresses) -> SentenceChange:
    status: SentenceStatus = "retained" if likeness >= KEPT_FROM else "revised"
    if (x.address, y.address) not in lines:
        status = "moved"
    return SentenceChange(
        x.address, y.address, status, round(min(likeness, 1.0), 3), x.span.of(a.text), y.span.of(b.text), x.span, y.span
    )


def _alone(document: Document, x: Sentence, status: SentenceStatus) -> SentenceChange:
    text = x.span.of(document.text)
    if status == "removed":
        return SentenceChange(x.address, None, status, 0.0, text, None, x.span, None)
    return SentenceChange(None, x.address, status, 0.0, None, text, None, x.span)
