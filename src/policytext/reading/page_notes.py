"""Footnotes of a page: taken from where they stand, so that they end no sentence and are not cut off with the page's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policytext.reading.page_lines import Line, one_line

# ftn1 and edn1 of Word, fn1, fn:1, footnote-1, cite_note-1
_NOTE = re.compile(r"_?(?:ftn|edn|fn|footnote|endnote|cite_note)[-_:]?(?P<number>[0-9]{1,4})$", re.I)
_MARK = re.compile(r"#_?(?:ftn|edn|fn|footnote|endnote|cite_note)[-_:]?[0-9]{1,4}$", re.I)
_BACK = re.compile(r"#_?(?:ftnref|ednref|fnref|footnote-?ref|cite_ref)", re.I)
_HELD = ("div", "p", "li", "aside", "section", "dd", "td")
_TITLE = "脚注："
_LONGEST = 1500
"""Characters: an element that holds more is no note, whatever it is called."""


def notes_of(root: Any) -> list[Line]:
    """The footnotes of a page, as lines behind ``脚注：``; they and their marks are taken out of it.

    >>> from policytext.reading.page_source import page_root
    >>> page = '<p>以2020年为基期<a href="#_ftn1">[1]</a>。<div id="ftn1"><a href="#_ftnref1">[1]</a>见公报。</div>'
    >>> [line.text for line in notes_of(page_root(page, "计划.html"))]
    ['脚注：', '[1] 见公报。']
    """
    found = [(match["number"], one) for one in root.iter(*_HELD) if (match := _NOTE.match(one.get("id") or ""))]
    found = [(number, one) for number, one in found if sum(map(len, one.itertext())) <= _LONGEST]
    if not found:
        return []
    notes = [Line(f"[{number}] {text}", one.sourceline or 0) for number, one in found if (text := _text(one))]
    for one in [*(one for _, one in found), *list(_marks(root))]:
        _drop(one)
    return [Line(_TITLE, notes[0].row), *notes] if notes else []


def _marks(root: Any) -> Iterator[Any]:
    """The marks in the text that lead to a note."""
    return (one for one in root.iter("a") if _MARK.match(one.get("href") or ""))


def _text(note: Any) -> str:
    """A note's own text, without the mark that leads back."""
    for one in [one for one in note.iter("a") if _BACK.match(one.get("href") or "")]:
        _drop(one)
    return one_line("".join(note.itertext()))


def _drop(element: Any) -> None:
    """Take an element out and leave what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
