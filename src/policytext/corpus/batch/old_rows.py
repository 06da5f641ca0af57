"""The rows of documents that did not change, taken out of the files of a part that an earlier run finished."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policytext.corpus.batch.ledger import Commit
from policytext.corpus.datasets import UNKNOWN_YEAR
from policytext.corpus.runs import runs_of
from policytext.corpus.store import Store

if TYPE_CHECKING:
    import pyarrow as pa


class OldRows:
    """A finished part, open for reading; its files are loaded one by one as they are needed."""

    def __init__(self, out: Store, commit: Commit) -> None:
        self._out = out
        self._documents: dict[str, Mapping[str, Any]] = {one["file"]: one for one in commit.documents}
        self._files = [file["path"] for file in commit.files]
        self._loaded: dict[str, tuple[pa.Table, dict[str, tuple[int, int]]]] = {}

    def of(self, file: str) -> tuple[dict[str, Any], dict[str, pa.Table]]:
        """The facts and tables of one document of the part."""
        facts = dict(self._documents[file])
        if facts["outcome"] != "read":
            return facts, {}
        year = facts["plan_year"]
        ending = f"={UNKNOWN_YEAR if year is None else year}"
        wanted = (path for path in self._files if path.split("/")[1].endswith(ending))
        tables = ((path.partition("/")[0], self._rows(path, facts["document"])) for path in wanted)
        return facts, {kind: table for kind, table in tables if table is not None}

    def _rows(self, path: str, document: str) -> pa.Table | None:
        table, places = self._load(path)
        if document not in places:
            return None
        start, count = places[document]
        return table.slice(start, count)

    def _load(self, path: str) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
        import pyarrow.parquet as pq

        if path not in self._loaded:
            table = pq.ParquetFile(io.BytesIO(self._out.read(path))).read()
            self._loaded[path] = table, runs_of(table.column("document").to_pylist())
        return self._loaded[path]
