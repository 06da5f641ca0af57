"""A document from the rows that a batch has stored of it, loss-free: the way back from tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policytext.corpus.datasets import with_undecoded
from policytext.model.document import Document, Place
from policytext.model.envelope_records import metadata_of, repair_of
from policytext.model.records import ALWAYS, DECIMALS, Record, extraction_of, plain, tree_of

DocumentType = type[Document]


def rebuilt(metadata: str, text_row: Mapping[str, Any], rows: Iterable[Record], cls: DocumentType = Document) -> Document:
    """The document of a row of ``document`` (its `metadata`), its row of ``text`` and its rows of the record kinds.

    Raises RecordError where a record does not slice its own text.
    """
    lost = json.loads(text_row["undecoded"]) if text_row["undecoded"] else {}
    text = with_undecoded(text_row["text"], lost.get("text", ()))
    stored = text_row["text"] if text_row["source"] is None else text_row["source"]
    source = with_undecoded(stored, lost.get("source", ()))
    found = tuple(extraction_of(record_of_row(row, text), text) for row in in_text_order(rows))
    repairs = json.loads(text_row["repairs"]) if text_row["repairs"] else ()
    places = json.loads(text_row["places"]) if text_row["places"] else ()
    return cls(
        text, source, metadata_of(json.loads(metadata)), tree_of(found, text), found,
        tuple(repair_of(one) for one in repairs), tuple(Place(start, name) for start, name in places),
    )  # fmt: skip


def in_text_order(rows: Iterable[Record]) -> Sequence[Record]:
    """Rows of several kinds in the order in which a document holds its extractions."""
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["rule"]))


def record_of_row(row: Mapping[str, Any], text: str) -> Record:
    """The record that gave a row: what is missing left out, whole numbers whole, the text as the document has it."""
    always = ALWAYS.get(row["kind"], ())
    record = {name: spoken(name, value) for name, value in row.items() if value is not None or name in always}
    return record | {"text": text[row["start"] : row["end"]]}


def spoken(name: str, value: Any) -> Any:
    """A cell as a record has it: 50000.0 in a column of exact numbers is 50000."""
    return int(value) if name in DECIMALS and value is not None and float(value).is_integer() else plain(value)
