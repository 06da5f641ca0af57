"""The parts of an Excel file beside its sheets: which sheets there are, shared texts, number formats."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.archive import Archive
from policytext.reading.number_format import BUILT_IN
from policytext.reading.xml import xml_root

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Book:
    """A workbook. Elements are found by their local names: the two dialects of the standard differ in nothing else."""

    def __init__(self, archive: Archive) -> None:
        """Raises BrokenFileError where the main part is missing or broken."""
        self.archive = archive
        self._names = {name.lower(): name for name in archive.names}
        self._root = xml_root(self.read("xl/workbook.xml"), archive.label)
        self._cells = self._characters = 0
        self._taken: set[str] = set()

    def read(self, part: str) -> bytes:
        """A part by its path, upper and lower case being one."""
        return self.archive.read(self._names.get(part.lower(), part))

    def elements(self, part: str, tags: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
        """The elements of a large part one after the other, as event, local name and element; freed when they end."""
        from lxml import etree

        found = etree.iterparse(
            io.BytesIO(self.read(part)), events=("start", "end"), tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False,
        )  # fmt: skip
        try:
            for event, element in found:
                yield event, element.tag.rpartition("}")[2], element
                if event == "end":
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise BrokenFileError(f"{self.archive.label}: its part {part} is broken XML ({error}): get the file again") from None

    def spend(self, cells: int = 0, characters: int = 0) -> None:
        """Count what all sheets together hold. Raises LimitError."""
        self._cells += cells
        self._characters += characters
        self.archive.limits.check("cells", self._cells, self.archive.label)
        self.archive.limits.check("characters", self._characters, self.archive.label)

    def own(self, part: str, sheet: str) -> str:
        """A part that belongs to one sheet alone: nothing is read a thousand times because a file names it so often."""
        if not part or part.lower() in self._taken:
            raise BrokenFileError(f"{self.archive.label}: its sheet {sheet} has no part of its own: get the file again")
        self._taken.add(part.lower())
        return part

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets with cells, in order; charts are left out."""
        return tuple(self._sheets())

    @cached_property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macintosh versions did."""
        return any(is_on(found.get("date1904")) for found in self._root.iterfind("{*}workbookPr"))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The shared texts, which cells name by number."""
        part = self._part("sharedstrings")
        return tuple(self._texts(part)) if part else ()

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The number format of each cell style."""
        part = self._part("styles")
        if part is None:
            return ()
        root = xml_root(self.read(part), self.archive.label)
        own = {found.get("numFmtId"): found.get("formatCode", "") for found in root.iterfind("{*}numFmts/{*}numFmt")}
        styles = (style.get("numFmtId", "0") for style in root.iterfind("{*}cellXfs/{*}xf"))
        return tuple(own.get(number) or BUILT_IN.get(_number(number), "General") for number in styles)

    def _sheets(self) -> Iterator[Sheet]:
        parts = {found.get("Id"): found for found in self._relations}
        for found in self._root.iterfind("{*}sheets/{*}sheet"):
            relation = parts.get(_relation_id(found))
            name = unescaped(found.get("name", ""))
            if relation is None or _kind(relation) == "worksheet":
                part = self.own(_target(relation) if relation is not None else "", name)
                yield Sheet(name, part, found.get("state", "visible") != "visible")

    def relations(self, part: str) -> tuple[Any, ...]:
        """The relations of a part of a sheet; a sheet need not have any."""
        return tuple(xml_root(self.read(part), self.archive.label)) if part.lower() in self._names else ()

    @cached_property
    def _relations(self) -> tuple[Any, ...]:
        return tuple(xml_root(self.read("xl/_rels/workbook.xml.rels"), self.archive.label))

    def _texts(self, part: str) -> Iterator[str]:
        count = 0
        for event, _, element in self.elements(part, ("si",)):
            if event == "end":
                text = rich_text(element)
                count += len(text)
                self.archive.limits.check("characters", count, self.archive.label)
                yield text

    def _part(self, kind: str) -> str | None:
        """A part that a workbook may lack, found by its relation."""
        return next((_target(relation) for relation in self._relations if _kind(relation) == kind), None)


def boxes(book: Book, sheet: Sheet) -> list[tuple[int, str]]:
    """The texts of the boxes drawn over a sheet, each with the row where its box begins; a title may stand in one.

    Raises BrokenFileError where a part that the sheet names is missing or broken.
    """
    folder, name = posixpath.split(sheet.part)
    found: list[tuple[int, str]] = []
    for relation in book.relations(f"{folder}/_rels/{name}.rels"):
        if _kind(relation) == "drawing":
            drawing = xml_root(book.read(book.own(_target(relation, folder), sheet.name)), book.archive.label)
            found += ((_row_of(anchor), text) for anchor in drawing for text in _paragraphs(anchor))
    return sorted(found, key=lambda box: box[0])


def _row_of(anchor: Any) -> int:
    row = (anchor.findtext("{*}from/{*}row") or "").strip()
    return int(row) + 1 if row.isascii() and row.isdigit() and len(row) < 8 else 1


def _paragraphs(anchor: Any) -> Iterator[str]:
    for paragraph in anchor.iterfind(".//{*}txBody/{*}p"):
        text = "".join(run.text or "" for run in paragraph.iterfind("{*}r/{*}t"))
        if text.strip():
            yield " ".join(text.split())


def _forget(element: Any) -> None:
    """Free an element that is done with, and those before it; millions of empty rows take no room then."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def rich_text(element: Any) -> str:
    """The text of a shared or inline string: its runs, without the readings that Japanese versions print above them."""
    found = (text.text or "" for text in element.iterfind("{*}t"))
    runs = (text.text or "" for text in element.iterfind("{*}r/{*}t"))
    return unescaped("".join([*found, *runs]))


def unescaped(text: str) -> str:
    """Characters that XML cannot hold, written as ``_x000D_``.

    >>> unescaped("教育局_x000A_财政局")
    '教育局\\n财政局'
    """
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    """A character by its number; half a pair of UTF-16 is none."""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def is_on(value: str | None) -> bool:
    """A switch of XML: ``1`` or ``true``."""
    return (value or "").strip().lower() in ("1", "true", "on")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _relation_id(element: Any) -> str | None:
    return next((value for name, value in element.attrib.items() if name.endswith("relationships}id")), None)


def _kind(relation: Any) -> str:
    return str(relation.get("Type", "")).rpartition("/")[2].lower()


def _target(relation: Any, folder: str = "xl") -> str:
    """The part that a relation names, from the top of the archive."""
    target = relation.get("Target", "").replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
