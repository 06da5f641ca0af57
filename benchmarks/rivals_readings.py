"""What a tool reads from a place of a text, and whether it is what the gold says, however it is expressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from policytext.model.span import Span

_DAY = timedelta(days=1)
_PERIOD = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_MONTHS, _DAYS = {"Y": 12, "M": 1}, {"W": 7, "D": 1}
Period = tuple[float, float]
"""A length of time as months and days."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day, None where open, or how often it recurs."""

    first: date | None = None
    last: date | None = None
    recurrence: Period | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or the two ends of a range; `unit` only where the gold gives one that allows other ways of writing."""

    low: float
    high: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place and its readings; more than one where a tool leaves it open which holds."""

    span: Span
    readings: tuple[Dates | Amount, ...]


def period(written: str | None) -> Period | None:
    """An ISO 8601 length of time as months and days; None for any other.

    >>> period("P3M"), period("P1W"), period("term")
    ((3.0, 0.0), (0.0, 7.0), None)
    """
    match = _PERIOD.fullmatch(written or "")
    if match is None:
        return None
    count, unit = float(match[1]), match[2]
    return count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0)


def verdict(gold: Dates | Amount, near: Sequence[Found]) -> str:
    """`hit`, `last day` (that day right, the first not), `wrong` or `missed`, from what lies on the gold's place.

    >>> gold = Dates(None, date(2025, 12, 31))
    >>> verdict(gold, [Found(Span(0, 5), (Dates(date(2025, 1, 1), date(2026, 1, 1)),))])
    'last day'
    """
    if not near:
        return "missed"
    if isinstance(gold, Amount):
        return "hit" if any(_same_amount(gold, one) for one in _amounts(near)) else "wrong"
    readings = list(_dates(near))
    if any(_same_dates(gold, one) for one in readings):
        return "hit"
    return "last day" if gold.last and any(_same_last(gold, one) for one in readings) else "wrong"


def _dates(near: Sequence[Found]) -> Iterator[Dates]:
    """Every reading, and from the first place to the last where there are several (3月 and 5月 in 3月-5月)."""
    yield from (one for found in near for one in found.readings if isinstance(one, Dates))
    if len(near) > 1:
        for a, b in product(near[0].readings, near[-1].readings):
            if isinstance(a, Dates) and isinstance(b, Dates):
                yield Dates(a.first, b.last)


def _same_dates(gold: Dates, one: Dates) -> bool:
    if gold.recurrence or one.recurrence:
        return gold.recurrence == one.recurrence
    return gold.first == one.first and _same_last(gold, one)


def _same_last(gold: Dates, one: Dates) -> bool:
    """The last day, or the day after it: some name the first day that no longer counts."""
    if gold.last is None or one.last is None:
        return gold.last is one.last
    return one.last - gold.last in (timedelta(0), _DAY)


def _amounts(near: Sequence[Found]) -> Iterator[Amount]:
    """Every reading, and each two as a range and as a ratio (1 and 2 in 1-2所, 18 and 1 in 18:1)."""
    single = [one for found in near for one in found.readings if isinstance(one, Amount)]
    yield from single
    for a, b in product(single, single):
        yield Amount(a.low, b.high)
        if b.low:
            yield Amount(a.low / b.low, a.low / b.low, "ratio")


def _same_amount(gold: Amount, one: Amount) -> bool:
    if one.unit == "ratio" and gold.unit != "ratio":
        return False
    scales = (1.0, 100.0) if gold.unit in ("%", "pp") else (1.0,)
    return any(_close(gold.low, one.low * scale) and _close(gold.high, one.high * scale) for scale in scales)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-4 * max(abs(a), abs(b), 1e-9)
