"""A corpus: many documents that are read when they are asked for, and what could not be read."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from policytext.corpus.collections import Collection, InMemory
from policytext.corpus.datasets import stacked
from policytext.corpus.facts import Facts, facts_of
from policytext.corpus.failure import Failure
from policytext.corpus.held import Holdings, holdings
from policytext.corpus.panel_rows import panel_sheet
from policytext.corpus.selection import Selection, Words, Years, selection
from policytext.model.document import Document
from policytext.model.sheet import Sheet
from policytext.model.values import Role

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from policytext.corpus.duplicates.found import Duplicates

__all__ = ["Corpus", "Failure"]


class Corpus:
    """Many documents in a fixed order, each read when it is asked for, with the files that could not be.

    Made from documents in hand, or by ``policytext.read_corpus`` from a folder, a manifest or the result of a batch.
    Looking at a corpus changes nothing in it; ``where`` gives another corpus, of a part of its documents.
    """

    def __init__(
        self, documents: Iterable[Document] | Collection = (), failures: Iterable[Failure] = (), *, selections: Sequence[Selection] = ()
    ) -> None:
        self._held: Collection = InMemory(documents, failures) if isinstance(documents, Iterable) else documents
        self._selections = tuple(selections)

    def __iter__(self) -> Iterator[Document]:
        """The documents one after another; of a folder or a batch no more than a few are in memory."""
        return self._held.documents(self._wanted)

    def __len__(self) -> int:
        return sum(1 for _ in self._held.facts(self._wanted))

    def __bool__(self) -> bool:
        return next(self._held.facts(self._wanted), None) is not None

    def __getitem__(self, name: str) -> Document:
        """The document of that id. Raises KeyError for any other name."""
        document = self._held.document(name)
        if document is None or not self._wanted(facts_of(document)):
            raise KeyError(f"no document {name!r} in the corpus: see Corpus.names")
        return document

    def __repr__(self) -> str:
        if self._held.unread:
            return f"<{type(self).__name__}: {self._held.unread} files to be read>"
        failed = f", {len(self.failures)} not read" if self.failures else ""
        return f"<{type(self).__name__}: {len(self)} documents{failed}>"

    def _wanted(self, facts: Facts) -> bool:
        return all(one.fits(facts) for one in self._selections)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in memory at once."""
        return tuple(self)

    @property
    def facts(self) -> tuple[Facts, ...]:
        """What is known of each document without its text: envelope, size, damage."""
        return tuple(self._held.facts(self._wanted))

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the documents."""
        return tuple(facts.document for facts in self._held.facts(self._wanted))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files of the folder or batch that could not be read, whatever was selected."""
        return self._held.failures()

    def where(
        self, *, region: Words = None, issuer: Words = None, level: Words = None, year: Years = None, genre: Words = None,
        document: Words = None,
    ) -> Self:  # fmt: skip
        """The documents that fit all that is asked; of several words or years one is enough.

        `region` (a name or a code of GB/T 2260) fits the place and all that lies in it, `issuer` is a part of an issuer's
        name, `year` the plan year. A document that does not say what is asked for does not fit; see ``coverage``.
        Raises UnknownKindError for a level that there is not.

        >>> len(Corpus().where(region="福建省", year=range(2019, 2022), genre="工作要点"))
        0
        """
        asked = selection(region=region, issuer=issuer, level=level, year=year, genre=genre, document=document)
        return type(self)(self._held, selections=(*self._selections, asked))

    def table(self, kind: str) -> pa.Table:
        """The rows of one dataset (``document``, ``text``, a record kind, ``repairs``) as an Arrow table, with the plan year beside.

        Raises UnknownKindError that names the choices.
        """
        return stacked(kind, self._held.tables(kind, self._wanted))

    def tables(self, kind: str) -> Iterator[pa.Table]:
        """The same some documents at a time."""
        return self._held.tables(kind, self._wanted)

    def panel_sheet(self, role: Role = "target") -> Sheet:
        """The panel as a sheet; see ``panel``."""
        return panel_sheet({facts.document: facts for facts in self.facts}, self.tables("quantity"), role)

    def panel(self, role: Role = "target") -> pd.DataFrame:
        """Place, year, indicator and unit: one row each, sorted, with the value that is printed first and where it stands.

        The place is the region, else the first issuer, else the id. The year is the plan year; for outcomes the
        year before, which a report looks back on. `mentions` counts what was printed for the same, `distinct` how many
        different values were: where it is more than 1, look before you compute. See docs/corpus.md for every column.

        >>> list(Corpus().panel().columns)[:4]
        ['place', 'year', 'indicator', 'unit']
        """
        from policytext.corpus.frames import frame_of

        return frame_of(self.panel_sheet(role))

    def coverage(self, *, places: Some[str] | None = None, years: Some[int] | None = None) -> Holdings:
        """What the corpus holds and lacks: places and years, serial numbers, damage (docs/corpus.md).

        `places` and `years` are those that there should be; by default the years between a place's first and last.

        >>> Corpus().coverage().missing
        ()
        """
        failed = () if self._selections else self.failures
        return holdings(self.facts, failed, places=sorted(places) if places else None, years=sorted(years) if years is not None else None)

    def duplicates(self) -> Duplicates:
        """Which documents are copies, reprints, excerpts or other editions of each other, and the best copy of each (docs/duplicates.md).

        >>> Corpus().duplicates().best
        ()
        """
        from policytext.corpus.duplicates import near_duplicates
        from policytext.corpus.duplicates.copies_in import copies_in

        return near_duplicates(copies_in(self._held, self._wanted))

    def without_copies(self) -> Self:
        """The corpus with the best copy of each document alone, so that no target counts twice.

        >>> len(Corpus().without_copies())
        0
        """
        return self.where(document=self.duplicates().best)

    def sql(self, query: str, parameters: Sequence[Any] | None = None) -> pd.DataFrame:
        """The answer to an SQL query (DuckDB) over the tables ``document``, ``text``, ``repairs`` and each record kind.

        Each has the columns of docs/tables.md and ``plan_year``. Nothing else can be read or written by a query.
        Raises MissingExtraError without duckdb, QueryError where the query cannot be answered.

        >>> Corpus().sql("select count(*) as n from quantity where role = ?", ["target"])["n"].tolist()
        [0]
        """
        from policytext.corpus.sql import answer

        return answer(self, query, parameters)

    @property
    def held(self) -> Collection:
        """Where the documents are."""
        return self._held

    @property
    def selected(self) -> bool:
        """Whether this is a part of a corpus."""
        return bool(self._selections)
