"""Chinese numerals of number formats: ``[DBNum1]`` 一二三, ``[DBNum2]`` 壹贰叁, ``[DBNum3]`` １２３."""

from __future__ import annotations

import re

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_STEPS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_GROUPS = ("", "万", "亿", "万亿")
_NUMBER = re.compile(r"[0-9]+")


def rewritten(text: str, numerals: int, positional: bool = False) -> str:
    """The digits of a text in the numerals that a format asks for; `positional` writes ten as 一十.

    >>> rewritten("2021", 1), rewritten("1250", 1, positional=True), rewritten("12", 3)
    ('二〇二一', '一千二百五十', '１２')
    """
    if not numerals:
        return text
    if positional and numerals in _STEPS:
        whole, point, rest = text.partition(".")
        return _NUMBER.sub(lambda found: spoken(found[0], numerals), whole) + point + _by_digit(rest, numerals)
    return _by_digit(text, numerals)


def spoken(number: str, numerals: int) -> str:
    """A whole number as it is said.

    >>> spoken("10020", 1), spoken("12", 2)
    ('一万〇二十', '壹拾贰')
    """
    number = number.lstrip("0")
    if not number or len(number) > 4 * len(_GROUPS):
        return _by_digit(number or "0", numerals)
    zero = _DIGITS[numerals][0]
    text = "".join(_place(digit, len(number) - at - 1, number, at, numerals) for at, digit in enumerate(number))
    return re.sub(f"{zero}+", zero, re.sub(f"{zero}+(?=[万亿]|$)", "", text))


def _place(digit: str, place: int, number: str, at: int, numerals: int) -> str:
    group = _GROUPS[place // 4] if place % 4 == 0 and number[max(0, at - 3) : at + 1].strip("0") else ""
    step = _STEPS[numerals][place % 4] if digit != "0" else ""
    return _DIGITS[numerals][int(digit)] + step + group


def _by_digit(text: str, numerals: int) -> str:
    return _NUMBER.sub(lambda found: "".join(_DIGITS[numerals][int(digit)] for digit in found[0]), text)
