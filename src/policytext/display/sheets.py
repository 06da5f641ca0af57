"""The sheets of documents, comparisons and panels: what can be asked for as a table, and how it is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_type_hints

from policytext.comparison import PANEL_TABLES, TABLES, Comparison, Panel
from policytext.display.audits import AUDIT_COLUMNS, audit_table
from policytext.display.tasks import TASK_COLUMNS, task_table
from policytext.model.document import Document, Node
from policytext.model.errors import UnknownKindError
from policytext.model.instrument_records import INSTRUMENT_COLUMNS, instrument_record
from policytext.model.measure_records import MEASURE_COLUMNS, measure_record
from policytext.model.record_sheets import RECORD_COLUMNS, record_sheet, with_flags
from policytext.model.records import COLUMNS, Record, records
from policytext.model.sheet import Sheet, scalar

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


def flat_columns(row_type: type[Any], prefix: str = "") -> dict[str, type]:
    """The columns of a comparison row, its two sides written out: ``a_item``, ``a_text``, ``b_item`` …"""
    hints = get_type_hints(row_type)
    parts = (_flat_column(f.name, scalar(hints[f.name]), prefix) for f in dataclasses.fields(row_type))
    return {name: type_ for part in parts for name, type_ in part.items()}


def _flat_column(name: str, type_: type, prefix: str) -> dict[str, type]:
    if name.startswith("span"):
        return {prefix + name.replace("span", end): int for end in ("start", "end")}
    if dataclasses.is_dataclass(type_):
        return flat_columns(type_, f"{prefix}{name}_")
    return {prefix + name: type_}


def flat(record: Mapping[str, Any], prefix: str = "") -> Record:
    """A nested record as one level of fields.

    >>> flat({"a": {"item": "三/14"}, "b": None, "value": "dropped"})
    {'a_item': '三/14', 'b': None, 'value': 'dropped'}
    """
    row: Record = {}
    for name, value in record.items():
        row |= flat(value, f"{prefix}{name}_") if isinstance(value, Mapping) else {prefix + name: value}
    return row


def comparison_sheet(comparison: Comparison, table: str) -> Sheet:
    """One table of a comparison. Raises UnknownKindError that names the choices."""
    rows = tuple(flat(row) for row in comparison.records(table))
    return Sheet(table, flat_columns(TABLES[table]), rows)


def comparison_sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """All tables of a comparison."""
    return tuple(comparison_sheet(comparison, table) for table in TABLES)


PANEL_SHEETS = {table: {"projects": "project_lines", "attention": "attention_years"}.get(table, table) for table in PANEL_TABLES}
"""The name of each panel table's sheet; a comparison has other projects, and attention of two documents."""


def panel_sheet(panel: Panel, table: str) -> Sheet:
    """One table of a panel. Raises UnknownKindError that names the choices."""
    rows = tuple(flat(row) for row in panel.records(table))
    return Sheet(PANEL_SHEETS[table], flat_columns(PANEL_TABLES[table]), rows)


def panel_sheets(panel: Panel) -> tuple[Sheet, ...]:
    """All tables of a panel."""
    return tuple(panel_sheet(panel, table) for table in PANEL_TABLES)
