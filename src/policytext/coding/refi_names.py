"""Names of REFI-QDA (version 1.0 of the exchange standard, 1.5 of its text): elements, codes, ids that stay the same."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable

from policytext.coding.coding import Unit
from policytext.coding.fields import LABELLED, choices
from policytext.coding.workbook import KIND_NAMES

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
ORIGIN = "policytext"
INTERNAL = "internal://"
MADE = "2000-01-01T00:00:00Z"
"""The time that stands where the standard asks for one: the same coding gives the same file."""
_SPACE = uuid.UUID("7f1a6a50-6d0c-5c3e-9f6d-0a4b6f0c2b11")

Path = tuple[str, ...]


def guid(*parts: str) -> str:
    """An id that stands for these words, always the same.

    >>> guid("code", "quantity") == guid("code", "quantity") != guid("code", "time")
    True
    """
    return str(uuid.uuid5(_SPACE, "\0".join(part.encode("utf-8", "surrogatepass").hex() for part in parts)))


def bare(text: str | None) -> str:
    """An id as it is compared: the standard allows it in braces, and in capitals.

    >>> bare("{7F1A}")
    '7f1a'
    """
    return (text or "").strip().strip("{}").lower()


def own_document(description: str | None) -> tuple[str, str]:
    """The id of a document and the SHA-256 of its text, as a source of ours is described; empty for another's."""
    try:
        found = json.loads(description or "")
    except (ValueError, RecursionError):
        return "", ""
    given = found if isinstance(found, dict) else {}
    return str(given.get("document") or ""), str(given.get("text_sha256") or "")


def code_of(unit: Unit) -> Path:
    """The code of a stretch: its kind, and below it its role or type."""
    word = unit.value(LABELLED.get(unit.kind, ""))
    return (unit.kind, str(word)) if word else (unit.kind,)


def codes_of(kinds: Iterable[str]) -> list[tuple[Path, str, str]]:
    """Every code with its name and what it means, those above before those below."""
    found: list[tuple[Path, str, str]] = []
    for kind in kinds:
        found.append(((kind,), f"{KIND_NAMES[kind]} {kind}", f"policytext: {kind}"))
        words = choices(kind, LABELLED[kind]) if kind in LABELLED else ()
        found += [((kind, word), word, f"policytext: {kind} {LABELLED[kind]} {word}") for word in words]
    return found
