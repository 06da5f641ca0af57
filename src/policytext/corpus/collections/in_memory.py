"""Documents that are in memory already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policytext.corpus.arrow import arrow_table
from policytext.corpus.collections.collection import Wanted, everything
from policytext.corpus.datasets import Origin, dataset_sheet, stacked, with_year
from policytext.corpus.facts import Facts, facts_of
from policytext.corpus.failure import Failure
from policytext.model.document import Document

if TYPE_CHECKING:
    import pyarrow as pa

UNKNOWN = Origin()


class InMemory:
    """Documents in the order given, with the files that could not be read."""

    def __init__(self, documents: Iterable[Document] = (), failures: Iterable[Failure] = ()) -> None:
        self._documents, self._failures = tuple(documents), tuple(failures)

    @property
    def unread(self) -> int:
        """None."""
        return 0

    def facts(self, wanted: Wanted) -> Iterator[Facts]:
        """What is known of each document that is wanted."""
        return (facts for facts in map(facts_of, self._documents) if wanted(facts))

    def documents(self, wanted: Wanted) -> Iterator[Document]:
        """Each document that is wanted."""
        return (document for document in self._documents if wanted(facts_of(document)))

    def document(self, name: str) -> Document | None:
        """The first document of that id."""
        return next((document for document in self._documents if document.metadata.id == name), None)

    def tables(self, kind: str, wanted: Wanted) -> Iterator[pa.Table]:
        """The rows of one dataset, a document at a time."""
        return (document_table(document, kind, UNKNOWN) for document in self.documents(wanted))

    def scan(self, kind: str) -> pa.Table:
        """All rows of one dataset."""
        return stacked(kind, self.tables(kind, everything))

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read."""
        return self._failures


def document_table(document: Document, kind: str, origin: Origin) -> pa.Table:
    """The rows of one document in one dataset, with its plan year."""
    return with_year(arrow_table(dataset_sheet(document, kind, origin)), document.metadata.plan_year)
