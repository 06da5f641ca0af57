"""Attention: what part of its text, its items and its targets each document gives to a section or a theme, and how that changed.

Intervals come from drawing whole items (and paragraphs that stand in none) with replacement: what one item says is of a piece,
so characters are no independent observations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.comparison.rows import ItemChange
from policytext.comparison.sections import SectionPair, section_pairs
from policytext.comparison.themes import Unit, themes, units_of
from policytext.model.document import Document
from policytext.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

Measure = Literal["text", "items", "targets"]
MEASURES: tuple[Measure, ...] = ("text", "items", "targets")
MINIMUM = {"text": 10, "items": 10, "targets": 10}
"""So many parts, items or targets in each document, or there is no interval."""
MINIMUM_PARTS = 5
"""And in so many parts they have to stand: all targets in two items say nothing about a third."""
DRAWS, SEED = 400, 2021


@dataclass(frozen=True, slots=True)
class Attention:
    """One section or theme by one measure: what part of each document it has, and the difference b − a.

    `count_a` and `count_b` are characters (letters and digits), items or targets; an item that touches several themes counts
    in parts. `low` and `high` are the 95 % interval of `difference`, ``None`` with the reason in `note` where there is too little.
    `a` and `b` are addresses of sections, the spans those of sections; those of themes stand in the table `themes`.
    """

    by: Literal["section", "theme"]
    measure: Measure
    name: str
    a: str | None
    b: str | None
    count_a: float
    count_b: float
    share_a: float | None
    share_b: float | None
    difference: float | None
    low: float | None
    high: float | None
    note: str | None
    span_a: Span | None = None
    span_b: Span | None = None


def attention(a: Document, b: Document, items: Sequence[ItemChange]) -> tuple[Attention, ...]:
    """The shares of sections, matched by the items they have in common, and of themes, `items` being the rows of both."""
    units = units_of(a), units_of(b)
    if not any(units):
        return ()
    pairs = section_pairs(a, b, items)
    return (*_by_section(units, pairs), *_by_theme(units))


Units = tuple[tuple[Unit, ...], tuple[Unit, ...]]


def _by_theme(units: Units) -> list[Attention]:
    names = themes()
    rows = []
    for measure in MEASURES:
        a, b = (theme_table(names, side, measure) for side in units)
        rows += [Attention("theme", measure, name, None, None, *sums) for name, sums in zip(names, _compared(a, b, measure), strict=True)]
    return rows


def _by_section(units: Units, pairs: Sequence[SectionPair]) -> list[Attention]:
    rows: list[Attention] = []
    for measure in MEASURES if pairs else ():
        spans = ([x.a.span if x.a else None for x in pairs], [x.b.span if x.b else None for x in pairs])
        sides = (_section_table(spans[0], units[0], measure), _section_table(spans[1], units[1], measure))
        for pair, sums, span_a, span_b in zip(pairs, _compared(*sides, measure), *spans, strict=True):
            a, b = (x.address if x else None for x in (pair.a, pair.b))
            rows.append(Attention("section", measure, pair.name, a, b, *sums, span_a, span_b))
    return rows


def theme_table(names: Sequence[str], units: Sequence[Unit], measure: Measure) -> Table:
    """Parts by themes, and in the last column the whole of each part."""
    import numpy as np

    place = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(units), len(names) + 1))
    for row, unit in enumerate(units):
        for theme, amount in _theme_amounts(unit, measure).items():
            table[row, place[theme]] = amount
        table[row, -1] = _amount(unit, measure)
    return table


def _theme_amounts(unit: Unit, measure: Measure) -> Mapping[str, float]:
    if measure == "targets":
        return unit.targets
    whole = _amount(unit, measure)
    return {theme: weight * whole for theme, weight in unit.weights.items()}


def _amount(unit: Unit, measure: Measure) -> float:
    return {"text": unit.size, "items": int(unit.is_item), "targets": len(unit.target_weights)}[measure]


def _section_table(spans: Sequence[Span | None], units: Sequence[Unit], measure: Measure) -> Table:
    """Parts by sections, and in the last column the whole of each part."""
    import numpy as np

    table = np.zeros((len(units), len(spans) + 1))
    for row, unit in enumerate(units):
        table[row, -1] = _amount(unit, measure)
        for column, span in enumerate(spans):
            if span is not None and span.contains(unit.span):
                table[row, column] = table[row, -1]
    return table


Sums = tuple[float, float, float | None, float | None, float | None, float | None, float | None, str | None]


def _compared(a: Table, b: Table, measure: Measure) -> list[Sums]:
    """Counts, shares, difference, interval and note of every column but the last."""
    import numpy as np

    random = np.random.default_rng(SEED)
    totals_a, totals_b = a.sum(axis=0), b.sum(axis=0)
    note = _note(a[:, -1], b[:, -1], measure)
    size = a.shape[1] - 1
    low, high = ([None] * size, [None] * size) if note else _interval(drawn_shares(a, random), drawn_shares(b, random))
    rows: list[Sums] = []
    for i in range(size):
        share_a, share_b = (share_of(x[i], x[-1]) for x in (totals_a, totals_b))
        change = None if share_a is None or share_b is None else _rounded(share_b - share_a)
        counts = round(float(totals_a[i]), 2), round(float(totals_b[i]), 2)
        told = (low[i], high[i], note) if note or any(counts) else (None, None, "nothing in either document")
        rows.append((*counts, share_a, share_b, change, *told))
    return rows


def _note(a: Table, b: Table, measure: Measure) -> str | None:
    return too_little(a, measure, "a") or too_little(b, measure, "b")


def too_little(amounts: Table, measure: Measure, document: str) -> str | None:
    """Why there is no interval, where a document holds too little of the measure."""
    parts = int((amounts > 0).sum())
    count = parts if measure == "text" else int(amounts.sum())
    noun = "parts" if measure == "text" else measure
    if count < MINIMUM[measure]:
        return f"{count} {noun} in {document}: an interval needs {MINIMUM[measure]}"
    if parts < MINIMUM_PARTS:
        return f"{noun} in {parts} parts of {document}: an interval needs {MINIMUM_PARTS}"
    return None


def share_of(part: float, whole: float) -> float | None:
    """A part of the whole, to four digits; None where there is no whole."""
    return _rounded(part / whole) if whole else None


def _rounded(value: float) -> float:
    return round(float(value), 4)


def drawn_shares(table: Table, random: np.random.Generator) -> Table:
    """The shares of many draws of parts; a draw in which there is nothing at all counts as no share."""
    import numpy as np

    drawn: Table = random.multinomial(len(table), [1 / len(table)] * len(table), size=DRAWS) @ table
    return np.asarray(drawn[:, :-1] / drawn[:, -1:].clip(min=1e-9))


def _interval(a: Table, b: Table) -> tuple[list[float], list[float]]:
    import numpy as np

    low, high = np.percentile(b - a, (2.5, 97.5), axis=0)
    return low.round(4).tolist(), high.round(4).tolist()
