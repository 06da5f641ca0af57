"""How alike the items of two documents are: pairs worth a look, found by an index, and their likeness, 0..1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.comparison.grams import weighted_grams
from policytext.comparison.indicators import indicator_core
from policytext.comparison.items import Item, content_of
from policytext.comparison.projects import project_core

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

HEADING_SHARE = 0.45  # of the content, where both items have a heading
SHARED_PROJECTS, SHARED_INDICATORS, SAME_SECTION, SAME_PLACE = 0.10, 0.06, 0.06, 0.02
ALL_PAIRS = 90_000  # so many pairs are all looked at; of more, those that share rare runs of characters
NEIGHBOURS = 12  # partners that every item keeps, of those that share most
RARE = 0.01  # a run of characters in more than this share of the items leads nobody to anybody
RARE_AT_LEAST = 20
ROWS_AT_ONCE = 256  # rows of a whose cosines with all of b are in memory at a time


@dataclass(frozen=True)
class Likeness:
    """Pairs of item `i` of a with item `j` of b, sorted: `content` is heading and body alone, `score` what speaks for a pair."""

    i: Places
    j: Places
    content: Numbers
    score: Numbers
    shape: tuple[int, int]

    def __len__(self) -> int:
        return len(self.i)


def likeness_of(items_a: Sequence[Item], items_b: Sequence[Item]) -> Likeness:
    """Compares the items of a with those of b: every pair of small documents, in large ones those that share rare words."""
    grams_a, grams_b = weighted_grams([x.content for x in items_a], [x.content for x in items_b])
    i, j = worth_a_look(grams_a, grams_b)
    content = content_at(items_a, items_b, i, j, cosine_at(grams_a, grams_b, i, j))
    return Likeness(i, j, content, content + support(items_a, items_b, i, j), (len(items_a), len(items_b)))


def worth_a_look(rows_a: Any, rows_b: Any) -> tuple[Places, Places]:
    """Every pair of rows, or of many rows those that share most rare runs, as sorted places in a and b."""
    import numpy as np

    count_a, count_b = rows_a.shape[0], rows_b.shape[0]
    if count_a * count_b <= ALL_PAIRS:
        i, j = np.divmod(np.arange(count_a * count_b), max(count_b, 1))
        return i, j
    shared = shared_rarely(rows_a, rows_b)
    found = np.unique(np.concatenate([nearest(shared, count_b), _turned(nearest(shared.T.tocsr(), count_a), count_a, count_b)]))
    i, j = np.divmod(found, count_b)
    return i, j


def shared_rarely(rows_a: Any, rows_b: Any) -> Any:
    """The cosines of all rows by their rare columns alone, sparse: what common runs share would fill the table."""
    import numpy as np

    used = np.asarray((rows_a != 0).sum(axis=0)).ravel() + np.asarray((rows_b != 0).sum(axis=0)).ravel()
    rare = np.flatnonzero(used <= max(RARE_AT_LEAST, RARE * (rows_a.shape[0] + rows_b.shape[0])))
    return (rows_a.tocsc()[:, rare].tocsr() @ rows_b.tocsc()[:, rare].tocsr().T).tocsr()


def nearest(table: Any, width: int) -> Places:
    """The best columns of every row of a sparse table, as row times width plus column."""
    import numpy as np

    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    order = np.lexsort((table.indices, -table.data, rows))
    place = np.arange(len(order)) - table.indptr[rows[order]]
    kept = order[place < NEIGHBOURS]
    return np.asarray(rows[kept].astype(np.int64) * width + table.indices[kept])


def _turned(found: Places, width: int, height: int) -> Places:
    """Places in a turned table as places in the table itself."""
    return (found % width) * height + found // width


def cosine_at(rows_a: Any, rows_b: Any, i: Places, j: Places) -> Numbers:
    """The cosines of the given pairs of rows, which have length one; `i` is sorted."""
    import numpy as np

    found, turned = np.zeros(len(i)), rows_b.T.tocsr()
    for start in range(0, rows_a.shape[0], ROWS_AT_ONCE):
        place = slice(*np.searchsorted(i, (start, start + ROWS_AT_ONCE)))
        block = (rows_a[start : start + ROWS_AT_ONCE] @ turned).toarray()
        found[place] = block[i[place] - start, j[place]]
    return found


def content_at(items_a: Sequence[Item], items_b: Sequence[Item], i: Places, j: Places, whole: Numbers) -> Numbers:
    """Whole text and heading together; the whole text alone where one of the two has no heading."""
    import numpy as np

    heads_a, heads_b = [content_of(x.heading) for x in items_a], [content_of(x.heading) for x in items_b]
    both = np.array([bool(x) for x in heads_a], dtype=bool)[i] & np.array([bool(x) for x in heads_b], dtype=bool)[j]
    mixed = HEADING_SHARE * cosine_at(*weighted_grams(heads_a, heads_b), i, j) + (1 - HEADING_SHARE) * whole
    content = np.where(both, np.maximum(mixed, whole), whole)
    same = same_at([x.content for x in items_a], [x.content for x in items_b], i, j)
    return np.where(same, 1.0, content).clip(0, 1)


def same_at(texts_a: Sequence[str], texts_b: Sequence[str], i: Places, j: Places) -> NDArray[np.bool]:
    """Where two texts are the same."""
    import numpy as np

    known = {text: place for place, text in enumerate(dict.fromkeys((*texts_a, *texts_b)))}
    places_a, places_b = (np.array([known[text] for text in texts], dtype=int) for texts in (texts_a, texts_b))
    return np.asarray(places_a[i] == places_b[j])


def support(items_a: Sequence[Item], items_b: Sequence[Item], i: Places, j: Places) -> Numbers:
    """What speaks for a pair besides its words; the place counts least, since plans are renumbered."""
    return (
        SHARED_PROJECTS * shared_at(items_a, items_b, i, j, _cores)
        + SHARED_INDICATORS * shared_at(items_a, items_b, i, j, _indicators)
        + SAME_SECTION * same_section(items_a, items_b, i, j)
        + SAME_PLACE * nearness(len(items_a), len(items_b), i, j)
    )


def _cores(item: Item) -> frozenset[str]:
    return frozenset(project_core(name) for name in item.projects) - {""}


def _indicators(item: Item) -> frozenset[str]:
    return frozenset(indicator_core(x.indicator or "") for x in item.targets) - {""}


def shared_at(
    items_a: Sequence[Item], items_b: Sequence[Item], i: Places, j: Places, names_of: Callable[[Item], frozenset[str]]
) -> Numbers:
    """The share of the smaller set of names that both items of a pair have; 0 where one has none."""
    import numpy as np

    sets_a, sets_b = [names_of(x) for x in items_a], [names_of(x) for x in items_b]
    sizes_a, sizes_b = (np.array([len(x) for x in sets], dtype=int) for sets in (sets_a, sets_b))
    found = np.zeros(len(i))
    for k in np.flatnonzero((sizes_a[i] > 0) & (sizes_b[j] > 0)):
        names_a, names_b = sets_a[i[k]], sets_b[j[k]]
        found[k] = len(names_a & names_b) / min(len(names_a), len(names_b))
    return found


def same_section(items_a: Sequence[Item], items_b: Sequence[Item], i: Places, j: Places) -> Numbers:
    """How alike the headings above two items are."""
    import numpy as np

    names_a, names_b = ([content_of("".join(x.section)) for x in items] for items in (items_a, items_b))
    distinct_a, distinct_b = list(dict.fromkeys(names_a)), list(dict.fromkeys(names_b))
    if not distinct_a or not distinct_b:
        return np.zeros(len(i))
    rows_a, rows_b = weighted_grams(distinct_a, distinct_b)
    table = np.asarray((rows_a @ rows_b.T).todense(), dtype=float)
    places_a, places_b = np.array([distinct_a.index(x) for x in names_a]), np.array([distinct_b.index(x) for x in names_b])
    return np.asarray(table[places_a[i], places_b[j]])


def nearness(count_a: int, count_b: int, i: Places, j: Places) -> Numbers:
    """1 where two items stand at the same relative place, 0 at opposite ends."""
    import numpy as np

    return np.asarray(1 - np.abs(np.linspace(0, 1, count_a)[i] - np.linspace(0, 1, count_b)[j]))
