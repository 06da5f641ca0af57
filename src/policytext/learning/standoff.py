"""Labels that stand off from their texts: places, values and the checksum of the text they belong to, never the text itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policytext.model.document import Document
from policytext.model.errors import ModelError
from policytext.model.span import Span


@dataclass(frozen=True)
class Labelled:
    """One document with the labels of its places: each a span and the other fields of its row.

    `scope` says what was annotated: ``items`` (addresses) and ``kinds``; what it does not name was annotated wholly.
    """

    name: str
    document: Document
    labels: tuple[tuple[Span, Mapping[str, Any]], ...]
    scope: Mapping[str, Any] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """Whose documents are left out together: the region that the document speaks of, its name where it tells none."""
        return self.document.metadata.region or self.name


def labelled_documents(path: Path, read: Callable[[str], Document | None]) -> Iterator[Labelled]:
    """The documents of a file of labels, in its order; `read` gives the document of a file name, or None where it is not at hand.

    A row ``{"kind": "source", "document": name, "sha256": of the clean text}`` opens a document, the rows behind it are its
    labels with ``start`` and ``end``, and one of the kind ``scope`` says what was annotated. Raises ModelError that names the
    file and line where a document is missing or its text is another.
    """
    name, document, scope = "", None, dict[str, Any]()
    labels: list[tuple[Span, Mapping[str, Any]]] = []
    for number, row in numbered_rows(path):
        if row.get("kind") == "source":
            if document is not None:
                yield Labelled(name, document, tuple(labels), scope)
            name, labels, scope = str(row.get("document")), [], {}
            document = checked(read(name), row, f"{path.name} line {number}")
        elif row.get("kind") == "scope":
            scope = row
        else:
            labels.append((span_of(row, document, f"{path.name} line {number}"), row))
    if document is not None:
        yield Labelled(name, document, tuple(labels), scope)


def numbered_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a JSON-lines file with their line numbers. Raises ModelError where the file is missing or a line is no object."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"the labels {path.name} cannot be read ({error.strerror}): give the folder of labels (corpora/gold)") from error
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ModelError(f"{path.name} line {number} is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise ModelError(f"{path.name} line {number} is no object")
        yield number, row


def checked(document: Document | None, row: Mapping[str, Any], place: str) -> Document:
    """The document, if its text is the one that was labelled."""
    if document is None:
        raise ModelError(f"{place}: the document {row.get('document')!r} is not in the folder of documents: fetch it, or give the right folder")
    if hashlib.sha256(document.text.encode()).hexdigest() != row.get("sha256"):
        raise ModelError(f"{place}: the clean text of {row.get('document')!r} is not the one that was labelled: its places would be wrong")
    return document


def span_of(row: Mapping[str, Any], document: Document | None, place: str) -> Span:
    """The place of a label."""
    start, end = row.get("start"), row.get("end")
    if document is None or not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(document.text):
        raise ModelError(f"{place}: a label needs a document above it, and start and end inside its text")
    return Span(start, end)
