"""Digits by a number format: rounding, thousands, per cent, powers of ten, fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from policytext.reading.number_format_tokens import Token

_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=2000, rounding=ROUND_HALF_UP)  # the largest number in the longest format
_WIDTH = 11
"""Characters that the format General gives a number."""


def as_kept(value: Decimal) -> Decimal:
    """A number with the 15 digits that Excel keeps."""
    return _KEPT.plus(value)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half goes away from zero, as in Excel."""
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def general(value: Decimal) -> str:
    """A number in the format General: at most eleven characters, else a power of ten.

    >>> [general(as_kept(Decimal(x))) for x in ("0.30000000000000004", "1250000000", "123456789012")]
    ['0.3', '1250000000', '1.23457E+11']
    """
    place = value.adjusted() if value else 0
    if place > 10 or place < -9:
        return _power(value)
    places = max(0, 9 - place) if place >= 0 else 9
    if place < -4 and rounded(value, places) != value:
        return _power(value)
    return plain(rounded(value, min(places, 9)))


def _power(value: Decimal) -> str:
    place = value.adjusted()
    mantissa = rounded(value.scaleb(-place), 5)
    if abs(mantissa) >= 10:
        mantissa, place = mantissa / 10, place + 1
    return f"{plain(mantissa)}E{'-' if place < 0 else '+'}{abs(place):02}"


def plain(value: Decimal) -> str:
    """Digits without a power of ten and without closing noughts.

    >>> plain(Decimal("1.50")), plain(Decimal("1E+3")), plain(Decimal("-0.0"))
    ('1.5', '1000', '0')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def shown(value: Decimal, tokens: Sequence[Token]) -> str:
    """A number in a format of digits; a minus stands before everything."""
    text = _unsigned(abs(value), tokens)
    return f"-{text}" if value < 0 and any(digit in "123456789" for digit in text) else text


def _unsigned(value: Decimal, tokens: Sequence[Token]) -> str:
    kinds = [token.kind for token in tokens]
    value = value.scaleb(2 * sum(token == Token("mark", "%") for token in tokens))
    if "exponent" in kinds:
        return _exponent(value, tokens, kinds.index("exponent"))
    if stroke := _stroke(tokens):
        return _fraction(value, tokens, stroke)
    return _fixed(value, tokens)


def _fixed(value: Decimal, tokens: Sequence[Token]) -> str:
    """Digits into their places; what stands between the places stays there."""
    point = next((at for at, token in enumerate(tokens) if token == Token("mark", ".")), len(tokens))
    before, after = list(tokens[:point]), list(tokens[point + 1 :])
    value = value.scaleb(-3 * _scaling(tokens))
    places = sum(token.kind == "digit" for token in after)
    whole, _, decimals = f"{rounded(value, places):f}".partition(".")
    text = _whole(whole.lstrip("0"), before, _has_thousands(before))
    return text + ("." if point < len(tokens) else "") + _decimals(decimals, after)


def _scaling(tokens: Sequence[Token]) -> int:
    """Commas behind the last digit of the number: each divides by a thousand, ``0.0,"千元"``."""
    count = 0
    for token in reversed(tokens):
        if token.kind == "digit":
            return count
        count += token == Token("mark", ",")
    return 0


def _has_thousands(tokens: Sequence[Token]) -> bool:
    """Whether a comma stands between places of digits."""
    seen = [token for token in tokens if token.kind == "digit" or token == Token("mark", ",")]
    while seen and seen[-1].kind == "mark":
        seen.pop()
    return any(token.kind == "mark" for token in seen)


def _whole(number: str, tokens: Sequence[Token], thousands: bool) -> str:
    """The digits before the point, put into their places from the right; what is left over goes to the first place."""
    first = next((at for at, token in enumerate(tokens) if token.kind == "digit"), len(tokens))
    out: list[str] = []
    used = 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            out.append(token.text if token != Token("mark", ",") else "")
            continue
        digits = _digits_at(number, used, token.text, first=at == first)
        for digit in reversed(digits):
            out.append("," if thousands and used and used % 3 == 0 and digit.isdigit() else "")
            out.append(digit)
            used += 1
    return "".join(reversed(out))


def _digits_at(number: str, used: int, place: str, first: bool) -> str:
    if used >= len(number):
        return {"0": "0", "?": " "}.get(place, "")
    return number[: len(number) - used] if first else number[len(number) - used - 1]


def _decimals(decimals: str, tokens: Sequence[Token]) -> str:
    """The digits behind the point; closing noughts only where the format has ``0``."""
    places = [token.text for token in tokens if token.kind == "digit"]
    keep = len(places)
    while keep and places[keep - 1] in "#?" and decimals[keep - 1 : keep] == "0":
        keep -= 1
    out, used = [], 0
    for token in tokens:
        if token.kind == "digit":
            out.append(decimals[used] if used < keep else " " if token.text == "?" else "")
            used += 1
        else:
            out.append(token.text if token != Token("mark", ",") else "")
    return "".join(out)


def _exponent(value: Decimal, tokens: Sequence[Token], at: int) -> str:
    """``0.00E+00``; with several places before the point the power is a multiple of them."""
    point = next((i for i, token in enumerate(tokens[:at]) if token == Token("mark", ".")), at)
    step = max(1, sum(token.kind == "digit" for token in tokens[:point]))
    places = sum(token.kind == "digit" for token in tokens[point:at])
    power = value.adjusted() // step * step if value else 0
    if rounded(value.scaleb(-power), places) >= Decimal(10) ** step:
        power += step
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    return f"{_fixed(value.scaleb(-power), tokens[:at])}E{sign}{_fixed(Decimal(abs(power)), tokens[at + 1 :])}"


def _stroke(tokens: Sequence[Token]) -> int:
    """Where the stroke of a fraction stands: between digits, ``# ?/?``; 0 where there is none."""
    for at, token in enumerate(tokens):
        if token == Token("mark", "/") and at and tokens[at - 1].kind == "digit":
            return at
    return 0


def _fraction(value: Decimal, tokens: Sequence[Token], stroke: int) -> str:
    below = "".join(token.text for token in tokens[stroke + 1 :])
    start = stroke
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    mixed = any(token.kind == "digit" for token in tokens[:start])
    whole = int(value) if mixed else 0
    part = _nearest(Fraction(value) - whole, below.strip())
    if mixed and part[0] == part[1]:
        whole, part = whole + 1, (0, 1)
    if mixed and not part[0]:
        return str(whole)
    return (f"{whole} " if whole else "") + f"{part[0]}/{part[1]}"


def _nearest(value: Fraction, below: str) -> tuple[int, int]:
    """Numerator and denominator: a fixed denominator (``?/12``) or the best one of as many digits."""
    if below.isdigit() and int(below):
        return round(value * int(below)), int(below)
    found = value.limit_denominator(10 ** min(3, max(1, len(below))) - 1)
    return found.numerator, found.denominator
