"""What two compared texts are to each other, and the evidence that tells a copy from another year's plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from policytext.corpus.duplicates.copies import Copy
from policytext.corpus.duplicates.verifying import Verified

RelationName = Literal["same", "reprint", "excerpt", "edition"]
COVERED = 0.8
"""Of two reprints each holds at least this part of the other, chrome apart; docs/duplicates.md says how the bounds were chosen."""
AROUND, AROUND_CHARACTERS = 0.2, 300
"""Chrome, a notice, a lost end: so large a part of a text, or so many characters, may stand around what is in common …"""
MOST_AROUND = 0.5
"""… but never more than this part."""
REWRITTEN = 0.025
"""From this part of rewritten text on it is another text."""
CONTAINED = 0.85
"""An excerpt stands in the other text, in order, with at least this part of its characters."""
EDITION = 0.12
"""From this part of the shorter text's shingles on two texts that are no copies are reported as editions."""
FEWEST_NUMBERS, MORE_THAN_CHANCE = 3, 3
"""Numbers changed by design: at least so many, and more than so many times what the rate of misread characters explains."""
_DIGITS_OF_A_NUMBER = 2.5
FEWEST_RENAMED = 3
_DRAFT = re.compile("征求意见|送审稿|讨论稿|草案|初稿|修订稿|修改稿")


@dataclass(frozen=True, slots=True)
class Relation:
    """What the first text is to the second, and the evidence against their being one document, if there is any."""

    name: RelationName
    evidence: tuple[str, ...] = ()


def relation(found: Verified, a: Copy, b: Copy) -> Relation | None:
    """What two texts are to each other; None where they share no more than texts of the trade do."""
    if found.same:
        return Relation("same")
    against = tuple(evidence(found, a, b))
    if not against and _one_text(found):
        return Relation("reprint")
    if _contained(found) and not {"numbers", "renamed"} & set(against):
        return Relation("excerpt", against)
    if max(found.a_in_b, found.b_in_a) >= EDITION:
        return Relation("edition", against)
    return None


def evidence(found: Verified, a: Copy, b: Copy) -> Iterator[str]:
    """What speaks against two texts being one document: ``year``, ``draft``, ``numbers``, ``renamed``, ``rewritten``."""
    if a.year is not None and b.year is not None and a.year != b.year:
        yield "year"
    if a.title and b.title and bool(_DRAFT.search(a.title)) != bool(_DRAFT.search(b.title)):
        yield "draft"
    if changed_by_design(found):
        yield "numbers"
    if _renamed(found, a.place, b.place):
        yield "renamed"
    if found.rewritten > REWRITTEN:
        yield "rewritten"


def changed_by_design(found: Verified) -> bool:
    """Whether more numbers differ than misreading explains, by the rate at which other characters differ."""
    stretch = min(found.size_a - found.outer_a, found.size_b - found.outer_b)
    rate = (found.slips - found.digit_slips) / stretch if stretch else 0.0
    by_chance = rate * _DIGITS_OF_A_NUMBER * (found.numbers_kept + found.numbers_changed)
    # thrice the expected number, for digits are misread more often, and thrice its deviation (Poisson)
    bound = MORE_THAN_CHANCE * (by_chance + sqrt(by_chance))
    many = found.numbers_changed >= FEWEST_NUMBERS and found.numbers_changed > bound
    return many or found.years_changed > bound  # in a text that is read well one other year is enough


def _renamed(found: Verified, place_a: str | None, place_b: str | None) -> bool:
    """Whether one text has another place's name, or again and again another word, where the second has its own."""
    for word_a, word_b, count in found.renamed:
        if min(len(word_a), len(word_b)) > 1 and count >= FEWEST_RENAMED:
            return True
        if place_a != place_b and word_a in (place_a or "") and word_b in (place_b or ""):
            return True
    return False


def _one_text(found: Verified) -> bool:
    return _enough(found.size_a, found.outer_a, found.inner_a) and _enough(found.size_b, found.outer_b, found.inner_b)


def _enough(size: int, outer: int, inner: int) -> bool:
    around = max(AROUND * size, AROUND_CHARACTERS)
    return outer <= around and outer <= MOST_AROUND * size and inner <= (1 - COVERED) * size


def _contained(found: Verified) -> bool:
    shorter = found.covered_a if found.size_a <= found.size_b else found.covered_b
    return shorter >= CONTAINED and found.rewritten <= REWRITTEN
