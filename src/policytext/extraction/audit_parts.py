"""Parts (其中) against the whole: a part greater than the whole, parts that together are more than it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, Measured, figure
from policytext.lexicon import alternation, groups
from policytext.model.finding import Certainty, Finding
from policytext.model.span import Span

CHECK = "parts"
_PARTS = re.compile("其中[，,：:]?")
_WORDS = groups("audit")
_NO_AMOUNT = re.compile(alternation(_WORDS["no_amount"]))
_RATES = frozenset(("%", "pp", "‰", "ratio", "倍", None))
_BRACKET = re.compile("[（(][^（）()。\n]{0,120}$")
_SEPARATE = re.compile("[，,、；;。！？\n（(]")
_DISJOINT = tuple(frozenset(words.split()) for words in _WORDS["disjoint"])
_ROUNDING = Decimal("1.005")
# 新建学校12所（小学5所、初中4所、高中3所）, and not （含民办3所）
_SPELT_OUT = re.compile("[（(：:](?!含|其中|不含|包括)")
_ALIKE = {"名": "人", "位": "人", "户": "家", "千米": "公里"}
_NEAR = Decimal("0.03")
_TOTAL = re.compile("[，,、](?:累计|总数|总量|总共)(?:已)?(?:达到?|为|有|建成)?(?=[0-9])")
_NEW = re.compile("新增|新建|新认定|新培育|新获|净增|新入选")
_AMOUNT_END = re.compile("[，,、；;。！？：:\n（(）)和及与]|$")
_MEASURES = frozenset(groups("units")["measure"])


def find_parts(ground: Ground) -> Iterator[Finding]:
    """What 其中 says against the number it is part of, and a number against what brackets spell it out as."""
    for match in _PARTS.finditer(ground.text):
        place = _scope(ground, match.start(), match.end())
        wholes = [one for one in _clause_before(ground, match.start()) if _is_whole(ground, one)]
        parts = _parts(ground, place)
        for whole in _last_of_each_unit(wholes):
            yield from _against(ground, whole, [one for one in parts if _unit(one) == _unit(whole)])
    yield from _spelt_out(ground)
    yield from _running_totals(ground)


def _running_totals(ground: Ground) -> Iterator[Finding]:
    """新增12家、累计8家: a running total below what was added to it."""
    for match in _TOTAL.finditer(ground.text):
        total = next(iter(ground.within(match.end() - 1, match.end() + 5)), None)
        added = next(iter(ground.within(max(0, match.start() - 24), match.start())[-1:]), None)
        if total is None or added is None or _unit(total) != _unit(added) or added.end != match.start():
            continue
        if _NEW.search(ground.clause_before(added.start)) and added.low > total.high and added.value.unit not in _RATES:
            said = f"新增{added.span.of(ground.text)}，累计却只有{total.span.of(ground.text)}。"
            yield ground.finding(CHECK, "certain", (total.span, added.span), total.high, added.low, said)


def _unit(one: Measured) -> str:
    unit = one.value.unit or ""
    return _ALIKE.get(unit, unit)


def _spelt_out(ground: Ground) -> Iterator[Finding]:
    """新建学校12所（小学5所、初中4所、高中4所）: nothing but amounts of one unit, which must come to the whole."""
    for whole in ground.measured:
        mark = _SPELT_OUT.match(ground.text, whole.end)
        if mark is None or not _is_whole(ground, whole) or whole.value.comparator != "=":
            continue
        end = re.compile("[）)]" if mark.group() in "（(" else "[。；;\n]").search(ground.text, mark.end(), mark.end() + 160)
        place = Span(mark.end(), end.start()) if end else None
        parts = _one_of_each(ground, place) if place else []
        total = sum((one.low for one in parts), Decimal(0))
        if len(parts) > 1 and all(_unit(one) == _unit(whole) and one.value.comparator == "=" for one in parts) and total != whole.low:
            said = f"“{whole.span.of(ground.text)}”所列各项合计{figure(total)}，与之不等。"
            yield ground.finding(CHECK, "likely", (whole.span, *(one.span for one in parts)), whole.low, total, said)


def _one_of_each(ground: Ground, place: Span) -> list[Measured]:
    """The amounts of a list whose every item holds one and ends with it; nothing of any other text."""
    parts = list(ground.within(place.start, place.end))
    bounds = [place.start, *(one.end for one in parts)]
    between = [ground.text[a : one.start] for a, one in zip(bounds, parts, strict=False)]
    joined = all(re.match("[、，,和及与]", gap) for gap in between[1:]) and not any(re.search("[、，,：:；]", gap[1:]) for gap in between)
    return parts if parts and joined and bounds[-1] == place.end else []


def _scope(ground: Ground, start: int, end: int) -> Span:
    """Where the parts stand: to the bracket's end where 其中 stands in one, else to the end of the clause group."""
    bracket = _BRACKET.search(ground.text, max(0, start - 120), start)
    stop = re.compile("[）)。；;\n]" if bracket else "[。；;！？\n]").search(ground.text, end, end + 160)
    return Span(end, stop.start() if stop else min(len(ground.text), end + 160))


def _clause_before(ground: Ground, start: int) -> Sequence[Measured]:
    """The last two quantities of the sentence before 其中, where they stand close to it."""
    first = max(ground.text.rfind(mark, max(0, start - 90), start) for mark in "。；;！？\n") + 1
    return ground.within(max(first, start - 90), start)[-2:]


def _is_whole(ground: Ground, one: Measured) -> bool:
    value = one.value
    if value.unit in _RATES or not _stands_alone(ground, one) or value.per or value.comparator in (">=", ">", "vague") or value.side == "above":
        return False
    if value.change in ("increase", "decrease") or value.role in ("threshold", "baseline"):
        return False
    return _NO_AMOUNT.search(ground.clause_before(one.start, "，,；;。\n")) is None


def _stands_alone(ground: Ground, one: Measured) -> bool:
    """Whether an amount of money or a measure is no attribute of what follows: 过10亿元|的企业."""
    sized = (one.value.unit or "").isupper() or one.value.unit in _MEASURES
    return not sized or _AMOUNT_END.match(ground.text, one.end) is not None


def _last_of_each_unit(wholes: Sequence[Measured]) -> list[Measured]:
    return list({_unit(one): one for one in wholes}.values())


def _parts(ground: Ground, place: Span) -> list[Measured]:
    """The amounts of the clause behind 其中, up to the first comma."""
    found: list[Measured] = []
    comma = re.compile("[，,]").search(ground.text, place.start, place.end)
    for one in ground.within(place.start, comma.start() if comma else place.end):
        if found and found[-1].span == one.span:
            continue
        value = one.value
        moved = value.change in ("increase", "decrease") or value.role in ("threshold", "baseline")
        if not moved and not value.per and _stands_alone(ground, one) and not _NO_AMOUNT.search(ground.clause_before(one.start, "，,；;。\n、")):
            found.append(one)
    return found


def _against(ground: Ground, whole: Measured, parts: Sequence[Measured]) -> Iterator[Finding]:
    said = f"“{whole.span.of(ground.text)}”"
    if greater := [one for one in parts if one.low > whole.high * _slack(whole)]:
        said += f"其中的“{greater[0].span.of(ground.text)}”大于整体。"
        yield ground.finding(CHECK, "certain", (whole.span, greater[0].span), whole.high, greater[0].low, said)
        return
    total = sum((one.low for one in parts), Decimal(0))
    if len(parts) > 1 and (certainty := _excess(ground, whole, parts, total)):
        said += f"其中各项合计{figure(total)}，与整体{figure(whole.high)}不合。"
        yield ground.finding(CHECK, certainty, (whole.span, *(one.span for one in parts)), whole.high, total, said)


def _excess(ground: Ground, whole: Measured, parts: Sequence[Measured], total: Decimal) -> Certainty | None:
    """How sure it is that the parts do not come to the whole: more than it, or all but equal."""
    if total > whole.high * _slack(whole) * _ROUNDING:
        return "likely" if _are_disjoint(ground, parts) else "look"
    plain = all(one.value.comparator == "=" and one.low == one.low.to_integral_value() for one in (whole, *parts))
    near = plain and len(parts) > 2 and total != whole.high and abs(total - whole.high) <= whole.high * _NEAR
    return "look" if near and whole.high < 10000 else None


def _slack(whole: Measured) -> Decimal:
    return Decimal("1.1") if whole.value.comparator == "~" else Decimal(1)


def _are_disjoint(ground: Ground, parts: Sequence[Measured]) -> bool:
    """Whether the parts are named by words that exclude each other (城镇 and 农村)."""
    names = [ground.clause_before(one.start) + _SEPARATE.split(ground.text[one.end : one.end + 6])[0] for one in parts]
    for group in _DISJOINT:
        held = [[word for word in group if word in name] for name in names]
        if all(held) and len({max(words, key=len) for words in held if words}) == len(names):
            return True
    return False
