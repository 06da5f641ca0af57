"""What each rule of time means: one short reading a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from policytext.extraction import calendar as cal
from policytext.extraction.numerals import number
from policytext.extraction.scene import Scene
from policytext.lexicon import table
from policytext.model.values import TimeExpression

Reading = Callable[[Scene, "re.Match[str]"], TimeExpression | None]
_WORDS = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "去": -1, "上": -1, "前": -2}
_RECURS = {
    "年": "P1Y", "月": "P1M", "季度": "P3M", "季": "P3M", "周": "P7D", "星期": "P7D", "日": "P1D", "天": "P1D",
    "学期": "term", "学年": "P1Y",
}  # fmt: skip
_COUNTED = {"半": None, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
# 每生每年: a rate and no recurrence
_RATE = re.compile(r"每(?:生|人|班|校|亩|户|名|位|床|家|车|个|位学生)$")


def _get(match: re.Match[str], group: str) -> str | None:
    return match.groupdict().get(group)


def _year(scene: Scene, match: re.Match[str]) -> int | None:
    """The year a time names, or the plan year; in a review, last year."""
    if printed := _get(match, "year"):
        return cal.year_number(printed)
    if scene.year is None:
        return None
    if word := _get(match, "word"):
        reviewed = word[0] == "上" and scene.looks_back(match.start())  # 上年, said of the year under review
        return scene.year + _WORDS[word[0]] - reviewed
    return scene.year - 1 if scene.looks_back(match.start()) else scene.year


def _in_review(scene: Scene, match: re.Match[str], end: date | None) -> bool:
    """Whether a bare time reports: it stands in a review, or it is over when the plan year begins."""
    return scene.looks_back(match.start()) or bool(end and scene.year and end.year < scene.year)


def _windowed(scene: Scene, match: re.Match[str], days: cal.Days | None) -> TimeExpression | None:
    """A window, or with 前, 底, 末 and 到 only its end."""
    if days is None:
        return None
    first, last = days
    bound = _get(match, "bound") or ""
    if bound in ("前", "之前", "以前"):
        return TimeExpression("deadline", None, cal.day_before(first))
    if bound == "初":
        return _role(scene, match, first, cal.month_end(first.year, first.month))
    if bound == "中期" and last.year > first.year:
        return TimeExpression("deadline", None, date((first.year + last.year) // 2, 12, 31))
    if bound or _get(match, "to"):
        return _role(scene, match, None, last)
    return _role(scene, match, first, last)


def _role(scene: Scene, match: re.Match[str], first: date | None, last: date) -> TimeExpression:
    if _in_review(scene, match, last):
        return TimeExpression("past", first, last)
    bare_year = first is not None and (last - first).days >= 364 and _get(match, "word") is None
    if bare_year and re.match(r"是|为(?!民)", scene.text[match.end() : match.end() + 2]):
        return TimeExpression("period", first, last)  # 2026年是开局之年
    return TimeExpression("deadline", first, last)


def _anniversary(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    founded = date.fromisoformat(table("times", "events")[match["event"]])
    count = number(match["count"])
    moment = founded.replace(year=founded.year + int(count)) if count is not None and count < 1000 else None
    return TimeExpression("event", moment, moment)


def _anniversary_named(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    return TimeExpression("event")


def _since(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    count = cal.small_number(match["count"])
    if scene.signed is None or count is None:
        return TimeExpression("deadline")
    return TimeExpression("deadline", scene.signed, cal.later(scene.signed, count, match["unit"]))


def _school_year(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    first, last = cal.year_number(match["first"]), cal.year_number(match["last"])
    if not first or not last or first > last:
        return None
    return _role(scene, match, date(first, 9, 1), date(last, 8, 31))


def _years(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    first = cal.year_number(match["first"])
    last = cal.year_number(match["last"]) if len(match["last"]) == 4 else int(match["first"][:2] + match["last"])
    if not first or not last or first > last:
        return None
    return TimeExpression("period", *cal.year_days(first, last))


def _day(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year, month, number = _year(scene, match), cal.small_number(match["month"]), cal.small_number(match["day"])
    moment = cal.day(year, month, number) if year and month and number else None
    return _windowed(scene, match, (moment, moment) if moment else None)


def _months(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year, first, last = _year(scene, match), cal.small_number(match["first"]), cal.small_number(match["last"])
    return _windowed(scene, match, cal.month_days(year, first, last) if year and first and last else None)


def _month(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year, month = _year(scene, match), cal.small_number(match["month"])
    return _windowed(scene, match, cal.month_days(year, month) if year and month else None)


def _quarter(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year, quarter = _year(scene, match), cal.small_number(match["quarter"])
    return _windowed(scene, match, cal.quarter_days(year, quarter) if year and quarter else None)


def _part(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year, part = _year(scene, match), match["part"]
    if year is None:
        return None
    if _get(match, "event"):  # 秋季学期开学前
        return _term(year, "秋" if part.startswith("秋") else "春")
    if part == "秋季学期":  # runs into January
        return _windowed(scene, match, (date(year, 9, 1), date(year + 1, 1, 31)))
    return _windowed(scene, match, cal.month_days(year, *cal.PARTS[part]))


def _term(year: int, season: str) -> TimeExpression:
    """Before a term begins: 1 September or 1 February."""
    return TimeExpression("deadline", None, date(year, 8, 31) if season == "秋" else date(year, 1, 31))


def _whole_year(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year = _year(scene, match)
    return _windowed(scene, match, cal.year_days(year)) if year else None


def _year_end(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    year = _year(scene, match)
    return _role(scene, match, None, date(year, 12, 31)) if year else None


def _term_start(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    season = "春" if (match["term"] or "").startswith("春") else "秋"
    return _term(scene.year, season) if scene.year else None


def _term_end(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    """The term that the document was signed in, spring where that is unknown."""
    if scene.year is None:
        return None
    autumn = scene.signed is not None and scene.signed.month >= 8
    end = date(scene.year + 1, 1, 31) if autumn else date(scene.year, 7, 31)
    start = date(scene.year, 9 if autumn else 2, 1)
    return TimeExpression("deadline", None if match["bound"] else start, end)


def _plan(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    days = cal.plan_days(match["plan"])
    if days is None:
        return None
    span = _get(match, "span") or ""
    if span in ("末", "末期"):
        return TimeExpression("deadline", None, days[1])
    if span == "中期":
        return TimeExpression("deadline", None, date(days[0].year + 2, 12, 31))
    if _get(match, "to"):
        return TimeExpression("deadline", None, days[1])
    return TimeExpression("period", *days)


def _running(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    count = cal.small_number(match["count"])
    if not count or scene.year is None:
        return None
    return TimeExpression("past", *cal.year_days(scene.year - count, scene.year - 1))


def _looking_back(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    count = cal.small_number(match["count"] or match["more"])
    if not count or scene.year is None:
        return None
    return TimeExpression("past", *cal.year_days(scene.year - count, scene.year - 1))


def _lasting(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    count = cal.small_number(_get(match, "last") or match["count"])
    if not count or scene.year is None:
        return None
    return TimeExpression("deadline", *cal.year_days(scene.year, scene.year + count - 1))


def _recurrence(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    if _RATE.search(scene.text, max(0, match.start() - 4), match.start()):
        return None
    unit = _get(match, "unit") or match["step"]
    found = _RECURS[unit]
    count = _get(match, "count")
    if count == "半":
        return TimeExpression("recurrence", recurrence="P6M") if unit == "年" else None
    if count:
        times = _COUNTED.get(count) or int(count)
        found = re.sub("[0-9]+", lambda m: str(int(m.group()) * times), found)
    return TimeExpression("recurrence", recurrence=found)


def _standing(scene: Scene, match: re.Match[str]) -> TimeExpression | None:
    return TimeExpression("recurrence", recurrence="continuous")


READINGS: Mapping[str, Reading] = {
    "time.anniversary": _anniversary, "time.anniversary_named": _anniversary_named, "time.since": _since,
    "time.school_year": _school_year, "time.years": _years, "time.day": _day, "time.months": _months,
    "time.month": _month, "time.quarter": _quarter, "time.year_part": _part, "time.year": _whole_year,
    "time.word_year": _whole_year, "time.year_end": _year_end, "time.within_year": _whole_year, "time.part": _part,
    "time.term_start": _term_start, "time.term_end": _term_end, "time.plan": _plan, "time.plan_name": _plan,
    "time.running": _running, "time.looking_back": _looking_back, "time.lasting": _lasting,
    "time.years_within": _lasting, "time.recurrence": _recurrence, "time.standing": _standing,
}  # fmt: skip
