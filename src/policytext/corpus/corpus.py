"""A corpus: many documents read from a folder or a manifest, and what could not be read."""

from __future__ import annotations

import dataclasses
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from policytext.corpus.frames import panel_frame, record_frame
from policytext.corpus.manifest import Entry, entries_of
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning
from policytext.model.values import Role

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3  # failures that a warning names


class Reader(Protocol):
    """What turns a file into a document: ``policytext.read`` and its like."""

    def __call__(self, source: Path, *, year: int | None = None) -> Document:
        """Reads one file; `year` is the plan year where the caller knows it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Many documents in the order they were read, with the files that could not be."""

    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __getitem__(self, name: str) -> Document:
        """The document of that id. Raises KeyError for any other name."""
        for document in self.documents:
            if document.metadata.id == name:
                return document
        raise KeyError(f"no document {name!r} among {len(self)}")

    def __repr__(self) -> str:
        failed = f", {len(self.failures)} not read" if self.failures else ""
        return f"<{type(self).__name__}: {len(self)} documents{failed}>"

    def to_frame(self, kind: str = "quantity") -> pd.DataFrame:
        """One record kind of all documents, stacked; the column ``document`` tells them apart.

        Raises UnknownKindError that names the choices.

        >>> list(Corpus().to_frame("project").columns)[:4]
        ['document', 'kind', 'item', 'text']
        """
        return record_frame(self.documents, kind)

    def panel(self, role: Role = "target") -> pd.DataFrame:
        """Place, year and indicator, one row each, with the value first printed and the number of mentions.

        The place is the region, else the first issuer, else the id. The year is the plan year; for outcomes the
        year before, which a report looks back on.

        >>> list(Corpus().panel().columns)[:4]
        ['place', 'year', 'indicator', 'unit']
        """
        return panel_frame(self.documents, role)


def read_corpus(source: str | PathLike[str], read: Reader) -> Corpus:
    """Reads every document of a folder, or of a CSV manifest with a column ``file``, with the given reader.

    Files are read in sorted order, a manifest's in its own; region, issuer and year of a manifest fill in what a
    document does not say itself. What cannot be read stands in ``failures`` and is warned about once.
    Raises SourceNotFoundError where `source` does not exist.
    """
    found = [(entry, attempt(entry, read)) for entry in entries_of(Path(source))]
    documents = [(entry, x) for entry, x in found if isinstance(x, Document)]
    failures = tuple(x for _, x in found if isinstance(x, Failure))
    if failures:
        warnings.warn(_complaint(failures, len(found)), PolicyTextWarning, stacklevel=2)
    return Corpus(with_own_ids(documents), failures)


def attempt(entry: Entry, read: Reader) -> Document | Failure:
    """The document of one file, or why there is none; one poisoned file must not lose the others."""
    try:
        document = read(entry.path) if entry.year is None else read(entry.path, year=entry.year)
    except Exception as error:  # noqa: BLE001 - whatever a page does to the reader, it is this page's failure alone
        return Failure(entry.name, f"{type(error).__name__}: {error}")
    return dataclasses.replace(document, metadata=entry.filled(document.metadata))


def with_own_ids(found: Sequence[tuple[Entry, Document]]) -> tuple[Document, ...]:
    """The documents, each with an id of its own: where two files share a stem, their paths tell them apart."""
    stems = Counter(document.metadata.id for _, document in found)
    return tuple(
        document if stems[document.metadata.id] == 1 else _renamed(document, entry) for entry, document in found
    )


def _renamed(document: Document, entry: Entry) -> Document:
    return dataclasses.replace(document, metadata=dataclasses.replace(document.metadata, id=entry.name))


def _complaint(failures: Sequence[Failure], count: int) -> str:
    named = "; ".join(f"{x.name} ({x.reason})" for x in failures[:SHOWN])
    more = f"; and {len(failures) - SHOWN} more" if len(failures) > SHOWN else ""
    return f"{len(failures)} of {count} files could not be read: {named}{more}; see Corpus.failures"
