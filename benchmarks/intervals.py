"""F1 of documents together, and what it would be on others like them: an interval from the same ones drawn again and again."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

ROUNDS, SEED = 1000, 20211127
Thing = TypeVar("Thing")
Counts = Mapping[str, tuple[int, int, int]]
"""Measure -> hits, gold rows, predicted rows."""


def f1(counts: Sequence[Counts], measure: str) -> float | None:
    """F1 of all together; for a measure that is a share, the share that is right. None where no gold knows the measure."""
    columns = [one[measure] for one in counts if measure in one]
    hits, gold, predicted = (sum(column) for column in zip(*columns, strict=True)) if columns else (0, 0, 0)
    return 2 * hits / (gold + predicted) if gold else None


def interval(things: Sequence[Thing], figure: Callable[[Sequence[Thing]], float | None], rounds: int = ROUNDS) -> tuple[float, float] | None:
    """The middle 95 percent of a figure over things drawn again and again; None where no draw has one."""
    draw = random.Random(SEED)
    values = sorted(value for _ in range(rounds) if things and (value := figure(draw.choices(things, k=len(things)))) is not None)
    return (values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]) if values else None


def cell(things: Sequence[Thing], figure: Callable[[Sequence[Thing]], float | None]) -> str:
    """A figure with its interval, as a table shows it."""
    value, span = figure(things), interval(things, figure)
    return "–" if value is None or span is None else f"{value:.3f} ({span[0]:.2f}–{span[1]:.2f})"
