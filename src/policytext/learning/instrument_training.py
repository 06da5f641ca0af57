"""Trains and tests the model of policy instruments on labelled clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytext.learning.calibration import Reliability, best_temperature, expected_error, reliability
from policytext.learning.cases import Case
from policytext.learning.fitting import fit, out_of_fold
from policytext.learning.instruments import by_class, codebook, span_features
from policytext.learning.instruments_found import MODEL
from policytext.learning.linear import LinearModel, softmax
from policytext.learning.standoff import labelled_documents
from policytext.model.document import Document
from policytext.model.errors import ModelError

STRENGTH, BALANCED = 0.1, True
FIRST, SECOND = Path("instruments") / "first.jsonl", Path("instruments") / "second.jsonl"


@dataclass(frozen=True)
class Coded:
    """One labelled clause: its case, its document and its place."""

    case: Case
    document: str
    start: int
    end: int


def coded_clauses(labels: Path, read: Callable[[str], Document | None], which: Path = FIRST) -> list[Coded]:
    """The labelled clauses. Raises ModelError for a sub-type that is not in the codebook."""
    found = []
    for one in labelled_documents(labels / which, read):
        for span, row in one.labels:
            if row.get("subtype") not in codebook():
                raise ModelError(f"{which.name}: {one.name} at {span.start} has the sub-type {row.get('subtype')!r}, which the codebook does not know")
            case = Case(span_features(one.document, span), str(row["subtype"]), one.issuer)
            found.append(Coded(case, one.name, span.start, span.end))
    return found


def train_instruments(labels: Path, read: Callable[[str], Document | None]) -> LinearModel:
    """The model of all labelled clauses, calibrated on documents left out."""
    coded = coded_clauses(labels, read)
    cases = [one.case for one in coded]
    about = {"cases": len(cases), "documents": len({one.document for one in coded}), "issuers": len({case.group for case in cases})}
    return fit(MODEL, cases, strength=STRENGTH, balanced=BALANCED, about=about)


@dataclass(frozen=True)
class InstrumentScores:
    """What leaving issuers out showed, and how two coders agree: macro F1 and shares of equal codes, 0..1."""

    clauses: int
    issuers: int
    class_f1: float
    class_share: float
    subtype_f1: float
    subtype_share: float
    error: float
    table: tuple[Reliability, ...]
    baseline_f1: float
    coded_twice: int
    coders_class_f1: float
    coders_class_share: float
    coders_subtype_share: float


def instrument_scores(labels: Path, read: Callable[[str], Document | None]) -> InstrumentScores:
    """Every clause is asked of models that have not seen its issuer; the coders are measured on the clauses both have coded."""
    coded = coded_clauses(labels, read)
    cases = [one.case for one in coded]
    names = sorted({case.label for case in cases})
    tested = out_of_fold(MODEL, cases, strength=STRENGTH, balanced=BALANCED)
    temperature = best_temperature([scores for scores, _ in tested], [place for _, place in tested])
    told = [dict(zip(names, softmax(scores, temperature), strict=True)) for scores, _ in tested]
    subtypes, classes = [likeliest(one) for one in told], [likeliest(by_class(one)) for one in told]
    sure = [max(by_class(one).values()) for one in told]
    true, true_class = [case.label for case in cases], [codebook()[case.label] for case in cases]
    right = [a == b for a, b in zip(classes, true_class, strict=True)]
    first, second = both(coded, coded_clauses(labels, read, SECOND))
    first_class, second_class = [codebook()[x] for x in first], [codebook()[x] for x in second]
    return InstrumentScores(
        len(cases), len({case.group for case in cases}), macro_f1(true_class, classes), share(true_class, classes),
        macro_f1(true, subtypes), share(true, subtypes), round(expected_error(sure, right), 4), tuple(reliability(sure, right)),
        macro_f1(true_class, [by_words(case) for case in cases]), len(first), macro_f1(first_class, second_class),
        share(first_class, second_class), share(first, second),
    )  # fmt: skip


def likeliest(probabilities: dict[str, float]) -> str:
    """The name with the highest probability, the first of equals."""
    return max(probabilities, key=lambda name: probabilities[name])


def by_words(case: Case) -> str:
    """The baseline without a model: the class whose words the clause holds most, the goals where it holds none."""
    counts = {subtype: sum(name.startswith(f"w:{subtype}:") for name in case.features) for subtype in codebook()}
    best = max(counts, key=lambda name: counts[name])
    return codebook()[best if counts[best] else "goals"]


def both(first: Sequence[Coded], second: Sequence[Coded]) -> tuple[list[str], list[str]]:
    """The codes that two coders gave the same clauses, in the order of the second."""
    known = {(one.document, one.start, one.end): one.case.label for one in first}
    pairs = [(known[key], one.case.label) for one in second if (key := (one.document, one.start, one.end)) in known]
    return [a for a, _ in pairs], [b for _, b in pairs]


def share(true: Sequence[str], told: Sequence[str]) -> float:
    """The share of equal codes."""
    return round(sum(a == b for a, b in zip(true, told, strict=True)) / len(true), 4) if true else 0.0


def macro_f1(true: Sequence[str], told: Sequence[str]) -> float:
    """The mean of F1 over the codes.

    >>> macro_f1(["甲", "甲", "乙"], ["甲", "乙", "乙"])
    0.6667
    """
    scores = []
    for name in sorted({*true, *told}):
        hits = sum(a == b == name for a, b in zip(true, told, strict=True))
        scores.append(2 * hits / (true.count(name) + told.count(name)))
    return round(sum(scores) / len(scores), 4) if scores else 0.0
