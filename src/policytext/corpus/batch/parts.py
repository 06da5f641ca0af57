"""Parts: runs of documents that share their output files, cut so that a new file changes only the part it falls into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from policytext.corpus.batch.settings import digest
from policytext.corpus.listing import Listed

LONGEST = 4
"""A part is cut at the latest at so many times its usual length."""

READ, FAILED, AGAIN = "read", "failed", "again"
"""What became of a document: read; failed for good; its process ended over it, so that it is to be tried alone."""


def cut(documents: Iterable[Listed], usual: int) -> Iterator[tuple[Listed, ...]]:
    """The documents in runs of about `usual`: a name's own checksum says whether a run begins with it.

    >>> names = [f"计划{i}.txt" for i in range(60)]
    >>> sum(len(part) for part in cut([Listed(name, name, name) for name in names], 16))
    60
    """
    run: list[Listed] = []
    for one in documents:
        if run and (begins_part(one.name, usual) or len(run) >= LONGEST * usual):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def begins_part(name: str, usual: int) -> bool:
    """Whether a part begins with a file of that name wherever it stands: true for one name in `usual`."""
    mark = hashlib.blake2b(name.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(mark, "big") % usual == 0


@dataclass(slots=True)
class Task:
    """One document of an open part, as far as it has come; `known` from an earlier run, `kept_in` the part that has its rows."""

    listed: Listed
    sha256: str = ""
    bytes: int = 0
    key: str = ""
    outcome: str = ""
    kept_in: str = ""
    known: bool = False

    @property
    def piece(self) -> str:
        """The name that the document's piece has before its ending."""
        return f"{self.key[:2]}/{self.key}"

    def order(self) -> dict[str, Any]:
        """What the one who reads or assembles must know, as JSON can hold it."""
        return {
            "path": self.listed.path, "file": self.listed.name, "document": self.listed.id, "hints": self.listed.hints,
            "sha256": self.sha256, "bytes": self.bytes, "key": self.key, "piece": self.piece, "outcome": self.outcome,
            "kept_in": self.kept_in,
        }  # fmt: skip


@dataclass(slots=True)
class OpenPart:
    """A part under way: its documents and how many of them are still to come."""

    tasks: list[Task]
    inputs: str = ""
    open: int = 0
    alone: list[Task] = field(default_factory=list)

    def examined(self, found: Iterable[tuple[str, int]], mark: str) -> None:
        """Takes the checksums of the files in, from which the keys of the documents and of the part follow."""
        for task, (sha256, size) in zip(self.tasks, found, strict=True):
            task.sha256, task.bytes = sha256, size
            order = task.order()
            task.key = digest([mark, sha256, order["file"], order["document"], order["hints"]])
        self.inputs = digest([task.key for task in self.tasks])
        self.open = len(self.tasks)
