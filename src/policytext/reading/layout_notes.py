"""Footnotes: small lines at the foot of a page, under a short rule or with marks that the text bears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from policytext.reading.layout_lines import joined, lines_of, mark_of, rows_of
from policytext.reading.layout_page import Page, Rule, Word

_BEGIN = re.compile(r"(?P<mark>[\[〔]?(?:[0-9]{1,3}|[⁰¹²³⁴-⁹]{1,3}|[①-⑳*†])[\]〕]?)[\s.．、]*(?P<text>.*)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+|[①-⑳*†]")
_SHORT = 0.45
"""The rule's greatest length, in the width of the page."""
_SMALL = 0.95


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a page, the marks by which the text points to them, the words that are not theirs."""

    texts: tuple[str, ...]
    marks: frozenset[str]
    words: tuple[Word, ...]


def notes_of(page: Page, words: Sequence[Word], size: float) -> Notes:
    """The footnotes of a page whose text is mostly of `size`: below a short rule, or marked alike in the text."""
    for rule in sorted(page.rules, key=lambda rule: rule.top):
        if _parts_notes(rule, page):
            below = [word for word in words if word.top > rule.top - 0.2 * word.size]
            if all(_small(word, size) for word in below) and (notes := _notes(below, page.number)):
                return _parted(words, below, notes)
    below = _small_foot(words, size)
    notes = _notes(below, page.number)
    rest = _parted(words, below, notes)
    return (
        rest if notes and rest.marks <= _raised_marks(rest.words, page.number) else Notes((), frozenset(), tuple(words))
    )


def _small(word: Word, size: float) -> bool:
    return word.size <= _SMALL * size or not word.text.strip()


def _parted(words: Sequence[Word], below: Sequence[Word], notes: Sequence[tuple[str, str]]) -> Notes:
    under = {id(word) for word in below}
    kept = tuple(word for word in words if id(word) not in under)
    return Notes(tuple(text for _, text in notes), frozenset(mark for mark, _ in notes), kept)


def _small_foot(words: Sequence[Word], size: float) -> list[Word]:
    """The words of the last lines, as far up as all are small."""
    rows = takewhile(lambda row: all(_small(word, size) for word in row), reversed(rows_of(words)))
    return [word for row in rows for word in row]


def _raised_marks(words: Sequence[Word], page: int) -> set[str]:
    """The raised figures in the text of a page."""
    text = "\n".join(line.text for line in lines_of(words, page))
    return {found.translate(_PLAIN) for found in _RAISED.findall(text)}


def _parts_notes(rule: Rule, page: Page) -> bool:
    """Whether the rule is short, in the lower part of the page, and no part of a table."""
    alone = all(other.flat or other.top > rule.top or other.bottom < rule.top for other in page.rules)
    return rule.flat and 20 < rule.length < _SHORT * page.width and rule.top > 0.3 * page.height and alone


def _notes(words: Sequence[Word], page: int) -> list[tuple[str, str]]:
    """Marks and texts; none where the lines do not begin with a mark."""
    notes: list[tuple[str, str]] = []
    for line in lines_of(words, page):
        begun = _begun(line.text)
        if begun:
            notes.append(begun)
        elif notes:
            notes[-1] = (notes[-1][0], joined(notes[-1][1], line.text))
        else:
            return []
    return notes


def _begun(text: str) -> tuple[str, str] | None:
    found = _BEGIN.match(text)
    mark = mark_of(found["mark"].translate(_PLAIN)) if found else None
    return (mark, found["text"]) if found and mark else None
