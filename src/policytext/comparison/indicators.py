"""What a figure measures: the name of its indicator, and the words around it that tell what the name leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from policytext.comparison.items import content_of
from policytext.comparison.periods import many_years, within
from policytext.comparison.rows import Figure
from policytext.comparison.vocabulary import ALIASES, CONTRASTS, GENERIC, MEANS, MODIFIERS
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.model.values import Quantity

LIST_END = re.compile(r"[、，,。；;：:！？\n\d]")
CLAUSE_END = re.compile(r"[。；;！？\n]")
COMMA = re.compile(r"[，,。；;：:！？\n]")
SENTENCE_END = re.compile(r"[。！？\n]")
NUMERAL = re.compile(r"[0-9０-９.．]+(?:[万亿千百]*)")
# 医养结合、|康复护理等机构: what a list names before its last part
LISTED = re.compile(r"(?:[^，,。；;：:、和及与\d\n]{1,24}[、和及与])+$")
# 投资2000万元以上的|技改项目: a bound on what is counted; it is compared as a number, not as words
BOUND = re.compile(r"(?:总?投资|营业?收入?)?(?:超过|超|达到|突破|不低于|过)?[\d.]*[十百千万亿]+元(?:以上|以下|及以上)?的?(?=.{2})")
REACH = 40


@lru_cache(maxsize=8192)
def indicator_core(indicator: str) -> str:
    """An indicator without marks, words of rank and territory, and under its shortest usual name.

    >>> indicator_core("全市地区生产总值")
    '生产总值'
    """
    core = under_usual_names(content_of(BOUND.sub("", indicator) or indicator))
    for modifier in MODIFIERS:
        core = core.replace(modifier, "") if core != modifier else core
    return core.removesuffix("项目") if len(core) > 5 else core


def under_usual_names(content: str) -> str:
    """The words with every indicator that has two names under the usual one.

    >>> under_usual_names("城镇新增就业人数")
    '新增城镇就业人数'
    """
    for _ in range(2):  # R&D经费投入 -> 研发经费投入 -> 研发投入
        for name, alias in _aliases():
            content = content.replace(name, alias)
    return content


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    return tuple((content_of(name), alias) for name, alias in ALIASES.items())


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with what tells its meaning.

    `core` is the core of its indicator, `listed` that of the whole list whose last part the indicator is; `near` holds its own words
    between two commas or two numbers, `clause` those up to the ends of the sentence, `topic` how the sentence and its paragraph begin, all without numbers; `left`
    is the text between the last comma and the number. `many_years`: it is said of several years. `place` is 0 to 1 through the document.
    """

    figure: Figure
    core: str
    listed: str
    near: str
    clause: str
    topic: str
    left: str
    many_years: bool
    place: float

    @property
    def generic(self) -> bool:
        """Whether the indicator alone says too little (项目, 工程, or nothing)."""
        return len(self.core) < 2 or self.core in GENERIC


def measures_of(document: Document, figures: Sequence[Figure]) -> tuple[Measure, ...]:
    """The figures with what tells their meaning, in the order given."""
    years, numbers = many_years(document), [x.span for x in document.extractions if isinstance(x.value, Quantity)]
    ends = [span.end for span in numbers]

    def after(figure: Figure) -> int:
        place = bisect_right(ends, figure.span.start) - 1
        return ends[place] if place >= 0 else 0

    return tuple(measure_of(document, figure, years, after(figure)) for figure in figures)


def measure_of(document: Document, figure: Figure, years: tuple[Span, ...] = (), after: int = 0) -> Measure:
    """A figure with the core of its indicator and the words around it.

    `years` are the stretches that speak of several years, `after` is the end of the number before it in the text.
    """
    span, text, name = figure.span, document.text, figure.indicator or ""
    left = text[max(0, after, span.start - 60) : span.start]
    left = left[max((m.end() for m in COMMA.finditer(left)), default=0) :]
    own = left[left.rfind("、") + 1 :] if after > span.start - len(left) - 2 else left
    behind = text[span.end : span.end + REACH]
    own += behind[: found.start() if (found := LIST_END.search(behind)) else len(behind)]
    clause = clause_at(text, span.start, span.end).replace(figure.text, "", 1)
    return Measure(
        figure, indicator_core(name), indicator_core(listed(name, left) or own), _words(own), _words(clause),
        _words(topic_of(document, span.start)), left,
        within(years, span.start) or any(word in left + behind[:4] for word in MEANS), span.start / max(1, len(text)),
    )  # fmt: skip


def _words(text: str) -> str:
    return under_usual_names(NUMERAL.sub("", content_of(text)))


def listed(indicator: str, left: str) -> str:
    """The indicator with the parts of its list that stand before it.

    >>> listed("康复护理等机构", "新增医养结合、康复护理等机构")
    '新增医养结合、康复护理等机构'
    """
    place = left.rfind(indicator) if indicator else -1
    before = LISTED.search(left[: max(0, place)])
    return (before.group() if before else "") + indicator


def topic_of(document: Document, offset: int) -> str:
    """How the sentence at an offset, its paragraph and its item begin: what they are about."""
    text, node = document.text, document.node_at(offset)
    line = text.rfind("\n", 0, offset) + 1
    sentence = max((m.end() for m in SENTENCE_END.finditer(text, max(line, offset - 200), offset)), default=line)
    return node.heading[:24] + text[line : min(line + 16, offset)] + text[sentence : min(sentence + 16, offset)]


def clause_at(text: str, start: int, end: int, reach: int = REACH, end_mark: re.Pattern[str] = CLAUSE_END) -> str:
    """The words around a place, up to the end of the clause on both sides and no further than `reach`.

    >>> clause_at("抓项目。新建学校12所；扩建3所。", 8, 11)
    '新建学校12所'
    """
    before, behind = text[max(0, start - reach) : start], text[end : end + reach]
    opened = max((m.end() for m in end_mark.finditer(before)), default=0)
    closed = end_mark.search(behind)
    return before[opened:] + text[start:end] + (behind[: closed.start()] if closed else behind)


@lru_cache(maxsize=65536)
def contrasting(a: str, b: str) -> bool:
    """Whether the two indicators differ by words that exclude each other (城镇 and 农村, 小学 and 初中).

    >>> contrasting("城镇居民收入", "农村居民收入")
    True
    """
    return any(words_a and words_b and not words_a & words_b for words_a, words_b in zip(_told(a), _told(b), strict=True))


@lru_cache(maxsize=8192)
def _told(text: str) -> tuple[frozenset[str], ...]:
    return tuple(_longest(group, text) for group in CONTRASTS)


def _longest(group: tuple[str, ...], text: str) -> frozenset[str]:
    """The words of a group in a text, without those that stand inside a longer one (出口 in 进出口)."""
    found = {word for word in group if word in text}
    return frozenset(word for word in found if not any(word != other and word in other for other in found))
