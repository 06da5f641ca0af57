"""Clauses: a text cut at its punctuation, with quotations, brackets, times and quantities masked, so that no word in them counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policytext.extraction.measure_words import BRACKET, NUMBER, QUOTE, TIME
from policytext.model.span import Span

_OPAQUE = re.compile(r"(?P<quote>“[^“”\n]{0,80}”|《[^《》\n]{0,80}》|‘[^‘’\n]{0,60}’)|[（(][^（）()\n]{0,160}[）)]|[〔【\[][^〕】\]\n]{0,60}[〕】\]]")
_CLAUSE = re.compile(r"[^，,；;。！？!?：:|\n\t…]+")
_SENTENCE_END = re.compile(r"[。！？!?\n|]")
# what opens a clause and says nothing: 一是, 二要, ——, 其中, the number of an item
_OPENING = re.compile(
    rf"(?:[ 　{BRACKET}—·•●○■□◆※*\-]|[0-9]{{1,3}}[.．、](?![0-9])|第?[一二三四五六七八九十]{{1,3}}(?:[、是]|要(?=[一-鿿]))"
    r"|第[一二三四五六七八九十]{1,3}章|首先|其次|再次|最后|同时|此外|另外|一方面|另一方面|其中|特别是|尤其是|要(?!求)){1,12}"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two marks; `opens` says that a sentence begins with it."""

    start: int
    end: int
    opens: bool


def masked(text: str, times: Iterable[Span] = (), quantities: Iterable[Span] = ()) -> str:
    """The text, of the same length, with everything in it hidden that holds no words of a clause.

    >>> masked("年底前打造“1331”品牌5个（见附件）", [Span(0, 3)], [Span(13, 15)])
    '◷◷◷打造◇◇◇◇◇◇品牌##◆◆◆◆◆'
    """
    characters = list(_OPAQUE.sub(lambda match: (QUOTE if match["quote"] else BRACKET) * len(match.group()), text))
    for spans, mark in ((times, TIME), (quantities, NUMBER)):
        for span in spans:
            if characters[span.start : span.end] and characters[span.start] not in (QUOTE, BRACKET):
                characters[span.start : span.end] = mark * len(span)
    return "".join(characters)


def clauses(hidden: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of a masked text between two offsets, without what opens them and says nothing.

    >>> [(one.start, one.end, one.opens) for one in clauses("一是加强管理，提升质量。", 0, 12)]
    [(2, 6, True), (7, 11, False)]
    """
    before = start
    for match in _CLAUSE.finditer(hidden, start, end):
        opens = before == start or _SENTENCE_END.search(hidden, before, match.start()) is not None
        opening = _OPENING.match(hidden, match.start(), match.end())
        first = opening.end() if opening else match.start()
        last = match.start() + len(match.group().rstrip(f" 　{BRACKET}"))
        before = match.end()
        if first < last:
            yield Clause(first, last, opens)
