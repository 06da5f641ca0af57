"""What earlier runs have left in an output: finished parts, and the pieces of parts that were under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policytext.corpus.batch.ledger import PARTS, PIECES, Commit, commit_name, read_commit
from policytext.corpus.batch.parts import AGAIN, FAILED, READ
from policytext.corpus.store import Store


@dataclass(slots=True)
class Earlier:
    """Finished parts by their marks (whether all of it could be read), documents and pieces by their keys.

    Of a part whose files are not all there nothing is taken: it is made again.
    """

    parts: dict[str, bool] = field(default_factory=dict)
    documents: dict[str, tuple[str, str]] = field(default_factory=dict)
    pieces: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> Earlier:
        """What stands in an output. Raises BatchError where a part's ledger cannot be read."""
        there = set(store.names())
        earlier = cls(pieces=dict(_pieces(there)))
        for commit in (read_commit(store, name) for name in sorted(there) if name.startswith(f"{PARTS}/") and name.endswith(".json")):
            if all(file["path"] in there for file in commit.files):
                earlier._add(commit)
        return earlier

    def _add(self, commit: Commit) -> None:
        self.parts[commit.inputs] = not any(commit.failures)
        name = commit_name(commit.inputs)
        self.documents |= {one["key"]: (name, one["outcome"]) for one in commit.documents}

    def finished(self, inputs: str, retry_failed: bool) -> bool:
        """Whether a part is finished and stays as it is."""
        return inputs in self.parts and (self.parts[inputs] or not retry_failed)

    def outcome(self, key: str, retry_failed: bool) -> tuple[str, str]:
        """What became of a document, and which part's ledger says so (none for a piece); two empty strings where it must be read."""
        name, outcome = self.documents.get(key, ("", ""))
        name, outcome = (name, outcome) if outcome else ("", self.pieces.get(key, ""))
        return ("", "") if outcome == FAILED and retry_failed else (outcome, name)


def _pieces(names: set[str]) -> Iterator[tuple[str, str]]:
    """The key and the outcome of every piece; where a document has two, the one that is for good."""
    ours = sorted((name for name in names if name.startswith(f"{PIECES}/")), key=lambda name: not name.endswith(AGAIN))
    for name in ours:
        key, _, outcome = name.rpartition("/")[2].partition(".")
        if outcome in (READ, FAILED, AGAIN):
            yield key, outcome
