"""Tables of many documents as one, with the declared columns and types also where there are no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from policytext.corpus.arrow import arrow_table, arrow_types
from policytext.corpus.collections.collection import PLAN_YEAR
from policytext.corpus.collections.in_memory import with_year
from policytext.corpus.datasets import DATASETS
from policytext.corpus.frames import DTYPES
from policytext.model.errors import UnknownKindError
from policytext.model.records import Record, plain
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def stacked(kind: str, tables: Iterable[pa.Table]) -> pa.Table:
    """The tables of one dataset as one. Raises UnknownKindError that names the choices."""
    import pyarrow as pa

    schema = schema_of(kind)
    return pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in tables)])


def schema_of(kind: str) -> pa.Schema:
    """The declared columns of a dataset and the plan year. Raises UnknownKindError that names the choices."""
    if kind not in DATASETS:
        raise UnknownKindError(f"no table {kind!r}: choose {', '.join(DATASETS)}")
    return with_year(arrow_table(Sheet(kind, DATASETS[kind])), None).schema.remove_metadata()


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
    names.insert(names.index("genre") + 1, PLAN_YEAR)
    return {name: columns.get(name, int) for name in names}


def plain_rows(tables: Iterable[pa.Table]) -> Iterator[Record]:
    """Rows as sheets hold them, dates in ISO form."""
    return ({name: plain(value) for name, value in row.items()} for table in tables for row in table.to_pylist())


def declared_frame(kind: str, table: pa.Table) -> pd.DataFrame:
    """The frame of a dataset, with its columns as a table."""
    return frame_of_table(table.select(list(declared_columns(kind))))
