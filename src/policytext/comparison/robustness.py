"""Which conclusions about the wording of targets hang on the mapping from words to force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytext.comparison.force_mapping import ForceMapping, judge_of, shipped_mappings
from policytext.comparison.rows import TargetChange, WordingStatus
from policytext.model.document import Document
from policytext.model.span import Span


@dataclass(frozen=True, slots=True)
class Robustness:
    """What one mapping makes of all targets that stand in both documents.

    `changed` of the `targets` have another wording status than under the mapping in `used`, a share of `share`.
    """

    mapping: str
    used: bool
    targets: int
    hardened: int
    softened: int
    same: int
    changed: int
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class WordingStatusChange:
    """One target whose wording status is not the same under all mappings: its `status` under one, `status_here` under that in use."""

    mapping: str
    a_item: str
    b_item: str
    indicator: str | None
    a_text: str
    b_text: str
    status: WordingStatus
    status_here: WordingStatus
    changed: bool
    span_a: Span
    span_b: Span


@dataclass(frozen=True, slots=True)
class _Judged:
    """A target through two documents with its status under each mapping, by name."""

    row: TargetChange
    statuses: dict[str, WordingStatus]


def mappings_beside(used: ForceMapping) -> tuple[ForceMapping, ...]:
    """The mapping in use and all that come with the package, the one in use first."""
    return (used, *(x for x in shipped_mappings().values() if x.name != used.name))


def robustness_of(a: Document, b: Document, targets: Iterable[TargetChange], used: ForceMapping) -> tuple[Robustness, ...]:
    """One row a mapping, none where no target stands in both: how many are hardened, softened, the same, and how many change their status."""
    judged = _judged(a, b, targets, used)
    return tuple(_summary(mapping, used, judged) for mapping in mappings_beside(used) if judged)


def _summary(mapping: ForceMapping, used: ForceMapping, judged: Sequence[_Judged]) -> Robustness:
    counts = Counter(x.statuses[mapping.name] for x in judged)
    changed = sum(x.statuses[mapping.name] != x.statuses[used.name] for x in judged)
    share = round(changed / len(judged), 3)
    numbers = (counts["hardened"], counts["softened"], counts["same"], changed)
    return Robustness(mapping.name, mapping.name == used.name, len(judged), *numbers, share, mapping.source)


def status_changes(a: Document, b: Document, targets: Iterable[TargetChange], used: ForceMapping) -> tuple[WordingStatusChange, ...]:
    """The targets that some mapping judges otherwise than the one in use, each with its status under every mapping."""
    return tuple(
        row for one in _judged(a, b, targets, used) if len(set(one.statuses.values())) > 1
        for row in _long(one, used)
    )  # fmt: skip


def _long(one: _Judged, used: ForceMapping) -> Iterable[WordingStatusChange]:
    a, b, here = one.row.a, one.row.b, one.statuses[used.name]
    for name, status in one.statuses.items():
        if a is not None and b is not None:
            yield WordingStatusChange(
                name, a.item, b.item, b.indicator or a.indicator, a.text, b.text, status, here, status != here, a.span, b.span
            )  # fmt: skip


def _judged(a: Document, b: Document, targets: Iterable[TargetChange], used: ForceMapping) -> list[_Judged]:
    return [_Judged(x, statuses_of(a, b, x, mappings_beside(used))) for x in targets if x.a is not None and x.b is not None]


def statuses_of(a: Document, b: Document, row: TargetChange, mappings: Iterable[ForceMapping]) -> dict[str, WordingStatus]:
    """The wording status of one target under each mapping, by the mapping's name; empty where one side has none."""
    return {x.name: judge_of(a, b, x)(row.a, row.b)[0] for x in mappings if row.a is not None and row.b is not None}
