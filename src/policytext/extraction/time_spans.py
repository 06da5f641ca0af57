"""What the rules of spans, events and recurrence mean: one short reading a rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from policytext.extraction import calendar as cal
from policytext.extraction.numerals import number
from policytext.extraction.scene import Scene
from policytext.extraction.time_dates import Match, Reading, group
from policytext.extraction.time_roles import ahead, reviewed
from policytext.lexicon import alternation, groups, table
from policytext.model.values import TimeExpression

_EVENT = re.compile(f"(?:{alternation(table('times', 'events'))})$")
_QUOTED = re.compile("“[^“”]{1,20}”$")
_NAME_LIMIT = re.compile(f"[，、。；：“”《》（）(),;:0-9年月日]|{alternation(groups('times')['before_names'])}")
_RECURS = {
    "年": "P1Y", "年度": "P1Y", "月": "P1M", "月度": "P1M", "季度": "P3M", "季": "P3M", "周": "P7D", "星期": "P7D", "日": "P1D", "天": "P1D",
    "旬": "P10D", "学期": "term", "学年": "P1Y", "半年": "P6M",
}  # fmt: skip
_OTHER = {"周": "P14D", "月": "P2M"}  # 隔周, 双月
# 平均|每年: a rate and no recurrence
_AVERAGE = re.compile("(?:平均|人均|户均)$")
# 每月|375元, 每人每年|补助: a rate, too
_PRICE = re.compile(r"[0-9.]+[万亿]?元|[^，。；]{0,6}(?:最高|不超过)[^，。；]{0,6}[0-9.]+[万亿]?元")
_EACH = re.compile("每[^，。；每]{1,4}$")
_PAID = re.compile("[^，。；]{0,8}?(?:元|补助|补贴|标准|奖励|资助|缴费|收费|经费)")
_MADE = re.compile(f"(?:{alternation(groups('times')['made'])})$")
# what happens on the day of signing: 印发后|30日内
_SIGNED = re.compile("印发|发布|公布|施行|下发|实施|签发")
# 30日内 as the value of what is shortened: 压缩至|3个工作日内
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|减少|控制|限定|提速|不超过|少于|超过|超|近|每)(?:到|至|在|为)?$")


def event_of(scene: Scene, start: int) -> tuple[int, str | None]:
    """Where the name before a number of years begins, and which event it is where that is known.

    The name is cut after the last verb or conjunction: 迎接|柏溪建市40周年.
    """
    before = scene.left(start, 24)
    if known := _EVENT.search(before):
        return start - len(before) + known.start(), known.group()
    if quoted := _QUOTED.search(before):
        return start - len(before) + quoted.start(), None
    cut = max((m.end() for m in _NAME_LIMIT.finditer(before)), default=0)
    return start - len(before) + cut, None



def _anniversary(scene: Scene, match: Match) -> TimeExpression | None:
    event, count = event_of(scene, match.start())[1], number(match["count"])
    if event is None or count is None or count >= 1000:
        return TimeExpression("event")
    founded = date.fromisoformat(table("times", "events")[event])
    moment = founded.replace(year=founded.year + int(count))
    return TimeExpression("event", moment, moment)


def clause_start(scene: Scene, start: int) -> int:
    """Where the clause of an expression begins, if that is near (换届以来的五年)."""
    return start - len(re.split("[，。；：、！？\n 　]", scene.left(start, 32))[-1])


def since_start(scene: Scene, start: int) -> int:
    """Where 自…之日起 begins; at 之日起 where no 自 or 从 stands before it."""
    before = re.search("[自从][^自从，。；：、\n]{1,18}$", scene.left(start, 20))
    return start - len(before.group()) if before else start


def _since(scene: Scene, match: Match) -> TimeExpression | None:
    """From the day of signing, where that is the day that is meant."""
    event = scene.text[since_start(scene, match.start()) : match.start()]
    if scene.signed is None or not _SIGNED.search(event):
        return TimeExpression("deadline")
    return _within(scene, match)


def _within(scene: Scene, match: Match) -> TimeExpression | None:
    count = cal.small_number(match["count"])
    if scene.signed is None or count is None:
        return TimeExpression("deadline")
    return TimeExpression("deadline", scene.signed, cal.later(scene.signed, count, match["unit"]))


def _days_within(scene: Scene, match: Match) -> TimeExpression | None:
    if _SHORTENED.search(scene.text, max(0, match.start() - 5), match.start()):
        return None
    if scene.looks_back(match.start()):
        return TimeExpression("past")
    signed = _SIGNED.search(scene.text, max(0, match.start() - 8), match.start())
    return _within(scene, match) if signed else TimeExpression("deadline")


def _plan(scene: Scene, match: Match) -> TimeExpression | None:
    """A period of five years, its end or its middle as a deadline, or some of its years."""
    days = cal.plan_days(match["plan"])
    if days is None:
        return None
    if side := match["side"]:
        return TimeExpression("period", *_some_years(days[0].year, side, cal.small_number(match["count"]) or 1))
    span = match["span"]
    if span == "中期":
        return TimeExpression("deadline", None, date(days[0].year + 2, 12, 31))
    if span.endswith(("末", "末期")) or match["end"] or match["to"]:
        return TimeExpression("deadline", None, days[1])
    return TimeExpression("period", *days)


def _some_years(first: int, side: str, count: int) -> cal.Days:
    """前三年, 后两年 of the five years that begin with `first`."""
    return cal.year_days(first, first + count - 1) if side in "前头" else cal.year_days(first + 5 - count, first + 4)


def _plan_name(scene: Scene, match: Match) -> TimeExpression | None:
    if match["bare"] and scene.text[match.start("bare") - 1] in "第一二三四五六七八九十百0123456789":
        return None
    days = cal.plan_days(match["plan"] or match["bare"])
    if days is None:
        return None
    return TimeExpression("deadline", None, days[1]) if match["to"] else TimeExpression("period", *days)


def _plan_ordinal(scene: Scene, match: Match) -> TimeExpression | None:
    days = cal.plan_days(match["ordinal"] + "五")
    return TimeExpression("period", *days) if days else None


def _century(scene: Scene, match: Match) -> TimeExpression | None:
    return TimeExpression("deadline", None, date(2100 if match["span"] == "末" else 2050, 12, 31))


def _reviewed(scene: Scene, match: Match) -> TimeExpression | None:
    return reviewed(scene, cal.small_number(group(match, "count") or group(match, "more")))


def _these_years(scene: Scene, match: Match) -> TimeExpression | None:
    return _reviewed(scene, match) if scene.looks_back(match.start()) else None


def _years_before(scene: Scene, match: Match) -> TimeExpression | None:
    count = cal.small_number(match["count"])
    if not count or scene.year is None:
        return None
    return TimeExpression("baseline", *cal.year_days(scene.year - 2 * count, scene.year - count - 1))


def _years_ahead(scene: Scene, match: Match) -> TimeExpression | None:
    found = _lasting(scene, match)
    return TimeExpression("period", found.start, found.end) if found and not match["inside"] else found


def _lasting(scene: Scene, match: Match) -> TimeExpression | None:
    """So many years; of 3—5年 the latest end."""
    count = group(match, "last") or group(match, "until") or group(match, "count") or group(match, "term")
    return ahead(scene, match.start(), cal.small_number(count))


def _years_within(scene: Scene, match: Match) -> TimeExpression | None:
    if match["half"]:
        end = cal.later(scene.signed, 6, "月") if scene.signed else None
        return TimeExpression("deadline", scene.signed, end)
    return _lasting(scene, match)


def _once(scene: Scene, match: Match) -> TimeExpression | None:
    return _every(match["unit"], match["count"])


def _recurrence(scene: Scene, match: Match) -> TimeExpression | None:
    if _is_rate(scene.text, match.start(), match.end()):
        return None
    if scene.text[match.start()] == "逐" and scene.looks_back(match.start()):
        return None  # 逐月回升 tells how something went
    if match["other"]:
        return None if match["other"] == "单" else TimeExpression("recurrence", recurrence=_OTHER[match["every"]])
    return _every(match["unit"] or match["step"], match["count"] or "")


def _is_rate(text: str, start: int, end: int) -> bool:
    """Whether 每年 says of an amount what it is for: 每月375元, 每生每年补助标准."""
    if _PRICE.match(text, end) or _AVERAGE.search(text, max(0, start - 2), start):
        return True
    return bool(_EACH.search(text, max(0, start - 5), start) and _PAID.match(text, end))


def _every(unit: str, count: str) -> TimeExpression | None:
    if count == "半":
        return TimeExpression("recurrence", recurrence={"年": "P6M", "月": "P15D"}[unit]) if unit in "年月" else None
    times = (cal.small_number(count) if count else 1) or 1
    return TimeExpression("recurrence", recurrence=re.sub("[0-9]+", lambda m: str(int(m.group()) * times), _RECURS[unit]))


def _standing(scene: Scene, match: Match) -> TimeExpression | None:
    """常态化 as an adverb; 建立常态化… makes it so."""
    return None if _MADE.search(scene.text, max(0, match.start() - 3), match.start()) else _ongoing(scene, match)


def _ongoing(scene: Scene, match: Match) -> TimeExpression | None:
    return TimeExpression("recurrence", recurrence="continuous")


def _holiday(scene: Scene, match: Match) -> TimeExpression | None:
    """Before a holiday of the plan year; before the next one where it is over when the document is signed."""
    if match["bound"] == "期间":
        return TimeExpression("past" if scene.looks_back(match.start()) else "deadline")
    year = scene.year - scene.looks_back(match.start()) if scene.year else None
    moment = cal.holiday(match["holiday"], year) if year else None
    if moment and year and (moment <= (scene.signed or moment.replace(month=1, day=1))):
        moment = cal.holiday(match["holiday"], year + 1)
    return TimeExpression("deadline", None, cal.day_before(moment) if moment else None)


def _undated(scene: Scene, match: Match) -> TimeExpression | None:
    return TimeExpression("deadline")


SPAN_READINGS: Mapping[str, Reading] = {
    "time.anniversary": _anniversary, "time.since": _since, "time.plan": _plan, "time.plan_name": _plan_name,
    "time.plan_ordinal": _plan_ordinal, "time.century": _century, "time.running": _reviewed, "time.looking_back": _reviewed,
    "time.these_years": _these_years, "time.years_since": _these_years, "time.years_before": _years_before,
    "time.years_ahead": _years_ahead, "time.lasting": _lasting, "time.years_within": _years_within,
    "time.days_within": _days_within, "time.years_reviewed": _these_years, "time.once": _once, "time.recurrence": _recurrence,
    "time.standing": _standing, "time.ongoing": _ongoing, "time.holiday": _holiday, "time.season_before": _undated,
    "time.in_office": _undated, "time.soon": _undated,
}  # fmt: skip
