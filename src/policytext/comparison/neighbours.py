"""Neighbouring years of one place, compared: what the tables over many years are built from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.lineage import target_changes
from policytext.comparison.places import Series
from policytext.comparison.rows import Fulfilment, TargetChange
from policytext.model.document import Document


@dataclass(frozen=True)
class Pair:
    """A document and one of the next year that the place has a document of; each part is made on first use."""

    a: Document
    b: Document

    @property
    def years(self) -> int:
        """How many years lie between the two; 0 where one is not known."""
        first, second = self.a.metadata.plan_year, self.b.metadata.plan_year
        return 0 if first is None or second is None else second - first

    @cached_property
    def targets(self) -> tuple[TargetChange, ...]:
        """The targets of both, by what they measure alone: an alignment of items costs more than all else and adds little."""
        return target_changes(self.a, self.b, frozenset())

    @cached_property
    def fulfilment(self) -> tuple[Fulfilment, ...]:
        """What the later one reports about the targets of the earlier one."""
        return fulfilments(self.a, self.b)


def pairs_of(series: Series) -> tuple[Pair, ...]:
    """Every document with every one of the next year that the place has."""
    return tuple(_pairs(series))


def _pairs(series: Series) -> Iterator[Pair]:
    dated = [wave for wave in series.waves if wave.year is not None]
    for earlier, later in pairwise(dated):
        yield from (Pair(a, b) for a in earlier.documents for b in later.documents)
