"""Runs the cleaning steps and keeps the ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from policytext.cleaning.edits import Edit, Step, applied
from policytext.cleaning.offsets import Offsets, composed, offsets_of
from policytext.model.repair import Repair
from policytext.model.span import Span

PASSES = 8
"""Steps run again until nothing changes, so that cleaning twice changes nothing; real text needs two passes."""


@dataclass(frozen=True)
class Cleaned:
    """Clean text, the source it came from, and every change between the two, in text order."""

    text: str
    source: str
    offsets: Offsets = field(default=Offsets(), repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)

    def source_span(self, span: Span) -> Span:
        """The place in `source` that a place in `text` came from."""
        return self.offsets.source_span(span)


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit with its place in the source and, moved along by later steps, in the text."""

    edit: Edit
    source: Span
    place: Span
    step: Step

    def moved(self, forward: Offsets) -> Entry:
        """The same entry after one more step."""
        return Entry(self.edit, self.source, forward.source_span(self.place), self.step)


def cleaned(source: str, steps: Sequence[Step], first: Sequence[Step] = (), *, strict: bool = False) -> Cleaned:
    """`source` after the `first` steps and the others, run until the others change nothing more.

    With `strict`, an edit that is a guess becomes a flag.
    """
    text, offsets = source, Offsets()
    entries: list[Entry] = []
    idle: dict[Step, str] = {}  # a step that found nothing in a text need not look at it again
    for _ in range(PASSES):
        for step in first:
            text, offsets = _stepped(step, text, offsets, entries, strict, idle)
        before = text
        for step in steps:
            text, offsets = _stepped(step, text, offsets, entries, strict, idle)
        if text == before:
            break
    return Cleaned(text, source, offsets, _ledger(entries, text, source))


def _stepped(
    step: Step, text: str, offsets: Offsets, entries: list[Entry], strict: bool, idle: dict[Step, str]
) -> tuple[str, Offsets]:
    """One step taken: the text and the way back after it, its edits entered, earlier entries moved along."""
    if idle.get(step) is text:
        return text, offsets
    edits = tuple(edit.refused(text) if strict else edit for edit in step(text))
    if not edits:
        idle[step] = text
        return text, offsets
    changes = [edit for edit in edits if not edit.flagged]
    entries[:] = [entry for entry in entries if not (entry.edit.flagged and entry.step is step and _touched(entry.place, changes))]
    ours = offsets_of(edits)
    if ours.regions:
        entries[:] = [entry.moved(ours.turned) for entry in entries]
    forward = ours.turned
    for edit in edits:
        place = Span(edit.start, edit.end)
        entries.append(Entry(edit, offsets.source_span(place), forward.source_span(place), step))
    return applied(text, changes), composed(ours, offsets)


def _touched(place: Span, changes: Sequence[Edit]) -> bool:
    """Whether a later pass has repaired what an earlier one could only flag; `changes` are in text order."""
    at = bisect_right(changes, place.start, key=lambda edit: edit.end)
    return at < len(changes) and changes[at].start < place.end


def _ledger(entries: Sequence[Entry], text: str, source: str) -> tuple[Repair, ...]:
    """The entries as repairs in text order; a place flagged again in a later pass is listed once."""
    repairs = {(r.span, r.reason, r.flagged): r for r in (_repair(entry, text, source) for entry in reversed(entries))}
    return tuple(sorted(repairs.values(), key=lambda repair: (repair.span, repair.source, repair.flagged)))


def _repair(entry: Entry, text: str, source: str) -> Repair:
    edit = entry.edit
    after = entry.place.of(text)
    before = after if edit.flagged else entry.source.of(source)
    return Repair(
        entry.place, entry.source, before, after, edit.reason, edit.confidence, edit.alternatives, edit.flagged
    )
