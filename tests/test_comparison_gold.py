"""Pairs read by the whole program and compared, against lineage and fulfilment ruled by hand: floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks.pairs import counted, f1, pairs

from policytext import pipeline
from policytext.comparison import compare
from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.lineage import target_changes
from policytext.corpus.specimens import specimen_bytes
from policytext.model.document import Document
from tests.shared import DOCUMENTS, SHARED, needs_shared, rows, scorer

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
DEVELOPED, SHARED_GOLD = GOLD / "pairs" / "developed", SHARED / "gold"
PAIRS, VALUES = 0.98, 0.98
REPORTS = [
    (SHARED_GOLD, "fujian-gov-2025__fujian-gov-2026", "福建省", {"pairs": 0.95, "value": 0.98, "wording": 0.95, "status": 0.88}),
    (DEVELOPED, "吉林省-2025-政府工作报告__吉林省-2026-政府工作报告", "吉林省", {"pairs": 0.92, "value": 0.95, "wording": 0.95, "status": 0.82}),
    (DEVELOPED, "山东省-2025-政府工作报告__山东省-2026-政府工作报告", "山东省", {"pairs": 0.9, "value": 0.95, "wording": 0.95, "status": 0.82}),
]
# split -> pairs, and a little below what the last run measured over all of them
SPLIT_FLOORS = {
    "gold": (3, {"alignment.pairs": 0.98, "alignment.status": 0.97, "lineage.pairs": 0.98, "lineage.value": 0.98, "fulfilment.status": 0.88}),
    "developed": (8, {"alignment.pairs": 0.9, "alignment.status": 0.8, "lineage.pairs": 0.89, "lineage.value": 0.95, "fulfilment.status": 0.85}),
    "left_out": (6, {"alignment.pairs": 0.92, "alignment.status": 0.87, "lineage.pairs": 0.88, "lineage.value": 0.93, "fulfilment.status": 0.75}),
}  # fmt: skip
Side = tuple[str, str] | None
MARKS = str.maketrans("", "", "（）")


def side(row: Mapping[str, Any] | None) -> Side:
    return (row["item"].translate(MARKS), row["text"]) if row else None


def joined(lineage: list[dict[str, Any]]) -> dict[tuple[Side, Side], str]:
    return {(side(row["a"]), side(row["b"])): row["value"] for row in lineage if row["a"] and row["b"]}


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.lineage.jsonl")), ids=lambda path: path.name.split(".")[0])
def test_gold_lineage(gold: Path) -> None:
    first, second = gold.name.split(".")[0].split("__")
    a, b = (pipeline.read(specimen_bytes(name), document=name) for name in (first, second))
    wanted = joined([json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()])
    found = joined(compare(a, b).records("targets"))
    both = wanted.keys() & found.keys()
    assert 2 * len(both) / (len(wanted) + len(found)) >= PAIRS
    assert sum(wanted[key] == found[key] for key in both) / len(both) >= VALUES


@cache
def report(place: str, year: int) -> Document:
    return pipeline.read(next(DOCUMENTS.glob(f"{place}-{year}-政府工作报告.*")))


@needs_shared
@pytest.mark.parametrize(("folder", "name", "place", "floors"), REPORTS, ids=[x[2] for x in REPORTS])
def test_reports_of_two_years(folder: Path, name: str, place: str, floors: Mapping[str, float]) -> None:
    compared = compare(report(place, 2025), report(place, 2026))
    lineage, _ = scorer().score_lineage(rows(folder / f"{name}.lineage.jsonl"), compared.records("targets"))
    fulfilment, _ = scorer().score_fulfilment(rows(folder / f"{name}.fulfilment.jsonl"), compared.records("fulfilment"))
    figures = {key.split(".")[1]: value["f1"] for key, value in (lineage | fulfilment).items()}
    assert {key: figures[key] for key, floor in floors.items() if figures[key] < floor} == {}


@needs_shared
@pytest.mark.parametrize("split", SPLIT_FLOORS)
def test_all_pairs_of_a_split(split: str) -> None:
    count, floors = SPLIT_FLOORS[split]
    counts = [counted(pair) for pair in pairs(split)]
    assert len(counts) == count
    figures = {measure: f1(counts, measure) or 0.0 for measure in floors}
    assert {measure: figures[measure] for measure, floor in floors.items() if figures[measure] < floor} == {}


@needs_shared
@pytest.mark.parametrize("place", ["广东省", "四川省"])
def test_a_report_with_itself_and_swapped(place: str) -> None:
    a, b = report(place, 2025), report(place, 2026)
    assert {(row.value, row.wording) for row in target_changes(a, a, frozenset())} == {("kept", "same")}
    assert fulfilments(a, a) == ()
    there = {(row.a, row.b) for row in target_changes(a, b, frozenset())}
    assert there == {(row.b, row.a) for row in target_changes(b, a, frozenset())}


@needs_shared
def test_a_report_against_a_plan_of_another_kind_is_sensible() -> None:
    a, b = report("广东省", 2025), pipeline.read(DOCUMENTS / "xv-c-136.txt")
    assert sum(row.a is not None and row.b is not None for row in target_changes(a, b, frozenset())) <= 1
    assert {row.certainty for row in fulfilments(a, b)} <= {"no_review"}
