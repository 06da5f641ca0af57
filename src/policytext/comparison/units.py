"""Units that can be compared: the same unit, one that converts, or two counters of the same kind of thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from math import log

TELLING_DIGITS = 3

# Unit: (base unit, factor). A mu is a fifteenth of a hectare, so a hectare is 15 mu.
CONVERSIONS: dict[str, tuple[str, Decimal]] = {
    "千米": ("公里", Decimal(1)), "米": ("公里", Decimal("0.001")), "里": ("公里", Decimal("0.5")),
    "公顷": ("亩", Decimal(15)), "平方公里": ("亩", Decimal(1500)), "平方千米": ("亩", Decimal(1500)),
    "公斤": ("吨", Decimal("0.001")), "千克": ("吨", Decimal("0.001")), "斤": ("吨", Decimal("0.0005")),
    "方": ("立方米", Decimal(1)), "兆瓦": ("千瓦", Decimal(1000)), "吉瓦": ("千瓦", Decimal(1000000)),
    "分": ("CNY", Decimal("0.01")), "角": ("CNY", Decimal("0.1")), "毛": ("CNY", Decimal("0.1")), "倍": ("%", Decimal(100)),
}  # fmt: skip

# Counters that name the same thing in different hands: 48个项目, 48项, 330家企业 and 360户企业.
COUNTERS = (
    frozenset((
        "个", "家", "所", "项", "座", "处", "件", "支", "间", "栋", "幢", "条", "宗", "种", "批", "期",
    )),
    frozenset(("家", "户")),
    frozenset(("个", "人")),
    frozenset(("人", "名", "位")),
    frozenset(("次", "场", "场次", "批次", "期", "届")),
    frozenset(("台", "辆", "部", "套", "架")),
)  # fmt: skip


def factor_between(unit_a: str | None, unit_b: str | None) -> Decimal | None:
    """What a number in the second unit is multiplied with to stand beside one in the first; ``None`` if nothing does.

    >>> factor_between("亩", "公顷")
    Decimal('15')
    >>> factor_between("%", "个") is None
    True
    """
    if unit_a == unit_b or _same_counter(unit_a or "", unit_b or ""):
        return Decimal(1)
    base_a, factor_a = CONVERSIONS.get(unit_a or "", (unit_a, Decimal(1)))
    base_b, factor_b = CONVERSIONS.get(unit_b or "", (unit_b, Decimal(1)))
    return factor_b / factor_a if base_a == base_b else None


def in_one_unit(a: Decimal, unit_a: str | None, b: Decimal, unit_b: str | None) -> tuple[Decimal, Decimal] | None:
    """Two numbers in the smaller of their units, exact, so that they can be compared; ``None`` where no unit holds both.

    >>> in_one_unit(Decimal(2), "公顷", Decimal(30), "亩")
    (Decimal('30'), Decimal('30'))
    """
    factor, inverse = factor_between(unit_a, unit_b), factor_between(unit_b, unit_a)
    if factor is None or inverse is None:
        return None
    return (a, b * factor) if factor >= 1 else (a * inverse, b)


def is_counter(unit: str | None) -> bool:
    """Whether a unit only counts (个, 家, 人), and measures nothing."""
    return any(unit in group for group in COUNTERS)


def _same_counter(unit_a: str, unit_b: str) -> bool:
    if "" in (unit_a, unit_b):  # 6069万农民: the noun behind is what is counted
        return is_counter(unit_a or unit_b)
    return any(unit_a in group and unit_b in group for group in COUNTERS)


def rare_units(units: Iterable[str | None]) -> dict[str, float]:
    """How rare each unit is: 1 for one that stands once or twice, towards 0 for the usual ones.

    >>> rare = rare_units(["个"] * 40 + ["千瓦"])
    >>> rare["千瓦"] > 0.9 > 0.3 > rare["个"]
    True
    """
    counts = Counter(unit or "" for unit in units)
    many = counts.total()
    return {unit: min(1.0, log(1 + 2 * many / count) / log(1 + many) / 1.2) for unit, count in counts.items()}


def tellingly_equal(a: Decimal | None, b: Decimal | None, digits: int = TELLING_DIGITS) -> bool:
    """Whether two numbers are equal and not round: 13.7万 and 13.7万 are hardly so by chance, 10 and 10 may be.

    >>> tellingly_equal(Decimal(137000), Decimal(137000)), tellingly_equal(Decimal(10), Decimal(10))
    (True, False)
    """
    return a is not None and a == b and len(a.normalize().as_tuple().digits) >= digits
