"""The surface of a quantity: number, range or share, with its unit and the comparators that touch it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policytext.extraction.numerals import ARABIC, CHINESE, MAGNITUDE, number, ratio, share
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
UNIT = alternation(_KIND)
_AFTER = alternation((*_WORDS["at_least_after"], *_WORDS["at_most_after"], "左右", "上下"))
# 100, 1,200, 5万, 100多万, 三千二百, 数十, 几百
_NUMERAL = rf"(?:{ARABIC})(?:[余多](?=[十百千万亿]))?(?:{MAGNITUDE})?|[数几][十百千万亿]{{1,2}}|{CHINESE}"
_SHARE_WORDS = (
    rf"百分之(?:{ARABIC}|[一二三四五六七八九十百点]+)|(?:{CHINESE}|[0-9]+)分之(?:{CHINESE}|[0-9]+)"
    r"|[一二三四五六七八九两]成(?:半|[一二三四五六七八九](?!个))?|一半|半数"
)

QUANTITY = re.compile(
    rf"(?:(?P<ratio>[0-9]+(?:\.[0-9]+)?[:∶：][0-9]+(?:\.[0-9]+)?)(?![0-9:：])"
    rf"|(?P<share>{_SHARE_WORDS})"
    rf"|(?P<low>{_NUMERAL})(?:(?P<unit1>{UNIT})?(?P<dash>[-—–－~～]{{1,2}}|至|到|或)(?P<high>{_NUMERAL}))?"
    rf"(?P<over>余|多|来)?(?P<unit>{UNIT}))(?P<after>{_AFTER})?"
)
# 约 and 超 are comparators, but not in 签约亿元 or 高超
BEFORE = re.compile(rf"(?<![签节条公预合违履高])(?:{alternation(word for key, words in _WORDS.items() if key.endswith('_before') for word in words)})$")
_SIGN = {"at_least": ">=", "more": ">", "at_most": "<=", "less": "<", "about": "~"}
_COMPARATOR = {word: _SIGN[key.rsplit("_", 1)[0]] for key, words in _WORDS.items() for word in words}
_SIDE = {"近": "below", "将近": "below", "接近": "below", "上": "above", "余": "above", "多": "above", "来": "above"}
_PAIR = re.compile("([一二两三四五六七八])([两二三四五六七八九])$")
_RAISED = tuple("过破超逾上近达")
_VAGUE = re.compile("[数几]([十百千万亿]{1,2})$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity's surface read: its place, bounds, unit and comparator.

    `numeral` is the text from the first digit on, `bound` the comparator words before it.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    unit_kind: UnitKind
    comparator: str
    side: str | None = None
    numeral: str = ""
    bound: str = ""


def read_amount(text: str, start: int, limit: int, earliest: int) -> Amount | None:
    """The quantity whose numeral begins at `start`; comparators before it are looked for back to `earliest`.

    >>> amount = read_amount("在校生不少于1.5万人左右", 6, 13, 0)
    >>> amount.low, amount.unit, amount.comparator
    (Decimal('15000'), '人', '~')
    """
    match = QUANTITY.match(text, start, limit)
    bounds = _bounds(match) if match else None
    if match is None or bounds is None:
        return None
    before = BEFORE.search(text, max(earliest, start - 6), start)
    unit, kind = _unit(match)
    if kind in ("money", "measure") and match["low"] in ("万", "亿") and not (before or text[start - 1 : start] in _RAISED):
        return None  # （亿元）, 万元GDP: a unit and no number
    word = match["after"] or match["over"] or _over(match) or (before.group() if before and _fits(before, match) else "")
    comparator = _COMPARATOR.get(word) or ("=" if bounds[0] == bounds[1] else "..")
    if _VAGUE.match(match["low"] or ""):
        comparator = "vague"
    begin = before.start() if before and _fits(before, match) else start
    return Amount(begin, match.end(), *bounds, unit, kind, comparator, _side(word, comparator), match.group(), text[begin:start])


def _over(match: re.Match[str]) -> str:
    """The 多 or 余 inside a numeral: 100多万."""
    found = re.search("[余多]", match["low"] or "")
    return found.group() if found else ""


def _fits(before: re.Match[str], match: re.Match[str]) -> bool:
    """上 is a comparator before 百, 千, 万 alone (上百家), not in 网上5次."""
    return before.group() != "上" or (match["low"] or "")[:1] in "百千万亿"


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


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Lower and upper bound; None where the characters make no number."""
    if match["ratio"] or match["share"]:
        value = ratio(match["ratio"]) if match["ratio"] else share(match["share"])
        return None if value is None else (value, value)
    printed = match["low"]
    if found := _VAGUE.match(printed):
        factor = number("1" + found.group(1)) or Decimal(1)
        return factor * 2, factor * 10 - 1
    if (found := _PAIR.match(printed)) and not match["high"]:
        return _both(found.group(1), found.group(2))
    if match["high"]:
        return _range(printed, match["high"])
    return _both(re.sub("[余多]", "", printed), re.sub("[余多]", "", printed))


def _both(low: str, high: str) -> tuple[Decimal, Decimal] | None:
    first, last = number(low), number(high)
    return None if first is None or last is None else (first, last)


def _range(low: str, high: str) -> tuple[Decimal, Decimal] | None:
    """Both ends; the magnitude of the last serves both where the first prints none (3至5亿元)."""
    tail = re.search("[十百千万亿]*$", high)
    if tail and tail.group() and re.fullmatch(ARABIC, low):
        coefficient = number(high[: tail.start()])
        first = number(low)
        if coefficient is not None and first is not None and first <= coefficient:
            low += tail.group()
    return _both(low, high)
