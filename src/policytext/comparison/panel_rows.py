"""Rows of a panel's tables: lines, points, levels, absences, base checks, projects through the years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policytext.comparison.rows import (
    DeadlineStatus,
    Figure,
    FulfilmentStatus,
    Mention,
    ValueStatus,
    WordingStatus,
)
from policytext.model.span import Span

LevelStatus = Literal["escalated", "equal", "below", "part", "not_comparable", "not_taken_up"]
Basis = Literal["last_year", "parent", "peers"]
Finding = Literal["absent", "not_understood", "in_words"]
CheckKind = Literal["plan_base", "reported_base", "target_named"]
CheckStatus = Literal["agrees", "contradicts", "cannot_be_checked"]
TimelineStatus = Literal["new", "continued", "renamed", "finished", "vanished"]


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one place through the years.

    `names` holds every name it went under, joined by ``|``; `gaps` the plans between the first and the last that do not
    name it. `steps` shows each step as ↑ raised, ↓ lowered, → kept, ≠ redefined, and · before a step over a gap.
    """

    line: str
    place: str
    indicator: str
    names: str
    unit: str | None
    first_year: int | None
    last_year: int | None
    years: int
    gaps: int
    first: Decimal | None
    last: Decimal | None
    steps: str
    raised: int
    lowered: int
    kept: int
    redefined: int
    hardened: int
    softened: int
    brought_forward: int
    postponed: int
    reported: int


@dataclass(frozen=True, slots=True)
class Point:
    """A line in one year: the target, how it stands to the line's point before, and what was reported in the end.

    `low`, `high` and `reported` are in the line's `unit`; `mentions` tells how often the document states the target. A year
    without a target of the line, but with a report of it, has no `document`, `target` and `value`.
    """

    line: str
    place: str
    indicator: str
    year: int | None
    document: str | None
    low: Decimal | None
    high: Decimal | None
    reported: Decimal | None
    unit: str | None
    value: ValueStatus | None
    wording: WordingStatus | None
    deadline: DeadlineStatus | None
    target: Figure | None
    mentions: int = 1
    outcome_document: str | None = None
    outcome: Figure | None = None
    fulfilment: FulfilmentStatus | None = None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A target of a place beside the same indicator of the nearest higher place that has it, in one year.

    `share` is child over parent where both are totals that add up; `chain` reads from the highest place down.
    """

    year: int | None
    place: str
    parent_place: str
    document: str | None
    parent_document: str
    indicator: str
    value: LevelStatus
    wording: WordingStatus | None
    share: float | None
    chain: str
    escalations: int
    child: Figure | None
    parent: Figure
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """An indicator that was to be expected in a document and is no target there.

    `having` of `asked` documents name it; `example` is one of them. `finding` says what stands in the document instead:
    nothing, words without a number, or a number that was not taken for a target (`reason`), then `item`, `text`, `span`.
    """

    place: str
    year: int | None
    document: str
    indicator: str
    basis: Basis
    missing_since: int | None
    having: int
    asked: int
    finding: Finding
    example_document: str
    example: Figure
    item: str | None = None
    text: str | None = None
    reason: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class BaseCheck:
    """What a plan says about the year before, beside the plan of that year.

    `expected` is what the statement makes of the earlier figure, `printed` what that figure is.
    """

    place: str
    year: int | None
    indicator: str
    kind: CheckKind
    status: CheckStatus
    expected: Decimal | None
    printed: Decimal | None
    explanation: str
    document: str
    statement: Figure
    earlier_document: str
    earlier: Figure | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A named project through the plans of one place; `seen` holds the years that name it, `aliases` its other names."""

    project: str
    place: str
    name: str
    aliases: str
    type: str
    status: TimelineStatus
    stage: str | None
    first_year: int | None
    last_year: int | None
    years: int
    seen: str
    mentions: int
    first_document: str
    first: Mention
    last_document: str
    last: Mention
