"""Sheets as Arrow tables: what Parquet files and datasets are written from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from policytext.model.records import SCHEMA_VERSION
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_types() -> dict[type, pa.DataType]:
    """The Arrow type of each type that a column may have."""
    import pyarrow as pa

    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}


def arrow_table(sheet: Sheet) -> pa.Table:
    """A sheet as an Arrow table: text, int64, float64, bool and date32 columns."""
    import pyarrow as pa

    types = arrow_types()
    columns = list(zip(*sheet.cells(), strict=True)) if sheet.rows else [()] * len(sheet.columns)
    arrays = [
        pa.array([_typed(value, type_) for value in values], types[type_])
        for values, type_ in zip(columns, sheet.columns.values(), strict=True)
    ]
    table = pa.table(dict(zip(sheet.columns, arrays, strict=True)))
    return table.replace_schema_metadata({"policytext.schema_version": str(SCHEMA_VERSION)})


def _typed(value: Any, type_: type) -> Any:
    if value is None:
        return None
    return date.fromisoformat(value) if type_ is date else type_(value)
