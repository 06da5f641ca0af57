"""Where the sentences of an item went: blocks of sentences and the items of the other document that continue them.

A heading of a long report is divided, or a line of work moves from one heading to another, sentence by sentence. So every
sentence is compared with all of the other document, and an item is read as a row of blocks, each continued in one place:
the cheapest reading, where a change of place costs something. Both documents are read this way, each against the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.comparison.grams import weighted_grams
from policytext.comparison.items import Item
from policytext.comparison.similarity import ALL_PAIRS, shared_rarely

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

CHANGE_OF_PLACE = 0.12  # what a new block costs, in the likeness of sentences
OWN_PLACE = 0.02  # what a sentence in the item's main counterpart has ahead of an equal one elsewhere
FULL_SENTENCE = 30  # characters from which a sentence counts in full when blocks are formed
LONGEST = 80  # characters of a sentence that count
NOISE = 0.04  # likeness of sentences that have nothing to do with each other
NOWHERE = 0.06  # likeness below which a sentence is rather continued nowhere


@dataclass(frozen=True, slots=True)
class Flow:
    """Which share of an item of a is continued in an item of b, and which share of the latter comes from it, 0..1."""

    from_a: float
    from_b: float

    @property
    def both(self) -> float:
        """The two shares together, 0..2."""
        return self.from_a + self.from_b


Flows = Mapping[tuple[int, int], Flow]


def flows_between(items_a: Sequence[Item], items_b: Sequence[Item], main: Collection[tuple[int, int]]) -> Flows:
    """All pairs of items between which sentences went; `main` holds the pairs that belong together already."""
    if not items_a or not items_b:
        return {}
    a, b = Sentences.of(items_a), Sentences.of(items_b)
    alike = sentence_likeness(a, b)
    there = shares(a, b.owner, alike, dict(main))
    back = shares(b, a.owner, alike.T.tocsr(), {j: i for i, j in main})
    keys = there.keys() | {(i, j) for j, i in back}
    return {(i, j): Flow(there.get((i, j), 0.0), back.get((j, i), 0.0)) for i, j in sorted(keys)}


@dataclass(frozen=True)
class Sentences:
    """The sentences of a document in text order, with the item that each stands in."""

    texts: tuple[str, ...]
    owner: Places

    @classmethod
    def of(cls, items: Sequence[Item]) -> Sentences:
        """The sentences of all items."""
        import numpy as np

        found = [(rank, text) for rank, item in enumerate(items) for text in item.sentences]
        return cls(tuple(text for _, text in found), np.array([rank for rank, _ in found], dtype=int))

    @property
    def weights(self) -> Numbers:
        """How much each counts: its length, up to a limit."""
        import numpy as np

        return np.array([min(len(text), LONGEST) for text in self.texts], dtype=float).clip(1)


def sentence_likeness(a: Sentences, b: Sentences) -> Any:
    """The cosines of all sentences, sparse; what is mere noise is left out."""
    rows_a, rows_b = weighted_grams(a.texts, b.texts)
    small = len(a.texts) * len(b.texts) <= 4 * ALL_PAIRS
    table = (rows_a @ rows_b.T).tocsr() if small else shared_rarely(rows_a, rows_b)
    table.data[table.data < NOISE] = 0.0
    table.eliminate_zeros()
    return table


def shares(here: Sentences, owner: Places, alike: Any, main: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """Which share of every item here is continued in which item there: blocks and single best matches, half and half."""
    import numpy as np

    rows, there, best = best_by_item(alike, owner)
    ends = np.searchsorted(rows, np.arange(len(here.texts) + 1))
    weights = here.weights
    found: dict[tuple[int, int], float] = {}
    for item, lines in _runs(here.owner):
        table, columns = _table(lines, ends, there, best)
        if len(columns):
            own = np.where(columns == main.get(item, -1), OWN_PLACE, 0.0)
            for column, share in zip(columns, item_shares(table + own * (table > 0), weights[lines]), strict=True):
                if share > 0:
                    found[item, int(column)] = float(share)
    return found


def _runs(owner: Places) -> list[tuple[int, slice]]:
    """The sentences of each item, as a slice of all."""
    import numpy as np

    starts = np.flatnonzero(np.r_[True, np.diff(owner) > 0])
    return [(int(owner[s]), slice(int(s), int(e))) for s, e in zip(starts, [*starts[1:], len(owner)], strict=True)]


def best_by_item(alike: Any, owner: Places) -> tuple[Places, Places, Numbers]:
    """For every sentence and every item of the other document the likeness of its best sentence; sorted by sentence."""
    import numpy as np

    table = alike.tocoo()
    order = np.lexsort((owner[table.col], table.row))
    rows, items, data = table.row[order], owner[table.col][order], table.data[order]
    if not len(rows):
        return rows, items, data
    starts = np.flatnonzero(np.r_[True, (np.diff(rows) != 0) | (np.diff(items) != 0)])
    return rows[starts], items[starts], np.maximum.reduceat(data, starts)


def _table(lines: slice, ends: Places, there: Places, best: Numbers) -> tuple[Numbers, Places]:
    """Sentences of one item by the items of the other document that any of them resembles."""
    import numpy as np

    first, last = ends[lines.start], ends[lines.stop]
    columns, place = np.unique(there[first:last], return_inverse=True)
    table = np.zeros((lines.stop - lines.start, len(columns)))
    of_line = np.repeat(np.arange(lines.stop - lines.start), np.diff(ends[lines.start : lines.stop + 1]))
    table[of_line, place] = best[first:last]
    return table, columns


def item_shares(table: Numbers, weights: Numbers) -> Numbers:
    """The share of every column: of the blocks by length, and of the single best matches by length and likeness."""
    import numpy as np

    width = table.shape[1]
    open_table = np.hstack([table, np.full((len(table), 1), NOWHERE)])
    by_block = np.bincount(blocks(open_table, np.minimum(1.0, weights / FULL_SENTENCE)), weights, width + 1) / weights.sum()
    matched = np.sqrt(weights) * open_table.max(axis=1)
    by_match = np.bincount(open_table.argmax(axis=1), matched, width + 1) / (matched.sum() or 1.0)
    return np.asarray((by_block + by_match)[:width] / 2)


def blocks(table: Numbers, weights: Numbers) -> Places:
    """The column of every row, where a change of column costs something (Viterbi, 1967)."""
    import numpy as np

    worth = table * weights[:, None]
    best, back, own = worth[0], [], np.arange(table.shape[1])
    for row in worth[1:]:
        changed = best.max() - CHANGE_OF_PLACE
        back.append(np.where(best >= changed, own, best.argmax()))
        best = np.maximum(best, changed) + row
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return np.array(path[::-1], dtype=int)
