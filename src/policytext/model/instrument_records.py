"""Policy instruments as flat records: the declared columns of the table `instrument`."""

from __future__ import annotations

from policytext.model.document import Document, Extraction
from policytext.model.records import Record, position_of
from policytext.model.values import Instrument

INSTRUMENT_COLUMNS: dict[str, type] = {
    "document": str, "kind": str, "item": str, "text": str, "start": int, "end": int, "source_start": int, "source_end": int,
    "rule": str, "confidence": float, "repaired": bool, "instrument": str, "subtype": str, "subtype_confidence": float,
}  # fmt: skip
"""The columns in order, with their types."""


def instrument_record(document: Document, extraction: Extraction) -> Record:
    """One instrument as a flat dict. Raises TypeError for an extraction that holds none."""
    value = extraction.value
    if not isinstance(value, Instrument):
        raise TypeError(f"a {extraction.kind} is no instrument")
    fields = {"instrument": value.instrument, "subtype": value.subtype, "subtype_confidence": value.subtype_confidence}
    return position_of(document, extraction) | fields
