"""Calendar dates as printed in an envelope."""

from __future__ import annotations

import re
from datetime import date

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○ＯO0", "0")
_ARABIC = re.compile(r"([12][0-9]{3})\s*[年\-./]\s*([0-9]{1,2})\s*[月\-./]\s*([0-9]{1,2})")
_CHINESE = re.compile(r"([〇○零ＯO0一二三四五六七八九]{4}) ?年 ?([一二三四五六七八九十]{1,2}) ?月 ?([一二三四五六七八九十]{1,3}) ?日")
_PERIOD = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?年? ?[-—–~～至到]{1,2} ?((?:19|20)[0-9]{2})(?![0-9])")
# “十四五”, 第十四个五年, 十四五规划; not 二十五条, 十五年
_FIVE_YEARS = re.compile(
    r"[“\"](十[一二三四五六七八九]?)五[”\"]|第(十[一二三四五六七八九]?)个五年|(?<![一二三四五六七八九十第])(十[一二三四五六七八九])五(?![年条个周月项人届])"
)
# not the 2035 of 第十四个五年规划和2035年远景目标纲要
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?!年远景)\s*年?|([二一][〇○零ＯO0一二三四五六七八九]{3})年(?!远景)")


def _small(numeral: str) -> int:
    """十二 -> 12, 二十一 -> 21."""
    tens, found, ones = numeral.partition("十")
    if not found:
        return int(_DIGITS[numeral])
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def _year(numeral: str) -> int:
    return int("".join(_DIGITS.get(c, c) for c in numeral))


def date_in(text: str) -> date | None:
    """The first calendar date in a text, or None; impossible dates are not found.

    >>> date_in("二〇二一年三月十二日"), date_in("2021-02-30")
    (datetime.date(2021, 3, 12), None)
    """
    if match := _ARABIC.search(text):
        return _possible(*(int(part) for part in match.groups()))
    if match := _CHINESE.search(text):
        year, month, day = match.groups()
        return _possible(_year(year), *(_small(part) for part in (month, day)))
    return None


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_in(text: str) -> int | None:
    """The first year in a title: of ``2021—2023年`` the first.

    >>> year_in("某市2021年教育工作要点")
    2021
    """
    match = _YEAR.search(text)
    return _year(match.group(1) or match.group(2)) if match else None


def period_in(title: str) -> tuple[int, int] | None:
    """The years that a plan is for: 2021—2023年, 2020-2021学年, the one year of its title, else “十四五”.

    >>> period_in("三年行动计划（2021—2023年）"), period_in("某市“十四五”教育发展规划"), period_in("“十四五”规划2022年实施要点")
    ((2021, 2023), (2021, 2025), (2022, 2022))
    """
    if match := _PERIOD.search(title):
        first, last = int(match.group(1)), int(match.group(2))
        return (first, last) if first <= last else None
    if year := year_in(title):
        return year, year
    match = _FIVE_YEARS.search(title)
    return _five_years(match.group(match.lastindex or 0)) if match else None


def end_of(period: tuple[int, int], title: str) -> date:
    """The last day of a plan's years; a school year ends with August.

    >>> end_of((2021, 2025), "“十四五”规划").isoformat(), end_of((2020, 2021), "2020—2021学年工作计划").isoformat()
    ('2025-12-31', '2021-08-31')
    """
    return date(period[1], 8, 31) if "学年" in title and period[0] < period[1] else date(period[1], 12, 31)


def _five_years(ordinal: str) -> tuple[int, int]:
    """The tenth five-year plan began in 2001."""
    first = 2001 + 5 * (_small(ordinal) - 10)
    return first, first + 4
