"""Named projects through the plans of one place: each project once, with every year that names it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.comparison.line_links import Links, chains
from policytext.comparison.panel_rows import Timeline, TimelineStatus
from policytext.comparison.places import Series
from policytext.comparison.project_mentions import Named, likeness, named_projects
from policytext.comparison.project_names import SAME_ITEM
from policytext.comparison.strings import grams
from policytext.model.document import Document
from policytext.model.values import Stage

NEAR = 2  # waves within which another name may be the same project
PER_GAP, SAME_NAME = 0.03, 1.2  # an equal name outweighs any likeness, however far it lies
FAR = 3
COMMON = 40  # projects that share two characters; a pair of characters in more of them tells nothing


@dataclass(frozen=True, slots=True)
class Node:
    """A project of one document, and the number of its wave."""

    wave: int
    document: Document
    named: Named

    @property
    def core(self) -> str:
        """Its first name without marks, years and editions."""
        return self.named.names[0].core


def timelines(series: Series) -> tuple[Timeline, ...]:
    """The projects of one place in the order of their first mention."""
    nodes = [
        Node(number, document, named)
        for number, wave in enumerate(series.waves)
        for document in wave.documents
        for named in named_projects(document)
    ]
    last = len(series.waves) - 1
    found = [[nodes[i] for i in chain] for chain in chains(len(nodes), links_of(nodes))]
    found.sort(key=lambda chain: (chain[0].wave, chain[0].document.metadata.id, chain[0].named.mention.span.start))
    return tuple(_timeline(f"{series.name}¶{rank}", series.place, chain, last) for rank, chain in enumerate(found, 1))


def links_of(nodes: Sequence[Node]) -> Links:
    """Equal names over any distance, names that are only alike within a few waves."""
    links: Links = {}
    for i, j in sorted(_equal(nodes) | _alike(nodes)):
        x, y = nodes[i], nodes[j]
        if x.document is y.document:
            continue
        gap = max(y.wave - x.wave - 1, 0)
        found = likeness(x.named, y.named)
        if found is not None and found.score >= SAME_ITEM:
            score = SAME_NAME if x.core == y.core else found.score
            links[i, j] = max(score - PER_GAP * min(gap, 10), 0.01)
    return links


def _equal(nodes: Sequence[Node]) -> set[tuple[int, int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        named[node.core].append(i)
    return {(i, j) for places in named.values() for rank, i in enumerate(places) for j in places[rank + 1 : rank + 1 + FAR]}


def _alike(nodes: Sequence[Node]) -> set[tuple[int, int]]:
    """Pairs within a few waves that share two neighbouring characters which few projects have."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        for gram in grams(node.core, 2):
            index[gram].append(i)
    return {
        (i, j)
        for places in index.values() if len(places) <= COMMON
        for rank, i in enumerate(places)
        for j in places[rank + 1 :] if nodes[j].wave - nodes[i].wave <= NEAR
    }  # fmt: skip


def _timeline(name: str, place: str, chain: Sequence[Node], last_wave: int) -> Timeline:
    first, last = chain[0], chain[-1]
    names = list(dict.fromkeys(name.text for node in chain for name in node.named.names))
    years = [node.document.metadata.plan_year for node in chain]
    stage = stage_of(last)
    aliases = [x for x in names if x != last.named.mention.text]
    return Timeline(
        name, place, last.named.mention.text, "|".join(aliases), Counter(node.named.mention.type for node in chain).most_common(1)[0][0],
        status_of(chain, last_wave), stage, years[0], years[-1], len({node.wave for node in chain}),
        "|".join(str(year) for year in dict.fromkeys(years) if year is not None), sum(node.named.mention.mentions for node in chain),
        first.document.metadata.id, first.named.mention, last.document.metadata.id, last.named.mention,
    )  # fmt: skip


def status_of(chain: Sequence[Node], last_wave: int) -> TimelineStatus:
    """What became of a project by the last plan: finished where its last mention says so."""
    if chain[-1].named.finish is not None:
        return "finished"
    if chain[-1].wave < last_wave:
        return "vanished"
    if len(chain) == 1:
        return "new"
    return "renamed" if len({node.core for node in chain}) > 1 else "continued"


def stage_of(node: Node) -> Stage | None:
    """The stage of the work that the last of a document's mentions tells which tells any."""
    found = [x.value.stage for x in node.named.told if x.value.stage]
    return found[-1] if found else None
