"""The targets of a document as a panel reads them: each with its concept, its kind, and once however often stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from policytext.comparison.concepts import Concept, concept_at, of_several_years
from policytext.comparison.force_mapping import ForceMapping, judge_of
from policytext.comparison.indicators import Measure, measure_of
from policytext.comparison.rows import Figure, WordingStatus, figure_of
from policytext.comparison.scopes import total
from policytext.comparison.units import factor_between
from policytext.lexicon.loader import groups
from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Quantity

PARAGRAPH = 300  # characters before a number in which its paragraph may say that several years are counted
ONE_YEAR = re.compile(r"(?:19|20)\d\d年(?!远景)|今年|明年")
MARKS = re.compile(r"[“”\"\s]")
LINKING = re.compile(r"^[与和跟同]|保持|基本|发展|增长|增速|速度")
Kind = Literal["rate", "difference", "stock", "total"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of a document with what tells its meaning; `same` holds where else the document states it."""

    document: Document
    measure: Measure
    concept: Concept
    kind: Kind
    several_years: bool
    baseline: int | None = None
    baseline_value: Decimal | None = None
    same: tuple[Figure, ...] = ()

    @property
    def figure(self) -> Figure:
        """The figure itself, as it is first stated."""
        return self.measure.figure

    @property
    def year(self) -> int | None:
        """The plan year of its document."""
        return self.document.metadata.plan_year

    @property
    def name(self) -> str:
        """The name of what is measured: the usual one, else the indicator as printed, else the words around it."""
        return self.concept.name or self.measure.core or self.measure.near


def wording_of(before: Reading, now: Reading, mapping: ForceMapping) -> WordingStatus:
    """Whether the second figure is worded harder than the first."""
    status, _ = judge_of(before.document, now.document, mapping)(before.figure, now.figure)
    return status


def readings_of(document: Document, extractions: Sequence[Extraction]) -> tuple[Reading, ...]:
    """The quantities among `extractions`; what the document states twice is one reading."""
    periods = period_parts(document)
    return merged([reading_of(document, x, x.value, periods) for x in extractions if isinstance(x.value, Quantity)])


def reading_of(document: Document, extraction: Extraction, value: Quantity, periods: Sequence[Span] = ()) -> Reading:
    """One figure with its meaning; `periods` are the parts of the document that speak of several years."""
    figure = figure_of(document, extraction, value)
    concept = concept_at(document.text, figure.span.start, figure.indicator)
    measure = measure_of(document, figure)
    own_year = figure.deadline is None or figure.deadline.year == document.metadata.plan_year
    several = (
        of_several_years(measure.near) or not own_year or any(part.contains(figure.span) for part in periods)
        or (value.role == "target" and looks_back(paragraph_before(document.text, figure.span.start)))
    )  # fmt: skip
    return Reading(document, measure, concept, kind_of(figure, concept), several, value.baseline, value.baseline_value)


def period_parts(document: Document) -> tuple[Span, ...]:
    """The parts whose heading speaks of several years and of no single one."""
    words = groups("indicators")["period_headings"]
    headings = ((node.span, MARKS.sub("", node.heading)) for node in document.nodes if node.heading)
    return tuple(span for span, heading in headings if any(x in heading for x in words) and not ONE_YEAR.search(heading))


def paragraph_before(text: str, start: int) -> str:
    """What stands before a place in its paragraph, no further back than a few sentences.

    >>> paragraph_before("回顾。\\n五年来，新增就业4200万人", 12)
    '五年来，新增就业'
    """
    return text[max(text.rfind("\n", 0, start) + 1, start - PARAGRAPH) : start]


def looks_back(before: str) -> bool:
    """Whether the words before a number in its paragraph speak of what is past, and not since then of what is ahead.

    >>> looks_back("过去一年，成绩很大。城镇新增就业"), looks_back("过去一年成绩很大。今年城镇新增就业")
    (True, False)
    """
    last = max(before.rfind(word) for word in groups("indicators")["backward"])
    return last >= 0 and not any(word in before[last:] for word in groups("indicators")["forward"])


def kind_of(figure: Figure, concept: Concept) -> Kind:
    """What the number is: a rate of change, a difference, the total of all there are, or so many.

    A number in per cent whose name speaks of growth is a rate, whatever verb stands before it.
    """
    moving = figure.change in ("increase", "decrease")
    if figure.unit == "%" and (moving or concept.growth or concept.name in groups("indicators")["rates"]):
        return "rate"
    if moving:
        return "difference"
    return "total" if total(figure) and not concept.known else "stock"


def merged(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, those that repeat an earlier one taken into it."""
    first: dict[tuple[object, ...], int] = {}
    found: list[Reading] = []
    for reading in readings:
        key = _statement(reading)
        if key is not None and key in first:
            place = first[key]
            found[place] = replace(found[place], same=(*found[place].same, reading.figure))
        else:
            first[key or (len(found),)] = len(found)
            found.append(reading)
    return tuple(found)


def _statement(reading: Reading) -> tuple[object, ...] | None:
    """What two statements of one target have in common; None where a figure has no name to tell it by."""
    figure = reading.figure
    if not reading.concept.name or figure.low is None:
        return None
    return (reading.concept.name, reading.kind, reading.several_years, reading.baseline, figure.low, figure.high, figure.unit)


def standing(text: str) -> str:
    """What a target without a number is measured by, without the small words around it.

    >>> standing("与经济增长基本同步") == standing("和经济发展保持同步")
    True
    """
    return LINKING.sub("", text)


def in_unit(value: Decimal | None, unit: str | None, of: str | None) -> Decimal | None:
    """A value printed in `of`, in `unit`; None where the two do not convert.

    >>> in_unit(Decimal(2), "亩", "公顷")
    Decimal('30')
    """
    factor = conversion(unit, of)
    return None if value is None or factor is None else value * factor


def conversion(unit: str | None, of: str | None) -> Decimal | None:
    """The factor between two units; a number printed without one counts the same things as a number of pieces or people."""
    if None in (unit, of) and {unit, of} <= {None, "人", "个", "名", "户"}:
        return Decimal(1)
    return factor_between(unit, of)
