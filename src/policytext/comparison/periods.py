"""Which parts of a document look back, and which speak of several years and not of the year alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policytext.comparison.parts import review_spans
from policytext.comparison.vocabulary import MEANS, REVIEW_WORDS, SUMMARIES, YEARS_AHEAD, YEARS_BEHIND
from policytext.lexicon import alternation
from policytext.model.document import Document
from policytext.model.span import Span

PARAGRAPH = re.compile(r"[^\n]+")
# “十五五”时期, “十四五”以来: the years of a plan, not “十五五”开局之年; it tells only where it opens a paragraph or heading.
PLAN = r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:时期|期间|以来|经济社会|发展|主要|目标)"
# 2025年工作回顾, 今年主要目标: the year itself.
YEAR = re.compile(r"(?:19|20)\d\d年|今年|去年|一年来|全年")
# 五年全国新增就业5100万人, 就业补助资金五年累计666亿元; not 连续五年增产
SPANNING = re.compile(r"(?<![第续大])(?:[两三四五六七八九十]|[2-9])年(?:来|间|全[国省市区县旗]|共|累计|合计|总计|新增|新建|完成|$)")
# 2007年，国内生产总值达到…: a sentence of an account of several years that tells of the last one
ONE_YEAR = re.compile(r"(?:(?:19|20)\d\d年(?!以来|来|至|到|[—-])|去年|上年|今年|全年)")
SENTENCE = re.compile(r"[。！？\n]")
HEAD, LEAD, OPENING, CONTINUED = 80, 24, 16, ("——", "—", "--")


def many_years(document: Document) -> tuple[Span, ...]:
    """The stretches of text that speak of several years (五年来, “十五五”时期, 未来五年), in text order.

    A heading of that kind covers all below it. A paragraph that opens with years gone by covers the rest of its section, up to a paragraph that opens
    with the year itself; one with years to come covers itself, and the paragraphs behind it that go on with a dash.
    """
    headed = [node.span for node in document.nodes if opens_years(node.heading) and not tells_of_the_year(node.heading)]
    parts = [(node.span.start, looks_over_years(node.heading)) for node in document.root.children]
    return tuple(sorted([*headed, *_told_in_paragraphs(document.text, parts)]))


def looks_over_years(heading: str) -> bool:
    """Whether a part under this heading looks back over several years, and only a paragraph that names the year tells of it.

    >>> looks_over_years("过去五年政府工作回顾"), looks_over_years("2022年及过去五年工作回顾")
    (True, False)
    """
    return opens_years(heading) and YEAR.search(heading) is None


def of_several_years(left: str, behind: str = "", told: bool = False) -> bool:
    """Whether the words before or right behind a number tell a mean or a sum over several years, or all around it does (`told`).

    >>> of_several_years("五年全国新增城镇就业"), of_several_years("粮食连续五年增产")
    (True, False)
    """
    return told or SPANNING.search(left) is not None or _means().search(left + behind) is not None


@cache
def _means() -> re.Pattern[str]:
    return re.compile(alternation(MEANS))


def of_one_year(text: str, offset: int) -> bool:
    """Whether the sentence at an offset opens with a year, whatever its part of the document speaks of.

    >>> of_one_year("五年来稳步发展。2007年，粮食产量达到", 18)
    True
    """
    start = max((m.end() for m in SENTENCE.finditer(text, max(0, offset - 120), offset)), default=0)
    return ONE_YEAR.match(text, start, offset) is not None


def tells_of_the_year(heading: str) -> bool:
    """Whether a part under this heading may speak of the year too: it names the year, or looks back over several and ends with the last."""
    return YEAR.search(heading) is not None or any(word in heading for word in REVIEW_WORDS)


def opens_years(text: str) -> bool:
    """Whether a heading names several years.

    >>> opens_years("“十五五”时期主要目标"), opens_years("2026年工作安排")
    (True, False)
    """
    return _years().search(text) is not None or re.search(PLAN, text) is not None


@cache
def _years() -> re.Pattern[str]:
    return re.compile(alternation((*YEARS_AHEAD, *YEARS_BEHIND)))


def _told_in_paragraphs(text: str, parts: Sequence[tuple[int, bool]]) -> Iterator[Span]:
    sections = [start for start, _ in parts]
    section, going_on, behind = 0, False, False
    for paragraph in PARAGRAPH.finditer(text):
        words = paragraph.group()
        if (now := bisect_right(sections, paragraph.end() - 1)) != section:
            section, going_on, behind = now, False, parts[now - 1][1]
        found = opening(words)
        if (behind or (going_on and words.lstrip().startswith(CONTINUED))) and not YEAR.search(words[:LEAD]):
            found = 0
        going_on = found is not None
        behind = (behind and found == 0) or (found is not None and opens_behind(words, found))
        if found is not None:
            yield Span(paragraph.start() + found, paragraph.end())


def opens_behind(paragraph: str, start: int) -> bool:
    """Whether a paragraph opens an account of years gone by, and not only mentions them."""
    return start < HEAD and (
        _behind().search(paragraph[: start + HEAD]) is not None or re.search(PLAN, paragraph[:OPENING]) is not None
    )


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(alternation(YEARS_BEHIND))


def opening(paragraph: str) -> int | None:
    """Where a paragraph begins to speak of several years; None where it does not.

    >>> opening("2025年是收官之年。五年来，新建学校20所。"), opening("新建学校2所。")
    (11, None)
    """
    if (plan := re.search(PLAN, paragraph[:OPENING])) and not YEAR.search(paragraph[: plan.end()]):
        return 0
    for match in _years().finditer(paragraph):
        if match.start() < OPENING or paragraph[match.start() - 1] in "。！；：:，,“” \u3000望顾首":
            return match.start()
    return None


def within(spans: tuple[Span, ...], offset: int) -> bool:
    """Whether an offset stands in one of the spans; they are in text order and may lie inside one another."""
    i = bisect_right(spans, offset, key=lambda span: span.start)
    return any(offset < span.end for span in spans[max(0, i - 8) : i])


def review_parts(document: Document) -> tuple[Span, ...]:
    """The parts of a document that look back: those the extraction knows as such, or all of a yearly summary.

    Where it knows none, an outermost section looks back by its heading, or by more outcomes than targets in it; so does a
    document without sections.
    """
    tops = document.root.children
    if is_summary(document):
        return (document.root.span,)
    if spans := review_spans(document):
        return joined(sorted(spans))
    if not tops:
        return (document.root.span,) if len(document.outcomes) > len(document.targets) else ()
    starts = [node.span.start for node in tops]
    balance = Counter(bisect_right(starts, x.span.start) - 1 for x in document.outcomes)
    balance.subtract(bisect_right(starts, x.span.start) - 1 for x in document.targets)
    return joined(
        node.span for rank, node in enumerate(tops)
        if balance[rank] > 0 or (balance[rank] == 0 and any(word in node.heading for word in REVIEW_WORDS))
    )  # fmt: skip


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in text order, those that touch made one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def is_summary(document: Document) -> bool:
    """Whether the whole document looks back, by its title."""
    meta = document.metadata
    title = next((x for x in (meta.title, meta.notice_title, meta.id) if x), "")
    return title.endswith(SUMMARIES) and "计划" not in title
