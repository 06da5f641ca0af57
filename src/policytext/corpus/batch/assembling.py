"""Assembles a part: the pieces of its documents, and the rows of those that did not change, into one file a dataset and year."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policytext.corpus.arrow import arrow_table
from policytext.corpus.batch.ledger import Commit, commit_name, read_commit, write_commit
from policytext.corpus.batch.old_rows import OldRows
from policytext.corpus.batch.pieces import piece_name, read_piece
from policytext.corpus.batch.settings import digest
from policytext.corpus.datasets import DATASETS, PARTITION, UNKNOWN_YEAR
from policytext.corpus.store import Store
from policytext.model.errors import BatchError
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 20_000
"""A row group of a file is closed at so many rows."""
HELD = 8_000_000
"""Bytes of text that wait in all files of a part together before all row groups are closed: it bounds the memory of assembling."""
LEVEL = 3  # of zstd: higher ones take several times as long for a few per cent


def assemble(out: Store, order: Mapping[str, Any]) -> dict[str, Any]:
    """Writes the files of a part and puts it down in the ledger; the pieces can go after that.

    Gives ``{"assembled": its mark}``. Raises BatchError where a piece is not there or not whole.
    """
    if not _assembled(out, order):
        try:
            _assemble(out, order)
        except BatchError:  # a straggler of a run that was stopped may have put the part down meanwhile, and taken the pieces away
            if not _assembled(out, order):
                raise
        release_memory()
    for one in order["documents"]:
        if not one["kept_in"]:
            out.remove(piece_name(one, one["outcome"]))
    return {"assembled": order["inputs"]}


def _assembled(out: Store, order: Mapping[str, Any]) -> bool:
    """Whether it was done before: who died on the way to the answer is asked again, and finds the pieces gone."""
    name = commit_name(order["inputs"])
    if not out.exists(name):
        return False
    commit = read_commit(out, name)
    return _outcomes(commit.documents) == _outcomes(order["documents"]) and all(out.exists(file["path"]) for file in commit.files)


def _outcomes(documents: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    return [[one["key"], one["outcome"]] for one in documents]


def _assemble(out: Store, order: Mapping[str, Any]) -> None:
    rows = Part()
    for one in order["documents"]:
        rows.add(*(_kept(out, one) if one["kept_in"] else _piece(out, one)))
    files = rows.files(digest(_outcomes(rows.documents))[:16])
    for path, data, _ in files:
        out.write(path, data, durable=True)
    listed = ({"path": path, "rows": count, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data, count in files)
    write_commit(out, Commit(order["inputs"], tuple(rows.documents), tuple(listed)))


def _piece(out: Store, one: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, pa.Table]]:
    name = piece_name(one, one["outcome"])
    found = read_piece(out.read_if_there(name) or b"")
    if found is None:
        out.remove(name)
        raise BatchError(f"{name} is not whole")
    return found


_old: dict[tuple[str, str], OldRows] = {}


def _kept(out: Store, one: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, pa.Table]]:
    """What an earlier part says of a document that did not change; the last part looked into stays open."""
    place = (out.root, one["kept_in"])
    if place not in _old:
        _old.clear()
        _old[place] = OldRows(out, read_commit(out, one["kept_in"]))
    return _old[place].of(one["file"])


@dataclass
class Part:
    """The rows of a part as they come in, document by document, in the order of the names."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    _growing: dict[tuple[str, str], GrowingFile] = field(default_factory=dict)

    def add(self, facts: dict[str, Any], tables: Mapping[str, pa.Table]) -> None:
        """Takes one document in."""
        self.documents.append(facts)
        year = UNKNOWN_YEAR if facts["plan_year"] is None else str(facts["plan_year"])
        for kind, table in tables.items():
            if (kind, year) not in self._growing:
                self._growing[kind, year] = GrowingFile(kind)
            self._growing[kind, year].add(table)
        if sum(file.letters for file in self._growing.values()) >= HELD:
            self._flush()

    def _flush(self) -> None:
        for file in self._growing.values():
            file.flush()
        release_memory()

    def files(self, name: str) -> list[tuple[str, bytes, int]]:
        """The path, bytes and number of rows of each file, in the order of the datasets and years."""
        order = list(DATASETS)
        places = sorted(self._growing, key=lambda place: (order.index(place[0]), place[1]))
        grown = ((kind, year, self._growing[kind, year]) for kind, year in places)
        return [(f"{kind}/{PARTITION}={year}/part-{name}.parquet", file.close(), file.count) for kind, year, file in grown]


class GrowingFile:
    """A Parquet file of one dataset and year; its row groups are cut by their content alone, so that its bytes are as well."""

    def __init__(self, kind: str) -> None:
        import pyarrow as pa

        self.count = self.letters = 0
        self._schema = arrow_table(Sheet(kind, DATASETS[kind])).schema
        self._sink = pa.BufferOutputStream()
        self._writer: Any = None
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Takes rows in."""
        self._waiting.append(table)
        self.count += table.num_rows
        self._rows += table.num_rows
        self.letters += letters(table)
        if self._rows >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Closes a row group with the rows that wait."""
        if not self._waiting:
            return
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self._writer is None:
            self._writer = pq.ParquetWriter(self._sink, self._schema, compression="zstd", compression_level=LEVEL)
        whole = pa.concat_tables(table.cast(self._schema) for table in self._waiting).combine_chunks()
        self._writer.write_table(whole, row_group_size=max(whole.num_rows, 1))
        self._waiting, self._rows, self.letters = [], 0, 0

    def close(self) -> bytes:
        """The whole file."""
        self.flush()
        self._writer.close()
        data: bytes = self._sink.getvalue().to_pybytes()
        return data


def release_memory() -> None:
    """Gives back to the system what is free: allocators keep it for a next time, and a process would seem to grow."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def letters(table: pa.Table) -> int:
    """How many bytes of text a table holds: counted by its content, as its buffers may be shared or cut."""
    return sum(_letters(table.column(i)) for i in _text_columns(table))


def _text_columns(table: pa.Table) -> Iterator[int]:
    import pyarrow as pa

    return (i for i, column in enumerate(table.schema) if pa.types.is_string(column.type))


def _letters(column: pa.ChunkedArray) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(pc.binary_length(column)).as_py() or 0)
