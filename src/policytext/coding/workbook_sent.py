"""What a workbook was sent out with: the list of its suggestions, so that a row that is gone on the way back is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from policytext.coding.coding import Coding, Unit
from policytext.coding.texts import Texts
from policytext.coding.workbook import KIND_NAMES, WORDLIST
from policytext.coding.workbook_cells import Line

SENT = ("编号", "文档", "起", "止")


def write_sent(sheet: Any, column: int, coding: Coding) -> None:
    """Writes the list behind the lists of words, from `column` on."""
    for kind in coding.kinds:
        units = [unit for unit in coding.units if unit.kind == kind]
        for offset, head in enumerate(SENT):
            sheet.write_string(0, column + offset, f"{KIND_NAMES[kind]} {head}")
        for row, unit in enumerate(units, start=1):
            sheet.write_string(row, column, unit.key)
            sheet.write_string(row, column + 1, unit.document)
            sheet.write_number(row, column + 2, unit.start)
            sheet.write_number(row, column + 3, unit.end)
        column += len(SENT)


def missing(lines: Sequence[Line], kinds: Iterable[str], units: Sequence[Unit], texts: Texts) -> Iterator[Unit]:
    """The suggestions that no row is left of, as not looked at: who takes a row out has not said that it is wrong.

    Raises ValueError where the list was changed.
    """
    seen = {unit.key for unit in units}
    heads = {str(cell.value): column for column, cell in lines[0][1].items()} if lines else {}
    for kind in kinds:
        columns = [heads.get(f"{KIND_NAMES[kind]} {head}") for head in SENT]
        for number, cells in lines[1:] if None not in columns else ():
            key, name, start, end = (cells[x].value if x in cells else None for x in columns)
            if key is not None and str(key) not in seen:
                yield _open(kind, str(key), str(name), (start, end), texts, number)


def _open(kind: str, key: str, name: str, place: tuple[Any, Any], texts: Texts, number: int) -> Unit:
    document = texts.document(name)
    try:
        start, end = (int(x) for x in place)
    except (TypeError, ValueError, OverflowError):
        start = end = -1
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"{WORDLIST} row {number}: the list of suggestions was changed: take the sheet {WORDLIST} from the file as it was sent out")
    return Unit(name, kind, start, end, document.text[start:end], document.node_at(start).address, (), "open", key=key)
