"""Reads one document of a folder: from its bytes under its name, with what a manifest says of it."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from policytext.corpus.manifest import Entry
from policytext.model.document import Document

Reader = Callable[..., Document]
"""What turns a file into a document: ``policytext.read`` and its like."""


class NamedBytes(io.BytesIO):
    """The bytes of a file under its name in the folder, so that no path of this machine gets into a result."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def read_one(data: bytes, file: str, name: str, hints: Mapping[str, Any], read: Reader, strict: bool) -> Document:
    """The document `name` of the bytes of a file; `hints` (year, title, region, issuer, level, genre) fill in what it does not say.

    Raises what the reader raises.
    """
    year = {"year": hints["year"]} if "year" in hints else {}
    document = read(NamedBytes(data, file), document=name, strict=strict, **year)
    said = Entry(Path(file), file, **hints)
    return dataclasses.replace(document, metadata=said.filled(document.metadata))
