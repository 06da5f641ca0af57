"""What a batch was asked for, and what follows from it: the marks that say whether a document must be read again."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from policytext.model.records import SCHEMA_VERSION

LAYOUT = 1
"""The version of the folder's layout: what stands where, and how it is partitioned."""
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides about the bytes of a batch: neither the number of workers nor where they run is among it.

    `reader` names the function that reads one document (``module:function``), `seconds` and `memory` (MiB) bound one
    document, `strict` refuses repairs that are guesses, `part` is about how many documents share a file.
    """

    reader: str
    seconds: float = 120.0
    memory: int = 2048
    strict: bool = False
    part: int = 512

    def record(self) -> dict[str, Any]:
        """The settings as a dict that JSON can hold."""
        return asdict(self)


@cache
def package_version() -> str:
    """The version of the package; of an unreleased one with a mark of its code, which changes under one number.

    >>> package_version().partition("+")[0].count(".") >= 2
    True
    """
    version: str = sys.modules["policytext"].__version__  # loaded before any of its rooms
    return f"{version}+{_code_mark()}" if "dev" in version else version


def _code_mark() -> str:
    total = hashlib.sha256()
    for name, data in sorted(_code(files("policytext"), "")):
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return total.hexdigest()[:12]


def _code(folder: Traversable, above: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{above}/{entry.name}"
        if entry.is_dir():
            found += _code(entry, name) if entry.name not in ("__pycache__", "corpora") else []
        elif not entry.name.endswith((".pyc", ".pyo")):
            found.append((name, entry.read_bytes()))
    return found


def reading_mark(settings: Settings) -> str:
    """The mark of everything but its bytes that decides what a document becomes: a change of it reads all again."""
    return digest([LAYOUT, SCHEMA_VERSION, package_version(), settings.reader, settings.strict])


def digest(value: Any) -> str:
    """A short mark of a value that JSON can hold, the same everywhere.

    >>> digest(["厦门", 1]) == digest(["厦门", 1]) != digest(["厦门", 2])
    True
    """
    written = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:32]
