"""How alike two short names are, by their characters."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache


@lru_cache(maxsize=8192)
def grams(text: str, size: int) -> Counter[str]:
    """The runs of `size` neighbouring characters of a text, counted; a shorter text is its own run."""
    return Counter(text[i : i + size] for i in range(max(1, len(text) - size + 1)))


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """0..1: shared characters, shared pairs of characters, and how much of the shorter name the longer one holds.

    >>> likeness("研发投入", "研发经费投入") > likeness("研发投入", "固定资产投资")
    True
    """
    if a == b:
        return float(bool(a))
    if not a or not b or set(a).isdisjoint(b):
        return 0.0
    singles, pairs = shared(a, b, 1), shared(a, b, 2)
    held = pairs / min(grams(a, 2).total(), grams(b, 2).total())
    return (dice(singles, a, b, 1) + dice(pairs, a, b, 2) + held) / 3


@lru_cache(maxsize=65536)
def held(a: str, b: str) -> float:
    """The share of the first text's pairs of characters that stand in the second, 0..1.

    >>> held("省重点项目", "1550个省重点项目完成投资")
    1.0
    """
    return shared(a, b, 2) / grams(a, 2).total() if a and b else 0.0


def shared(a: str, b: str, size: int) -> int:
    """How many runs of `size` characters the two have in common."""
    return (grams(a, size) & grams(b, size)).total()


def dice(common: int, a: str, b: str, size: int) -> float:
    """Dice's coefficient of the runs in common."""
    return 2 * common / (grams(a, size).total() + grams(b, size).total())
