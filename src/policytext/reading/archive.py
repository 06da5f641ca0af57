"""Archives from strangers: sizes, names and XML are checked before anything is unpacked; nothing is written to disk."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from itertools import pairwise

from policytext.model.errors import BrokenFileError, HostileInputError
from policytext.reading.labels import shown
from policytext.reading.limits import DEFAULT, Limits

_SMALL = 1 << 20
_MARKUP = (".xml", ".rels", ".vml")
_LOCAL_HEADER = 30
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARED = re.compile(rb"""^\W{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
# in these "<" is always the byte 3C: an encoding in which markup could hide, such as UTF-7, is not among them
_OPEN_ENCODINGS = (
    "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "gb2312", "gbk", "gb18030", "big5",
)  # fmt: skip
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class Archive:
    """The members of a ZIP file held in memory."""

    def __init__(self, data: bytes, label: str = "the given bytes", limits: Limits = DEFAULT) -> None:
        """Raises BrokenFileError, HostileInputError or LimitError."""
        self.label = label
        self.limits = limits
        limits.check("members", data.count(b"PK\x01\x02"), label)  # before a list of them is made
        self._zip = _opened(data, label)
        listed = self._zip.infolist()
        self._members = {info.filename: info for info in listed}
        limits.check("unpacked", sum(info.file_size for info in listed), label)
        for info in listed:
            self._check(info)
        self._check_apart(listed)

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
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, struct.error) as error:
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
        name = f"{self.label}: its part {shown(info.filename)}"
        if info.file_size > _SMALL and info.file_size > self.limits.ratio * max(1, info.compress_size):
            raise HostileInputError(f"{name} unpacks to {info.file_size} bytes from {info.compress_size}, as a zip bomb does")
        if info.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", info.filename) or ":" in info.filename[:3]:
            raise HostileInputError(f"{name} points out of the archive: do not open this file")
        if info.flag_bits & _ENCRYPTED:
            raise BrokenFileError(f"{name} is encrypted: save the file without a password")
        if info.compress_type not in _METHODS:
            raise BrokenFileError(f"{name} is packed in a way that no office program uses: save the file again")

    def _check_apart(self, listed: list[zipfile.ZipInfo]) -> None:
        """No two entries may share bytes, or one small piece is unpacked again and again; nor a name with other content."""
        for before, after in pairwise(sorted(listed, key=lambda info: info.header_offset)):
            if before.header_offset + _LOCAL_HEADER + before.compress_size > after.header_offset:
                raise HostileInputError(f"{self.label}: its parts lie on each other, as in a zip bomb: do not open this file")
        for info in listed:
            if info.CRC != self._members[info.filename].CRC:
                raise HostileInputError(f"{self.label} holds {shown(info.filename)} twice with different content: do not open it")


def _opened(data: bytes, label: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    # NotImplementedError is zipfile's word for a version or compression that it does not know
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise BrokenFileError(f"{label} is a broken archive ({error}): get the file again") from None


def check_markup(data: bytes, label: str) -> None:
    """Refuse XML that declares a document type or entities; no official format needs either.

    >>> check_markup(b"<?xml version='1.0'?><a/>", "计划.docx")
    """
    plain = data.replace(b"\x00", b"")
    declared = _DECLARED.match(plain)
    if b"<" not in plain[:200] or (declared and declared[1].decode("latin-1").lower() not in _OPEN_ENCODINGS):
        raise BrokenFileError(f"{label} is no XML in an encoding that is read: save the file again")
    if _ENTITY.search(plain):
        raise HostileInputError(f"{label} declares a document type or entities, which no official document does")
