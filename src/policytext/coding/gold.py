"""Corrections as gold: the files that the scorer reads, and standoff files without a word of the text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from policytext.coding.coding import Coding, Unit
from policytext.model.errors import CodingError
from policytext.model.records import SCHEMA_VERSION

SCORED_ROLES = ("target", "outcome")
"""Of the quantities the guidelines annotate these; others are told by their absence."""


def gold_lines(coding: Coding, document: str) -> Iterator[dict[str, Any]]:
    """What a coder holds for right in one document, as the guidelines write it: kind, item, surface text and reading."""
    return (_gold(unit) for unit in coding.units if unit.document == document and unit.present and _scored(unit))


def _scored(unit: Unit) -> bool:
    return unit.kind != "rejection" and (unit.kind != "quantity" or unit.value("role") in SCORED_ROLES)


def _gold(unit: Unit) -> dict[str, Any]:
    return {"kind": unit.kind, "item": unit.item, "text": unit.text, **dict(unit.values)}


def standoff_lines(coding: Coding, document: str) -> Iterator[dict[str, Any]]:
    """The same for training, without the text: its checksum first, then offsets, kind and reading of each stretch.

    Stretches that were removed stand there too, as what is not of their kind; what was not looked at does not.
    """
    yield {
        "schema_version": SCHEMA_VERSION, "document": document, "text_sha256": dict(coding.texts)[document], "coder": coding.coder,
        "kinds": list(coding.kinds),
    }  # fmt: skip
    for unit in coding.units:
        if unit.document == document and (unit.present or unit.decision == "removed"):
            yield {
                "start": unit.start, "end": unit.end, "kind": unit.kind, "item": unit.item, "present": unit.present,
                **(dict(unit.values) if unit.present else {}),
            }  # fmt: skip


def write_gold(coding: Coding, folder: Path, *, standoff: bool, unfinished: bool) -> tuple[Path, ...]:
    """Writes a file for each document and gives their paths.

    Raises CodingError where suggestions were not looked at or left unsure, as gold would take them for wrong; with
    `unfinished` they are left out.
    """
    waiting = [unit for unit in coding.units if unit.decision in ("open", "unsure")]
    if waiting and not unfinished:
        raise CodingError(
            f"{len(waiting)} stretches were not decided (the first: {waiting[0].text!r} in {waiting[0].document}): gold would count them as "
            "wrong. Decide them, or leave them out with unfinished=True"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder, name, coding, standoff) for name in _names(coding))


def _names(coding: Coding) -> Sequence[str]:
    return [name for name, _ in coding.texts]


def _write(folder: Path, name: str, coding: Coding, standoff: bool) -> Path:
    lines = standoff_lines(coding, name) if standoff else gold_lines(coding, name)
    path = folder / f"{file_name(name)}{'.standoff' if standoff else ''}.jsonl"
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    return path


def file_name(name: str) -> str:
    """The id of a document as the name of a file: an id may be a path, and may have been made to point elsewhere.

    >>> file_name("../厦门/2021.txt")
    '.._厦门_2021.txt'
    """
    return "".join("_" if x in '/\\:*?"<>|\0' or ord(x) < 32 else x for x in name)[:120] or "_"
