"""Coding sheets that come back: what coders filled in, checked cell by cell; every fault is named at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policytext.coding.cells import plain, value_of
from policytext.coding.coding import Coding, Decision, Unit, in_order
from policytext.coding.faults import refuse
from policytext.coding.fields import CODED, REQUIRED
from policytext.coding.texts import Texts
from policytext.coding.workbook import (
    DECISION,
    KIND_NAMES,
    MARK,
    NAME,
    NEW_TEXT,
    NOTE,
    TEXTS,
    WORDLIST,
    WORDS,
    Heading,
    field_headings,
    headings,
)
from policytext.coding.workbook_cells import FAULT, FORMULA, Filled, Line, column_letter, filled_cells
from policytext.coding.workbook_sent import missing
from policytext.reading.limits import DEFAULT, Limits

UNREADABLE = {FORMULA: "is a formula: write the value itself", FAULT: "is a fault of the spreadsheet: write the value itself"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its cells by heading, the place that a fault is reported at, and the number formats."""

    kind: str
    place: str
    cells: Mapping[str, Any]
    formats: Mapping[str, str]
    columns: Mapping[str, str]

    def text(self, head: str) -> str:
        """A cell as text."""
        value = self.cells.get(head)
        return "" if value is None else str(value)

    def at(self, head: str) -> str:
        """A cell's place, as Excel names it."""
        return f"{KIND_NAMES[self.kind]}!{self.columns.get(head, '')}{self.place}"


class CellError(ValueError):
    """What is wrong with a cell."""

    def __init__(self, row: Row, head: str, why: object) -> None:
        super().__init__(f"{row.at(head)} ({head}): {why}")


def read_sheets(data: bytes, texts: Texts, coder: str, label: str = "the sheet", limits: Limits = DEFAULT) -> Coding:
    """The coding of a workbook. Raises CodingError that names every fault, or what reading a hostile file raises."""
    book = filled_cells(data, label, limits)
    faults: list[str] = []
    sent = _sent_texts(book, texts, label, faults)
    kinds = tuple(kind for kind in CODED if KIND_NAMES[kind] in book)
    if not kinds:
        faults.append(f"no sheet is named {' or '.join(KIND_NAMES.values())}: give a workbook that policytext has written")
    units = [] if faults else _units(book, kinds, sent, faults)  # of other texts every row would be a fault
    if not faults:
        try:
            units += missing(book.get(WORDLIST, []), kinds, units, sent)
        except ValueError as fault:
            faults.append(str(fault))
    refuse(label, faults)
    return Coding(coder, in_order(units, [name for name, _ in sent.marks]), sent.marks, kinds)


def _sent_texts(book: Mapping[str, Sequence[Line]], texts: Texts, label: str, faults: list[str]) -> Texts:
    """The documents that the workbook holds: of others that are given the coder has said nothing."""
    if TEXTS not in book:
        faults.append(f"{label} has no sheet {TEXTS}: give a workbook that policytext has written")
    marks = {str(cells[1].value): str(cells[2].value) for _, cells in book.get(TEXTS, ())[1:] if 1 in cells and 2 in cells}
    for name, text_mark in marks.items():
        try:
            texts.check(name, text_mark)
        except ValueError as fault:
            faults.append(f"{TEXTS} ({NAME}, {MARK}): {fault}")
    return Texts(document for document in texts if document.metadata.id in marks)


def _units(book: Mapping[str, Sequence[Line]], kinds: Iterable[str], texts: Texts, faults: list[str]) -> list[Unit]:
    """What every row says; a suggestion or an addition that stands there twice is a fault."""
    found: list[Unit] = []
    places: dict[Hashable, str] = {}
    for row in (row for kind in kinds for row in _rows(book[KIND_NAMES[kind]], kind, faults)):
        try:
            unit = _unit(row, texts)
            place = unit.key or replace(unit, note=None)
            if place in places:
                raise CellError(row, "编号", f"says again what row {places[place]} says: keep one of the two")
            places[place] = row.place
            found.append(unit)
        except ValueError as fault:
            faults.append(str(fault))
    return found


def _rows(lines: Sequence[Line], kind: str, faults: list[str]) -> Iterator[Row]:
    """The rows in which something stands, headings told by their words, whatever their order."""
    heads = _heads(lines[0][1] if lines else {}, kind, faults)
    columns = {head: column_letter(column) for column, head in heads.items()}
    for number, cells in lines[1:] if heads else ():
        filled = {heads[column]: cell for column, cell in cells.items() if column in heads}
        row = Row(
            kind, str(number), {head: cell.value for head, cell in filled.items()},
            {head: cell.number_format for head, cell in filled.items()}, columns,
        )  # fmt: skip
        wrong = [CellError(row, head, UNREADABLE[cell.type]) for head, cell in filled.items() if cell.type in UNREADABLE]
        faults += map(str, wrong)
        if filled and not wrong:
            yield row


def _heads(cells: Mapping[int, Filled], kind: str, faults: list[str]) -> dict[int, str]:
    """The headings of a sheet by column; none where they cannot be told."""
    ours = {head for suggest in (True, False) for head in headings(kind, suggest)}
    found = {column: plain(str(cell.value)).replace(":", "：") for column, cell in cells.items()}
    heads = {column: head for column, head in found.items() if head in ours}
    if lacking := {"编号", "文档", "原文", DECISION} - set(heads.values()):
        faults.append(f"{KIND_NAMES[kind]} lacks the columns {'、'.join(sorted(lacking))}: do not rename headings")
        return {}
    if twice := sorted(head for head, count in Counter(heads.values()).items() if count > 1):
        faults.append(f"{KIND_NAMES[kind]} has the columns {'、'.join(twice)} twice: name columns of your own otherwise")
        return {}
    return heads


def _unit(row: Row, texts: Texts) -> Unit:
    """What a row says. Raises ValueError."""
    heads = {head: x for suggest in (True, False) for head, x in field_headings(row.kind, suggest).items() if head in row.columns}
    decision, written = _decision(row), _written(row, heads)
    if not row.text("编号"):
        return _added(row, texts, decision, written)
    unit = _suggested(row, texts, heads)
    note = row.text(NOTE) or None
    new_text = row.text(NEW_TEXT)
    blind = not any(x.given for x in heads.values())
    if decision == "open" and (written or new_text):
        decision = "changed"  # who fills in a correction means it
    if decision == "kept" and not blind and (written or new_text):
        raise CellError(row, DECISION, "正确 contradicts the corrections in this row: write 修改, or empty them")
    if decision == "changed" and not (written or new_text):
        raise CellError(row, DECISION, "修改 needs what it is changed to: fill in a column 改为")
    values = _values(row.kind, unit, written)
    if decision in ("kept", "changed") and blind:
        _check_required(row, values)
    moved = _moved(row, unit, new_text, texts) if new_text else unit
    return replace(moved, values=values, decision=decision, note=note)


def _decision(row: Row) -> Decision:
    word = plain(row.text(DECISION))
    if word and word not in WORDS:
        raise CellError(row, DECISION, f"{word!r} is none of {'、'.join(WORDS)}")
    return WORDS[word] if word else "open"


def _written(row: Row, heads: Mapping[str, Heading]) -> dict[str, Any]:
    """What the coder wrote into fields; None where it is that the text does not say it."""
    found: dict[str, Any] = {}
    for head, x in heads.items():
        if not x.given and head in row.cells:
            found[x.field] = _value(row, head, x.field)
    return found


def _value(row: Row, head: str, field: str) -> Any:
    try:
        return value_of(row.kind, field, row.cells[head], row.formats[head])
    except ValueError as why:
        raise CellError(row, head, why) from None


def _suggested(row: Row, texts: Texts, heads: Mapping[str, Heading]) -> Unit:
    """The suggestion of a row, held against the text."""
    try:
        start, end = int(row.cells["起"]), int(row.cells["止"])
        document = texts.document(row.text("文档"))
    except (KeyError, TypeError, ValueError, OverflowError) as why:
        raise CellError(row, "起", f"the place of this suggestion is gone ({why}): take 文档, 起 and 止 from the sheet as it was sent out") from None
    surface = document.text[start:end]
    if not 0 <= start < end or (plain(row.text("原文")) != plain(surface) and len(surface) < 1000):
        raise CellError(row, "原文", f"does not stand at its place, where the text reads {surface[:40]!r}: correct stretches in {NEW_TEXT}")
    given = {x.field: _value(row, head, x.field) for head, x in heads.items() if x.given and head in row.cells}
    values = tuple((name, given[name]) for name in CODED[row.kind] if given.get(name) is not None)
    return Unit(document.metadata.id, row.kind, start, end, surface, row.text("条目") or "0", values, key=row.text("编号"))


def _values(kind: str, unit: Unit, written: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    merged = {**dict(unit.values), **written}
    return tuple((name, merged[name]) for name in CODED[kind] if merged.get(name) is not None)


def _moved(row: Row, unit: Unit, new_text: str, texts: Texts) -> Unit:
    """A suggestion whose ends the coder has moved."""
    try:
        start = texts.find(unit.document, new_text, near=unit.start)
    except ValueError as why:
        raise CellError(row, NEW_TEXT, why) from None
    end = start + len(new_text)
    if start > unit.end or end < unit.start:
        raise CellError(row, NEW_TEXT, f"{new_text!r} does not touch the stretch that was suggested: mark it as 删除 and add the other as 新增")
    return replace(unit, start=start, end=end, text=new_text)


def _added(row: Row, texts: Texts, decision: Decision, written: Mapping[str, Any]) -> Unit:
    """A stretch that the machine did not suggest."""
    if decision not in ("open", "added"):
        raise CellError(row, DECISION, "a row without 编号 is an addition: write 新增")
    name, text = row.text("文档").strip(), row.text("原文")
    before = row.text("上文")
    try:
        start = texts.find(name, text, before=before)
    except ValueError as why:
        raise CellError(row, "原文", why) from None
    values = tuple((field, written[field]) for field in CODED[row.kind] if written.get(field) is not None)
    _check_required(row, values)
    item = texts.document(name).node_at(start).address
    return Unit(name, row.kind, start, start + len(text), text, item, values, "added", row.text(NOTE) or None)


def _check_required(row: Row, values: tuple[tuple[str, Any], ...]) -> None:
    """A stretch without what its kind always has says nothing."""
    names = dict(values)
    if missing := [field for field in REQUIRED[row.kind] if field not in names]:
        raise CellError(row, DECISION, f"lacks {', '.join(missing)}: fill in what every {KIND_NAMES[row.kind]} has")
