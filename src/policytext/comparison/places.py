"""Where a document holds, and which place lies in which: nation, province, prefecture, county, township."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytext.model.document import Document

LEVELS = ("nation", "province", "prefecture", "county", "township")


@dataclass(frozen=True, slots=True)
class Wave:
    """The documents of one place that plan the same year; `year` is None where no plan year is known."""

    place: str
    year: int | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The plans of one issuer of a place in the order of their years; those without a year come last, each by itself.

    `name` is the place, with the issuer or genre behind it where the place has several series.
    """

    place: str
    waves: tuple[Wave, ...]
    name: str


def place_of(document: Document) -> str:
    """The place of a document: its region, else who issued it, else the document itself.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> place_of(Document("", "", Metadata(region="厦门市"), Node("0", "0", 0, Span(0, 0))))
    '厦门市'
    """
    meta = document.metadata
    return meta.region or next(iter(meta.issuers), None) or meta.title or meta.id


def series_of(documents: Iterable[Document]) -> tuple[Series, ...]:
    """The documents by place and year; places in the order of their level and code."""
    held: dict[str, list[Document]] = {}
    for document in documents:
        held.setdefault(place_of(document), []).append(document)
    ordered = sorted(held.items(), key=lambda pair: (depth(pair[1][0]), pair[1][0].metadata.region_code or "", pair[0]))
    return tuple(series for place, found in ordered for series in _series(place, strands(found)))


def _series(place: str, found: Sequence[Sequence[Document]]) -> Iterator[Series]:
    bodies = [next(iter(documents[0].metadata.issuers), None) or documents[0].metadata.genre or "" for documents in found]
    for rank, (body, documents) in enumerate(zip(bodies, found, strict=True), 1):
        told = body if body and bodies.count(body) == 1 else f"{body}{rank}"
        yield Series(place, _waves(place, documents), place if len(found) == 1 else f"{place}/{told}")


def strands(documents: Iterable[Document]) -> list[list[Document]]:
    """Documents of one place by who issues them and what they are: the plans of two bureaus are two series."""
    found: list[list[Document]] = []
    for document in sorted(documents, key=lambda one: (one.metadata.plan_year or 0, one.metadata.id)):
        strand = next((x for x in found if all(one_series(document, other) for other in x)), None)
        if strand is None:
            found.append([document])
        else:
            strand.append(document)
    return found


def one_series(a: Document, b: Document) -> bool:
    """Whether nothing tells two documents of a place apart: no two genres, and no issuers without one in common."""
    genres, issuers = {a.metadata.genre, b.metadata.genre} - {None}, (set(a.metadata.issuers), set(b.metadata.issuers))
    return len(genres) < 2 and (not all(issuers) or bool(issuers[0] & issuers[1]))


def _waves(place: str, documents: Sequence[Document]) -> tuple[Wave, ...]:
    years: dict[int, list[Document]] = {}
    undated = []
    for document in sorted(documents, key=lambda one: one.metadata.id):
        if (year := document.metadata.plan_year) is None:
            undated.append(Wave(place, None, (document,)))
        else:
            years.setdefault(year, []).append(document)
    return (*(Wave(place, year, tuple(found)) for year, found in sorted(years.items())), *undated)


def depth(document: Document) -> int:
    """How far below the nation the document's level is; one of no known level is below all."""
    level = document.metadata.level
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def contains(outer: Document, inner: Document) -> bool:
    """Whether the place of one document holds that of the other and is a higher one; the nation holds every place.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> def of(region, level, code): return Document("", "", Metadata(region=region, level=level, region_code=code), Node("0", "0", 0, Span(0, 0)))
    >>> fujian, xiamen = of("福建省", "province", "350000"), of("厦门市", "prefecture", "350200")
    >>> contains(fujian, xiamen), contains(xiamen, fujian), contains(of("全国", "nation", None), xiamen)
    (True, False, True)
    """
    if depth(outer) >= depth(inner) or depth(inner) == len(LEVELS):
        return False
    if depth(outer) == 0:
        return True
    code, other = outer.metadata.region_code, inner.metadata.region_code
    return bool(code and other) and str(other).startswith(stem(str(code))) and place_of(outer) != place_of(inner)


def stem(code: str) -> str:
    """The digits of a code of GB/T 2260 that all places inside share.

    >>> stem("350000"), stem("350200"), stem("150702")
    ('35', '3502', '150702')
    """
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def parent_of(document: Document, others: Sequence[Document]) -> Document | None:
    """The document of the nearest higher place that plans the same year; of several the one of the same genre."""
    year, genre = document.metadata.plan_year, document.metadata.genre
    above = [x for x in others if x.metadata.plan_year == year and year is not None and contains(x, document)]
    return max(above, key=lambda x: (depth(x), x.metadata.genre == genre, len(x.targets), x.metadata.id), default=None)
