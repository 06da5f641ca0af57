"""The same text read in two ways gives the same: whole and item by item, alone and behind another plan."""

from __future__ import annotations

from collections import Counter

import pytest

import policytext as pt
from tests.shared import needs_shared, real_documents

READ = ("text", "low", "high", "unit", "comparator", "indicator", "change", "type", "number")
SAME = 0.97
"""So many of the readings of an item are the same where it stands alone; the role is told by its section (review or plan) and left out."""


def readings(document: pt.Document, start: int, end: int) -> Counter[tuple[str, ...]]:
    """What is read between two places, with its distance from the first."""
    rows = (x for x in document.records() if start <= x["start"] and x["end"] <= end and x["kind"] in ("quantity", "project", "reference"))
    return Counter((x["kind"], str(x["start"] - start), *(str(x.get(name)) for name in READ)) for x in rows)


def share_alone(document: pt.Document) -> float:
    """The share of the readings of the leaf items that are the same where each item is parsed by itself."""
    same = total = 0
    for node in document.items:
        if node.children:
            continue
        text = node.span.of(document.text)
        whole, alone = readings(document, node.span.start, node.span.end), readings(pt.parse(text, year=document.metadata.plan_year), 0, len(text))
        same, total = same + (whole & alone).total(), total + whole.total()
    return same / total if total else 1.0


@pytest.mark.parametrize("name", pt.specimens())
def test_an_item_says_the_same_alone(name: str) -> None:
    assert share_alone(pt.specimen(name)) >= SAME


@needs_shared
def test_items_of_real_documents_say_the_same_alone() -> None:
    numbered = [document for path in real_documents()[::9] if len((document := pt.read(path)).items) >= 10]
    shares = [share_alone(document) for document in numbered]
    assert len(shares) >= 3 and sum(shares) / len(shares) >= 0.97, shares


@pytest.mark.parametrize("name", pt.specimens()[:2])
def test_a_plan_says_the_same_behind_another(name: str) -> None:
    """Nothing is remembered from one text to the next."""
    text = pt.specimen(name).source
    first = pt.parse(text, year=2021).records()
    pt.parse("一、别的计划\n1.新建学校5所，“双减”工程覆盖率达到90%。", year=2030)
    assert pt.parse(text, year=2021).records() == first
