"""Numbered items against the number that announces them: 抓好三项工作：一是…二是…, 九个方面工作： before （一） to （九）."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.audit_list_count import CLASSIFIER, NUMERAL
from policytext.extraction.numerals import number
from policytext.lexicon import alternation, groups
from policytext.model.document import Node
from policytext.model.finding import Certainty, Finding
from policytext.model.span import Span
from policytext.structure.numbering import value_of

CHECK = "list_count"
# 重点抓好以下九个方面工作：
_ANNOUNCED = re.compile(rf"{NUMERAL}(?:{CLASSIFIER}|件|点)(?P<noun>[一-鿿]{{0,12}}?)”?(?P<mark>[：:。]|$)")
_POINTING = re.compile("以下|如下|下列|下面|重点|着重|主要|突出|抓好|做好|办好|围绕")
# 一是…；二是…: at the start of a sentence or clause
_ORDINAL = re.compile("(?<=[。；;，,：:！？\n 　])(?P<value>[一二三四五六七八九十]{1,3})(?P<word>是|要)(?!否)")
_GAP = re.compile("[ 　\n]{0,6}")
_TAIL, _CLAUSE = 160, 12
_BEYOND = re.compile(alternation(groups("audit")["beyond"]))


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One 一是 or 一要 with its value."""

    span: Span
    value: int
    word: str


def find_item_counts(ground: Ground) -> Iterator[Finding]:
    """Ordinals in the running text, and the numbered items below a heading, against the number announced."""
    yield from _of_ordinals(ground)
    yield from _of_nodes(ground)


def _of_ordinals(ground: Ground) -> Iterator[Finding]:
    ordinals = ordinals_of(ground.text)
    starts = [one.span.start for one in ordinals]
    for match in _ANNOUNCED.finditer(ground.text) if ordinals else ():
        if not _introduces(ground.text, match):
            continue
        begin = _GAP.match(ground.text, match.end())
        first = bisect_left(starts, match.end())
        if begin is None or first == len(ordinals) or starts[first] != begin.end():
            continue
        run = _run(ordinals, first)
        said = number(match["count"])
        if said is not None and run and said not in (len(run), run[-1].value):
            yield _finding(ground, Span(match.start(), match.start("mark")), said, [one.span for one in run], "certain")


def _introduces(text: str, match: re.Match[str]) -> bool:
    """Whether a number announces what comes: before a colon, or before a full stop in a clause that points ahead."""
    if match["mark"] == "。":  # 项目17个。一是… counts projects
        return bool(match["noun"]) and _POINTING.search(text, max(0, match.start() - _CLAUSE), match.start()) is not None
    return match["mark"] in ("：", ":")


def ordinals_of(text: str) -> tuple[Ordinal, ...]:
    """The ordinals that begin a sentence or a clause.

    >>> [one.value for one in ordinals_of("抓好两件事：一是建校；二是育人。")]
    [1, 2]
    """
    return tuple(Ordinal(Span(*x.span()), value_of(x["value"]), x["word"]) for x in _ORDINAL.finditer(text))


def _run(ordinals: Sequence[Ordinal], first: int) -> list[Ordinal]:
    """The ordinals from a first on; nothing where a list inside the list makes its end doubtful."""
    run = [ordinals[first]]
    if run[0].value != 1:
        return []
    for one in ordinals[first + 1 :]:
        if one.word != run[0].word:
            continue
        if one.value <= run[-1].value:
            break
        run.append(one)
    return run


def _of_nodes(ground: Ground) -> Iterator[Finding]:
    for node in ground.document.root.walk():
        numbered = [child for child in node.children if child.number]
        if len(numbered) < 2 or not _runs_on(numbered):
            continue
        lead = Span(node.heading_span.end if node.heading_span else node.span.start, numbered[0].span.start)
        if announced := _last_announced(ground, lead):
            counts = _counts(numbered)
            if not any(int(said) in counts for _, said, _ in announced):
                stated, said, mark = announced[-1]
                spans = [Span(child.span.start, child.span.start + len(child.number)) for child in numbered]
                yield _finding(ground, stated, said, spans, "certain" if mark in "：:" else "likely")


def _runs_on(nodes: Sequence[Node]) -> bool:
    """Whether the numbers are 1, 2, 3 … without a gap, in one style."""
    values = [value_of(node.number) for node in nodes]
    return values == list(range(1, len(nodes) + 1)) and len({node.number[:1] in "（(" for node in nodes}) == 1


def _counts(nodes: Sequence[Node]) -> set[int]:
    """Every number that the items below an announcement can be counted to: all of them, those in them, without the last."""
    inner = [child for node in nodes for child in node.children if child.number]
    counts = {len(nodes), len(inner), sum(1 for node in nodes for x in node.walk() if x.number and not x.children)}
    counts |= {value_of(child.number) for child in inner[-1:]}
    for size in range(len(nodes) - 1, max(0, len(nodes) - 4), -1):
        if not _BEYOND.search(nodes[size].heading):
            break
        counts.add(size)
    return counts


def _last_announced(ground: Ground, lead: Span) -> list[tuple[Span, Decimal, str]]:
    """The numbers announced in the last sentence before the items."""
    end = lead.start + len(lead.of(ground.text).rstrip())
    start = max(lead.start, end - _TAIL)
    words = ground.text[start:end]
    cut = max(words.rfind(mark, 0, -1) for mark in "。！？\n；") + 1
    sentence = words[cut:]
    if not sentence.endswith(("：", ":", "。")) or not (_POINTING.search(sentence) or sentence[-1] in "：:"):
        return []
    found = [
        (Span(start + cut + x.start(), start + cut + x.start("mark")), number(x["count"]), sentence[-1])
        for x in re.finditer(rf"{NUMERAL}(?:{CLASSIFIER}|件|点)(?P<noun>[一-鿿]{{0,12}}?)(?P<mark>[^一-鿿]|$)", sentence)
    ]
    closing = bool(found) and found[-1][0].end >= end - 2
    return [(span, said, mark) for span, said, mark in found if said is not None] if closing else []


def _finding(ground: Ground, stated: Span, said: Decimal, items: Sequence[Span], certainty: Certainty) -> Finding:
    explanation = f"“{stated.of(ground.text)}”说的是{figure(said)}项，其下编号的有{len(items)}项。"
    return ground.finding(CHECK, certainty, (stated, *items), said, Decimal(len(items)), explanation)
