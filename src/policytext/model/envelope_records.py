"""The envelope and the repairs of a document as plain dicts and back, loss-free."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from policytext.model.document import Element, Metadata
from policytext.model.errors import RecordError
from policytext.model.records import Record, plain
from policytext.model.repair import Repair
from policytext.model.span import Span


def metadata_record(metadata: Metadata) -> Record:
    """The envelope as a dict that JSON can hold."""
    values = dataclasses.asdict(metadata).items()
    return {name: list(x) if isinstance(x, tuple) else plain(x) for name, x in values}


def metadata_of(record: Mapping[str, Any]) -> Metadata:
    """The envelope that gave this dict. Raises RecordError where a field is unknown or no date."""
    try:
        return Metadata(**{name: _typed(name, value) for name, value in record.items()})
    except (TypeError, ValueError) as error:
        raise RecordError(f"the metadata cannot be read: {error}") from None


def _typed(name: str, value: Any) -> Any:
    if name in ("signed", "published", "printed") and value is not None:
        return date.fromisoformat(value)
    if name == "elements":
        return tuple(_element(one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _element(record: Mapping[str, Any]) -> Element:
    return Element(**{**record, "span": Span(**record["span"]) if record.get("span") else None})


def repair_of(record: Mapping[str, Any]) -> Repair:
    """The repair that gave this dict. Raises RecordError where a field is unknown or missing."""
    try:
        places = {name: Span(**record[name]) for name in ("span", "source")}
        return Repair(**{**record, **places, "alternatives": tuple(record["alternatives"])})
    except (TypeError, KeyError, ValueError) as error:
        raise RecordError(f"a repair cannot be read: {error}") from None
