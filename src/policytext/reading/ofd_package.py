"""The parts of an OFD file: its documents, their pages and templates, found by the paths that the parts name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policytext.model.errors import BrokenFileError, HostileInputError, UnsupportedFormatError
from policytext.reading.archive import Archive
from policytext.reading.xml import xml_root

_ENTRY = "OFD.xml"
_ENCRYPTION = ("encryptions.xml", "decryptseed.dat", "encryptentries.xml")
"""What GM/T 0099 puts into a package whose other parts are encrypted."""
_INFO = ("Title", "Author", "Subject", "Abstract", "CreationDate", "ModDate", "Creator")


class Package:
    """The archive with its parts as XML, whatever the case of their names."""

    def __init__(self, archive: Archive) -> None:
        """Raises UnsupportedFormatError where the file is encrypted, BrokenFileError where it has no entry."""
        self.archive = archive
        self._names = {name.lower(): name for name in archive.names}
        self.entry = self.root(_ENTRY)
        encrypted = any(posixpath.basename(name) in _ENCRYPTION for name in self._names)
        if encrypted or self.entry.find("{*}Encryptions") is not None:
            raise UnsupportedFormatError(f"{archive.label} is encrypted (GM/T 0099): export it without encryption first")

    def label(self, part: str) -> str:
        """How errors call a part."""
        return f"{self.archive.label}: its part {part}"

    def root(self, part: str) -> Any:
        """The root element of a part. Raises BrokenFileError where it is missing or broken."""
        return xml_root(self.archive.read(self._names.get(part.lower(), part)), self.label(part))

    def path(self, named: str | None, source: str) -> str:
        """The part that `source` names: from the top of the archive, else from the folder of `source`.

        Raises HostileInputError where it points out of the archive.
        """
        named = (named or "").strip().replace("\\", "/")
        found = _joined(posixpath.dirname(source), named)
        if found.startswith("../"):
            raise HostileInputError(f"{self.label(source)} names {named!r}, which points out of the archive: do not open this file")
        from_top = posixpath.normpath(named.lstrip("/"))
        return from_top if found.lower() not in self._names and from_top.lower() in self._names else found

    def bodies(self) -> Iterator[Body]:
        """The documents of the file, in order."""
        bodies = self.entry.findall("{*}DocBody")
        if not bodies:
            raise BrokenFileError(f"{self.label(_ENTRY)} names no document: get the file again")
        self.archive.limits.check("pages", len(bodies), self.archive.label)
        known: dict[str, Body] = {}
        for body in bodies:
            part = self.path(body.findtext("{*}DocRoot"), _ENTRY)
            known[part] = known.get(part) or Body(self, part)
            yield known[part]

    def info(self) -> Iterator[tuple[str, str]]:
        """What the file says of its documents: title, author, and whatever the office put beside them."""
        for info in self.entry.iterfind("{*}DocBody/{*}DocInfo"):
            yield from ((f"meta:{name}", info.findtext(f"{{*}}{name}")) for name in _INFO if _filled(info.findtext(f"{{*}}{name}")))
            for custom in info.iterfind("{*}CustomDatas/{*}CustomData"):
                if custom.get("Name") and _filled(custom.text):
                    yield f"meta:{custom.get('Name')}", custom.text.strip()


@dataclass(frozen=True, slots=True)
class Reference:
    """A page or a template, and the part that holds it."""

    id: str
    part: str


class Body:
    """One document of an OFD file."""

    def __init__(self, package: Package, part: str) -> None:
        """Raises BrokenFileError where its main part is missing or broken."""
        self.package = package
        self._part = part
        self._root = package.root(part)
        self.area = self._root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")
        self.templates = {found.id: found.part for found in self._references("{*}CommonData/{*}TemplatePage")}
        self._roots: dict[str, Any] = {}

    @property
    def pages(self) -> Iterator[Reference]:
        """Its pages, in the order in which they are read."""
        return self._references("{*}Pages/{*}Page")

    def count(self) -> int:
        """How many pages it names."""
        return len(self._root.findall("{*}Pages/{*}Page"))

    def shared(self, part: str) -> Any:
        """The root element of a part that many pages use: a template, resources."""
        if part not in self._roots:
            self._roots[part] = self.package.root(part)
        return self._roots[part]

    @cached_property
    def units(self) -> dict[str, Any]:
        """The drawings that all pages share, by number."""
        named = ("{*}CommonData/{*}PublicRes", "{*}CommonData/{*}DocumentRes")
        return dict(self.units_in([self.package.path(found.text, self._part) for name in named for found in self._root.iterfind(name)]))

    def units_in(self, parts: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """The drawings in resources, with their numbers."""
        for part in parts:
            for unit in self.shared(part).iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
                yield unit.get("ID", ""), unit

    def _references(self, path: str) -> Iterator[Reference]:
        for found in self._root.iterfind(path):
            yield Reference(found.get("ID", ""), self.package.path(found.get("BaseLoc"), self._part))


def _joined(folder: str, named: str) -> str:
    """A path from the top of the archive; one that leaves it begins with ``../``."""
    return posixpath.normpath(named.lstrip("/") if named.startswith("/") else posixpath.join(folder, named))


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())
