"""Numbers in the wrong order: ranges upside down, 提高到 something lower, changes that do not fit their two ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.numerals import ARABIC, MAGNITUDE, number
from policytext.model.finding import Finding
from policytext.model.span import Span

_UP = "提高|提升|上升|增加|增长|扩大|扩容|上调|增|升|涨"
_DOWN = "下降|降低|减少|压减|压缩|缩短|缩减|下调|削减|降|减|缩"
_AMOUNT = rf"(?:{ARABIC})(?:{MAGNITUDE})?"
_UNIT = r"[^0-9\s，。；、：（）“”]{0,6}?"
# 由90%提高到95%, 从3所增加至5所
_MOVED = re.compile(
    rf"[由从](?P<when>[^，。；、：\n0-9]{{0,8}}?(?:[0-9]{{4}}年)?(?:底|末)?的?(?:不足|约|近)?)(?P<low>{_AMOUNT})(?P<unit>{_UNIT})"
    rf"(?:[（(][^（）()\n]{{1,12}}[）)])?(?P<verb>{_UP}|{_DOWN})(?:[到至为])(?P<till>[0-9]{{4}}年底?的?)?(?:约|近|超过?)?(?P<high>{_AMOUNT})(?P<other>{_UNIT})"
    rf"(?=[，。；、：（）)\n]|以上|以下|以内|左右|$)"
    rf"(?:[，、](?:累计|共|净|同比|规模|总量|总计)?(?P<change>扩大|增长|增加|提高|提升|上升|增幅|下降|降低|减少|降幅)(?:了|达|达到|约)?(?P<by>{ARABIC})(?P<of>%|个百分点|倍)(?P<vague>多|以上|左右)?)?"
)
# 5%—3%, 30至20万亩; years and dates are looked at apart
_RANGE = re.compile(
    rf"(?<![0-9.\-—–－~～至到/:：年月])(?P<low>{ARABIC})(?P<unit1>[%％万亿]?)(?P<dash>[-—–－~～至到])(?P<high>{ARABIC})"
    r"(?P<unit>[%％]|[万亿]?(?:元|个|人|名|所|家|亩|吨|项|户|公里|平方米|件|套|次))(?![0-9\-—–－~～])"
)
_YEARS = re.compile(r"(?<![0-9])(?P<low>(?:19|20)[0-9]{2})年?(?:[-—–－~～]{1,2}|至|到)(?P<high>(?:19|20)[0-9]{2})年(?!级)")
# 下降-3.2%: a fall of less than nothing; 5-3% has a number before the dash
_SIGN = re.compile(rf"(?:下降|降低|减少|回落)了?(?P<sign>[-－−](?:{ARABIC})(?:[%％]|个百分点))")
_WORDS_BEFORE = re.compile("[A-Za-z第号期〔\\[]$")
_STOPS = re.compile("下降|降|减|由|从|缩|自")
_ROUNDING = Decimal("0.02")


def find_ranges(ground: Ground) -> Iterator[Finding]:
    """Ranges whose second number is lower than the first, where one unit stands behind both."""
    for match in _RANGE.finditer(ground.text):
        low, high = number(match["low"]), number(match["high"])
        if low is None or high is None or low <= high or not _is_plain_range(ground, match):
            continue
        yield _upside_down(ground, match, low, high)
    for match in _YEARS.finditer(ground.text):
        if int(match["low"]) > int(match["high"]):
            yield _upside_down(ground, match, Decimal(match["low"]), Decimal(match["high"]))


def _is_plain_range(ground: Ground, match: re.Match[str]) -> bool:
    """Whether nothing says that it is no range: another magnitude behind the first, a name, a fall (由5%至3%)."""
    before = ground.text[max(0, match.start() - 8) : match.start()]
    if _WORDS_BEFORE.search(before) or _STOPS.search(before):
        return False
    first = match["unit1"].replace("％", "%")
    return first in ("", match["unit"].replace("％", "%")[:1]) and not (first == "" and match["unit"][:1] in ("万", "亿"))


def _upside_down(ground: Ground, match: re.Match[str], low: Decimal, high: Decimal) -> Finding:
    spans = (Span(match.start(), match.end()), Span(*match.span("low")), Span(*match.span("high")))
    return ground.finding("range", "certain", spans, low, high, f"“{match.group()}”的后一数小于前一数。")


def find_directions(ground: Ground) -> Iterator[Finding]:
    """由…提高到… where the second number is not higher, 降到 where it is not lower; and a change that does not fit both."""
    for match in _SIGN.finditer(ground.text):
        signed = Span(match.start(), match.end()), Span(*match.span("sign"))
        yield ground.finding("direction", "likely", signed, None, number(match["sign"].strip("-－−%％个百分点")), f"“{match.group()}”：下降的数又带负号。")
    for match in _MOVED.finditer(ground.text):
        low, high = number(match["low"]), number(match["high"])
        if low is None or high is None or not _one_unit(match):
            continue
        rises = re.fullmatch(_UP, match["verb"]) is not None
        spans = (Span(match.start(), match.end("other")), Span(*match.span("low")), Span(*match.span("high")))
        if low == high or (low < high) != rises:
            said = f"“{match['verb']}”，而后一数{figure(high)}{'不大于' if rises else '不小于'}前一数{figure(low)}。"
            yield ground.finding("direction", "certain" if match["unit"] else "likely", spans, low, high, said)
        elif match["by"] and not match["vague"]:
            yield from _change(ground, match, low, high)


def _one_unit(match: re.Match[str]) -> bool:
    """Whether both numbers have one unit, or the first none of its own."""
    return match["unit"] == match["other"] or not match["unit"]


def _change(ground: Ground, match: re.Match[str], low: Decimal, high: Decimal) -> Iterator[Finding]:
    """由2万增加到3万，增长50%: the change by its two ends, rounding allowed for."""
    by, whole = number(match["by"]), abs(high - low)
    if by is None or low == 0:
        return
    points = match["of"] == "个百分点"
    if points != (match["other"] in ("%", "％")) or (not points and not match["unit"] and match["low"][-1:] not in "万亿"):
        return
    due = whole if points else whole / low * (1 if match["of"] == "倍" else 100)
    slack = _uncertainty(match, low, high, points=points) if not points else _last_digit(match["low"]) + _last_digit(match["high"])
    if match["of"] == "倍":
        slack /= 100
    if abs(due - by) > slack + _last_digit(match["by"]):
        spans = (Span(match.start(), match.end("of")), Span(*match.span("by")))
        said = f"由{match['low']}{match['unit']}到{match['high']}{match['other']}，变化应为{figure(round(due, 2))}，文中为{match['by']}{match['of']}。"
        yield ground.finding("change", "likely", spans, round(due, 4), by, said)


def _last_digit(numeral: str) -> Decimal:
    """What rounding may hide: half a unit of the last digit, and some."""
    digits = re.sub("[^0-9.]", "", numeral)
    return Decimal(1).scaleb(-len(digits.partition(".")[2])) * Decimal("0.51")


def _uncertainty(match: re.Match[str], low: Decimal, high: Decimal, *, points: bool) -> Decimal:
    """How far a growth in percent may be off because its ends are rounded."""
    factor = [value / (number(re.sub("[^0-9.,]", "", match[name])) or 1) for name, value in (("low", low), ("high", high))]
    off = [_last_digit(match[name]) * scale for name, scale in zip(("low", "high"), factor, strict=True)]
    return (off[1] / low + off[0] * high / (low * low)) * 100
