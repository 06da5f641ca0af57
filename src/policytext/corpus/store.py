"""A folder on any file system that fsspec knows, in which a file is whole or not there at all."""

from __future__ import annotations

import os
import posixpath
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytext.model.errors import MissingExtraError, SourceNotFoundError

# Where one write of a whole object is atomic by itself; elsewhere a file is written aside and renamed.
ATOMIC_PUT = frozenset("s3 s3a gs gcs az abfs abfss adl oci memory".split())
ASIDE = ".tmp-"
_ASIDE_NAME = re.compile(re.escape(ASIDE) + "[0-9a-f]{32}")


@dataclass(frozen=True)
class Store:
    """A folder: `filesystem` is fsspec's, `root` the folder's path in it."""

    filesystem: Any
    root: str

    @property
    def local(self) -> bool:
        """Whether the folder lies on this machine's own file system."""
        return isinstance(self.filesystem.protocol, (tuple, list)) and "file" in self.filesystem.protocol

    def path(self, name: str) -> str:
        """Where a file of the folder stands in the file system."""
        return posixpath.join(self.root, name) if name else self.root

    def read(self, name: str, most: int = -1) -> bytes:
        """The bytes of a file, or its first `most`. Raises FileNotFoundError where there is none."""
        with self.filesystem.open(self.path(name), "rb") as stream:
            data: bytes = stream.read(most)
        return data

    def read_if_there(self, name: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""
        try:
            return self.read(name)
        except FileNotFoundError:
            return None

    def exists(self, name: str) -> bool:
        """Whether there is such a file now, whatever a listing said before."""
        self.filesystem.invalidate_cache()
        return bool(self.filesystem.exists(self.path(name)))

    def write(self, name: str, data: bytes, *, durable: bool = False) -> None:
        """Writes a file whole: whoever reads it sees the old bytes or the new ones; `durable` also after a power cut."""
        if self.local:
            _write_local(Path(self.path(name)), data, durable)
        elif _protocols(self.filesystem) & ATOMIC_PUT:
            self.filesystem.pipe_file(self.path(name), data)
        else:
            self._write_aside(name, data)

    def _write_aside(self, name: str, data: bytes) -> None:
        target = self.path(name)
        aside = posixpath.join(posixpath.dirname(target), _aside())
        self.filesystem.makedirs(posixpath.dirname(target), exist_ok=True)
        self.filesystem.pipe_file(aside, data)
        self.filesystem.mv(aside, target)

    def remove(self, name: str) -> None:
        """Removes a file; one that is gone already is no error, as two who sweep may meet."""
        try:
            self.filesystem.rm_file(self.path(name))
        except FileNotFoundError:
            return

    def names(self, folder: str = "") -> Iterator[str]:
        """Every file below a folder, relative to the root, in no order."""
        self.filesystem.invalidate_cache()  # object stores remember listings, and others write meanwhile
        root = self.path("").rstrip("/")
        for path in self.filesystem.find(self.path(folder)):
            yield posixpath.relpath(path, root)

    def remove_empty_folders(self) -> None:
        """Removes folders that hold nothing: they are a trace of the run and no result. Object stores have none."""
        if self.local:
            for folder, _, _ in sorted(os.walk(self.root), reverse=True):
                if folder != self.root and not os.listdir(folder):  # noqa: PTH208 - os.walk gives a str
                    Path(folder).rmdir()


def is_aside(name: str) -> bool:
    """Whether a file is half of a write that was killed: written aside, and never renamed."""
    return _ASIDE_NAME.fullmatch(posixpath.basename(name)) is not None


def _protocols(filesystem: Any) -> set[str]:
    protocol = filesystem.protocol
    return {protocol} if isinstance(protocol, str) else set(protocol)


def _aside() -> str:
    return f"{ASIDE}{uuid.uuid4().hex}"


def _write_local(path: Path, data: bytes, durable: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(_aside())
    with aside.open("wb") as stream:
        stream.write(data)
        if durable:
            stream.flush()
            os.fsync(stream.fileno())
    aside.replace(path)


def open_store(address: str | os.PathLike[str]) -> Store:
    """The folder at a path or an fsspec address (``s3://bucket/folder``, ``hdfs://…``).

    Raises MissingExtraError where the protocol's package is not installed, SourceNotFoundError for an unknown protocol.
    """
    import fsspec

    try:
        filesystem, root = fsspec.core.url_to_fs(os.fspath(address))
    except ImportError as error:
        raise MissingExtraError(f"{address}: {error}") from None
    except ValueError as error:
        raise SourceNotFoundError(f"{address}: {error}; give a path or an address such as s3://bucket/folder") from None
    return Store(filesystem, root.rstrip("/") or "/")
