"""What a reader makes of bytes: text, and what the format knows beside it."""

from __future__ import annotations

from dataclasses import dataclass

from policytext.model.document import Place


@dataclass(frozen=True, slots=True)
class Reading:
    """The text that one reader got out of one source, before any cleaning.

    `text` has one paragraph a line; a table is one row a line, see ``reading.grid``. `frame` holds the label and value
    pairs that a page prints around its text (索引号, 发布机构 …), as printed. `places` says where in the source
    the text from an offset on stands: a page, a sheet, a line.
    """

    text: str
    encoding: str | None = None
    frame: tuple[tuple[str, str], ...] = ()
    places: tuple[Place, ...] = ()
