"""Stata files (.dta, version 118): what Stata 14 and later read, Chinese as UTF-8."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytext.corpus.frames import frame_of
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

MADE = datetime(2000, 1, 1)  # the same table gives the same file, byte for byte
LONGEST_LABEL, LONGEST_NAME, LONGEST_TEXT = 80, 32, 2045
RENAMED = {"end": "end_"}
"""Names of columns that Stata keeps for itself."""
LARGEST = 8.9e307
"""Stata takes greater numbers for missing ones."""


def write_stata(sheet: Sheet, path: Path, labels: Mapping[str, str]) -> None:
    """Writes a sheet: texts as strings (missing ones empty), whole numbers and flags as numbers, dates as days.

    `labels` say what each variable means; Stata holds 80 characters of them.
    """
    frame = frame_of(sheet)
    types = {RENAMED.get(name, name): type_ for name, type_ in sheet.columns.items()}
    columns = {RENAMED.get(name, name): _plain(frame[name], type_) for name, type_ in sheet.columns.items()}
    made = type(frame)(columns)
    made.to_stata(
        path, write_index=False, version=118, time_stamp=MADE, data_label="policytext",
        variable_labels={RENAMED.get(name, name): fitting(label) for name, label in labels.items()},
        convert_dates={name: "td" for name, type_ in types.items() if type_ is date},
        convert_strl=[name for name, type_ in types.items() if type_ is str and longest(columns[name]) > LONGEST_TEXT],
    )  # fmt: skip


def fitting(label: str) -> str:
    """A label of no more characters than Stata holds.

    >>> len(fitting("指标" * 99))
    80
    """
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def longest(column: pd.Series[Any]) -> int:
    """Bytes of the longest text of a column."""
    return max((len(text.encode("utf-8")) for text in column), default=0)


def _plain(column: pd.Series[Any], type_: type) -> pd.Series[Any]:
    """A column as Stata knows it: no column has a type of its own for what is missing."""
    if type_ is str:
        return column.fillna("").astype(object).map(lambda text: text.replace("\0", ""))
    if type_ is date:
        return column
    numbers = column.astype("float64")
    if type_ is float:
        return numbers.where(numbers.abs() <= LARGEST, math.nan)
    return numbers if numbers.isna().any() else numbers.astype("int64")
