"""Page numbers and running heads and feet: known by where they stand and by coming again, not by wording alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from policytext.reading.layout_lines import lines_of, rows_of, usual_size
from policytext.reading.layout_page import Page, Word

_DEEP = 3
"""How many lines from the edge can be such."""
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DRESS = " ·•.．—–―－_~|／/()（）〔〕[]【】-"
# — 3 —   第3页 共10页   3/10   Page 3 of 10   ⅲ
_NUMBER = re.compile(
    rf"[{re.escape(_DRESS)}]*(?:第|page|p)?\s*(?P<number>[0-9０-９]{{1,4}}|[ivx]{{1,6}})\s*页?"
    rf"(?:[\s,，]*(?:/|共|of)\s*[0-9０-９]{{1,4}}\s*页?)?[{re.escape(_DRESS)}]*",
    re.I,
)
_SURE = re.compile(r"[—–―－\-·]\s*[0-9０-９]{1,4}\s*[—–―－\-·]|第\s*[0-9０-９]{1,4}\s*页.*", re.I)
_NEAR = 4.0
_APART, _RESIZED = 1.3, 0.05
_FIGURE = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line at the edge of a page: which one from the edge (0 the outermost), at the head or at the foot."""

    page: int
    edge: str
    depth: int
    top: float
    text: str
    words: tuple[Word, ...]
    apart: bool
    """Whether more than the leading, or another size, parts it from what is further in."""

    @property
    def number(self) -> int | None:
        """The page number that it can be."""
        found = _NUMBER.fullmatch(self.text.strip())
        return _value(found["number"].lower()) if found else None


def without_margins(pages: Sequence[tuple[Page, Sequence[Word]]]) -> list[list[Word]]:
    """The words of each page but for page numbers and running lines; `pages` come with the words outside tables."""
    size = usual_size(word for _, words in pages for word in words)
    rows = [row for page, words in pages for row in _edge_rows(page, words, size)]
    numbers = _page_numbers(rows, len(pages))
    running = _running(rows, numbers, len(pages))
    dropped = _outermost(rows, {id(row) for row in (*numbers, *running)}, {id(row) for row in numbers})
    sure = {id(word) for row in numbers for word in row.words}
    gone = {id(word) for row in dropped for word in row.words}
    return [_kept(page, words, gone, sure) for page, words in pages]


def _kept(page: Page, words: Sequence[Word], gone: set[int], sure: set[int]) -> list[Word]:
    """The words that are left; a page that would be empty keeps all but its number, unless a picture fills it."""
    left = [word for word in words if id(word) not in gone]
    if page.picture or any(word.text.strip() for word in left):
        return left
    return [word for word in words if id(word) not in sure]


def _edge_rows(page: Page, words: Sequence[Word], size: float) -> Iterator[_Row]:
    lines = [(found[0], row) for row in rows_of(words) if (found := lines_of(row, page.number))]
    steps = [b.bottom - a.bottom for (a, _), (b, _) in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    for edge, order in (("head", lines[: _DEEP + 1]), ("foot", lines[::-1][: _DEEP + 1])):
        for depth, ((line, row), inner) in enumerate(zip(order[:_DEEP], [*order[1:], None], strict=False)):
            far = inner is None or abs(inner[0].bottom - line.bottom) > _APART * usual
            apart = far or abs(line.size - size) > _RESIZED * size
            yield _Row(page.number, edge, depth, line.top, line.text, tuple(row), apart)


def _page_numbers(rows: Iterable[_Row], count: int) -> list[_Row]:
    """Rows whose number grows with the pages; one alone where its wording leaves no doubt."""
    found: dict[tuple[str, int], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.number is not None:
            found[row.edge, row.number - row.page].append(row)
    return [row for group in found.values() for row in _trusted(group, count)]


def _trusted(group: Sequence[_Row], count: int) -> Iterator[_Row]:
    tops = [row.top for row in group]
    for row in group:
        level = sum(abs(top - row.top) < _NEAR for top in tops)
        sure = _SURE.fullmatch(row.text.strip()) is not None
        if level > 1 or (sure and (len(group) > 1 or count == 1)) or (sure and row.number == row.page):
            yield row


def _value(number: str) -> int | None:
    """The value of digits or of a small Roman number."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _running(rows: Iterable[_Row], numbers: Sequence[_Row], count: int) -> list[_Row]:
    """Rows that come again at the same height of other pages near by, but for the page's number in them."""
    shifts = Counter(row.number - row.page for row in numbers if row.number is not None)
    found: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        for text in _blanked(row, shifts):
            found[row.edge, text].append(row)
    return [row for group in found.values() for row in group if _comes_again(row, group, count)]


def _blanked(row: _Row, shifts: Iterable[int]) -> set[str]:
    """The text as it stands, and with the page's own number taken out."""
    own = {row.page, *(row.page + shift for shift in shifts)}
    bare = _FIGURE.sub(lambda found: "#" if int(found[0]) in own else found[0], row.text)
    return {text for text in (row.text, bare) if any(c.isalpha() for c in text)}


def _comes_again(row: _Row, group: Sequence[_Row], count: int) -> bool:
    pages = {other.page for other in group if abs(other.top - row.top) < _NEAR}
    near = any(0 < abs(page - row.page) <= 2 for page in pages)
    return near and len(pages) >= min(3, max(2, count - 1))


def _outermost(rows: Sequence[_Row], known: set[int], sure: set[int]) -> list[_Row]:
    """The known rows that nothing but known rows part from the edge, and that are no beginning of the text."""
    by_edge: dict[tuple[int, str], list[_Row]] = defaultdict(list)
    for row in rows:
        by_edge[row.page, row.edge].append(row)
    kept = []
    for group in by_edge.values():
        outer = list(takewhile(lambda row: id(row) in known, sorted(group, key=lambda row: row.depth)))
        while outer and not outer[-1].apart and id(outer[-1]) not in sure:
            outer.pop()
        kept += outer
    return kept
