"""Dates and times of spreadsheets: days counted from 1900 or 1904, as a format shows them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from policytext.reading.number_format_chinese import rewritten, spoken
from policytext.reading.number_format_tokens import Token

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LAST = 2958465  # 9999-12-31
_LOST_DAY = 60  # Excel counts 29 February 1900, which never was
_DAY = 86400


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time, as the sheet counts them."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    """Since midnight."""
    elapsed: Decimal
    """Seconds since day 0."""


def moment_of(value: Decimal, from_1904: bool = False, unit: Decimal = Decimal("0.001")) -> Moment | None:
    """The moment that a number of days stands for, rounded to `unit` seconds; None outside the years 1900 to 9999.

    >>> moment_of(Decimal("44256.5")).month, moment_of(Decimal(60)).day, moment_of(Decimal(-1))
    (3, 29, None)
    """
    elapsed = (value * _DAY / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit if abs(value) <= _LAST + 1 else Decimal(-1)
    day, seconds = divmod(elapsed, _DAY)
    if elapsed < 0 or day > _LAST - 1462 * from_1904:
        return None
    return Moment(*_calendar(int(day) + 1462 * from_1904), seconds, elapsed)


def _calendar(day: int) -> tuple[int, int, int, int]:
    if day == _LOST_DAY:
        return 1900, 2, 29, 2
    if day == 0:
        return 1900, 1, 0, 5
    date = datetime.date(1899, 12, 31 if day < _LOST_DAY else 30) + datetime.timedelta(days=day)
    return date.year, date.month, date.day, date.weekday()


def days_of(text: str, from_1904: bool = False) -> Decimal | None:
    """The number of days of a date stored as text (ISO 8601); None where it is no date.

    >>> days_of("2021-03-01T12:00:00Z")
    Decimal('44256.5')
    """
    try:
        moment = datetime.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
    past = moment - datetime.datetime(1899, 12, 30)
    days = past.days - 1462 * from_1904 - (past.days <= _LOST_DAY)
    return days + Decimal(past.seconds) / _DAY


def smallest_unit(tokens: Sequence[Token]) -> Decimal:
    """To what a time is rounded: to seconds or their parts where the format shows them, else hardly at all."""
    shown = [token.text for token in tokens if token.kind == "date" and token.text.strip("[]").startswith("s")]
    return Decimal(1).scaleb(-max(len(text.partition(".")[2]) for text in shown)) if shown else Decimal("0.001")


def shown(moment: Moment, tokens: Sequence[Token], numerals: int = 0) -> str:
    """A moment in a format of dates."""
    halves = any(_is_half(token) for token in tokens)
    minutes = _minutes(tokens)
    return "".join(
        _part(moment, token.text, halves, at in minutes, numerals) if token.kind == "date" else token.text
        for at, token in enumerate(tokens)
    )


def _is_half(token: Token) -> bool:
    return token.kind == "date" and "/" in token.text


def _minutes(tokens: Sequence[Token]) -> frozenset[int]:
    """Which ``m`` are minutes: those behind hours or before seconds."""
    parts = [(at, token.text.strip("[]")) for at, token in enumerate(tokens) if token.kind == "date" and not _is_half(token)]
    return frozenset(_minute_places(parts))


def _minute_places(parts: list[tuple[int, str]]) -> Iterator[int]:
    for i, (at, text) in enumerate(parts):
        before = parts[i - 1][1] if i else ""
        after = parts[i + 1][1] if i + 1 < len(parts) else ""
        if text.startswith("m") and (before.startswith("h") or after.startswith("s")):
            yield at


def _part(moment: Moment, text: str, halves: bool, minute: bool, numerals: int) -> str:
    if text.startswith("["):
        return _elapsed(moment, text)
    if "/" in text:
        early, late = text.split("/")
        return early if moment.seconds < _DAY // 2 else late
    if text[0] in "ye":
        return rewritten(f"{moment.year % 100:02}" if text == "yy" else str(moment.year), numerals)
    if text[0] in "hs" or minute:
        return _in_numerals(_clock(moment, text, halves), numerals)
    return _day(moment, text, numerals)


def _elapsed(moment: Moment, text: str) -> str:
    """``[h]``: hours beyond a day go on being counted."""
    unit = {"h": 3600, "m": 60, "s": 1}[text[1]]
    return str(int(moment.elapsed // unit)).zfill(len(text) - 2)


def _clock(moment: Moment, text: str, halves: bool) -> str:
    width = min(2, len(text.partition(".")[0]))
    if text[0] == "s":
        places = len(text.partition(".")[2])
        return f"{moment.seconds % 60:.{places}f}".zfill(width + (places + 1 if places else 0))
    if text[0] == "m":
        return str(int(moment.seconds % 3600 // 60)).zfill(width)
    hour = int(moment.seconds // 3600)
    return str((hour - 1) % 12 + 1 if halves else hour).zfill(width)


def _day(moment: Moment, text: str, numerals: int) -> str:
    if text[0] == "a":
        return ("星期" if len(text) > 3 else "周") + "一二三四五六日"[moment.weekday]
    names, number = (_MONTHS[moment.month - 1], moment.month) if text[0] == "m" else (_DAYS[moment.weekday], moment.day)
    if len(text) > 2:
        return {3: names[:3], 5: names[:1]}.get(len(text), names)
    return _in_numerals(str(number).zfill(len(text)), numerals)


def _in_numerals(number: str, numerals: int) -> str:
    """Months and days are said, not spelt: 十二月, not 一二月."""
    if numerals not in (1, 2) or not re.fullmatch("[0-9]+", number):
        return rewritten(number, numerals)
    said = spoken(number, numerals)
    return said.removeprefix("一") if said.startswith("一十") else said
