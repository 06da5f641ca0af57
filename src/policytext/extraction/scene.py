"""The scene of extraction: one text with its sentences, its plan year and the parts that look back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from policytext.model.document import Node
from policytext.model.span import Span

_SENTENCE_END = re.compile(r"[。！？\n]+")
_CLAUSE_END = re.compile(r"[，,；;。！？\n：:]")
TAKEN, TIME = 1, 2
"""Marks of claimed characters; a time may stand inside a name."""


@dataclass(frozen=True)
class Scene:
    """What every rule may look at; offsets are those of the document's text.

    `past` holds the spans of the parts that look back (回顾), parted and in text order; `claimed` marks characters that an earlier,
    stronger rule has taken.
    """

    text: str
    body: Span
    year: int | None
    root: Node
    past: tuple[Span, ...] = ()
    signed: date | None = None
    claimed: bytearray = field(default_factory=bytearray, repr=False)
    sentence_ends: tuple[int, ...] = ()

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`, without its full stop."""
        i = bisect_right(self.sentence_ends, offset)
        start = self.sentence_ends[i - 1] if i else 0
        end = self.sentence_ends[i] if i < len(self.sentence_ends) else len(self.text)
        return Span(min(start, offset), end)

    def left(self, offset: int, reach: int = 80) -> str:
        """The text of the sentence before `offset`, at most `reach` characters."""
        return self.text[max(self.sentence(offset).start, offset - reach) : offset]

    def right(self, offset: int, reach: int = 40) -> str:
        """The text of the sentence from `offset`, at most `reach` characters."""
        return self.text[offset : min(self.sentence(offset).end, offset + reach)]

    def without_times(self, start: int, end: int) -> str:
        """The text at a place, the times in it taken out."""
        text, marks = self.text[start:end], self.claimed[start:end]
        if TIME not in marks:
            return text
        return "".join(c for i, (c, mark) in enumerate(zip(text, marks, strict=True)) if mark != TIME or _opens_goal(text, marks, i))

    def looks_back(self, offset: int) -> bool:
        """Whether `offset` stands in a part that reports what was done."""
        i = bisect_right(self.past, offset, key=lambda span: span.start)
        return i > 0 and offset < self.past[i - 1].end

    def claim(self, start: int, end: int, mark: int = TAKEN) -> None:
        """Take the characters, so that no weaker rule reads them; a time may stand inside a name."""
        self.claimed[start:end] = bytes((mark,)) * (end - start)

    def is_claimed(self, start: int, end: int) -> bool:
        """Whether any of the characters is taken."""
        return any(self.claimed[start:end])


def _opens_goal(text: str, marks: bytearray, i: int) -> bool:
    """Whether the 到 at the head of a time leads to the number behind it: 提升|至2025年的|52%."""
    return text[i] in "到至" and i > 0 and marks[i - 1] != TIME and text[i - 1] in "升高加长展大降少低短减缩"


def behind_number(text: str, span: Span, number: str) -> int:
    """Where the printed number at the head of a span ends, with the mark behind it: （一）|9.2岁, 1.|新建.

    >>> behind_number("1.新建", Span(0, 4), "1"), behind_number("（一）9.2岁", Span(0, 7), "（一）")
    (2, 3)
    """
    end = span.start + len(number)
    return min(end + (not text[end : end + 1].isalnum()), span.end)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in text order, those that overlap or touch made one.

    >>> joined([Span(5, 9), Span(0, 3), Span(2, 4)])
    (Span(start=0, end=4), Span(start=5, end=9))
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return tuple(found)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Offsets just behind each sentence of a text.

    >>> sentence_ends("建校。育人！")
    (3, 6)
    """
    return tuple(match.end() for match in _SENTENCE_END.finditer(text))


def make_scene(
    text: str, root: Node, body: Span, year: int | None, past: Iterable[Span] = (), signed: date | None = None
) -> Scene:
    """A scene over a text, nothing claimed but what lies outside the body."""
    claimed = bytearray(len(text))
    scene = Scene(text, body, year, root, joined(past), signed, claimed, sentence_ends(text))
    scene.claim(0, body.start)
    scene.claim(body.end, len(text))
    return scene
