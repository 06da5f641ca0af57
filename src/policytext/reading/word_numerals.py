"""Numbers as automatic numbering prints them, by the names of their forms (ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN, _MOST_LETTERS = 3999, 780


def numeral(number: int, form: str) -> str:
    """A number in one of the forms of automatic numbering; plain digits where the form does not reach or is unknown.

    >>> [numeral(12, form) for form in ("chineseCountingThousand", "decimalEnclosedCircle", "upperRoman", "lowerLetter")]
    ['十二', '⑫', 'XII', 'l']
    >>> numeral(3, "ideographTraditional"), numeral(105, "chineseCountingThousand"), numeral(21, "decimalEnclosedCircle")
    ('丙', '一百零五', '21')
    """
    write = _FORMS.get(form, str)
    return (write(number) if number >= 0 else None) or str(number)


def chinese(number: int, digits: str = "零一二三四五六七八九", places: str = "十百千", short: bool = True) -> str:
    """A number below ten thousand in words; `short` writes 十二 for 一十二.

    >>> chinese(12), chinese(320), chinese(1006), chinese(0)
    ('十二', '三百二十', '一千零六', '零')
    """
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else ""
    words, gap = "", False
    for place, digit in zip(("", *places), reversed(str(number)), strict=False):
        if digit != "0":
            words = digits[int(digit)] + place + (digits[0] if gap else "") + words
        gap = digit == "0" and bool(words)
    return words[1:] if short and 10 <= number < 20 else words


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """十二, 九十九, then 一〇〇: this form has no word for a hundred."""
    return chinese(number) if 0 < number < 100 else _digit_by_digit(number)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return ""
    written = ""
    for step, letters in _ROMAN:
        count, number = divmod(number, step)
        written += letters * count
    return written


def _letter(number: int) -> str:
    """a, b … z, aa, bb: the letter is repeated."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= _MOST_LETTERS else ""


def _row(characters: str) -> Callable[[int], str]:
    """A form that has one character for each of the first numbers."""
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else ""


def _enclosed(first: str, last: str) -> Callable[[int], str]:
    return _row("".join(map(chr, range(ord(first), ord(last) + 1))))


def _wide(number: int) -> str:
    return str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})


def _legal(digits: str) -> Callable[[int], str]:
    return lambda number: chinese(number, digits, "拾佰仟", short=False)


_CIRCLES = _enclosed("①", "⑳")
_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "\0",
    "decimalZero": "{:02d}".format,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "chineseLegalSimplified": _legal(_LEGAL),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "koreanDigital2": _digit_by_digit,
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "ideographEnclosedCircle": _enclosed("㊀", "㊉"),
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedFullstop": _enclosed("⒈", "⒛"),
    "decimalEnclosedParen": _enclosed("⑴", "⒇"),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": "- {} -".format,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}
