"""The bounds inside a name: how large a thing must be to be counted (500万元以上的项目)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

# 500万元以上的项目, 千亿级集群, 总投资超10亿元项目: a bound inside the name of what is counted
SIZE = re.compile(r"(\d*\.?\d*)([十百千万亿]*)(?:元|级(?!别|以))")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@lru_cache(maxsize=8192)
def marks_of(name: str) -> str:
    """Letters of no script for the bounds inside a name, so that two names with one bound are alike and two with different ones less so.

    >>> marks_of("总投资10亿元以上项目") == marks_of("总投资超10亿元项目") != marks_of("亿元以上项目")
    True
    """
    return "".join(2 * chr(0xE000 + int(10 * bound.log10())) for bound in sorted(bounds_of(name)) if bound > 0)


@lru_cache(maxsize=8192)
def bounds_of(name: str) -> frozenset[Decimal]:
    """The bounds in money or size inside the name of what is counted.

    >>> sorted(bounds_of("总投资10亿元以上项目"))
    [Decimal('1000000000')]
    """
    return frozenset(_bound(m.group(1), m.group(2)) for m in SIZE.finditer(name) if m.group(1) or m.group(2))


def _bound(digits: str, scales: str) -> Decimal:
    value = Decimal(digits) if digits.strip(".") else Decimal(1)
    for scale in scales:
        value *= SCALES[scale]
    return value
