"""Numerals: Arabic, Chinese and mixed, read exactly as decimals."""

from __future__ import annotations

import re
from decimal import Context, Decimal

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
# 千 in 万千瓦 and 千克 belongs to the unit
_THOUSAND = "千(?![瓦克米伏卡])"
CHINESE = f"(?:[零〇一二两三四五六七八九十百万亿]|{_THOUSAND})+"
MAGNITUDE = f"(?:[十百万亿]|{_THOUSAND}){{1,3}}"

NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:,[0-9]{3})*|[零〇一二两三四五六七八九十百千万亿]+")
"""A run of digits or of Chinese numerals; what it means is not asked."""
POINTED = "[零〇一二三四五六七八九十百]+点[零〇一二三四五六七八九]+"
"""A Chinese numeral with a point: 零点五, 六十五点五."""

# 1.2万亿, 100多万, 1万2千: a coefficient, its magnitude, and a smaller step behind it
_MIXED = re.compile(rf"({ARABIC})(?:余|多)?({MAGNITUDE})?(?:([0-9]{{1,4}})([十百千万]{{1,2}}))?$")
_PERCENT = re.compile(rf"百分之({ARABIC}|{POINTED}|{CHINESE})$")
_FRACTION = re.compile(rf"({CHINESE}|[0-9]+)分之({CHINESE}|[0-9]+)$")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})$")
_TENTHS = re.compile(r"([一二三四五六七八九两])成(半|[一二三四五六七八九])?$")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)[:∶：]([0-9]+(?:\.[0-9]+)?)$")
# 9/10万: so many of a hundred thousand
_OF_MANY = re.compile(r"([0-9]+(?:\.[0-9]+)?)/((?:10|十|百|1)?万)$")
# 两三, 七八十, 三四百, 十七八: two neighbours are the ends of a range
_PAIR = re.compile("(十?)([一二两三四五六七八])([两二三四五六七八九])([十百千万亿]*)$")
_VAGUE = re.compile("(?:([一二三四五六七八九]?十)几|[数几])([十百千万亿]{0,3})$")
_WITHOUT_OVER = str.maketrans("", "", "余多 ")
_WHOLE = re.compile(CHINESE)
_WITH_POINT = re.compile(POINTED)
_FOUR_PLACES, _EIGHT_PLACES = Decimal("0.0001"), Decimal("0.00000001")
LONGEST = 24
"""Digits of the longest numeral that is read as a number: no plan counts higher, and what is longer is a code or damage."""
_MOST = Decimal(10**LONGEST)
_EXACT = Context(prec=4 * LONGEST)
"""Wide enough for the longest numeral, its magnitude and its places."""


def chinese_number(numeral: str) -> Decimal | None:
    """A whole Chinese numeral, or None where the characters make no number.

    >>> chinese_number("三千二百"), chinese_number("一亿二千万"), chinese_number("二〇二一")
    (Decimal('3200'), Decimal('120000000'), Decimal('2021'))
    """
    if all(c in _DIGIT for c in numeral):
        return Decimal("".join(str(_DIGIT[c]) for c in numeral)) if len(numeral) <= LONGEST and (len(numeral) != 2 or "零" in numeral) else None
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
    whole = total + section + digit
    return Decimal(whole) if whole < _MOST else None  # 亿亿亿亿


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
        digits = match.group(1).replace(",", "")
        if len(digits) > LONGEST:
            return None
        return _EXACT.add(_tidy(_EXACT.multiply(Decimal(digits), magnitude(match.group(2) or ""))), _step(match))
    if _WHOLE.fullmatch(numeral):
        return chinese_number(numeral)
    return _pointed(numeral) if _WITH_POINT.fullmatch(numeral) else None


def _step(match: re.Match[str]) -> int:
    """The smaller step behind a magnitude: 2千 in 1万2千."""
    return int(match.group(3)) * magnitude(match.group(4)) if match.group(3) else 0


def bounds(numeral: str) -> tuple[Decimal, Decimal, bool] | None:
    """Lower and upper end of a numeral and whether it is vague (数十); None where it is no number.

    >>> bounds("七八十"), bounds("数百"), bounds("十几")
    ((Decimal('70'), Decimal('80'), False), (Decimal('200'), Decimal('999'), True), (Decimal('11'), Decimal('19'), True))
    """
    if "0" <= numeral[0] <= "9":
        plain = number(numeral.translate(_WITHOUT_OVER))
        return None if plain is None else (plain, plain, False)
    if match := _PAIR.match(numeral):
        return _pair(match)
    if match := _VAGUE.match(numeral):
        factor = magnitude(match.group(2))
        tens = chinese_number(match.group(1)) if match.group(1) else None
        if tens is not None:
            return (tens + 1) * factor, (tens + 9) * factor, True
        return (Decimal(2 * factor), Decimal(10 * factor - 1), True) if match.group(2) else None
    plain = number(numeral.translate(_WITHOUT_OVER))
    return None if plain is None else (plain, plain, False)


def _pair(match: re.Match[str]) -> tuple[Decimal, Decimal, bool] | None:
    """两三 is 2 to 3 and 三五 3 to 5; digits that fall or lie further apart are no range."""
    low, high = _DIGIT[match.group(2)], _DIGIT[match.group(3)]
    if not (low + 1 == high or (low, high) == (3, 5)):
        return None
    ten, factor = 10 if match.group(1) else 0, magnitude(match.group(4))
    return Decimal((ten + low) * factor), Decimal((ten + high) * factor), False


def share(numeral: str) -> Decimal | None:
    """A share in words as a percentage, four places: 三分之二 is 66.6667.

    >>> share("三分之二"), share("九成"), share("百分之五十"), share("一半")
    (Decimal('66.6667'), Decimal('90'), Decimal('50'), Decimal('50'))
    """
    if numeral in ("一半", "半数", "过半"):
        return Decimal(50)
    if match := _PERCENT.match(numeral):
        return number(match.group(1))
    if match := _SLASHED.match(numeral):
        numeral = f"{match.group(2)}分之{match.group(1)}"
    if match := _FRACTION.match(numeral):
        below, above = number(match.group(1)), number(match.group(2))
        return _rounded(above * 100 / below, _FOUR_PLACES) if below and above is not None else None
    if match := _TENTHS.match(numeral):
        rest = match.group(2)
        return Decimal(_DIGIT[match.group(1)] * 10 + (5 if rest == "半" else _DIGIT[rest] if rest else 0))
    return None


def _pointed(numeral: str) -> Decimal | None:
    """六十五点五 as 65.5."""
    whole, _, places = numeral.partition("点")
    value = chinese_number(whole)
    return None if value is None else value + Decimal("0." + "".join(str(_DIGIT[c]) for c in places))


def ratio(numeral: str) -> Decimal | None:
    """The quotient of a printed ratio.

    >>> ratio("18:1"), ratio("6∶4")
    (Decimal('18'), Decimal('1.5'))
    """
    if match := _OF_MANY.match(numeral):
        return _tidy(Decimal(match.group(1)) / (number(match.group(2)) or 1)) if len(match.group(1)) <= LONGEST else None
    match = _RATIO.match(numeral)
    if match is None or Decimal(match.group(2)) == 0:
        return None
    return _quotient(Decimal(match.group(1)) / Decimal(match.group(2)))


def _quotient(value: Decimal) -> Decimal | None:
    """Four places, more where fewer than four digits would be left (1:4000) or where the quotient ends."""
    exact = _rounded(value, _EIGHT_PLACES)
    return exact if exact == value or value < Decimal("0.01") else _rounded(value, _FOUR_PLACES)


def _rounded(value: Decimal, places: Decimal) -> Decimal | None:
    """To so many places; None where it is larger than any number that is read."""
    return _tidy(value.quantize(places, context=_EXACT)) if value < _MOST else None


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1), context=_EXACT) if value == value.to_integral_value() else value.normalize(_EXACT)
