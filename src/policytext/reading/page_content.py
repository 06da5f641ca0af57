"""Which lines of a page are the document: a known container, else where the running text is densest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from policytext.lexicon import groups
from policytext.reading.page_chrome import (
    after_stamp,
    is_button,
    is_chrome_region,
    is_end,
    is_foot,
    is_furniture,
    is_imprint,
    prose,
    stamp_of,
)
from policytext.reading.page_frame import frame_in_lines
from policytext.reading.page_lines import Line, Region
from policytext.reading.page_markup import is_numbered

# a region is the document where it holds nearly all running text; a known container may leave out more
_DENSE, _TRUSTED = 0.97, 0.5
_SHORT_PAGE = 60
_PARAGRAPHS = frozenset("p li h1 h2 h3 h4 h5 h6 tr dt dd pre caption".split())
# furniture holds little; an element that holds more is the page itself, whatever its name
_MOST_CHROME = 0.3
_HEAD_LINES, _TAIL_LINES, _LONG, _VERY_LONG = 40, 60, 30, 80
_ALL_LINK = 0.9
_STOPS = tuple("。；：:;”！")
_MOST_AROUND = 15
# what may stand between an element and the next larger one without being furniture: number, date, attachments, a note
_OF_A_DOCUMENT = re.compile(
    r"[（(].{2,40}[）)]|附件.{0,120}|[^，。]{1,20}[〔﹝\[【（(][12][0-9]{3}[〕﹞\]】）)]\s*第?\s*[0-9]{1,4}\s*号|[12][0-9]{3}年[01]?[0-9]月[0-3]?[0-9]日"
)
_FILE = re.compile(r".{2,120}\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)", re.I)


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of the document, and the pairs printed around them."""

    lines: tuple[Line, ...]
    pairs: tuple[tuple[str, str], ...]


class _Masses:
    """How much running text any stretch of lines holds."""

    def __init__(self, weights: Iterable[int]) -> None:
        self._sums = list(accumulate(weights, initial=0))

    def of(self, region: Region) -> int:
        return self._sums[region.end] - self._sums[region.start]

    @property
    def total(self) -> int:
        return self._sums[-1]


def content_of(lines: Sequence[Line], regions: Sequence[Region]) -> Content:
    """The document on a page: its lines without furniture, and the labels and values around them."""
    weights = [prose(line) for line in lines]
    chrome = _chrome(len(lines), regions, _Masses(weights))
    masses = _Masses(0 if at in chrome else weight for at, weight in enumerate(weights))
    region = _main_region(len(lines), regions, masses)
    region = _widened(region, lines, regions, chrome)
    inside = [at for at in range(region.start, region.end) if at not in chrome]
    kept = _without_tail(lines, _without_head(lines, inside, weights), weights)
    return Content(tuple(lines[at] for at in kept), _pairs(lines, frozenset(kept)))


def _chrome(count: int, regions: Sequence[Region], masses: _Masses) -> frozenset[int]:
    """The lines in elements named as furniture, unless such an element holds the text itself."""
    held = frozenset(_covered(_containers(regions)))
    known = list(accumulate((at in held for at in range(count)), initial=0))
    named = (one for one in regions if one.start < one.end and is_chrome_region(one))
    return frozenset(_covered([one for one in named if _is_furnishing(one, masses, known)]))


def _is_furnishing(region: Region, masses: _Masses, known: list[int]) -> bool:
    """Whether an element named as furniture is it; `known` counts the lines that known containers hold."""
    held = known[region.end] - known[region.start]
    if held:
        return held == region.end - region.start and not masses.of(region)
    return masses.of(region) <= masses.total * _MOST_CHROME and region.end - region.start < len(known) - 1


def _covered(regions: Iterable[Region]) -> Iterable[int]:
    """Every line of the regions, each once, though regions lie in one another."""
    end = 0
    for region in sorted(regions, key=lambda one: (one.start, -one.end)):
        yield from range(max(end, region.start), region.end)
        end = max(end, region.end)


def _containers(regions: Iterable[Region]) -> list[Region]:
    known = frozenset(groups("pages")["containers"])
    return [one for one in regions if one.start < one.end and not known.isdisjoint(one.names)]


def _main_region(count: int, regions: Sequence[Region], masses: _Masses) -> Region:
    page = Region(0, count, "body", frozenset())
    containers = _containers(regions)
    if not masses.total:
        return max(containers, key=lambda one: one.end - one.start, default=page)
    best = max(containers, key=lambda one: (masses.of(one), one.start - one.end), default=None)
    if best and masses.of(best) >= masses.total * _TRUSTED:
        return _with_equals(best, containers, masses)
    if masses.total < _SHORT_PAGE:
        return page
    dense = [one for one in regions if one.tag not in _PARAGRAPHS and masses.of(one) >= masses.total * _DENSE]
    return min(dense, key=lambda one: one.end - one.start, default=page)


def _with_equals(best: Region, containers: list[Region], masses: _Masses) -> Region:
    """A container and those of the same name beside it: a text cut into several, with nothing of weight between."""
    equal = [one for one in containers if one.names == best.names and masses.of(one)]
    hull = Region(min(one.start for one in equal), max(one.end for one in equal), best.tag, best.names)
    apart = sum(masses.of(Region(one, one + 1, "", frozenset())) for one in _covered(equal))
    return hull if masses.of(hull) == apart else best


def _widened(region: Region, lines: Sequence[Line], regions: Sequence[Region], chrome: frozenset[int]) -> Region:
    """The region with what stands around it and belongs to the document: number, date, attachments."""
    around = [one for one in regions if one.start <= region.start and one.end >= region.end]
    for wider in sorted(around, key=lambda one: one.end - one.start):
        added = (*range(wider.start, region.start), *range(region.end, wider.end))
        strange = [at for at in added if at not in chrome and not is_furniture(lines[at].text)]
        if len(strange) > _MOST_AROUND or not all(_may_belong(lines[at]) for at in strange):
            break
        region = wider
    return region


def _may_belong(line: Line) -> bool:
    text = line.text.strip()
    return bool(_OF_A_DOCUMENT.fullmatch(text) or _FILE.fullmatch(text)) or (is_numbered(text) and not _is_link(line))


def _is_link(line: Line) -> bool:
    """Whether a line does nothing but lead elsewhere: a path, a menu."""
    return line.linked > len(line.text) * _ALL_LINK


def _without_head(lines: Sequence[Line], kept: list[int], weights: Sequence[int]) -> list[int]:
    """Without the furniture before the first paragraph."""
    begun = (n for n, at in enumerate(kept[:_HEAD_LINES]) if _is_body(lines[at], weights[at]))
    first = next(begun, min(_HEAD_LINES, len(kept)))
    _, framed = frame_in_lines([lines[at].text for at in kept[:first]])
    head = [at for n, at in enumerate(kept[:first]) if n not in framed and not _is_first_matter(lines[at])]
    return head + [at for at in kept[first:] if not is_button(lines[at].text)]


def _is_first_matter(line: Line) -> bool:
    return is_furniture(line.text) or (_is_link(line) and not _may_belong(line))


def _is_body(line: Line, weight: int) -> bool:
    """A paragraph of a document, a numbered line or a row of a table; a long title does not end like a paragraph."""
    ends = weight >= _VERY_LONG or line.tabular or line.text.endswith(_STOPS)
    return (weight >= _LONG and ends) or (is_numbered(line.text) and not _is_link(line))


def _without_tail(lines: Sequence[Line], kept: list[int], weights: Sequence[int]) -> list[int]:
    """Without the furniture after the last paragraph, and without all that leads to other pages."""
    begun = (n for n in range(len(kept), 0, -1) if _is_body(lines[kept[n - 1]], weights[kept[n - 1]]))
    last = next(begun, 0)
    start = max(last, len(kept) - _TAIL_LINES)
    tail = kept[start:]
    end = next((n for n, at in enumerate(tail) if is_end(lines[at].text)), len(tail))
    foot = any(is_foot(lines[at].text) for at in tail)
    return kept[:start] + [at for at in tail[:end] if not _is_last_matter(lines[at].text, foot)]


def _is_last_matter(text: str, foot: bool) -> bool:
    return is_furniture(text) or (foot and is_imprint(text))


def _pairs(lines: Sequence[Line], kept: frozenset[int]) -> tuple[tuple[str, str], ...]:
    """The pairs on the lines that are not the document's; a stamp without a label is named 时间."""
    outside = [line.text for at, line in enumerate(lines) if at not in kept and not _is_link(line)]
    stamps = [("时间", stamp) for text in outside if (stamp := stamp_of(text))]
    return (*frame_in_lines([after_stamp(text) for text in outside])[0], *stamps[:1])
