"""Sheets as data frames, with the types that all frames of the package have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

# Missing text is <NA>, a missing whole number too; dates are datetime64, so that they sort, subtract and plot.
DTYPES: dict[type, Any] = {str: "string", int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]"}


def frame_of(sheet: Sheet) -> pd.DataFrame:
    """A sheet as a data frame with the same columns and types always, also when it is empty."""
    import pandas as pd

    columns = zip(*sheet.cells(), strict=True) if sheet.rows else [()] * len(sheet.columns)
    series = zip(sheet.heads(), columns, sheet.columns.values(), strict=True)
    return pd.DataFrame({head: _series(values, type_) for head, values, type_ in series})


def _series(values: Sequence[Any], type_: type) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="object").astype(DTYPES[type_])
