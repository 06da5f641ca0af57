"""Sentences that stand twice, word for word: pasted twice, or one of them meant to say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground
from policytext.model.finding import Finding
from policytext.model.span import Span

CHECK = "repeated"
_SENTENCE = re.compile(r"[^。！？\n]{16,}")
# 责任单位, and rows of tables, repeat by nature; so do titles
_NATURAL = re.compile("责任|牵头|配合|分工|单位[：:]|[|]|关于|《[^》]*》$|同上")
_NEAR = 1500
_LONG = 60
_GAP = 6
"""A full stop, a line end and blanks."""


def find_repeated(ground: Ground) -> Iterator[Finding]:
    """Stretches of two sentences or more, or of one long sentence, that stand twice near each other."""
    seen: dict[str, Span] = {}
    pairs: list[tuple[Span, Span]] = []
    for match in _SENTENCE.finditer(ground.text):
        words = match.group().strip(" 　\t")
        start = match.start() + match.group().find(words)
        place = Span(start, start + len(words))
        first = seen.get(words)
        if first and place.start - first.start < _NEAR and not _NATURAL.search(words):
            pairs.append((first, place))
        seen[words] = place
    yield from (_finding(ground, first, again, size) for first, again, size in _joined(pairs) if size > 1 or len(again) > _LONG)


def _joined(pairs: list[tuple[Span, Span]]) -> Iterator[tuple[Span, Span, int]]:
    """Neighbouring pairs as one, with how many sentences they hold."""
    held: tuple[Span, Span, int] | None = None
    for first, again in pairs:
        if held and 0 <= first.start - held[0].end < _GAP and 0 <= again.start - held[1].end < _GAP:
            held = Span(held[0].start, first.end), Span(held[1].start, again.end), held[2] + 1
            continue
        if held:
            yield held
        held = first, again, 1
    if held:
        yield held


def _finding(ground: Ground, first: Span, again: Span, size: int) -> Finding:
    said = f"{size}句话原样出现两次（{len(first)}字）。"
    return ground.finding(CHECK, "certain" if size > 1 else "likely", (again, first), Decimal(1), Decimal(2), said)
