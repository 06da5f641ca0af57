"""The texts of a REFI-QDA project: which document each is, and how offsets in it become ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policytext.coding.coding import mark
from policytext.coding.refi_names import INTERNAL, own_document
from policytext.coding.texts import Texts
from policytext.model.sheet import printable
from policytext.reading.archive import Archive

ONE_BREAK = "atlas"
"""A program that counts a line break as one character although its files have two (as QualCoder's reader of projects knows)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text of a project: the document that it is, and how its offsets become ours."""

    document: str
    element: Any
    offsets: tuple[int, ...]


def elements(element: Any, tag: str) -> Iterator[Any]:
    """All elements of a name, whatever the namespace."""
    return (x for x in element.iter() if isinstance(x.tag, str) and x.tag.rpartition("}")[2] == tag)


def description(element: Any) -> str | None:
    """The description of an element itself."""
    inner = next((x for x in element if isinstance(x.tag, str) and x.tag.rpartition("}")[2] == "Description"), None)
    return None if inner is None else inner.text


def sources(root: Any, archive: Archive, texts: Texts, faults: list[str]) -> Iterator[Source]:
    """The texts of a project that are documents; others are no fault, as a project may hold interviews too."""
    by_words: dict[str, list[str]] = {}
    for name, _ in texts.marks:
        by_words.setdefault(words(texts.document(name).text), []).append(name)
    one_break = ONE_BREAK in (root.get("origin") or "").lower()
    for element in elements(root, "TextSource"):
        content = _content(element, archive)
        same = by_words.get(words(content), []) if content is not None else []
        if content is None or not same:
            continue
        name = _told(element, same, texts)
        same.remove(name)
        counted = content.replace("\r\n", "\n") if one_break else content
        yield Source(name, element, offsets(counted, texts.document(name).text))
    if left := [name for name, _ in texts.marks if any(name in names for names in by_words.values())]:
        faults.append(f"no text of the project is that of {', '.join(left)}: give the documents that were coded, unchanged")


def _told(element: Any, same: list[str], texts: Texts) -> str:
    """Of documents with the same words the one that is named, else the first that is left."""
    name, text_mark = own_document(description(element))
    if name in same and mark(texts.document(name).text) == text_mark:
        return name
    return next((name for name in same if name == element.get("name")), same[0])


def _content(element: Any, archive: Archive) -> str | None:
    """The text of a source: in the project file itself, or a file beside it."""
    inner = next(elements(element, "PlainTextContent"), None)
    if inner is not None:
        return str(inner.text or "")
    path = (element.get("plainTextPath") or "").removeprefix(INTERNAL)
    part = next((x for x in archive.names if path and x.lower() == f"sources/{path.lower()}"), None)
    return None if part is None else archive.read(part).decode("utf-8-sig", "replace")


def words(text: str) -> str:
    """A text without what programs change on the way: line breaks, blanks, marks of byte order."""
    return "".join(printable(text).replace("\ufeff", "").split())


def offsets(theirs: str, ours: str) -> tuple[int, ...]:
    """For each offset of their text the one of ours, both having the same words.

    >>> offsets("一\\r\\n二", "一\\n二")
    (0, 1, 1, 2, 3)
    """
    shown = printable(ours)
    found, place = [], 0
    for x in theirs:
        if not x.isspace() and x != "\ufeff":
            while place < len(shown) and shown[place] != x:
                place += 1
            found.append(place)
            place += 1
        else:
            found.append(place)
    return (*found, len(ours) if not theirs or not theirs[-1].isspace() else place)
