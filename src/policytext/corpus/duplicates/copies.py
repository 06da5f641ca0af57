"""A copy: what is known of one document when copies of it are looked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from policytext.corpus.damage_share import damaged_characters
from policytext.corpus.facts import place_of
from policytext.model.document import Document, Metadata
from policytext.model.envelope_records import metadata_of

# a page's day of publication or printing is that of the copy and says nothing of the plan's year
_OF_THE_COPY = frozenset(("published", "printed"))


@dataclass(frozen=True, slots=True)
class Copy:
    """One document: id, clean text, how many of its characters are damaged, and what its envelope says.

    `characters` is the length of the text where the text itself is not held; `year` is the plan year, `source` the address
    that the copy comes from.
    """

    document: str
    text: str
    damaged: int = 0
    title: str | None = None
    file: str | None = None
    year: int | None = None
    place: str | None = None
    source: str | None = None
    characters: int = 0

    @property
    def damaged_share(self) -> float:
        """The damaged share of the text, from 0 to 1."""
        size = self.characters or len(self.text)
        return self.damaged / size if size else 0.0

    @property
    def official(self) -> bool:
        """Whether the copy comes from a host of the state.

        >>> Copy("a", "", source="https://jyj.lanshui.gov.cn/plan.html").official
        True
        """
        host = _host(self.source or "")
        return host == "gov.cn" or host.endswith(".gov.cn")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # no address at all, such as https://[
        return ""


def copy_of(document: Document, *, file: str | None = None, source: str | None = None) -> Copy:
    """A parsed document as a copy; `file` is its name in the folder, `source` its address.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> plan = Document("提升质量", "提升质量", Metadata(id="a", region="澜水市"), Node("0", "0", 0, Span(0, 4)))
    >>> copy_of(plan).place
    '澜水市'
    """
    return _copy(document.metadata, document.text, damaged_characters(document), file, source)


def copy_of_row(row: Mapping[str, Any], text: str, *, source: str | None = None) -> Copy:
    """A row of the dataset ``document``, with the text from the dataset ``text``, as a copy."""
    return _copy(metadata_of(json.loads(row["metadata"])), text, row["damaged"], row["file"], source)


def _copy(known: Metadata, text: str, damaged: int, file: str | None, source: str | None) -> Copy:
    year = None if known.plan_year_from in _OF_THE_COPY else known.plan_year
    title = known.title or known.notice_title
    return Copy(known.id, text, damaged, title, file, year, place_of(known.region, known.issuers), source, len(text))
