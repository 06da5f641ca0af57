"""SQL over a corpus: DuckDB on its datasets, with nothing else in reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from policytext.corpus.collections import Collection
from policytext.corpus.dataset_frames import frame_of_table
from policytext.corpus.datasets import DATASETS
from policytext.model.errors import MissingExtraError, QueryError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CHOSEN = "chosen documents"
"""The name of the list of documents in a corpus that is a part of another; the blank keeps it apart from all tables."""
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}  # fmt: skip


class Asked(Protocol):
    """What a query is asked of: a corpus."""

    @property
    def held(self) -> Collection:
        """Where the documents are."""

    @property
    def selected(self) -> bool:
        """Whether not all of them are wanted."""

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of those that are."""


def answer(corpus: Asked, query: str, parameters: Sequence[Any] | None = None) -> pd.DataFrame:
    """The answer to a query as a data frame. Raises MissingExtraError or QueryError."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("SQL over a corpus needs duckdb: pip install 'policytext[sql]'") from None
    with duckdb.connect(config=LOCKED) as database:
        _open(database, corpus)
        try:
            found = database.sql(query, params=list(parameters) if parameters else None)
            table = None if found is None else found.to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(f"the query cannot be answered: {error}; the tables are {', '.join(DATASETS)}") from None
    return frame_of_table(_plain(table))


def _open(database: Any, corpus: Asked) -> None:
    """Makes every dataset a table of the database."""
    import pyarrow as pa

    if corpus.selected:
        database.register(CHOSEN, pa.table({"document": pa.array(corpus.names, pa.string())}))
    only = f' where document in (select document from "{CHOSEN}")' if corpus.selected else ""
    for kind in DATASETS:
        database.register(f"all of {kind}", corpus.held.scan(kind))
        database.execute(f'create view "{kind}" as select * from "all of {kind}"{only}')


def _plain(table: pa.Table | None) -> pa.Table:
    """The answer with numbers that frames know: a sum of whole numbers comes as a decimal or an integer of 128 bits."""
    import pyarrow as pa

    if table is None:
        return pa.table({})
    columns = [_number(column) for column in table.columns]
    return pa.table(columns, names=table.column_names)


def _number(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    if pa.types.is_decimal(column.type) or pa.types.is_integer(column.type):
        return _whole(column) if getattr(column.type, "scale", 0) == 0 else column.cast(pa.float64())
    return column.cast(pa.float64()) if pa.types.is_floating(column.type) else column


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whole numbers as such; where one is too great for 64 bits, all as floating ones."""
    import pyarrow as pa

    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid:
        return column.cast(pa.float64())
