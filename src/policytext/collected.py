"""The public verb for many documents, and the corpus with every table, its files and its codebook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from policytext.corpus import corpus
from policytext.corpus.batch.ledger import holds_result
from policytext.corpus.collections import InFolder, InResult
from policytext.corpus.dataset_frames import declared_columns, declared_frame, plain_rows
from policytext.corpus.datasets import DATASETS
from policytext.corpus.duplicates.found import DUPLICATE_TABLES
from policytext.corpus.held import HELD_TABLES
from policytext.corpus.listing import listed
from policytext.corpus.store import open_store
from policytext.display.columns import Labels
from policytext.display.saved import codebook_sheet, save
from policytext.display.sheets import SHEETS, sheet_of
from policytext.faces import Document, read
from policytext.model.errors import UnknownKindError
from policytext.model.sheet import Sheet
from policytext.model.values import Role

if TYPE_CHECKING:
    from policytext.display.tables import Frame

__all__ = ["Corpus", "read_corpus"]

KINDS = tuple(dict.fromkeys(("document", *SHEETS)))
"""Everything a corpus can be asked for as a table."""


class Corpus(corpus.Corpus):
    """Many documents with every table, files of them, and SQL; see ``corpus.corpus.Corpus`` for what it holds.

    >>> from policytext import parse
    >>> plans = Corpus([parse("一、提升质量\\n新增学位5万个。", year=2021, document="澜水市2021")])
    >>> plans.to_frame()["text"].tolist(), plans.where(year=2020).names
    (['5万个'], ())
    """

    def sheet(self, table: str = "quantity", role: Role = "target") -> Sheet:
        """A table of all documents, stacked; ``panel`` with that `role`; ``places``, ``serials`` or ``damage`` of the coverage;
        ``duplicates`` or ``duplicate_pairs``.

        Raises UnknownKindError that names the choices.
        """
        if table in HELD_TABLES:
            return self.coverage().sheet(table)
        if table in DUPLICATE_TABLES:
            return self.duplicates().sheet(table)
        if table == "panel":
            return self.panel_sheet(role)
        if table in DATASETS:
            return Sheet(table, declared_columns(table), tuple(plain_rows(self.tables(table))))
        if table not in SHEETS:
            raise UnknownKindError(f"no table {table!r}: choose {', '.join((*KINDS, 'panel', *HELD_TABLES, *DUPLICATE_TABLES))}")
        return sheet_of(self, table)

    def to_frame(self, kind: str = "quantity") -> Frame:
        """One table of all documents, stacked; the column ``document`` tells them apart.

        ``document`` (a row a document: envelope, size, damage), any record kind, item, task, audit, repairs or measure.
        Of a batch's result only the files and columns that are needed are opened.
        Raises UnknownKindError that names the choices.

        >>> list(Corpus().to_frame("project").columns)[:4]
        ['document', 'kind', 'item', 'text']
        """
        if kind in DATASETS:
            return declared_frame(kind, self.table(kind))
        from policytext.corpus.frames import frame_of

        if kind not in SHEETS:
            raise UnknownKindError(f"no table {kind!r}: choose {', '.join(KINDS)}")
        return frame_of(self.sheet(kind))

    def save(
        self, path: str | os.PathLike[str], table: str = "panel", *, role: Role = "target", labels: Labels = "en"
    ) -> None:
        """Writes a table with its codebook to a file: ``.csv`` (for Excel, with a byte order mark), ``.xlsx``, ``.dta``, ``.parquet``.

        `table` is ``panel`` (of that `role`), ``places``, ``serials``, ``damage``, ``duplicates``, or any that ``to_frame`` knows; with
        `labels` zh the headings of csv and xlsx are Chinese.
        Raises UnknownKindError or UnsupportedFormatError.
        """
        save(self.sheet(table, role), path, labels)

    def codebook(self, table: str = "panel") -> Frame:
        """What each column of a table means: name, Chinese heading, type, meaning.

        >>> Corpus().codebook().loc[0, ["column", "label"]].tolist()
        ['place', '地区']
        """
        from policytext.corpus.frames import frame_of

        return frame_of(codebook_sheet(table, dict(Corpus().sheet(table).columns)))


def read_corpus(source: str | os.PathLike[str], *, strict: bool = False) -> Corpus:
    """A corpus over a folder, a manifest (CSV with a column ``file``), or the result of ``batch``; also an fsspec address.

    Nothing is read before it is asked for. Files come in the order of their names; region, issuer, level, genre and year
    of a manifest fill in what a document does not say itself. What cannot be read stands in ``failures`` and is warned
    about once. With `strict` no repair that is a guess is made. A folder of more than some hundred documents is better
    read by ``batch`` first, and then opened from its result, of which everything is had without reading again.

    Raises SourceNotFoundError where there is no `source`, BatchError where it is the result of a batch that has not ended.
    """
    store = open_store(source)
    if store.filesystem.isdir(store.root) and holds_result(store):
        return Corpus(InResult(store, Document))
    folder, files = listed(source)
    return Corpus(InFolder(folder, files, read, strict=strict))
