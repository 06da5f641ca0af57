"""DOCX: paragraphs and table rows in document order."""

from __future__ import annotations

import io
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.archive import Archive
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading


def read_docx(data: bytes, label: str, limits: Limits) -> Reading:
    """The paragraphs of a Word file, one a line; tables as ``reading.grid`` writes them.

    Raises BrokenFileError, HostileInputError or LimitError.
    """
    import docx

    Archive(data, label, limits).check_all()

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:
        raise BrokenFileError(f"{label} is a broken Word file ({error}): open and save it again") from error
    return Reading("\n".join(_lines(document)))


def _lines(document: Any) -> list[str]:
    from docx.table import Table

    lines: list[str] = []
    for block in document.iter_inner_content():
        lines += _rows(block) if isinstance(block, Table) else block.text.split("\n")
    return lines


def _rows(table: Any) -> list[str]:
    return ["|".join(_cells(row)) for row in table.rows]


def _cells(row: Any) -> list[str]:
    """The texts of a row's cells, a merged cell once."""
    seen: list[Any] = []
    for cell in row.cells:
        if all(cell._tc is not other._tc for other in seen):
            seen.append(cell)
    return [cell.text.replace("\n", "") for cell in seen]
