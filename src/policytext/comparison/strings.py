"""How alike two short names are, by their characters."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16384)
def grams(text: str, size: int) -> frozenset[str]:
    """The runs of `size` neighbouring characters of a text; a shorter text is its own run."""
    return frozenset(text[i : i + size] for i in range(max(1, len(text) - size + 1))) if text else frozenset()


def likeness(a: str, b: str) -> float:
    """0..1: shared characters, shared pairs of characters, and how much of the shorter name the longer one holds.

    >>> likeness("研发投入", "研发经费投入") > likeness("研发投入", "固定资产投资")
    True
    """
    if a == b:
        return float(bool(a))
    return (dice(a, b, 1) + dice(a, b, 2) + max(held(a, b), held(b, a))) / 3


def held(a: str, b: str) -> float:
    """The share of the first text's pairs of characters that stand in the second, 0..1.

    >>> held("省重点项目", "1550个省重点项目完成投资")
    1.0
    """
    pairs = grams(a, 2)
    return len(pairs & grams(b, 2)) / len(pairs) if pairs else 0.0


def dice(a: str, b: str, size: int) -> float:
    """Dice's coefficient of the runs of `size` characters of two texts."""
    grams_a, grams_b = grams(a, size), grams(b, size)
    return 2 * len(grams_a & grams_b) / (len(grams_a) + len(grams_b)) if grams_a and grams_b else 0.0
