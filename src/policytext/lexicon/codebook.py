"""The codebook: what each column of the tables of a corpus means, and its Chinese heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policytext.lexicon.loader import entries
from policytext.model.errors import LexiconError

TYPE_NAMES = {"str": "text", "int": "integer", "float": "number", "bool": "flag", "date": "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its Chinese heading, its type (text, integer, number, flag, date) and its meaning."""

    name: str
    label: str
    type: str
    meaning: str


def described(table: str, columns: Mapping[str, type]) -> tuple[Column, ...]:
    """The columns of a table. Raises LexiconError where the codebook does not know one.

    >>> described("quantity", {"low": float})[0].label
    '下限'
    """
    return tuple(Column(name, label(table, name), TYPE_NAMES[type_.__name__], _meaning(table, name)) for name, type_ in columns.items())


def label(table: str, column: str) -> str:
    """The Chinese heading of a column. Raises LexiconError where the codebook does not know it.

    >>> label("panel", "place")
    '地区'
    """
    book = entries("codebook")
    return _found((book["labels_of"].get(table, {}), book["labels"]), table, column)


def _meaning(table: str, column: str) -> str:
    book = entries("codebook")["meanings"]
    return _found((book.get(table, {}), book["record"]), table, column)


def _found(places: Iterable[Mapping[str, Any]], table: str, column: str) -> str:
    found: Iterator[str] = (place[column] for place in places if column in place)
    said = next(found, None)
    if said is None:
        raise LexiconError(f"codebook.toml says nothing of the column {column} of {table}")
    return said
