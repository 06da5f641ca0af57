"""Values: what an extraction says, apart from where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from policytext.model.span import Span

Role = Literal["target", "outcome", "current", "baseline", "threshold"]
Force = Literal["hard", "plain", "soft", "expected"]
Intensity = Literal["strong", "steady", "tentative", "continuing", "speeding"]
Change = Literal["level", "increase", "decrease", "new"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tree: its depth, where it stands, and for a row of a task table the item it belongs to.

    `joined` is the address of that item, `joined_by` how that was told (``number`` where the row names it, ``words``
    where its task reads much like that item and no other).
    """

    level: int
    node_start: int
    node_end: int
    joined: str | None = None
    joined_by: str | None = None


@dataclass(frozen=True, slots=True)
class Heading(Part):
    """A numbered heading or item, or a numbered row of a task table; its text is the heading without the number."""

    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Section(Part):
    """A part without a number: a section that holds items (2026年工作安排, 附件2), or a row of a task table."""

    kind: ClassVar[str] = "section"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that says how much or how many: a target, an outcome, or a number beside them.

    `low` and `high` are exact, after expansion of 万 and 亿; ``None`` where no number is printed
    (高于全省平均水平): then `reference` names what it is measured by. `conditional` is the condition that the promise
    hangs on (如资金到位). `unit` is canonical (``%``, ``pp``, ``CNY``, ``ratio``) or the printed classifier.
    """

    kind: ClassVar[str] = "quantity"

    role: Role
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    comparator: str
    indicator: str | None
    change: Change = "level"
    force: Force = "plain"
    baseline: int | None = None
    baseline_value: Decimal | None = None
    per: str | None = None
    part_of: str | None = None
    verb: str | None = None
    side: str | None = None
    deadline: date | None = None
    deadline_implied: bool = False
    reference: str | None = None
    conditional: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A deadline, a period, a recurrence, a base year, a past time or an event; dates are inclusive."""

    kind: ClassVar[str] = "time"

    role: Literal["deadline", "period", "recurrence", "baseline", "past", "event"]
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None


ProjectType = Literal["programme", "campaign", "construction", "pilot", "designation", "event", "scheme"]
Stage = Literal["planned", "started", "ongoing", "finished"]


@dataclass(frozen=True, slots=True)
class Project:
    """A named programme, campaign, construction, pilot, designation, event or scheme.

    `stage` is the stage of the work that the verb tells, None where none does; `entry` the fullest name of the same project in
    its document.
    """

    kind: ClassVar[str] = "project"

    type: ProjectType
    stage: Stage | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A document cited in 《》, with its document number where one is printed behind it."""

    kind: ClassVar[str] = "reference"

    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit in charge or taking part."""

    kind: ClassVar[str] = "organisation"

    role: Literal["lead", "support", "responsible"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A numeral that is no target, with the reason."""

    kind: ClassVar[str] = "rejection"

    reason: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a clause, and where they stand in the text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """One clause that says what is done (or was): a verb, what it acts on, and how it is qualified.

    Computed on demand and no part of the records. `action` is the kind of the verb, `object` the whole noun phrase and
    `head` its last noun with what belongs to it; `complement` is what the object is to do or become. `intensity` holds the
    groups of the modifiers, in the order printed; `quantities`, `times` and `projects` are the spans of those extractions.
    """

    kind: ClassVar[str] = "measure"

    verb: Phrase
    action: str
    object: Phrase | None = None
    head: Phrase | None = None
    complement: Phrase | None = None
    subject: Phrase | None = None
    modifiers: tuple[Phrase, ...] = ()
    intensity: tuple[Intensity, ...] = ()
    force: Force = "plain"
    negated: bool = False
    role: Literal["planned", "done"] = "planned"
    in_heading: bool = False
    amount: Phrase | None = None
    quantities: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    projects: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """By which policy instrument a measure acts (政策工具): `instrument` is the class, `subtype` its sub-type in the codebook.

    Computed on demand by a model and no part of the records; `subtype_confidence` is the probability of the sub-type.
    """

    kind: ClassVar[str] = "instrument"

    instrument: str
    subtype: str
    subtype_confidence: float


Value = Heading | Section | Quantity | TimeExpression | Project | Reference | Organisation | Rejection | Measure | Instrument
"""Every kind of value an extraction can hold; measures and instruments are computed on demand."""

VALUE_TYPES: tuple[type[Value], ...] = (
    Heading, Section, Quantity, TimeExpression, Project, Reference, Organisation, Rejection,
)  # fmt: skip
KINDS: tuple[str, ...] = tuple(value.kind for value in VALUE_TYPES)
COMPARATORS = ("=", ">=", ">", "<=", "<", "~", "..", "vague")
"""How a number binds: 左右 is ``~``, a range ``..``, and 数十 or 十几亿, of which only the bounds are known, ``vague``."""
REJECTION_REASONS: frozenset[str] = frozenset(
    "ordinal anniversary slogan name version list_count condition document_number meeting "
    "service_feature date damaged idiom other".split()
)
