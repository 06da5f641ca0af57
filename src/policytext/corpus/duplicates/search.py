"""Near-duplicates: the same document from several sites, reprints, excerpts and other editions, found in a whole corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from policytext.corpus.duplicates.candidates import containing, linked, resembling
from policytext.corpus.duplicates.copies import Copy
from policytext.corpus.duplicates.found import Duplicates
from policytext.corpus.duplicates.groups import Group, Pair, best_of, grouped
from policytext.corpus.duplicates.relating import relation
from policytext.corpus.duplicates.set_aside import SetAside
from policytext.corpus.duplicates.signatures import Signature, signature
from policytext.corpus.duplicates.verifying import Prepared, prepared, verified
from policytext.model.errors import RecordError

TextOf = Callable[[str], str]
Progress = Callable[[int, int], None]
Places = Sequence[tuple[int, int]]
_READY = 64  # so many texts are kept ready to be compared; pairs come sorted, so that neighbours share one


def near_duplicates(copies: Iterable[Copy], *, text_of: TextOf | None = None, progress: Progress | None = None) -> Duplicates:
    """The copies, excerpts and editions among many documents, whatever order they come in (docs/duplicates.md).

    Each copy is looked at once and let go: a signature of some thousand bytes remains. The texts of the pairs that may be
    related are asked for again by ``text_of(id)``; without it all texts are set aside in a temporary file. `progress` is
    called with how many pairs were compared and how many there are; it begins anew for the second search, for excerpts.

    Raises RecordError where two copies bear one id, or `text_of` gives another text than was seen.

    >>> plan = "一、新增义务教育学位5万个，建成投用中小学校12所。二、新增公办幼儿园30所，普惠率达到90%以上。" * 4
    >>> found = near_duplicates([Copy("b", "首页 > 规划 " + plan), Copy("a", plan, damaged=2), Copy("c", plan.replace("5万", "6万"))])
    >>> [(x["a"], x["b"], x["relation"]) for x in found.pairs.rows]
    [('a', 'b', 'reprint'), ('a', 'c', 'edition'), ('b', 'c', 'edition')]
    >>> found.best, found.copies_of("b")
    (('b', 'c'), ('a',))
    """
    with SetAside() as aside:
        known = _read(copies, aside if text_of is None else None)
        comparing = _Comparing(known, text_of or aside.__getitem__, progress)
        distinct = list(comparing.equal())
        comparing.compare(distinct, resembling(distinct))
        best = _best(known, comparing.groups)
        comparing.compare(best, containing(best))
        return Duplicates.of(known, comparing.groups, comparing.pairs)


def _read(copies: Iterable[Copy], aside: SetAside | None) -> dict[str, Signature]:
    """The signature of every copy by its id, sorted; the texts are set aside if there is a place for them."""
    known: dict[str, Signature] = {}
    for copy in copies:
        if copy.document in known:
            raise RecordError(f"two documents bear the id {copy.document}: give each its own")
        known[copy.document] = signature(copy)
        if aside is not None:
            aside.put(copy.document, copy.text)
    return dict(sorted(known.items()))


def _best(known: Mapping[str, Signature], groups: Iterable[Group]) -> list[Signature]:
    return _in_order(known[group.best] for group in groups if known[group.best].comparable)


def _in_order(signatures: Iterable[Signature]) -> list[Signature]:
    """By year, then size: of many that share a band, neighbours are likely copies of one document."""
    return sorted(signatures, key=lambda x: (x.copy.year or 0, x.size, x.name))


class _Comparing:
    """The pairs found so far, and what is needed to find more."""

    def __init__(self, known: Mapping[str, Signature], text_of: TextOf, progress: Progress | None) -> None:
        self._known, self._text_of, self._progress = known, text_of, progress
        self._ready = lru_cache(maxsize=_READY)(self._prepared)
        self._compared: set[tuple[str, str]] = set()
        self.pairs: list[Pair] = []

    @property
    def groups(self) -> list[Group]:
        """The groups as far as pairs are known."""
        return grouped(self._known, self.pairs)

    def equal(self) -> Iterator[Signature]:
        """Relates texts with equal normal forms, and gives one signature for each different text."""
        by_mark: dict[bytes, list[Signature]] = defaultdict(list)
        for one in self._known.values():
            if one.comparable:
                by_mark[one.mark].append(one)
        for members in by_mark.values():
            names = [x.name for x in members]
            self._compare_all([(names[i], names[j]) for i, j in linked(len(names))])
        yield from _in_order(best_of(members)[0] for members in by_mark.values())

    def compare(self, signatures: Sequence[Signature], places: Places) -> None:
        """Compares pairs that are given by their places in a sequence."""
        named = ((signatures[i].name, signatures[j].name) for i, j in places)
        new = sorted({(min(a, b), max(a, b)) for a, b in named} - self._compared)
        self._compare_all(new, self._progress)

    def _compare_all(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> None:
        for done, (a, b) in enumerate(pairs, 1):
            self._compared.add((a, b))
            if pair := self._pair(a, b):
                self.pairs.append(pair)
            if progress:
                progress(done, len(pairs))

    def _pair(self, a: str, b: str) -> Pair | None:
        """Two compared copies; of an excerpt and the whole the excerpt comes first."""
        found = verified(self._ready(a), self._ready(b))
        what = relation(found, self._known[a].copy, self._known[b].copy)
        if what is None:
            return None
        turned = what.name == "excerpt" and found.size_a > found.size_b
        return Pair(b, a, what, found.turned()) if turned else Pair(a, b, what, found)

    def _prepared(self, name: str) -> Prepared:
        ready = prepared(self._text_of(name))
        if ready.mark != self._known[name].mark:
            raise RecordError(f"the text of {name} is not what it was when the copies were read: read them again")
        return ready
