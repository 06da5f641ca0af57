"""Between levels: what a place promises beside what the place above it promises in the same year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.comparison.force_mapping import ForceMapping
from policytext.comparison.line_links import paired
from policytext.comparison.panel_rows import LevelRow, LevelStatus
from policytext.comparison.places import depth, parent_of, place_of
from policytext.comparison.readings import Reading, conversion, readings_of, standing, wording_of
from policytext.comparison.vocabulary import LESS_IS_BETTER
from policytext.lexicon.loader import groups
from policytext.model.document import Document

PAIRED_FROM = 0.7  # two issuers word one indicator alike more often than one issuer changes its wording
ARROWS: dict[LevelStatus, str] = {"escalated": "↑", "equal": "→", "below": "↓", "part": "⊂", "not_comparable": "≠", "not_taken_up": ""}
NOT_SUMMED = frozenset(("%", "pp", "ratio", "倍", "岁", "年", "天", "小时", "分钟", "度", "次", "元/人"))
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure of a document and the one above it."""

    child: Reading
    parent: Reading
    similarity: float


def level_rows(documents: Sequence[Document], mapping: ForceMapping) -> tuple[LevelRow, ...]:
    """Every target with its counterpart above, then what was not taken up; the highest places first."""
    readings = {id(document): readings_of(document, document.targets) for document in documents}
    known: dict[Place, LevelRow] = {}
    rows: list[LevelRow] = []
    for document in sorted(documents, key=depth):
        if (parent := parent_of(document, documents)) is None:
            continue
        ties = _ties(readings[id(document)], _above(parent, documents), readings)
        for tie in ties:
            row = _row(tie, known.get(_place(tie.parent)), mapping)
            known[_place(tie.child)] = row
            rows.append(row)
        rows += _not_taken_up(document, readings[id(parent)], ties)
    return tuple(rows)


def _above(parent: Document, documents: Sequence[Document]) -> Iterator[Document]:
    """The nearest higher document, then those above it."""
    nearest: Document | None = parent
    while nearest is not None:
        yield nearest
        nearest = parent_of(nearest, documents)


def _ties(children: Sequence[Reading], above: Iterator[Document], readings: dict[int, tuple[Reading, ...]]) -> list[Tie]:
    """Each target of a document with the nearest higher one that is the same indicator, in the order of the text."""
    left, found = list(children), list[Tie]()
    for document in above:
        others = readings[id(document)]
        pairs = paired(left, others, PAIRED_FROM)
        found += [Tie(left[i], others[j], score) for i, j, score in pairs]
        taken = {i for i, _, _ in pairs}
        left = [reading for i, reading in enumerate(left) if i not in taken]
    return sorted(found, key=lambda tie: tie.child.figure.span.start)


def _place(reading: Reading) -> Place:
    return id(reading.document), reading.figure.span.start


def _row(tie: Tie, above: LevelRow | None, mapping: ForceMapping) -> LevelRow:
    child, parent = tie.child, tie.parent
    value = compared(child, parent)
    wording = None if value == "not_comparable" else wording_of(parent, child, mapping)
    begun = above.chain if above else f"{place_of(parent.document)} {parent.figure.text}"
    return LevelRow(
        child.year, place_of(child.document), place_of(parent.document), child.document.metadata.id, parent.document.metadata.id,
        parent.name if parent.concept.known else child.name, value, wording, share_of(child, parent) if value == "part" else None,
        f"{begun} {ARROWS[value]} {place_of(child.document)} {child.figure.text}",
        (above.escalations if above else 0) + (value == "escalated"), child.figure, parent.figure, round(min(tie.similarity, 1.0), 3),
    )  # fmt: skip


def _not_taken_up(document: Document, parents: Sequence[Reading], ties: Sequence[Tie]) -> Iterator[LevelRow]:
    """The parent's targets of some name that no target of the document answers."""
    answered = {_place(tie.parent) for tie in ties}
    for parent in parents:
        if parent.concept.name and _place(parent) not in answered:
            place = place_of(parent.document)
            yield LevelRow(
                parent.year, place_of(document), place, document.metadata.id, parent.document.metadata.id, parent.name, "not_taken_up",
                None, None, f"{place} {parent.figure.text}", 0, None, parent.figure,
            )  # fmt: skip


def compared(child: Reading, parent: Reading) -> LevelStatus:
    """Whether the child promises more; where a smaller number is better, a smaller one is more."""
    a, b, factor = child.figure.low, parent.figure.low, conversion(parent.figure.unit, child.figure.unit)
    if a is None and b is None and standing(child.figure.text) == standing(parent.figure.text):
        return "equal"
    if a is None or b is None or factor is None or child.kind != parent.kind or child.several_years != parent.several_years:
        return "not_comparable"
    if {child.figure.change, parent.figure.change} == {"increase", "decrease"}:
        return "not_comparable"
    if sums_up(child) and sums_up(parent):
        return "part" if a * factor <= b else "not_comparable"
    if child.kind == "difference" and child.figure.unit not in NOT_SUMMED:
        return "not_comparable"  # 增加20亿元 of a city beside 增加300亿元 of its province
    ahead = (a * factor - b) * (-1 if less_is_better(parent) else 1)
    return "equal" if ahead == 0 else "escalated" if ahead > 0 else "below"


def sums_up(reading: Reading) -> bool:
    """Whether the numbers of places inside add up to that of the place: 新增就业10万人, and no rate, standard or mean."""
    if reading.kind not in ("stock", "total") or reading.figure.unit in NOT_SUMMED or not reading.figure.low:
        return False
    return not any(word in (reading.figure.indicator or "") + reading.name for word in groups("indicators")["no_total"])


def less_is_better(reading: Reading) -> bool:
    """Whether a smaller number is the stricter promise; of a fall the larger one is."""
    if reading.figure.change == "decrease":
        return False
    unwanted = reading.concept.name in groups("indicators")["less_is_better"]
    return unwanted or reading.figure.comparator in ("<", "<=") or any(word in reading.name for word in LESS_IS_BETTER)


def share_of(child: Reading, parent: Reading) -> float | None:
    """The child's number as a share of the parent's."""
    factor = conversion(parent.figure.unit, child.figure.unit)
    a, b = child.figure.low, parent.figure.low
    return None if factor is None or a is None or not b else round(float(a * factor / b), 6)
