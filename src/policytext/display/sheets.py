"""Sheets: named tables with declared columns, the one shape from which every face draws."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from policytext.comparison import PANEL_TABLES, TABLES, Comparison, Panel
from policytext.display.audits import AUDIT_COLUMNS, audit_table
from policytext.display.tasks import TASK_COLUMNS, task_table
from policytext.model.document import Document, Node
from policytext.model.errors import UnknownKindError
from policytext.model.measure_records import MEASURE_COLUMNS, measure_record
from policytext.model.records import COLUMNS, FIELDS, POSITION_FIELDS, Record, records
from policytext.model.repair import Repair

LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
POSITION_TYPES: tuple[type, ...] = (str, str, str, str, int, int, int, int, str, float, bool)
ITEM_COLUMNS: dict[str, type] = {
    "document": str, "address": str, "number": str, "heading": str, "level": int, "targets": int, "start": int,
    "end": int, "text": str,
}  # fmt: skip
REPAIR_COLUMNS: dict[str, type] = {
    "document": str, "start": int, "end": int, "source_start": int, "source_end": int, "before": str, "after": str,
    "reason": str, "confidence": float, "alternatives": str, "flagged": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `columns` names each column with its type (str, int, float, bool or date), `rows` hold plain values."""

    name: str
    columns: Mapping[str, type]
    rows: tuple[Record, ...] = ()

    def cells(self) -> Iterator[list[Any]]:
        """Each row's values in the order of the columns; ``None`` where a row has none."""
        return ([_readable(row.get(name)) for name in self.columns] for row in self.rows)


def _readable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def printable(text: str) -> str:
    r"""The text with each undecodable byte shown as ``\ufffd``, so that it can be written as UTF-8; offsets stay.

    >>> printable("工作\udcc7茖W")
    '工作\ufffd茖W'
    """
    return LONE_SURROGATE.sub("\ufffd", text)


def scalar(hint: Any) -> type:
    """The column type that holds values of a type hint.

    >>> scalar(Decimal | None)
    <class 'float'>
    """
    options = [x for x in get_args(hint) if x is not type(None)]
    if get_origin(hint) in (Union, UnionType) and len(options) == 1:
        return scalar(options[0])
    if get_origin(hint) is Literal:
        return str
    column: type = float if hint is Decimal else hint
    return column


def _value_types(kind: type[Any]) -> dict[str, type]:
    hints = get_type_hints(kind)
    return {name: scalar(hints[attribute]) for attribute, name in FIELDS[kind]}


RECORD_COLUMNS: dict[str, dict[str, type]] = {
    kind.kind: dict(zip(POSITION_FIELDS, POSITION_TYPES, strict=True)) | _value_types(kind) for kind in FIELDS
}
"""The declared columns of each record kind with their types; the names are those of ``model.records.COLUMNS``."""

SHEETS = (*COLUMNS, "item", "task", "audit", "repairs", "measure")
"""Everything a document can be asked for as a table."""


def sheet_of(documents: Iterable[Document], kind: str = "quantity") -> Sheet:
    """One table of one or more documents: a record kind, ``item``, ``task``, ``audit``, ``repairs`` or ``measure``.

    Raises UnknownKindError that names the choices.

    >>> sheet_of([], "项目")
    Traceback (most recent call last):
    policytext.model.errors.UnknownKindError: no table '项目': choose heading, section, quantity, time, project, ...
    """
    if kind in _MADE:
        columns, make = _MADE[kind]
        return Sheet(kind, columns, tuple(row for document in documents for row in make(document)))
    if kind not in RECORD_COLUMNS:
        raise UnknownKindError(f"no table {kind!r}: choose {', '.join(SHEETS)}")
    rows = (x for document in documents for x in records(document) if x["kind"] == kind)
    return Sheet(kind, RECORD_COLUMNS[kind], tuple(_with_flags(x, RECORD_COLUMNS[kind]) for x in rows))


def sheets_of(documents: Sequence[Document]) -> tuple[Sheet, ...]:
    """All tables of the documents but the measures: the items, the tasks, each record kind, the repairs."""
    return tuple(sheet_of(documents, kind) for kind in ("item", "task", *RECORD_COLUMNS, "repairs"))


def records_sheet(documents: Iterable[Document]) -> Sheet:
    """All records in one table whose columns are those of every kind together."""
    columns = {name: type_ for kind in RECORD_COLUMNS.values() for name, type_ in kind.items()}
    rows = (_with_flags(x, RECORD_COLUMNS[x["kind"]]) for document in documents for x in records(document))
    return Sheet("records", columns, tuple(rows))


def _with_flags(record: Record, columns: Mapping[str, type]) -> Record:
    """The record with the flags that it leaves out because they are false."""
    return {name: False for name, type_ in columns.items() if type_ is bool} | record


def _items(document: Document) -> Iterator[Record]:
    return (_item(document, node) for node in document.nodes)


def _item(document: Document, node: Node) -> Record:
    return {
        "document": document.metadata.id, "address": node.address, "number": node.number, "heading": node.heading,
        "level": node.level, "targets": sum(node.span.contains(x.span) for x in document.targets),
        "start": node.span.start, "end": node.span.end, "text": node.span.of(document.text),
    }  # fmt: skip


def _repairs(document: Document) -> Iterator[Record]:
    return (_repair(document.metadata.id, repair) for repair in document.repairs)


def _measures(document: Document) -> Iterator[Record]:
    from policytext.extraction.measures import measures_of  # its vocabulary is loaded where measures are asked for

    return (measure_record(document, one) for one in measures_of(document))


_MADE: dict[str, tuple[dict[str, type], Callable[[Document], Iterator[Record]]]] = {
    "item": (ITEM_COLUMNS, _items), "task": (TASK_COLUMNS, task_table), "audit": (AUDIT_COLUMNS, audit_table),
    "repairs": (REPAIR_COLUMNS, _repairs), "measure": (MEASURE_COLUMNS, _measures),
}  # fmt: skip
"""The tables that are no record kind: their columns and what makes their rows."""


def _repair(name: str, repair: Repair) -> Record:
    return {
        "document": name, "start": repair.span.start, "end": repair.span.end, "source_start": repair.source.start,
        "source_end": repair.source.end, "before": repair.before, "after": repair.after, "reason": repair.reason,
        "confidence": repair.confidence, "alternatives": "|".join(repair.alternatives), "flagged": repair.flagged,
    }  # fmt: skip


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


PANEL_SHEETS = {table: "project_lines" if table == "projects" else table for table in PANEL_TABLES}
"""The name of each panel table's sheet; a comparison has other projects."""


def panel_sheet(panel: Panel, table: str) -> Sheet:
    """One table of a panel. Raises UnknownKindError that names the choices."""
    rows = tuple(flat(row) for row in panel.records(table))
    return Sheet(PANEL_SHEETS[table], flat_columns(PANEL_TABLES[table]), rows)


def panel_sheets(panel: Panel) -> tuple[Sheet, ...]:
    """All tables of a panel."""
    return tuple(panel_sheet(panel, table) for table in PANEL_TABLES)
