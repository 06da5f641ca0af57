"""Which clause of one text is which of another: sentences first, then the clauses, and last what was moved elsewhere.

Scores are cosines of weighted characters and pairs of characters. Only clauses that share some are looked at, and every
group of clauses that is linked by such pairs is assigned for itself, so that long texts cost little more than their length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policytext.comparison.clauses import Clause
from policytext.comparison.matching import best_pairs

SENTENCES_FROM = 0.30  # likeness from which two sentences can be one
SHORT_FROM = 0.5  # the same where one of them is a single clause: 产值突破0亿元 can be said of anything
CLAUSES_FROM = 0.30  # likeness from which clauses of paired sentences can be one
ELSEWHERE_FROM = 0.7  # the same for clauses of other sentences
ELSEWHERE_LENGTH = 5  # shorter clauses (成效明显) say too little to be found again elsewhere
TOGETHER = 0.3  # what paired sentences are worth: less than an equal clause elsewhere
NO_WORDS = "·"  # what a clause of marks alone says
NEAR = 0.02  # what the same place is worth: a formula that stands twice keeps its order
WIDEST = 1500  # a group with more clauses than this is paired greedily

Pair = tuple[int, int]
Scores = dict[Pair, float]


def pairs_of(a: Sequence[Clause], b: Sequence[Clause]) -> list[Pair]:
    """The pairs of clauses, one to one, in the order of `a`.

    >>> from policytext.comparison.clauses import clauses_of
    >>> from policytext.model.span import Span
    >>> pairs_of(clauses_of("建学校。办体育。", [Span(0, 8)]), clauses_of("办好体育。建学校。", [Span(0, 9)]))
    [(0, 1), (1, 0)]
    """
    if len(a) == 1 and len(b) == 1:
        return [(0, 0)]
    together = sentence_pairs(a, b)
    alike = likeness([x.key or NO_WORDS for x in a], [x.key or NO_WORDS for x in b], CLAUSES_FROM)
    pairs = assigned({pair: one for pair, score in alike.items() if (one := _worth(pair, score, a, b, together))})
    return sorted([*pairs, *_between(pairs, alike, a)])


def _between(pairs: Sequence[Pair], alike: Scores, a: Sequence[Clause]) -> list[Pair]:
    """Clauses alike that stand between the same pairs, though in other sentences or too short to be found elsewhere."""
    stayed = sorted(in_place(pairs, [len(a[i].key) for i, _ in pairs]))
    places_a, places_b = [i for i, _ in stayed], [j for _, j in stayed]
    taken_a, taken_b = {i for i, _ in pairs}, {j for _, j in pairs}
    return assigned({
        (i, j): score for (i, j), score in alike.items()
        if score >= SHORT_FROM and i not in taken_a and j not in taken_b and bisect_left(places_a, i) == bisect_left(places_b, j)
    })  # fmt: skip


def sentence_pairs(a: Sequence[Clause], b: Sequence[Clause]) -> set[Pair]:
    """The sentences that belong together, one to one, by their numbers."""
    single_a, single_b = ({n for n, count in Counter(x.sentence for x in side).items() if count == 1} for side in (a, b))
    alike = likeness(sentence_keys(a), sentence_keys(b), SENTENCES_FROM)
    kept = {(i, j): x for (i, j), x in alike.items() if x >= SHORT_FROM or not (i in single_a or j in single_b)}
    return set(assigned(kept))


def sentence_keys(clauses: Sequence[Clause]) -> list[str]:
    """What every sentence says, by its number."""
    keys = [""] * (clauses[-1].sentence + 1 if clauses else 0)
    for one in clauses:
        keys[one.sentence] += one.key
    return [key or NO_WORDS for key in keys]


def _worth(pair: Pair, score: float, a: Sequence[Clause], b: Sequence[Clause], together: set[Pair]) -> float:
    """What a pair of clauses counts in the assignment; 0 where it is none."""
    one, other = a[pair[0]], b[pair[1]]
    if (one.sentence, other.sentence) in together:
        return TOGETHER + score
    long = min(len(one.key), len(other.key)) >= ELSEWHERE_LENGTH
    return score if long and score >= ELSEWHERE_FROM else 0.0


def likeness(keys_a: Sequence[str], keys_b: Sequence[str], least: float) -> Scores:
    """The pairs of texts that are alike, with their likeness, 0..1 and a little for the same place."""
    if not any(keys_a) or not any(keys_b):
        return {}
    rows = weighted_characters([*keys_a, *keys_b])
    table = (rows[: len(keys_a)] @ rows[len(keys_a) :].T).tocoo()
    kept = table.data >= least
    found = zip(table.row[kept].tolist(), table.col[kept].tolist(), table.data[kept].tolist(), strict=True)
    return {(i, j): score + NEAR * (1 - abs(i / len(keys_a) - j / len(keys_b))) for i, j, score in sorted(found)}


def weighted_characters(texts: Sequence[str]) -> Any:
    """Sparse rows of length one: the characters of each text and their neighbouring pairs, the rarer weighing more.

    The weights are those of TF-IDF with the logarithm of counts; counted here since short texts by the hundred are many calls.
    """
    import numpy as np
    from scipy.sparse import coo_matrix, diags_array

    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    inside = owners[:-1] == owners[1:]
    pairs = ((codes[:-1] << 21) | codes[1:])[inside]
    known, columns = np.unique(np.concatenate((codes, pairs)), return_inverse=True)
    where = (np.concatenate((owners, owners[:-1][inside])), columns)
    rows = coo_matrix((np.ones(len(columns)), where), shape=(len(texts), len(known))).tocsr()  # equal places are added up
    rarity = np.log((1 + len(texts)) / (1 + np.bincount(rows.indices, minlength=len(known)))) + 1
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (diags_array(1 / np.where(lengths, lengths, 1)) @ rows).tocsr()


def assigned(scores: Scores) -> list[Pair]:
    """Pairs one to one with the largest sum of squared scores, each linked group for itself."""
    return sorted(pair for group in linked(scores) for pair in _best(group, scores))


def _best(group: Sequence[Pair], scores: Mapping[Pair, float]) -> list[Pair]:
    if len(group) == 1:
        return list(group)
    rows, columns = sorted({i for i, _ in group}), sorted({j for _, j in group})
    if len(rows) + len(columns) > WIDEST:
        return _greedy(group, scores)
    place_i, place_j = ({x: n for n, x in enumerate(places)} for places in (rows, columns))
    table = [[0.0] * len(columns) for _ in rows]
    for i, j in group:
        table[place_i[i]][place_j[j]] = scores[i, j]
    return [(rows[i], columns[j]) for i, j in best_pairs(table, min(scores[pair] for pair in group))]


def _greedy(group: Iterable[Pair], scores: Mapping[Pair, float]) -> list[Pair]:
    """The best pair first: near to the assignment, and quick for texts of thousands of clauses."""
    taken_i, taken_j, found = set[int](), set[int](), list[Pair]()
    for i, j in sorted(group, key=lambda pair: (-scores[pair], pair)):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            found.append((i, j))
    return found


def linked(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Pairs parted into groups that have no row and no column in common.

    >>> linked([(0, 0), (0, 1), (2, 2)])
    [[(0, 0), (0, 1)], [(2, 2)]]
    """
    head: dict[int, int] = {}

    def find(x: int) -> int:
        while head.setdefault(x, x) != x:
            head[x] = head[head[x]]
            x = head[x]
        return x

    ordered = sorted(pairs)
    for i, j in ordered:
        head[find(-1 - j)] = find(i)
    groups = defaultdict[int, list[Pair]](list)
    for pair in ordered:
        groups[find(pair[0])].append(pair)
    return list(groups.values())


def in_place(pairs: Sequence[Pair], weights: Sequence[int]) -> set[Pair]:
    """The pairs that keep their order and weigh most together; the others were moved.

    >>> sorted(in_place([(0, 2), (1, 0), (2, 1)], [3, 9, 9]))
    [(1, 0), (2, 1)]
    """
    ends: list[int] = []  # columns that end a chain, and beside each the heaviest chain that ends there
    chains: list[tuple[int, int]] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        weight, last = chains[place - 1] if place else (0, -1)
        before.append(last)
        weight += max(1, weights[n])
        ends.insert(place, j)
        chains.insert(place, (weight, n))
        while place + 1 < len(chains) and chains[place + 1][0] <= weight:
            del ends[place + 1], chains[place + 1]
    kept, n = set[Pair](), chains[-1][1] if chains else -1
    while n >= 0:
        kept.add(pairs[n])
        n = before[n]
    return kept
