"""Placed glyphs to text: lines, columns, tables, notes and paragraphs by geometry alone, for every format that has pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from policytext.model.document import Place
from policytext.reading.layout_columns import regions_of
from policytext.reading.layout_lines import Line, joint, lines_of, once, usual_size
from policytext.reading.layout_margins import without_margins
from policytext.reading.layout_notes import Notes, notes_of
from policytext.reading.layout_page import Page, Rule, Word, holds
from policytext.reading.layout_paragraphs import Setting, begins
from policytext.reading.layout_tables import Table, continued, tables_of
from policytext.reading.reading import Reading

__all__ = ["Page", "Rule", "Word", "reading_of"]

Piece = tuple[int, str]
"""A part of a paragraph and the page on which it stands."""
_NOTES = "脚注："
_WATERMARK = 1.3
"""How much larger than the text a watermark is, at least."""


def reading_of(pages: Sequence[Page]) -> Reading:
    """The text of pages: one paragraph or table row a line, without page numbers, running lines and watermarks.

    >>> word = Word("一、加强领导", 80, 100, 176, 116, 16)
    >>> reading_of([Page(1, 595, 842, (word,))]).text
    '一、加强领导'
    """
    plain = _without_watermarks([_bold_once(page) for page in pages])
    tables = [tables_of(page) for page in plain]
    outside = [_outside(page, found) for page, found in zip(plain, tables, strict=True)]
    bodies = without_margins(list(zip(plain, outside, strict=True)))
    size = usual_size(word for body in bodies for word in body) or 1.0
    notes = [notes_of(page, body, size) for page, body in zip(plain, bodies, strict=True)]
    flow = [
        part for page, found, note in zip(plain, tables, notes, strict=True) for part in _page_flow(page, found, note, size)
    ]  # fmt: skip
    return _written([*_paragraphs(_tables_joined(flow), size), *_gathered(plain, notes)])


def _bold_once(page: Page) -> Page:
    return Page(page.number, page.width, page.height, tuple(once(page.words)), page.rules, page.picture)


def _without_watermarks(pages: Sequence[Page]) -> list[Page]:
    """The pages without large words that stand at one place of nearly all of them."""
    size = usual_size(word for page in pages for word in page.words)
    seen: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for page in pages:
        for word in page.words:
            if word.size > _WATERMARK * size:
                seen[_spot(word)].add(page.number)
    marks = {spot for spot, found in seen.items() if len(found) >= max(3, 0.8 * len(pages))}
    return [
        Page(p.number, p.width, p.height, tuple(w for w in p.words if _spot(w) not in marks), p.rules, p.picture) for p in pages
    ]  # fmt: skip


def _spot(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.x0 / 2), round(word.top / 2)


def _outside(page: Page, tables: Sequence[Table]) -> list[Word]:
    return [word for word in page.words if not any(holds(table, word) for table in tables)]


def _page_flow(page: Page, tables: Sequence[Table], notes: Notes, size: float) -> Iterator[Line | Table]:
    """Lines and tables of a page in reading order."""
    if page.picture and not any(word.text.strip() for word in notes.words) and not tables:
        yield _gap(page)
    waiting = list(tables)
    for region in regions_of(notes.words, size):
        slot = (page.number % 2, round(page.width), region.columns, region.column)
        for line in lines_of(region.words, page.number, slot, notes.marks):
            while waiting and waiting[0].bottom <= line.bottom and _beside(waiting[0], line):
                yield waiting.pop(0)
            yield line
    yield from waiting


def _beside(table: Table, line: Line) -> bool:
    """Whether a table stands in the column of a line."""
    return line.slot[2] == 1 or (table.x0 < line.x1 and line.x0 < table.x1)


def _gap(page: Page) -> Line:
    text = f"□□□（第{page.number}页为图像，无文字层）"
    return Line(text, 0, 0, 0, 0, 0, 0, page.number)


def _tables_joined(flow: Iterable[Line | Table]) -> list[Line | Table]:
    """The flow with tables put together that a page end parted."""
    result: list[Line | Table] = []
    for part in flow:
        last = result[-1] if result else None
        if isinstance(part, Table) and isinstance(last, Table) and last.pages[-1] + 1 == part.pages[0]:
            whole = continued(last, part)
            if whole is not None:
                result[-1] = whole
                continue
        result.append(part)
    return result


def _paragraphs(flow: Sequence[Line | Table], size: float) -> Iterator[list[Piece]]:
    """Each paragraph, and each row of a table, as pieces."""
    setting = Setting([part for part in flow if isinstance(part, Line) and part.slot], size)
    paragraph: list[Line] = []
    for part, following in pairwise([*flow, None]):
        if paragraph and (
            not isinstance(part, Line) or not part.slot or begins(setting, paragraph, part, _line(following))
        ):
            yield _pieces(paragraph)
            paragraph = []
        if isinstance(part, Table):
            yield from ([row] for row in part.lines())
        elif isinstance(part, Line) and part.slot:
            paragraph.append(part)
        elif part is not None:
            yield _pieces([part])
    if paragraph:
        yield _pieces(paragraph)


def _line(part: Line | Table | None) -> Line | None:
    return part if isinstance(part, Line) and part.slot else None


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    """The lines with what joins each to the one before it."""
    pieces = [(lines[0].page, lines[0].text)]
    for last, line in pairwise(lines):
        pieces.append((line.page, joint(last.text, line.text) + line.text))
    return pieces


def _gathered(pages: Sequence[Page], notes: Sequence[Notes]) -> Iterator[list[Piece]]:
    """The notes of all pages, behind the text."""
    texts = [(page.number, text) for page, found in zip(pages, notes, strict=True) for text in found.texts]
    if texts:
        yield [(texts[0][0], _NOTES)]
    for number, (page, text) in enumerate(texts, 1):
        yield [(page, f"[{number}] {text}")]


def _written(paragraphs: Iterable[Sequence[Piece]]) -> Reading:
    """The text, and where each page begins in it."""
    parts: list[str] = []
    places: list[Place] = []
    length, page = 0, None
    for paragraph in paragraphs:
        for number, text in paragraph:
            if number != page:
                places.append(Place(length, f"第{number}页"))
                page = number
            parts.append(text)
            length += len(text)
        parts.append("\n")
        length += 1
    return Reading("".join(parts).rstrip("\n"), places=tuple(places))
