"""Scores against gold: documents, alignment, lineage, fulfilment, phrases, and the run over every real document."""

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
PAIRS = ("lanshui-edu-2020__lanshui-edu-2021", "baixi-edu-2020__baixi-edu-2021")


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


def comparison() -> list[tuple[str, dict[str, float]]]:
    """F1 of alignment and lineage for every pair with gold."""
    table = []
    for pair in PAIRS:
        a, b = pair.split("__")
        table.append((pair, _pair(pt.compare(pt.specimen(a), pt.specimen(b)), GOLD, pair)))
    years = (pt.read(DOCUMENTS / "福建省-2025-政府工作报告.docx"), pt.read(DOCUMENTS / "福建省-2026-政府工作报告.txt"))
    fujian = "fujian-gov-2025__fujian-gov-2026"
    table.append((fujian, _pair(pt.compare(*years), SHARED_GOLD, fujian)))
    return table


def _pair(compared: pt.Comparison, folder: Path, pair: str) -> dict[str, float]:
    alignment, _ = scorer().score_alignment(rows(folder / f"{pair}.alignment.jsonl"), compared.records("items"))
    lineage, _ = scorer().score_lineage(rows(folder / f"{pair}.lineage.jsonl"), compared.records("targets"))
    names = ("alignment.pairs", "alignment.status", "lineage.pairs", "lineage.value")
    return {name: (alignment | lineage)[name]["f1"] for name in names}


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
