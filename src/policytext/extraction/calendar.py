"""Calendar arithmetic: years, halves, quarters, terms and five-year plans as first and last days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from policytext.lexicon import table

Days = tuple[date, date]

_CHINESE = {c: i for i, c in enumerate("〇一二三四五六七八九十")} | {"零": 0, "两": 2}
_MOVING = ("春节", "清明", "端午", "中秋")
# the tenth plan ran from 2001 to 2005, back to the third each of five years; three years lie between the second and the third
_TENTH_PLAN = 2001
_FIRST_PLANS = {1: 1953, 2: 1958}
# words of a part of the year, first and last month
PARTS: dict[str, tuple[int, int]] = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前三个季度": (1, 9),
    "春季学期": (2, 7), "春季": (3, 5), "夏季": (6, 8), "秋季": (9, 11), "冬季": (12, 12), "暑假": (7, 8), "暑期": (7, 8),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A month or a run of months of one year."""

    year: int
    first: int
    last: int

    @property
    def days(self) -> Days:
        """First and last day."""
        return date(self.year, self.first, 1), month_end(self.year, self.last)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def year_days(year: int, last: int | None = None) -> Days:
    """First day of `year`, last day of `last` (or of the same year)."""
    return date(year, 1, 1), date(last or year, 12, 31)


def small_number(numeral: str) -> int | None:
    """A number below a hundred, Arabic or Chinese.

    >>> small_number("十二"), small_number("二十"), small_number("7")
    (12, 20, 7)
    """
    if numeral.isdecimal():
        return int(numeral)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        if tens not in ("", *_CHINESE) or ones not in ("", *_CHINESE):
            return None
        return _CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0)
    return _CHINESE.get(numeral)


def year_number(numeral: str) -> int | None:
    """A printed year of four digits, Arabic or Chinese.

    >>> year_number("2021"), year_number("二〇二一")
    (2021, 2021)
    """
    digits = "".join(str(_CHINESE[c]) if c in _CHINESE and c != "十" else c for c in numeral)
    return int(digits) if re.fullmatch("[12][0-9]{3}", digits) else None


def plan_days(ordinal: str) -> Days | None:
    """The years of a five-year plan by its short name: 十四五 is 2021 to 2025.

    >>> plan_days("十四五")[0].year, plan_days("九五")[1].year, plan_days("一五")[0].year
    (2021, 2000, 1953)
    """
    number = small_number(ordinal[:-1])
    if number is None or not ordinal.endswith("五") or not 1 <= number <= 30:
        return None
    start = _FIRST_PLANS.get(number) or _TENTH_PLAN + (number - 10) * 5
    return year_days(start, start + 4)


def quarter_days(year: int, quarter: int) -> Days | None:
    """First and last day of a quarter; None where there is no such quarter."""
    return Month(year, quarter * 3 - 2, quarter * 3).days if 1 <= quarter <= 4 else None


def month_days(year: int, first: int, last: int | None = None) -> Days | None:
    """First and last day of a run of months; None where there is no such month."""
    last = last or first
    return Month(year, first, last).days if 1 <= first <= last <= 12 else None


def part_days(year: int, part: str) -> Days | None:
    """First and last day of a named part of a year; the autumn term runs into January."""
    return (date(year, 9, 1), date(year + 1, 1, 31)) if part == "秋季学期" else month_days(year, *PARTS[part])


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year, or None where it is not fixed or not tabled.

    >>> holiday("春节", 2021), holiday("国庆", 2021), holiday("中考", 2021)
    (datetime.date(2021, 2, 12), datetime.date(2021, 10, 1), None)
    """
    printed = table("times", "holidays")[name]
    if printed == "moving":
        printed = dict(zip(_MOVING, table("times", "moving").get(str(year), "").split(), strict=False)).get(name, "")
    return date.fromisoformat(f"{year}-{printed}") if printed else None


def day(year: int, month: int, number: int) -> date | None:
    """A calendar day, or None where there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def day_before(moment: date) -> date:
    """The day before."""
    return moment - timedelta(days=1)


def later(moment: date, count: int, unit: str) -> date | None:
    """`count` days, weeks, months or years after a day."""
    if unit.endswith(("日", "天")):
        return moment + timedelta(days=count)
    if unit.endswith(("周", "星期")):
        return moment + timedelta(weeks=count)
    months = count * (12 if unit == "年" else 1)
    total = moment.month - 1 + months
    year, month = moment.year + total // 12, total % 12 + 1
    return date(year, month, min(moment.day, monthrange(year, month)[1])) if year < 10000 else None
