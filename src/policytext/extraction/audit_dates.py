"""Dates that the calendar does not have, and five-year plans with other years than theirs."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground
from policytext.extraction.calendar import plan_days
from policytext.model.finding import Finding
from policytext.model.span import Span

_DAY = re.compile("(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_YEAR = re.compile("((?:19|20)[0-9]{2})年$")
# “十四五”时期（2021—2025年）
_PLAN = re.compile(
    "(?P<plan>[一二三四五六七八九]?十?[一二三四五六七八九]五)[”\"]?(?:时期|期间|规划期|规划)?[（(](?P<first>20[0-9]{2})年?(?:[-—–－~～]{1,2}|至|到)(?P<last>20[0-9]{2})年?[）)]"
)


_LEAP = 2024


def _last_day(year: int, month: int) -> int:
    """The last day of a month; 0 where there is no such month."""
    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def find_dates(ground: Ground) -> Iterator[Finding]:
    """6月31日, 13月, “十四五”（2020—2025年）."""
    for match in _DAY.finditer(ground.text):
        year = _YEAR.search(ground.text[max(0, match.start() - 5) : match.start()])
        most = _last_day(int(year[1]) if year else _LEAP, int(match["month"]))
        if not 1 <= int(match["day"]) <= most:
            place = Span(match.start() - (5 if year else 0), match.end())
            said = f"日历上没有“{place.of(ground.text)}”。"
            yield ground.finding("date", "certain", (place,), Decimal(most), Decimal(match["day"]), said)
    for match in _PLAN.finditer(ground.text):
        days = plan_days(match["plan"])
        if days and (int(match["first"]), int(match["last"])) != (days[0].year, days[1].year):
            said = f"“{match['plan']}”是{days[0].year}—{days[1].year}年，文中为{match['first']}—{match['last']}年。"
            spans = (Span(match.start(), match.end()), Span(match.start("first"), match.end("last")))
            wrong = "first" if int(match["first"]) != days[0].year else "last"
            due = days[0].year if wrong == "first" else days[1].year
            yield ground.finding("date", "likely", spans, Decimal(due), Decimal(match[wrong]), said)
