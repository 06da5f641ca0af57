"""How many of the expected records of short phrases are right, by category.

A phrase file holds one JSON object a line: text, plan year, date of signing, expected records.
Only categories of records are compared; structure, relations and instruments have no record yet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import policytext as pt
from policytext.cleaning import clean

Record = Mapping[str, Any]
QUANTITY_FIELDS = ("role", "unit", "comparator", "change", "force")
TIME_FIELDS = ("from", "to", "recurrence")


def shared_part(a: str, b: str) -> float:
    """Length of the longest common run over the length of both together."""
    best = max((size for size in range(len(a), 0, -1) if any(a[i : i + size] in b for i in range(len(a) - size + 1))), default=0)
    return best / (len(a) + len(b) - best) if best else 0.0


def same_number(a: Any, b: Any) -> bool:
    return a is b if a is None or b is None else abs(float(a) - float(b)) < 1e-3


def folded(expected: Record) -> Record:
    """An expected record as the clean text has it: simplified, with half-width digits (３０所 is 30所)."""
    return {name: clean(value).text if name in ("text", "indicator") and value else value for name, value in expected.items()}


def right(expected: Record, found: Record) -> bool:
    """Whether a record found says what is expected."""
    kind = {"rejected": "rejection"}.get(expected["kind"], expected["kind"])
    text = str(found["text"])
    if found["kind"] != kind or (text != expected["text"] if kind == "project" else shared_part(text, expected["text"]) < 0.3):
        return False
    if kind == "quantity":
        return _quantity(expected, found)
    if kind == "time":
        return all((expected.get(name) or None) == (found.get(name) or None) for name in TIME_FIELDS)
    return kind != "project" or expected["type"] == found["type"]


def _quantity(expected: Record, found: Record) -> bool:
    indicator = expected["indicator"]
    return (
        all(expected[name] == found.get(name) for name in QUANTITY_FIELDS)
        and same_number(expected["low"], found["low"])
        and same_number(expected["high"], found["high"])
        and (indicator is None or shared_part(indicator, found["indicator"] or "") >= 0.5)
        and expected.get("baseline") == found.get("baseline")
    )


def score(path: Path) -> dict[str, tuple[int, int]]:
    """Category -> (expected records found right, expected records)."""
    result: dict[str, tuple[int, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        phrase = json.loads(line)
        document = pt.parse(phrase["text"], year=phrase["year"], date=date.fromisoformat(phrase["date"]))
        pool, hits = document.records(), 0
        for expected in map(folded, phrase["expect"]):
            match = next((record for record in pool if right(expected, record)), None)
            if match is not None:
                pool.remove(match)
                hits += 1
        done, total = result.get(phrase["category"], (0, 0))
        result[phrase["category"]] = done + hits, total + len(phrase["expect"])
    return result
