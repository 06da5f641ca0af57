"""The policy instruments of a document: one for every measure, computed on demand."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from policytext.extraction.measures import measures_of
from policytext.learning.instruments import span_features, told
from policytext.learning.linear import LinearModel
from policytext.learning.shipped import needed
from policytext.model.document import Document, Extraction
from policytext.model.values import Instrument

MODEL = "instrument"
_KEPT = "instruments"


def instruments_of(document: Document) -> tuple[Extraction, ...]:
    """The instrument of every measure of a document, in text order; found once and kept with it.

    `confidence` is the probability of the class, `subtype_confidence` that of the sub-type. Raises `ModelError` without the model.
    """
    if _KEPT not in document.derived:
        model = needed(MODEL)
        document.derived[_KEPT] = tuple(instrument_of(document, one, model) for one in measures_of(document))
    return cast("tuple[Extraction, ...]", document.derived[_KEPT])


def instrument_of(document: Document, measure: Extraction, model: LinearModel) -> Extraction:
    """What a model says of one measure."""
    name, subtype, sure, sure_of_subtype = told(model, span_features(document, measure.span))
    value = Instrument(name, subtype, round(sure_of_subtype, 3))
    return replace(measure, value=value, rule=f"{model.name}.linear", confidence=round(sure, 3))
