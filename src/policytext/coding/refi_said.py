"""What a selection of a project says beside its code: our own JSON in its description, believed in nothing."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from policytext.coding.coding import DECISIONS, Decision
from policytext.coding.fields import CODED, choices, type_of

Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What was written about a stretch when a project was made here."""

    kind: str
    values: Values
    decision: Decision
    key: str
    note: str | None


def said(description: str | None) -> Said | None:
    """What stands in a description; None where another program or a person wrote one of their own.

    Raises ValueError for a value that its field cannot have.

    >>> said('{"kind": "quantity", "decision": "kept", "values": {"low": 5}}').values
    (('low', 5),)
    """
    found = _json(description)
    kind = found.get("kind")
    if not isinstance(kind, str) or kind not in CODED:
        return None
    given = found.get("values")
    values = given if isinstance(given, dict) else {}
    decision: Decision = next((x for x in DECISIONS if x == found.get("decision")), "added")
    key, note = (found.get(name) if isinstance(found.get(name), str) else None for name in ("key", "note"))
    return Said(kind, tuple((x, checked(kind, x, values[x])) for x in CODED[kind] if values.get(x) is not None), decision, key or "", note)


def _json(description: str | None) -> dict[str, Any]:
    try:
        found = json.loads(description or "")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def checked(kind: str, field: str, value: Any) -> Any:
    """The value, if its field can have it. Raises ValueError.

    >>> checked("quantity", "role", "目标")
    Traceback (most recent call last):
    ValueError: role cannot be '目标'
    """
    type_ = type_of(kind, field)
    if type_ in (int, float):
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    elif type_ is date:
        fits = isinstance(value, str) and _is_day(value)
    else:
        fits = isinstance(value, str) and value in (choices(kind, field) or (value,))
    if not fits:
        raise ValueError(f"{field} cannot be {str(value)[:40]!r}")
    return value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
