"""Scores against gold: documents, phrases, and the run over every real document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import policytext as pt
from benchmarks.phrases import score as score_phrases
from benchmarks.places import DOCUMENTS, GOLD, SHARED, real_documents, rows, scorer

SHARED_GOLD = SHARED / "gold"
MEASURES = (
    "heading", "quantity.value", "quantity.full", "quantity.force", "time", "project.overlap", "project.exact",
    "reference", "organisation",
)  # fmt: skip


def documents() -> Iterator[tuple[str, pt.Document, Path]]:
    """Label, document and gold file of everything that has gold."""
    yield "xiamen-edu-2021.raw", pt.read(DOCUMENTS / "xiamen-edu-2021.raw.txt"), SHARED_GOLD / "xiamen-edu-2021.jsonl"
    yield "fujian-gov-2026", pt.read(DOCUMENTS / "福建省-2026-政府工作报告.txt"), SHARED_GOLD / "fujian-gov-2026.jsonl"
    for name in pt.specimens():
        yield name, pt.specimen(name), GOLD / f"{name}.jsonl"


def extraction() -> list[tuple[str, dict[str, float]]]:
    """F1 of every measure for every document with gold; a measure without gold rows is left out."""
    table = []
    for label, document, gold in documents():
        result, _ = scorer().score(rows(gold), document.records())
        table.append((label, {name: result[name]["f1"] for name in MEASURES if result.get(name, {}).get("gold")}))
    return table


def phrases() -> dict[str, tuple[int, int]]:
    """Category -> expected records found right, expected records."""
    return score_phrases(SHARED / "phrases" / "dev.jsonl")


def every_document() -> tuple[int, int, int]:
    """Documents read, records made, records whose text is not the slice of the document's text.

    An exception ends the run: there is no document that may fail.
    """
    count = wrong = 0
    paths = real_documents()
    for path in paths:
        document = pt.read(path)
        for record in document.records():
            count += 1
            wrong += record["text"] != document.text[record["start"] : record["end"]]
    return len(paths), count, wrong
