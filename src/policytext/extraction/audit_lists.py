"""Printed lists: how many items a stretch of text joins with 、, counted in every way that it can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NESTED = re.compile(r"“[^“”\n]{0,80}”|‘[^‘’\n]{0,80}’|《[^《》\n]{0,80}》|[（(][^（）()\n]{0,80}[）)]|<[^<>\n]{0,80}>")
_CONJUNCTION = re.compile("以及|[和与及暨]")
_OPEN = re.compile("等(?:等|[一-鿿]{0,8})?$|…")
_COVER = "\u25a1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as printed: its items, and the fewest and most that it can be read as.

    A 和 may join two items or stand inside one, so it widens the bounds; `open` lists end with 等.
    """

    items: tuple[str, ...]
    fewest: int
    most: int
    open: bool

    def allows(self, said: int) -> bool:
        """Whether the list can have so many items; an open one may have more than it prints.

        >>> read_list("道路、桥梁和港口").allows(3), read_list("道路、桥梁等").allows(5), read_list("道路、桥梁").allows(3)
        (True, True, False)
        """
        return self.fewest <= said and (self.open or said <= self.most)


def covered(text: str) -> str:
    """The text with quotations, titles and brackets covered, its length kept, so that their marks part nothing.

    >>> covered("“强、优”工程、《办法》")
    '□□□□□工程、□□□□'
    """
    for _ in range(2):
        text = _NESTED.sub(lambda match: _COVER * len(match.group()), text)
    return text


def read_list(text: str) -> Listed:
    """The list that a stretch of text prints.

    >>> read_list("道路、桥梁和港口").items, read_list("道路、桥梁和港口").most
    (('道路', '桥梁和港口'), 3)
    """
    bare = covered(text)
    bounds = [0, *(at for x in re.finditer("、", bare) for at in x.span()), len(text)]
    parts = zip(bounds[::2], bounds[1::2], strict=True)
    items = tuple(text[a:b].strip() for a, b in parts if bare[a:b].strip())
    items = (*items[:-1], _OPEN.sub("", items[-1])) if items else ()
    joined = sum(len(_CONJUNCTION.findall(covered(item))) for item in items)
    return Listed(items, len(items), len(items) + joined, _OPEN.search(bare) is not None)
