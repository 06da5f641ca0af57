"""What the rules of dates mean: one short reading a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from policytext.extraction import calendar as cal
from policytext.extraction.scene import Scene
from policytext.extraction.time_roles import in_review, role_of
from policytext.model.values import TimeExpression

Match = re.Match[str]
Reading = Callable[[Scene, Match], TimeExpression | None]
_WORDS = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "次": 1, "翌": 1, "来": 1, "下": 1, "去": -1, "上": -1, "前": -2}
_BEFORE = ("前", "之前", "以前", "前夕")


def group(match: Match, name: str) -> str:
    """A named part of a match, "" where the pattern has none or it is absent."""
    return (match[name] or "") if name in match.re.groupindex else ""


def year_of(scene: Scene, match: Match) -> int | None:
    """The year a time names, or the plan year; in a review, last year."""
    if printed := group(match, "year"):
        return cal.year_number(printed)
    if scene.year is None:
        return None
    if word := group(match, "word"):
        reviewed = word[0] == "上" and scene.looks_back(match.start())  # 上年, said of the year under review
        return scene.year + _WORDS[word[0]] - reviewed
    return scene.year - scene.looks_back(match.start())


def windowed(scene: Scene, match: Match, days: cal.Days | None) -> TimeExpression | None:
    """A window, or with 前, 底, 末 and 到 only its end."""
    if days is None:
        return None
    first, last = days
    bound = group(match, "bound")
    if bound in _BEFORE:
        return TimeExpression("deadline", None, cal.day_before(first))
    if bound.endswith("初"):
        return _role(scene, match, first, cal.month_end(first.year, first.month))
    if bound == "中期" and last.year > first.year:
        return TimeExpression("deadline", None, date((first.year + last.year) // 2, 12, 31))
    return _role(scene, match, None if bound or group(match, "to") else first, last)


def _role(scene: Scene, match: Match, first: date | None, last: date) -> TimeExpression:
    is_year = first is not None and (last - first).days >= 364
    return role_of(scene, match.start(), match.end(), first, last, is_year)


def _school_year(scene: Scene, match: Match) -> TimeExpression | None:
    first, last = cal.year_number(match["first"]), cal.year_number(match["last"] or match["first"])
    if not first or not last or first > last:
        return None
    last += match["last"] is None
    return windowed(scene, match, _term_days(group(match, "term"), first) or (date(first, 9, 1), date(last, 8, 31)))


def _term_days(term: str, autumn: int) -> cal.Days | None:
    """The days of a term of the school year that begins in the autumn of a year."""
    if not term:
        return None
    if term[0] in "上秋" or term[1] in "一1":
        return date(autumn, 9, 1), date(autumn + 1, 1, 31)
    return date(autumn + 1, 2, 1), date(autumn + 1, 7, 31)


def _onward(scene: Scene, match: Match) -> TimeExpression | None:
    """从今年起 is open at its end; 2018年以来 ends with the year under review."""
    said = any(group(match, name) for name in ("year", "word", "month", "part", "quarter"))
    year = year_of(scene, match) if said else None
    days = _inner_days(match, year) if year else None
    if days is None or scene.year is None:
        return TimeExpression("deadline", days[0]) if days else None
    if match["onward"] == "以来":
        return TimeExpression("past", days[0], date(scene.year - 1, 12, 31) if days[0].year < scene.year else None)
    return TimeExpression("past" if in_review(scene, match.start(), days[0]) else "deadline", days[0])


def _inner_days(match: Match, year: int) -> cal.Days | None:
    """The day, month, quarter or half of a year that a match names, or the year."""
    month = cal.small_number(group(match, "month"))
    if month and (number := cal.small_number(group(match, "day"))):
        moment = cal.day(year, month, number)
        return (moment, moment) if moment else None
    if month:
        return _tenth(cal.month_days(year, month), group(match, "tenth"))
    if part := group(match, "part"):
        return cal.part_days(year, part)
    quarter = cal.small_number(group(match, "quarter"))
    return cal.quarter_days(year, quarter) if quarter else cal.year_days(year)


def _tenth(days: cal.Days | None, tenth: str) -> cal.Days | None:
    """The first, middle or last third of a month, or two of them (中下旬)."""
    if days is None or not tenth:
        return days
    first = days[0].replace(day={"上": 1, "中": 11, "下": 21}[tenth[0]])
    last = {"上": 10, "中": 20}.get(tenth[-2])
    return first, days[0].replace(day=last) if last else days[1]


def _inner(scene: Scene, match: Match) -> TimeExpression | None:
    year = year_of(scene, match)
    return windowed(scene, match, _inner_days(match, year)) if year else None


def _days(scene: Scene, match: Match) -> TimeExpression | None:
    year, month = year_of(scene, match), cal.small_number(match["month"])
    last_month = cal.small_number(match["last_month"] or match["month"])
    first, last = cal.small_number(match["day"]), cal.small_number(match["last_day"])
    if not (year and month and last_month and first and last):
        return None
    begin, end = cal.day(year, month, first), cal.day(_last_year(match, year), last_month, last)
    return windowed(scene, match, (begin, end)) if begin and end and begin <= end else None


def _last_year(match: Match, year: int) -> int:
    """The year in which a span ends: printed, 次年, or that in which it begins."""
    return cal.year_number(match["last_year"] or "") or year + (group(match, "next") not in ("", "今年"))


def _months(scene: Scene, match: Match) -> TimeExpression | None:
    year, first, last = year_of(scene, match), cal.small_number(match["first"]), cal.small_number(match["last"])
    if not year or not first or not last:
        return None
    begin, end = cal.month_days(year, first), cal.month_days(_last_year(match, year), last)
    return windowed(scene, match, (begin[0], end[1])) if begin and end and begin[0] < end[0] else None


def _months_so_far(scene: Scene, match: Match) -> TimeExpression | None:
    year, last = year_of(scene, match), cal.small_number(match["last"])
    return windowed(scene, match, cal.month_days(year, 1, last)) if year and last else None


def _quarters(scene: Scene, match: Match) -> TimeExpression | None:
    year, first, last = year_of(scene, match), cal.small_number(match["first"]), cal.small_number(match["last"])
    if not year or not first or not last or first >= last:
        return None
    return windowed(scene, match, cal.month_days(year, first * 3 - 2, last * 3))


def _season(scene: Scene, match: Match) -> TimeExpression | None:
    """今冬明春 runs from December to May."""
    if scene.year is None:
        return None
    year = scene.year + _WORDS[match["word"]]
    first, last = cal.month_days(year, *cal.PARTS[match["season"] + "季"]) or cal.year_days(year)
    return _role(scene, match, first, cal.month_end(year + 1, 5) if match["next"] else last)


def _years(scene: Scene, match: Match) -> TimeExpression | None:
    """The years a plan covers; in prose that reports, those it reports on."""
    first, printed = cal.year_number(match["first"]), match["last"] or match["closed"]
    last = cal.year_number(printed) if len(printed) == 4 else int(str(first)[:2] + printed)
    if not first or not last or first > last:
        return None
    bracketed = scene.text[match.start() - 1 : match.start()] in ("（", "(")
    reports = not bracketed and in_review(scene, match.start(), date(last, 12, 31))
    return TimeExpression("past" if reports else "period", *cal.year_days(first, last))


def _whole_year(scene: Scene, match: Match) -> TimeExpression | None:
    year = year_of(scene, match)
    if year and group(match, "middle"):
        return windowed(scene, match, (date(year, 1, 1), date(year, 6, 30)))
    return windowed(scene, match, cal.year_days(year)) if year else None


def _year_end(scene: Scene, match: Match) -> TimeExpression | None:
    year = year_of(scene, match)
    return _role(scene, match, None, date(year, 12, 31)) if year else None


def _turn_of_year(scene: Scene, match: Match) -> TimeExpression | None:
    year = year_of(scene, match)
    return _role(scene, match, date(year, 12, 1), date(year + 1, 1, 31)) if year else None


def _year_point(scene: Scene, match: Match) -> TimeExpression | None:
    year = year_of(scene, match)
    if year is None:
        return None
    if scene.looks_back(match.start()) and scene.text[match.start() - 1] not in "较比":
        return None  # 年初, we did: only how a review tells it
    if match["point"] == "初":
        return _role(scene, match, None if match["bound"] else date(year, 1, 1), date(year, 1, 31))
    return _role(scene, match, None, date(year, 6, 30))


def _term_start(scene: Scene, match: Match) -> TimeExpression | None:
    """Before a term begins: 1 September or 1 February."""
    year, term = year_of(scene, match), match["term"] or ""
    if year is None:
        return None
    return TimeExpression("deadline", None, date(year, 1, 31) if term[:1] in ("春", "2") else date(year, 8, 31))


def _summer(scene: Scene, match: Match) -> TimeExpression | None:
    """The summer holidays are July and August."""
    year = year_of(scene, match)
    if year is None:
        return None
    return _role(scene, match, None, date(year, 8, 31)) if match["end"] else windowed(scene, match, cal.month_days(year, 7, 8))


def _term(scene: Scene, match: Match) -> TimeExpression | None:
    """The term or school year that the document was signed in, spring where that is unknown, or the next one."""
    if scene.year is None:
        return None
    autumn = scene.signed is not None and scene.signed.month >= 8
    later = (match["which"] or "本")[0] in "下新"
    ends_with = match.group().endswith(("末", "底", "结束前", "前"))
    if (match["unit"] or match["bare"]) == "学年":
        first = scene.year - 1 + autumn + later
        return TimeExpression("deadline", None if ends_with else date(first, 9, 1), date(first + 1, 8, 31))
    days = _term_days("秋季" if autumn != later else "春季", scene.year - 1 + (autumn or later))
    return TimeExpression("deadline", None if ends_with else days[0], days[1]) if days else None


def _current(scene: Scene, match: Match) -> TimeExpression | None:
    """This or the next week or month, from the day of signing on."""
    if scene.signed is None:
        return TimeExpression("deadline")
    later = (match["which"] or "本")[0] == "下"
    if match["unit"] == "周":
        monday = scene.signed - timedelta(days=scene.signed.weekday() - 7 * later)
        return windowed(scene, match, (monday, monday + timedelta(days=6)))
    year, month = scene.signed.year + (later and scene.signed.month == 12), scene.signed.month % 12 + 1 if later else scene.signed.month
    days = _tenth(cal.month_days(year, month), group(match, "tenth"))
    return TimeExpression("deadline", None, days[1]) if match["bare"] and days else windowed(scene, match, days)


DATE_READINGS: Mapping[str, Reading] = {
    "time.school_year": _school_year, "time.onward": _onward, "time.days": _days, "time.day": _inner, "time.months": _months,
    "time.months_so_far": _months_so_far, "time.term_start": _term_start, "time.month": _inner, "time.quarters": _quarters,
    "time.quarter": _inner, "time.year_part": _inner, "time.season": _season, "time.years": _years, "time.year": _whole_year,
    "time.word_year": _whole_year, "time.year_end": _year_end, "time.turn_of_year": _turn_of_year, "time.year_point": _year_point,
    "time.within_year": _whole_year, "time.part": _inner, "time.summer": _summer, "time.term": _term, "time.current": _current,
}  # fmt: skip
