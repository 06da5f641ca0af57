"""Documents in the datasets of a batch: found by their columns, and rebuilt from their rows when they are asked for."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.corpus.batch.ledger import failure_of, read_manifest
from policytext.corpus.collections.collection import Wanted, everything
from policytext.corpus.datasets import PARTITION, UNKNOWN_YEAR, schema_of, with_year
from policytext.corpus.facts import FACT_COLUMNS, Facts, facts_of_row
from policytext.corpus.failure import Failure
from policytext.corpus.rebuilt import DocumentType, rebuilt
from policytext.corpus.runs import runs_of
from policytext.corpus.store import Store
from policytext.model.document import Document
from policytext.model.errors import BatchError
from policytext.model.record_sheets import RECORD_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

Runs = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file of a part: a dataset and a plan year."""

    kind: str
    year: int | None
    path: str


def file_of(path: str) -> File:
    """What a file of a result holds, by its path.

    >>> file_of("quantity/plan_year=2021/part-0a.parquet")
    File(kind='quantity', year=2021, path='quantity/plan_year=2021/part-0a.parquet')
    """
    kind, folder, _ = path.split("/")
    value = folder.removeprefix(f"{PARTITION}=")
    return File(kind, None if value == UNKNOWN_YEAR else int(value), path)


class InResult:
    """The documents of a finished batch, part by part; no more than one part is in memory at once."""

    def __init__(self, out: Store, cls: DocumentType = Document) -> None:
        """Raises BatchError where there is no result or it is not finished."""
        self._out, self._cls = out, cls
        self._manifest = finished(out)
        self.parts = tuple(tuple(file_of(file["path"]) for file in part["files"]) for part in self._manifest["parts"])
        self._part_of: dict[str, int] = {}

    @property
    def unread(self) -> int:
        """None."""
        return 0

    def facts(self, wanted: Wanted) -> Iterator[Facts]:
        """What is known of each document that is wanted; texts are not touched."""
        return (facts for i in range(len(self.parts)) for facts, _ in self._chosen(i, wanted))

    def documents(self, wanted: Wanted) -> Iterator[Document]:
        """Each document that is wanted, rebuilt."""
        for i in range(len(self.parts)):
            if chosen := self._chosen(i, wanted):
                yield from self._rebuilt(i, chosen)

    def document(self, name: str) -> Document | None:
        """The document of that id; only its part is opened for it."""
        if not self._part_of:
            self._part_of = {facts.document: i for i in range(len(self.parts)) for facts, _ in self._chosen(i, everything)}
        if name not in self._part_of:
            return None
        i = self._part_of[name]
        return next(self._rebuilt(i, self._chosen(i, lambda facts: facts.document == name)))

    def tables(self, kind: str, wanted: Wanted) -> Iterator[pa.Table]:
        """The rows of one dataset, a part at a time."""
        for i in range(len(self.parts)):
            names = [facts.document for facts, _ in self._chosen(i, wanted)]
            if names and (tables := [self._table(file) for file in self.parts[i] if file.kind == kind]):
                yield in_order(tables, names)

    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read."""
        return tuple(failure_of(one) for one in self._manifest["failures"])

    def scan(self, kind: str) -> Any:
        """The files of one dataset as they lie, on whatever file system."""
        import pyarrow as pa
        from pyarrow import dataset, fs

        paths = [self._out.path(file.path) for part in self.parts for file in part if file.kind == kind]
        if not paths:
            return schema_of(kind).empty_table()
        system = None if self._out.local else fs.PyFileSystem(fs.FSSpecHandler(self._out.filesystem))
        years = dataset.partitioning(pa.schema([(PARTITION, pa.int64())]), flavor="hive")
        base = self._out.path(kind)
        return dataset.dataset(paths, schema=schema_of(kind), format="parquet", filesystem=system, partitioning=years, partition_base_dir=base)

    def _chosen(self, i: int, wanted: Wanted) -> list[tuple[Facts, str]]:
        """The documents of a part that are wanted, in the order of their files, each with its envelope as JSON."""
        rows = (row for file in self.parts[i] if file.kind == "document" for row in self._rows(file))
        pairs = ((facts_of_row(row), row["metadata"]) for row in rows)
        return sorted((pair for pair in pairs if wanted(pair[0])), key=lambda pair: pair[0].file)

    def _rows(self, file: File) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._parquet(file).read(columns=list(FACT_COLUMNS)).to_pylist()
        return rows

    def _table(self, file: File) -> pa.Table:
        return with_year(self._parquet(file).read(), file.year)

    def _parquet(self, file: File) -> Any:
        import pyarrow.parquet as pq

        return pq.ParquetFile(io.BytesIO(self._out.read(file.path)))

    def _rebuilt(self, i: int, chosen: Iterable[tuple[Facts, str]]) -> Iterator[Document]:
        """The chosen documents of a part."""
        by_year: dict[int | None, list[tuple[pa.Table, Runs]]] = {}
        for facts, metadata in chosen:
            if facts.year not in by_year:
                files = [x for x in self.parts[i] if x.year == facts.year and x.kind in ("text", *RECORD_COLUMNS)]
                by_year[facts.year] = [_with_runs(self._parquet(file).read()) for file in files]
            rows = [row for table, runs in by_year[facts.year] for row in _rows_of(table, runs, facts.document)]
            text = next(row for row in rows if "undecoded" in row)
            yield rebuilt(metadata, text, (row for row in rows if row is not text), self._cls)


def finished(out: Store) -> dict[str, Any]:
    """The manifest of a result. Raises BatchError where there is none, or the batch has not come to its end."""
    manifest = read_manifest(out)
    if manifest is None:
        raise BatchError(f"{out.root} holds no result of policytext batch")
    if not manifest["complete"]:
        raise BatchError(f"the batch in {out.root} has not come to its end: continue it with policytext batch --resume")
    return manifest


def _with_runs(table: pa.Table) -> tuple[pa.Table, Runs]:
    return table, runs_of(table.column("document").to_pylist())


def _rows_of(table: pa.Table, runs: Runs, name: str) -> list[dict[str, Any]]:
    start, count = runs.get(name, (0, 0))
    rows: list[dict[str, Any]] = table.slice(start, count).to_pylist()
    return rows


def in_order(tables: Sequence[pa.Table], names: Iterable[str]) -> pa.Table:
    """The rows of the named documents in that order; each document's rows stand together in one of the tables."""
    import pyarrow as pa

    slices: dict[str, list[pa.Table]] = defaultdict(list)
    for table, runs in map(_with_runs, tables):
        for name, (start, count) in runs.items():
            slices[name].append(table.slice(start, count))
    chosen = [piece for name in names for piece in slices.get(name, ())]
    return pa.concat_tables(chosen) if chosen else tables[0].slice(0, 0)
