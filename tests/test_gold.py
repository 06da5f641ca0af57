"""Gold with pinned floors: a change must not lower them by accident. Raise a floor when the figure has risen for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.accuracy import documents
from benchmarks.evaluate import AIMS, counted, f1
from benchmarks.excerpts import SPLITS, excerpts
from benchmarks.phrases import score as score_phrases

import policytext as pt
from tests.shared import DOCUMENTS, REPOSITORY, SHARED, needs_shared, rows, scorer

# measure -> floor, a little below what the last run measured
XIAMEN = {
    "heading": 1.0, "quantity.value": 0.97, "quantity.full": 0.97, "quantity.force": 0.97, "time": 0.97,
    "project.overlap": 0.9, "project.exact": 0.83, "reference": 1.0,
}  # fmt: skip
FUJIAN = {
    "heading": 1.0, "quantity.value": 0.95, "quantity.full": 0.9, "quantity.force": 0.95, "time": 0.9,
    "project.overlap": 0.82, "project.exact": 0.65,
}  # fmt: skip
SPECIMEN = {
    "heading": 1.0, "quantity.value": 0.96, "quantity.full": 0.9, "quantity.force": 0.95, "time": 0.97,
    "project.overlap": 0.85, "project.exact": 0.7, "reference": 1.0, "organisation": 0.98,
}  # fmt: skip
PHRASES_FLOOR = 0.97


def assert_floors(gold: Path, document: pt.Document, floors: dict[str, float]) -> None:
    result, _ = scorer().score(rows(gold), document.records())
    low = {name: (result[name]["f1"], floor) for name, floor in floors.items() if result[name]["f1"] < floor}
    assert not low, f"below the floor (F1, floor): {low}"


@needs_shared
@pytest.mark.parametrize("name", ["xiamen-edu-2021.raw.txt", "xiamen-edu-2021.repaired.txt"])
def test_real_plan(name: str) -> None:
    document = pt.read(DOCUMENTS / name)
    assert_floors(SHARED / "gold" / "xiamen-edu-2021.jsonl", document, XIAMEN)
    assert (len(document.root.children), len(document.items)) == (6, 38)


@needs_shared
def test_envelope_of_the_real_plan() -> None:
    found = pt.read(DOCUMENTS / "xiamen-edu-2021.raw.txt").metadata
    assert found.title == "2021年厦门市教育工作要点"
    assert found.issuers == ("中共厦门市委教育工委", "厦门市教育局")
    assert (str(found.signed), str(found.published), found.genre, found.plan_year) == (
        "2021-03-03", "2021-03-12", "工作要点", 2021,
    )  # fmt: skip
    assert len(found.addressees) == 3


@needs_shared
def test_real_report() -> None:
    document = pt.read(DOCUMENTS / "福建省-2026-政府工作报告.txt")
    assert_floors(SHARED / "gold" / "fujian-gov-2026.jsonl", document, FUJIAN)
    assert_floors(SHARED / "gold" / "fujian-gov-2026.headings.jsonl", document, {"heading": 1.0})


@needs_shared
@pytest.mark.parametrize("name", pt.specimens())
def test_specimen(name: str) -> None:
    assert_floors(REPOSITORY / "corpora" / "gold" / f"{name}.jsonl", pt.specimen(name), SPECIMEN)


@needs_shared
def test_phrases() -> None:
    """All development phrases, the share right by category in the message."""
    result = score_phrases(SHARED / "phrases" / "dev.jsonl")
    report = "  ".join(f"{name} {done}/{total}" for name, (done, total) in sorted(result.items()))
    done, total = (sum(column) for column in zip(*result.values(), strict=True))
    assert done / total >= PHRASES_FLOOR, report


def test_gold_stands_in_the_specimens() -> None:
    """Every surface string of the specimens' gold stands in the specimen's text."""
    for name in pt.specimens():
        text = pt.specimen(name).text
        missing = [row["text"] for row in rows(REPOSITORY / "corpora" / "gold" / f"{name}.jsonl") if row.get("text", "") not in text]
        assert not missing, f"{name}: {missing}"


# measure -> floor for the excerpts of a split together; those left out and read were never opened while rules were written
EXCERPTS = {
    "developed": {
        "quantity.value": 0.97, "quantity.full": 0.87, "quantity.force": 0.94, "time": 0.96, "reference": 1.0, "organisation": 0.98,
        "project.overlap": 0.9, "project.exact": 0.86,
    },
    "consulted": {"quantity.value": 0.91, "time": 0.98, "reference": 1.0, "organisation": 0.98, "project.overlap": 0.77, "project.exact": 0.68},
    "left_out": {
        "quantity.value": 0.95, "quantity.full": 0.84, "quantity.force": 0.95, "time": 0.96, "reference": 1.0, "organisation": 0.98,
        "project.overlap": 0.77, "project.exact": 0.68,
    },
    "read": {
        "quantity.value": 0.89, "quantity.force": 0.88, "time": 0.9, "reference": 1.0, "organisation": 0.98, "project.overlap": 0.77,
        "project.exact": 0.71,
    },
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize("split", SPLITS)
def test_excerpts(split: str) -> None:
    """All excerpts of a split together; what they stand in is the text that was annotated, or reading them fails."""
    counts = counted((excerpt.document, excerpt.gold) for excerpt in excerpts(split))
    found = {measure: f1(counts, measure) or 0.0 for measure in EXCERPTS[split]}
    low = {measure: (found[measure], floor) for measure, floor in EXCERPTS[split].items() if found[measure] < floor}
    assert not low, f"below the floor (F1, floor): {low}"
    assert len(counts) == {"developed": 14, "consulted": 8, "left_out": 6, "read": 18}[split]


@needs_shared
def test_gold_together_meets_the_aims() -> None:
    """The aims of the extraction on the gold documents and specimens together."""
    counts = counted((document, rows(gold)) for _, document, gold in documents())
    missed = {measure: value for measure, aim in AIMS.items() if (value := f1(counts, measure) or 0.0) < aim}
    assert not missed
