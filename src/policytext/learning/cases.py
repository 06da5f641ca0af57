"""Cases to learn from: features, the right class, and which documents and issuers they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled case: its features, its class, and the group that is left out as a whole when it is tested.

    `group` is the issuer (福建省, 厦门市), so that no other year of the same issuer teaches what is asked.
    """

    features: tuple[str, ...]
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class Fold:
    """What is trained on and what is tested, as places in a list of cases."""

    train: tuple[int, ...]
    test: tuple[int, ...]


def folds(cases: Sequence[Case], most: int = 10) -> Iterator[Fold]:
    """Leave-out folds of whole groups: one a group, or `most` folds of about equally many cases.

    The larger groups are dealt first, each to the emptiest fold, so that the same cases give the same folds.

    >>> data = [Case((), "甲", group) for group in ("青川", "青川", "白溪", "白溪", "兰水")]
    >>> [fold.test for fold in folds(data)]
    [(0, 1), (2, 3), (4,)]
    """
    sizes = sorted(counted(case.group for case in cases).items(), key=lambda one: (-one[1], first_place(cases, one[0])))
    bins: list[list[str]] = [[] for _ in range(min(most, len(sizes)))]
    loads = [0] * len(bins)
    for group, size in sizes:
        k = loads.index(min(loads))
        bins[k].append(group)
        loads[k] += size
    for names in bins:
        left_out = set(names)
        test = tuple(i for i, case in enumerate(cases) if case.group in left_out)
        yield Fold(tuple(i for i, case in enumerate(cases) if case.group not in left_out), test)


def first_place(cases: Sequence[Case], group: str) -> int:
    """Where a group is met first."""
    return next(i for i, case in enumerate(cases) if case.group == group)


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, in the order of their first coming."""
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found
