"""One line an indicator: the targets of a place through any number of years, and what became of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from policytext.comparison.force_mapping import ForceMapping
from policytext.comparison.line_links import (
    PER_GAP,
    SAME_NAME,
    Links,
    by_lineage,
    chains,
    likeness,
    links_between,
)
from policytext.comparison.lineage import JOINED_FROM, deadline_status, printed_deadline
from policytext.comparison.neighbours import Pair
from policytext.comparison.outcomes import Outcome, outcomes_of, reports_of
from policytext.comparison.panel_rows import Line, Point
from policytext.comparison.places import Series
from policytext.comparison.readings import Kind, Reading, conversion, in_unit, readings_of, standing, wording_of
from policytext.comparison.rows import DeadlineStatus, ValueStatus, WordingStatus

Reports = dict[tuple[str, Kind], dict[int, Outcome]]
NEAR = 3  # waves within which names that are only alike are looked for
FAR = 4  # later places of one name that a figure may be linked with, however far they lie
BEGUN: tuple[ValueStatus, WordingStatus | None, DeadlineStatus | None] = ("new", None, None)
ARROWS: dict[ValueStatus, str] = {"raised": "↑", "lowered": "↓", "kept": "→", "redefined": "≠", "new": "", "dropped": ""}


@dataclass(frozen=True, slots=True)
class Node:
    """A reading and the number of its wave in the series."""

    wave: int
    reading: Reading


def lines_and_points(
    series: Series, pairs: Sequence[Pair], mapping: ForceMapping
) -> tuple[tuple[Line, ...], tuple[Point, ...]]:
    """The lines of one place, and their points; `pairs` are its documents of neighbouring years, compared."""
    nodes = [
        Node(number, reading)
        for number, wave in enumerate(series.waves)
        for document in wave.documents
        for reading in readings_of(document, document.targets)
    ]
    links = links_of(nodes, pairs)
    found = [[nodes[i] for i in chain] for chain in spliced(chains(len(nodes), links), nodes, links)]
    found.sort(key=lambda chain: (chain[0].wave, chain[0].reading.document.metadata.id, chain[0].reading.figure.span.start))
    reported = outcomes_of(pairs)
    points = [_points(f"{series.name}#{rank}", series.place, chain, reported, mapping) for rank, chain in enumerate(found, 1)]
    more = reported_alone(found, points, reports_of(series))
    lines = [_line(chain, own, len(more.get(own[0].line, ()))) for chain, own in zip(found, points, strict=True)]
    return tuple(lines), tuple(point for own in points for point in by_year([*own, *more.get(own[0].line, ())]))


def reported_alone(
    found: Sequence[Sequence[Node]], points: Sequence[Sequence[Point]], reports: Reports
) -> dict[str, list[Point]]:
    """The years of a known indicator that a report tells of and no target: by line, the longest of its name and kind."""
    longest: dict[tuple[str, Kind], int] = {}
    for rank, chain in enumerate(found):
        reading = chain[0].reading
        if reading.concept.known and not reading.several_years:
            key = (reading.concept.name, reading.kind)
            if key not in longest or len(chain) > len(found[longest[key]]):
                longest[key] = rank
    return {
        points[rank][0].line: list(_reported_points(points[rank], reports[key]))
        for key, rank in longest.items() if key in reports
    }  # fmt: skip


def _reported_points(own: Sequence[Point], told: dict[int, Outcome]) -> Iterator[Point]:
    first, years = own[0], {point.year for point in own}
    for year, outcome in sorted(told.items()):
        value = in_unit(outcome.figure.low, first.unit, outcome.figure.unit)
        if year not in years and value is not None:
            yield Point(
                first.line, first.place, first.indicator, year, None, None, None, value, first.unit, None, None, None, None, 0,
                outcome.document, outcome.figure,
            )  # fmt: skip


def by_year(points: Sequence[Point]) -> list[Point]:
    """The points of a line in the order of their years, those without one last."""
    return sorted(points, key=lambda point: (point.year is None, point.year or 0))


def links_of(nodes: Sequence[Node], pairs: Sequence[Pair]) -> Links:
    """Every link that a line may follow: neighbouring years by lineage, further ones by likeness and by name."""
    links = near_links(nodes)
    for link, score in far_links(nodes):
        links.setdefault(link, score)
    for link, score in lineage_links(nodes, pairs):
        links[link] = max(score, links.get(link, 0.0))
    return links


def spliced(found: Sequence[list[int]], nodes: Sequence[Node], links: Links) -> list[list[int]]:
    """The chains; where one ends in the wave in which another of the same name begins, the two are one line.

    A document that states an indicator twice, once wrongly read, else cuts its line in two.
    """
    whole = [list(chain) for chain in found]
    for early in whole:
        for late in whole if len(early) > 1 else ():
            if late is not early and len(late) > 1 and nodes[early[-1]].wave == nodes[late[0]].wave and (early[-1], late[1]) in links:
                early += late[1:]
                late[1:] = []
    return whole


def near_links(nodes: Sequence[Node]) -> Links:
    """Links between documents that lie no more than a few waves apart."""
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        held[node.wave, id(node.reading.document)].append(place)
    keys, links = list(held), Links()
    for rank, key in enumerate(keys):
        for other in keys[rank + 1 :]:
            gap = other[0] - key[0] - 1
            if gap >= NEAR:
                break
            scored = links_between([nodes[i].reading for i in held[key]], [nodes[j].reading for j in held[other]], max(gap, 0))
            links |= {(held[key][i], held[other][j]): score for (i, j), score in scored.items()}
    return links


def far_links(nodes: Sequence[Node]) -> Iterator[tuple[tuple[int, int], float]]:
    """Links over any distance between figures of one name."""
    named: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        if node.reading.concept.known or len(node.reading.concept.name) >= NEAR + 1:
            named[node.reading.concept.name].append(place)
    for places in named.values():
        for rank, i in enumerate(places):
            later = [j for j in places[rank + 1 :] if nodes[j].wave - nodes[i].wave > NEAR][:FAR]
            for j in later:
                score = likeness(nodes[i].reading, nodes[j].reading, SAME_NAME) - PER_GAP * NEAR
                if score >= JOINED_FROM - PER_GAP * NEAR:
                    yield (i, j), score


def lineage_links(nodes: Sequence[Node], pairs: Sequence[Pair]) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of targets that the comparison of neighbouring years found."""
    places = {
        (id(node.reading.document), figure.span): place
        for place, node in enumerate(nodes)
        for figure in (node.reading.figure, *node.reading.same)
    }
    for pair in pairs:
        for row in pair.targets:
            if row.a is None or row.b is None:
                continue
            i, j = places[id(pair.a), row.a.span], places[id(pair.b), row.b.span]
            if score := by_lineage(nodes[i].reading, nodes[j].reading, row.similarity or 0.0):
                yield (i, j), score


def _points(
    line: str, place: str, chain: Sequence[Node], reported: dict[tuple[int, int], Outcome], mapping: ForceMapping
) -> list[Point]:
    readings, unit = [node.reading for node in chain], unit_of(chain)
    name = name_of(readings)
    befores: list[Reading | None] = [None, *readings[:-1]]
    found = []
    for before, now in zip(befores, readings, strict=True):
        figure, outcome = now.figure, outcome_of(now, reported)
        value, wording, deadline = step(before, now, mapping) if before else BEGUN
        found.append(Point(
            line, place, name, now.year, now.document.metadata.id, in_unit(figure.low, unit, figure.unit),
            in_unit(figure.high, unit, figure.unit), reported_in(unit, outcome), unit, value, wording, deadline, figure, 1 + len(now.same),
            outcome.document if outcome else None, outcome.figure if outcome else None, outcome.status if outcome else None,
        ))  # fmt: skip
    return found


def reported_in(unit: str | None, outcome: Outcome | None) -> Decimal | None:
    """The reported number in the line's unit, where it can stand beside the target."""
    comparable = outcome is not None and outcome.status != "not_comparable"
    return in_unit(outcome.figure.low, unit, outcome.figure.unit) if outcome and comparable else None


def outcome_of(reading: Reading, reported: dict[tuple[int, int], Outcome]) -> Outcome | None:
    """What was reported about a target, by whichever of its statements it was found."""
    places = ((id(reading.document), figure.span.start) for figure in (reading.figure, *reading.same))
    return next((reported[place] for place in places if place in reported), None)


def step(before: Reading, now: Reading, mapping: ForceMapping) -> tuple[ValueStatus, WordingStatus | None, DeadlineStatus | None]:
    """How a target stands to the one before it on its line."""
    years = (before.year, now.year)
    deadline = deadline_status(printed_deadline(before.figure), printed_deadline(now.figure), years)
    return value_of(before, now), wording_of(before, now, mapping), deadline


def value_of(before: Reading, now: Reading) -> ValueStatus:
    """Compares the printed numbers, the lower bound of ranges; another unit, kind or horizon is another definition."""
    factor = conversion(before.figure.unit, now.figure.unit)
    if factor is None or before.kind != now.kind or (before.several_years != now.several_years and now.kind == "rate"):
        return "redefined"
    if before.figure.low is None or now.figure.low is None:
        return "kept" if standing(before.figure.text) == standing(now.figure.text) else "redefined"
    if {before.figure.change, now.figure.change} == {"increase", "decrease"}:
        return "redefined"
    first, second = before.figure.low, now.figure.low * factor
    return "kept" if first == second else "raised" if second > first else "lowered"


def unit_of(chain: Sequence[Node]) -> str | None:
    """The unit that most points of a line are printed in; of several the first."""
    units = Counter(node.reading.figure.unit for node in chain if node.reading.figure.unit)
    return max(units, key=lambda unit: units[unit], default=None)


def name_of(readings: Sequence[Reading]) -> str:
    """The usual name where the lexicon has one, else the name that most points bear."""
    names = Counter(x.name for x in readings if x.concept.known) or Counter(x.name for x in readings)
    return max(names, key=lambda name: names[name])


def _line(chain: Sequence[Node], points: Sequence[Point], reported_alone: int) -> Line:
    waves = {node.wave for node in chain}
    years = [point.year for point in points]
    values, wordings, deadlines = (Counter(getattr(x, name) for x in points) for name in ("value", "wording", "deadline"))
    return Line(
        points[0].line, points[0].place, points[0].indicator, names_of([x.reading for x in chain]), points[0].unit,
        years[0], years[-1], len(waves), max(waves) - min(waves) + 1 - len(waves), points[0].low, points[-1].low,
        steps_of(chain, points), values["raised"], values["lowered"], values["kept"], values["redefined"],
        wordings["hardened"], wordings["softened"], deadlines["brought_forward"], deadlines["postponed"],
        sum(point.outcome is not None for point in points) + reported_alone,
    )  # fmt: skip


def names_of(readings: Sequence[Reading]) -> str:
    """Every name as printed, once, in the order of the years."""
    return "|".join(dict.fromkeys(figure.indicator or "" for x in readings for figure in (x.figure, *x.same))).strip("|")


def steps_of(chain: Sequence[Node], points: Sequence[Point]) -> str:
    """The steps of a line as arrows, a dot before one that leads over a gap."""
    gaps = ["·" if later.wave - earlier.wave > 1 else "" for earlier, later in pairwise(chain)]
    return "".join(gap + ARROWS[point.value or "new"] for gap, point in zip(gaps, points[1:], strict=True))
