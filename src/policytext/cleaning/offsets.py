"""The way back: positions of a changed text mapped to the text it was made from, exactly and fast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from policytext.cleaning.edits import Edit
from policytext.model.span import Span


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch that was replaced: ``text[start:end]`` stands for ``source[source_start:source_end]``."""

    start: int
    end: int
    source_start: int
    source_end: int

    @property
    def turned(self) -> Region:
        """The same stretch seen from the other side."""
        return Region(self.source_start, self.source_end, self.start, self.end)


@dataclass(frozen=True)
class Offsets:
    """Replaced regions in order; between two of them the texts are the same, only moved.

    A position inside a region belongs to the region as a whole.

    >>> offsets_of([Edit(2, 6, "", "pinyin_gloss")]).source_span(Span(1, 3))   # 發通 of 印發(fā)通知
    Span(start=1, end=7)
    """

    regions: tuple[Region, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [region.start for region in self.regions]

    def start_of(self, position: int) -> int:
        """Where a span that begins at `position` begins in the source: behind whatever was deleted just there."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return position
        region = self.regions[index]
        return region.source_start if position < region.end else region.source_end + position - region.end

    def end_of(self, position: int) -> int:
        """Where a span that ends at `position` ends in the source: before whatever was deleted just there."""
        index = bisect_left(self._starts, position) - 1
        if index < 0:
            return position
        region = self.regions[index]
        return region.source_end if position < region.end else region.source_end + position - region.end

    def source_span(self, span: Span) -> Span:
        """The place in the source; an empty span where something was deleted gives the deleted place."""
        ends = self.start_of(span.start), self.end_of(span.end)
        return Span(min(ends), max(ends))

    @property
    def turned(self) -> Offsets:
        """The map the other way round: from the source to the text."""
        return Offsets(tuple(region.turned for region in self.regions))


def offsets_of(edits: Iterable[Edit]) -> Offsets:
    """The offsets from the text after the edits to the text before them; aligned edits move nothing."""
    regions, moved = [], 0
    for edit in edits:
        if not edit.aligned:
            start = edit.start + moved
            regions.append(Region(start, start + len(edit.replacement), edit.start, edit.end))
            moved += len(edit.replacement) - (edit.end - edit.start)
    return Offsets(tuple(regions))


def composed(last: Offsets, first: Offsets) -> Offsets:
    """The map of two changes made one after the other: `last` leads to the middle text, `first` on to the source."""
    if not (last.regions and first.regions):
        return last if last.regions else first
    back = last.turned
    return Offsets(tuple(_joined(cluster, back, first) for cluster in _clusters(back, first)))


def _clusters(back: Offsets, first: Offsets) -> Iterator[list[Region]]:
    """Regions of both maps, placed in the middle text and in its order, those that overlap together."""
    cluster: list[Region] = []
    reach = 0
    for region in sorted((*back.regions, *first.regions), key=lambda x: (x.start, x.end)):
        if cluster and region.start >= reach:
            yield cluster
            cluster = []
        cluster.append(region)
        reach = max(reach, region.end)
    yield cluster


def _joined(cluster: list[Region], back: Offsets, first: Offsets) -> Region:
    low, high = cluster[0].start, max(region.end for region in cluster)
    if low == high:  # deleted on the way to the middle text, so its place there is a point
        here = back.start_of(low)
        return Region(here, here, cluster[0].source_start, cluster[0].source_end)
    return Region(back.start_of(low), back.end_of(high), first.start_of(low), first.end_of(high))
