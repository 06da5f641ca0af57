"""What a time is for: a deadline, a base, a past time, or no time at all, told by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from policytext.extraction import calendar as cal
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import TimeExpression

_YEAR = "[0-9〇零一二三四五六七八九]{4}年"
# 比2020年, 不低于上年; 与2020年|相比, 同去年|持平
_COMPARED = re.compile("(?:[比较超]|较之|相较于?|对比|[高低优好快慢多少大小强]于|超过)(?:了)?$")
_WITH = re.compile("[与同和跟]$")
_COMPARES = re.compile(".{0,14}?(?:相比|持平|比较|相当|同期|基本一致|之比)")
# 以2020年|为基数, 恢复到2019年|水平, 是2012年|的1.5倍, 在2020年|基础上
_OF_BASE = re.compile(
    "(?:底|末)?(?:为基[数期准年]|的?(?:同期)?的?(?:实际)?水平|(?:[0-9.]+[%万亿元个人平方米吨]{0,4})?的?基础上|不变价|可比价|的?[0-9.一两二三四五]+倍)"
)
# 由2020年|的9.6年提升至: the year whose value is left behind
_FROM = re.compile("[由从]$")
_RISES = re.compile("(?!起|开始|以来|[-—至到])[^，。；\n]{1,28}?(?:[到至为]|翻)")
# 提升|至2025年的10.2年: the verb reaches a value, not a date
_REACHES = re.compile("(?:[加高升降少大展长增涨缩压减达宽快跃补]|由)$")
_VALUE = re.compile("(?:的|底|末)?(?:约|近|超|不低于)?[0-9]")
# 2021年工作要点, 2021年度: the plan year as an adjective
_ADJECTIVE = re.compile(
    "(?:度|第|[一-鿿]{0,4}(?:工作(?:要点|目标|任务|计划|安排|重点|回顾|总结|报告|方案|总体)|预算|决算|目标任务|重点任务|重点工作|主要任务|主要预期|主要工作|目标和|教育工作|计划|为民办实事))"
)
# 2022年|杭州亚运会, 2010年|上海世界博览会: the year is a part of a name; not 2022年|举办亚运会
_NAME = re.compile(rf"(?![举承成办召获申组筹开我全将要继力顺圆精高第])[一-鿿]{{0,6}}(?:{alternation(groups('times')['shows'])})")
# 2026年|是开局之年, 今年|是
_IS = re.compile("[，,]?(?:既?是|[将正恰]是|为(?=[“第我全]))")


def role_of(scene: Scene, start: int, end: int, first: date | None, last: date | None, year_word: bool) -> TimeExpression:
    """A bare time as a deadline, or in a review, or where it is over when the plan year begins, as past.

    A whole year that the sentence is about (2026年是开局之年) is a period; `year_word` tells that it is one.
    """
    if in_review(scene, start, last):
        return TimeExpression("past", first, last)
    if year_word and first is not None and _IS.match(scene.text, end):
        return TimeExpression("period", first, last)
    return TimeExpression("deadline", first, last)


def in_review(scene: Scene, start: int, last: date | None) -> bool:
    """Whether a bare time reports; one of years to come stays ahead in a review, too."""
    if scene.year is None or last is None:
        return scene.looks_back(start)
    return last.year < scene.year or (scene.looks_back(start) and last.year <= scene.year)


def is_a_value(scene: Scene, start: int, end: int) -> bool:
    """Whether 到 or 至 before a year belongs to the verb (增加到2007年13786元, 恢复到2019年水平)."""
    text = scene.text
    if text[start] not in "到至":
        return False
    return bool(_OF_BASE.match(text, end) or (_REACHES.search(text, max(0, start - 1), start) and _VALUE.match(text, end)))


def with_base(scene: Scene, start: int, end: int, value: TimeExpression) -> TimeExpression:
    """A time that something is compared with is a base, whatever else it could be."""
    if value.role not in ("deadline", "past") or not _is_base(scene.text, start, end):
        return value
    first = value.start or (value.end.replace(month=1, day=1) if value.end else None)
    return TimeExpression("baseline", first, value.end)


def _is_base(text: str, start: int, end: int) -> bool:
    before = max(0, start - 3)
    if _COMPARED.search(text, before, start) or _OF_BASE.match(text, end):
        return True
    if _WITH.search(text, before, start):
        return _COMPARES.match(text, end) is not None
    return bool(_FROM.search(text, before, start) and _RISES.match(text, end))


def is_adjective(scene: Scene, start: int, end: int, value: TimeExpression) -> bool:
    """Whether a bare year only names something: the plan (2021年工作要点, the year in a heading), or an event (2022年杭州亚运会)."""
    if value.start is None or not re.fullmatch(_YEAR, scene.text[start:end]):
        return False
    if _NAME.match(scene.text, end, end + 12):
        return True
    if value.start.year != scene.year:
        return False
    return bool(_ADJECTIVE.match(scene.text, end, end + 14)) or _in_heading(scene, start)


def _in_heading(scene: Scene, offset: int) -> bool:
    nodes = scene.root.children
    i = bisect_right(nodes, offset, key=lambda node: node.span.start)
    heading = nodes[i - 1].heading_span if i else None
    return heading is not None and heading.start <= offset < heading.end


def reviewed(scene: Scene, count: int | None) -> TimeExpression | None:
    """So many years that end with the year under review."""
    if not count or scene.year is None:
        return None
    return TimeExpression("past", *cal.year_days(scene.year - count, scene.year - 1))


def ahead(scene: Scene, start: int, count: int | None) -> TimeExpression | None:
    """So many years from the plan year on; in a review, those that end with the year under review."""
    if not count or scene.year is None:
        return None
    if scene.looks_back(start):
        return reviewed(scene, count)
    return TimeExpression("deadline", *cal.year_days(scene.year, scene.year + count - 1))
