"""Attention through the years: what part of its text, its items and its targets each document of a panel gives to each theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policytext.comparison.attention import MEASURES, SEED, Measure, drawn_shares, share_of, theme_table, too_little
from policytext.comparison.places import Series
from policytext.comparison.themes import themes, units_of
from policytext.model.document import Document


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """What part of one document one theme has, by one measure.

    `count` are characters (letters and digits), items or targets; an item that touches several themes counts in parts. `low` and
    `high` are the 95 % interval of `share` from whole items drawn again, ``None`` with the reason in `note` where there is too little.
    """

    place: str
    year: int | None
    document: str
    measure: Measure
    theme: str
    count: float
    share: float | None
    low: float | None
    high: float | None
    note: str | None


def theme_shares(series: Series) -> Iterator[ThemeShare]:
    """The shares of every document of a place, in the order of years."""
    for wave in series.waves:
        for document in wave.documents:
            yield from shares_in(document, series.name, wave.year)


def shares_in(document: Document, place: str, year: int | None) -> Iterator[ThemeShare]:
    """The shares of one document; none where it has no text."""
    import numpy as np

    units, names = units_of(document), themes()
    for measure in MEASURES if units else ():
        table = theme_table(names, units, measure)
        totals = table.sum(axis=0)
        note = too_little(table[:, -1], measure, "the document")
        drawn = None if note else np.percentile(drawn_shares(table, np.random.default_rng(SEED)), (2.5, 97.5), axis=0).round(4)
        for i, name in enumerate(names):
            low, high = (None, None) if drawn is None else (float(drawn[0][i]), float(drawn[1][i]))
            count = round(float(totals[i]), 2)
            yield ThemeShare(place, year, document.metadata.id, measure, name, count, share_of(totals[i], totals[-1]), low, high, note)
