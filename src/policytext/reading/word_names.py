"""The names of the elements and attributes of WordprocessingML that bear on what a page prints (ECMA-376, part 1, 17)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"
PARAGRAPH, RUN, TEXT = W + "p", W + "r", W + "t"
TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = W + "pPr", W + "rPr"
CONTROL, CHUNK, BOX = W + "sdt", W + "altChunk", W + "txbxContent"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
WORD_ART = VML + "textpath"

UNPRINTED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "del", "moveFrom", "delText",
        "delInstrText", "rt", "rubyPr", "softHyphen", "pgNum", "annotationRef", "footnoteRef", "endnoteRef",
    )
)  # fmt: skip
"""What holds no text that is printed: properties, deletions, the gloss above a character, marks made by the page."""

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,10}\s*$")
_OFF = frozenset(("0", "false", "off"))


def value(parent: Any, name: str) -> str | None:
    """The ``w:val`` of a child of an element; None where there is no such child."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def whole(text: str | None) -> int | None:
    """A whole number as files write it; what else stands there is no number.

    >>> whole("12"), whole("九"), whole("1" * 5000)
    (12, None, None)
    """
    return int(text) if text and _WHOLE.match(text) else None


def switched(properties: Any, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where it is not said."""
    child = None if properties is None else properties.find(name)
    return None if child is None else child.get(VAL, "1") not in _OFF


def nearest(container: Any, tags: Collection[str]) -> Iterator[Any]:
    """The elements of some kinds in a container, in order, through every wrapper but not inside one another."""
    waiting = [iter(container)]
    while waiting:
        for child in waiting[-1]:
            if child.tag in tags:
                yield child
            elif (inner := _inside(child)) is not None:
                waiting.append(iter(inner))
                break
        else:
            waiting.pop()


def _inside(wrapper: Any) -> Any:
    if wrapper.tag in UNPRINTED or (wrapper.tag == CONTROL and is_placeholder(wrapper)):
        return None
    return chosen(wrapper) if wrapper.tag == ALTERNATE else wrapper


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows no content but its prompt (单击此处输入文字)."""
    return switched(control.find(W + "sdtPr"), W + "showingPlcHdr") is True


def chosen(alternate: Any) -> Any:
    """The one of several ways to write a thing that is printed: the first that says something."""
    ways = [way for way in alternate if way.tag in (CHOICE, FALLBACK)]
    return next(
        (way for way in ways if next(way.iter(TEXT, WORD_ART, A + "t", M + "t", W + "sym"), None) is not None), None
    )
