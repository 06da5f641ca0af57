"""Quantities: every number that says how much or how many, with its role, change, force and indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from policytext.extraction import indicators, wording
from policytext.extraction.clause import Clause, clause_of
from policytext.extraction.quantity_change import change_of_clause
from policytext.extraction.quantity_pattern import read_amount
from policytext.extraction.quantity_role import role_of
from policytext.extraction.rejections import Numeral, rejection_of
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.model.values import Quantity, Rejection

_TRIGGER = re.compile(r"[0-9]+|[数几](?=[十百千万亿])|[零〇一二两三四五六七八九十百千万亿]+几?|半数|(?<=过)半")
_LONGEST_TIME = 8
_ONCE = re.compile("一[次期场轮堂]")
_RECURRENCE = re.compile("每(?:[半两二三]?个?(?:年|月|周|日|天|季度|季|学年))|[按逐][月季年周]")
_PER = re.compile(rf"每(?P<per>{alternation(groups('nouns')['rates'])})(?P<rest>[一-鿿]{{0,14}})$")
_PER_NAMES = {"生每年": "生·年", "人每年": "人·年"}
_TOGETHER = re.compile("(?:共|合计|总计|总共)$")
_PART = re.compile(r"其中[，,：:]?[^。；]{0,30}$")


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
    rule = rejection_of(Numeral(left, right, stop - start, amount))
    if rule is not None:
        yield Found(start, amount.end if amount and rule.reason != "ordinal" else stop, f"rejection.{rule.name}", Rejection(rule.reason), 0.8)
    elif _ONCE.match(right) and _recurs(scene, start, sentence):
        yield Found(start, amount.end if amount else stop, "rejection.once", Rejection("other"), 0.8)  # 每月开展一次: the time says it all
    elif amount:
        yield from _quantities(scene, clause_of(scene, amount, sentence), previous, times)


def _recurs(scene: Scene, start: int, sentence: Span) -> bool:
    """Whether the number's clause says how often."""
    clause = re.split("[，,；;]", scene.text[max(sentence.start, start - 24) : start])[-1]
    return _RECURRENCE.search(clause) is not None


def _quantities(scene: Scene, clause: Clause, previous: Quantity | None, times: Times) -> Iterator[Found]:
    value = _value(scene, clause, previous, times)
    amount = clause.amount
    start, before = amount.start, scene.text[max(0, amount.start - 2) : amount.start]
    names = indicators.listed(clause.left) if before.endswith("各") else ()
    if len(names) > 1:
        for name in names:
            yield Found(start - 1, amount.end, "quantity.each", replace(value, indicator=name), 0.85)
        return
    if together := _TOGETHER.search(before):
        start -= len(together.group())
        whole = indicators.whole_list(clause.left.removesuffix(together.group()))
        value = replace(value, indicator=whole or value.indicator)
    yield Found(start, amount.end, f"quantity.{amount.unit_kind}", value, 0.9)


def _value(scene: Scene, clause: Clause, previous: Quantity | None, times: Times) -> Quantity:
    amount, left = clause.amount, clause.left
    governor = wording.governor(left)
    role = role_of(scene, clause, times)
    indicator = _indicator(clause, previous, governor, past=role == "outcome")
    change = change_of_clause(clause, indicators.predicate_of(left), governor)
    return Quantity(
        role=role, low=_as_percent(clause, amount.low), high=_as_percent(clause, amount.high),
        unit=_unit(clause), comparator=_comparator(clause), indicator=indicator or None, change=change,
        force=_force(clause) if role == "target" else "plain",  # type: ignore[arg-type]
        baseline=_baseline(scene, clause, times), per=_per(left), part_of=_part_of(left, previous),
        verb=governor.verb if governor else None, side=amount.side,
    )  # fmt: skip


def _is_multiple(clause: Clause) -> bool:
    """增长1倍 is 100 %; 达到2倍 stays a multiple."""
    return clause.amount.unit == "倍" and wording.change_of(indicators.predicate_of(clause.left)) is not None


def _as_percent(clause: Clause, value: Decimal) -> Decimal:
    return value * 100 if _is_multiple(clause) else value


def _unit(clause: Clause) -> str:
    return "%" if _is_multiple(clause) else clause.amount.unit


_RATED_BOUND = re.compile("(不低于|不少于|不超过|不高于|至少|至多)(?:每[一-鿿]{1,3}){1,2}$")


def _comparator(clause: Clause) -> str:
    """A bound behind the last number of a 分别 list covers the list: 45人、50人以内; a rate may stand after a bound."""
    amount = clause.amount
    if amount.comparator == "=" and (bound := _RATED_BOUND.search(clause.left)):
        return "<=" if bound.group(1) in ("不超过", "不高于", "至多") else ">="
    if amount.comparator == "=" and re.search("分别[^，；。]*$", clause.left):
        ahead = re.match(r"(?:[、和][0-9.]+[^，。；、0-9]{1,6}?)*?[、和][0-9.]+[^，。；、0-9]{1,4}?(以上|以下|以内|左右)", clause.right)
        if ahead:
            return {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}[ahead.group(1)]
    return amount.comparator


def _indicator(clause: Clause, previous: Quantity | None, governor: wording.Governor | None, past: bool) -> str:
    """The noun that the number counts: of a 分别 list, behind it, before it, or taken over from the number before."""
    if distributed := _distributed(clause.left):
        return distributed
    before = indicators.noun_before(clause.left)
    after, rest = indicators.noun_after(clause.right)
    kind = clause.amount.unit_kind
    if after and (kind == "count" or not before or (kind == "share" and clause.right.startswith("的"))):
        stands = governor is None or governor.verb in _OF_BEING
        return f"{rest}的{after}" if rest and stands and kind in ("count", "share") and not past else after
    taken_over = previous.indicator if previous and _continues(clause.left) else None
    return before or taken_over or after


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


def _force(clause: Clause) -> str:
    return wording.force_of(clause.sentence_left + clause.amount.bound)


def _baseline(scene: Scene, clause: Clause, times: Times) -> int | None:
    """The year compared with: 比2020年, 较上年, 同比."""
    clause_start = clause.amount.start - len(wording.segments_before(clause.left)[0]) - _LONGEST_TIME
    for time in times.between(max(clause_start, scene.sentence(clause.amount.start).start), clause.amount.start):
        if time.role == "baseline":
            return time.end.year if time.end else None
    if scene.year and re.search("同比", scene.text[clause_start : clause.amount.start]):
        return scene.year - (2 if scene.looks_back(clause.amount.start) else 1)
    return None


def _per(left: str) -> str | None:
    match = _PER.search(wording.segments_before(left)[0])
    if match is None:
        return None
    per = match["per"]
    return _PER_NAMES.get(per, per.removeprefix("个"))


def _part_of(left: str, previous: Quantity | None) -> str | None:
    return previous.indicator if previous and _PART.search(left) else None
