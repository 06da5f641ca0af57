"""The ledger of a batch: one small file for each finished part, and the manifest; both are written whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from policytext.corpus.batch.settings import LAYOUT, Settings, package_version
from policytext.corpus.failure import Failure
from policytext.corpus.store import Store
from policytext.model.errors import BatchError
from policytext.model.records import SCHEMA_VERSION

FORMAT = "policytext-batch"
MANIFEST, PARTS, PIECES, LOCK = "manifest.json", "_parts", "_pieces", "_lock"


@dataclass(frozen=True, slots=True)
class Commit:
    """A finished part: `inputs` is the mark of its documents, `documents` what became of each, `files` what holds them."""

    inputs: str
    documents: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """The ledger's file."""
        return commit_name(self.inputs)

    @property
    def failures(self) -> Iterator[dict[str, Any]]:
        """The documents that could not be read, each with the reason."""
        wanted = ("file", "document", "error", "reason", "tries", "sha256", "bytes", "hints")
        return ({name: one[name] for name in wanted if name in one} for one in self.documents if one["outcome"] == "failed")

    def record(self) -> dict[str, Any]:
        """The commit as a dict that JSON can hold."""
        return {"layout": LAYOUT, "inputs": self.inputs, "documents": list(self.documents), "files": list(self.files)}


def failure_of(record: Mapping[str, Any]) -> Failure:
    """One failure of a manifest, with what a list of the documents says of it."""
    hints = record.get("hints", {})
    known = {name: hints.get(name) for name in ("region", "year", "genre")}
    return Failure(record["file"], f"{record['error']}: {record['reason']}", **known)


def commit_name(inputs: str) -> str:
    """The ledger's file of the part with that mark."""
    return f"{PARTS}/{inputs}.json"


def read_commit(store: Store, name: str) -> Commit:
    """One finished part. Raises BatchError where its file cannot be read."""
    record = _json(store.read(name), name)
    if record.get("layout") != LAYOUT:
        raise BatchError(f"{name}: layout {record.get('layout')!r}, this release writes {LAYOUT}: give another folder with -o")
    try:
        return Commit(record["inputs"], tuple(record["documents"]), tuple(record["files"]))
    except (KeyError, TypeError):
        raise BatchError(f"{name} is no ledger of a batch: give another folder with -o") from None


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except ValueError as error:
        raise BatchError(f"{name} cannot be read ({error}): give another folder with -o, or remove this one") from None
    if not isinstance(record, dict):
        raise BatchError(f"{name} is no ledger of a batch: give another folder with -o")
    return record


def read_manifest(store: Store) -> dict[str, Any] | None:
    """The manifest of a result, or None where there is none. Raises BatchError where it is none of ours."""
    data = store.read_if_there(MANIFEST)
    if data is None:
        return None
    record = _json(data, MANIFEST)
    if record.get("format") != FORMAT:
        raise BatchError(f"{MANIFEST} in that folder is not one of policytext batch: give another folder with -o")
    if record.get("layout") != LAYOUT:
        raise BatchError(f"{MANIFEST}: layout {record.get('layout')!r}, this release reads {LAYOUT}")
    return record


def holds_result(store: Store) -> bool:
    """Whether a folder holds what a batch has made, finished or not."""
    try:
        return read_manifest(store) is not None
    except BatchError:
        return False


def write_commit(store: Store, commit: Commit) -> None:
    """Puts a part down as finished: from here on a kill cannot lose it."""
    store.write(commit.name, written(commit.record()), durable=True)


def write_manifest(store: Store, settings: Settings, parts: Iterable[str], *, complete: bool) -> Counter[str]:
    """Writes the manifest of the parts with these marks and gives its counts: documents, failed, rows of each dataset.

    It holds neither time nor place, so that the same documents give the same bytes.
    """
    counts: Counter[str] = Counter(documents=0, failed=0)
    entries: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for commit in (read_commit(store, commit_name(inputs)) for inputs in parts):
        failures += commit.failures
        entries.append({"part": commit.inputs, "first": commit.documents[0]["file"], "documents": len(commit.documents), "files": commit.files})
        counts.update(rows_of(commit))
    record = {
        "format": FORMAT, "layout": LAYOUT, "schema_version": SCHEMA_VERSION, "package_version": package_version(),
        "complete": complete, "settings": settings.record(), "counts": dict(counts),
        "parts": sorted(entries, key=itemgetter("first")), "failures": sorted(failures, key=itemgetter("file")),
    }  # fmt: skip
    store.write(MANIFEST, written(record), durable=True)
    return counts


def rows_of(commit: Commit) -> Counter[str]:
    """How many documents a part has, how many of them failed, and how many rows each dataset."""
    counts = Counter(documents=len(commit.documents), failed=sum(1 for _ in commit.failures))
    for file in commit.files:
        counts[f"rows_{file['path'].partition('/')[0]}"] += file["rows"]
    return counts


def written(record: Mapping[str, Any]) -> bytes:
    """A record as the bytes of a JSON file, keys sorted, Chinese written as it is."""
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "backslashreplace")
