"""What a figure measures: the name of its indicator, and the words around it that tell what the name leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from policytext.comparison.bounds import marks_of
from policytext.comparison.items import content_of
from policytext.comparison.owners import PAID, leans, outlay, owned, purpose_of, reaching, told_behind, without_payer
from policytext.comparison.periods import many_years, of_one_year, of_several_years, within
from policytext.comparison.rows import Figure
from policytext.comparison.vocabulary import ALIASES, CONTRASTS, GENERIC, MODIFIERS, WHOLE_NAMES, WHOLES
from policytext.lexicon import alternation, groups
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.model.values import Quantity

LIST_END = re.compile(r"[、，,。；;：:！？\n\d]")
CLAUSE_END = re.compile(r"[。；;！？\n]")
COMMA = re.compile(r"[，,。；;：:！？\n]")
SENTENCE_END = re.compile(r"[。！？\n]")
# 202元, 5万个, 3.5%: a number with the unit behind it
NUMERAL = re.compile(r"[0-9０-９.．]+[万亿千百]*(?:个百分点|平方米|公里|[元个家所项人户亩吨条处座件％%])?")
# 医养结合、|康复护理等机构: what a list names before its last part
LISTED = re.compile(r"(?:[^，,。；;：:、和及与\d\n]{1,24}[、和及与])+$")
NOTE = re.compile("^[（(][^）)]{1,6}[）)]、")  # 16万头|（只）、
# 把|居民消费价格|涨幅, 但|赤字率: what stands around a name and is none of it
AROUND = re.compile(
    r"^(?:要?把|[将但使]|提出)(?=.{3})|(?<=.{4})(?:涨幅|增幅|增速|增长|问题)$|(?<=资金)支持$|(?<=.{2})(?:平均|每年)?每(?:公斤|千克|斤|吨|亩|人|户|月)$|(?<=.{3})[两三四五十]年$|(?<=.{2})拟?安排$"
)
# 投资2000万元以上的|技改项目: a bound on what is counted; it is compared as a number, not as words
BOUND = re.compile(
    r"(?:总?投资|营业?收入?)?(?:超过|超|达到|突破|不低于|过)?[\d.]*[十百千万亿]+(?:元级?|级)(?:以上|以下|及以上)?的?(?=.{2})"
)
# ，超额完成目标: a clause that comments on the number before it
COMMENT = re.compile(r"[，,](?:均|都|全部)?(?:超额|提前|超计划|圆满|如期)")
REACH, MONEY = 40, "CNY"
JOINTS = ("和", "及", "与")
# 一二三产增加值分别增长3%、5%、7%: three numbers under one name, each of one industry
INDUSTRY = ("一产", "二产", "三产")
INDUSTRIES = re.compile(r"一、?二、?三(?:次产业|产业|产)")


@lru_cache(maxsize=8192)
def indicator_core(indicator: str) -> str:
    """An indicator without marks, words of rank and territory, and under its shortest usual name.

    >>> indicator_core("全市地区生产总值")
    '生产总值'
    """
    core = under_usual_names(content_of(AROUND.sub("", BOUND.sub("", indicator)) or indicator))
    for modifier in MODIFIERS:
        core = core.replace(modifier, "") if core != modifier else core
    return core.removesuffix("项目") if len(core) > 5 else WHOLE_NAMES.get(core, core)


def under_usual_names(content: str) -> str:
    """The words with every indicator that has two names under the usual one.

    >>> under_usual_names("城镇新增就业人数")
    '新增城镇就业人数'
    """
    names = _aliases()
    for _ in range(2):  # R&D经费投入 -> 研发经费投入 -> 研发投入
        content = _alias().sub(lambda found: names[found.group()], content)
    return content


@cache
def _aliases() -> dict[str, str]:
    return {content_of(name): alias for name, alias in ALIASES.items()}


@cache
def _alias() -> re.Pattern[str]:
    return re.compile(alternation(_aliases()))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with what tells its meaning.

    `name` is the core of its indicator, `core` the same made whole and with its bounds, `listed` that of the whole list whose last part the
    indicator is; `near` holds its own words between two commas or two numbers, without verbs, `clause` those up to the ends of the sentence,
    `topic` how the sentence and its paragraph begin, all without numbers. `left` is the text between the last comma and the number, `right`
    that behind the number up to the end of its clause.
    `many_years`: it is said of several years. `place` is 0 to 1 through the document.
    """

    figure: Figure
    name: str
    core: str
    listed: str
    near: str
    clause: str
    topic: str
    left: str
    right: str
    many_years: bool
    place: float

    @property
    def quoted(self) -> bool:
        """Whether the indicator holds a nickname in quotation marks."""
        return "“" in (self.figure.indicator or "")

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

    found: list[Measure] = []
    for figure in industries_apart(figures):
        found.append(with_owner(document, measure_of(document, figure, years, after(figure)), found[-1] if found else None))
    return tuple(found)


def with_owner(document: Document, measure: Measure, previous: Measure | None) -> Measure:
    """The measure under its whole name: with what the name of the figure before it tells, or with what the money is for."""
    if (owner := reaching(measure.name, measure.left)) != measure.name:
        return replace(measure, core=(core := indicator_core(owner)), listed=core)
    if not leans(measure.name):
        return measure
    text, start, end = document.text, measure.figure.span.start, measure.figure.span.end
    core, paid = measure.name, measure.figure.unit == MONEY
    behind = text[end : end + 2 * REACH]
    if previous and not (paid and told_behind(measure.left, behind)):
        core = owned(core, previous.core, text[previous.figure.span.end : start])
    if paid and core == measure.name:
        core = purpose_of(text[max(0, start - 2 * REACH) : start], behind) + ("投入" if core in PAID else core)
    core = indicator_core(core) + marks_of(measure.figure.indicator or "")
    return replace(measure, core=core, listed=core)


def industries_apart(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, those that stand one behind the other under the name of three industries each under the name of its own."""
    rank, name = 0, ""
    for figure in figures:
        rank, name = (rank + 1 if figure.indicator == name else 0), figure.indicator or ""
        if INDUSTRIES.search(name) and rank < len(INDUSTRY):
            yield replace(figure, indicator=INDUSTRIES.sub(INDUSTRY[rank], name))
        else:
            yield figure


def measure_of(document: Document, figure: Figure, years: tuple[Span, ...] = (), after: int = 0) -> Measure:
    """A figure with the core of its indicator and the words around it.

    `years` are the stretches that speak of several years, `after` is the end of the number before it in the text.
    """
    span, text, name = figure.span, document.text, figure.indicator or ""
    left = text[max(0, after, span.start - 60) : span.start]
    left = left[max((m.end() for m in COMMA.finditer(left)), default=0) :]
    behind = text[span.end : span.end + REACH]
    own = own_words(left, behind, follows=after > span.start - len(left) - 2)
    if name and name not in left + behind and own.strip("的") not in name and not any(x.isdigit() for x in name):
        own = name + own  # 生产总值20亿元、增长|8%: the name goes on to hold
    clause = clause_at(text, span.start, span.end).replace(figure.text, "", 1)
    bounds, core = marks_of(name), indicator_core(name)
    paid = outlay(core)
    own = own if paid is None else without_payer(own)
    core, whole = (core, listed(name, left) or own) if paid is None else (paid, paid)
    return Measure(
        figure, core, core + bounds, indicator_core(whole) + bounds, without_verbs(_words(own)), _words(clause),
        _words(topic_of(document, span.start)), left, right_of(behind),
        of_several_years(left, behind[:4], within(years, span.start) and not of_one_year(text, span.start)), span.start / max(1, len(text)),
    )  # fmt: skip


def own_words(left: str, behind: str, follows: bool) -> str:
    """The words of one number between its neighbours; `follows` tells that another number stands before it in the clause.

    >>> own_words("、医院", "，扩建学校5所", follows=True), own_words("露天煤矿和", "井工煤矿、电厂2座", follows=True)
    ('医院', '井工煤矿')
    """
    before = left[left.rfind("、") + 1 :] if follows else left
    before = "" if follows and before.endswith(JOINTS) else before
    end = LIST_END.search(behind)
    return before + behind[: end.start() if end else len(behind)].rstrip("".join(JOINTS))


def right_of(behind: str) -> str:
    """The rest of a clause, with the next one where it is a comment on the number (，超额完成任务).

    >>> right_of("、增长5%，超额完成任务。")
    '、增长5%，超额完成任务'
    """
    end = COMMA.search(behind, 1 if COMMENT.match(behind) else 0)
    if end and COMMENT.match(behind, end.start()):
        end = COMMA.search(behind, end.end())
    return behind[: end.start()] if end else behind


def _words(text: str) -> str:
    return under_usual_names(NUMERAL.sub("", content_of(text)))


def without_verbs(words: str) -> str:
    """The words without the verbs and adverbs before and behind them: what is done to a thing changes, the thing stays.

    >>> without_verbs("扎实推进民生实事"), without_verbs("城镇调查失业率控制在")
    ('民生实事', '城镇调查失业率')
    """
    before, behind = _verbs()
    bare = behind.sub("", before.sub("", words))
    return bare if len(bare) > 1 else words


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    found = groups("verbs")
    before = [word for name in ("new", "ongoing", "adverbs", "level") for word in found[name] if len(word) > 1]
    behind = [
        word for name in ("level", "increase", "decrease") for word in found[name] if len(word) > 1 or word in "达为"
    ]
    return re.compile(f"^(?:{alternation(before)})+"), re.compile(f"(?:{alternation(behind)})+$")


def listed(indicator: str, left: str) -> str:
    """The indicator with the parts of its list that stand before it.

    >>> listed("康复护理等机构", "新增医养结合、康复护理等机构")
    '新增医养结合、康复护理等机构'
    """
    place = left.rfind(indicator) if indicator else -1
    found = LISTED.search(left[: max(0, place)])
    before = NOTE.sub("", found.group()) if found else ""
    if found and before and left[found.start() - 1 : found.start()].isdigit():  # 16万|头（只）、蔬菜: the unit of a number is no part of the list
        before = before[min(before.find(mark) % len(before) for mark in "、和及与") + 1 :]
    return before + indicator


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
    return any(
        words_a and words_b and not words_a & words_b for words_a, words_b in zip(_told(a), _told(b), strict=True)
    )


@lru_cache(maxsize=8192)
def _told(text: str) -> tuple[frozenset[str], ...]:
    return tuple(_longest(group, text) for group in CONTRASTS)


def _longest(group: Mapping[str, str], text: str) -> frozenset[str]:
    """What the words of a group in a text mean, without those that stand inside a longer one (出口 in 进出口)."""
    found = {word for word in group if word in text}
    return frozenset(group[word] for word in found - WHOLES if not any(word != other and word in other for other in found))
