"""What an envelope holds, by the names that the metadata of a document give it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from policytext.model.document import Element
from policytext.model.span import Span
from policytext.structure.envelope_lines import standard_number

_LIST = re.compile("[，,；;]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around the body, and where the body stands; `elements` holds every other element with its place."""

    body: Span
    title: str | None = None
    notice_title: str | None = None
    enclosed: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    document_number: str | None = None
    signed: date | None = None
    published: date | None = None
    addressees: tuple[str, ...] = ()
    genre: str | None = None
    plan_year: int | None = None
    plan_year_from: str | None = None
    period: tuple[int, int] | None = None
    printed: date | None = None
    elements: tuple[Element, ...] = field(default=())

    def value(self, name: str) -> str | None:
        """The first value of an element, the printed text before the frame of a page."""
        return next(iter(self.values(name)), None)

    def values(self, name: str) -> tuple[str, ...]:
        """All values of an element, each once."""
        return tuple(dict.fromkeys(x.value for x in self.elements if x.name == name))


class SimpleElements(TypedDict):
    """The elements that the metadata hold as they are printed."""

    document_numbers: tuple[str, ...]
    copy_number: str | None
    classification: str | None
    urgency: str | None
    signatory: str | None
    speaker: str | None
    session: str | None
    annexes: tuple[str, ...]
    disclosure: str | None
    copied_to: tuple[str, ...]
    printed_by: str | None
    printed: date | None
    index_number: str | None
    subject: str | None
    validity: str | None


def simple_elements(envelope: Envelope) -> SimpleElements:
    """The elements of an envelope by the names of their fields in the metadata.

    >>> simple_elements(Envelope(Span(0, 2), elements=(Element("urgency", "特急", Span(0, 2)),)))["urgency"]
    '特急'
    """
    one = envelope.value
    return SimpleElements(
        document_numbers=tuple(dict.fromkeys(map(standard_number, envelope.values("document_number")))), copy_number=one("copy_number"),
        classification=one("classification"), urgency=one("urgency"), signatory=one("signatory"), speaker=one("speaker"),
        session=one("session"), annexes=envelope.values("annex"), disclosure=one("disclosure"),
        copied_to=tuple(part for part in _LIST.split(one("copied_to") or "") if part), printed_by=one("printed_by"),
        printed=envelope.printed, index_number=one("index_number"), subject=one("subject"), validity=one("validity"),
    )  # fmt: skip
