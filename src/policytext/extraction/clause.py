"""A clause: one amount with the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from policytext.extraction import indicators
from policytext.extraction.quantity_pattern import Amount
from policytext.extraction.scene import Scene
from policytext.model.span import Span

_REACH = 400
"""No word this far before a number speaks of it; a text without full stops stays linear."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One amount, the words left and right of it, and its sentence up to it; times are taken out on the left."""

    amount: Amount
    left: str
    right: str
    sentence_left: str


def clause_of(scene: Scene, amount: Amount, sentence: Span) -> Clause:
    """The clause of an amount in its sentence."""
    left = indicators.NOTE.sub("", scene.without_times(max(sentence.start, amount.start - 80), amount.start))
    right = scene.text[amount.end : min(sentence.end, amount.end + 40)]
    return Clause(amount, left, right, scene.left(amount.start, _REACH))
