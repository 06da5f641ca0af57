"""Frames of a corpus: one record kind of all documents stacked, and the panel of place, year and indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policytext.model.document import Document, Extraction
from policytext.model.errors import UnknownKindError
from policytext.model.measure_records import MEASURE_COLUMNS, measure_record
from policytext.model.record_sheets import RECORD_COLUMNS, record_sheet
from policytext.model.records import Record, plain
from policytext.model.sheet import Sheet
from policytext.model.values import Quantity, Role

if TYPE_CHECKING:
    import pandas as pd

PANEL_COLUMNS: dict[str, type] = {
    "place": str, "year": int, "indicator": str, "unit": str, "low": float, "high": float, "comparator": str, "change": str,
    "force": str, "mentions": int, "printed": str, "document": str, "item": str, "text": str,
}  # fmt: skip
PANEL_KEY = ("place", "year", "indicator", "unit")
# Missing text is <NA>, a missing whole number too; dates are datetime64, so that they sort, subtract and plot.
DTYPES: dict[type, Any] = {str: "string", int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]"}


def frame_of(sheet: Sheet) -> pd.DataFrame:
    """A sheet as a data frame with the same columns and types always, also when it is empty."""
    import pandas as pd

    columns = zip(*sheet.cells(), strict=True) if sheet.rows else [()] * len(sheet.columns)
    pairs = zip(sheet.columns.items(), columns, strict=True)
    return pd.DataFrame({name: _series(values, type_) for (name, type_), values in pairs})


def _series(values: Sequence[Any], type_: type) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(values), dtype="object").astype(DTYPES[type_])


def record_frame(documents: Iterable[Document], kind: str) -> pd.DataFrame:
    """One record kind of all documents, or their measures, with its declared columns.

    Raises UnknownKindError for any other kind.
    """
    if kind == "measure":
        return frame_of(_measures(documents))
    if kind not in RECORD_COLUMNS:
        raise UnknownKindError(f"there is no table {kind!r}; choose one of {', '.join(RECORD_COLUMNS)}, measure")
    return frame_of(record_sheet(documents, kind))


def _measures(documents: Iterable[Document]) -> Sheet:
    from policytext.extraction.measures import measures_of  # its vocabulary is loaded where measures are asked for

    rows = (measure_record(document, one) for document in documents for one in measures_of(document))
    return Sheet("measure", MEASURE_COLUMNS, tuple(rows))


def panel_frame(documents: Iterable[Document], role: Role) -> pd.DataFrame:
    """One row for every place, year, indicator and unit, sorted; the first one printed speaks for its like."""
    rows: dict[tuple[str, ...], Record] = {}
    for row in panel_rows(documents, role):
        key = tuple(str(row[name]) for name in PANEL_KEY)
        rows.setdefault(key, row)["mentions"] += 1
    return frame_of(Sheet("panel", PANEL_COLUMNS, tuple(rows[key] for key in sorted(rows))))


def panel_rows(documents: Iterable[Document], role: Role) -> Iterator[Record]:
    """Every quantity of one role that has an indicator, in text order."""
    for document in documents:
        for extraction in document.extractions:
            value = extraction.value
            if isinstance(value, Quantity) and value.role == role and value.indicator:
                yield _panel_row(document, extraction, value)


def _panel_row(document: Document, extraction: Extraction, value: Quantity) -> Record:
    from policytext.comparison.indicators import indicator_core  # a batch reads with this room and needs no comparison

    return {
        "place": place_of(document), "year": year_of(document, value.role),
        "indicator": indicator_core(value.indicator or ""), "unit": value.unit, "low": plain(value.low),
        "high": plain(value.high), "comparator": value.comparator, "change": value.change, "force": value.force,
        "mentions": 0, "printed": value.indicator, "document": document.metadata.id, "item": extraction.address,
        "text": document.text_of(extraction),
    }  # fmt: skip


def place_of(document: Document) -> str:
    """The region, else the first issuer, else the id."""
    return document.metadata.region or next(iter(document.metadata.issuers), document.metadata.id)


def year_of(document: Document, role: Role) -> int | None:
    """The plan year; for outcomes the year before, which a report looks back on."""
    year = document.metadata.plan_year
    return year - 1 if year is not None and role == "outcome" else year
