"""What measures look up of a document by place: what was found there, what is heading, what looks back, where it came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from policytext.cleaning.offsets import Offsets, Region
from policytext.extraction.measure_clauses import Clause, clauses, masked
from policytext.extraction.roles import past_spans
from policytext.extraction.scene import joined
from policytext.model.document import Document
from policytext.model.repair import Repair
from policytext.model.span import Span
from policytext.structure.silence import silent_spans

# 全覆盖, 应保尽保 are quantities in words that are objects too
_NUMERAL = re.compile("[0-9〇一二两三四五六七八九十百千万亿半]")


class Places:
    """A document, masked, with its extractions, headings and parts that look back to be asked for by place."""

    def __init__(self, document: Document) -> None:
        tops = document.root.children
        self.document = document
        self.body = Span(0, tops[-1].span.end) if tops else Span(0, len(document.text))
        self._spans = {kind: _spans(document, kind) for kind in ("quantity", "time", "project", "organisation")}
        self._starts = {kind: [span.start for span in spans] for kind, spans in self._spans.items()}
        numbers = (one for one in self._spans["quantity"] if _NUMERAL.search(one.of(document.text)))
        self.hidden = masked(document.text, self._spans["time"], numbers)
        self._past = joined(past_spans(document.text, document.root, self.body, _genre(document), document.metadata.plan_year))
        self._headings = joined(node.heading_span for node in document.nodes if node.heading_span)
        self._repaired = joined(repair.span for repair in document.repairs)
        self._offsets = offsets_of_repairs(document.repairs)

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the body, but those of glossaries and the names of units in charge."""
        silent = joined(silent_spans(self.document.text, self.body))
        for clause in clauses(self.hidden, self.body.start, self.body.end):
            if not _holds(silent, clause.start) and not _holds(self._spans["organisation"], clause.start):
                yield clause

    def within(self, kind: str, place: Span) -> tuple[Span, ...]:
        """The extractions of a kind that begin in a place."""
        starts = self._starts[kind]
        return self._spans[kind][bisect_left(starts, place.start) : bisect_left(starts, place.end)]

    def looks_back(self, offset: int) -> bool:
        """Whether `offset` stands in a part that reports what was done."""
        return _holds(self._past, offset)

    def is_heading(self, offset: int) -> bool:
        """Whether `offset` stands in the heading of a section or item."""
        return _holds(self._headings, offset)

    def is_repaired(self, place: Span) -> bool:
        """Whether a repair touches the place."""
        i = bisect_left(self._repaired, place.end, key=_start)
        return i > 0 and self._repaired[i - 1].end > place.start

    def source_span(self, place: Span) -> Span:
        """The same place in the decoded source."""
        return self._offsets.source_span(place)


def offsets_of_repairs(repairs: Iterable[Repair]) -> Offsets:
    """The way back to the source, put together again from the repairs.

    >>> gloss = Repair(Span(1, 1), Span(1, 5), "(fā)", "", "pinyin_gloss")
    >>> offsets_of_repairs([gloss]).source_span(Span(0, 3))
    Span(start=0, end=7)
    """
    regions: list[Region] = []
    for repair in sorted((x for x in repairs if len(x.span) != len(x.source)), key=lambda x: (x.span, x.source)):
        last = regions[-1] if regions else None
        if last and (repair.span.start < last.end or repair.source.start < last.source_end):
            span, source = repair.span, repair.source
            regions[-1] = Region(last.start, max(last.end, span.end), min(last.source_start, source.start), max(last.source_end, source.end))
        else:
            regions.append(Region(repair.span.start, repair.span.end, repair.source.start, repair.source.end))
    return Offsets(tuple(regions))


def _genre(document: Document) -> str:
    """What tells reports from plans: the genre, or the name of the file."""
    metadata = document.metadata
    return metadata.genre or (Path(metadata.source).stem if metadata.source else metadata.id)


def _spans(document: Document, kind: str) -> tuple[Span, ...]:
    return tuple(sorted(one.span for one in document.extractions if one.kind == kind))


def _start(span: Span) -> int:
    return span.start


def _holds(spans: Sequence[Span], offset: int) -> bool:
    i = bisect_right(spans, offset, key=_start)
    return i > 0 and offset < spans[i - 1].end
