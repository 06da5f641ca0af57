"""Measures as flat records: the declared columns of the table `measure`."""

from __future__ import annotations

from collections.abc import Iterable

from policytext.model.document import Document, Extraction
from policytext.model.records import Record, position_of
from policytext.model.span import Span
from policytext.model.values import Measure, Phrase

MEASURE_COLUMNS: dict[str, type] = {
    "document": str, "kind": str, "item": str, "text": str, "start": int, "end": int, "source_start": int, "source_end": int,
    "rule": str, "confidence": float, "repaired": bool, "verb": str, "action": str, "object": str, "head": str,
    "complement": str, "subject": str, "modifiers": str, "intensity": str, "force": str, "negated": bool, "role": str,
    "in_heading": bool, "amount": str, "quantities": str, "quantity_spans": str, "times": str, "time_spans": str,
    "projects": str, "project_spans": str, "verb_start": int, "verb_end": int, "object_start": int, "object_end": int,
    "head_start": int, "head_end": int,
}  # fmt: skip
"""The columns in order, with their types."""
_PLACED = ("verb", "object", "head")
_LISTS = {"quantities": "quantity_spans", "times": "time_spans", "projects": "project_spans"}


def measure_record(document: Document, extraction: Extraction) -> Record:
    """One measure as a flat dict; what the clause does not say is left out, lists are joined by ；.

    Raises TypeError for an extraction that holds no measure.
    """
    value = extraction.value
    if not isinstance(value, Measure):
        raise TypeError(f"a {extraction.kind} is no measure")
    fields: Record = {
        "action": value.action, "complement": _text(value.complement), "subject": _text(value.subject),
        "modifiers": _joined(one.text for one in value.modifiers), "intensity": _joined(value.intensity), "force": value.force,
        "negated": value.negated, "role": value.role, "in_heading": value.in_heading, "amount": _text(value.amount),
    }  # fmt: skip
    for name in _PLACED:
        fields |= _placed(name, getattr(value, name))
    for name, places in _LISTS.items():
        spans: tuple[Span, ...] = getattr(value, name)
        fields |= {name: _joined(span.of(document.text) for span in spans), places: _joined(f"{x.start}-{x.end}" for x in spans)}
    return position_of(document, extraction) | {name: one for name, one in fields.items() if one is not None}


def _placed(name: str, phrase: Phrase | None) -> Record:
    if phrase is None:
        return {}
    return {name: phrase.text, f"{name}_start": phrase.span.start, f"{name}_end": phrase.span.end}


def _text(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


def _joined(texts: Iterable[str]) -> str | None:
    return "；".join(texts) or None
