"""Quantities: every number that says how much or how many, with its role, change, force and indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from policytext.extraction import indicators, wording
from policytext.extraction.quantity_pattern import Amount, read_amount
from policytext.extraction.rejections import rejection_reason
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.model.values import Quantity, Rejection, Role

_TRIGGER = re.compile(r"[0-9]+|[数几百千万十](?=[十百千万亿个所家名人项件次场条座张户套门支台])|[零一二两三四五六七八九十百千万亿]+|半数")
# 由90%提高到95%, 从3所增加到5所
_BASE = re.compile(r"(?:由|从)(?:[0-9]{4}年的?|上年的?|目前的?|原来的?|[一-鿿]{0,4}的)?(?:不足|约|近)?$")
_BASE_RIGHT = re.compile(r"[^，。；]{0,10}?(?:提高|增加|提升|上升|下降|降低|减少|增长|扩大|缩短|压缩|压减|缩减|降|增|升|涨|调整)[^，。；]{0,4}?(?:到|至|为)")
_DONE = re.compile(r"(?:已经?|累计已?|共已|业已)(?!有|纳入|于)[^，。；]{0,24}$|(?<![比较同与于])(?:去年|上年)[^。；]{0,60}$")
_DONE_AFTER = re.compile(r"^[^。]{0,12}[，,](?:超额|提前|圆满|如期)完成")
_CURRENT = re.compile(r"(?:目前|现有|现已|尚有|已有|仍有|还有|截至目前|截至)[^。]{0,20}$")
# 投资超10亿元|项目, 千人以上|就餐学校, 1万平方米以上的|公园
_NOUNS = groups("nouns")
_CONDITION = re.compile(rf"的?(?:[一-鿿]{{0,8}}?)(?:{alternation(_NOUNS['described'])})")
# 56人以上|大班额: a noun follows the bound at once, and no verb
_ATTRIBUTE = re.compile(rf"的?(?!{alternation(_NOUNS['no_attribute'])})[一-鿿A-Za-z]")
_LONGEST_TIME = 8
_ONCE = re.compile("一[次期场轮堂]")
_RECURRENCE = re.compile("每(?:[半两二三]?个?(?:年|月|周|日|天|季度|季|学年))|[按逐][月季年周]")
_PER = re.compile(rf"每(?P<per>{alternation(_NOUNS['rates'])})(?P<rest>[一-鿿]{{0,14}})$")
_PER_NAMES = {"生每年": "生·年", "人每年": "人·年"}
_PART = re.compile(r"其中[，,：:]?[^。；]{0,30}$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One amount with the words around it."""

    amount: Amount
    left: str
    right: str
    sentence_left: str


def find_quantities(scene: Scene, times: Times) -> Iterator[Found]:
    """Every numeral of the body that no stronger rule has taken: a quantity, or a rejection with its reason."""
    previous: Quantity | None = None
    sentence = Span(0, 0)
    end = scene.body.start
    for trigger in _TRIGGER.finditer(scene.text, scene.body.start, scene.body.end):
        start = trigger.start()
        if start < end or scene.is_claimed(start, trigger.end()):
            continue
        if not sentence.start <= start < sentence.end:
            sentence, previous = scene.sentence(start), None
        found = list(_at(scene, start, trigger.end(), sentence, previous, times))
        for one in found:
            previous = one.value if isinstance(one.value, Quantity) else previous
            yield one
        end = max([end, *(one.end for one in found)])


def _at(scene: Scene, start: int, stop: int, sentence: Span, previous: Quantity | None, times: Times) -> Iterator[Found]:
    """What the numeral at `start` is."""
    amount = read_amount(scene.text, start, min(sentence.end, start + 40), sentence.start)
    if amount and scene.is_claimed(start, amount.end):
        amount = None
    left = scene.without_times(max(sentence.start, start - 20), start)
    right = scene.text[start : min(sentence.end, start + 24)]
    reason = rejection_reason(left, right, stop - start, amount)
    if reason is None and _ONCE.match(right) and _recurs(scene, start, sentence):
        reason = "other"  # 每月开展一次: the time says it all
    if reason:
        yield Found(start, amount.end if amount and reason != "ordinal" else stop, f"rejection.{reason}", Rejection(reason), 0.8)
    elif amount:
        yield from _quantities(scene, _reading(scene, amount, sentence), previous, times)


def _recurs(scene: Scene, start: int, sentence: Span) -> bool:
    """Whether the number's clause says how often."""
    clause = re.split("[，,；;]", scene.text[max(sentence.start, start - 24) : start])[-1]
    return _RECURRENCE.search(clause) is not None


def _reading(scene: Scene, amount: Amount, sentence: Span) -> _Reading:
    left = indicators.NOTE.sub("", scene.without_times(max(sentence.start, amount.start - 80), amount.start))
    right = scene.text[amount.end : min(sentence.end, amount.end + 40)]
    return _Reading(amount, left, right, scene.text[sentence.start : amount.start])


def _quantities(scene: Scene, reading: _Reading, previous: Quantity | None, times: Times) -> Iterator[Found]:
    value = _value(scene, reading, previous, times)
    amount = reading.amount
    start = amount.start
    each = re.search("各$", reading.left)
    names = indicators.listed(reading.left) if each else ()
    if each and len(names) > 1:
        for name in names:
            yield Found(start - 1, amount.end, "quantity.each", replace(value, indicator=name), 0.85)
        return
    if together := re.search("(?:共|合计|总计|总共)$", reading.left):
        start -= len(together.group())
        value = replace(value, indicator=indicators.whole_list(reading.left[: together.start()]) or value.indicator)
    yield Found(start, amount.end, f"quantity.{amount.unit_kind}", value, 0.9)


def _value(scene: Scene, reading: _Reading, previous: Quantity | None, times: Times) -> Quantity:
    amount, left = reading.amount, reading.left
    predicate = indicators.predicate_of(left)
    governor = wording.governor(left)
    role = _role(scene, reading, times)
    indicator, inherited = _indicator(reading, previous, governor, past=role == "outcome")
    change = _change(reading, predicate, governor, previous if inherited else None)
    deadline = _deadline(scene, amount.start, times) if role == "target" else None
    return Quantity(
        role=role, low=_as_percent(reading, amount.low), high=_as_percent(reading, amount.high),
        unit=_unit(reading, amount), comparator=_comparator(reading), indicator=indicator or None, change=change,  # type: ignore[arg-type]
        force=_force(reading) if role == "target" else "plain",  # type: ignore[arg-type]
        baseline=_baseline(scene, reading, times), per=_per(left), part_of=_part_of(left, previous),
        verb=governor.verb if governor else None, side=amount.side,
        deadline=deadline or (date(scene.year, 12, 31) if role == "target" and scene.year else None),
        deadline_implied=role == "target" and deadline is None and scene.year is not None,
    )  # fmt: skip


def _is_multiple(reading: _Reading) -> bool:
    """增长1倍 is 100 %; 达到2倍 stays a multiple."""
    return reading.amount.unit == "倍" and wording.change_of(indicators.predicate_of(reading.left)) is not None


def _as_percent(reading: _Reading, value: Decimal) -> Decimal:
    return value * 100 if _is_multiple(reading) else value


def _unit(reading: _Reading, amount: Amount) -> str:
    return "%" if _is_multiple(reading) else amount.unit


_RATED_BOUND = re.compile("(不低于|不少于|不超过|不高于|至少|至多)(?:每[一-鿿]{1,3}){1,2}$")


def _comparator(reading: _Reading) -> str:
    """A bound behind the last number of a 分别 list covers the list: 45人、50人以内; a rate may stand after a bound."""
    amount = reading.amount
    if amount.comparator == "=" and (bound := _RATED_BOUND.search(reading.left)):
        return "<=" if bound.group(1) in ("不超过", "不高于", "至多") else ">="
    if amount.comparator == "=" and re.search("分别[^，；。]*$", reading.left):
        ahead = re.match(r"(?:[、和][0-9.]+[^，。；、0-9]{1,6}?)*?[、和][0-9.]+[^，。；、0-9]{1,4}?(以上|以下|以内|左右)", reading.right)
        if ahead:
            return {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}[ahead.group(1)]
    return amount.comparator


def _indicator(reading: _Reading, previous: Quantity | None, governor: wording.Governor | None, past: bool) -> tuple[str, bool]:
    """The indicator, and whether it is taken over from the number before."""
    amount, left = reading.amount, reading.left
    if distributed := _distributed(left):
        return distributed, False
    before = indicators.noun_before(left)
    after, rest = indicators.noun_after(reading.right)
    prefer_after = amount.unit_kind == "count" or (reading.right.startswith("的") and amount.unit_kind == "share")
    if after and (prefer_after or not before):
        subject = governor is None or (governor.verb in _OF_BEING and amount.unit_kind in ("count", "share"))
        if rest and subject and amount.unit_kind in ("count", "share") and not past:
            return f"{rest}的{after}", False
        return after, False
    if before:
        return before, False
    return (previous.indicator or "", True) if previous and _continues(left) else (after, False)


# these say that something is there; what it does stands behind it: 已有18所学校|通过验收
_OF_BEING = frozenset(("有", "达到", "达"))


def _continues(left: str) -> bool:
    """Whether a number goes on about the indicator before it: …60199亿元、增长|5%."""
    return re.search("[、，,]$|[、，,]" + wording.PREDICATE.pattern, left) is not None


def _distributed(left: str) -> str:
    """The item of a 分别 list that this number belongs to."""
    clause = re.split("[。；\n]", left)[-1]
    head, word, tail = clause.rpartition("分别")
    if not word or re.search("[，,](?![0-9])", tail.rstrip("，,")):
        return ""
    names = indicators.shared_list(head + word)
    place = tail.count("、") + tail.count("和") + tail.count("，")
    return names[place] if len(names) > max(1, place) else ""


def _role(scene: Scene, reading: _Reading, times: Times) -> Role:
    amount, left, right = reading.amount, reading.left, reading.right
    if _is_condition(reading):
        return "threshold"
    if _BASE.search(left) and _BASE_RIGHT.match(right):
        return "baseline"
    if scene.looks_back(amount.start):
        return "outcome"
    if _CURRENT.search(left):
        return "current"
    if _DONE.search(reading.sentence_left) or _reported(scene, amount.start, times) or _DONE_AFTER.match(right):
        return "outcome"
    return "target"


def _reported(scene: Scene, offset: int, times: Times) -> bool:
    """Whether the sentence began with a time that is over: 2020年，全市新增…."""
    start = scene.sentence(offset).start
    return any(time.role == "past" for time in times.between(start, start + 5))


def _is_condition(reading: _Reading) -> bool:
    """A bound on a measure that describes what stands behind it, and is not itself promised."""
    amount = reading.amount
    if amount.unit_kind == "share" or amount.comparator in ("=", "..") or amount.unit_kind == "ratio":
        return False
    if amount.unit_kind == "count" and amount.unit not in ("人", "名", "户", "张", "床"):
        return False
    if amount.numeral.endswith(("以上", "以下", "以内")) and _ATTRIBUTE.match(reading.right):
        return True
    return _CONDITION.match(reading.right) is not None


def _change(reading: _Reading, predicate: str, governor: wording.Governor | None, previous: Quantity | None) -> str:
    amount = reading.amount
    if found := wording.change_of(predicate) or wording.change_of(_distributing_predicate(reading.left)):
        return found
    if (noun := indicators.noun_before(reading.left)).endswith(_RATES):
        return wording.change_of(noun) or "increase"
    if amount.unit_kind in ("share", "ratio", "money"):
        return _share_change(reading, governor)
    if governor is None:
        return "level"
    if amount.unit in _NEVER_NEW:
        return "level"
    return "new" if governor.kind == "new" and not _levelled(predicate) else "level"


# nobody builds an hour: these measure what stands there
_NEVER_NEW = frozenset("次 小时 分钟 天 秒 年 岁 周 个月 倍 分 度 个工作日 摄氏度 学期".split())
_RATES = ("增幅", "增速", "涨幅", "降幅", "增长率", "增长速度")


def _distributing_predicate(left: str) -> str:
    """The words between 分别 and the first number of its list: 分别|增长|4.5%、."""
    match = re.search("分别([^0-9，。；]{1,8})(?=[0-9][^，。；]*$)", left)
    return match.group(1) if match else ""


def _share_change(reading: _Reading, governor: wording.Governor | None) -> str:
    if reading.amount.unit_kind == "money" and governor and governor.verb == "新增":
        return "new"
    return "increase" if governor and governor.verb in ("翻番", "增幅") else "level"


def _levelled(predicate: str) -> bool:
    return re.search("达|为|保持|控制|稳定|突破|超过|到|至", predicate) is not None


def _force(reading: _Reading) -> str:
    return wording.force_of(reading.sentence_left + reading.amount.bound)


def _baseline(scene: Scene, reading: _Reading, times: Times) -> int | None:
    """The year compared with: 比2020年, 较上年, 同比."""
    clause_start = reading.amount.start - len(wording.segments_before(reading.left)[0]) - _LONGEST_TIME
    for time in times.between(max(clause_start, scene.sentence(reading.amount.start).start), reading.amount.start):
        if time.role == "baseline":
            return time.end.year if time.end else None
    if scene.year and re.search("同比", scene.text[clause_start : reading.amount.start]):
        return scene.year - (2 if scene.looks_back(reading.amount.start) else 1)
    return None


def _per(left: str) -> str | None:
    match = _PER.search(wording.segments_before(left)[0])
    if match is None:
        return None
    per = match["per"]
    return _PER_NAMES.get(per, per.removeprefix("个"))


def _part_of(left: str, previous: Quantity | None) -> str | None:
    return previous.indicator if previous and _PART.search(left) else None


def _deadline(scene: Scene, offset: int, times: Times) -> date | None:
    """The nearest deadline said before the number in its sentence."""
    start = scene.sentence(offset).start
    ends = [time.end for time in times.between(start, offset) if time.role == "deadline"]
    return ends[-1] if ends else None
