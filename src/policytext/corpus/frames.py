"""Frames of a corpus: one record kind of all documents stacked, and the panel of place, year and indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from policytext.comparison.indicators import indicator_core
from policytext.model.document import Document, Extraction
from policytext.model.errors import UnknownKindError
from policytext.model.measure_records import MEASURE_COLUMNS, measure_record
from policytext.model.records import COLUMNS, Record, plain, records
from policytext.model.values import Quantity, Role

if TYPE_CHECKING:
    import pandas as pd

PANEL_COLUMNS = (
    "place", "year", "indicator", "unit", "low", "high", "comparator", "change", "force", "mentions", "printed",
    "document", "item", "text",
)  # fmt: skip
# The type of every column that is not text; missing is <NA> or NaN, and never zero.
DTYPES = {
    **dict.fromkeys(("low", "high", "baseline_value", "confidence"), "float64"),
    **dict.fromkeys(("start", "end", "source_start", "source_end", "baseline", "level"), "Int64"),
    **dict.fromkeys(("node_start", "node_end", "year", "mentions"), "Int64"),
    **dict.fromkeys(("repaired", "deadline_implied", "negated", "in_heading"), "boolean"),
    **dict.fromkeys((name for name, type_ in MEASURE_COLUMNS.items() if type_ is int), "Int64"),
    **dict.fromkeys(("from", "to", "deadline"), "datetime64[s]"),
}


def record_frame(documents: Iterable[Document], kind: str) -> pd.DataFrame:
    """One record kind of all documents, or their measures, with its declared columns.

    Raises UnknownKindError for any other kind.
    """
    if kind == "measure":
        from policytext.extraction.measures import measures_of  # its vocabulary is loaded where measures are asked for

        return typed([measure_record(document, one) for document in documents for one in measures_of(document)], tuple(MEASURE_COLUMNS))
    if kind not in COLUMNS:
        raise UnknownKindError(f"there is no table {kind!r}; choose one of {', '.join(COLUMNS)}, measure")
    rows = [record for document in documents for record in records(document) if record["kind"] == kind]
    return typed(rows, COLUMNS[kind])


def typed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame whose columns and types are the same also where there are no rows."""
    import pandas as pd

    made = {name: pd.Series([row.get(name) for row in rows], dtype="object") for name in columns}
    return pd.DataFrame({name: column.astype(_dtype(name)) for name, column in made.items()})


def _dtype(name: str) -> Any:
    return DTYPES.get(name, "string")


def panel_frame(documents: Iterable[Document], role: Role) -> pd.DataFrame:
    """One row for every place, year, indicator and unit, sorted; the first one printed speaks for its like."""
    rows: dict[tuple[str, ...], Record] = {}
    for row in panel_rows(documents, role):
        key = tuple(str(row[name]) for name in PANEL_COLUMNS[:4])
        rows.setdefault(key, row)["mentions"] += 1
    return typed([rows[key] for key in sorted(rows)], PANEL_COLUMNS)


def panel_rows(documents: Iterable[Document], role: Role) -> Iterator[Record]:
    """Every quantity of one role that has an indicator, in text order."""
    for document in documents:
        for extraction in document.extractions:
            value = extraction.value
            if isinstance(value, Quantity) and value.role == role and value.indicator:
                yield _panel_row(document, extraction, value)


def _panel_row(document: Document, extraction: Extraction, value: Quantity) -> Record:
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
