"""Which figures of many documents are one: candidates from an index, then one assignment over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policytext.comparison.likely import likely_pairs
from policytext.comparison.lineage import JOINED_FROM
from policytext.comparison.readings import Reading, conversion
from policytext.comparison.strings import grams

UNEQUAL_UNITS, UNEQUAL_KINDS, UNEQUAL_HORIZON = 0.25, 0.2, 0.3
FAR_APART, FAR = 0.12, 10  # numbers that differ tenfold under names that are only alike
SAME_NUMBER, SAME_COMPARATOR, NEARBY = 0.03, 0.02, 0.02
UNNAMED, GENERIC = 0.15, 0.2  # one of two figures has a name that the lexicon knows, the other has not
PER_GAP, LONGEST_GAP_COST = 0.03, 0.15
SAME_NAME = 0.92  # how alike two figures of one name are over a distance at which no words are compared
Links = dict[tuple[int, int], float]


def likeness(x: Reading, y: Reading, alike: float) -> float:
    """0..1: how surely two figures of different documents state one indicator; `alike` tells how alike their words are."""
    same = same_name(x, y, alike)
    if same < JOINED_FROM:
        return 0.0
    if conversion(x.figure.unit, y.figure.unit) is None:
        same -= UNEQUAL_UNITS
    elif "difference" in (x.kind, y.kind) and x.kind != y.kind:
        return 0.0  # 赤字3000亿元, and 比上年减少200亿元
    elif x.kind != y.kind:
        same -= UNEQUAL_KINDS
    return max(0.0, same - UNEQUAL_HORIZON * (x.several_years != y.several_years) + closeness(x, y))


def closeness(x: Reading, y: Reading) -> float:
    """A little for numbers and comparators that agree: of two statements of one name the likelier one."""
    bonus = SAME_COMPARATOR * (x.figure.comparator == y.figure.comparator)
    a, b, factor = x.figure.low, y.figure.low, conversion(x.figure.unit, y.figure.unit)
    if not a or not b or factor is None:
        return bonus
    ratio = float(min(a, b * factor) / max(a, b * factor))
    far = FAR_APART * (ratio * FAR < 1 and not (x.concept.known and y.concept.known))
    return bonus + SAME_NUMBER * (ratio == 1) + NEARBY * ratio - far


def allowed(x: Reading, y: Reading) -> bool:
    """Whether nothing speaks against two figures being one: two known names, or a number and its change."""
    return (not (x.concept.known and y.concept.known) or x.concept.name == y.concept.name) and (
        x.kind == y.kind or "difference" not in (x.kind, y.kind)
    )


def by_lineage(x: Reading, y: Reading, similarity: float) -> float:
    """The likeness that the comparison of two years found, less what speaks against it over many years; 0 if too much does."""
    unnamed = GENERIC * (not (x.concept.name and y.concept.name))
    score = min(similarity, 1.0) - unnamed + min(closeness(x, y), 0.0)
    return score if allowed(x, y) and score >= JOINED_FROM else 0.0


def same_name(x: Reading, y: Reading, alike: float) -> float:
    """0..1: how surely two figures whose words are so much `alike` bear one name; two that the lexicon knows are one or are not."""
    if x.concept.known and y.concept.known:
        return float(x.concept.name == y.concept.name)
    same = min(alike, 1.0)
    if x.concept.known or y.concept.known:
        return same - UNNAMED
    return same - GENERIC if not (x.concept.name and y.concept.name) else same


def candidates(readings: Sequence[Reading], others: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Places in both sequences whose names share two neighbouring characters, or the concept."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, other in enumerate(others):
        for gram in keys_of(other):
            index[gram].append(j)
    for i, reading in enumerate(readings):
        yield from ((i, j) for j in sorted({j for gram in keys_of(reading) for j in index.get(gram, ())}))


def keys_of(reading: Reading) -> frozenset[str]:
    """What a figure is found by: its concept where the lexicon knows it, and the pairs of characters of its name."""
    if reading.concept.known:
        return grams(reading.concept.name, 2)
    return grams(reading.measure.core, 2) | grams(reading.concept.name, 2) | (grams(reading.measure.near, 2) if reading.measure.generic else frozenset())


def links_between(readings: Sequence[Reading], others: Sequence[Reading], gap: int = 0) -> Links:
    """The links between two waves that lie `gap` waves apart, scored 0..1."""
    cost = min(PER_GAP * gap, LONGEST_GAP_COST)
    alike = {(x.i, x.j): x.same for x in likely_pairs([x.measure for x in readings], [x.measure for x in others])}
    found = {*alike, *candidates(readings, others)}
    scored = ((i, j, likeness(readings[i], others[j], alike.get((i, j), 0.0)) - cost) for i, j in sorted(found))
    return {(i, j): score for i, j, score in scored if score >= JOINED_FROM - cost and score > 0}


def chains(count: int, links: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The nodes 0..count-1 in chains, so that each has one successor and one predecessor and the links weigh most.

    A link leads from a smaller to a larger number. Weights are squared: two poor links never push a good one aside.

    >>> chains(4, {(0, 1): 0.9, (0, 2): 0.7, (1, 3): 0.8, (2, 3): 0.5})
    [[0, 1, 3], [2]]
    """
    following = dict(assigned(count, links)) if links else {}
    begun = sorted(set(range(count)) - set(following.values()))
    return [_followed(start, following) for start in begun]


def _followed(start: int, following: Mapping[int, int]) -> list[int]:
    chain = [start]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    return chain


def paired(readings: Sequence[Reading], others: Sequence[Reading], threshold: float = JOINED_FROM) -> list[tuple[int, int, float]]:
    """The best pairs of two documents' figures, one to one, each with its likeness."""
    links = {(i, len(readings) + j): score for (i, j), score in links_between(readings, others).items() if score >= threshold}
    if not links:
        return []
    return [(i, j - len(readings), links[i, j]) for i, j in assigned(len(readings) + len(others), links)]


def assigned(count: int, links: Mapping[tuple[int, int], float]) -> Iterable[tuple[int, int]]:
    """The pairs of node and successor; every node may also have none, which costs more than any link."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    nodes = np.arange(count)
    rows, columns = (np.array(side) for side in zip(*links, strict=True))
    costs = 2.0 - np.array(list(links.values())) ** 2
    table = coo_matrix(
        (np.concatenate([costs, np.full(count, 2.0)]), (np.concatenate([rows, nodes]), np.concatenate([columns, nodes + count]))),
        shape=(count, 2 * count),
    )
    left, right = min_weight_full_bipartite_matching(table.tocsr())
    return [(int(i), int(j)) for i, j in zip(left, right, strict=True) if j < count]
