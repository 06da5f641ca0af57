"""Where coders disagree, each with its place in the text, for talking it over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from policytext.coding.agreement import PRESENCE, answers_at, checked
from policytext.coding.coding import Coding, Unit
from policytext.coding.fields import CODED
from policytext.coding.pairs import Place, places_of
from policytext.coding.texts import Texts, context
from policytext.model.sheet import Sheet

SPAN = "span"
DISAGREEMENT_COLUMNS: dict[str, type] = {
    "document": str, "item": str, "kind": str, "variable": str, "coder_a": str, "value_a": str, "coder_b": str, "value_b": str,
    "before": str, "text": str, "after": str, "note_a": str, "note_b": str, "line": int, "start": int, "end": int, "link": str,
}  # fmt: skip
"""`link` leads to the characters in the document's text, as RFC 5147 writes it; `line` counts from 1."""


def disagreements(codings: Sequence[Coding], texts: Texts) -> Sheet:
    """Each pair of coders who answer differently at a place, in text order. Raises CodingError as ``agreement`` does."""
    checked(codings)
    rows = (row for place in places_of(codings) for row in _at(place, codings, texts))
    return Sheet("disagreements", DISAGREEMENT_COLUMNS, tuple(rows))


def _at(place: Place, codings: Sequence[Coding], texts: Texts) -> Iterator[dict[str, Any]]:
    for variable in (PRESENCE, SPAN, *CODED[place.kind]):
        answers = _spans(place, codings) if variable == SPAN else answers_at(place, variable, codings)
        for (one, a), (other, b) in combinations(zip(codings, answers, strict=True), 2):
            if a is not None and b is not None and a != b:
                yield _row(place, variable, (one.coder, a), (other.coder, b), texts)


def _spans(place: Place, codings: Sequence[Coding]) -> list[str | None]:
    units = (place.units.get(coding.coder) for coding in codings)
    return [unit.text if unit and unit.present else None for unit in units]


def _row(place: Place, variable: str, a: tuple[str, Any], b: tuple[str, Any], texts: Texts) -> dict[str, Any]:
    document = texts.document(place.document)
    before, after = context(document, place.start, place.end)
    some = next(iter(place.units.values()))
    return {
        "document": place.document, "item": some.item, "kind": place.kind, "variable": variable,
        "coder_a": a[0], "value_a": str(a[1]), "coder_b": b[0], "value_b": str(b[1]), "before": before,
        "text": document.text[place.start : place.end], "after": after, "note_a": _note(place.units.get(a[0])),
        "note_b": _note(place.units.get(b[0])), "line": document.text.count("\n", 0, place.start) + 1, "start": place.start,
        "end": place.end, "link": f"{place.document}#char={place.start},{place.end}",
    }  # fmt: skip


def _note(unit: Unit | None) -> str | None:
    return unit.note if unit else None
