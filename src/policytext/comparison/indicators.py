"""Whether two quantities measure the same thing: indicators, their contrasts, and the clauses they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.comparison.items import content_of
from policytext.comparison.rows import Figure
from policytext.comparison.strings import held, likeness
from policytext.comparison.vocabulary import ALIASES, CONTRASTS, GENERIC, MODIFIERS
from policytext.model.document import Document

CLAUSE_END = re.compile(r"[。；;！？\n]")
COMMA = re.compile(r"[，,。；;！？\n]")
NUMERAL = re.compile(r"[0-9０-９.．]+(?:[万亿千百]*)")
CONTEXT_SHARE, GENERIC_CONTEXT_SHARE = 0.2, 0.5
CONTRAST_PENALTY = 0.35
HOPELESS = 0.3  # likeness of names that no clause makes up for
NEAR_SHARE = 0.8  # an indicator that stands in the other's words, though not as its indicator


@lru_cache(maxsize=8192)
def indicator_core(indicator: str) -> str:
    """An indicator without marks, words of rank and territory, and under its shortest usual name.

    >>> indicator_core("全市地区生产总值")
    '生产总值'
    """
    core = content_of(indicator)
    for name, alias in ALIASES.items():
        core = core.replace(content_of(name), alias)
    for modifier in MODIFIERS:
        core = core.replace(modifier, "") if core != modifier else core
    return core.removesuffix("项目") if len(core) > 5 else core


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with what tells its meaning: the core of its indicator and the clause around it."""

    figure: Figure
    core: str
    clause: str
    near: str

    @property
    def generic(self) -> bool:
        """Whether the indicator alone says too little (项目, 工程, or nothing)."""
        return len(self.core) < 2 or self.core in GENERIC


def measure_of(document: Document, figure: Figure) -> Measure:
    """A figure with the core of its indicator and its clause."""
    span, text = figure.span, document.text
    clause = NUMERAL.sub("", content_of(clause_at(text, span.start, span.end)))
    near = NUMERAL.sub("", content_of(clause_at(text, span.start, span.end, end_mark=COMMA)))
    return Measure(figure, indicator_core(figure.indicator or ""), clause, near)


def clause_at(text: str, start: int, end: int, reach: int = 40, end_mark: re.Pattern[str] = CLAUSE_END) -> str:
    """The words around a place, up to the end of the clause on both sides and no further than `reach`.

    >>> clause_at("抓项目。新建学校12所；扩建3所。", 8, 11)
    '新建学校12所'
    """
    before, behind = text[max(0, start - reach) : start], text[end : end + reach]
    opened = max((m.end() for m in end_mark.finditer(before)), default=0)
    closed = end_mark.search(behind)
    return before[opened:] + text[start:end] + (behind[: closed.start()] if closed else behind)


def same_thing(x: Measure, y: Measure) -> float:
    """0..1: how surely two figures measure the same thing, by indicator first and clause second."""
    share = GENERIC_CONTEXT_SHARE if x.generic or y.generic else CONTEXT_SHARE
    name = max(likeness(x.core, y.core), NEAR_SHARE * held(x.core, y.near), NEAR_SHARE * held(y.core, x.near))
    if share == CONTEXT_SHARE and name < HOPELESS:
        return (1 - share) * name
    clause = likeness(x.clause, y.clause)
    score = (1 - share) * name + share * clause if name < 1 or share == GENERIC_CONTEXT_SHARE else 0.92 + 0.08 * clause
    return score * (CONTRAST_PENALTY if contrasting(x.core, y.core) else 1.0)


@cache
def contrasting(a: str, b: str) -> bool:
    """Whether the two indicators differ by words that exclude each other (城镇 and 农村, 小学 and 初中).

    >>> contrasting("城镇居民收入", "农村居民收入")
    True
    """
    return any(_excludes(group, a, b) for group in CONTRASTS)


def _excludes(group: tuple[str, ...], a: str, b: str) -> bool:
    in_a, in_b = _longest(group, a), _longest(group, b)
    return bool(in_a and in_b) and not in_a & in_b


def _longest(group: tuple[str, ...], text: str) -> set[str]:
    """The words of a group in a text, without those that stand inside a longer one (出口 in 进出口)."""
    found = {word for word in group if word in text}
    return {word for word in found if not any(word != other and word in other for other in found)}
