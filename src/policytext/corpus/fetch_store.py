"""The folder of fetched documents: every version of a page as it was sent, a sidecar beside each.

``OUT/<host>/<name>/<name>-v0001-<sha256, 12 digits>.html`` holds the bytes, the ``.json`` of the same stem says where, when and
how they came. The sidecar is written last: a body without one is not counted. Nothing that is counted is overwritten.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch_partial import Partial
from policytext.corpus.manifest import DOCUMENT_SUFFIXES
from policytext.model.errors import LimitError, StoreError
from policytext.reading.address import Address, address_of
from policytext.reading.limits import Limits
from policytext.reading.unpacking import PACKINGS, unpacked

_STEM = re.compile(r"[a-z0-9-]{1,110}-v([0-9]{4,8})-[0-9a-f]{12}")
_FILE = re.compile(r"[a-z0-9-]{1,110}-v[0-9]{4,8}-[0-9a-f]{12}(?:\.[a-z0-9]{1,7}){1,2}")
_CHUNK = 1 << 20
_LONGEST_HOST = 150
_LARGEST_SIDECAR = 4 << 20
_SUFFIX_OF_TYPE = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
    "application/msword": ".doc", "application/rtf": ".rtf", "text/csv": ".csv", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "application/ofd": ".ofd",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a page: `file` holds its bytes as sent, `readable` those to read where `file` is packed."""

    name: str
    address: str
    final: str
    time: str
    status: int
    sha256: str
    bytes: int
    file: str
    readable: str
    readable_sha256: str
    headers: tuple[tuple[str, str], ...] = ()
    entry: Mapping[str, Any] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """A header of the answer; empty where there was none."""
        return next((value for head, value in self.headers if head.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The place of one address: its versions, the last of them the newest."""

    folder: Path

    @property
    def partial(self) -> Partial:
        """The body that is coming, or that was broken off."""
        return Partial(self.folder)

    def sidecars(self) -> list[Path]:
        """The sidecars in the order of their versions."""
        found = ((_STEM.fullmatch(path.stem), path) for path in self.folder.glob("*.json"))
        return [path for _, path in sorted((int(name[1]), path) for name, path in found if name)]

    def newest(self) -> Version | None:
        """The newest version that is whole."""
        for path in reversed(self.sidecars()):
            with contextlib.suppress(StoreError):
                return whole(path)
        return None

    def keep(self, entry: CatalogueEntry, arrival: Arrival, limits: Limits) -> Version:
        """Make the body that has come a version. Raises StoreError, FetchError or LimitError where it cannot be one."""
        body = self.partial.body
        digest = _digest(body)
        stem = self._stem(digest[:12])
        suffix = suffix_of(arrival.header("Content-Type"), arrival.final)
        packing = arrival.header("Content-Encoding").strip().lower()
        packed = packing not in ("", "identity")
        file, readable = stem + suffix + (".packed" if packed else ""), stem + suffix
        size = body.stat().st_size
        if packed:
            self._unpack(packing, readable, limits)
        body.replace(self.folder / file)
        version = Version(
            entry.name, entry.address, arrival.final, arrival.time, arrival.status, digest, size, file, readable,
            _digest(self.folder / readable) if packed else digest, arrival.headers, facts_of(entry),
        )  # fmt: skip
        write_whole(self.folder / f"{stem}.json", json.dumps(asdict(version), ensure_ascii=True, indent=1, sort_keys=True))
        self.partial.drop()
        return version

    def _unpack(self, packing: str, name: str, limits: Limits) -> None:
        """Write the body unpacked, so that it can be read; how much it may grow is bounded while it grows."""
        if packing not in PACKINGS:
            raise StoreError(f"{self.folder}: the body is packed in a way that was not asked for: save the page in a browser")
        size, draft = 0, self.folder / ".unpacked"
        with self.partial.body.open("rb") as packed, draft.open("wb") as stream:
            for piece in unpacked(iter(lambda: packed.read(_CHUNK), b""), str(self.folder)):
                size += len(piece)
                if size > limits.bytes:
                    raise LimitError(f"{self.folder}: unpacked more than the limit of {limits.bytes} bytes: Limits(bytes=...)")
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self.folder / name)

    def _stem(self, digest: str) -> str:
        """The stem of the next version; the very body that a killed run left without a sidecar is taken up again."""
        names = (_STEM.match(path.name) for path in self.folder.iterdir())
        number, stem = max(((int(name[1]), name[0]) for name in names if name), default=(0, ""))
        left = stem.endswith(f"-{digest}") and not (self.folder / f"{stem}.json").exists()
        return stem if left else f"{self.folder.name}-v{number + 1:04}-{digest}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came with a body."""

    final: str
    status: int
    time: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """A header of the answer; empty where there was none."""
        return next((value for head, value in self.headers if head.lower() == name.lower()), "")


def shelf_of(out: Path, entry: CatalogueEntry) -> Shelf:
    """Where the versions of an entry stand."""
    return Shelf(out / host_folder(address_of(entry.address)) / entry.name)


def host_folder(address: Address) -> str:
    """The host as a folder name: no dots at its ends, no colon, not too long.

    >>> host_folder(address_of("http://../x")), host_folder(address_of("http://[::1]:8080/"))
    ('_', '___1__8080')
    """
    name = re.sub(r"[^a-z0-9._-]", "_", address.site).strip(".") or "_"
    return name if len(name) <= _LONGEST_HOST else f"{name[:_LONGEST_HOST]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def suffix_of(media_type: str, address: str) -> str:
    """The suffix of a stored body: by the media type, else by the address, else that of a page.

    >>> suffix_of("text/html; charset=gbk", "http://a.example/x"), suffix_of("application/octet-stream", "http://a.example/x.DOC")
    ('.html', '.doc')
    """
    kind = media_type.partition(";")[0].strip().lower()
    ending = Path(urlsplit(address).path[-20:]).suffix.lower()
    return _SUFFIX_OF_TYPE.get(kind) or (ending if ending in DOCUMENT_SUFFIXES else ".html")


def facts_of(entry: CatalogueEntry) -> dict[str, Any]:
    """What a manifest says about an entry."""
    return {name: getattr(entry, name) for name in ("title", "issuer", "region", "level", "year", "genre", "address")}


def whole(sidecar: Path) -> Version:
    """The version that a sidecar describes. Raises StoreError where sidecar and files contradict each other."""
    version = _version_in(sidecar)
    for name, digest in {version.file: version.sha256, version.readable: version.readable_sha256}.items():
        path = sidecar.parent / name
        if not _FILE.fullmatch(name) or not name.startswith(f"{sidecar.stem}.") or not path.is_file():
            raise StoreError(f"{sidecar}: there is no file of this version: fetch it again")
        if _digest(path) != digest:
            raise StoreError(f"{path}: the bytes are not those that were fetched: fetch it again")
    if (sidecar.parent / version.file).stat().st_size != version.bytes or version.sha256[:12] != sidecar.stem[-12:]:
        raise StoreError(f"{sidecar}: size or name of the file are not those that it states: fetch it again")
    return version


def _version_in(sidecar: Path) -> Version:
    try:
        with sidecar.open("rb") as stream:
            found = json.loads(stream.read(_LARGEST_SIDECAR))
        found["headers"] = tuple((str(name), str(value)) for name, value in found["headers"])
        version = Version(**found)
        sound = all(isinstance(getattr(version, name), str) for name in ("file", "readable", "sha256", "name", "address", "final"))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        sound = False
    if not sound or not isinstance(version.entry, dict):
        raise StoreError(f"{sidecar} is no sidecar of a fetched document: fetch it again")
    return version


def write_whole(path: Path, text: str) -> None:
    """A file that is there whole or not at all, whenever the program is killed."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a rename last; a system on which folders cannot be opened does so by itself."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shelves(out: Path) -> list[Shelf]:
    """Every place of an address in a folder, in sorted order."""
    folders = sorted(x for x in out.iterdir() if x.is_dir() and not x.name.startswith("."))
    return [Shelf(folder) for host in folders for folder in sorted(host.iterdir()) if folder.is_dir()]
