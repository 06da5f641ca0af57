"""A clause: one amount with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from policytext.extraction import indicators, wording
from policytext.extraction.numerals import ARABIC, MAGNITUDE
from policytext.extraction.quantity_pattern import Amount
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.span import Span

_REACH = 400
"""No word this far before a number speaks of it; a text without full stops stays linear."""
# 试点园（校）24所: a note in brackets belongs to the noun before it
_NOTE = re.compile("[（(][^（）()]{1,10}[）)](?=[^（）()，,、；;：:]{0,8}$)")
_CHANGES = alternation((*groups("verbs")["increase"], *groups("verbs")["decrease"], "调整", "拓展", "扩展", "上涨"))
# 从2020年的9.6年提升至|10.2年, 分别从645元、4318元提高到801元、|7226元
_FROM_TO = re.compile(
    rf"(?:分别)?(?:从|由)(?P<base>[^，,。；;：:]{{0,40}}?)(?:{_CHANGES})(?:到|至|为)的?(?P<list>[^，,。；;：:]{{0,30}}[、和])?$"
)
# 在去年51.3%的基础上再降|1个百分点
_GROUND = re.compile("在(?P<base>[^，,。；;]{0,24}?)的?基础上")
_NUMBER = re.compile(rf"(?:{ARABIC})(?:{MAGNITUDE})?")
_YEAR = re.compile("[12][0-9]{3}(?=年)|去年|上年")
# 执业（助理）医师: this bracket does not end a segment
_INNER_BRACKET = re.compile("[（(]([一-鿿]{1,4})[）)](?=[一-鿿])")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a changed figure came from: the words before it (从), its year and its printed number."""

    left: str
    year: str | None
    number: str | None


class Clause(NamedTuple):
    """One amount, the words left and right of it, and its sentence up to it; times are taken out on the left.

    `segments` are the parts of the left side, the nearest first; `noun` and `predicate` those of the nearest; `governor` is
    the verb that the number hangs on, `forces` the force words of the whole sentence;
    `start` is set where the number is what something was changed to (从…提高到), `ground` where it adds to what stood
    there (在去年51.3%的基础上).
    """

    amount: Amount
    left: str
    right: str
    sentence_left: str
    segments: tuple[str, ...]
    noun: str
    predicate: str
    governor: wording.Governor | None
    forces: wording.Forces
    start: Start | None
    ground: Start | None = None


def without_notes(words: str) -> str:
    """Words without a note in brackets behind their noun.

    >>> without_notes("试点园（校）")
    '试点园'
    """
    return _NOTE.sub("", words) if "）" in words or ")" in words else words


# 如资金到位，年内…; 在条件允许的情况下
_MAY_CONDITION = re.compile("[如若倘一在]|.{0,60}[，；][如若倘]")
_CONDITION = re.compile("(?:^|[，；])(?:如果?|若|倘|一旦|在)(?P<condition>[^，。；]{2,24}?)(?:的?(?:情况|前提|条件)下|时|后)?，")


def conditional(sentence: str) -> str | None:
    """The condition that a sentence hangs its promise on.

    >>> conditional("如资金到位，年内可新增学位"), conditional("如期完成，新增学位")
    ('资金到位', None)
    """
    if not _MAY_CONDITION.match(sentence):
        return None
    match = _CONDITION.search(sentence)
    if match is None or match["condition"].startswith(("期", "何", "下")):
        return None
    return match["condition"] if not match.group().lstrip("，；").startswith("在") or "下" in match.group()[-3:] else None


def clause_of(scene: Scene, amount: Amount, sentence: Span, forces: wording.Forces) -> Clause:
    """The clause of an amount in its sentence."""
    earliest = max(sentence.start, amount.start - 80)
    left = without_notes(scene.without_times(earliest, amount.start).rstrip(" \u3000"))  # 达到 287亿元
    raw = scene.text[earliest : amount.start]
    ground = _GROUND.search(left) if "基础上" in left else None
    if ground:
        left = left[: ground.start()] + left[ground.end() :]
    if "（" in left or "(" in left:
        left = _INNER_BRACKET.sub("\ue000\\1\ue001", left)
    right = scene.text[amount.end : min(sentence.end, amount.end + 40)]
    nearest, *others = wording.segments_before(left)
    segments = (wording.behind_amount(nearest), *others)
    return Clause(
        amount, left, right, scene.text[max(sentence.start, amount.start - _REACH) : amount.start], segments,
        *indicators.noun_and_predicate(segments[0]), wording.governor(left, segments), forces,
        _start_of(left, raw), _ground_of(ground, raw),
    )  # fmt: skip


def _ground_of(match: re.Match[str] | None, raw: str) -> Start | None:
    """What a figure adds to, read in the text with its years."""
    if match is None:
        return None
    year, numbers = _YEAR.search(raw[raw.rfind("在", 0, raw.rfind("基础上")) :]), _NUMBER.findall(match["base"])
    return Start("", year.group() if year else None, numbers[0] if len(numbers) == 1 else None)


_OUTER = str.maketrans("\ue000\ue001", "（）")


def with_brackets(words: str) -> str:
    """Words with the brackets inside nouns printed again."""
    return words.translate(_OUTER)


def _start_of(left: str, raw: str) -> Start | None:
    """What the figure started from, read in the text with its years."""
    if "从" not in left and "由" not in left:
        return None
    match = _FROM_TO.search(left)
    if match is None:
        return None
    behind = raw[max(raw.rfind("从"), raw.rfind("由")) :]
    year, numbers = _YEAR.search(behind), _NUMBER.findall(match["base"])
    alone = len(numbers) == 1 and not match["list"]
    return Start(left[: match.start()], year.group() if year else None, numbers[0] if alone else None)
