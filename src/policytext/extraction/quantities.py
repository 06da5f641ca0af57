"""Quantities: every number that says how much or how many, with its role, change, force and indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from policytext.extraction import indicators, wording
from policytext.extraction.clause import Clause, Start, clause_of, conditional, with_brackets
from policytext.extraction.numerals import number
from policytext.extraction.quantity_change import change_of_clause
from policytext.extraction.quantity_indicator import indicator_of
from policytext.extraction.quantity_pattern import Amount, may_count, read_amount
from policytext.extraction.quantity_role import role_of
from policytext.extraction.rejections import Numeral, RejectionRule, rejection_of
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.model.values import Quantity, Rejection

_TRIGGER = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    "|[数几](?=[十百千万亿])|[零〇一二两三四五六七八九十百千万亿]+几?|半数|过半"
)
_LONGEST_TIME = 8
_NEAR = re.compile("[，,；;]")
_ONCE = re.compile("一[次期场轮堂]")
_RECURRENCE = re.compile("每(?:[半两二三]?个?(?:年|月|周|日|天|季度|季|学年))|[按逐][月季年周]")
_PER = re.compile(rf"每(?:[0-9一二两三四五十百千万]+)?(?P<per>{alternation(groups('nouns')['rates'])})(?P<rest>[一-鿿]{{0,14}})$")
_PER_NAMES = {"生每年": "生·年", "人每年": "人·年"}
_TOGETHER = re.compile("(?:共|合计|总计|总共)$")
_PART = re.compile(r"其中[，,：:]?[^。；]{0,30}$")


def find_quantities(scene: Scene, times: Times) -> Iterator[Found]:
    """Every numeral of the body that no stronger rule has taken: a quantity, or a rejection with its reason."""
    previous: Quantity | None = None
    sentence, forces = Span(0, 0), wording.Forces((), ())
    for start, stop in _numerals(scene):
        if not sentence.start <= start < sentence.end:
            sentence, previous = scene.sentence(start), None
            forces = wording.forces_of(scene.text, sentence.start, sentence.end)
        for one in _at(scene, start, stop, sentence, forces, previous, times):
            previous = one.value if isinstance(one.value, Quantity) else previous
            scene.claim(one.start, one.end)
            yield one


def _numerals(scene: Scene) -> Iterator[tuple[int, int]]:
    """The numerals that nothing has taken yet; what is taken while they are asked for is passed over."""
    place, claimed = scene.body.start, scene.claimed
    while trigger := _TRIGGER.search(scene.text, place, scene.body.end):
        start, stop = trigger.span()
        free = next((at for at in range(start, stop) if not claimed[at]), stop)
        if free == start:  # the part that is not taken: 一|一批 is a numeral and an idiom
            place = next((at for at in range(start, stop) if claimed[at]), stop)
            yield start, place
        else:
            place = free



def _at(
    scene: Scene, start: int, stop: int, sentence: Span, forces: wording.Forces, previous: Quantity | None, times: Times
) -> Iterator[Found]:
    """What the numeral at `start` is."""
    counts = may_count(scene.text, start, stop)
    amount = read_amount(scene.text, start, min(sentence.end, start + 40), sentence.start) if counts else None
    if amount and scene.is_claimed(start, amount.end):
        amount = None
    left = scene.without_times(max(sentence.start, start - 20), start)
    right = scene.text[start : min(sentence.end, start + 24)]
    rule = rejection_of(Numeral(left, right, stop - start, amount))
    if rule is not None:
        yield Found(*_rejected(scene, start, stop, rule, amount), f"rejection.{rule.name}", Rejection(rule.reason), 0.8)
    elif _ONCE.match(right) and _recurs(scene, start, sentence):
        yield Found(start, amount.end if amount else stop, "rejection.once", Rejection("other"), 0.8)  # 每月开展一次: the time says it all
    elif amount:
        yield from _quantities(scene, clause_of(scene, amount, sentence, forces), previous, times)


_NAME_AROUND = re.compile("[A-Za-z0-9.+＋×·-]*")
_ORDINAL_CLASS = "届次批条章期位名年轮号级区"


def _rejected(scene: Scene, start: int, stop: int, rule: RejectionRule, amount: Amount | None) -> tuple[int, int]:
    """The span of a rejection: the whole code of a name (PM2.5), the whole ordinal (第三届), else the number read."""
    if rule.reason == "name" and scene.text[start].isdigit():
        left = scene.text[max(0, start - 8) : start]
        begin = start - len(_NAME_AROUND.match(left[::-1]).group())  # type: ignore[union-attr]
        return begin, max(stop, _NAME_AROUND.match(scene.text, stop).end(), amount.end if amount else 0)  # type: ignore[union-attr]
    if rule.reason == "ordinal":
        begin = start - (scene.text[start - 1 : start] == "第")
        return begin, stop + (begin < start and scene.text[stop : stop + 1] in _ORDINAL_CLASS and stop < len(scene.text))
    return start, amount.end if amount else stop


def _recurs(scene: Scene, start: int, sentence: Span) -> bool:
    """Whether the number's clause says how often."""
    clause = _NEAR.split(scene.text[max(sentence.start, start - 24) : start])[-1]
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
    if value.role == "threshold":
        yield Found(start, amount.end, "rejection.condition", Rejection("condition"), 0.9)


def _value(scene: Scene, clause: Clause, previous: Quantity | None, times: Times) -> Quantity:
    amount = clause.amount
    role = role_of(scene, clause, times)
    per = _per(clause.segments)
    baseline, stood = _baseline(scene, clause, times)
    return Quantity(
        role=role, low=_as_percent(clause, amount.low), high=_as_percent(clause, amount.high),
        unit=_unit(clause), comparator=_comparator(clause), indicator=with_brackets(indicator_of(clause, previous, past=role == "outcome")) or None,
        change=change_of_clause(clause, previous, per),
        force=clause.forces.at(amount.start + len(amount.bound)) if role == "target" else "plain",  # type: ignore[arg-type]
        baseline=baseline, baseline_value=stood, per=per, part_of=_part_of(clause.left, previous),
        verb=clause.governor.verb if clause.governor else None, side=amount.side,
        conditional=conditional(clause.sentence_left),
    )  # fmt: skip


def _is_multiple(clause: Clause) -> bool:
    """增长1倍 is 100 %; 达到2倍 stays a multiple."""
    return clause.amount.unit == "倍" and wording.change_of(clause.predicate) is not None


def _as_percent(clause: Clause, value: Decimal) -> Decimal:
    return value * 100 if _is_multiple(clause) else value


def _unit(clause: Clause) -> str | None:
    return "%" if _is_multiple(clause) else clause.amount.unit


_AT_LEAST, _AT_MOST = "不低于|不少于|至少|最少|起码", "不超过|不高于|不多于|至多|最多"
# 不低于每生每年|6500元, 至少配备|1名: a rate or a verb between the bound and its number
_DISTANT_BOUND = re.compile(rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))(?:(?:每[一-鿿]{{1,3}}){{1,2}}|[一-鿿]{{1,4}}|[一-鿿]{{2,16}}的)$")
# 分别不低于92%和|98%
_LIST_BOUND = re.compile(rf"分别(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<more>超过?|突破|高于))[^，；。]*$")
_BOUND_AHEAD = re.compile(r"(?:[、和][0-9.]+[^，。；、0-9]{1,6}?)*?[、和][0-9.]+[^，。；、0-9]{1,4}?(以上|以下|以内|左右)")
# 最高补助|50万元, 给予最高500万元（国家级）、|100万元
_MOST_BEFORE = re.compile("最高[一-鿿]{0,4}$|最高[0-9][^，。；]{0,16}、$")
_SIGN_OF = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~", "least": ">=", "most": "<=", "more": ">"}


def _comparator(clause: Clause) -> str:
    """A bound at either end of a 分别 list covers the list: 45人、50人以内; a rate or verb may stand behind a bound."""
    amount = clause.amount
    if amount.comparator != "=":
        return amount.comparator
    for pattern in (_DISTANT_BOUND, _LIST_BOUND):
        if (bound := pattern.search(clause.left)) and bound.lastgroup:
            return _SIGN_OF[bound.lastgroup]
    if amount.unit_kind == "money" and _MOST_BEFORE.search(clause.left):
        return "<="
    if "分别" in clause.left and (ahead := _BOUND_AHEAD.match(clause.right)):
        return _SIGN_OF[ahead.group(1)]
    return "="


def _baseline(scene: Scene, clause: Clause, times: Times) -> tuple[int | None, Decimal | None]:
    """The year compared with (比2020年, 较上年, 同比, 从2020年的) and the value that stood there, where printed."""
    if stood := clause.start or clause.ground:
        return _year_of(stood, scene), number(stood.number) if stood.number else None
    clause_start = clause.amount.start - len(clause.segments[0]) - _LONGEST_TIME
    for time in times.between(max(clause_start, scene.sentence(clause.amount.start).start), clause.amount.start):
        if time.role == "baseline":
            return (time.end.year if time.end else None), None
    if scene.year and "同比" in scene.text[max(0, clause_start) : clause.amount.start]:
        return scene.year - (2 if scene.looks_back(clause.amount.start) else 1), None
    return None, None


def _year_of(stood: Start, scene: Scene) -> int | None:
    """The year in which a figure stood; 去年 is the one before the plan's."""
    if stood.year is None or stood.year.isdigit():
        return int(stood.year) if stood.year else None
    return scene.year - 1 if scene.year else None


def _per(segments: Sequence[str]) -> str | None:
    if "每" not in segments[0]:
        return None
    match = _PER.search(segments[0])
    if match is None:
        return None
    per = match["per"]
    return _PER_NAMES.get(per, per.removeprefix("个"))


def _part_of(left: str, previous: Quantity | None) -> str | None:
    return previous.indicator if previous and _PART.search(left) else None
