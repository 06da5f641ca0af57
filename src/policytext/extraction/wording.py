"""The words around a number: its clause segments, the verb that governs it, its predicate and its force."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from policytext.lexicon import alternation, groups

# 8.3万元|和|4.6万元: a conjunction behind an amount opens the next segment
_SEGMENT = re.compile(r"[，,、；;：:。！？\n（(）)|]|(?<=[元％%点个所家项人名])[和及]")
_VERBS = groups("verbs")
_KINDS = ("new", "increase", "decrease", "ongoing", "level")
_REACH = 8


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_VERBS['adverbs'])}|再(?![生就造担贷制教融]))+")


@cache
def _governing() -> re.Pattern[str]:
    """The verbs that govern numbers; 建 is none in 建筑, 涨 none in 涨幅."""
    words = {word for key in _KINDS for word in _VERBS[key]} - {"建"}
    return re.compile(f"(?!{alternation(_VERBS['no_verbs'])})(?:{alternation(words)}|建(?!筑|议|言|制|档|材))")


_CLASS = {word: key for key in reversed(_KINDS) for word in _VERBS[key]}
CHANGES = (*_VERBS["increase"], *_VERBS["decrease"])
# 比2020年, 较上年末, 同比; the year itself may have been taken out before: 比|下降
_COMPARED = "(?:比|较|[与同](?=上|去|[0-9]|同期))(?:[^，、；]{1,10}?(?:年|期|末|底|水平)(?:相比)?|(?=增|提|上|下|降|减|多|少|高|低|缩|扩|翻|回|净))|同比|环比"
# 比上年预计数, 较年初预算: what a figure of money is compared with besides a year
_COMPARED += "|(?:比|较)[^，、；]{0,8}?(?:预计|预算|执行|决算|计划)(?:数|赤字|收入|支出)?(?=增|提|上|下|降|减|多|少|高|低|缩|扩|翻|净)"
_ALSO = "按照|按|要|应|须|需|再|又|人均|户均|亩均|村均|均|都|也|将|力争|努力|保持|继续|稳步|逐步|分别|各|共|总计|累计|合计|年均|平均|实现|同比|环比|名义|实际"
_STANDING = "再添 新添 建到 建至 扩至 增至 发展到 控制 保持 稳定 维持 压缩 达 占 为 有 是 实现 完成 突破 超过 在".split()
_BOUND_TO = "到|至|为|在"
# what stands between an indicator and its number: 比2020年下降, 控制在, 分别达到
PREDICATE = re.compile(
    rf"(?:{_COMPARED})?(?:{_ALSO})*"
    rf"(?:(?<!新)(?:{alternation((*CHANGES, *_STANDING))})(?:{_BOUND_TO})?)?"
    rf"(?:速度|幅度|[人户亩村]均)?$"
)
_LONGEST_PREDICATE = 36


def predicate_in(segment: str) -> re.Match[str] | None:
    """The words at a segment's end that carry a number; only its last characters are looked at."""
    return PREDICATE.search(segment, max(0, len(segment) - _LONGEST_PREDICATE))


_CHANGE = re.compile(
    rf"(?:(?<!新)(?P<up>{alternation(_VERBS['increase'])})|(?P<down>{alternation(_VERBS['decrease'])}))(?:了|约|近|超过|不低于|不少于|达到?|为|在|控制在|保持在|稳定在)?$"
)
# 降幅|为3%, but 缩短|为3天 tells what is reached
_NAMED_CHANGE = re.compile("[幅速率长]为$")
_FORCES = groups("forces")
_FORCE = re.compile("|".join(f"(?P<{name}>{alternation(_FORCES[name])})" for name in ("none", "hard", "soft", "expected")))
_FORCE_REACH = 400
_DIGIT = re.compile("[0-9]")
# 入库数超2.6万家: what is measured stands there, whatever verb opened the list
_OWN_MEASURE = re.compile(
    "(?:(?<=[一-鿿])数|数量|总量|率|额|总值|产值|增加值|比重|比例|占比|规模|面积|里程|指数|强度|年限|寿命|储量|容量|距离|浓度)$"
)


class Governor(NamedTuple):
    """The verb that a number hangs on, what kind of verb it is, and how many segments before the number it stands.

    `inner` where it stands behind other words of its segment, and may be a part of a noun.
    """

    verb: str
    kind: str
    distance: int = 0
    inner: bool = False


def segments_before(left: str) -> tuple[str, ...]:
    """The clause segments left of a number, the nearest first.

    >>> segments_before("建成学校2所、幼儿园")
    ('幼儿园', '建成学校2所')
    """
    return tuple(_SEGMENT.split(left)[::-1])


def without_adverbs(segment: str) -> str:
    """A segment without the adverbs and helpers at its start.

    >>> without_adverbs("继续加快完成改造")
    '完成改造'
    """
    match = _leading().match(segment)
    return segment[match.end() :] if match else segment


def is_own_measure(noun: str) -> bool:
    """Whether a noun says itself what is measured: 入库数, 建筑面积.

    >>> is_own_measure("企业入库数"), is_own_measure("企业")
    (True, False)
    """
    return _OWN_MEASURE.search(noun) is not None


def governor(left: str, segments: Sequence[str]) -> Governor | None:
    """The verb that governs a number: in its own segment, or before the first number of an earlier one of its list.

    >>> governor("评选骨干教师60名、学科带头人", ("学科带头人", "评选骨干教师60名"))
    Governor(verb='评选', kind='new', distance=1, inner=False)
    """
    end = len(left)
    inner: Governor | None = None
    for distance, segment in enumerate(segments[:_REACH]):
        head = without_adverbs(_before_amount(segment) if distance else segment)
        if distance and is_own_measure(PREDICATE.sub("", head)):
            return inner
        if match := _governing().match(head):
            return Governor(match.group(), _CLASS[match.group()], distance)
        end -= len(segment) + 1
        inner = inner or _inner(head, distance)
        if end < 0 or not _goes_on(left, end) or (inner and left[end] not in "、和及"):
            return inner
    return inner


# 投入500多万元|改造旱厕: what stands behind an amount of the same segment is a clause of its own
_AMOUNT_INSIDE = re.compile(r"^.*[0-9][0-9.]*[余多]?[十百千万亿]*[^0-9，、的一-鿿]?[元个所名人家项万亿吨亩里](?=[一-鿿]{3})")


_LAST_AMOUNT = re.compile("[0-9][0-9.]*[^0-9]*$")


def behind_amount(segment: str) -> str:
    """The part of a segment behind an amount inside it, where a clause of its own follows.

    >>> behind_amount("投入500多万元改造农村旱厕")
    '改造农村旱厕'
    """
    match = _AMOUNT_INSIDE.match(segment) if _DIGIT.search(segment) else None
    return segment[match.end() :] if match and _governing().match(segment, match.end()) else segment


def _before_amount(segment: str) -> str:
    """The part of an earlier segment before its last amount."""
    return behind_amount(_LAST_AMOUNT.sub("", segment))


def _inner(words: str, distance: int) -> Governor | None:
    """The last verb inside some words; in a list the verb that opened it is looked for first."""
    verbs = _governing().findall(words)
    if not verbs:
        return None
    verb = next((verb for verb in reversed(verbs) if _CLASS[verb] == "new"), verbs[-1])
    return Governor(verb, _CLASS[verb], distance, inner=True)


_ENDS_IN_NUMBER = re.compile("[0-9][^，,；;。]*$")


def _goes_on(left: str, separator: int) -> bool:
    """Whether a list goes on across a separator: always at 、 and 和, at ， only behind another number."""
    if left[separator] in "、和及":
        return True
    return left[separator] in "，,；;" and _ENDS_IN_NUMBER.search(left, 0, separator) is not None


def change_of(predicate: str) -> Literal["increase", "decrease"] | None:
    """``increase`` or ``decrease`` where the words before a number say so; 提高到 and 缩短为 are none.

    >>> change_of("比上年增长"), change_of("提高到"), change_of("缩短为"), change_of("降幅为")
    ('increase', None, None, 'decrease')
    """
    match = _CHANGE.search(predicate)
    if match is None or (predicate.endswith("为") and not _NAMED_CHANGE.search(predicate)):
        return None
    return "increase" if match["up"] else "decrease"


@dataclass(frozen=True, slots=True)
class Forces:
    """The force words of one sentence, found once for all its numbers: where each ends, and its force."""

    ends: tuple[int, ...]
    names: tuple[str, ...]

    def at(self, offset: int) -> str:
        """The force at an offset: that of the last force word before it, if that is not too far to speak of it."""
        i = bisect_right(self.ends, offset)
        return self.names[i - 1] if i and offset - self.ends[i - 1] <= _FORCE_REACH else "plain"


def forces_of(text: str, start: int, end: int) -> Forces:
    """The force words of the sentence at ``[start, end)``; offsets are those of the text.

    >>> forces_of("力争新增学位3个", 0, 8).at(6)
    'soft'
    """
    found = [(match.end(), match.lastgroup) for match in _FORCE.finditer(text, start, end) if match.lastgroup != "none"]
    return Forces(tuple(place for place, _ in found), tuple(name or "plain" for _, name in found))


def force_of(left: str) -> str:
    """The force that the words of the sentence before a number give it; the last force word counts.

    >>> force_of("力争新增学位"), force_of("全年主要预期目标是增长")
    ('soft', 'plain')
    """
    found = [match.lastgroup for match in _FORCE.finditer(left) if match.lastgroup != "none"]
    return found[-1] or "plain" if found else "plain"
