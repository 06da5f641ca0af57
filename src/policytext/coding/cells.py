"""Cells that a person has filled in, as values: spreadsheets turn numbers, shares and dates into what they like."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from policytext.coding.fields import choices, type_of

NOTHING = frozenset("无 — - 空 none".split())
"""What a coder writes for: the text does not say it."""
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"%\s*$")


def value_of(kind: str, field: str, cell: Any, number_format: str = "General") -> Any:
    """The value of a cell in a field; None where the coder says that there is none.

    Raises ValueError that says what may stand there.

    >>> value_of("quantity", "low", "１，２００.5"), value_of("quantity", "low", 0.985, "0.0%"), value_of("quantity", "deadline", "2021年12月31日")
    (1200.5, 98.5, '2021-12-31')
    """
    if isinstance(cell, str) and plain(cell) in NOTHING and plain(cell) not in choices(kind, field):
        return None
    type_ = type_of(kind, field)
    if type_ is date:
        return _day(cell)
    if type_ in (int, float):
        return _number(cell, type_, number_format)
    word = plain(cell if isinstance(cell, str) else _spoken(cell))
    allowed = choices(kind, field)
    if allowed and word not in allowed:
        raise ValueError(f"{word!r} is none of {', '.join(allowed)}")
    return word if allowed else str(cell).strip()


def plain(text: str) -> str:
    """A text without the full-width forms and blanks around it that keyboards make.

    >>> plain("　ｔａｒｇｅｔ ")
    'target'
    """
    return unicodedata.normalize("NFKC", text).strip()


def _spoken(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    found = _DATE.fullmatch(plain(str(cell)))
    try:
        return date(*map(int, found.groups())).isoformat() if found else _no_day(cell)
    except ValueError:
        return _no_day(cell)


def _no_day(cell: Any) -> str:
    raise ValueError(f"{cell!r} is no date: write 2021-12-31")


def _number(cell: Any, type_: type, number_format: str) -> int | float:
    if isinstance(cell, bool):
        raise ValueError(f"{cell!r} is no number")
    if isinstance(cell, (int, float)):
        value = cell * 100 if _PERCENT.search(number_format) else cell
        return _exact(round(float(value), 10), type_)
    written = plain(str(cell)).replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(written.removesuffix("%")):
        raise ValueError(f"{cell!r} is no number: write digits, 万 and 亿 written out (50000)")
    return _exact(float(written.removesuffix("%")), type_)


def _exact(value: float, type_: type) -> int | float:
    if not math.isfinite(value) or (type_ is int and not value.is_integer()):
        raise ValueError(f"{value!r} is no whole number")
    return int(value) if value.is_integer() else value
