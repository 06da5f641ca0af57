"""Documents in files: a folder or a manifest, read when they are asked for."""

from __future__ import annotations

import hashlib
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policytext.corpus.collections.collection import Wanted, everything
from policytext.corpus.collections.in_memory import document_table
from policytext.corpus.datasets import Origin, stacked
from policytext.corpus.facts import Facts, facts_of
from policytext.corpus.failure import Failure
from policytext.corpus.listing import Listed
from policytext.corpus.one_document import Reader, read_one
from policytext.corpus.store import Store
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning
from policytext.reading.limits import DEFAULT

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 3  # failures that a warning names
KEPT = 50_000_000
"""Characters of text of the documents that are kept once they are read, some gigabytes with all that was found in them."""


class InFolder:
    """The listed files of a folder. Each is read once and kept, as long as all together have less than `most` characters.

    What cannot be read is a failure, and warned about once, when all files have been seen.
    """

    def __init__(self, folder: Store, listed: Sequence[Listed], read: Reader, *, strict: bool = False, most: int = KEPT) -> None:
        self._folder, self._listed, self._read, self._strict, self._most = folder, tuple(listed), read, strict, most
        self._by_id = {one.id: one for one in self._listed}
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0
        self._facts: dict[str, Facts] = {}
        self._origins: dict[str, Origin] = {}
        self._failures: dict[str, Failure] = {}
        self._warned = False

    @property
    def unread(self) -> int:
        """How many files were not tried yet."""
        return len(self._listed) - len(self._facts) - len(self._failures)

    def facts(self, wanted: Wanted) -> Iterator[Facts]:
        """What is known of each document that is wanted; reads what was not read yet."""
        for one in self._listed:
            if self._known(one) and wanted(self._facts[one.id]):
                yield self._facts[one.id]
        self._warn()

    def documents(self, wanted: Wanted) -> Iterator[Document]:
        """Each document that is wanted; files that are known not to be wanted are not read again."""
        for one in self._listed:
            if self._known(one) and wanted(self._facts[one.id]) and (document := self._document(one)):
                yield document
        self._warn()

    def document(self, name: str) -> Document | None:
        """The document of that id; no other file is read for it."""
        one = self._by_id.get(name)
        return None if one is None else self._document(one)

    def tables(self, kind: str, wanted: Wanted) -> Iterator[pa.Table]:
        """The rows of one dataset, a document at a time."""
        return (document_table(x, kind, self._origins[x.metadata.id]) for x in self.documents(wanted))

    def scan(self, kind: str) -> pa.Table:
        """All rows of one dataset; reads what was not read yet."""
        return stacked(kind, self.tables(kind, everything))

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read; reads what was not read yet."""
        for one in self._listed:
            self._known(one)
        self._warn()
        return tuple(self._failures[one.id] for one in self._listed if one.id in self._failures)

    def _known(self, one: Listed) -> bool:
        """Whether there is a document; reads it if that was never tried."""
        return one.id in self._facts or (one.id not in self._failures and self._document(one) is not None)

    def _document(self, one: Listed) -> Document | None:
        if one.id in self._kept:
            self._kept.move_to_end(one.id)
            return self._kept[one.id]
        document = self._attempt(one)
        if document is not None:
            self._keep(one, document)
        return document

    def _attempt(self, one: Listed) -> Document | None:
        """The document of one file; one poisoned file must not lose the others."""
        try:
            with self._folder.filesystem.open(self._folder.path(one.path), "rb") as stream:
                data = stream.read(DEFAULT.bytes + 1)
            document = read_one(data, one.name, one.id, one.hints, self._read, self._strict)
        except Exception as error:  # noqa: BLE001 - whatever a page does to the reader, it is this page's failure alone
            self._failures[one.id] = _failure(one, error)
            return None
        self._facts[one.id] = facts_of(document, one.name)
        self._origins[one.id] = Origin(one.name, hashlib.sha256(data).hexdigest(), len(data))
        return document

    def _keep(self, one: Listed, document: Document) -> None:
        """Keeps a document, and lets go of those that were not asked for the longest."""
        self._kept[one.id] = document
        self._characters += len(document.text)
        while self._characters > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._characters -= len(gone.text)

    def _warn(self) -> None:
        if self._failures and not self._warned:
            self._warned = True
            warnings.warn(_complaint(list(self._failures.values()), len(self._listed)), PolicyTextWarning, stacklevel=4)


def _failure(one: Listed, error: Exception) -> Failure:
    known = {name: one.hints.get(name) for name in ("region", "year", "genre")}
    return Failure(one.name, f"{type(error).__name__}: {error}", **known)


def _complaint(failures: Sequence[Failure], count: int) -> str:
    named = "; ".join(f"{x.name} ({x.reason})" for x in failures[:SHOWN])
    more = f"; and {len(failures) - SHOWN} more" if len(failures) > SHOWN else ""
    return f"{len(failures)} of {count} files could not be read: {named}{more}; see Corpus.failures"
