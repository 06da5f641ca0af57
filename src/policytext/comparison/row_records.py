"""Rows of any table as plain dicts and back, loss-free; the one place that knows how a row is written down."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from policytext.model.errors import RecordError
from policytext.model.records import Record, plain
from policytext.model.span import Span

RowType = TypeVar("RowType")


def field_names(row_type: type[Any]) -> tuple[str, ...]:
    """The record fields of a row type; a span gives two, its start and its end."""
    return tuple(name for f in dataclasses.fields(row_type) for name in _span_names(f.name))


def _span_names(name: str) -> tuple[str, ...]:
    if not name.startswith("span"):
        return (name,)
    return (name.replace("span", "start"), name.replace("span", "end"))


def row_record(row: Any) -> Record:
    """A row as a dict that JSON can hold, loss-free: spans as two offsets, dates in ISO, exact numbers."""
    return {name: value for f in dataclasses.fields(row) for name, value in _pairs(f.name, getattr(row, f.name))}


def _pairs(name: str, value: Any) -> list[tuple[str, Any]]:
    names = _span_names(name)
    if len(names) == 2:
        ends = (value.start, value.end) if value is not None else (None, None)
        return list(zip(names, ends, strict=True))
    return [(name, _plain(value))]


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return row_record(value)
    return [_plain(x) for x in value] if isinstance(value, tuple) else plain(value)


def row_of(record: Mapping[str, Any], row_type: type[RowType]) -> RowType:
    """The row that gave this record, also after a way through JSON.

    Raises RecordError where a field is missing or cannot be read.
    """
    if missing := set(field_names(row_type)) - record.keys():
        raise RecordError(f"the {row_type.__name__} record lacks {', '.join(sorted(missing))}: write it with records()")
    try:
        declared: dict[str, Any] = _types(row_type)  # type: ignore[arg-type]  # mypy takes no class for hashable
        return row_type(**{name: _value(record, name, type_) for name, type_ in declared.items()})
    except (TypeError, ValueError, ArithmeticError) as error:
        raise RecordError(f"the {row_type.__name__} record {dict(record)!r:.200} cannot be read: {error}") from None


@cache
def _types(row_type: Any) -> dict[str, Any]:
    hints = get_type_hints(row_type)
    return {f.name: hints[f.name] for f in dataclasses.fields(row_type)}


def _value(record: Mapping[str, Any], name: str, type_: Any) -> Any:
    names = _span_names(name)
    if len(names) == 1:
        return typed(record[name], type_)
    start, end = (record[x] for x in names)
    return None if start is None else Span(start, end)


def typed(value: Any, type_: Any) -> Any:
    """A plain value as the type that a row's field declares."""
    if value is None:
        return None
    if get_origin(type_) in (Union, types.UnionType):
        type_ = next(x for x in get_args(type_) if x is not type(None))
    if get_origin(type_) is tuple:
        return tuple(typed(x, get_args(type_)[0]) for x in value)
    if dataclasses.is_dataclass(type_) and isinstance(type_, type):
        return row_of(value, type_)
    return _scalar(value, type_)


def _scalar(value: Any, type_: Any) -> Any:
    if type_ is Decimal:
        return Decimal(str(value))
    if type_ is date:
        return date.fromisoformat(value)
    return float(value) if type_ is float else value
