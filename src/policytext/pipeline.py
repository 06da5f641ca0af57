"""The whole program on one screen: read -> clean -> parse -> extract -> Document."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from pathlib import Path

from policytext.cleaning import Cleaned, clean
from policytext.extraction import extract
from policytext.extraction.rules import Found
from policytext.model.document import Document, Extraction, Metadata, Node
from policytext.model.span import Span
from policytext.reading import Decoded, read_source
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.source import Source
from policytext.structure import Envelope, build_tree, read_envelope
from policytext.structure.plan_year import year_named_most, year_of_body, year_of_name


def read(
    source: Source,
    *,
    year: int | None = None,
    date: datetime.date | None = None,
    document: str | None = None,
    limits: Limits = DEFAULT,
    strict: bool = False,
    cls: type[Document] = Document,
) -> Document:
    """Read a path, an address, bytes or a file object into a parsed document.

    `year` is the plan year against which 年底前, 今年, 上半年 are resolved; by default it is read from the
    title, the date, the body's headings or the file's name. `date` is the day of signing, `document` the id.
    `limits` bounds what the source may cost; `strict` refuses repairs that are guesses: they are flagged instead.
    """
    decoded = read_source(source, document, limits)
    return _assemble(decoded, year, date, strict, cls)


def parse(
    text: str,
    *,
    year: int | None = None,
    date: datetime.date | None = None,
    document: str | None = None,
    limits: Limits = DEFAULT,
    strict: bool = False,
    cls: type[Document] = Document,
) -> Document:
    """Parse a text that is in hand; the same as `read` without the reading.

    >>> [x.span.of("新增学位5万个") for x in parse("新增学位5万个", year=2021).targets]
    ['5万个']
    """
    name = document or "document"
    limits.check("characters", len(text), name)
    return _assemble(Decoded(text, name), year, date, strict, cls)


def _assemble(
    decoded: Decoded, year: int | None, date: datetime.date | None, strict: bool, cls: type[Document]
) -> Document:
    cleaned = clean(decoded.text, strict=strict)
    envelope = read_envelope(cleaned.text, year=year, signed=date)
    root = build_tree(cleaned.text, envelope.body)
    plan_year = envelope.plan_year or _year_without_title(cleaned.text, root, _stem(decoded))
    found = extract(
        cleaned.text, root, envelope.body, year=plan_year, genre=envelope.genre or _stem(decoded),
        signed=envelope.signed, damaged=[repair.span for repair in cleaned.repairs if repair.flagged],
    )  # fmt: skip
    return cls(
        cleaned.text, cleaned.source, _metadata(decoded, envelope, plan_year), root,
        _placed(found, root, cleaned), cleaned.repairs, decoded.places,
    )  # fmt: skip


def _year_without_title(text: str, root: Node, name: str) -> int | None:
    return year_of_body(text, root) or year_of_name(name) or year_named_most(text)


def _stem(decoded: Decoded) -> str:
    return Path(decoded.source).stem if decoded.source else ""


def _metadata(decoded: Decoded, envelope: Envelope, plan_year: int | None) -> Metadata:
    return Metadata(
        id=decoded.name, title=envelope.title, issuers=envelope.issuers, document_number=envelope.document_number,
        signed=envelope.signed, published=envelope.published, addressees=envelope.addressees, genre=envelope.genre,
        plan_year=plan_year, source=decoded.source, encoding=decoded.encoding, format=decoded.format,
    )  # fmt: skip


def _placed(found: list[Found], root: Node, cleaned: Cleaned) -> tuple[Extraction, ...]:
    """Each finding with the address of its node and its way back to the source."""
    nodes = list(root.walk())
    starts = [node.span.start for node in nodes]
    starts[0] = -1
    damaged = sorted((repair.span.start, repair.span.end) for repair in cleaned.repairs)
    return tuple(_extraction(one, nodes[bisect_right(starts, one.start) - 1], cleaned, damaged) for one in found)


def _extraction(one: Found, node: Node, cleaned: Cleaned, damaged: list[tuple[int, int]]) -> Extraction:
    span = Span(one.start, one.end)
    return Extraction(
        span, node.address, one.rule, one.value, cleaned.source_span(span), one.confidence, _touches(span, damaged)
    )


def _touches(span: Span, places: list[tuple[int, int]]) -> bool:
    """Whether a repair lies in the span, or took something away inside it."""
    i = bisect_right(places, (span.end, -1))
    return any(span.start < end or span.start < start for start, end in places[max(0, i - 8) : i] if start < span.end)
