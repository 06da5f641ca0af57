"""Lists against the number that sums them up: “三大行动（甲、乙）”, 甲、乙、丙、丁等3个园区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.audit_lists import Listed, covered, read_list
from policytext.extraction.numerals import number
from policytext.model.finding import Certainty, Finding
from policytext.model.span import Span

CHECK = "list_count"
NUMERAL = (
    "(?<![0-9.零〇一二三四五六七八九十百千万亿几数第+＋·-])"
    "(?P<count>[二两三四五六七八九]|二?十[一二三四五六七八九]?|[2-9](?![0-9.])|[1-3][0-9](?![0-9.]))"
)
"""A number small enough to sum up a list; 第三 and +3 are none."""
CLASSIFIER = "(?:大|个方面|方面|个领域|个|项|条|类|种|家|所|座|处|件|支|张|道)"
_SUMMING = "(?:大|个方面|方面|个领域)"
_STATED = re.compile(
    rf"{NUMERAL}{CLASSIFIER}(?P<noun>[一-鿿]{{0,12}}?)”?(?P<mark>[（(]|[：:]|——|[，,]?(?:即|包括|分别是|分别为|具体为|具体是)[：:]?)"
)
# 科技、人才、产业三大体系; with other classifiers only behind 等: 道路、桥梁6个 counts no kinds
_SUMMED = re.compile(rf"(?:等{NUMERAL}{CLASSIFIER}|{NUMERAL.replace('count', 'sum')}{_SUMMING})[一-鿿]{{1,8}}")
_END = re.compile("[。；;\n]")
_BREAKS = re.compile("[，,。；;：:！？\n（(“]")
_COMMA = re.compile("[，,：:；;]")
_LONGEST = 300
# 16个县（市、区）: what else such a unit is called; 三大工程（责任单位：…）, （含…）: a note
_NOTE = re.compile("^(?:含|不含|其中|以下|注|见|原|详见|按|即将|包括但)|责任|牵头|配合|单位")
_DIVISION = re.compile("(?:自治)?[省市县区州旗盟镇乡村]|街道|社区|直辖市|自治区|开发区|新区|管委会|园区|场|个|所|家|条")
_UNIT = re.compile("[局厅委办部院]$")
_LONGEST_ITEM = 24
_COUNTED = re.compile("[0-9一二三四五六七八九十两][个项大条种类家所]|[0-9]")
_AMOUNT = re.compile("[0-9][0-9.]{0,8}[万亿]?[一-鿿%]{1,3}$")
_ORDINAL = re.compile("^[一二三四五六七八九十]{1,3}[是要、]|^第|^首先|^[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|^[①-⑳]")
_ORGANS = re.compile("党委|市委|省委|区委|县委|州委|党中央|国务院|政府|自治区")


def find_list_counts(ground: Ground) -> Iterator[Finding]:
    """Lists behind the number that announces them, and before the one that sums them up."""
    yield from _announced(ground)
    yield from _summed_up(ground)


def _announced(ground: Ground) -> Iterator[Finding]:
    for match in _STATED.finditer(ground.text):
        place = _behind(ground.text, match.end(), in_brackets=match["mark"] in "（(")
        if place is not None and (listed := _countable(place.of(ground.text), match["noun"])):
            stated = Span(match.start(), match.start("mark"))
            yield from _compared(ground, stated, match["count"], place, listed, "certain" if match["mark"] in "（(：:" else "likely")


def _behind(text: str, start: int, *, in_brackets: bool) -> Span | None:
    """The list behind an announcement: to the bracket's end, or to the end of the sentence."""
    window = covered(text[start : start + _LONGEST])
    end = re.search("[）)]", window) if in_brackets else _END.search(window)
    if end is None:
        return Span(start, start + len(window)) if len(window) < _LONGEST and not in_brackets else None
    return Span(start, start + end.start())


def _countable(text: str, noun: str) -> Listed | None:
    """The list, where it is nothing but a list: no clauses, no notes, no units in charge, no other names of divisions."""
    bare = covered(text)
    if "、" not in bare or _COMMA.search(bare) or _NOTE.search(text) or _ORDINAL.match(text):
        return None
    listed = read_list(text)
    if any(len(item) > _LONGEST_ITEM or _AMOUNT.search(item) for item in listed.items) or all(_DIVISION.fullmatch(x) for x in listed.items):
        return None
    return None if sum(_UNIT.search(x) is not None for x in listed.items) > 1 else listed


def _summed_up(ground: Ground) -> Iterator[Finding]:
    for match in _SUMMED.finditer(ground.text):
        group = "count" if match["count"] else "sum"
        place = _before(ground.text, match.start(group))
        if place is None:
            continue
        listed, stated = read_list(place.of(ground.text)), Span(match.start(group), match.end())
        if listed.open:
            certainty: Certainty = "likely" if _alike(listed.items) else "look"
            yield from _compared(ground, stated, match[group], place, listed, certainty)
        elif _of_one_kind(listed.items):
            yield from _compared(ground, stated, match[group], place, listed, "likely")


def _before(text: str, end: int) -> Span | None:
    """The list before a number: from the last mark, or the last 等 but the one that closes it, on."""
    start = max(0, end - _LONGEST)
    bare = covered(text[start:end])
    cut = max((x.end() for x in _BREAKS.finditer(bare)), default=-1)
    cut = max(cut, bare.rfind("等", 0, -1) + 1) if "等" in bare[:-1] else cut
    if cut < 0 or "、" not in bare[cut:]:
        return None
    return Span(start + cut, end)


def _of_one_kind(items: tuple[str, ...]) -> bool:
    """Whether the items stand side by side beyond doubt: three at least, of one length but for the verb before the first."""
    sizes = {len(item) for item in items[1:]}
    counted = any(_COUNTED.search(item) for item in items)
    return len(items) > 2 and len(sizes) == 1 and max(sizes) <= 8 and len(items[0]) >= max(sizes) and not counted


def _alike(items: tuple[str, ...]) -> bool:
    """Whether the items end alike, as names of one kind do: 甲县、乙县."""
    return len({item[-1:] for item in items}) == 1 and not any(_ORGANS.search(item) for item in items)


def _compared(
    ground: Ground, stated: Span, count: str, place: Span, listed: Listed, certainty: Certainty
) -> Iterator[Finding]:
    said = number(count)
    if said is None or listed.allows(int(said)):
        return
    found = listed.fewest if said < listed.fewest else listed.most
    verb = "至少列出" if listed.open else "列出"
    explanation = f"“{stated.of(ground.text)}”说的是{figure(said)}项，{verb}的是{found}项。"
    yield ground.finding(CHECK, certainty, (stated, place), said, Decimal(found), explanation)
