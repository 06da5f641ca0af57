"""Where a corpus lies: a folder of documents, or a CSV file that lists them."""

from __future__ import annotations

import csv
import dataclasses
from dataclasses import dataclass
from pathlib import Path

from policytext.model.document import Metadata
from policytext.model.errors import SourceNotFoundError, UnsupportedFormatError

# Everything that looks like a document is tried, so that what cannot be read is reported and not passed over.
DOCUMENT_SUFFIXES = frozenset(
    ".txt .md .htm .html .shtml .mht .mhtml .doc .docx .wps .rtf .odt .pdf .ofd .xls .xlsx .et .ods .csv .tsv".split()
)
_LONGEST_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a corpus, and what the manifest says about it."""

    path: Path
    name: str
    year: int | None = None
    title: str | None = None
    region: str | None = None
    issuer: str | None = None
    level: str | None = None
    genre: str | None = None

    def filled(self, metadata: Metadata) -> Metadata:
        """The metadata with the manifest's word where the document itself says nothing."""
        return dataclasses.replace(
            metadata, title=metadata.title or self.title, region=metadata.region or self.region,
            level=metadata.level or self.level, genre=metadata.genre or self.genre,
            issuers=metadata.issuers or ((self.issuer,) if self.issuer else ()),
            plan_year=self.year if metadata.plan_year is None else metadata.plan_year,
        )  # fmt: skip


def entries_of(source: Path) -> tuple[Entry, ...]:
    """The files of a folder in sorted order, or of a manifest in its own."""
    if source.is_dir():
        return folder_entries(source)
    if not source.exists():
        raise SourceNotFoundError(f"{source}: no such folder or manifest")
    return manifest_entries(source)


def folder_entries(folder: Path) -> tuple[Entry, ...]:
    """Every document below a folder; hidden files and folders are left out."""
    paths = sorted(path for path in folder.rglob("*") if _is_document(path))
    named = ((path, path.relative_to(folder)) for path in paths)
    return tuple(Entry(path, inner.as_posix()) for path, inner in named if not _hidden(inner))


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in DOCUMENT_SUFFIXES and path.is_file() and not _is_manifest(path)


def _is_manifest(path: Path) -> bool:
    """Whether a table lists files (a column ``file``) and is no document of the folder itself."""
    if path.suffix.lower() != ".csv":
        return False
    with path.open("rb") as lines:
        return lists_files(lines.readline(_LONGEST_HEAD))


def lists_files(head: bytes) -> bool:
    """Whether the first line of a CSV file names a column ``file``."""
    first = head.partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    return "file" in (name.strip(' \t\r\n"') for name in first.split(","))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def manifest_entries(manifest: Path) -> tuple[Entry, ...]:
    """The files that a CSV manifest lists in its column ``file``, relative to its own folder.

    Raises UnsupportedFormatError where there is no such column.
    """
    with manifest.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        if "file" not in (table.fieldnames or ()):
            raise UnsupportedFormatError(f"{manifest}: a manifest is a CSV file with a column named file")
        return tuple(_entry(manifest.parent, row) for row in table if row["file"])


def _entry(folder: Path, row: dict[str, str]) -> Entry:
    year = (row.get("year") or "").strip()
    known = {name: row.get(name) or None for name in ("title", "region", "issuer", "level", "genre")}
    return Entry(folder / row["file"], row["file"], int(year) if year.isdecimal() else None, **known)
