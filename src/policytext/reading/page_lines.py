"""A page's tree as lines: one paragraph a line, tables as rows, each line with the place it stands at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from policytext.model.errors import HostileInputError
from policytext.reading.limits import Limits
from policytext.reading.page_markup import (
    DROPPED,
    is_block,
    is_hidden,
    list_type,
    marker,
    names_of,
    raised,
    typographic,
    whole,
)
from policytext.reading.page_tables import read_table

LAST_ROW = 65535
"""The parser counts lines of the file up to here."""
# a line break of the markup between two Chinese characters is no space
_SOURCE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n][ \t\r\n\f]*(?=[^\x00-\x7f])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WHITE = " \t\r\n\f"
_EVENTS = ("start", "end", "comment", "pi")
# below this depth the parser keeps no text
_DEEPEST = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: the line of the file it began at, how many of its characters are links, whether a table's row."""

    text: str
    row: int = 0
    linked: int = 0
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """The lines `[start, end)` that one block element holds, with its tag, id and classes."""

    start: int
    end: int
    tag: str
    names: frozenset[str]


class PageWalk:
    """One walk through a tree, from which lines, regions and the frames set as tables are collected."""

    def __init__(self, label: str, limits: Limits, shown: bool = False, cells: int = 0) -> None:
        """`shown` reads hidden elements too; `cells` have been read before, of those that `limits` allows."""
        self.lines: list[Line] = []
        self.regions: list[Region] = []
        self.frame: list[tuple[str, str]] = []
        self.cells = cells
        self._label, self._limits, self._shown = label, limits, shown
        self._pieces: list[str] = []
        self._linked = self._links = self._pre = self._depth = 0
        self._at = self._row = 0
        self._open: list[int] = []
        self._lists: list[tuple[str, int, int]] = []
        self._number: tuple[int, str] | None = None

    def run(self, root: Any) -> PageWalk:
        """Walk through an element and all below it, the text after its end left out."""
        from lxml import etree

        walk = etree.iterwalk(root, events=_EVENTS)
        for event, element in walk:
            if event == "start":
                self._deeper()
                if self._start(element):
                    self._text(element.text)
                else:
                    walk.skip_subtree()
            else:
                self._end(element, event)
                if element is not root:
                    self._text(element.tail)
        self.flush()
        return self

    def _deeper(self) -> None:
        self._depth += 1
        self._limits.check("depth", self._depth, self._label)
        if self._depth > _DEEPEST:
            raise HostileInputError(
                f"{self._label} nests more than {_DEEPEST} elements in one another: no document does"
            )

    def _start(self, element: Any) -> bool:
        """Whether what is in the element is read as it comes."""
        if (element.sourceline and element.sourceline < LAST_ROW) or not self._at:
            self._at = element.sourceline or 0
        if is_block(element):
            self._begin_block(element)
        if element.tag in DROPPED or (not self._shown and is_hidden(element)):
            return False
        return self._special(element)

    def _begin_block(self, element: Any) -> None:
        self.flush()
        self._open.append(len(self.lines))

    def _special(self, element: Any) -> bool:
        tag = element.tag
        if tag == "br":
            self.flush()
        elif tag == "a" and element.get("href"):
            self._links += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self._begin_list(element)
        elif tag == "li":
            self._begin_item(element)
        elif tag == "sup" and len(element) < 3:
            self._text(raised("".join(element.itertext()), "".join(self._pieces[-2:])))
            return False
        elif tag == "table":
            return self._table(element)
        return True

    def _end(self, element: Any, event: str) -> None:
        if event != "end":
            return
        self._depth -= 1
        tag = element.tag
        if is_block(element):
            self.flush()
            self.regions.append(Region(self._open.pop(), len(self.lines), tag, names_of(element)))
        if element.tag in DROPPED or (not self._shown and is_hidden(element)):
            return
        if tag == "a" and element.get("href"):
            self._links -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()

    def _begin_list(self, element: Any) -> None:
        kind = list_type(element) if element.tag == "ol" else ""
        backwards = element.get("reversed") is not None
        first = sum(1 for _ in element.iterchildren("li")) if kind and backwards else 1
        self._lists.append((kind, whole(element.get("start"), first), -1 if backwards else 1))

    def _begin_item(self, element: Any) -> None:
        if not self._lists or not self._lists[-1][0]:
            return
        kind, number, step = self._lists[-1]
        number = whole(element.get("value"), number)
        self._number = number, kind
        self._lists[-1] = kind, number + step, step

    def _table(self, element: Any) -> bool:
        """Whether a table is to be read as a layout; a table of data or a frame is read here as a whole."""
        found = read_table(element, self._cell_lines)
        if found is None:
            return True
        self.frame += found.frame
        self.lines += [Line(text, self._at, 0, True) for text in found.lines]
        return False

    def _cell_lines(self, cell: Any, cells: int) -> list[Line]:
        """The lines of a cell that stands for so many cells."""
        self.cells += cells
        self._limits.check("cells", self.cells, self._label)
        return PageWalk(self._label, self._limits, self._shown, self.cells).run(cell).lines

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre and "\n" in text:
            for part in text.split("\n"):
                self._add(part)
                self.flush()
                self._at += 1
            return
        self._add(text)
        self._at += text.count("\n")

    def _add(self, text: str) -> None:
        bare = text.strip()
        if bare and not self._pieces:
            self._row = self._at + text[: len(text) - len(text.lstrip())].count("\n")
        if bare or self._pieces:
            self._pieces.append(text)
            self._linked += len(bare) if self._links else 0

    def flush(self) -> None:
        """End the line, if one has begun."""
        text = one_line("".join(self._pieces)) if self._pieces else ""
        if text:
            lead = marker(*self._number, text) if self._number else ""
            self._number = None
            self.lines.append(Line(lead + text, min(self._row, LAST_ROW), min(self._linked, len(text))))
        self._pieces, self._linked = [], 0


def one_line(text: str) -> str:
    """Text of markup as a browser shows it: runs of white space are one space, and none between Chinese characters.

    The spaces by which a paragraph is indented stay: they tell it from a line that goes on.

    >>> one_line("建设\\n      学校 12所")
    '建设学校 12所'
    """
    return _SPACES.sub(" ", _SOURCE_BREAK.sub("", typographic(text))).strip(_WHITE).rstrip()
