"""The parts of a Word file and how they hang together (ECMA-376, part 2), the strict kind read as the usual one."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.archive import Archive
from policytext.reading.limits import Limits
from policytext.reading.word_names import R
from policytext.reading.xml import xml_root

# http://purl.oclc.org/ooxml/wordprocessingml/main in files saved as "Strict Open XML"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(?=\w)")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_MAIN = "word/document.xml"
_METADATA = {"title": "meta:title", "creator": "meta:creator", "created": "meta:created"}


class Package:
    """A Word file as parts, each parsed when asked for."""

    def __init__(self, data: bytes, label: str, limits: Limits) -> None:
        """Raises BrokenFileError, HostileInputError or LimitError."""
        self.label, self.limits = label, limits
        self._archive = Archive(data, label, limits)
        self._names = {name.lower(): name for name in self._archive.names}
        self._main = next((part for kind, part in self._related("").values() if kind == "officeDocument"), _MAIN)
        self._relations = self._related(self._main)

    def main(self) -> Any:
        """The root of the part that holds the text. Raises BrokenFileError where there is none."""
        return self.root(self._name_of(self._main) or self._main)

    def beside(self, kind: str) -> Any:
        """The root of a part next to the text (styles, numbering, footnotes …); None where the file has none."""
        usual = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        parts = (*(part for found, part in self._relations.values() if found == kind), usual)
        name = next((name for part in parts if (name := self._name_of(part))), None)
        return self.root(name) if name else None

    def referred(self, element: Any, attribute: str = "id") -> str | None:
        """The name of the part that an element refers to; None where it is not in the file."""
        _, part = self._relations.get(element.get(R + attribute) or "", ("", ""))
        return self._name_of(part)

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._archive.read(name)

    def root(self, name: str) -> Any:
        """The root of a part by its name. Raises BrokenFileError where it is missing or broken."""
        data = _STRICT.sub(_USUAL, self._archive.read(name))
        return xml_root(data, f"{self.label}: its part {name}")

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """Title, author and day of making as the file's properties name them."""
        root = self._spare("docProps/core.xml")
        tags = () if root is None else ((str(child.tag).rpartition("}")[2], child.text or "") for child in root)
        return tuple((_METADATA[tag], text.strip()) for tag, text in tags if tag in _METADATA and text.strip())

    def _name_of(self, part: str) -> str | None:
        return self._names.get(part.lower())

    def _spare(self, part: str) -> Any:
        """The root of a part that the text can do without: None where it is missing or broken."""
        name = self._name_of(part)
        try:
            return self.root(name) if name else None
        except BrokenFileError:
            return None

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and name of every part that a part refers to, by the mark of the reference; the usual names help where it is broken."""
        folder, file = posixpath.split(part)
        root = self._spare(posixpath.join(folder, "_rels", f"{file}.rels"))
        entries = () if root is None else (entry for entry in root if entry.get("TargetMode") != "External")
        return {
            entry.get("Id", ""): (entry.get("Type", "").rpartition("/")[2], _resolved(folder, entry.get("Target", "")))
            for entry in entries
        }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
