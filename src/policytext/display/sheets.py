"""The sheets of documents: what can be asked for as a table, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from policytext.display.audits import AUDIT_COLUMNS, audit_table
from policytext.display.tasks import TASK_COLUMNS, task_table
from policytext.model.document import Document, Node
from policytext.model.errors import UnknownKindError
from policytext.model.instrument_records import INSTRUMENT_COLUMNS, instrument_record
from policytext.model.measure_records import MEASURE_COLUMNS, measure_record
from policytext.model.record_sheets import RECORD_COLUMNS, record_sheet, with_flags
from policytext.model.records import COLUMNS, Record, records
from policytext.model.sheet import Sheet

ITEM_COLUMNS: dict[str, type] = {
    "document": str, "address": str, "number": str, "heading": str, "level": int, "targets": int, "start": int,
    "end": int, "text": str,
}  # fmt: skip

SHEETS = (*COLUMNS, "item", "task", "audit", "repairs", "measure", "instrument")
"""Everything a document can be asked for as a table."""


def sheet_of(documents: Iterable[Document], kind: str = "quantity") -> Sheet:
    """One table of one or more documents: a record kind, ``item``, ``task``, ``audit``, ``repairs``, ``measure`` or ``instrument``.

    Raises UnknownKindError that names the choices.

    >>> sheet_of([], "项目")
    Traceback (most recent call last):
    policytext.model.errors.UnknownKindError: no table '项目': choose heading, section, quantity, time, project, ...
    """
    if kind in _MADE:
        columns, make = _MADE[kind]
        return Sheet(kind, columns, tuple(row for document in documents for row in make(document)))
    if kind not in SHEETS:
        raise UnknownKindError(f"no table {kind!r}: choose {', '.join(SHEETS)}")
    return record_sheet(documents, kind)


def sheets_of(documents: Sequence[Document]) -> tuple[Sheet, ...]:
    """All tables of the documents but the measures and instruments: the items, the tasks, each record kind, the repairs."""
    return tuple(sheet_of(documents, kind) for kind in ("item", "task", *RECORD_COLUMNS, "repairs"))


def records_sheet(documents: Iterable[Document]) -> Sheet:
    """All records in one table whose columns are those of every kind together."""
    columns = {name: type_ for kind in RECORD_COLUMNS.values() for name, type_ in kind.items()}
    rows = (with_flags(x, RECORD_COLUMNS[x["kind"]]) for document in documents for x in records(document))
    return Sheet("records", columns, tuple(rows))


def _items(document: Document) -> Iterator[Record]:
    return (_item(document, node) for node in document.nodes)


def _item(document: Document, node: Node) -> Record:
    return {
        "document": document.metadata.id, "address": node.address, "number": node.number, "heading": node.heading,
        "level": node.level, "targets": sum(node.span.contains(x.span) for x in document.targets),
        "start": node.span.start, "end": node.span.end, "text": node.span.of(document.text),
    }  # fmt: skip


def _instruments(document: Document) -> Iterator[Record]:
    from policytext.learning.instruments_found import (
        instruments_of,  # its model is loaded where instruments are asked for
    )

    return (instrument_record(document, one) for one in instruments_of(document))


def _measures(document: Document) -> Iterator[Record]:
    from policytext.extraction.measures import measures_of  # its vocabulary is loaded where measures are asked for

    return (measure_record(document, one) for one in measures_of(document))


_MADE: dict[str, tuple[dict[str, type], Callable[[Document], Iterator[Record]]]] = {
    "item": (ITEM_COLUMNS, _items), "task": (TASK_COLUMNS, task_table), "audit": (AUDIT_COLUMNS, audit_table),
    "measure": (MEASURE_COLUMNS, _measures), "instrument": (INSTRUMENT_COLUMNS, _instruments),
}  # fmt: skip
"""The tables that are no records of the document: their columns and what makes their rows."""
