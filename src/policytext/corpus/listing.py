"""What a batch reads: every document below a folder, or the files that a manifest lists, each with a name and an id."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from policytext.corpus.manifest import DOCUMENT_SUFFIXES, Entry, entries_of, lists_files
from policytext.corpus.store import Store, open_store
from policytext.model.errors import SourceNotFoundError

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a batch: its path below the folder, its name in the records, its id, and what a manifest says of it."""

    path: str
    name: str
    id: str
    said: Entry | None = None

    @property
    def hints(self) -> dict[str, Any]:
        """What a manifest says of it, without what it leaves open."""
        names = ("year", "title", "region", "issuer", "level", "genre")
        return {name: value for name in names if (value := getattr(self.said, name, None))}


def listed(folder: str | os.PathLike[str]) -> tuple[Store, list[Listed]]:
    """The folder of a batch and its documents in the order of their names, which is the order of the output.

    `folder` may be a path, an fsspec address, or the path of a manifest. Hidden files are left out.
    Raises SourceNotFoundError where there is nothing at `folder`.
    """
    store = open_store(folder)
    if store.filesystem.isfile(store.root):
        return _of_manifest(store)
    if not store.filesystem.isdir(store.root):
        raise SourceNotFoundError(f"{folder}: no such folder or manifest")
    paths = sorted(path for path in _paths(store) if _is_document(store, path))
    return store, with_ids([(path, writable(path), None) for path in paths])


def _of_manifest(store: Store) -> tuple[Store, list[Listed]]:
    if not store.local:
        raise SourceNotFoundError(f"{store.root}: a manifest is read from a local path; give the folder of the documents")
    entries = {entry.name: entry for entry in entries_of(Path(store.root))}
    rows = [(name, writable(posixpath.normpath(name)), entries[name]) for name in sorted(entries)]
    return Store(store.filesystem, posixpath.dirname(store.root)), with_ids(rows)


def _paths(store: Store) -> Iterator[str]:
    """Every file below the folder, relative to it; links to folders are not followed, so that a ring of them ends."""
    if not store.local:
        yield from store.names()
        return
    for folder, inner, files in os.walk(store.root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        inner_path = Path(folder).relative_to(store.root)
        yield from ((inner_path / name).as_posix() for name in files)


def _is_document(store: Store, path: str) -> bool:
    pure = PurePosixPath(path)
    if pure.suffix.lower() not in DOCUMENT_SUFFIXES or any(part.startswith((".", "~$")) for part in pure.parts):
        return False
    if store.local and not Path(store.path(path)).is_file():
        return False
    return pure.suffix.lower() != ".csv" or not lists_files(store.read(path, _HEAD))


def writable(path: str) -> str:
    r"""A path as a name that every file can hold: bytes that are no UTF-8 are written ``\xe4``, and no two are alike.

    >>> writable("厦门/2021.txt"), writable("\udce4.txt")
    ('厦门/2021.txt', '\\xe4.txt')
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        whole = path.replace("\\", "\\\\")
        return whole.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return path.replace("\\", "\\\\") if "\\x" in path else path


def with_ids(rows: Sequence[tuple[str, str, Entry | None]]) -> list[Listed]:
    """The files with their ids: the stem, or the whole name where two files share a stem."""
    names = (name for _, name, _ in rows)  # 计划.txt beside 计划.html is called so, and 计划.txt.html must not be
    repeated = _repeated(chain(names, (PurePosixPath(name).stem for _, name, _ in rows)))
    return [
        Listed(path, name, name if _mark(PurePosixPath(name).stem) in repeated else PurePosixPath(name).stem, said)
        for path, name, said in rows
    ]


def _repeated(stems: Iterable[str]) -> set[int]:
    """Marks of what occurs twice; marks and not strings, as those of a million files are held at once."""
    seen: set[int] = set()
    repeated: set[int] = set()
    for mark in map(_mark, stems):
        (repeated if mark in seen else seen).add(mark)
    return repeated


def _mark(stem: str) -> int:
    return int.from_bytes(hashlib.blake2b(stem.encode("utf-8"), digest_size=8).digest(), "big")
