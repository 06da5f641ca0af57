"""Glyphs to lines: what stands on one baseline, with blanks only where the print shows one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytext.reading.layout_page import Word

_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_OPENING = "（《“‘〔【〈「『([{"
CLOSING = "，。、；：？！）》”’〕】〉」』…—％%,.;:?!)]}"
_RUN = re.compile(r"[0-9A-Za-zÀ-ɏ.,%/\-+]")
_MARK = re.compile(r"[\[〔]?([0-9]{1,3}|[①-⑳*†])[\]〕]?")
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
# widths in the size of the type: a blank between words, between other characters, a printed blank
_WORD_GAP, _WIDE_GAP, _SEEN_GAP = 0.18, 0.8, 0.15
_SPACED, _FAR = 0.3, 1.6


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `head` is the width of what would have had to fit at the end of the line before it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    head: float
    page: int
    slot: tuple[int, ...] = ()
    parts: int = 1
    """How many parts stand far from each other on it, as in a table without rules or a table of contents."""


def lines_of(
    words: Iterable[Word], page: int, slot: tuple[int, ...] = (), marks: frozenset[str] = frozenset()
) -> list[Line]:
    """The lines that words make, from top to bottom; raised `marks` of notes are left out."""
    rows = rows_of(words)
    lines = (_line(row, page, slot, marks) for row in rows)
    return [line for line in lines if line.text]


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by baseline, from top to bottom, each row from left to right; rows of blanks alone are left out."""
    rows: list[list[Word]] = []
    cores: list[Word] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        at = next((at for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1) if _level(cores[at], word)), None)
        if at is None:
            rows.append([word])
            cores.append(word)
        else:
            rows[at].append(word)
            cores[at] = max(cores[at], word, key=lambda word: word.size)
    kept = sorted(zip(cores, rows, strict=True), key=lambda pair: pair[0].bottom)
    return [sorted(row, key=lambda word: word.x0) for _, row in kept if any(word.text.strip() for word in row)]


def _level(core: Word, word: Word) -> bool:
    """Whether the middle of the smaller lies within the height of the larger."""
    small, large = (core, word) if core.size < word.size else (word, core)
    return large.top <= (small.top + small.bottom) / 2 <= large.bottom


def once(words: Sequence[Word]) -> list[Word]:
    """The words without those printed twice to look bold.

    >>> len(once([Word("重", 0, 0, 16, 16, 16), Word("重", 0.4, 0, 16.4, 16, 16)]))
    1
    """
    seen: dict[tuple[str, int, int], Word] = {}
    kept = []
    for word in words:
        side = max(min(0.25 * word.size, 0.6 * (word.x1 - word.x0)), 0.01)
        at = (int(word.x0 // side), int(word.top // side))
        if not any(
            _same(seen.get((word.text, at[0] + dx, at[1] + dy)), word, side) for dx in (0, -1, 1) for dy in (0, -1, 1)
        ):
            seen[(word.text, *at)] = word
            kept.append(word)
    return kept


def _same(other: Word | None, word: Word, side: float) -> bool:
    return other is not None and abs(other.x0 - word.x0) < side and abs(other.top - word.top) < side


def usual_size(words: Iterable[Word]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text.strip())
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _line(row: list[Word], page: int, slot: tuple[int, ...], marks: frozenset[str]) -> Line:
    printed = [word for word in row if word.text.strip()]
    size = usual_size(printed)
    bottom = max(word.bottom for word in printed if word.size > 0.9 * size)
    text = _text(list(_lowered(row, size, bottom, marks)), size)
    right = max(word.x1 for word in printed)
    parts = 1 if _spaced_out(printed, size) else 1 + sum(b.x0 - a.x1 > _FAR * size for a, b in pairwise(printed))
    return Line(text, printed[0].x0, bottom - size, right, bottom, size, _head(printed, size), page, slot, parts)


def _lowered(row: Sequence[Word], size: float, bottom: float, marks: frozenset[str]) -> Iterator[Word]:
    """Raised small figures as raised characters (m², 5%¹); marks of known notes left out."""
    run: list[Word] = []
    for word in (*row, None):
        if word is not None and word.size < 0.8 * size and word.bottom < bottom - 0.12 * size:
            run.append(word)
            continue
        if run and mark_of("".join(word.text for word in run).strip()) not in marks:
            yield from (_raised(small) for small in run)
        run = []
        if word is not None:
            yield word


def mark_of(text: str) -> str | None:
    """The bare mark of a note: ``3`` for ``[3]``, ``①`` for ``①``.

    >>> mark_of("[3]")
    '3'
    """
    found = _MARK.fullmatch(text)
    return found[1] if found else None


def _raised(word: Word) -> Word:
    return Word(word.text.translate(_RAISED), word.x0, word.top, word.x1, word.bottom, word.size)


def _text(row: Sequence[Word], size: float) -> str:
    printed = [word for word in row if word.text.strip()]
    if _spaced_out(printed, size):
        return "".join(word.text for word in printed)
    return "".join(_blanked(row, size)).strip()


def _blanked(row: Sequence[Word], size: float) -> Iterator[str]:
    before: Word | None = None
    blank = False
    for word in row:
        if not word.text.strip():
            blank = True
            continue
        if before is not None and _parted(before, word, blank, size):
            yield " "
        yield word.text
        before, blank = word, False


def _parted(left: Word, right: Word, blank: bool, size: float) -> bool:
    """Whether the print shows a blank between two words."""
    gap = (right.x0 - left.x1) / size
    if blank:
        return gap > _SEEN_GAP
    words = _LATIN.match(left.text[-1]) and _LATIN.match(right.text[0])
    return gap > (_WORD_GAP if words else _WIDE_GAP)


def _spaced_out(row: Sequence[Word], size: float) -> bool:
    """A title set wide: ``通　知``, ``澜 水 市 文 件``."""
    if len(row) < 2 or any(len(word.text) > 1 or _LATIN.match(word.text) for word in row):
        return False
    gaps = [(right.x0 - left.x1) / size for left, right in pairwise(row)]
    return min(gaps) > _SPACED and max(gaps) <= 1.6 * min(gaps) + 0.2 and max(gaps) < 5


def _head(row: Sequence[Word], size: float) -> float:
    """The width of the first characters that are never parted: a number, a word, a character and the comma after it."""
    start = row[0]
    if len(start.text) > 1:
        return min(start.x1 - start.x0, size)
    at = 0
    while at < len(row) - 1 and row[at].text in _OPENING:
        at += 1
    if _RUN.match(row[at].text):
        while at < len(row) - 1 and _RUN.match(row[at + 1].text) and row[at + 1].x0 - row[at].x1 < _WORD_GAP * size:
            at += 1
    while at < len(row) - 1 and row[at + 1].text in CLOSING:
        at += 1
    return row[at].x1 - start.x0


def joined(left: str, right: str) -> str:
    """Two parts of a text that a line end parted: a blank only between Latin words.

    >>> joined("造林2.", "5万亩"), joined("smart", "city")
    ('造林2.5万亩', 'smart city')
    """
    return f"{left}{joint(left, right)}{right}"


def joint(left: str, right: str) -> str:
    """What stands between two parts: a blank or nothing."""
    return " " if _LETTER.match(left[-1:]) and _LETTER.match(right[:1]) else ""
