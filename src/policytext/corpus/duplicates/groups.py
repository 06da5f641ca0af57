"""Copies of one document as groups, and the best copy of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytext.corpus.duplicates.relating import Relation
from policytext.corpus.duplicates.signatures import Signature
from policytext.corpus.duplicates.verifying import Verified

COMPLETE = 0.98
"""A copy is complete that has at least this part of the longest one's characters."""
_SHARE_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two compared copies: their ids, what the first is to the second, and what the comparison found."""

    a: str
    b: str
    relation: Relation
    found: Verified

    @property
    def joins(self) -> bool:
        """Whether it says that both are copies of one document."""
        return self.relation.name in ("same", "reprint")


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one document, sorted by id; `best` is the id of the one to use and `reason` says why it."""

    members: tuple[str, ...]
    best: str
    reason: str


def grouped(signatures: Mapping[str, Signature], pairs: Iterable[Pair]) -> list[Group]:
    """The groups that pairs of copies join, also those of a single document, sorted by their first id.

    The surest pairs join first. Two groups are not joined where a document of one is known to be another edition of a
    document of the other, or where their plan years contradict each other: a copy that has lost what tells the years apart
    must not join two years. Equal texts are one document, whatever year is said of them.
    """
    pairs = list(pairs)
    joining = _Joining(signatures, (pair for pair in pairs if pair.relation.name == "edition"))
    for pair in sorted((pair for pair in pairs if pair.joins), key=_surest_first):
        joining.join(pair.a, pair.b, equal=pair.relation.name == "same")
    return [_group([signatures[name] for name in members]) for members in joining.groups()]


def _surest_first(pair: Pair) -> tuple[bool, float, str, str]:
    return pair.relation.name != "same", -pair.found.resemblance, pair.a, pair.b


class _Joining:
    """Groups while they grow."""

    def __init__(self, signatures: Mapping[str, Signature], editions: Iterable[Pair]) -> None:
        self._members = {name: [name] for name in signatures}
        self._of = {name: name for name in signatures}
        self._years = {name: {x.copy.year} - {None} for name, x in signatures.items()}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in editions:
            self._apart[pair.a].add(pair.b)
            self._apart[pair.b].add(pair.a)

    def join(self, a: str, b: str, equal: bool) -> None:
        """Make one group of two, unless something speaks against it; nothing speaks against equal texts."""
        first, second = sorted((self._of[a], self._of[b]), key=lambda root: (-len(self._members[root]), root))
        if first == second or (not equal and self._contradict(first, second)):
            return
        for name in self._members[second]:
            self._of[name] = first
        self._members[first] += self._members.pop(second)
        self._years[first] |= self._years.pop(second)

    def _contradict(self, first: str, second: str) -> bool:
        years = self._years[first], self._years[second]
        if all(years) and not years[0] & years[1]:
            return True
        apart = (other for name in self._members[second] for other in self._apart.get(name, ()))
        return any(self._of[other] == first for other in apart)

    def groups(self) -> Iterator[list[str]]:
        """The members of each group, sorted."""
        return iter(sorted(map(sorted, self._members.values())))


def _group(members: Sequence[Signature]) -> Group:
    best, reason = best_of(members)
    return Group(tuple(x.name for x in members), best.name, reason)


def best_of(members: Sequence[Signature]) -> tuple[Signature, str]:
    """The copy to use, and the first rule that leaves no other: ``only``, ``least_damaged``, ``most_complete``, ``official``, ``name``.

    Damage is the share of damaged characters, in hundredths of a percent.
    """
    if len(members) == 1:
        return members[0], "only"
    least = min(_damage(x) for x in members)
    left = [x for x in members if _damage(x) == least]
    if len(left) == 1:
        return left[0], "least_damaged"
    longest = max(x.size for x in left)
    left = [x for x in left if x.size >= COMPLETE * longest]
    if len(left) == 1:
        return left[0], "most_complete"
    official = [x for x in left if x.copy.official]
    if len(official) == 1:
        return official[0], "official"
    return min(official or left, key=lambda x: x.name), "name"


def _damage(one: Signature) -> float:
    return round(one.copy.damaged_share, _SHARE_DECIMALS)
