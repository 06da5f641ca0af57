"""Web pages: the document on a page without the page around it, from HTML or from a page saved with its parts."""

from __future__ import annotations

import email
from collections.abc import Iterable, Iterator
from email.message import Message
from itertools import groupby
from typing import Any

from policytext.model.document import Place
from policytext.model.errors import BrokenFileError, EmptyDocumentError
from policytext.reading.limits import Limits
from policytext.reading.page_chrome import is_shell
from policytext.reading.page_content import Content, content_of
from policytext.reading.page_frame import statements
from policytext.reading.page_lines import LAST_ROW, Line, PageWalk
from policytext.reading.page_notes import notes_of
from policytext.reading.page_source import page_root, page_text, restored
from policytext.reading.page_title import lacks, metas_of, stamps_of, title_of
from policytext.reading.reading import Reading

_SHORT_PAGE = 200
_FEWEST_LINKS, _OWN_SHARE = 12, 0.2


def read_html(data: bytes, label: str, limits: Limits) -> Reading:
    """The document on a web page: its paragraphs, one a line, its tables, and what the page states around it.

    Pictures are left out. Raises EmptyDocumentError where the page holds no document, LimitError or DecodingError.

    >>> from policytext.reading.limits import DEFAULT
    >>> page = "<div class=nav>首页</div><div id=zoom><ol><li>加强领导</ol>（<b>一</b>）建设学校</div>"
    >>> read_html(page.encode(), "计划.html", DEFAULT).text
    '1.加强领导\\n（一）建设学校'
    """
    return _read(data, label, limits, "")


def read_mhtml(data: bytes, label: str, limits: Limits) -> Reading:
    """The document on a page that was saved with its parts (.mht, .mhtml).

    Raises BrokenFileError where no page is in it, and what `read_html` raises.
    """
    empty: EmptyDocumentError | None = None
    for part in _pages(data, label, limits):
        try:
            return _read(_payload(part), label, limits, part.get_content_charset() or "")
        except EmptyDocumentError as error:
            empty = empty or error
    raise empty or BrokenFileError(f"{label} holds no web page among its parts: save the page again")


def _read(data: bytes, label: str, limits: Limits, declared: str) -> Reading:
    limits.check("characters", len(data) // 8, label)
    source, encoding = page_text(data, label, declared)
    root = page_root(source, label)
    notes = notes_of(root)
    walk = _walk(root, label, limits)
    content = content_of(walk.lines, walk.regions)
    _check(root, walk.lines, content, label)
    metas = (*metas_of(root), *stamps_of(root))
    lines = _titled(content.lines, title_of(root, metas, walk.lines, walk.regions))
    frame = (*statements((*walk.frame, *content.pairs)), *metas)
    return _reading((*lines, *notes), encoding, frame)


def _walk(root: Any, label: str, limits: Limits) -> PageWalk:
    """The lines of a page; where nearly all is hidden until a script shows it, hidden elements too."""
    walk = PageWalk(label, limits).run(root)
    if sum(len(line.text) for line in walk.lines) >= _SHORT_PAGE:
        return walk
    shown = PageWalk(label, limits, shown=True).run(root)
    return shown if sum(len(line.text) for line in shown.lines) >= _SHORT_PAGE else walk


def _titled(lines: tuple[Line, ...], title: str) -> tuple[Line, ...]:
    beginning = "\n".join(line.text for line in lines[:60])
    return (Line(title, lines[0].row), *lines) if title and lacks(beginning, title) else lines


def _reading(lines: Iterable[Line], encoding: str, frame: tuple[tuple[str, str], ...]) -> Reading:
    texts, places, at = [], [], 0
    for row, group in groupby(lines, key=lambda line: line.row):
        places.append(Place(at, f"第{row}行" if row < LAST_ROW else f"第{LAST_ROW}行以后"))
        for line in group:
            texts.append(restored(line.text))
            at += len(texts[-1]) + 1
    return Reading("\n".join(texts), encoding, frame, tuple(places))


def _check(root: Any, lines: list[Line], content: Content, label: str) -> None:
    """Raise EmptyDocumentError where a page holds no document, and say what it is instead."""
    text = "\n".join(line.text for line in content.lines)
    if len(text) < _SHORT_PAGE and _is_hollow(root, lines, text):
        raise EmptyDocumentError(
            f"{label} is a web page without text: it is shown by a script, in a frame, or after a login: "
            "open it in a browser and save it after it has loaded"
        )
    linked = [line for line in lines if line.linked > len(line.text) / 2]
    own = sum(len(line.text) - line.linked for line in content.lines)
    if len(linked) >= _FEWEST_LINKS and own <= len(text) * _OWN_SHARE:
        raise EmptyDocumentError(
            f"{label} is a list of {len(linked)} links and no document: give the page that one of them leads to"
        )
    if not text:
        raise EmptyDocumentError(f"{label} is a web page without text: a picture of a document needs OCR first")


def _is_hollow(root: Any, lines: list[Line], text: str) -> bool:
    """Whether a page with hardly any text has its text elsewhere."""
    if any(is_shell(line.text) for line in lines) or root.find(".//input[@type='password']") is not None:
        return True
    moved = any((one.get("http-equiv") or "").lower() == "refresh" for one in root.iter("meta"))
    return not text and (moved or next(root.iter("script", "frame", "iframe", "noscript"), None) is not None)


def _pages(data: bytes, label: str, limits: Limits) -> list[Message]:
    """The web pages among the parts of a message: the one that was saved first."""
    try:
        message = email.message_from_bytes(data)
        parts = [
            part
            for part in _parts(message, label, limits)
            if part.get_content_type() in ("text/html", "application/xhtml+xml")
        ]
    except (RecursionError, ValueError, LookupError) as error:
        raise BrokenFileError(f"{label} is a broken message ({type(error).__name__}): save the page again") from None
    start, address = message.get_param("start"), message.get("Snapshot-Content-Location")
    return sorted(parts, key=lambda part: not _is_main(part, start, address))


def _parts(message: Message, label: str, limits: Limits) -> Iterator[Message]:
    for number, part in enumerate(message.walk(), 1):
        limits.check("members", number, label)
        yield part


def _is_main(part: Message, start: object, address: object) -> bool:
    named = part.get("Content-ID"), part.get("Content-Location")
    return bool((start and start == named[0]) or (address and str(address).strip() == str(named[1]).strip()))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
