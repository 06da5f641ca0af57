"""The clauses of a text with their sentences: what is put side by side before any words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policytext.model.span import Span

# “坚持自愿，依法办学”: a quotation, a title and a bracket stay in one clause
_HELD = r"“[^“”\n]{0,40}”|《[^《》\n]{0,60}》|（[^（）\n]{0,40}）|\([^()\n]{0,40}\)"
_STOP = r"[。！？!?；;…]+[”’）)]?\s*|\n\s*"
# 1,200 holds no comma of a clause
_PAUSE = r"[，：:]\s*|(?<![0-9]),\s*|,(?![0-9])\s*"
_PIECE = re.compile(rf"(?P<held>{_HELD})|(?P<stop>{_STOP})|(?P<pause>{_PAUSE})")
_NOT_CONTENT = re.compile(r"[\W_]+")
_NUMERAL = re.compile(r"[0-9０-９]+(?:[.．,][0-9]+)*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its punctuation at ``[start, end)`` of the text.

    `key` is what it says without marks and with every number as 0, `sentence` counts the sentences of the text,
    `part` the stretches that were given.
    """

    start: int
    end: int
    key: str
    sentence: int = 0
    part: int = 0


def clauses_of(text: str, stretches: Iterable[Span]) -> tuple[Clause, ...]:
    """The clauses of some stretches of a text, without a gap inside a stretch.

    >>> [x.key for x in clauses_of("新建学校12所，力争完工。推进“双减”。", [Span(0, 19)])]
    ['新建学校0所', '力争完工', '推进双减']
    """
    found: list[Clause] = []
    sentence = 0
    for part, stretch in enumerate(stretches):
        for start, end, closed in _cut(text, stretch):
            found.append(Clause(start, end, key_of(text[start:end]), sentence, part))
            sentence += closed
        sentence += 1
    return tuple(found)


def _cut(text: str, stretch: Span) -> Iterator[tuple[int, int, bool]]:
    """Where each clause begins and ends, and whether its sentence ends with it."""
    start = stretch.start
    for match in _PIECE.finditer(text, stretch.start, stretch.end):
        if match.lastgroup == "held":
            continue
        yield start, match.end(), match.lastgroup == "stop"
        start = match.end()
    if start < stretch.end:
        yield start, stretch.end, True


def key_of(text: str) -> str:
    """What a clause says, without marks and with every number as 0.

    >>> key_of("增长5.5%，")
    '增长0'
    """
    return _NOT_CONTENT.sub("", _NUMERAL.sub("0", text))
