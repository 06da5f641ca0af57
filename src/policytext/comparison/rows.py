"""Rows of the comparison's first tables: items, targets, fulfilment, projects, terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Quantity

ItemStatus = Literal["retained", "revised", "split", "merged", "added", "removed"]
ValueStatus = Literal["raised", "lowered", "kept", "redefined", "new", "dropped"]
WordingStatus = Literal["hardened", "softened", "same"]
DeadlineStatus = Literal["brought_forward", "postponed"]
FulfilmentStatus = Literal["met", "exceeded", "missed", "not_comparable", "not_reported"]
Certainty = Literal["searched", "no_review", "unread"]
ProjectStatus = Literal["new", "continued", "renamed", "finished", "vanished"]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item of the earlier document and one of the later; ``None`` on the side that has no counterpart.

    `similarity` is 0..1; `moved` tells another section or a clearly different place among the paired items. `part` is
    ``tasks``, or what is around them in a report. `share_a` is the share of the item's sentences that is continued in
    the later item, `share_b` the share of the later item that comes from the earlier one.
    """

    a: str | None
    b: str | None
    status: ItemStatus
    similarity: float
    moved: bool = False
    heading_a: str | None = None
    heading_b: str | None = None
    span_a: Span | None = None
    span_b: Span | None = None
    part: str = "tasks"
    share_a: float | None = None
    share_b: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as the tables show it: where it stands, as it is printed, and its reading."""

    item: str
    text: str
    indicator: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    comparator: str
    change: str
    force: str
    deadline: date | None
    deadline_implied: bool
    span: Span
    baseline: int | None = None
    baseline_value: Decimal | None = None
    per: str | None = None
    part_of: str | None = None
    reference: str | None = None
    conditional: str | None = None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One target through two documents; `value` follows the printed numbers, not what is better.

    `reason` tells why it is redefined, what made the wording harder or softer, and which condition came or went.
    """

    a: Figure | None
    b: Figure | None
    value: ValueStatus
    wording: WordingStatus | None
    low_a: Decimal | None
    low_b: Decimal | None
    deadline: DeadlineStatus | None = None
    similarity: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document: the item they stand in, the words, and where."""

    item: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A target of the earlier document and what the later one reports about it.

    `reason` tells why the two cannot be compared. `certainty` tells what "not reported" rests on: ``searched`` where the later document looks
    back and was read through, ``no_review`` where no part of it looks back, ``unread`` where the name stands beside a number that was not understood.
    `searched` says where, among how much, and under which names. `mention` is where the indicator is named in words alone, or beside the number
    that was not understood; `nearest_text` the best outcome that was turned down, with its indicator, likeness and place.
    """

    target: Figure
    outcome: Figure | None
    status: FulfilmentStatus
    similarity: float | None = None
    reason: str | None = None
    certainty: Certainty = "searched"
    searched: str = ""
    mention: Passage | None = None
    nearest_indicator: str | None = None
    nearest_text: str | None = None
    nearest_similarity: float | None = None
    span_nearest: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A named project in one document: its first mention, and where else it is named.

    `stage` is the last stage of the work that a mention tells (``Project.stage``), `reviewed` whether it is named only in parts
    that look back. `places` are those of all mentions (``start-end``, joined by ``|``). Where the document bears the name
    in its text without an extraction, `type` is empty.
    """

    item: str
    text: str
    type: str
    span: Span
    mentions: int = 1
    stage: str | None = None
    reviewed: bool = False
    places: str = ""


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """One named project through two documents.

    `finished` is what the last word on it reports as completed, in either document. `aliases` are all names that it bears in
    both, joined by ``|``. `evidence` names the document (``a`` or ``b``) whose words at `span_evidence` say that it is finished.
    """

    a: Mention | None
    b: Mention | None
    status: ProjectStatus
    similarity: float | None = None
    aliases: str = ""
    evidence: Literal["a", "b"] | None = None
    span_evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word that one document uses more than the other.

    `g2` is Dunning's log-likelihood, `log_ratio` the binary logarithm of the relative frequencies (b over a),
    `low` and `high` its 95 % interval from resampling the sections (``None`` where there are too few). `p_value` is that
    of `g2` against chi-square with one degree of freedom, `q_value` the same corrected for all words tested by Benjamini
    and Hochberg, `p_holm` by Holm. `span_a` and `span_b` are the first places.
    """

    term: str
    count_a: int
    count_b: int
    per_thousand_a: float
    per_thousand_b: float
    g2: float
    log_ratio: float
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    p_holm: float | None = None
    span_a: Span | None = None
    span_b: Span | None = None


def figure_of(document: Document, extraction: Extraction, value: Quantity) -> Figure:
    """A quantity extraction as the tables show it."""
    return Figure(
        extraction.address, document.text_of(extraction), value.indicator, value.low, value.high, value.unit,
        value.comparator, value.change, value.force, value.deadline, value.deadline_implied, extraction.span,
        value.baseline, value.baseline_value, value.per, value.part_of, value.reference, value.conditional,
    )  # fmt: skip


def figures_of(document: Document, extractions: tuple[Extraction, ...]) -> tuple[Figure, ...]:
    """The quantities among `extractions`, in text order."""
    return tuple(figure_of(document, x, x.value) for x in extractions if isinstance(x.value, Quantity))
