"""The sheets of a document's own records: one of each kind of extraction, and the ledger of repairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_type_hints

from policytext.model.document import Document
from policytext.model.records import FIELDS, POSITION_FIELDS, Record, records
from policytext.model.repair import Repair
from policytext.model.sheet import Sheet, scalar

POSITION_TYPES: tuple[type, ...] = (str, str, str, str, int, int, int, int, str, float, bool)
REPAIR_COLUMNS: dict[str, type] = {
    "document": str, "start": int, "end": int, "source_start": int, "source_end": int, "before": str, "after": str,
    "reason": str, "confidence": float, "alternatives": str, "flagged": bool,
}  # fmt: skip


def _value_types(kind: type[Any]) -> dict[str, type]:
    hints = get_type_hints(kind)
    return {name: scalar(hints[attribute]) for attribute, name in FIELDS[kind]}


RECORD_COLUMNS: dict[str, dict[str, type]] = {
    kind.kind: dict(zip(POSITION_FIELDS, POSITION_TYPES, strict=True)) | _value_types(kind) for kind in FIELDS
}
"""The declared columns of each record kind with their types; the names are those of ``model.records.COLUMNS``."""


def record_sheet(documents: Iterable[Document], kind: str) -> Sheet:
    """One record kind of the documents, or their ``repairs``, a row each in text order; KeyError for any other kind."""
    if kind == "repairs":
        return Sheet(kind, REPAIR_COLUMNS, tuple(row for document in documents for row in repair_rows(document)))
    columns = RECORD_COLUMNS[kind]
    rows = (x for document in documents for x in records(document) if x["kind"] == kind)
    return Sheet(kind, columns, tuple(with_flags(x, columns) for x in rows))


def with_flags(record: Record, columns: Mapping[str, type]) -> Record:
    """The record with the flags that it leaves out because they are false."""
    return {name: False for name, type_ in columns.items() if type_ is bool} | record


def repair_rows(document: Document) -> Iterator[Record]:
    """Each repair of a document as a row."""
    return (_repair(document.metadata.id, repair) for repair in document.repairs)


def _repair(name: str, repair: Repair) -> Record:
    return {
        "document": name, "start": repair.span.start, "end": repair.span.end, "source_start": repair.source.start,
        "source_end": repair.source.end, "before": repair.before, "after": repair.after, "reason": repair.reason,
        "confidence": repair.confidence, "alternatives": "|".join(repair.alternatives), "flagged": repair.flagged,
    }  # fmt: skip
