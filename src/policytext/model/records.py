"""Records: extractions as plain dicts and back, loss-free; the one place that knows the field names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from policytext.model.document import Document, Extraction, Node
from policytext.model.errors import RecordError
from policytext.model.span import Span
from policytext.model.values import VALUE_TYPES, Heading, Section, Value

SCHEMA_VERSION = 1
POSITION_FIELDS = (
    "document", "kind", "item", "text", "start", "end", "source_start", "source_end", "rule", "confidence", "repaired",
)  # fmt: skip
RENAMED = {"time": {"start": "from", "end": "to"}}
ALWAYS = {
    "quantity": {"low", "high", "unit", "indicator"},
    "time": set[str](),
}
Record = dict[str, Any]


def number(value: Decimal) -> int | float:
    """A Decimal as the JSON number that reads back as the same Decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """A field's value as JSON knows it."""
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else value


def value_fields(kind: type[Value]) -> tuple[tuple[str, str], ...]:
    """Pairs of attribute name and record field of a value class."""
    renamed = RENAMED.get(kind.kind, {})
    return tuple((f.name, renamed.get(f.name, f.name)) for f in dataclasses.fields(kind))


FIELDS = {kind: value_fields(kind) for kind in VALUE_TYPES}
COLUMNS = {kind.kind: POSITION_FIELDS + tuple(name for _, name in FIELDS[kind]) for kind in VALUE_TYPES}
"""The declared columns of each record kind, the same in every release of a schema version."""


def value_record(value: Value) -> Record:
    """The value's own fields; those not printed in the text are left out, but for the ones every reader expects."""
    always = ALWAYS.get(value.kind, set())
    pairs = ((name, getattr(value, attribute)) for attribute, name in FIELDS[type(value)])
    return {name: plain(x) for name, x in pairs if name in always or (x is not None and x is not False)}


def position_of(document: Document, extraction: Extraction) -> Record:
    """The fields that every record has: where it stands, and what found it."""
    span, source = extraction.span, extraction.source_span
    position = (
        document.metadata.id, extraction.kind, extraction.address, span.of(document.text), span.start, span.end,
        source.start, source.end, extraction.rule, extraction.confidence, extraction.repaired,
    )  # fmt: skip
    return dict(zip(POSITION_FIELDS, position, strict=True))


def record_of(document: Document, extraction: Extraction) -> Record:
    """One extraction as a dict with the fields of the contract."""
    return position_of(document, extraction) | value_record(extraction.value)


def records(document: Document) -> list[Record]:
    """All extractions in text order as dicts."""
    return [record_of(document, extraction) for extraction in document.extractions]


_DATES = ("from", "to", "deadline")
DECIMALS = ("low", "high", "baseline_value")
"""The fields that are numbers of any size, exact."""


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    return Decimal(str(value)) if name in DECIMALS else value


def _value(record: Mapping[str, Any]) -> Value:
    by_kind = {kind.kind: kind for kind in VALUE_TYPES}
    if record.get("kind") not in by_kind:
        raise RecordError(f"record kind {record.get('kind')!r} is not one of {', '.join(by_kind)}")
    kind = by_kind[record["kind"]]
    fields = {attribute: _typed(name, record[name]) for attribute, name in FIELDS[kind] if name in record}
    try:
        return kind(**fields)
    except TypeError as error:
        raise RecordError(f"{record['kind']} record at {record.get('start')} is incomplete: {error}") from None


def extraction_of(record: Mapping[str, Any], text: str) -> Extraction:
    """One record as an extraction; its offsets must slice its text out of `text`.

    Raises RecordError where a field is missing or the text disagrees.
    """
    missing = [name for name in POSITION_FIELDS if name not in record]
    if missing:
        raise RecordError(f"record lacks {', '.join(missing)}: write records with Document.records()")
    span = Span(record["start"], record["end"])
    if span.of(text) != record["text"]:
        raise RecordError(f"text[{span.start}:{span.end}] is {span.of(text)!r}, the record says {record['text']!r}")
    return Extraction(
        span, record["item"], record["rule"], _value(record), Span(record["source_start"], record["source_end"]),
        record["confidence"], record["repaired"],
    )  # fmt: skip


def tree_of(extractions: Iterable[Extraction], text: str) -> Node:
    """The tree, rebuilt from the extractions of headings and sections."""
    open_nodes: list[tuple[Node, list[Node]]] = [(Node("0", "0", 0, Span(0, len(text))), [])]

    def close() -> None:
        node, children = open_nodes.pop()
        open_nodes[-1][1].append(dataclasses.replace(node, children=tuple(children)))

    for extraction in extractions:
        if isinstance(extraction.value, Heading | Section):
            while open_nodes[-1][0].span.end <= extraction.value.node_start:
                close()
            open_nodes.append((_node(extraction, extraction.value, text), []))
    while len(open_nodes) > 1:
        close()
    root, children = open_nodes[0]
    return dataclasses.replace(root, children=tuple(children))


def _node(extraction: Extraction, value: Heading | Section, text: str) -> Node:
    span, heading = extraction.span, extraction.span.of(text)
    place = Span(value.node_start, value.node_end)
    number_ = extraction.address.rsplit("/", 1)[-1] if isinstance(value, Heading) else ""
    return Node(number_, extraction.address, value.level, place, heading, span if heading else None)


