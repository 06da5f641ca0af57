"""Archives from strangers: sizes, names and XML are checked before anything is unpacked; nothing is written to disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from policytext.model.errors import BrokenFileError, HostileInputError
from policytext.reading.limits import DEFAULT, Limits

_SMALL = 1 << 20
_MARKUP = (".xml", ".rels", ".vml")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class Archive:
    """The members of a ZIP file held in memory."""

    def __init__(self, data: bytes, label: str = "the given bytes", limits: Limits = DEFAULT) -> None:
        """Raises BrokenFileError, HostileInputError or LimitError."""
        self.label = label
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BrokenFileError(f"{label} is a broken archive ({error}): get the file again") from None
        self._members = {info.filename: info for info in self._zip.infolist()}
        limits.check("members", len(self._zip.infolist()), label)
        limits.check("unpacked", sum(info.file_size for info in self._zip.infolist()), label)
        for info in self._zip.infolist():
            self._check(info)

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all members."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """One member; XML in it is known to define no entities."""
        info = self._members.get(name)
        if info is None:
            raise BrokenFileError(f"{self.label} lacks its part {name}: get the file again")
        try:
            with self._zip.open(info) as stream:  # a lying header cannot make it longer than it says
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise BrokenFileError(f"{self.label}: its part {name} cannot be unpacked ({error}): get the file again") from None
        if len(data) > info.file_size:
            raise HostileInputError(f"{self.label}: its part {name} is longer than it says: do not open this file")
        if name.lower().endswith(_MARKUP):
            check_markup(data, f"{self.label}: its part {name}")
        return data

    def check_all(self) -> None:
        """Read every XML member once, before a library that checks nothing is given the file."""
        for name in self.names:
            if name.lower().endswith(_MARKUP):
                self.read(name)

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.file_size > _SMALL and info.file_size > self.limits.ratio * max(1, info.compress_size):
            raise HostileInputError(
                f"{self.label}: its part {info.filename} unpacks to {info.file_size} bytes from {info.compress_size}, as a zip bomb does"
            )
        if info.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", info.filename) or ":" in info.filename[:3]:
            raise HostileInputError(f"{self.label}: its part {info.filename!r} points out of the archive: do not open this file")


def check_markup(data: bytes, label: str) -> None:
    """Refuse XML that declares a document type or entities; no official format needs either.

    >>> check_markup(b"<?xml version='1.0'?><a/>", "计划.docx")
    """
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise HostileInputError(f"{label} declares a document type or entities, which no official document does")
