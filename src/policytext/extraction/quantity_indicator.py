"""The indicator of a quantity: which of the words around a number, or around the number before it, name what it counts."""

from __future__ import annotations

import re

from policytext.extraction import indicators, wording
from policytext.extraction.clause import Clause
from policytext.extraction.grants import granted
from policytext.lexicon import alternation
from policytext.model.values import Quantity

# these say that something is there; what it does stands behind it: 已有18所学校|通过验收
_OF_BEING = frozenset(("有", "达到", "达"))
_ATTRIBUTED = re.compile("(?:通过|参加|参与|未|尚未|建有|达到|拥有|开齐|具备)")
# 床位由|3万张增加到5万张, 经费由每年|600元提高到650元: the number that something is changed from is named before it
_STARTS_AT = re.compile(r"[从由](?:每[年月生人]|原来的?|现在的?|上年的?|[0-9]{4}年底?的?){0,2}的?$")
_CHANGED = re.compile("(?:[一-鿿]{0,2}[提升增上扩降减下压缩调收放拓]|[、，])[一-鿿]{0,4}[至到为]")


def indicator_of(clause: Clause, previous: Quantity | None, *, past: bool) -> str:
    """The noun that the number counts: of a 分别 list, behind it, before it, or taken over from the number before."""
    if grant := granted(clause):
        return grant
    if (base := _STARTS_AT.search(clause.left)) and _CHANGED.match(clause.right):
        return indicators.noun_before(wording.segments_before(clause.left[: base.start()])) or (previous.indicator or "" if previous else "")
    if clause.start is not None:
        return indicators.noun_before(wording.segments_before(clause.start.left)) or (previous.indicator or "" if previous else "")
    if distributed := _distributed(clause.left):
        return distributed
    if _BOTH.search(clause.left, max(0, len(clause.left) - 6)) and (whole := indicators.whole_list(_without_both(clause.left))):
        return whole
    before = clause.noun
    after, rest = indicators.noun_after(clause.right)
    kind = clause.amount.unit_kind
    if kind == "share" and (of := _SHARE_OF.match(clause.segments[0])):
        return indicators.noun_before((of["what"],))
    of_share = kind == "share" and (clause.right.startswith("的") or _covering(clause))
    if previous and after in _RESTATED and clause.left.endswith(("和", "及", "、")):
        return previous.indicator or after
    if before and after in _RESTATED and clause.right.startswith("的"):
        return before
    if after and (kind == "count" or not before or of_share):
        return f"{rest}的{after}" if rest and not past and _describes(clause, kind, rest) else after
    if joint := indicators.list_before(clause.left):
        return joint
    alone = not before and "每" in clause.segments[0]
    taken_over = previous.indicator if previous and (alone or _continues(clause.left)) else None
    return indicators.carried_over(before, previous.indicator if previous else None) or taken_over or after or _told_before(clause)


# 500元和|300元的目标: the number is of what stands before the first
_RESTATED = frozenset(("目标", "任务", "标准", "要求", "水平"))
_CHANGED_WORD = re.compile(f"^(?:{alternation(wording.CHANGES)})了?|连续[0-9]*年?$")


def _told_before(clause: Clause) -> str:
    """The noun of the clause before, where a number has none of its own: 提高基本养老金，人均|增长10%."""
    if len(clause.segments) < 2 or clause.noun or not clause.predicate or any(x.isdigit() for x in clause.segments[1]):
        return ""
    noun = _CHANGED_WORD.sub("", indicators.noun_before(clause.segments[1:2]))
    return noun if 4 <= len(noun) <= 20 else ""


# 覆盖面达到乡村小学的|四分之三, 数量占全国的|三成
_SHARE_OF = re.compile("(?P<what>[一-鿿]{2,20}?)(?:(?:达到|超过|不低于|不少于|不超过|不高于|高于|低于)[一-鿿]{2,16}的|占(?!比|率)[一-鿿]{2,10}的?)$")


def _describes(clause: Clause, kind: str, rest: str) -> bool:
    """Whether the words behind a counted noun say which are meant: 通过验收|的学校."""
    stands = clause.governor is None or clause.governor.verb in _OF_BEING
    return stands and (kind == "share" or (kind == "count" and _ATTRIBUTED.match(rest) is not None))


def _covering(clause: Clause) -> bool:
    """寻访覆盖|九成以上基层党组织: the verb before the share reaches what stands behind it."""
    return clause.segments[0].endswith(("覆盖", "走遍", "惠及", "带动", "推动", "完成", "使"))


def _without_both(left: str) -> str:
    return _BOTH.sub("", left)


_LAST_SEGMENT = re.compile("[、，,]")
_BOTH = re.compile("[均都][^、，]{0,4}$")
_SENTENCE_PART = re.compile("[。；\n]")
_BROKEN = re.compile("[，,](?![0-9])")


def _continues(left: str) -> bool:
    """Whether a number goes on about the indicator before it: …60199亿元、增长|5%."""
    return left.endswith(("、", "，", ",")) or wording.PREDICATE.fullmatch(_LAST_SEGMENT.split(left)[-1]) is not None


def _distributed(left: str) -> str:
    """The item of a 分别 list that this number belongs to."""
    if "分别" not in left:
        return ""
    clause = _SENTENCE_PART.split(left)[-1]
    head, word, tail = clause.rpartition("分别")
    if not word or _BROKEN.search(tail.rstrip("，,")):
        return ""
    names = indicators.shared_list(head + word)
    place = tail.count("、") + tail.count("和") + tail.count("，")
    return names[place] if len(names) > max(1, place) else ""
