"""Annotated excerpts of documents: standoff gold, whose text comes from the documents beside the checkout.

``developed`` excerpts were looked at while rules were written; ``consulted`` ones were annotated first and looked at afterwards,
for the names of projects; ``left_out`` ones were never opened, and ``read`` ones only by the annotator: of both only totals were looked at.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import policytext as pt
from benchmarks.places import DOCUMENTS, GOLD, REPOSITORY

FOLDER = GOLD / "excerpts"
PLANS = REPOSITORY / "corpora" / "plans"
SPLITS = ("developed", "consulted", "left_out", "read")
UNSEEN = ("left_out", "read")


@dataclass(frozen=True)
class Excerpt:
    """One annotated excerpt: its name, the document it stands in, and its gold rows with their texts."""

    name: str
    document: pt.Document
    gold: list[dict[str, Any]]


def excerpts(split: str) -> Iterator[Excerpt]:
    """The excerpts of a split whose documents are at hand: our own plans always, real ones with the shared folder."""
    for path in sorted((FOLDER / split).glob("*.jsonl")):
        head, *rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        source = _place(head["document"])
        if source.exists():
            yield Excerpt(path.stem, document := pt.read(source), list(_sliced(path, head, rows, document.text)))


def _place(name: str) -> Path:
    own = PLANS / name
    return own if own.exists() else DOCUMENTS / name


def _sliced(path: Path, head: dict[str, Any], rows: list[dict[str, Any]], text: str) -> Iterator[dict[str, Any]]:
    """The rows, with texts and indicators that are stored as places sliced out of the text they belong to."""
    if hashlib.sha256(text.encode()).hexdigest() != head["sha256"]:
        raise ValueError(f"{path.name}: the clean text of {head['document']} is not the one that was annotated; move the offsets")
    for row in rows:
        if "start" in row:
            row["text"] = text[row["start"] : row["end"]]
        if place := row.pop("indicator_at", None):
            row["indicator"] = text[slice(*place)]
        yield row
