"""The paragraphs and tables of a Word file in the order in which its pages print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from policytext.lexicon import groups
from policytext.reading.grid import grid_lines
from policytext.reading.word_fields import Fields
from policytext.reading.word_inline import Inline, Notes
from policytext.reading.word_names import (
    CHUNK,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
    W,
    nearest,
    switched,
    value,
)
from policytext.reading.word_numbering import Number, Numbering
from policytext.reading.word_package import Package
from policytext.reading.word_styles import Style, Styles
from policytext.reading.word_tables import is_frame, laid_out, printed_rows, rows_of, straightened

_BLOCKS = frozenset((PARAGRAPH, TABLE, CHUNK))
# 3, - 12 -, iv
_PAGE_NUMBER = re.compile(r"\s*[-–—]? ?(?:[0-9]{1,4}|[ivxlc]{1,7}) ?[-–—]?\s*$", re.I)
_LEADERS = " 　.·…\t"
# numbers typed by hand, with a tab behind them: 一、<tab>总体要求, 第一章<tab>总则, 1.2<tab>目标
_TABBED_NUMBER = re.compile(
    "[ 　\t]*((?:第[0-9〇零一二三四五六七八九十百]{1,5}[章节条编]|[（(]?[0-9〇零一二三四五六七八九十百]{1,4}[）)、.．]"
    "|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}|[①-⑳]))[ 　]*\t"
)
_EDGES = re.compile(r"[\s　]+")
_CONTENTS, _NOTES = "目录", "脚注"

ChunkReader = Callable[[str | None], str]
"""What reads a file that is inserted as a whole, given the name of its part, None where it is not there."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph or a row as printed, and where it stands."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What a paragraph prints, the boxes before and behind it, and how it ends."""

    before: list[str]
    text: str
    after: list[str]
    end: str

    @property
    def lines(self) -> list[str]:
        return [*self.before, *([self.text] if self.end == "kept" else []), *self.after]


class Blocks:
    """Prints the blocks of a file; numbering, notes and open fields run on from each to the next."""

    def __init__(self, package: Package, read_chunk: ChunkReader) -> None:
        self._package, self._read_chunk = package, read_chunk
        self._styles = Styles(package.beside("styles"))
        self._numbering = Numbering(package.beside("numbering"), self._styles)
        self._fields = Fields()
        self._notes = Notes()
        self._paragraphs = self._tables = 0
        self._last, self._listed = "", False

    def of(self, container: Any) -> Iterator[Printed]:
        """Every block of a container: a body, a cell, a text box, a note."""
        held: _Paragraph | None = None
        for block in nearest(container, _BLOCKS):
            if block.tag == PARAGRAPH:
                found = self._paragraph(block, held)
                held = found if found.end != "kept" else None
                yield from self._counted(found.lines)
                continue
            yield from self._left_over(held)
            held = None
            yield from self._table(block) if block.tag == TABLE else self._counted(self._chunk(block))
        yield from self._left_over(held)

    def _left_over(self, held: _Paragraph | None) -> Iterator[Printed]:
        """A paragraph that was to go on in the next one, where none follows."""
        return self._counted([held.text] if held and held.text.strip() else [])

    def notes(self) -> Iterator[Printed]:
        """The footnotes and endnotes in the order of their marks, behind a line that says so."""
        roots = {kind: self._package.beside(kind) for kind in {kind for kind, _ in self._notes.found}}
        elements = {
            (kind, note.get(W + "id")): note for kind, root in roots.items() if root is not None for note in root
        }
        found = [elements[mark] for mark in self._notes.found if mark in elements]
        if found:
            yield Printed(f"{_NOTES}：", _NOTES)
        for number, note in enumerate(found, 1):
            yield Printed(f"[{number}] {self._together(note).strip()}", f"{_NOTES}{number}")

    def _together(self, container: Any) -> str:
        """All that a cell or a note holds, its blocks parted by line ends."""
        before = self._fields, self._paragraphs, self._tables, self._last
        self._fields = Fields()
        text = "\n".join(printed.text for printed in self.of(container))
        self._fields, self._paragraphs, self._tables, self._last = before
        return text

    def _counted(self, texts: list[str]) -> Iterator[Printed]:
        for text in texts:
            if text.strip():
                self._paragraphs += 1
                self._last = text
            yield Printed(text, f"第{self._paragraphs}段")

    def _paragraph(self, paragraph: Any, held: _Paragraph | None) -> _Paragraph:
        """A paragraph with its number and its boxes; `held` is the one before where two have become one."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        style = self._styles.of(value(properties, W + "pStyle"))
        inline = Inline(self._package, self._styles, self._notes, self._fields, style.hidden)
        listed = style.contents or self._fields.contents
        inline.walk(paragraph)
        text = inline.text
        end = _end_of(properties, style, text)
        listed = (listed or self._fields.contents) and bool(text.strip())
        self._fields.end_of_paragraph()
        text = (held.text if held else "") + _without_tab(_without_page(text) if listed else text)
        if end != "gone" and not (held and held.end == "separator"):
            text = self._number(properties, style).before(text)
        before = [*self._boxes(inline.boxes_before), *(self._contents_head() if listed else ())]
        return _Paragraph(before, text, self._boxes(inline.boxes_after), end)

    def _number(self, properties: Any, style: Style) -> Number:
        return self._numbering.number(None if properties is None else properties.find(W + "numPr"), style)

    def _contents_head(self) -> list[str]:
        """A list of contents without a name is given one, so that its entries are not taken for items."""
        named = self._listed or _EDGES.sub("", self._last) in groups("sections")["contents"]
        self._listed = True
        return [] if named else [_CONTENTS]

    def _boxes(self, boxes: list[Any]) -> list[str]:
        """The texts of boxes: of elements that hold paragraphs, of drawings that hold a line."""
        texts = (box if isinstance(box, str) else self._together(box) for box in boxes)
        return [line for text in texts for line in text.split("\n") if line.strip()]

    def _chunk(self, chunk: Any) -> list[str]:
        return self._read_chunk(self._package.referred(chunk)).split("\n")

    def _table(self, table: Any) -> Iterator[Printed]:
        rows = rows_of(table)
        self._package.limits.check("cells", sum(cell.columns for row in rows for cell in row), self._package.label)
        if is_frame(rows):
            for cell in (cell for row in rows for cell in row if cell.element is not None):
                yield from self.of(cell.element)
            return
        self._tables += 1
        name = f"第{self._tables}表"
        cells = laid_out(straightened(rows, table), self._together)
        lines, printed = grid_lines(cells), printed_rows(cells)
        for line, row in zip_longest(lines, printed[: len(lines)]):
            yield Printed(line, f"{name}第{row}行" if row else name)


def _end_of(properties: Any, style: Style, text: str) -> str:
    """How a paragraph ends: ``kept``, ``gone`` into the next one, or as a ``separator`` of two styles on one line."""
    mark = None if properties is None else properties.find(RUN_PROPERTIES)
    if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
        return "gone"
    hidden = switched(mark, W + "vanish")
    if not (style.hidden if hidden is None else hidden):
        return "kept"
    if not text.strip():
        return "gone"
    return "separator" if switched(mark, W + "specVanish") else "kept"


def _without_page(entry: str) -> str:
    """An entry of a list of contents without the number of its page.

    >>> _without_page("总体要求……\\t3"), _without_page("总体要求")
    ('总体要求', '总体要求')
    """
    text, tab, page = entry.rpartition("\t")
    return text.rstrip(_LEADERS) if tab and _PAGE_NUMBER.match(page) else entry


def _without_tab(text: str) -> str:
    """A paragraph without the tab behind the number typed at its beginning.

    >>> _without_tab("一、\\t总体要求"), _without_tab("第一章\\t总则")
    ('一、总体要求', '第一章 总则')
    """
    number = _TABBED_NUMBER.match(text) if "\t" in text else None
    return Number(number[1]).before(text[number.end() :]) if number else text
