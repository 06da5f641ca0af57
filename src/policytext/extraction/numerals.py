"""Numerals: Arabic, Chinese and mixed, read exactly as decimals."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
# 千 in 万千瓦 and 千克 belongs to the unit
_THOUSAND = "千(?![瓦克米伏卡])"
CHINESE = f"(?:[零〇一二两三四五六七八九十百万亿]|{_THOUSAND})+"
MAGNITUDE = f"(?:[十百万亿]|{_THOUSAND}){{1,3}}"

_MIXED = re.compile(rf"({ARABIC})(?:余|多)?({MAGNITUDE})?$")
_PERCENT = re.compile(rf"百分之({ARABIC}|{CHINESE}|[一二三四五六七八九十]+点[一二三四五六七八九]+)$")
_FRACTION = re.compile(rf"({CHINESE}|[0-9]+)分之({CHINESE}|[0-9]+)$")
_TENTHS = re.compile(r"([一二三四五六七八九两])成(半|[一二三四五六七八九])?$")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)[:∶：]([0-9]+(?:\.[0-9]+)?)$")
_FOUR_PLACES = Decimal("0.0001")


def chinese_number(numeral: str) -> Decimal | None:
    """A whole Chinese numeral, or None where the characters make no number.

    >>> chinese_number("三千二百"), chinese_number("一亿二千万"), chinese_number("二〇二一")
    (Decimal('3200'), Decimal('120000000'), Decimal('2021'))
    """
    if all(c in _DIGIT for c in numeral):
        return Decimal("".join(str(_DIGIT[c]) for c in numeral)) if len(numeral) != 2 or "零" in numeral else None
    total = section = digit = 0
    for c in numeral:
        if c in _DIGIT:
            if digit:  # 万一一: two digits without a unit between them
                return None
            digit = _DIGIT[c]
        elif c in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[c], 0
        elif c == "万":
            total, section, digit = total + (section + digit or 1) * _LARGE[c], 0, 0
        else:  # 亿 multiplies all before it: 三万二千亿
            total, section, digit = (total + section + digit or 1) * _LARGE[c], 0, 0
    return Decimal(total + section + digit)


def magnitude(numeral: str) -> int:
    """The factor of 百, 千, 万, 亿 in a row: 万亿 is 10**12.

    >>> magnitude("万亿")
    1000000000000
    """
    factor = 1
    for c in numeral:
        factor *= _SMALL.get(c) or _LARGE[c]
    return factor


def number(numeral: str) -> Decimal | None:
    """The value of a numeral of any plain form, exact; None where it is none.

    >>> number("1.2万亿"), number("1,200万"), number("三千二百")
    (Decimal('1200000000000'), Decimal('12000000'), Decimal('3200'))
    """
    if match := _MIXED.match(numeral):
        try:
            value = Decimal(match.group(1).replace(",", ""))
        except InvalidOperation:
            return None
        return _tidy(value * magnitude(match.group(2) or ""))
    return chinese_number(numeral) if re.fullmatch(CHINESE, numeral) else None


def share(numeral: str) -> Decimal | None:
    """A share in words as a percentage, four places: 三分之二 is 66.6667.

    >>> share("三分之二"), share("九成"), share("百分之五十"), share("一半")
    (Decimal('66.6667'), Decimal('90'), Decimal('50'), Decimal('50'))
    """
    if numeral in ("一半", "半数"):
        return Decimal(50)
    if match := _PERCENT.match(numeral):
        return _percent(match.group(1))
    if match := _FRACTION.match(numeral):
        below, above = number(match.group(1)), number(match.group(2))
        return _tidy((above * 100 / below).quantize(_FOUR_PLACES)) if below and above is not None else None
    if match := _TENTHS.match(numeral):
        rest = match.group(2)
        return Decimal(_DIGIT[match.group(1)] * 10 + (5 if rest == "半" else _DIGIT[rest] if rest else 0))
    return None


def _percent(numeral: str) -> Decimal | None:
    whole, point, places = numeral.partition("点")
    value = number(whole)
    if value is None or not point:
        return value
    return value + Decimal("0." + "".join(str(_DIGIT[c]) for c in places))


def ratio(numeral: str) -> Decimal | None:
    """The quotient of a printed ratio.

    >>> ratio("18:1"), ratio("6∶4")
    (Decimal('18'), Decimal('1.5'))
    """
    match = _RATIO.match(numeral)
    if match is None or Decimal(match.group(2)) == 0:
        return None
    return _tidy((Decimal(match.group(1)) / Decimal(match.group(2))).quantize(_FOUR_PLACES))


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
