"""One indicator stated twice with different values, and slips of the unit between the two (5万个 and 5个)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.audit_same import Statement, agree, both, is_long, is_plain, pairs, statements
from policytext.lexicon import alternation, groups
from policytext.model.finding import Certainty, Finding

_SLIPS = (Decimal(1000), Decimal(10000), Decimal(100000000))
_SURE_DIGITS = 3
_SHORTEST = 5
"""An indicator shorter than this (总投资, 参保率) says too little of what is measured."""
_NAMED = re.compile(f"(?:{alternation(groups('audit')['named'])})$")
_SCALED = frozenset(("%", "pp", "‰", "ratio", "倍"))


def find_restated(ground: Ground) -> Iterator[Finding]:
    """Numbers of the running text that cannot both be true, or that differ by a factor of a unit."""
    found = [one for one in statements(ground) if not one.cell]
    for a, b in pairs(found):
        if slip := slipped(a, b):
            yield _slip(ground, a, b, *slip)
        elif certainty := _contradict(ground, a, b):
            said = f"“{a.core}”前后两处不同：{a.one.span.of(ground.text)}，{b.one.span.of(ground.text)}。"
            yield ground.finding("restated", certainty, both(a, b), a.one.low, b.one.low, said)


def slipped(a: Statement, b: Statement) -> tuple[Decimal, int] | None:
    """The factor of a unit between two numbers with the same digits, and how many digits; None for any other two."""
    low, high = sorted((a.one.low, b.one.low))
    if a.one.value.unit in _SCALED or low <= 0 or a.one.low != a.one.high or b.one.low != b.one.high:
        return None
    return (high / low, len(_digits(low))) if high / low in _SLIPS else None


def _digits(number: Decimal) -> str:
    return f"{number:f}".replace(".", "").strip("0")


def _slip(ground: Ground, a: Statement, b: Statement, factor: Decimal, digits: int) -> Finding:
    """Two digits in common can be chance, three hardly."""
    near = a.one.value.deadline == b.one.value.deadline and a.one.value.role == b.one.value.role
    certainty: Certainty = "certain" if digits >= _SURE_DIGITS else "likely" if digits == 2 and near else "look"
    said = f"“{a.core}”前后两处数字相同而差{figure(factor)}倍：{a.one.span.of(ground.text)}，{b.one.span.of(ground.text)}，可能有一处单位有误。"
    return ground.finding("unit_slip", certainty, both(a, b), a.one.low, b.one.low, said)


def _contradict(ground: Ground, a: Statement, b: Statement) -> Certainty | None:
    """How sure it is that two values contradict each other; nothing within a sentence, where stages and ranges stand."""
    if agree(a.one, b.one) or not (_telling(a, b) and _of_one_day(a, b)) or ground.sentence(a.one.start).contains(b.one.span):
        return None
    if not (is_plain(ground, a) and is_plain(ground, b)) or is_long(ground, a.one) or is_long(ground, b.one):
        return None
    return "likely" if a.headline and b.headline else "look"


def _telling(a: Statement, b: Statement) -> bool:
    """Whether the indicators say what they measure: headline ones, or targets with a name that ends as one."""
    named = a.one.value.role == "target" and len(a.core) >= _SHORTEST and _NAMED.search(a.core) is not None
    return (a.headline and b.headline) or named


def _of_one_day(a: Statement, b: Statement) -> bool:
    """Whether both are promised for the same day, or both reported."""
    x, y = a.one.value, b.one.value
    return x.role == y.role and x.baseline == y.baseline and x.deadline == y.deadline
