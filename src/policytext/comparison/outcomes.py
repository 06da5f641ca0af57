"""What later reports say about the targets of a plan: by the fulfilment table, and by the name of the indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.comparison.concepts import Concept, concept_at
from policytext.comparison.fulfilment import is_over, judged
from policytext.comparison.indicators import Measure, clause_at
from policytext.comparison.pairs import Pair
from policytext.comparison.readings import Reading, conversion, readings_of
from policytext.comparison.rows import Figure, FulfilmentStatus
from policytext.lexicon.loader import groups
from policytext.model.document import Document

PARAGRAPH = 300  # characters before a number in which its paragraph may say that several years are counted
LAST_YEAR = re.compile(r"去年|上年|(?:19|20)\d\d年(?!以来|来)|全年")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reported number, the document that reports it, and what it makes of the target."""

    document: str
    figure: Figure
    status: FulfilmentStatus


def outcomes_of(pairs: Sequence[Pair]) -> dict[tuple[str, int], Outcome]:
    """The outcome of each target, by the target's document and where it begins."""
    found: dict[tuple[str, int], Outcome] = {}
    for pair in pairs:
        if pair.years <= 1:  # a report looks back one year; of the years before it says nothing by itself
            for place, outcome in _reported(pair):
                found.setdefault(place, outcome)
    return found


def _reported(pair: Pair) -> Iterator[tuple[tuple[str, int], Outcome]]:
    """By name first: a name that the lexicon knows decides, also against what the clauses look like."""
    document = pair.b.metadata.id
    reports = [x for x in readings_of(pair.b, pair.b.outcomes) if x.concept.known and of_one_year(x)]
    for target in readings_of(pair.a, pair.a.targets):
        if target.concept.known and is_over(target.figure, pair.b) and (answer := _answer(target, reports)):
            clause = clause_at(pair.b.text, answer.figure.span.start, answer.figure.span.end)
            yield (pair.a.metadata.id, target.figure.span.start), Outcome(document, answer.figure, judged(bounded(target), answer.measure, clause))
    for row in pair.fulfilment:
        if row.outcome is not None and agreeing(concept_of(pair.a, row.target), concept_of(pair.b, row.outcome)):
            yield (pair.a.metadata.id, row.target.span.start), Outcome(document, row.outcome, row.status)


def _answer(target: Reading, reports: Sequence[Reading]) -> Reading | None:
    """The first report of the same indicator, of the same kind and in a unit that converts."""
    return next(
        (
            x for x in reports
            if x.concept.name == target.concept.name and x.kind == target.kind and conversion(target.figure.unit, x.figure.unit)
        ),
        None,
    )  # fmt: skip


def of_one_year(report: Reading) -> bool:
    """Whether a reported number is that of the year before the plan, and not of several years together."""
    text, start, year = report.document.text, report.figure.span.start, report.year
    if report.several_years or (report.baseline is not None and year is not None and report.baseline < year - 2):
        return False
    before = text[max(text.rfind("\n", 0, start) + 1, start - PARAGRAPH) : start]
    last = max((before.rfind(word) for word in groups("indicators")["period_reviews"]), default=-1)
    return last < 0 or LAST_YEAR.search(before, last) is not None


def bounded(target: Reading) -> Measure:
    """The target as fulfilment judges it: what is better small is a bound from above, however it is worded."""
    if target.concept.name in groups("indicators")["less_is_better"] and target.figure.change != "decrease":
        return replace(target.measure, figure=replace(target.figure, comparator="<="))
    return target.measure


def concept_of(document: Document, figure: Figure) -> Concept:
    """The concept of a figure of a document."""
    return concept_at(document.text, figure.span.start, figure.indicator)


def agreeing(x: Concept, y: Concept) -> bool:
    """Whether two names do not exclude each other."""
    return not (x.known and y.known) or x.name == y.name
