"""The indicator: the words that name what a number counts or measures."""

from __future__ import annotations

import re

from policytext.extraction.wording import PREDICATE, segments_before, without_adverbs
from policytext.lexicon import alternation, groups

_VERBS, _NOUNS = groups("verbs"), groups("nouns")
_CARRYING = {*_VERBS["new"], *_VERBS["strong"], *_VERBS["carrying"]}
# 巩固 is a verb, but not in 巩固率
_LEADING_VERBS = re.compile(f"新?(?:{alternation(_CARRYING)})(?![率度量数额值比筑])")
_NOT_NOUN = "，。；、：！？,;:!?\n）)以及和与等并且则的了或"
# ends the noun behind a number: punctuation, 和|30所, 等|，, 到|厦, a verb
_AFTER_STOP = re.compile(
    r"[，。；、：！？,;:!?\n]|[（(](?![一-鿿、]{1,6}[）)][一-鿿])"
    r"|(?:和|及|与|以及|并)(?=[0-9]|新|推|建|完|实|开|加|培|打|引)|等(?=[，。；、]|$)|到(?!期|位)|在(?!校|岗|职|册)"
    rf"|(?:{alternation(_VERBS['after_noun'])})(?!率)"
)
_TRAILING = re.compile(rf"的?(?:{alternation(_VERBS['trailing'])})(?:任务|工作|改造)?$")
_DETERMINERS = re.compile(rf"^(?:{alternation(_NOUNS['determiners'])}|每[个所名人校班乡县])")
# 试点园（校）24所: a note in brackets belongs to the noun before it
NOTE = re.compile("[（(][^（）()]{1,10}[）)](?=[^（）()，,、；;：:]{0,8}$)")
# 造林绿化|19万亩: nothing but verbs, and they name what is measured
_SHORTEST_DEED = 4
# 向民办学校选派|党建指导员, 为残疾学生提供|送教
_ADDRESSED = re.compile(
    f"^(?:面向|针对|向|为|对|由|从|在)[一-鿿]{{2,12}}?(?:{alternation({*_VERBS['new'], *_VERBS['carrying']})})(?=[一-鿿]{{2}})"
)
_ITEM_SPLIT = re.compile("、|和|及|与|以及")


def noun_before(left: str) -> str:
    """The noun that stands before a number, without the words that carry the number.

    >>> noun_before("努力实现近视率比2020年下降"), noun_before("建成学校2所、新增学位")
    ('近视率', '学位')
    """
    noun = _without_predicate(segments_before(left)[0])
    return _stripped(noun) or (noun if len(noun) >= _SHORTEST_DEED else "")


# 不低于每生每年|6500元: a bound and a rate between the noun and its number
_RATE = re.compile(r"(?:不低于|不少于|不超过|不高于|至少|达到?|提高到|为)?(?:每[一-鿿]{1,3}?(?:每[年月天日周学期]{1,2})?)$")


# 比重从1.07%提高到, 由去年的: where the number came from
_FROM = re.compile("(?:由|从)(?:[0-9][^，]*|去年的?|上年的?|目前的?)?$")


def _without_predicate(segment: str) -> str:
    if (rate := _RATE.search(segment)) and rate.start():
        segment = segment[: rate.start()]
    match = PREDICATE.search(segment)
    return _FROM.sub("", segment[: match.start()] if match else segment)


def predicate_of(left: str) -> str:
    """The words between the noun and its number: ``比2020年下降``."""
    segment = segments_before(left)[0]
    match = PREDICATE.search(segment)
    return match.group() if match else ""


def _stripped(segment: str) -> str:
    """Without adverbs, verbs and determiners at the start."""
    rest = _ADDRESSED.sub("", segment)
    while True:
        bare = without_adverbs(rest)
        if verb := _LEADING_VERBS.match(bare):
            bare = bare[verb.end() :]
        bare = _DETERMINERS.sub("", bare)
        if bare == rest:
            return bare.strip(" 　的")
        rest = bare


def noun_after(right: str) -> tuple[str, str]:
    """The noun behind a number and what follows it up to the clause's end.

    >>> noun_after("普通学校资源教室建设。"), noun_after("学校通过验收")
    (('普通学校资源教室', ''), ('学校', '通过验收'))
    """
    text = right.removeprefix("的")
    if not text or text[0] in _NOT_NOUN or not _starts_noun(text):
        return "", ""
    stop = _AFTER_STOP.search(text, 1)
    noun = text[: stop.start()] if stop else text
    rest = re.split("[，。；、：！？,;:!?\n（(]", text[len(noun) :], maxsplit=1)[0]
    return _TRAILING.sub("", noun) or noun, rest


def _starts_noun(text: str) -> bool:
    return re.match(r"[一-鿿A-Za-z“\"0-9]", text) is not None and not re.match("(?:左右|以上|以内|的|为|并|用于|开展|建成|投入|达)", text)


def whole_list(left: str) -> str:
    """The list that a sum counts, as printed, or nothing where there is no list.

    >>> whole_list("培训园长、骨干教师、保育员")
    '园长、骨干教师、保育员'
    """
    head = re.split("[，。；：,;:\n]", left)[-1]
    return _stripped(head) if "、" in head else ""


def listed(left: str) -> tuple[str, ...]:
    """The items of the list before 各, as printed.

    >>> listed("培训园长、骨干教师各")
    ('园长', '骨干教师')
    """
    head = re.split("[，。；：,;:\n]", left.removesuffix("各"))[-1]
    return tuple(item for item in _ITEM_SPLIT.split(_stripped(head)) if item)


def shared_list(left: str) -> tuple[str, ...]:
    """The items of the list before 分别, the tail of the last shared by all.

    >>> shared_list("小学、初中班额分别控制在")
    ('小学班额', '初中班额')
    """
    items = listed(re.sub("(?<![占生例])[比较]$", "", left.split("分别")[0]))
    if len(items) < 2:
        return items
    tail = _shared_tail(items[0], items[-1])
    return (*(item if item.endswith(tail) else item + tail for item in items[:-1]), items[-1])


# 小学、初中班额: short items stand in the same place as the head of the last
_SHORT = 3


def _shared_tail(first: str, last: str) -> str:
    """What the last item has behind the part that matches the first: 城镇居民 | 农村居民人均收入 -> 人均收入."""
    for size in (2, 1) if len(first) > 2 else (2,):
        place = last.find(first[-size:], 1)
        if place >= 0 and place + size < len(last):
            return last[place + size :]
    return last[len(first) :] if len(first) <= _SHORT and len(last) >= len(first) + 2 else ""
