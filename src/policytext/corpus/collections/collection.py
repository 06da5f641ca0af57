"""What a corpus asks of the place where its documents are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from policytext.corpus.facts import Facts
from policytext.corpus.failure import Failure
from policytext.model.document import Document

if TYPE_CHECKING:
    import pyarrow as pa

Wanted = Callable[[Facts], bool]
"""Says whether a document is wanted."""


def everything(_: Facts) -> bool:
    """Wants every document."""
    return True


class Collection(Protocol):
    """Documents in a fixed order, each with an id of its own; nothing is read before it is asked for."""

    @property
    def unread(self) -> int:
        """How many files were not looked at yet."""

    def facts(self, wanted: Wanted) -> Iterator[Facts]:
        """What is known of each document that is wanted."""

    def documents(self, wanted: Wanted) -> Iterator[Document]:
        """Each document that is wanted."""

    def document(self, name: str) -> Document | None:
        """The document of that id, or None where there is none."""

    def tables(self, kind: str, wanted: Wanted) -> Iterator[pa.Table]:
        """The rows of one dataset (``datasets.DATASETS``) in the order of the documents, some documents at a time.

        Each table has the plan year beside the declared columns.
        """

    def scan(self, kind: str) -> Any:
        """All rows of one dataset as Arrow, to be read by a query: of files no more than it needs."""

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read."""
