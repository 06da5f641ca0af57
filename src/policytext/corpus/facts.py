"""What is known of a document as a whole, without its text: what corpora are filtered and arranged by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policytext.corpus.damage_share import damaged_characters
from policytext.model.document import Document, Metadata
from policytext.model.envelope_records import metadata_of

FACT_COLUMNS = ("document", "file", "characters", "damaged", "repaired", "metadata")
"""The columns of the dataset ``document`` that facts are made from."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One document of a corpus: its id and file, the envelope's main words, its size in characters, its damage.

    `year` is the plan year; `numbers` are the document numbers (发文字号); None and empty tuples mean "not found".
    """

    document: str
    file: str
    title: str | None = None
    issuers: tuple[str, ...] = ()
    genre: str | None = None
    region: str | None = None
    region_code: str | None = None
    level: str | None = None
    year: int | None = None
    numbers: tuple[str, ...] = ()
    characters: int = 0
    damaged: int = 0
    repaired: int = 0

    @property
    def place(self) -> str:
        """The region, else the first issuer, else the id."""
        return self.known_place or self.document

    @property
    def known_place(self) -> str | None:
        """The region, else the first issuer; None where neither is known."""
        return place_of(self.region, self.issuers)

    @property
    def damaged_share(self) -> float:
        """The damaged share of the text, from 0 to 1; 0 for a text without characters."""
        return self.damaged / self.characters if self.characters else 0.0


def facts_of(document: Document, file: str = "") -> Facts:
    """The facts of a parsed document; `file` is its name in the folder.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> plan = Document("提升质量", "提升质量", Metadata(region="澜水市"), Node("0", "0", 0, Span(0, 4)))
    >>> facts_of(plan).place, facts_of(plan).characters
    ('澜水市', 4)
    """
    return _facts(document.metadata, file, len(document.text), damaged_characters(document), len(document.repairs))


def facts_of_row(row: Mapping[str, Any]) -> Facts:
    """The facts of a row of the dataset ``document``."""
    return _facts(metadata_of(json.loads(row["metadata"])), row["file"], row["characters"], row["damaged"], row["repaired"])


def _facts(known: Metadata, file: str, characters: int, damaged: int, repaired: int) -> Facts:
    numbers = known.document_numbers or ((known.document_number,) if known.document_number else ())
    return Facts(
        known.id, file, known.title, known.issuers, known.genre, known.region, known.region_code, known.level, known.plan_year,
        numbers, characters, damaged, repaired,
    )  # fmt: skip


def place_of(region: str | None, issuers: Sequence[str]) -> str | None:
    """The place that a document is filed under: the region, else the first issuer; None where neither is known.

    >>> place_of(None, ("澜水市教育局",))
    '澜水市教育局'
    """
    return region or next(iter(issuers), None)
