"""The whole program on one screen: read -> clean -> parse -> extract -> Document."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from pathlib import Path

from policytext.cleaning import Cleaned, clean
from policytext.extraction import extract
from policytext.extraction.rules import Found
from policytext.learning.confidence import MODEL as CONFIDENCE
from policytext.learning.confidence import Confidence
from policytext.learning.shipped import shipped
from policytext.model.document import Document, Extraction, Metadata, Node
from policytext.model.span import Span
from policytext.reading import Decoded, read_source
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.source import Source
from policytext.structure import Envelope, build_tree, read_envelope
from policytext.structure.dates import end_of
from policytext.structure.envelope_fields import simple_elements
from policytext.structure.envelope_region import Clues, region_of
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
    envelope = read_envelope(cleaned.text, year=year, signed=date, frame=decoded.frame)
    root = build_tree(cleaned.text, envelope.body)
    plan_year, told_by = _year_and_source(envelope, cleaned.text, root, _stem(decoded))
    found = extract(
        cleaned.text, root, envelope.body, year=plan_year, genre=envelope.genre or _stem(decoded),
        signed=envelope.signed, due=_due(envelope, plan_year), damaged=[repair.span for repair in cleaned.repairs if repair.flagged],
    )  # fmt: skip
    return cls(
        cleaned.text, cleaned.source, _metadata(decoded, cleaned.text, envelope, plan_year, told_by), root,
        _placed(found, root, cleaned), cleaned.repairs, decoded.places,
    )  # fmt: skip


def _due(envelope: Envelope, plan_year: int | None) -> datetime.date | None:
    """By when a target without a deadline is due: the end of the plan's years (2021—2025), else of the plan year."""
    if plan_year is None:
        return None
    if envelope.period and envelope.period[0] <= plan_year <= envelope.period[1]:
        return end_of(envelope.period, envelope.title or "")
    return datetime.date(plan_year, 12, 31)


def _year_and_source(envelope: Envelope, text: str, root: Node, name: str) -> tuple[int | None, str | None]:
    """The plan year and what told it, the surest first; a file's name and the year named most are guesses and say so."""
    if envelope.plan_year:
        return envelope.plan_year, envelope.plan_year_from
    found = (("headings", year_of_body(text, root)), ("name", year_of_name(name)), ("body", year_named_most(text)))
    return next(((year, source) for source, year in found if year), (None, None))


def _stem(decoded: Decoded) -> str:
    return Path(decoded.source).stem if decoded.source else ""


def _metadata(decoded: Decoded, text: str, envelope: Envelope, plan_year: int | None, told_by: str | None) -> Metadata:
    region = region_of(_clues(decoded, text, envelope))
    first, last = envelope.period or (None, None)
    return Metadata(
        id=decoded.name, title=envelope.title, issuers=envelope.issuers, document_number=envelope.document_number,
        signed=envelope.signed, published=envelope.published, addressees=envelope.addressees, genre=envelope.genre,
        plan_year=plan_year, source=decoded.source, encoding=decoded.encoding, format=decoded.format,
        region=region.name, region_code=region.code, level=region.level, region_from=region.found_in,
        region_candidates=region.candidates, plan_year_from=told_by, plan_from=first, plan_to=last,
        notice_title=envelope.notice_title, enclosed=envelope.enclosed, elements=envelope.elements,
        **simple_elements(envelope),
    )  # fmt: skip


def _clues(decoded: Decoded, text: str, envelope: Envelope) -> Clues:
    titles = (name for name in (envelope.notice_title, envelope.title) if name)
    return Clues(envelope.issuers, tuple(titles), envelope.document_number, text, _stem(decoded))


def _placed(found: list[Found], root: Node, cleaned: Cleaned) -> tuple[Extraction, ...]:
    """Each finding with the address of its node and its way back to the source."""
    damaged = sorted((repair.span.start, repair.span.end) for repair in cleaned.repairs)
    owned = sorted((span.start, node.address) for node in root.walk() for span in node.own_spans)
    starts, addresses = [start for start, _ in owned], [address for _, address in owned]
    moved, sure = bool(cleaned.offsets.regions), Confidence(shipped(CONFIDENCE), cleaned.text)

    def placed(one: Found) -> Extraction:
        span = Span(one.start, one.end)
        i = bisect_right(starts, one.start)
        return Extraction(
            span, addresses[i - 1] if i else root.address, one.rule, one.value, cleaned.source_span(span) if moved else span,
            sure.of(one), bool(damaged) and _touches(span, damaged),
        )  # fmt: skip

    return tuple(placed(one) for one in found)


def _touches(span: Span, places: list[tuple[int, int]]) -> bool:
    """Whether a repair lies in the span, or took something away inside it."""
    i = bisect_right(places, (span.end, -1))
    return any(span.start < end or span.start < start for start, end in places[max(0, i - 8) : i] if start < span.end)
