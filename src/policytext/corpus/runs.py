"""Runs of rows in a table: where the rows of each document stand."""

from __future__ import annotations

from collections.abc import Iterable


def runs_of(names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Where each document's rows begin and how many there are; they stand together.

    >>> runs_of(["甲", "甲", "乙"])
    {'甲': (0, 2), '乙': (2, 1)}
    """
    runs: dict[str, tuple[int, int]] = {}
    for i, name in enumerate(names):
        start, count = runs.get(name, (i, 0))
        runs[name] = start, count + 1
    return runs
