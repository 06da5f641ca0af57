"""Numbers said of the same thing: statements with the core of their indicator, their scope and their horizon."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from policytext.extraction.audit_ground import Ground, Measured
from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.model.values import TimeExpression

_WORDS = groups("audit")
_HEADLINE = frozenset(_WORDS["headline"])
_NOT_A_WORD = re.compile("[^一-鿿A-Za-z0-9]")
_PLAN = re.compile("[一二三四五六七八九]?十?[一二三四五六七八九]五[”\"]?(?:时期|期间|以来|规划|末|开局)?")
_DATED = re.compile("^(?:[到至]?(?:20[0-9]{2}年|今年|年底前?|本年度?)[底末]?前?)+")
_NEAR = 1200
_PLACE = re.compile("[一-鿿]{2,6}?(?:自治[区州县]|[市县区州镇乡村盟旗]|街道|新城)(?![一-鿿]?级|域|场|民|内|外)")
_OWN = re.compile("[全我][省市县区州]|市区|城区|地区|社区|校区|景区")
_MOST = 40
_BACK = re.compile("回顾|过去的?一年|一年来|五年来|去年以?来?|上年|取得|初步预计")
# what is said of numbers that were reached: their role is doubtful
_REPORTED = re.compile("连续|居全|排全|位居|高于全|迈[出上]|同比|创历史|首次|增速")
_AHEAD = re.compile("今年|目标|工作安排|重点工作|任务|要求|新的一年|明年|计划")


@dataclass(frozen=True, slots=True)
class Statement:
    """One number with what it is said of.

    `core` is the indicator without what changes nothing, `cell` says that the number stands in a table.
    """

    one: Measured
    core: str
    cell: bool

    @property
    def headline(self) -> bool:
        """Whether the core is an indicator of the whole territory."""
        return self.core in _HEADLINE


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(f"^(?:{alternation(_WORDS['neutral'])})+")


@cache
def _scoped() -> re.Pattern[str]:
    return re.compile(alternation(_WORDS["scoped"]))


@cache
def _horizon() -> re.Pattern[str]:
    return re.compile(alternation(_WORDS["horizon"]))


@cache
def _annual() -> re.Pattern[str]:
    return re.compile(alternation(_WORDS["annual"]))


def core_of(indicator: str) -> str:
    """An indicator without marks and without words before it that change nothing.

    >>> core_of("全市地区生产总值")
    '地区生产总值'
    """
    return _neutral().sub("", _NOT_A_WORD.sub("", indicator))


def statements(ground: Ground) -> tuple[Statement, ...]:
    """The promised and reported numbers that say what they are about."""
    found = (_statement(ground, one) for one in ground.measured if one.value.role in ("target", "outcome"))
    return tuple(one for one in found if one is not None)


def _statement(ground: Ground, one: Measured) -> Statement | None:
    core = core_of(one.value.indicator or "")
    if len(core) < 3 or _scoped().search(core):
        return None
    return Statement(one, core, ground.in_table(one.start))


def is_plain(ground: Ground, said: Statement) -> bool:
    """Whether the clause holds nothing but the indicator, and the sentence no word of a narrower scope or a place."""
    one, core = said.one, said.core
    sentence = ground.sentence(one.start)
    before = ground.text[max(sentence.start, one.start - 120) : one.start]
    rest = before.replace(core, "")
    if one.value.role == "target" and _REPORTED.search(sentence.of(ground.text)):
        return False
    if _scoped().search(rest) or _PLACE.search(_OWN.sub("", rest)):
        return False
    clause = _DATED.sub("", _NOT_A_WORD.sub("", ground.clause_before(one.start)))
    head, found, _ = clause.partition(core)
    times = ground.times_within(max(sentence.start, one.start - 120), one.start)
    return bool(found) and core_of(head) == "" and all(_is_its_own(one, time) for time in times)


def _is_its_own(one: Measured, time: TimeExpression) -> bool:
    """Whether a time before a promise is the day it is due, and no stage or base."""
    return one.value.role == "target" and time.role in ("deadline", "period") and time.end == one.value.deadline


def is_long(ground: Ground, one: Measured) -> bool:
    """Whether a number stands behind words of several years, or is called a target where the text looks back."""
    near = ground.text[max(0, one.start - _NEAR) : one.start]
    if one.value.role == "target" and _looks_back(near):
        return True
    of_years = max((x.start() for pattern in (_PLAN, _horizon()) for x in pattern.finditer(near)), default=-1)
    return of_years > max((x.start() for x in _annual().finditer(near)), default=-1)


def _looks_back(near: str) -> bool:
    """Whether the last word of time before a number is one of review, so that its role is doubtful."""
    back = max((x.start() for x in _BACK.finditer(near)), default=-1)
    return back > max((x.start() for x in _AHEAD.finditer(near)), default=-1)


def pairs(found: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Every two statements of one indicator, unit and kind of change, the earlier first; of each only the first few."""
    held = defaultdict[tuple[str, str | None, str, str], list[Statement]](list)
    for one in found:
        value = one.one.value
        key = ("".join(sorted(one.core)), value.unit, value.change, value.per or "")
        if len(held[key]) < _MOST:
            yield from ((earlier, one) for earlier in held[key])
            held[key].append(one)


def bounds(one: Measured) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest number that a quantity allows; None without a limit."""
    comparator, low, high = one.value.comparator, one.low, one.high
    if comparator in (">=", ">", "vague") or one.value.side == "above":
        return low, None
    if comparator in ("<=", "<"):
        return None, high
    if comparator == "~":
        slack = abs(high) / 10
        return low - slack, high + slack
    return low, high


def agree(a: Measured, b: Measured) -> bool:
    """Whether some number fits both quantities."""
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    lowest = max((x for x in (low_a, low_b) if x is not None), default=None)
    highest = min((x for x in (high_a, high_b) if x is not None), default=None)
    return lowest is None or highest is None or lowest <= highest


def both(a: Statement, b: Statement) -> tuple[Span, Span]:
    """The places of two statements."""
    return a.one.span, b.one.span
