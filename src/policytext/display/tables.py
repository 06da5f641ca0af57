"""Tables: sheets as data frames with the same columns and types always, also when they are empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policytext.comparison import Comparison, Panel
from policytext.display.sheets import Sheet, comparison_sheet, panel_sheet, sheet_of
from policytext.model.document import Document

if TYPE_CHECKING:
    import pandas as pd

    Frame = pd.DataFrame

# Missing text is <NA>, a missing whole number too; dates are datetime64, so that they sort, subtract and plot.
DTYPES: dict[type, Any] = {str: "string", int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]"}


def frame_of(sheet: Sheet) -> Frame:
    """A sheet as a data frame."""
    import pandas as pd

    columns = zip(*sheet.cells(), strict=True) if sheet.rows else [()] * len(sheet.columns)
    pairs = zip(sheet.columns.items(), columns, strict=True)
    return pd.DataFrame({name: _series(values, type_) for (name, type_), values in pairs})


def _series(values: Sequence[Any], type_: type) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="object").astype(DTYPES[type_])


def document_frame(document: Document, kind: str = "quantity") -> Frame:
    """A table of one document: a record kind, ``item`` or ``repairs``; dates are datetime64, numbers float64.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(sheet_of([document], kind))


def comparison_frame(comparison: Comparison, table: str) -> Frame:
    """A table of a comparison, its two sides written out as ``a_…`` and ``b_…`` columns.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(comparison_sheet(comparison, table))


def panel_frame(panel: Panel, table: str) -> Frame:
    """A table of a panel, its figures written out as ``target_…``, ``outcome_…`` columns.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(panel_sheet(panel, table))
