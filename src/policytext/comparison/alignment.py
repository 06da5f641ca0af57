"""Items of two documents put together: by content first, by number last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from policytext.comparison.items import Item, content_of, figures_alike
from policytext.comparison.moves import moved_pairs
from policytext.comparison.pairing import Link, linked
from policytext.comparison.parts import Part
from policytext.comparison.rows import ItemChange, ItemStatus
from policytext.comparison.strings import dice

NEARLY_EQUAL = 0.86  # share of equal characters from which the wording counts as kept
FAR_FROM_EQUAL = 0.75  # content similarity below which the characters need no comparing


def align(items_a: Sequence[Item], items_b: Sequence[Item], years: int = 0) -> tuple[ItemChange, ...]:
    """The rows of the items table: pairs in the order of a, then what was added, in the order of b.

    `years` is the distance of the two plan years, by which deadlines move on without a change.
    """
    links = linked(items_a, items_b)
    moved = moved_pairs([(x.i, x.j) for x in links], items_a, items_b)
    both = [_pair_row(items_a[x.i], items_b[x.j], x, (x.i, x.j) in moved, years) for x in links]
    gone = [_row(item, None, "removed") for item in _untouched(items_a, (x.i for x in links))]
    new = [_row(None, item, "added") for item in _untouched(items_b, (x.j for x in links))]
    return (*in_order([*both, *gone]), *new)


def align_part(items_a: Sequence[Item], items_b: Sequence[Item], part: Part, years: int = 0) -> tuple[ItemChange, ...]:
    """The rows of the items that stand in one part of both documents: the tasks, the reviews and so on."""
    first, second = (
        [replace(x, rank=rank) for rank, x in enumerate(x for x in items if x.part == part)] for items in (items_a, items_b)
    )
    return align(first, second, years)


def in_order(rows: Iterable[ItemChange]) -> list[ItemChange]:
    """Rows in the order of the earlier document, its splits in the order of the later one."""
    return sorted(rows, key=lambda row: (row.span_a.start if row.span_a else 0, row.span_b.start if row.span_b else 0))


def _untouched(items: Sequence[Item], touched: Iterable[int]) -> list[Item]:
    taken = set(touched)
    return [item for rank, item in enumerate(items) if rank not in taken]


def _pair_row(a: Item, b: Item, link: Link, moved: bool, years: int) -> ItemChange:
    row = _row(a, b, status_of(a, b, link, years), round(link.content, 3), moved)
    return replace(row, share_a=round(link.flow.from_a, 3), share_b=round(link.flow.from_b, 3))


def _row(a: Item | None, b: Item | None, status: ItemStatus, similarity: float = 0.0, moved: bool = False) -> ItemChange:
    return ItemChange(
        a.node.address if a else None, b.node.address if b else None, status, similarity, moved,
        a.heading if a else None, b.heading if b else None, a.node.span if a else None, b.node.span if b else None,
        a.part if a else b.part if b else "tasks",
    )  # fmt: skip


def status_of(a: Item, b: Item, link: Link, years: int) -> ItemStatus:
    """Split and merged as they were found; of the rest, retained is what was carried over."""
    if link.kind != "main":
        return link.kind
    return "retained" if link.content >= FAR_FROM_EQUAL and carried_over(a, b, years) else "revised"


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
