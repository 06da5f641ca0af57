"""What an indicator is called everywhere: its usual name, without the words around it that come and go with the year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.comparison.indicators import indicator_core
from policytext.comparison.vocabulary import GENERIC
from policytext.lexicon.loader import alternation, groups, table

CLAUSE_MARKS = re.compile(r"[，,、。；;！？!?：:（）()\n]")
# M\n2\n: a subscript that the page set on a line of its own.
SUBSCRIPT = re.compile(r"\n([0-9A-Za-z.]{1,4})\n")
BLANK = re.compile(r"[^\w&]+|_")
LONGEST = 24  # characters of a name; what is longer is a clause


@dataclass(frozen=True, slots=True)
class Concept:
    """The name of an indicator; `known` where the lexicon lists it, `growth` where its words make it a rate of change."""

    name: str
    known: bool = False
    growth: bool = False


@lru_cache(maxsize=16384)
def named(words: str) -> Concept:
    """The concept that some words name: the longest known name that is left when words around it are taken away.

    >>> named("今年经济增长预期目标"), named("全省校舍")
    (Concept(name='生产总值', known=True, growth=True), Concept(name='校舍', known=False, growth=False))
    """
    whole = BLANK.sub("", words)
    rests = sorted(_rests(whole), key=len, reverse=True)
    for rest in rests:
        if known := table("indicators", "names").get(rest):
            return Concept(known, True, _grows(whole[whole.find(rest) + len(rest) :]) or _grows(rest))
    shortest = rests[-1] if rests else ""
    return Concept(_core(shortest), False, _grows(whole[whole.find(shortest) + len(shortest) :]))


def _rests(words: str) -> set[str]:
    """Every way to take words of the frame away at either end."""
    found, ahead = set[str](), [words]
    while ahead:
        rest = ahead.pop()
        if rest and rest not in found:
            found.add(rest)
            ahead += [rest[: -len(x)] for x in groups("indicators")["behind"] if rest.endswith(x)]
            ahead += [rest[len(x) :] for x in groups("indicators")["before"] if rest.startswith(x)]
    return found


def _grows(words: str) -> bool:
    return any(word in words for word in groups("indicators")["growth"])


def _core(rest: str) -> str:
    core = indicator_core(rest) if rest else ""
    return core if len(core) > 1 and core not in GENERIC and not _little().fullmatch(core) else ""


@cache
def _little() -> re.Pattern[str]:
    """Names made of nothing but who pays and words of the frame: 中央财政拟安排补助资金."""
    words = {x for group in ("says_little", "before", "behind") for x in groups("indicators")[group]}
    return re.compile(f"(?:{alternation(words)})+")


def concept_at(text: str, start: int, indicator: str | None) -> Concept:
    """The concept of a figure that begins at `start`: by its indicator, else by the words right before it.

    >>> concept_at("今年，广义货币M\\n2\\n预期增长13%左右。", 15, "预期").name
    '广义货币'
    """
    own = named(indicator or "")
    if own.known:
        return own
    before = words_before(text, start)
    around = named(before)
    if around.known:
        return around
    if own.name:
        return own
    return around if len(around.name) <= LONGEST else Concept("")


def words_before(text: str, start: int, reach: int = 40) -> str:
    """The words before a place back to the last mark; a subscript on a line of its own is part of its word.

    >>> words_before("就业稳定，城镇新增就业900万人", 11)
    '城镇新增就业'
    """
    before = SUBSCRIPT.sub(r"\1", text[max(0, start - reach) : start])
    marks = [match.end() for match in CLAUSE_MARKS.finditer(before)]
    return before[marks[-1] :] if marks else before


def of_several_years(clause: str) -> bool:
    """Whether the clause speaks of a mean or total over several years.

    >>> of_several_years("“十五”期间年均经济增长速度预期目标为7%左右"), of_several_years("今年增长7%")
    (True, False)
    """
    return any(word in clause for word in groups("indicators")["several_years"])
