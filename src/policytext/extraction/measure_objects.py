"""The object of a verb: its noun phrase, the head of it, what it is to do, and a vague amount before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.extraction import measure_words as words
from policytext.extraction.measure_words import BRACKET, MODIFIERS, NUMBER, TIME
from policytext.lexicon import alternation, groups

_WORDS = groups("measures")
_LONGEST_HEAD = 12
Place = tuple[int, int]

_AMOUNT = re.compile(rf"(?:{alternation(_WORDS['amounts'])})(?!次性)")
# 30个|省级基地, 一批|特色学校
_LEADING = re.compile(rf"(?:[{NUMBER}{TIME} 　]+的?|(?P<amount>{_AMOUNT.pattern})的?|新的)+?(?=[^{NUMBER}]|$)")
# 创新联合体|120个, 人才公寓|超过|10万套
# 新增人才|20人、占全省5%
_TRAILING = re.compile(
    rf"(?:累计|共|合计|分别|总数|规模)?(?:超过?|达到?|近|约|至|到|增至|等)?{NUMBER}+(?:以上|以下|左右|以内)?"
    rf"(?:、(?:占|居|位|创|同比|增长|下降)[^{NUMBER}]{{0,12}}{NUMBER}*)?$"
)
_IDLE = f"等 　、，◷{BRACKET}"
_AGENTS = alternation((*groups("nouns")["units"], *_WORDS["agents"]))
_ACTS = alternation(_WORDS["acting"])
# 社会资本|参与建设, 高校师生|围绕需求开展活动
_PIVOT = re.compile(rf"[^\s]{{0,40}}?(?:{_AGENTS})(?=(?:和|与|、)?{MODIFIERS}(?:{words.CLEAR}|建设|开展|举办|{_ACTS}))")
_AMONG = re.compile(r"[和与、及]")
_HEAD_BREAK = re.compile(
    r"的|、|(?<![高中初平优同对])等(?!级|于|待|候|离)(?=..)|(?<![总共调温缓])和(?![谐平睦解])|(?<!参)与(?!会|时)|(?<![普涉以])及(?![时格其])|以及|#+"
)


@dataclass(frozen=True, slots=True)
class Object:
    """The places of an object and of what belongs to it; every place slices the text."""

    whole: Place | None = None
    head: Place | None = None
    complement: Place | None = None
    amount: Place | None = None


def object_of(hidden: str, start: int, end: int, verb: str) -> Object:
    """The object in the rest of a clause behind its verb, read in the masked text.

    >>> hidden = "支持一批企业参与建设"
    >>> found = object_of(hidden, 2, len(hidden), "支持")
    >>> [hidden[slice(*place)] for place in (found.whole, found.complement, found.amount) if place]
    ['企业', '参与建设', '一批']
    """
    leading = _LEADING.match(hidden, start, end)
    amount = leading.span("amount") if leading and leading["amount"] else _amount_in(hidden, start, end)
    first = leading.end() if leading else start
    last = _end_of(hidden, first, end)
    if first >= last:
        return Object(amount=amount)
    pivot = _pivot_end(hidden, first, last) if verb in words.PIVOTS else None
    stop = pivot or last
    return Object((first, stop), head_of(hidden, first, stop), (pivot, last) if pivot else None, amount)


def named(hidden: str, place: Place) -> Object:
    """The object that a rule has found before the verb."""
    first, last = place[0], _end_of(hidden, *place)
    leading = _LEADING.match(hidden, first, last)
    first = leading.end() if leading else first
    return Object((first, last), head_of(hidden, first, last), None, _amount_in(hidden, *place)) if first < last else Object()


def _amount_in(hidden: str, start: int, end: int) -> Place | None:
    found = _AMOUNT.search(hidden, start, end)
    return found.span() if found else None


def _end_of(hidden: str, start: int, end: int) -> int:
    """Where the noun phrase ends: without a number behind it, brackets, 等."""
    end = start + len(hidden[start:end].rstrip(_IDLE))
    trailing = _TRAILING.search(hidden, max(start, end - 60), end)
    if trailing:
        end = start + len(hidden[start : trailing.start()].rstrip(_IDLE))
    return end


def _pivot_end(hidden: str, start: int, end: int) -> int | None:
    """Where an object that acts itself ends; a list of such objects is one."""
    found = _PIVOT.match(hidden, start, end)
    if found is None or found.end() >= end:
        return None
    following = _PIVOT.match(hidden, found.end() + 1, end) if _AMONG.match(hidden, found.end(), end) else None
    return following.end() if following else found.end()


def head_of(hidden: str, start: int, end: int) -> Place:
    """The last noun of a noun phrase with what belongs to it, at most twelve characters.

    >>> "覆盖全市的多层次商圈体系"[slice(*head_of("覆盖全市的多层次商圈体系", 0, 12))]
    '多层次商圈体系'
    """
    breaks = [match.end() for match in _HEAD_BREAK.finditer(hidden, max(start, end - 60), end) if match.end() < end - 1]
    first = breaks[-1] if breaks else start
    return max(first, end - _LONGEST_HEAD), end
