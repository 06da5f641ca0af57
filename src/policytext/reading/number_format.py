"""Number formats of spreadsheets: a stored number as the sheet shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from policytext.reading import number_format_chinese as chinese
from policytext.reading import number_format_dates as dates
from policytext.reading import number_format_digits as digits
from policytext.reading.number_format_tokens import Token, tokens_of

_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15}))\]")
_CHINESE = re.compile(r"\[dbnum([123])\]", re.I)
_LONGEST = 255  # Excel takes no longer format
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<>": lambda a, b: a != b,
}
# ECMA-376 part 1, 18.8.30; what has no number of its own is stored as text in the styles
_CHINESE_DATES = dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"') | dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"')
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', **_CHINESE_DATES,
}  # fmt: skip
"""The formats that a file names by number only, as a Chinese Excel shows them."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts between semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    numerals: int
    """1 or 2 for Chinese numerals (一二三, 壹贰叁), 3 for full-width digits, 0 for none."""

    def takes(self, value: Decimal) -> bool:
        return self.condition is None or _COMPARED[self.condition[0]](value, self.condition[1])

    def only_negative(self) -> bool:
        """Whether all that comes here is below zero, so that the sign is left to the format."""
        return self.condition is not None and self.condition[0] in ("<", "<=") and self.condition[1] <= 0

    def has(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)


def shown_number(value: Decimal, code: str, from_1904: bool = False) -> str:
    """A number as a cell with the format `code` shows it, spaces around it dropped.

    Numbers have 15 digits, as Excel keeps them. A date before 1900 or a code longer than Excel takes shows as General.

    >>> shown_number(Decimal("0.0525"), "0.0%"), shown_number(Decimal(44256), 'yyyy"年"m"月"')
    ('5.3%', '2021年3月')
    >>> shown_number(Decimal("12345"), '0!.0,"万元"'), shown_number(Decimal("0.30000000000000004"), "General")
    ('1.2万元', '0.3')
    """
    value = digits.as_kept(value)
    sections = _sections(code if len(code) <= _LONGEST else "General")
    section = _section_for(value, sections)
    if section is None:
        return digits.general(value)
    text = _filled(abs(value) if section.only_negative() else value, section, from_1904)
    return text.strip()


def shown_text(text: str, code: str) -> str:
    """A text as a cell with the format `code` shows it.

    >>> shown_text("教育局", '@"（牵头）"'), shown_text("007", "0.00")
    ('教育局（牵头）', '007')
    """
    last = _sections(code)[-1] if "@" in code and len(code) <= _LONGEST else None
    if last is None or not last.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in last.tokens if token.kind in ("text", "literal"))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """The parts of a format, with the conditions that go without saying: positive; negative; zero; text."""
    parts = [_section(part) for part in _parts(code)]
    numeric = parts[:3] if len(parts) > 3 or not parts[-1].has("text") else parts[:-1] or parts
    if len(numeric) > 1 and not any(part.condition for part in numeric):
        above = (">", Decimal(0)) if len(numeric) > 2 else (">=", Decimal(0))
        signs = (above, ("<", Decimal(0)), None)
        numeric = [_Section(part.tokens, sign, part.numerals) for part, sign in zip(numeric, signs, strict=False)]
    return (*numeric, *parts[len(numeric) :])


def _section(part: str) -> _Section:
    condition = _CONDITION.search(part)
    numerals = _CHINESE.search(part)
    return _Section(
        tokens_of(part),
        (condition[1], Decimal(condition[2])) if condition else None,
        int(numerals[1]) if numerals else 0,
    )


def _parts(code: str) -> list[str]:
    """The format cut at its semicolons, those within quotation marks left alone."""
    return [found[0].removeprefix(";") for found in re.finditer(r'(?:^|;)(?:"[^"]*"|[\\!_*].|[^;"\\!_*]|["\\!_*])*', code)][:4]


def _section_for(value: Decimal, sections: tuple[_Section, ...]) -> _Section | None:
    numeric = sections[:3]
    return next((section for section in numeric if section.takes(value) and not _text_only(section, sections)), None)


def _text_only(section: _Section, sections: tuple[_Section, ...]) -> bool:
    """A last part with @ is for texts; a format that is nothing but @ shows numbers as General."""
    return len(sections) > 1 and section is sections[-1] and section.has("text")


def _filled(value: Decimal, section: _Section, from_1904: bool) -> str:
    if section.has("date"):
        moment = dates.moment_of(value, from_1904, dates.smallest_unit(section.tokens))
        return digits.general(value) if moment is None else dates.shown(moment, section.tokens, section.numerals)
    if section.has("general") or section.has("text"):
        return _with_general(value, section)
    if not section.has("digit"):
        return _literals(section)
    return chinese.rewritten(digits.shown(value, section.tokens), section.numerals)


def _with_general(value: Decimal, section: _Section) -> str:
    number = chinese.rewritten(digits.general(value), section.numerals, positional=True)
    texts = (number if token.kind in ("general", "text") else token.text for token in section.tokens)
    return "".join(texts)


def _literals(section: _Section) -> str:
    return "".join(token.text for token in section.tokens if token.kind == "literal")
