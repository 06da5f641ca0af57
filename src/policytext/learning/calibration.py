"""Whether probabilities are what happens: reliability tables, expected calibration error, the temperature that mends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from policytext.learning.linear import softmax

BINS = 10
LOWEST, HIGHEST, STEPS = 0.2, 8.0, 60


@dataclass(frozen=True, slots=True)
class Reliability:
    """One row of a reliability table: of `cases` whose probability lay in ``[low, high)``, `said` on average and `right` in truth."""

    low: float
    high: float
    cases: int
    said: float
    right: float


def reliability(probabilities: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Reliability]:
    """The reliability table of equal steps of probability, empty steps left out; the last step holds 1.0 too.

    >>> reliability([0.95, 0.91, 0.42], [True, True, False])[1]
    Reliability(low=0.9, high=1.0, cases=2, said=0.93, right=1.0)
    """
    rows = []
    for k in range(bins):
        inside = [(p, r) for p, r in zip(probabilities, right, strict=True) if min(int(p * bins), bins - 1) == k]
        if inside:
            said, true = sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            rows.append(Reliability(k / bins, (k + 1) / bins, len(inside), round(said, 4), round(true, 4)))
    return rows


def expected_error(probabilities: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """The expected calibration error: how far probabilities lie from what happened, on average over the cases, 0..1.

    >>> round(expected_error([0.8, 0.8], [True, False]), 3)
    0.3
    """
    rows = reliability(probabilities, right, bins)
    total = sum(row.cases for row in rows)
    return sum(row.cases * abs(row.said - row.right) for row in rows) / total if total else 0.0


def best_temperature(scores: Sequence[Sequence[float]], labels: Sequence[int]) -> float:
    """The temperature under which the right classes are least surprising, from a fixed grid of equal ratios.

    `scores` holds a row a case, `labels` the place of its right class.

    >>> best_temperature([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 0.0]], [0, 0, 0, 1]) > 1
    True
    """
    grid: list[float] = [LOWEST * (HIGHEST / LOWEST) ** (step / STEPS) for step in range(STEPS + 1)]
    best: float = min(grid, key=lambda temperature: surprise(scores, labels, temperature))
    return round(best, 3)


def surprise(scores: Sequence[Sequence[float]], labels: Sequence[int], temperature: float) -> float:
    """The mean of -log of the probability of the right class."""
    total = sum(log(max(softmax(row, temperature)[place], 1e-12)) for row, place in zip(scores, labels, strict=True))
    return -total / max(len(labels), 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One point of the curve of precision against recall: what keeping all with at least this confidence gives."""

    min_confidence: float
    kept: int
    precision: float
    recall: float


def curve(probabilities: Sequence[float], right: Sequence[bool], wanted: int, steps: Sequence[float]) -> list[Step]:
    """Precision and recall at several least confidences; `wanted` is the number of things that were to be found.

    >>> curve([0.9, 0.6, 0.3], [True, True, False], 4, [0.0, 0.5])[1]
    Step(min_confidence=0.5, kept=2, precision=1.0, recall=0.5)
    """
    rows = []
    for least in steps:
        kept = [good for probability, good in zip(probabilities, right, strict=True) if probability >= least]
        hits = sum(kept)
        rows.append(Step(least, len(kept), round(hits / len(kept), 4) if kept else 1.0, round(hits / wanted, 4) if wanted else 1.0))
    return rows
