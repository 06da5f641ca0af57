"""The specimens read by the whole program and compared, against the lineage ruled by hand: floors that only rise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from policytext import pipeline
from policytext.comparison import compare
from policytext.corpus.specimens import specimen_bytes

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
PAIRS, VALUES = 0.93, 0.95
Side = tuple[str, str] | None
MARKS = str.maketrans("", "", "（）")


def side(row: Mapping[str, Any] | None) -> Side:
    return (row["item"].translate(MARKS), row["text"]) if row else None


def joined(rows: list[dict[str, Any]]) -> dict[tuple[Side, Side], str]:
    return {(side(row["a"]), side(row["b"])): row["value"] for row in rows if row["a"] and row["b"]}


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.lineage.jsonl")), ids=lambda path: path.name.split(".")[0])
def test_gold_lineage(gold: Path) -> None:
    first, second = gold.name.split(".")[0].split("__")
    a, b = (pipeline.read(specimen_bytes(name), document=name) for name in (first, second))
    wanted = joined([json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()])
    found = joined(compare(a, b).records("targets"))
    both = wanted.keys() & found.keys()
    assert 2 * len(both) / (len(wanted) + len(found)) >= PAIRS
    assert sum(wanted[key] == found[key] for key in both) / len(both) >= VALUES
