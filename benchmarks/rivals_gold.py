"""The texts with gold that the tools are compared on: documents and short phrases, with the place of every row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import policytext as pt
from benchmarks import accuracy
from benchmarks.places import GOLD, SHARED, rows
from benchmarks.rivals_readings import Amount, Dates, period
from policytext.model.span import Span

PHRASES = SHARED / "phrases" / "dev.jsonl"
KINDS = ("time", "quantity")
_NUMERAL = re.compile("[0-9０-９零〇一二三四五六七八九十百千万亿两半]")
_LINE = re.compile(r"^(?![（(]?\d{4}年\d+月\d+日[）)]?$).+", re.M)
"""A line that is not only the day of signing."""


@dataclass(frozen=True)
class Row:
    """One gold row at its place; `reading` is None where it holds neither dates nor a number (一批, 常态化).

    `numeral`: whether a numeral is printed at all, as it is not in 全覆盖 and 清零.
    """

    kind: str
    span: Span
    reading: Dates | Amount | None
    unit: str | None = None
    numeral: bool = True


@dataclass(frozen=True)
class Text:
    """A text as the tools get it.

    What lies outside `scope` is not annotated; `unplaced` gold rows were not found in it.
    `in_source`: the text is the source of `document`, not its cleaned text.
    """

    group: str
    text: str
    year: int
    document: pt.Document
    rows: tuple[Row, ...]
    scope: tuple[Span, ...]
    unplaced: int = 0
    in_source: bool = False

    def annotated(self, place: Span) -> bool:
        """Whether a place lies where everything is annotated."""
        return any(span.contains(place) for span in self.scope)


def texts() -> list[Text]:
    """Everything with gold that is at hand: without the shared folder only the specimens.

    Phrases without expected records are about structure or relations: nothing in them is annotated.
    """
    if not accuracy.SHARED_GOLD.is_dir():
        return [_document("specimens", pt.specimen(name), GOLD / f"{name}.jsonl") for name in pt.specimens()]
    named = set(pt.specimens())
    found = [
        _document("specimens" if label in named else "real documents", document, gold)
        for label, document, gold in accuracy.documents()
    ]
    return [*found, *(_phrase(phrase) for phrase in rows(PHRASES) if phrase["expect"])]


def _document(group: str, document: pt.Document, path: Path) -> Text:
    gold = rows(path)
    scope = _scope(document, gold)
    annotated = (one for one in gold if one["kind"] != "scope" and one["text"])
    placed = [(one, place) for one, place in _placed(document, annotated, scope) if one["kind"] in KINDS]
    kept = tuple(_row(one, span) for one, span in placed if span)
    year = document.metadata.plan_year
    if year is None:
        raise ValueError(f"{path.name}: the document has no plan year, so its times cannot be compared")
    return Text(group, document.text, year, document, kept, scope, len(placed) - len(kept))


def _address(printed: str) -> str:
    """An address without brackets and in one width, as the scorer compares them.

    >>> _address("二/（一）/2")
    '二/一/2'
    """
    return re.sub("[()、]", "", unicodedata.normalize("NFKC", printed)).rstrip(".")


def _scope(document: pt.Document, gold: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    """The annotated parts: those that the gold's scope names, else the lines of the body."""
    named = {_address(item) for one in gold if one["kind"] == "scope" for item in one["items"]}
    if named:
        held = (node for node in document.root.walk() if _address(node.address) in named)
        return tuple(span for node in held for span in node.own_spans)
    envelope = [one.span for one in document.metadata.elements if one.span]
    lines = (Span(*match.span()) for match in _LINE.finditer(document.text, *_body(document)))
    return tuple(line for line in lines if not any(line.overlaps(span) for span in envelope))


def _body(document: pt.Document) -> tuple[int, int]:
    """From behind the plan's own title to the end of the last numbered part: the rest is not annotated."""
    parts = document.root.children
    head, end = (parts[0].span.start, parts[-1].span.end) if parts else (len(document.text), len(document.text))
    title = document.metadata.title
    at = document.text.rfind(title, 0, head) if title else -1
    return (at + len(title) if title and at >= 0 else 0), end


def _placed(
    document: pt.Document, gold: Iterable[dict[str, Any]], scope: Sequence[Span]
) -> Iterator[tuple[dict[str, Any], Span | None]]:
    """Each gold row with its place: the first in its item's own spans, behind the start of the row before it.

    The rows of an item come in the order of the text; where that fails, any place in the item's own spans will do.
    No place is taken twice by rows of one kind, and none lies outside the annotated parts.
    """
    owned: dict[str, list[Span]] = {}
    for node in document.root.walk():
        owned.setdefault(_address(node.address), []).extend(node.own_spans)
    taken: dict[tuple[str, str], list[Span]] = {}
    reached: dict[str, int] = {}
    for one in gold:
        item = _address(one["item"])
        used = taken.setdefault((item, one["kind"]), [])
        places = _places(document.text, one["text"], owned.get(item, ()))
        free = [p for p in places if not any(map(p.overlaps, used)) and any(span.contains(p) for span in scope)]
        place = next((p for p in free if p.start >= reached.get(item, 0)), free[0] if free else None)
        if place:
            used.append(place)
            reached[item] = place.start
        yield one, place


def _places(text: str, surface: str, within: Iterable[Span]) -> Iterator[Span]:
    """Where a surface stands, not in the middle of a longer number.

    >>> list(_places("21个和1个", "1个", [Span(0, 6)]))
    [Span(start=4, end=6)]
    """
    before = r"(?<![0-9.])" if surface[:1].isdigit() else ""
    after = r"(?![0-9.])" if surface[-1:].isdigit() else ""
    pattern = re.compile(before + re.escape(surface) + after)
    for span in within:
        yield from (Span(*match.span()) for match in pattern.finditer(text, span.start, span.end))


def _phrase(phrase: Mapping[str, Any]) -> Text:
    text = phrase["text"]
    document = pt.parse(text, year=phrase["year"], date=date.fromisoformat(phrase["date"]))
    kept, end = [], 0
    for one in phrase["expect"]:
        if one["kind"] in KINDS:
            start = one.get("start", text.find(one["text"], end if one["kind"] == "time" else 0))
            span = Span(start, start + len(one["text"]))
            end = span.end if one["kind"] == "time" else end
            kept.append(_row(one, span))
    return Text("phrases", text, phrase["year"], document, tuple(kept), (Span(0, len(text)),), 0, True)


def _row(one: Mapping[str, Any], span: Span) -> Row:
    if one["kind"] == "time":
        first, last = (date.fromisoformat(one[name]) if one.get(name) else None for name in ("from", "to"))
        dates = Dates(first, last, period(one.get("recurrence")))
        return Row("time", span, dates if dates != Dates() else None)
    low, high, unit = one["low"], one["high"], one["unit"]
    number = low is not None and high is not None
    amount = Amount(float(low), float(high), unit) if number else None
    return Row("quantity", span, amount, unit, bool(_NUMERAL.search(one["text"])))
