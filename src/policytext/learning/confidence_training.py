"""Trains and tests the model of confidence on annotated excerpts of documents that no rule was written with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytext.learning.calibration import Reliability, Step, best_temperature, curve, expected_error, reliability
from policytext.learning.cases import Case
from policytext.learning.confidence import MODEL, RIGHT, confidence_features, is_measured
from policytext.learning.fitting import fit, out_of_fold
from policytext.learning.linear import LinearModel, softmax
from policytext.learning.standoff import Labelled, labelled_documents
from policytext.model.document import Document, Extraction
from policytext.model.errors import ModelError
from policytext.model.records import record_of

FOLDERS = (Path("excerpts") / "left_out", Path("excerpts") / "read")
STRENGTH = 1.0
STEPS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
COMPARED: Mapping[str, tuple[str, ...]] = {
    "quantity": ("role", "low", "high", "unit"), "time": ("role", "from", "to", "recurrence"), "project": (), "reference": (), "organisation": ("role",),
}  # fmt: skip
"""What has to be equal beside the place."""
WHOLE = frozenset(("project", "reference", "organisation"))
"""Kinds whose place has to be the same; of the others it has to overlap."""


@dataclass(frozen=True)
class Judged:
    """One reading held against the annotation: its kind, its features, whether it is right."""

    kind: str
    case: Case


@dataclass(frozen=True)
class Annotated:
    """The judged readings of an excerpt, and how many things of each kind were to be found."""

    judged: tuple[Judged, ...]
    wanted: Mapping[str, int]


def annotated_excerpts(labels: Path, read: Callable[[str], Document | None]) -> Iterator[Annotated]:
    """Every excerpt of unseen documents, its readings judged. Raises ModelError where there is none."""
    paths = [path for folder in FOLDERS for path in sorted((labels / folder).glob("*.jsonl"))]
    if not paths:
        raise ModelError(f"there are no annotated excerpts in {' or '.join(str(folder) for folder in FOLDERS)} of the labels")
    for path in paths:
        for one in labelled_documents(path, read):
            yield judged_readings(one)


def judged_readings(one: Labelled) -> Annotated:
    """The readings inside the scope of an annotation, each right or wrong; one annotated thing makes one reading right."""
    rows = [row for _, row in one.labels if row["kind"] in COMPARED]
    kinds, items = frozenset(one.scope.get("kinds", COMPARED)), one.scope.get("items")
    left = [*rows]
    judged = []
    for found in one.document.extractions:
        if found.kind in kinds and is_measured(found.value) and (items is None or found.address in items):
            hit = next((row for row in left if is_same(one.document, found, row)), None)
            if hit is not None:
                left.remove(hit)
            features = confidence_features(one.document.text, found.span.start, found.span.end, found.rule, found.value)
            judged.append(Judged(found.kind, Case(features, RIGHT if hit is not None else "wrong", one.issuer)))
    return Annotated(tuple(judged), {kind: sum(row["kind"] == kind for row in rows) for kind in kinds})


def is_same(document: Document, found: Extraction, row: Mapping[str, Any]) -> bool:
    """Whether a reading says what an annotation says, in the same place."""
    if found.kind != row["kind"]:
        return False
    start, end = found.span.start, found.span.end
    placed = (start, end) == (row["start"], row["end"]) if found.kind in WHOLE else start < row["end"] and row["start"] < end
    if not placed:
        return False
    record = record_of(document, found)
    return all((record.get(name) or None) == (row.get(name) or None) for name in COMPARED[found.kind])


def train_confidence(labels: Path, read: Callable[[str], Document | None]) -> LinearModel:
    """The model of all judged readings, calibrated on issuers left out."""
    cases = [one.case for excerpt in annotated_excerpts(labels, read) for one in excerpt.judged]
    about = {"cases": len(cases), "issuers": len({case.group for case in cases})}
    return fit(MODEL, cases, strength=STRENGTH, about=about)


@dataclass(frozen=True)
class ConfidenceScores:
    """How far confidence is the probability of being right, on issuers left out of training."""

    readings: int
    issuers: int
    right: float
    error: float
    error_of_rules: float
    table: tuple[Reliability, ...]
    curves: tuple[tuple[str, tuple[Step, ...]], ...]


def confidence_scores(labels: Path, read: Callable[[str], Document | None]) -> ConfidenceScores:
    """Every reading is asked of models that have not seen its issuer."""
    excerpts = [*annotated_excerpts(labels, read)]
    judged = [one for excerpt in excerpts for one in excerpt.judged]
    cases = [one.case for one in judged]
    tested = out_of_fold(MODEL, cases, strength=STRENGTH)
    temperature = best_temperature([scores for scores, _ in tested], [place for _, place in tested])
    place = sorted({case.label for case in cases}).index(RIGHT)
    sure = [softmax(scores, temperature)[place] for scores, _ in tested]
    right = [case.label == RIGHT for case in cases]
    curves = tuple((kind, curve_of(kind, judged, sure, excerpts)) for kind in COMPARED)
    return ConfidenceScores(
        len(cases), len({case.group for case in cases}), round(sum(right) / len(right), 4), round(expected_error(sure, right), 4),
        round(expected_error([0.9] * len(right), right), 4), tuple(reliability(sure, right)), curves,
    )  # fmt: skip


def curve_of(kind: str, judged: Sequence[Judged], sure: Sequence[float], excerpts: Iterable[Annotated]) -> tuple[Step, ...]:
    """Precision and recall of a kind at several least confidences."""
    places = [k for k, one in enumerate(judged) if one.kind == kind]
    wanted = sum(excerpt.wanted.get(kind, 0) for excerpt in excerpts)
    return tuple(curve([sure[k] for k in places], [judged[k].case.label == RIGHT for k in places], wanted, STEPS))
