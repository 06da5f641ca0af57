"""Tables: sheets as data frames with the same columns and types always, also when they are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.comparison import Comparison, Panel
from policytext.corpus.frames import frame_of
from policytext.display.columns import Labels, headed
from policytext.display.sheets import sheet_of
from policytext.display.sheets_compared import comparison_sheet, panel_sheet
from policytext.model.document import Document

if TYPE_CHECKING:
    import pandas as pd

    Frame = pd.DataFrame


def document_frame(document: Document, kind: str = "quantity", labels: Labels = "en") -> Frame:
    """A table of one document: a record kind, ``item`` or ``repairs``; dates are datetime64, numbers float64.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(headed(sheet_of([document], kind), labels))


def comparison_frame(comparison: Comparison, table: str, labels: Labels = "en") -> Frame:
    """A table of a comparison, its two sides written out as ``a_…`` and ``b_…`` columns.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(headed(comparison_sheet(comparison, table), labels))


def panel_frame(panel: Panel, table: str, labels: Labels = "en") -> Frame:
    """A table of a panel, its figures written out as ``target_…``, ``outcome_…`` columns.

    Raises UnknownKindError that names the choices.
    """
    return frame_of(headed(panel_sheet(panel, table), labels))
