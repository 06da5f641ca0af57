"""What a page is called: in its metas, its heading, the element named as title, or the window's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from policytext.lexicon import groups
from policytext.reading.page_lines import Line, Region, one_line

_SHORTEST, _LONGEST = 5, 120
# 2021年工作要点_柏溪市教育局: the site's name comes last
_PARTS = re.compile(r"\s*(?:[_|｜»>]|--?|——|–|—)\s*")
_SIGNS = re.compile(r"[\W_]")
_BEGINNING = 1500
_DAY = re.compile(r"[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")
_LONGEST_STAMP = 30


def metas_of(root: Any) -> Iterator[tuple[str, str]]:
    """What a page states in its metas, by the names of the guidelines for government sites."""
    known = {name.lower(): name for name in groups("pages")["metas"]}
    for meta in root.iter("meta"):
        name = known.get((meta.get("name") or meta.get("property") or "").strip().lower())
        content = one_line(meta.get("content") or "")
        if name and content:
            yield f"meta:{name}", content


def stamps_of(root: Any) -> Iterator[tuple[str, str]]:
    """The time of publication in an element that is named so: ``<em id="publish_time">2024-02-20 18:30</em>``."""
    named = groups("pages")["stamps"]
    for element in root.xpath(".//*[@id]"):
        text = "".join(element.itertext()).strip() if element.get("id").lower() in named else ""
        if _DAY.match(text) and len(text) <= _LONGEST_STAMP:
            yield "meta:PubDate", text


def title_of(root: Any, metas: Sequence[tuple[str, str]], lines: Sequence[Line], regions: Sequence[Region]) -> str:
    """The title of the document on a page; empty where the page shows none."""
    stated = dict(metas).get("meta:ArticleTitle", "")
    return next(
        (one for one in (stated, *_headings(lines, regions), _of_window(root)) if _SHORTEST <= len(one) <= _LONGEST), ""
    )


def lacks(text: str, title: str) -> bool:
    """Whether a text does not begin with its title.

    >>> lacks("柏溪市教育局\\n2021年工作要点\\n一、", "柏溪市教育局2021年工作要点"), lacks("一、总体要求", "2021年工作要点")
    (False, True)
    """
    return _SIGNS.sub("", title) not in _SIGNS.sub("", text[:_BEGINNING])


def _headings(lines: Sequence[Line], regions: Sequence[Region]) -> list[str]:
    """The first headings of a page, then what is named a title; those first that name a kind of document."""
    names = frozenset(groups("pages")["titles"])
    first = [one for one in regions if one.tag == "h1"]
    named = [one for one in regions if not names.isdisjoint(one.names) and one.end - one.start <= 4]
    texts = [
        "".join(line.text for line in lines[one.start : one.end])
        for one in (*first, *named)
        if one.end - one.start <= 6
    ]
    return sorted(texts, key=lambda text: not _is_of_document(text))


def _is_of_document(text: str) -> bool:
    return any(genre in text for genre in groups("envelope")["genres"])


def _of_window(root: Any) -> str:
    """The window's title without the site's name; empty where it does not name a document."""
    shown = one_line(root.findtext(".//title") or "")
    name = next((part for part in _PARTS.split(shown) if _is_of_document(part)), "")
    return name if name in shown else ""
