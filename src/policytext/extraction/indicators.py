"""The indicator: the words that name what a number counts or measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.extraction.wording import is_own_measure, predicate_in, without_adverbs
from policytext.lexicon import alternation, groups

_VERBS, _NOUNS = groups("verbs"), groups("nouns")
_CARRYING = {*_VERBS["new"], *_VERBS["ongoing"], *_VERBS["strong"], *_VERBS["carrying"]}
# 巩固 is a verb, but not in 巩固率
_LEADING_VERBS = re.compile(f"(?!{alternation(_VERBS['no_verbs'])})(?:新|重点)?(?:{alternation(_CARRYING)})了?(?![率度量数额值比筑者面])")
_NOT_NOUN = "，。；、：！？,;:!?\n）)以及和与等并且则的了或"
# a bracket inside a noun: 县（市、区）, 师范（教师教育）院校
_BRACKET = "[（(](?:市、(?:区|特区|旗)|市|区|园|校)[）)]|[（(][一-鿿]{1,6}[）)](?=[一-鿿])"
# ends the noun behind a number: punctuation, 和|30所, 等|，, 到|厦, 对|县中, a verb
_AFTER_STOP = (
    r"[，。；、：！？,;:!?\n|]|[（(）)]"
    r"|(?:和|及|与|以及|并)(?=[0-9]|新|推|建|完|实|开|加|培|打|引)|与(?=[^，。；、]{2,14}(?:建立|签|合作|共建|结对))"
    r"|等(?=[，。；、]|$)|到(?!期|位|户)|在(?!校|岗|职|册|建|用)|对(?!口|外|接|象|台|标|虾)|将(?!军)"
    r"|(?<!发)达(?!标|人|州|到)|均(?!衡|等|匀|价|值|田)|已(?!故)|被(?!动|装)|为(?!主|民|辅)|以(?!上|下|内|外|太|色|及)|向(?!前|上)|从(?!业|事|严|教)|占(?!地|道)|按(?!摩)"
    rf"|(?:{alternation(_VERBS['after_noun'])})(?!率|[一-鿿]{{0,2}}[者型])|未(?!来|成年|就业)"
    rf"|(?:{alternation(_VERBS['clause_end'])})(?=[，。；、]|$)"
)
_NOUN_AFTER = re.compile(rf"[一-鿿A-Za-z0-9“\"](?:{_BRACKET}|(?!{_AFTER_STOP})[^\n]){{0,39}}")
_TRAILING = re.compile(rf"的?(?:{alternation(_VERBS['trailing'])})(?:任务|工作|改造)?$")
_VERBAL = re.compile(rf"(?:{alternation((*_VERBS['after_noun'], *_VERBS['clause_end']))})+$")
_DETERMINERS = re.compile(
    rf"^(?:可(?=新增|完成|实现|增加|建成|达)|{alternation(_NOUNS['determiners'])}|到|每[十百千万]?[一-鿿]{{1,6}}?(?:拥有|配有)"
    r"|每[个所名人校班乡县年月周天]|每学期|每季度)"
)
# 造林绿化|19万亩: nothing but verbs, and they name what is measured
_SHORTEST_DEED = 4
# 向民办学校选派|党建指导员, 为残疾学生提供|送教
_ADDRESSED = re.compile(
    f"^(?:面向|针对|向|为|对|由|从|在|与|用于)[一-鿿]{{2,12}}?(?:{alternation({*_VERBS['new'], *_VERBS['carrying']})})(?=[一-鿿]{{2}})"
)
_ADDRESSING = frozenset("面针向为对由从在与用")
# 市县两级|推出|实事, 社会力量|新建|托育机构: what the last clear verb governs
_CUTTING = re.compile(rf"^[一-鿿“”]{{1,30}}(?:{alternation(_VERBS['cutting'])})(?![率度量数额值者])(?=[一-鿿“]{{2}})")
# “省培计划”|培训|教师
_BY_MEANS = re.compile(rf"[一-鿿]{{0,2}}“[^”]{{1,20}}”(?:{alternation(_CARRYING)})(?!率)(?=[一-鿿]{{2}})")
_NO_OBJECT = re.compile("(?:时间|程度|经费|资金|标准|水平|活动|面积|金额|额度)$")
_CLEAR_VERB = re.compile(alternation(_VERBS["cutting"]))
_COMPLETING = re.compile(rf"(?<![未不])(?:{alternation(_VERBS['completing'])})(?![区园者商型率]|中心|方案|平台|示范)")
_ITEM_SPLIT = re.compile("、|和|及|与|以及")
_CLAUSE_SPLIT = re.compile("[，,。；;：:\n]")


_NO_LIST = re.compile("[0-9“”《》各零]|分别|以上|等|覆盖|达到|增长|下降")


def list_before(left: str) -> str:
    """The list of nouns that one number counts together, or nothing: 高速通、便捷通、铁路通项目|26个.

    >>> list_before("建设高速通、便捷通项目"), list_before("新增公园3个、绿道")
    ('高速通、便捷通项目', '')
    """
    head = _CLAUSE_SPLIT.split(left)[-1]
    if "、" not in head or _NO_LIST.search(head):
        return ""
    first, *others = _stripped(_without_predicate(head)).split("、")
    return "、".join((first, *others)) if all(_is_plain(one) for one in (first, *others)) else ""


def _is_plain(item: str) -> bool:
    """Whether an item of a list is a noun and no clause of its own."""
    return 2 <= len(item) <= 14 and _LEADING_VERBS.match(without_adverbs(item)) is None


def noun_before(segments: Sequence[str]) -> str:
    """The noun that stands before a number, without the words that carry the number; `segments` nearest first.

    >>> noun_before(("努力实现近视率比2020年下降",)), noun_before(("市县两级推出便民实事",))
    ('近视率', '便民实事')
    """
    return noun_and_predicate(segments[0])[0]


def noun_and_predicate(segment: str) -> tuple[str, str]:
    """The noun of a segment and the words between it and the number.

    >>> noun_and_predicate("努力实现近视率比2020年下降")
    ('近视率', '比2020年下降')
    """
    rest = _without_rate(segment)
    match = predicate_in(rest)
    noun = _without_bound(rest[: match.start()] if match else rest)
    predicate = match if rest == segment else predicate_in(segment)
    return _stripped(noun) or (noun if len(noun) >= _SHORTEST_DEED else ""), predicate.group() if predicate else ""


def subject_of(segments: Sequence[str]) -> str:
    """The words before a bound without a number, whole: 教育支出增幅|高于…; `segments` nearest first.

    >>> subject_of(("力争居民收入增长",))
    '居民收入增长'
    """
    return _stripped(segments[0])


# 不低于每生每年|6500元: a bound and a rate between the noun and its number
_RATE = re.compile(r"(?:不低于|不少于|不超过|不高于|至少|达到?|提高到|为)?(?:每[一-鿿]{1,3}?(?:每[年月天日周学期]{1,2})?)(?:至少|不少于|不超过)?$")
# 至少配备|1名: a bound before the verb
_BOUND_ENDS = tuple({word[-1] for key in ("new", "level") for word in _VERBS[key]} | set("少多"))
_BOUND_VERB = re.compile(rf"(?:至少|最少|最多|至多|不少于)(?:{alternation({*_VERBS['new'], *_VERBS['level']})})?$")


def _without_rate(segment: str) -> str:
    rate = _RATE.search(segment) if "每" in segment else None
    return segment[: rate.start()] if rate else segment


def _without_bound(words: str) -> str:
    return _BOUND_VERB.sub("", words) if words.endswith(_BOUND_ENDS) else words


def _without_predicate(segment: str) -> str:
    rest = _without_rate(segment)
    match = predicate_in(rest)
    return _without_bound(rest[: match.start()] if match else rest)


def _stripped(segment: str) -> str:
    """Without adverbs, verbs and determiners at the start, and without what stands before the last clear verb."""
    rest = _after_verb(_ADDRESSED.sub("", segment) if segment[:1] in _ADDRESSING else segment)
    while rest:
        bare = without_adverbs(rest)
        if verb := _LEADING_VERBS.match(bare):
            bare = bare[verb.end() :]
        if opening := _DETERMINERS.match(bare):
            bare = bare[opening.end() :]
        if len(bare) == len(rest):
            break
        rest = bare
    return rest.strip(" 　的")


def _after_verb(words: str) -> str:
    """What the last clear verb governs (市县两级推出|实事); all of it where that is only the end of a measure's name."""
    if "”" in words and (means := _BY_MEANS.match(words)):
        return words[means.end() :]
    cut = _CUTTING.match(words) if _CLEAR_VERB.search(words, 1) else None
    if cut is None or is_own_measure(words) or _NO_OBJECT.search(words):
        return words
    return words[cut.end() :]


def noun_after(right: str) -> tuple[str, str]:
    """The noun behind a number and what follows it up to the clause's end.

    >>> noun_after("普通学校资源教室建设。"), noun_after("学校通过验收")
    (('普通学校资源教室', ''), ('学校', '通过验收'))
    >>> noun_after("农户增收")
    ('农户', '增收')
    """
    text = right.removeprefix("的")
    if not text or text[0] in _NOT_NOUN or not _starts_noun(text):
        return "", ""
    match = _NOUN_AFTER.match(text)
    noun = match.group() if match else ""
    rest = _CLAUSE_SPLIT.split(text[len(noun) :], maxsplit=1)[0]
    if _VERBAL.match(noun):
        return "", noun + rest
    if noun.endswith(("级", "类", "型")) and (shared := _SHARED_HEAD.match(text, len(noun))):
        return noun + shared["head"], ""
    if text[len(noun) : len(noun) + 1] == "、" and (more := _LIST_GOES_ON.match(text, len(noun))):
        return noun + more.group(), ""
    return _TRAILING.sub("", noun) or noun, rest.split("、")[0].split("（")[0]


# 2个国家级|、7个省级、15个市级科普基地
_SHARED_HEAD = re.compile("(?:、[0-9.]+[万余多]?[一-鿿]{1,4}?[一-鿿]{0,3}[级类型]){1,4}(?P<head>[一-鿿]{2,14})")
# 800个智能工厂|、数字化车间，: what is counted together; not where a number or a verb follows
_LIST_GOES_ON = re.compile(rf"(?:、(?!{alternation(_CARRYING)})[一-鿿]{{2,12}}){{1,3}}(?=[，。；]|$)")


def is_completed(right: str) -> bool:
    """Whether the clause goes on to say that what was counted is delivered: 5个中心、6个分中心|开诊运营.

    >>> is_completed("个中心、6个分中心开诊运营，"), is_completed("所学校参与评选")
    (True, False)
    """
    return _COMPLETING.search(_CLAUSE_SPLIT.split(right, maxsplit=1)[0]) is not None


_NOUN_START = re.compile(r"(?!左右|以上|以内|的|为|并|用于|开展|建成|投入|达)[一-鿿A-Za-z“\"0-9]")


def _starts_noun(text: str) -> bool:
    return _NOUN_START.match(text) is not None


def whole_list(left: str) -> str:
    """The list that a sum counts, as printed, or nothing where there is no list.

    >>> whole_list("培训园长、骨干教师、保育员")
    '园长、骨干教师、保育员'
    """
    head = _CLAUSE_SPLIT.split(left)[-1]
    return _stripped(head) if "、" in head else ""


def listed(left: str) -> tuple[str, ...]:
    """The items of the list before 各, as printed.

    >>> listed("培训园长、骨干教师各")
    ('园长', '骨干教师')
    """
    head = _CLAUSE_SPLIT.split(left.removesuffix("各"))[-1]
    return tuple(item for item in _ITEM_SPLIT.split(_stripped(head)) if item)


def shared_list(left: str) -> tuple[str, ...]:
    """The items of the list before 分别, the tail of the last shared by all.

    >>> shared_list("小学、初中班额分别控制在")
    ('小学班额', '初中班额')
    """
    items = listed(re.sub("(?<![占生例])[比较]$", "", left.rpartition("分别")[0] or left))
    if len(items) == 1 and items[0].startswith(_BOTH_PLACES):
        return tuple(place + items[0].removeprefix(_BOTH_PLACES) for place in ("城镇", "农村"))
    if len(items) < 2:
        return items
    tail = _shared_tail(items[0], items[-1])
    return (*(item if item.endswith(tail) else item + tail for item in items[:-1]), items[-1])


# 城乡居民收入|分别增长8%和9%
_BOTH_PLACES = "城乡"
_CATEGORIES = tuple(frozenset(words.split()) for words in (
    "小学 初中 高中 中职 高职 幼儿园 中小学 高校 本科 专科", "城镇 农村 城市 乡村 城区 县城", "男 女 男性 女性",
    "国家级 省级 市级 县级 区级", "公办 民办", "春季 秋季 夏季 冬季", "一产 二产 三产 第一产业 第二产业 第三产业",
))  # fmt: skip
# 小学、初中班额: short items stand in the same place as the head of the last
_SHORT = 3
_PLACE_ENDS = frozenset("县市区镇乡村省州园校")


def _shared_tail(first: str, last: str) -> str:
    """What the last item has behind the part that matches the first: 城镇居民 | 农村居民人均收入 -> 人均收入."""
    if category := next((word for words in _CATEGORIES if first in words for word in words if last.startswith(word)), None):
        return last.removeprefix(category)
    if last.endswith("率") and not first.endswith("率"):
        return last[-3:]
    for size in (2, 1) if first[-1:] in _PLACE_ENDS and len(first) > 2 else (2,):
        place = last.find(first[-size:], 1)
        if place >= 0 and place + size < len(last):
            return last[place + size :]
    return last[len(first) :] if len(first) <= _SHORT and len(last) >= len(first) + 2 else ""


def carried_over(noun: str, previous: str | None) -> str:
    """A category alone takes the rest of the indicator before it: 小学作业时间…, 初中…

    >>> carried_over("初中", "小学作业时间"), carried_over("学位", "小学作业时间")
    ('初中作业时间', '学位')
    """
    for words in _CATEGORIES if previous and len(noun) <= 4 else ():
        head = next((word for word in words if previous and previous.startswith(word)), None)
        if noun in words and head:
            return noun + (previous or "").removeprefix(head)
    return noun
