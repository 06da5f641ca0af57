"""Datasets as data frames and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from policytext.corpus.arrow import arrow_types
from policytext.corpus.datasets import DATASETS, PARTITION
from policytext.corpus.frames import DTYPES
from policytext.model.records import Record, plain

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def frame_of_table(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a data frame with the types that all frames of the package have."""
    import pandas as pd

    types = {pa_type: pd.api.types.pandas_dtype(DTYPES[type_]) for type_, pa_type in arrow_types().items() if type_ not in (date, float)}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get, date_as_object=False, ignore_metadata=True)
    days = [field.name for field in table.schema if field.type == arrow_types()[date]]
    return frame.astype(dict.fromkeys(days, DTYPES[date]))


def declared_columns(kind: str) -> dict[str, type]:
    """The columns that a dataset has as a table: the declared ones; of ``document`` also the plan year, beside the genre."""
    columns = dict(DATASETS[kind])
    if kind != "document":
        return columns
    names = list(columns)
    names.insert(names.index("genre") + 1, PARTITION)
    return {name: columns.get(name, int) for name in names}


def plain_rows(tables: Iterable[pa.Table]) -> Iterator[Record]:
    """Rows as sheets hold them, dates in ISO form."""
    return ({name: plain(value) for name, value in row.items()} for table in tables for row in table.to_pylist())


def declared_frame(kind: str, table: pa.Table) -> pd.DataFrame:
    """The frame of a dataset, with its columns as a table."""
    return frame_of_table(table.select(list(declared_columns(kind))))
