"""Which items belong together: a main counterpart for each, then what was divided, what came together, what moved away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policytext.comparison.flows import Flow, Flows, flows_between
from policytext.comparison.items import Item
from policytext.comparison.matching import best_of
from policytext.comparison.similarity import Likeness, likeness_of

PAIRED_FROM = 0.16  # score from which two items can be the same task
PART_FROM = 0.20  # score from which a left-over item can be a part of one already paired
FLOW_SHARE = 0.5  # what the shares of sentences add to the score
LONG = 5  # sentences from which an item can give away a part that is worth a row
PART_OF_LONG = 0.18  # both shares together from which a part of a long item counts
SENTENCES_OF_A_PART = 1.5  # a single sentence that strays is no part
HARDLY = 0.03  # a part that the other side does not know of
WHOLE = 2 / 3  # share from which an item went to another as a whole
MAIN_LINE = 0.75  # share from which a long item goes on in another
UNRELATED = 0.32  # both shares together below which two long items are no pair
FOREIGN = 0.045  # likeness of words below which two items are no pair,
FOREIGN_SHARE = 0.5  # unless so much of both together went from one to the other

Kind = Literal["main", "split", "merged"]


@dataclass(frozen=True, slots=True)
class Link:
    """Item i of a and item j of b belong together; ``main`` is one to one, the others say what else happened."""

    i: int
    j: int
    kind: Kind
    content: float
    flow: Flow


def linked(items_a: Sequence[Item], items_b: Sequence[Item]) -> list[Link]:
    """All links between two lists of items, sorted."""
    alike = likeness_of(items_a, items_b)
    flows = flows_between(items_a, items_b, best_of(alike.i, alike.j, alike.score, PAIRED_FROM))
    sight = Sight(alike, flows, [len(x.sentences) for x in items_a], [len(x.sentences) for x in items_b])
    main = main_pairs(sight)
    pairs = [*main, *left_over(sight, main), *parts_moved(sight, main)]
    return classified(sorted({*pairs}), sight)


class Sight:
    """What is known of every pair of items: its likeness, and where its sentences went."""

    def __init__(self, alike: Likeness, flows: Flows, lengths_a: Sequence[int], lengths_b: Sequence[int]) -> None:
        self.alike, self.flows, self.lengths_a, self.lengths_b = alike, flows, lengths_a, lengths_b
        self.place = {pair: k for k, pair in enumerate(zip(alike.i.tolist(), alike.j.tolist(), strict=True))}

    def flow(self, pair: tuple[int, int]) -> Flow:
        """The shares of sentences between two items; none where none went."""
        return self.flows.get(pair, Flow(0.0, 0.0))

    def content(self, pair: tuple[int, int]) -> float:
        """How alike the words of two items are; 0 where they are no candidates."""
        return float(self.alike.content[self.place[pair]]) if pair in self.place else 0.0

    def score(self, pair: tuple[int, int]) -> float:
        """What speaks for a pair altogether."""
        base = float(self.alike.score[self.place[pair]]) if pair in self.place else 0.0
        flow = self.flow(pair)
        return base + FLOW_SHARE * float((flow.from_a * flow.from_b) ** 0.5)

    def long(self, pair: tuple[int, int]) -> bool:
        """Whether both items hold several sentences."""
        return min(self.lengths_a[pair[0]], self.lengths_b[pair[1]]) >= LONG

    def sentences(self, pair: tuple[int, int]) -> float:
        """How many sentences went, seen from the side that sees more."""
        flow = self.flow(pair)
        return max(flow.from_a * self.lengths_a[pair[0]], flow.from_b * self.lengths_b[pair[1]])

    def mutual(self, pair: tuple[int, int]) -> bool:
        """Whether each of the two items has sentences that are best continued in the other."""
        flow = self.flow(pair)
        return min(flow.from_a, flow.from_b) >= HARDLY

    def goes_on(self, pair: tuple[int, int]) -> bool:
        """Whether most of a long item goes on in this one, whatever parts of it went elsewhere."""
        return self.long(pair) and self.flow(pair).from_a >= MAIN_LINE

    def foreign(self, pair: tuple[int, int]) -> bool:
        """Whether two items share hardly any words, unless most of one or the other went."""
        return self.content(pair) < FOREIGN and self.flow(pair).both < FOREIGN_SHARE

    def unrelated(self, pair: tuple[int, int]) -> bool:
        """Whether two items are foreign, or two long ones share the words of a heading at most, and no work."""
        work = self.content(pair) >= PART_FROM or self.flow(pair).both >= UNRELATED
        return self.foreign(pair) or (self.long(pair) and not work)


def main_pairs(sight: Sight) -> list[tuple[int, int]]:
    """One to one, the best for all items together."""
    import numpy as np

    pairs = [*sight.place, *(pair for pair in sight.flows if pair not in sight.place)]
    scored = [(pair, sight.score(pair)) for pair in pairs if not sight.unrelated(pair)]
    i, j = (np.array([pair[side] for pair, _ in scored], dtype=int) for side in (0, 1))
    return best_of(i, j, np.array([score for _, score in scored], dtype=float), PAIRED_FROM)


def left_over(sight: Sight, main: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every item without a counterpart beside the best partner among those that have one, if that is good enough."""
    found: list[tuple[int, int]] = []
    for side in (0, 1):
        taken_here, taken_there = {pair[side] for pair in main}, {pair[1 - side] for pair in main}
        best: dict[int, tuple[float, tuple[int, int]]] = {}
        for pair in sight.place:
            if pair[side] not in taken_here and pair[1 - side] in taken_there and (sight.mutual(pair) or not sight.long(pair)):
                best[pair[side]] = max(best.get(pair[side], (0.0, pair)), (sight.score(pair), pair), key=lambda x: x[0])
        found += [pair for score, pair in best.values() if score >= PART_FROM]
    return found


def parts_moved(sight: Sight, main: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of long items between which a part went: enough of it, and seen from both sides."""
    taken = {*main}
    return [
        pair for pair, flow in sight.flows.items()
        if pair not in taken and sight.long(pair) and flow.both >= PART_OF_LONG and sight.mutual(pair)
        and sight.sentences(pair) >= SENTENCES_OF_A_PART and not sight.foreign(pair)
    ]  # fmt: skip


def classified(pairs: Sequence[tuple[int, int]], sight: Sight) -> list[Link]:
    """The links with their kinds.

    An item that is the main source of several is divided (split), unless most of it goes on in one of them. One that is the
    source of none and went into another as a whole came together with that one's own source (merged). What else goes
    elsewhere is a part that moved away (split).
    """
    into = main_sources(pairs, sight)
    sources_of = grouped((i, j) for j, i in into.items())
    of_a, of_b = Counter(i for i, _ in pairs), Counter(j for _, j in pairs)
    whole = {x for x in pairs if x[0] not in sources_of and (of_a[x[0]] == 1 or sight.flow(x).from_a >= WHOLE)}
    joined = {j for _, j in whole}

    def kind(pair: tuple[int, int]) -> Kind:
        i, j = pair
        if pair in whole:
            return "merged" if of_b[j] > 1 else "main"
        divided = len(sources_of.get(i, ())) != 1 and not sight.goes_on(pair)
        if divided or into[j] != i:
            return "split"
        return "merged" if j in joined else "main"

    return [Link(*pair, kind(pair), sight.content(pair), sight.flow(pair)) for pair in pairs]


def main_sources(pairs: Iterable[tuple[int, int]], sight: Sight) -> Mapping[int, int]:
    """For every item of b the item of a that gave it most."""
    found: dict[int, tuple[float, int]] = {}
    for i, j in pairs:
        given = sight.flow((i, j)).from_b + sight.score((i, j))
        if given > found.get(j, (-1.0, 0))[0]:
            found[j] = given, i
    return {j: i for j, (_, i) in found.items()}


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The second numbers of pairs by the first."""
    found = defaultdict[int, list[int]](list)
    for first, second in pairs:
        found[first].append(second)
    return dict(found)
