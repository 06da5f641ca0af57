"""The projects of one document: their mentions joined under all names they bear, and what the last word says of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytext.comparison.project_names import HELD, Likeness, Name, likeness_of, name_of, project_core
from policytext.comparison.rows import Mention
from policytext.comparison.strings import grams
from policytext.extraction.measure_places import Places
from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Project

ENDING = frozenset(("construction", "programme", "designation", "event"))
"""What is over once it is finished; a pilot that is won begins, a platform that is opened goes on."""
# 第三届, 2024年: what is held again and again is not over
_EDITION = re.compile(r"第[一二三四五六七八九十百\d]+[届期轮批次]|(?:19|20)\d\d")
# 已建成, 去年竣工: what is done, in a part that does not look back as well
_DONE = re.compile("(?:已经?|去年|上年|过去[一五]年|年来)[^，。；\n]{0,30}$")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Told:
    """One mention: where it stands, and whether it is said of what was done."""

    extraction: Extraction
    text: str
    back: bool

    @property
    def value(self) -> Project:
        """What the extraction says of the project."""
        value = self.extraction.value
        return value if isinstance(value, Project) else Project("programme")


@dataclass(frozen=True)
class Named:
    """A project of one document with all its mentions in text order."""

    told: tuple[Told, ...]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Its names, each once, in the order in which they come."""
        return tuple(name_of(text) for text in dict.fromkeys(x.text for x in self.told))

    @property
    def type(self) -> str:
        """The type of the first mention."""
        return self.told[0].value.type

    @property
    def items(self) -> frozenset[str]:
        """The addresses at which it is named."""
        return frozenset(x.extraction.address for x in self.told)

    @property
    def mention(self) -> Mention:
        """The first mention, as the table shows it."""
        first = self.told[0]
        stages = [x.value.stage for x in self.told if x.value.stage]
        return Mention(
            first.extraction.address, first.text, first.value.type, first.extraction.span, len(self.told), stages[-1] if stages else None,
            all(x.back for x in self.told), "|".join(f"{x.extraction.span.start}-{x.extraction.span.end}" for x in self.told),
        )  # fmt: skip

    @property
    def finish(self) -> Span | None:
        """The place of the last word on it, where that reports it as finished."""
        last = next((x for x in reversed(self.told) if x.value.stage), None)
        over = last is not None and last.back and all(x.back for x in self.told) and last.value.stage == "finished"
        if last is None or not over or self.type not in ENDING or _EDITION.search(last.text):
            return None
        return last.extraction.span


def named_projects(document: Document) -> tuple[Named, ...]:
    """The projects of a document, each once, in the order of their first mention.

    >>> from policytext.pipeline import parse
    >>> plan = parse("1.推进“青螺登高”工程。\\n2.深化“青螺登高”发展工程。", year=2024)
    >>> [[name.text for name in x.names] for x in named_projects(plan)]
    [['“青螺登高”工程', '“青螺登高”发展工程']]
    """
    groups = _by_core(tuple(_told(document)))
    joined = list(range(len(groups)))
    for i, j in candidates(groups, groups):
        if i < j and (found := likeness(groups[i], groups[j])) and found.score >= HELD and not found.renamed:
            first, second = sorted((_root(joined, i), _root(joined, j)))
            joined[second] = first
    members = defaultdict[int, list[Told]](list)
    for i, group in enumerate(groups):
        members[_root(joined, i)] += group.told
    return tuple(Named(tuple(sorted(told, key=lambda x: x.extraction.span))) for _, told in sorted(members.items()))


def _root(joined: Sequence[int], i: int) -> int:
    while joined[i] != i:
        i = joined[i]
    return i


def _told(document: Document) -> Iterator[Told]:
    places = Places(document) if document.projects else None
    for extraction in document.projects:
        start = extraction.span.start
        done = _DONE.search(document.text, max(0, start - _REACH), start) is not None
        yield Told(extraction, document.text_of(extraction), done or (places is not None and places.looks_back(start)))


def _by_core(told: Iterable[Told]) -> list[Named]:
    """The mentions under one core name, or under one entry of the document, together."""
    by_core, first = defaultdict[str, list[Told]](list), dict[str, str]()
    for x in told:
        core = project_core(x.text)
        by_core[first.setdefault(x.value.entry or core, core)].append(x)
    again = defaultdict[str, list[Told]](list)
    for core, mentions in by_core.items():
        again[first.get(core, core)] += mentions
    return [Named(tuple(sorted(x, key=lambda one: one.extraction.span))) for x in again.values()]


def candidates(left: Sequence[Named], right: Sequence[Named]) -> set[tuple[int, int]]:
    """The ranks of those that share two neighbouring characters of their names' stems, or a nickname."""
    index = defaultdict[str, list[int]](list)
    for j, one in enumerate(right):
        for key in _keys(one):
            index[key].append(j)
    return {(i, j) for i, one in enumerate(left) for key in _keys(one) for j in index.get(key, ())}


def _keys(one: Named) -> set[str]:
    return {key for name in one.names for key in (*grams(name.stem, 2), *name.nicknames, name.core)}


def likeness(x: Named, y: Named, *, same_item: bool = False) -> Likeness | None:
    """The surest of what the names of two projects say."""
    found = (likeness_of(p, q, same_item=same_item, same_type=x.type == y.type) for p in x.names for q in y.names)
    return max((one for one in found if one is not None), key=lambda one: one.score, default=None)
