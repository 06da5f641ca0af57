"""The copies of a corpus as tables: the pairs that were compared and related, and the groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.corpus.datasets import JOINT
from policytext.corpus.duplicates.groups import Group, Pair
from policytext.corpus.duplicates.signatures import Signature
from policytext.model.errors import UnknownKindError
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

DUPLICATE_COLUMNS: dict[str, type] = {
    "document": str, "best": str, "is_best": bool, "copies": int, "reason": str, "damaged": int, "damaged_share": float,
    "characters": int, "compared_characters": int, "official": bool, "file": str, "title": str, "place": str, "plan_year": int,
}  # fmt: skip
PAIR_COLUMNS: dict[str, type] = {
    "a": str, "b": str, "relation": str, "evidence": str, "resemblance": float, "a_in_b": float, "b_in_a": float,
    "covered_a": float, "covered_b": float, "longest_run": int, "rewritten": float, "slips": int, "numbers_kept": int,
    "numbers_changed": int, "characters_a": int, "characters_b": int, "best_a": str, "best_b": str,
}  # fmt: skip
DUPLICATE_TABLES: dict[str, dict[str, type]] = {"duplicates": DUPLICATE_COLUMNS, "duplicate_pairs": PAIR_COLUMNS}


@dataclass(frozen=True)
class Duplicates:
    """The copies found: `groups` has a row for every document, `pairs` one for every two that were found related.

    >>> Duplicates.of({}, [], []).best
    ()
    """

    groups: Sheet
    pairs: Sheet

    @classmethod
    def of(cls, signatures: Mapping[str, Signature], groups: Sequence[Group], pairs: Iterable[Pair]) -> Duplicates:
        """The tables of groups and pairs."""
        best = {name: group.best for group in groups for name in group.members}
        rows = (_group_row(signatures[name], group) for group in groups for name in group.members)
        pair_rows = (_pair_row(pair, best) for pair in sorted(pairs, key=lambda pair: (pair.a, pair.b)))
        return cls(
            Sheet("duplicates", DUPLICATE_COLUMNS, tuple(rows)), Sheet("duplicate_pairs", PAIR_COLUMNS, tuple(pair_rows))
        )

    @property
    def best(self) -> tuple[str, ...]:
        """The ids of the best copies, one a document: the corpus without its duplicates."""
        return tuple(sorted(row["document"] for row in self.groups.rows if row["is_best"]))

    def copies_of(self, name: str) -> tuple[str, ...]:
        """The ids of the other copies of that document, sorted. Raises KeyError for an id that there is not."""
        best_of = {row["document"]: row["best"] for row in self.groups.rows}
        if name not in best_of:
            raise KeyError(f"no document {name!r} among those compared: see Duplicates.groups")
        return tuple(sorted(x for x, best in best_of.items() if best == best_of[name] and x != name))

    def sheet(self, table: str = "duplicates") -> Sheet:
        """One table, ``duplicates`` or ``duplicate_pairs``. Raises UnknownKindError that names the choices."""
        if table not in DUPLICATE_TABLES:
            raise UnknownKindError(f"no table {table!r}: choose {', '.join(DUPLICATE_TABLES)}")
        return self.groups if table == "duplicates" else self.pairs

    def to_frame(self, table: str = "duplicates") -> pd.DataFrame:
        """One table as a data frame. Raises UnknownKindError that names the choices.

        >>> Duplicates.of({}, [], []).to_frame("duplicate_pairs").columns[0]
        'a'
        """
        from policytext.corpus.frames import frame_of

        return frame_of(self.sheet(table))

    @property
    def summary(self) -> str:
        """The tables in a sentence or two."""
        several = Counter(row["best"] for row in self.groups.rows if row["copies"] > 1)
        links = Counter(row["relation"] for row in self.pairs.rows)
        return (
            f"{len(self.groups.rows)} documents, {len(self.best)} of them different; {len(several)} stand in more than one copy. "
            f"{links['excerpt']} pairs of excerpt and whole, {links['edition']} of editions."
        )


def _group_row(one: Signature, group: Group) -> dict[str, Any]:
    known = one.copy
    return {
        "document": one.name, "best": group.best, "is_best": one.name == group.best, "copies": len(group.members),
        "reason": group.reason, "damaged": known.damaged, "damaged_share": known.damaged_share, "characters": known.characters,
        "compared_characters": one.size, "official": known.official, "file": known.file, "title": known.title,
        "place": known.place, "plan_year": known.year,
    }  # fmt: skip


def _pair_row(pair: Pair, best: Mapping[str, str]) -> dict[str, Any]:
    found = pair.found
    return {
        "a": pair.a, "b": pair.b, "relation": pair.relation.name, "evidence": JOINT.join(pair.relation.evidence) or None,
        "resemblance": found.resemblance, "a_in_b": found.a_in_b, "b_in_a": found.b_in_a, "covered_a": found.covered_a,
        "covered_b": found.covered_b, "longest_run": found.longest_run, "rewritten": found.rewritten, "slips": found.slips,
        "numbers_kept": found.numbers_kept, "numbers_changed": found.numbers_changed, "characters_a": found.size_a,
        "characters_b": found.size_b, "best_a": best[pair.a], "best_b": best[pair.b],
    }  # fmt: skip
