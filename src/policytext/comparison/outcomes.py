"""What later reports say about the targets of a plan: by the fulfilment table, and by the name of the indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.comparison.concepts import Concept
from policytext.comparison.fulfilment import is_over
from policytext.comparison.indicators import Measure
from policytext.comparison.judging import judged
from policytext.comparison.neighbours import Pair
from policytext.comparison.places import Series
from policytext.comparison.readings import Kind, Reading, conversion, paragraph_before, readings_of
from policytext.comparison.rows import Figure, FulfilmentStatus
from policytext.lexicon.loader import groups

LAST_YEAR = re.compile(r"去年|上年|(?:19|20)\d\d年(?!以来|来)|全年")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reported number, the document that reports it, and what it makes of the target, where there is one."""

    document: str
    figure: Figure
    status: FulfilmentStatus | None


def outcomes_of(pairs: Sequence[Pair]) -> dict[tuple[int, int], Outcome]:
    """The outcome of each target, by the identity of the target's document and where it begins."""
    found: dict[tuple[int, int], Outcome] = {}
    for pair in pairs:
        if pair.years <= 1:  # a report looks back one year; of the years before it says nothing by itself
            for place, outcome in _reported(pair):
                found.setdefault(place, outcome)
    return found


def _reported(pair: Pair) -> Iterator[tuple[tuple[int, int], Outcome]]:
    """By name first: a name that the lexicon knows decides, also against what the clauses look like."""
    document, reports = pair.b.metadata.id, readings_of(pair.b, pair.b.outcomes)
    targets = readings_of(pair.a, pair.a.targets)
    known = [x for x in reports if x.concept.known and of_one_year(x)]
    for target in targets:
        if target.concept.known and is_over(target.measure, pair.b) and (answer := _answer(target, known)):
            status, _ = judged(bounded(target), answer.measure)
            yield (id(pair.a), target.figure.span.start), Outcome(document, answer.figure, status)
    promised, told = by_start(targets), by_start(reports)
    for row in pair.fulfilment:
        if row.outcome is not None:
            x, y = promised[row.target.span.start], told[row.outcome.span.start]
            if agreeing(x.concept, y.concept):
                alike = x.several_years or of_one_year(y)
                yield (id(pair.a), row.target.span.start), Outcome(document, row.outcome, row.status if alike else "not_comparable")


def reports_of(series: Series) -> dict[tuple[str, Kind], dict[int, Outcome]]:
    """What the reports of a place say of the year before, by the usual name and kind of the indicator, then by year."""
    found: dict[tuple[str, Kind], dict[int, Outcome]] = defaultdict(dict)
    for wave in series.waves:
        if wave.year is None:
            continue
        for document in wave.documents:
            for reading in readings_of(document, document.outcomes):
                if reading.concept.known and of_one_year(reading):
                    outcome = Outcome(document.metadata.id, reading.figure, None)
                    found[reading.concept.name, reading.kind].setdefault(wave.year - 1, outcome)
    return found


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
    before = paragraph_before(text, start)
    last = max((before.rfind(word) for word in groups("indicators")["period_reviews"]), default=-1)
    return last < 0 or LAST_YEAR.search(before, last) is not None


def bounded(target: Reading) -> Measure:
    """The target as fulfilment judges it: what is better small is a bound from above, however it is worded."""
    figure = target.figure
    if target.kind == "rate" and figure.change == "level":
        figure = replace(figure, change="increase")
    if target.concept.name in groups("indicators")["less_is_better"] and figure.change != "decrease":
        figure = replace(figure, comparator="<=")
    return replace(target.measure, figure=figure)


def by_start(readings: Sequence[Reading]) -> dict[int, Reading]:
    """The readings by where each of their statements begins."""
    return {figure.span.start: x for x in readings for figure in (x.figure, *x.same)}


def agreeing(x: Concept, y: Concept) -> bool:
    """Whether two names do not exclude each other."""
    return not (x.known and y.known) or x.name == y.name
