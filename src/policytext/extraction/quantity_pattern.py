"""The surface of a quantity: number, range or share, with its unit and the comparators that touch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from policytext.extraction.numerals import ARABIC, CHINESE, MAGNITUDE, POINTED, bounds, number, ratio, share
from policytext.lexicon import alternation, groups, table

UnitKind = Literal["count", "measure", "money", "share", "ratio"]

_WORDS = groups("comparators")
_COUNT, _MEASURE = groups("units")["count"], groups("units")["measure"]
_MONEY, _SHARE, _SYNONYMS = table("units", "money"), table("units", "share"), table("units", "synonyms")
_KIND: dict[str, UnitKind] = {
    **dict.fromkeys(_COUNT, "count"), **dict.fromkeys(_MEASURE, "measure"),
    **dict.fromkeys(_MONEY, "money"), **dict.fromkeys(_SHARE, "share"),
}  # fmt: skip
_KIND |= {unit.replace("/", "／"): kind for unit, kind in _KIND.items()}


def _units() -> Iterator[str]:
    """Units as patterns: the long ones first, a single character not where it begins another word (台阶)."""
    blocked = table("units", "not_before")
    yield alternation(unit for unit in _KIND if unit not in blocked)
    yield from (f"{unit}(?![{blocked[unit]}])" for unit in blocked if unit in _KIND)


# 个体 is no 个, but 个百分点 is longer than 个
UNIT = "|".join(_units())
_AFTER = alternation((*_WORDS["at_least_after"], *_WORDS["at_most_after"], "左右", "上下", "之间"))
# 100, 1,200, 5万, 39.8 万亿, 100多万, 1万2千, 三千二百, 数十, 十几亿, 零点五
_NUMERAL = (
    rf"(?:{ARABIC})(?: (?=[十百千万亿]))?(?:[余多](?=[十百千万亿]))?(?:{MAGNITUDE}(?:[0-9]{{1,4}}[十百千万]{{1,2}})?)?"
    rf"|[数几][十百千万亿]{{1,3}}|[一二三四五六七八九]?十几[百千万亿]{{0,2}}|{POINTED}|{CHINESE}"
)
_SHARE_WORDS = (
    rf"百分之(?:{ARABIC}|{POINTED}|{CHINESE})|(?:{CHINESE}|[0-9]+)分之(?:{CHINESE}|[0-9]+(?![0-9]|\.[0-9]))"
    r"|[一二三四五六七八九两]成(?:半|[一二三四五六七八九](?!个))?(?!功|立|果|效|员|本|长|绩|为|就|套|品|熟|渝|都)|一半|半数|过半(?![年月天日数个])|[0-9]{1,2}/[0-9]{1,2}(?![0-9/年月])"
)

# a range is only looked for where a dash stands near: most numbers have none
_RANGE_NEAR = "(?=[^，。；、 ]{0,6}[-—–－~～至到或])"
QUANTITY = re.compile(
    rf"(?:(?P<ratio>[0-9]+(?:\.[0-9]+)?(?:[:∶：][0-9]+(?:\.[0-9]+)?|/(?:10|十|百|1)?万))(?![0-9:：.∶])"
    rf"|(?P<share>{_SHARE_WORDS})(?:[-—–至到](?P<share2>{_SHARE_WORDS}))?"
    rf"|(?P<low>{_NUMERAL})(?:{_RANGE_NEAR}(?P<unit1>{UNIT})?(?P<dash>[-—–－~～]{{1,2}}|至|到|或)(?P<high>{_NUMERAL}))?"
    rf"(?P<over>余|多|来|几)? ?(?P<unit>{UNIT}))(?P<after>{_AFTER})?"
)
# 惠及群众20多万, 带动就业3万余: no classifier, so only a large Arabic number counts
_BARE = re.compile(rf"(?P<low>(?:{ARABIC})(?:[余多])?[万亿]{{1,2}})(?P<over>余|多)?(?P<after>{_AFTER})?(?![级强步大里元户家千])")
_PLAIN = re.compile(ARABIC)
_LONGEST_WORD = 5
_SIGN = {"at_least": ">=", "more": ">", "at_most": "<=", "less": "<", "about": "~"}
_COMPARATOR = {word: _SIGN[key.rsplit("_", 1)[0]] for key, words in _WORDS.items() for word in words}
_BEFORE = {word for key, words in _WORDS.items() if key.endswith("_before") for word in words}
# 约 and 超 are comparators, but not in 签约亿元 or 高超
_INSIDE_WORDS = frozenset("签节条公预合违履高契赴特")
_SIDE = {"近": "below", "将近": "below", "接近": "below", "上": "above", "余": "above", "多": "above", "来": "above", "几": "above"}
_RAISED = tuple("过破超逾上近达")
# 5万吨级码头, 百亿级产业: a class, no amount
_CLASSED = re.compile("级(?!别|联|数)|版")


class Amount(NamedTuple):
    """A quantity's surface read: its place, bounds, unit and comparator (a tuple, since one is made for every number).

    `numeral` is the text from the first digit on, `bound` the comparator words before it; `unit` is None where the
    number stands without one (20多万).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str | None
    unit_kind: UnitKind
    comparator: str
    side: str | None = None
    numeral: str = ""
    bound: str = ""


# what may stand behind a Chinese numeral that counts: a unit, a part of a share, a range, 多
_COUNTING = frozenset(unit[0] for unit in _KIND) | frozenset("分成半多余来几点或至到十百千万亿-—–－~～ ")


def may_count(text: str, start: int, stop: int) -> bool:
    """Whether a numeral can be an amount, told by the character behind it; most Chinese ones are parts of words (一体).

    >>> may_count("一体推进", 0, 1), may_count("三所", 0, 1)
    (False, True)
    """
    return text[start].isascii() or stop - start > 1 or text[stop : stop + 1] in _COUNTING or text[start] in "半过"


def read_amount(text: str, start: int, limit: int, earliest: int) -> Amount | None:
    """The quantity whose numeral begins at `start`; comparators before it are looked for back to `earliest`.

    >>> amount = read_amount("在校生不少于1.5万人左右", 6, 13, 0)
    >>> amount.low, amount.unit, amount.comparator
    (Decimal('15000'), '人', '~')
    """
    match = QUANTITY.match(text, start, limit)
    if match is None:
        return _bare_amount(text, start, limit, earliest)
    read = _bounds(match)
    if read is None or _CLASSED.match(text, match.end(), limit):
        return None
    before = _word_before(text, earliest, start, match["low"] or "")
    unit, kind = _unit(match)
    if kind in ("money", "measure") and match["low"] in ("万", "亿") and not (before or text[start - 1 : start] in _RAISED):
        return None  # （亿元）, 万元GDP: a unit and no number
    over = match["over"] or _over(match["low"] or "")
    if match["share"] == "过半":
        return Amount(start, match.end(), *read[:2], unit, kind, ">", numeral=match.group())
    return _amount(text, start, match.end(), read, unit, kind, (match["after"] or "", over, before), match.group())


def _bare_amount(text: str, start: int, limit: int, earliest: int) -> Amount | None:
    match = _BARE.match(text, start, limit)
    read = bounds(match["low"]) if match else None
    if match is None or read is None:
        return None
    before = _word_before(text, earliest, start, match["low"])
    over = match["over"] or _over(match["low"])
    return _amount(text, start, match.end(), read, None, "count", (match["after"] or "", over, before), match.group())


def _amount(
    text: str, start: int, end: int, read: tuple[Decimal, Decimal, bool], unit: str | None, kind: UnitKind,
    words: tuple[str, str, str], numeral: str,
) -> Amount:  # fmt: skip
    """The amount with the word that binds most: behind the number, inside it, before it."""
    low, high, vague = read
    after, over, before = words
    if after == "之间":
        after = ""
    word = after or over or before
    if over and before and before not in ("约", "近", "上"):
        word = after or before
    comparator = _COMPARATOR.get(word) or ("=" if low == high else "..")
    if vague and comparator in ("=", ".."):
        comparator = "vague"
    begin = start - len(before)
    return Amount(begin, end, low, high, unit, kind, comparator, _side(word, comparator), numeral, before)


def _over(numeral: str) -> str:
    """The 多 or 余 inside a numeral: 100多万."""
    return next((c for c in numeral if c in "余多"), "")


def _word_before(text: str, earliest: int, start: int, numeral: str) -> str:
    """The comparator that touches the number on its left; 上 only before 百, 千, 万 alone (上百家)."""
    for size in range(min(_LONGEST_WORD, start - earliest), 0, -1):
        word = text[start - size : start]
        if word in _BEFORE:
            inside = size == 1 and text[start - 2 : start - 1] in _INSIDE_WORDS and start - 2 >= earliest
            if inside or (word == "上" and numeral[:1] not in "百千万亿"):
                return ""
            return word
    return ""


def _side(word: str, comparator: str) -> str | None:
    return _SIDE.get(word, "around") if comparator == "~" else None


def _unit(match: re.Match[str]) -> tuple[str, UnitKind]:
    if match["ratio"]:
        return "ratio", "ratio"
    if match["share"]:
        return "%", "share"
    printed = match["unit"]
    canonical = _MONEY.get(printed) or _SHARE.get(printed) or _SYNONYMS.get(printed, printed.replace("／", "/"))
    return canonical, _KIND[printed]


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal, bool] | None:
    """Lower and upper bound, and whether they are vague; None where the characters make no number."""
    if match["ratio"] or match["share"]:
        value = ratio(match["ratio"]) if match["ratio"] else share(match["share"])
        top = share(match["share2"]) if match["share2"] else value
        return None if value is None or top is None else (value, top, False)
    if match["high"]:
        return _range(match["low"], match["high"])
    return bounds(match["low"])


def _range(low: str, high: str) -> tuple[Decimal, Decimal, bool] | None:
    """Both ends; the magnitude of the last serves both where the first prints none (3至5亿元)."""
    coefficient = high.rstrip("十百千万亿")
    tail = high[len(coefficient) :]
    if tail and _PLAIN.fullmatch(low):
        top, first = number(coefficient), number(low)
        if top is not None and first is not None and first <= top:
            low += tail
    first, last = number(low.replace(" ", "")), number(high.replace(" ", ""))
    return None if first is None or last is None else (first, last, False)
