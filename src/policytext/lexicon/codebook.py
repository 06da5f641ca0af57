"""The codebook: what each column of the tables of a corpus means, and its Chinese heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policytext.lexicon.loader import entries
from policytext.model.errors import LexiconError
from policytext.model.record_sheets import RECORD_COLUMNS

TYPE_NAMES = {"str": "text", "int": "integer", "float": "number", "bool": "flag", "date": "date"}
RECORDS = "records"
"""The table of all kinds of records together."""


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

    >>> label("panel", "place"), label("targets", "a_text"), label("items", "heading_b")
    ('地区', '甲原文', '乙标题行')
    """
    found = _label(table, column)
    if found is None:
        raise LexiconError(f"the codebook says nothing of the column {column} of {table}")
    return found


def _label(table: str, column: str) -> str | None:
    """The heading of a column; that of one side of a pair (a_text, low_b) is made of the side and what it holds."""
    book, changes = entries("codebook"), entries("codebook_changes")
    places = (book["labels_of"].get(table, {}), book["labels"], changes["labels"])
    whole: str | None = next((place[column] for place in places if column in place), None)
    if whole is not None:
        return whole
    first, last = column.partition("_"), column.rpartition("_")
    for side, rest in ((first[0], first[2]), (last[2], last[0])):
        if side in changes["sides"] and rest and (inner := _label(table, rest)) is not None:
            return f"{changes['sides'][side]}{inner}"
    return None


def _meaning(table: str, column: str) -> str:
    book, changes = entries("codebook")["meanings"], entries("codebook_changes")["meanings"]
    if table == RECORDS:
        return _meaning_of_kinds(book, column)
    said = next((place[column] for place in (book.get(table, {}), changes.get(table, {}), book["record"]) if column in place), None)
    if said is None:
        raise LexiconError(f"the codebook says nothing of the column {column} of {table}")
    return str(said)


def _meaning_of_kinds(book: Mapping[str, Mapping[str, str]], column: str) -> str:
    """What a column means where all kinds of records stand in one table: what it means for each kind."""
    if column in book["record"]:
        return book["record"][column]
    said = {kind: book[kind][column] for kind in RECORD_COLUMNS if column in book.get(kind, {})}
    if not said:
        raise LexiconError(f"the codebook says nothing of the column {column} of any kind of record")
    return "; ".join(f"{kind}: {meaning}" for kind, meaning in said.items())
