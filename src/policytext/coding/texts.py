"""The documents that were coded: found by id, held to be the same text, and searched for what a coder wrote down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.coding.coding import mark
from policytext.model.document import Document
from policytext.model.errors import CodingError

CONTEXT = 40
"""Characters of text before and after a stretch that a coder is shown."""


class Texts:
    """Documents by their ids."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Raises CodingError where two documents bear one id."""
        self._documents: dict[str, Document] = {}
        for document in documents:
            if document.metadata.id in self._documents:
                raise CodingError(f"two documents bear the id {document.metadata.id!r}: give each its own, with read(..., document=)")
            self._documents[document.metadata.id] = document

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents.values())

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """The id of each document and the SHA-256 of its text."""
        return tuple((name, mark(document.text)) for name, document in self._documents.items())

    def document(self, name: str) -> Document:
        """The document of an id. Raises ValueError that says what to do."""
        if name not in self._documents:
            raise ValueError(f"there is no document {name!r}: give the documents that the sheet was made from")
        return self._documents[name]

    def check(self, name: str, text_mark: str) -> None:
        """Raises ValueError where the text is not the one that was coded."""
        if mark(self.document(name).text) != text_mark:
            raise ValueError(f"the text of {name!r} is not the one that was coded: read the same file with the same version of policytext")

    def find(self, name: str, text: str, near: int | None = None, before: str = "") -> int:
        """Where a stretch that a coder wrote down begins: after `before`, else next to `near`, else where it stands alone.

        Raises ValueError where it does not stand in the text, or more than once with nothing to tell which.
        """
        whole = self.document(name).text
        places = occurrences(whole, text)
        if not places:
            raise ValueError(f"{text!r} does not stand in {name!r}: copy it from the text, character by character")
        if before:
            places = [place for place in places if whole[:place].endswith(before)] or places
        if near is not None:
            return min(places, key=lambda place: (abs(place - near), place))
        if len(places) > 1:
            raise ValueError(f"{text!r} stands {len(places)} times in {name!r}: write what comes right before it into the column 上文")
        return places[0]


def occurrences(whole: str, text: str) -> list[int]:
    """Where a text begins in another, each time.

    >>> occurrences("5所和5所", "5所")
    [0, 3]
    """
    places: list[int] = []
    start = whole.find(text) if text else -1
    while start >= 0:
        places.append(start)
        start = whole.find(text, start + 1)
    return places


def context(document: Document, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch, up to the line's end and no more than some forty characters."""
    text = document.text
    before = text[max(0, start - CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + CONTEXT].partition("\n")[0]
    return before, after
