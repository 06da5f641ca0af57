"""Items of two documents put together: by content first, by number last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from policytext.comparison.items import Item, content_of, figures_alike
from policytext.comparison.matching import best_pairs
from policytext.comparison.moves import moved_pairs
from policytext.comparison.rows import ItemChange, ItemStatus
from policytext.comparison.similarity import Similarity, similarity_of
from policytext.comparison.strings import dice

PAIRED_FROM = 0.16  # score from which two items can be the same task
PART_FROM = 0.20  # score from which a left-over item can be a part of one already paired
NEARLY_EQUAL = 0.86  # share of equal characters from which the wording counts as kept
FAR_FROM_EQUAL = 0.75  # content similarity below which the characters need no comparing


@dataclass(frozen=True, slots=True)
class Pair:
    """Item i of a with item j of b; `kind` is ``main``, or ``split`` or ``merged`` for a left-over that was added."""

    i: int
    j: int
    kind: str = "main"


def align(items_a: Sequence[Item], items_b: Sequence[Item], years: int = 0) -> tuple[ItemChange, ...]:
    """The rows of the items table: pairs in the order of a, then what was added, in the order of b.

    `years` is the distance of the two plan years, by which deadlines move on without a change.
    """
    alike = similarity_of(items_a, items_b)
    pairs = with_leftovers(best_pairs(alike.score, PAIRED_FROM), alike)
    moved = moved_pairs([(x.i, x.j) for x in pairs], items_a, items_b)
    statuses = statuses_of(pairs, items_a, items_b, alike, years)
    both = [
        _row(items_a[x.i], items_b[x.j], statuses[x], float(alike.content[x.i, x.j]), (x.i, x.j) in moved)
        for x in pairs
    ]
    gone = [_row(item, None, "removed") for item in _untouched(items_a, (x.i for x in pairs))]
    new = [_row(None, item, "added") for item in _untouched(items_b, (x.j for x in pairs))]
    return (*in_order([*both, *gone]), *new)


def in_order(rows: Iterable[ItemChange]) -> list[ItemChange]:
    """Rows in the order of the earlier document, its splits in the order of the later one."""
    return sorted(rows, key=lambda row: (row.span_a.start if row.span_a else 0, row.span_b.start if row.span_b else 0))


def _untouched(items: Sequence[Item], touched: Iterable[int]) -> list[Item]:
    taken = set(touched)
    return [item for item in items if item.rank not in taken]


def _row(
    a: Item | None, b: Item | None, status: ItemStatus, similarity: float = 0.0, moved: bool = False
) -> ItemChange:
    return ItemChange(
        a.node.address if a else None, b.node.address if b else None, status, round(similarity, 3), moved,
        a.heading if a else None, b.heading if b else None, a.node.span if a else None, b.node.span if b else None,
    )  # fmt: skip


def with_leftovers(main: list[tuple[int, int]], alike: Similarity) -> list[Pair]:
    """The main pairs, and every left-over item that goes with a partner already taken."""
    rows, columns = alike.content.shape
    left_a, left_b = set(range(rows)) - {i for i, _ in main}, set(range(columns)) - {j for _, j in main}
    merged = [
        Pair(i, j, "merged") for i in sorted(left_a) if (j := _holder(alike.score[i].tolist(), main, 1)) is not None
    ]
    split = [
        Pair(i, j, "split") for j in sorted(left_b) if (i := _holder(alike.score[:, j].tolist(), main, 0)) is not None
    ]
    return [*(Pair(i, j) for i, j in main), *merged, *split]


def _holder(scores: Sequence[float], main: list[tuple[int, int]], side: int) -> int | None:
    """The partner that is most like a left-over item, if that is enough."""
    best = max((pair[side] for pair in main), key=lambda k: scores[k], default=None)
    return best if best is not None and scores[best] >= PART_FROM else None


def statuses_of(
    pairs: Sequence[Pair], items_a: Sequence[Item], items_b: Sequence[Item], alike: Similarity, years: int
) -> dict[Pair, ItemStatus]:
    """Every pair's status: a shared item makes all its pairs a split or a merger."""
    of_a, of_b = Counter(x.i for x in pairs), Counter(x.j for x in pairs)

    def status(x: Pair) -> ItemStatus:
        if x.kind == "split" or (of_a[x.i] > 1 and x.kind != "merged"):
            return "split"
        if of_b[x.j] > 1:
            return "merged"
        near = float(alike.content[x.i, x.j]) >= FAR_FROM_EQUAL
        return "retained" if near and carried_over(items_a[x.i], items_b[x.j], years) else "revised"

    return {x: status(x) for x in pairs}


def carried_over(a: Item, b: Item, years: int) -> bool:
    """Whether the wording is equal or nearly, and the figures are the same."""
    text_a, text_b = content_of(a.heading + a.body), content_of(b.heading + b.body)
    if text_a == text_b:
        return figures_alike(a, b, years)
    return figures_alike(a, b, years) and nearly_equal(text_a, text_b)


def nearly_equal(a: str, b: str) -> bool:
    """Whether two texts share nearly all of their characters in order, or their pairs of characters in any order.

    >>> nearly_equal("落实培训制度每季通报", "落实培训制度每月通报")
    True
    """
    if dice(a, b, 2) >= NEARLY_EQUAL:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= NEARLY_EQUAL and matcher.ratio() >= NEARLY_EQUAL
