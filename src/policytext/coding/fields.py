"""What coders say of a stretch of text: the fields of each kind, their types and the words that may stand in them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from policytext.model.record_sheets import RECORD_COLUMNS
from policytext.model.records import FIELDS
from policytext.model.values import COMPARATORS, REJECTION_REASONS, VALUE_TYPES

CODED: dict[str, tuple[str, ...]] = {
    "quantity": ("role", "low", "high", "unit", "comparator", "indicator", "change", "force", "baseline", "deadline"),
    "time": ("role", "from", "to", "recurrence"),
    "project": ("type", "stage"),
    "reference": ("number",),
    "organisation": ("role",),
    "rejection": ("reason",),
}
"""The fields of each kind that are coded, in the order of the guidelines."""
KINDS = tuple(CODED)
DEFAULT_KINDS = ("quantity", "time", "project")
REQUIRED = {
    "quantity": ("role", "comparator"), "time": ("role",), "project": ("type",), "reference": (),
    "organisation": ("role",), "rejection": ("reason",),
}  # fmt: skip
"""The fields that a stretch of each kind always has; where one of the others is not given, the text does not say it (高于全省平均水平 has no number)."""
LABELLED = {"quantity": "role", "time": "role", "project": "type", "organisation": "role", "rejection": "reason"}
"""The field that stands beside the kind where a program knows labels or codes alone."""
NUMBERS = ("low", "high")


def type_of(kind: str, field: str) -> type:
    """The type of a field: str, int, float or date.

    >>> type_of("quantity", "deadline")
    <class 'datetime.date'>
    """
    return RECORD_COLUMNS[kind][field]


@cache
def choices(kind: str, field: str) -> tuple[str, ...]:
    """The words that may stand in a field; none where it is free.

    >>> choices("quantity", "change")
    ('level', 'increase', 'decrease', 'new')
    """
    if field == "comparator":
        return COMPARATORS
    if field == "reason":
        return tuple(sorted(REJECTION_REASONS))
    return tuple(str(x) for x in _literals(_hint(kind, field)))


def _hint(kind: str, field: str) -> Any:
    value_type = next(x for x in VALUE_TYPES if x.kind == kind)
    attribute = next(name for name, record_field in FIELDS[value_type] if record_field == field)
    return get_type_hints(value_type)[attribute]


def _literals(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is not None and all(isinstance(x, str) for x in get_args(hint)):
        return get_args(hint)
    return tuple(x for part in get_args(hint) if part is not date for x in _literals(part))
