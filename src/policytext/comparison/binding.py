"""How binding a target is worded: its force word first, then its comparator; by a mapping that can be swapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from policytext.comparison.indicators import SENTENCE_END
from policytext.comparison.rows import Figure, WordingStatus
from policytext.comparison.vocabulary import COMMENTS
from policytext.lexicon import alternation, groups
from policytext.model.document import Document

LONGEST_LIST = 400  # characters of a sentence over which a word of force may reach


class Ranking(Protocol):
    """What ranks words: the higher, the more binding."""

    @property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each force: hard, plain, soft, expected."""

    @property
    def comparators(self) -> Mapping[str, int]:
        """The rank of each comparator: ``>=``, ``=``, ``~`` …"""


@dataclass(frozen=True, slots=True)
class UsualRanking:
    """The ranking of the annotation guidelines: 确保 above plain words above 力争; 以上 above a plain number above 左右."""

    ranks: Mapping[str, int] = field(default_factory=lambda: {"soft": 0, "expected": 0, "plain": 1, "hard": 2})
    comparators: Mapping[str, int] = field(
        default_factory=lambda: {"~": 0, "..": 1, "=": 2, ">=": 3, "<=": 3, ">": 3, "<": 3}
    )


USUAL = UsualRanking()


def wording_status(a: Figure, b: Figure, mapping: Ranking = USUAL) -> WordingStatus:
    """Force first, then how much the comparator binds."""
    before, after = binding(a, mapping), binding(b, mapping)
    if before == after:
        return "same"
    return "hardened" if after > before else "softened"


def binding(figure: Figure, mapping: Ranking = USUAL) -> tuple[int, int]:
    """How binding a target is worded: force word, then comparator; of a whole, all binds as much as 以上."""
    force = mapping.ranks.get(figure.force, mapping.ranks["plain"])
    whole = figure.unit == "%" and figure.low == 100 and figure.comparator == "="
    return force, mapping.comparators.get(">=" if whole else figure.comparator, mapping.comparators["="])


def wording_reason(a: Figure, b: Figure, mapping: Ranking = USUAL) -> str | None:
    """What made the wording harder or softer: ``force: soft → hard``, ``comparator: ~ → >=``; None where nothing did."""
    (force_a, bound_a), (force_b, bound_b) = binding(a, mapping), binding(b, mapping)
    if force_a != force_b:
        return f"force: {a.force} → {b.force}"
    return f"comparator: {a.comparator} → {b.comparator}" if bound_a != bound_b else None


def without_comments(document: Document, figure: Figure) -> Figure:
    """The figure, its force plain where the only word of force in its sentence comments on what stands before (争取更好结果)."""
    if figure.force == "plain":
        return figure
    text, span = document.text, figure.span
    start = max(
        (m.end() for m in SENTENCE_END.finditer(text, max(0, span.start - LONGEST_LIST), span.start)), default=0
    )
    said = text[max(start, span.start - LONGEST_LIST) : span.end]
    bare = _comments().sub("", said)
    if bare == said or any(word in bare for word in groups("forces")[figure.force]):
        return figure
    return replace(figure, force="plain")


@cache
def _comments() -> re.Pattern[str]:
    return re.compile(alternation(COMMENTS))
