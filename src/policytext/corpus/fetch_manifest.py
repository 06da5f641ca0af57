"""What stands in a folder of fetched documents: its manifest for reading, and whether all of it is sound."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch_store import Shelf, facts_of, shelves, whole, write_whole
from policytext.model.errors import SourceNotFoundError, StoreError
from policytext.model.sheet import harmless

MANIFEST = "manifest.csv"
COLUMNS = ("file", "title", "issuer", "region", "level", "year", "genre", "address", "name", "sha256", "time")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one file of the folder; `file` is its path inside."""

    file: str
    reason: str


def verify(out: Path | str) -> tuple[Problem, ...]:
    """What is wrong in a folder of fetched documents: bytes that changed, sidecars without body, bodies without sidecar.

    A body that was broken off is no problem: the next run goes on with it. Raises SourceNotFoundError.
    """
    folder = Path(out)
    if not folder.is_dir():
        raise SourceNotFoundError(f"{out}: no such folder")
    return tuple(problem for shelf in shelves(folder) for problem in _problems(shelf, folder))


def _problems(shelf: Shelf, out: Path) -> Iterable[Problem]:
    counted = set()
    for sidecar in shelf.sidecars():
        counted.add(sidecar.stem)
        try:
            whole(sidecar)
        except StoreError as error:
            yield Problem(sidecar.relative_to(out).as_posix(), str(error))
    for path in sorted(shelf.folder.iterdir()):
        if path.name.startswith(".") or path.name.partition(".")[0] in counted:
            continue
        yield Problem(path.relative_to(out).as_posix(), "has no sidecar and is not counted: it can be deleted")


def write_manifest(out: Path, entries: Mapping[str, CatalogueEntry]) -> None:
    """List the newest whole version of every entry in ``manifest.csv``; `entries` by name are what is known of them now."""
    stream = io.StringIO()
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    table.writeheader()
    for shelf in shelves(out):
        if version := shelf.newest():
            facts = facts_of(entries[version.name]) if version.name in entries else version.entry
            known = {**facts, "name": version.name, "sha256": version.sha256, "time": version.time}
            row = {name: harmless(str(known.get(name) or "")) for name in COLUMNS}  # a sidecar may have been written by others
            table.writerow(row | {"file": (shelf.folder / version.readable).relative_to(out).as_posix()})
    write_whole(out / MANIFEST, stream.getvalue())
