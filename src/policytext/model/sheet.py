"""A sheet: a named table with declared columns, the one shape from which files, frames and pages are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from policytext.model.records import Record

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes a cell that begins so for a formula, the full-width forms too where Chinese or Japanese is set."""
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `columns` names each column with its type (str, int, float, bool or date), `rows` hold plain values.

    `headings` are what stands above columns in place of their names, as in another language; `title` in place of `name`.
    """

    name: str
    columns: Mapping[str, type]
    rows: tuple[Record, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def heads(self) -> list[str]:
        """What stands above each column."""
        return [self.headings.get(name, name) for name in self.columns]

    def cells(self) -> Iterator[list[Any]]:
        """Each row's values in the order of the columns; ``None`` where a row has none."""
        return ([_readable(row.get(name)) for name in self.columns] for row in self.rows)


def _readable(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def harmless(value: Any) -> Any:
    """The value; a text that a spreadsheet would take for a formula gets an apostrophe, and line breaks are ``\\n``.

    >>> harmless("=1+1"), harmless(-5)
    ("'=1+1", -5)
    """
    if not isinstance(value, str):
        return value
    return ("'" if value.startswith(FORMULA_STARTS) else "") + value.replace("\r", "\n")


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
