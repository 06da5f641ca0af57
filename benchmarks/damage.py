"""Damages real documents in every way that real pages are damaged, cleans them, and compares with the sound text.

    python -m benchmarks.damage            prints the table
    python -m benchmarks.damage --write    writes it into docs/damage.md
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import policytext as pt
from benchmarks.damages import KINDS, Damaged, Kind, made
from benchmarks.markdown import table, tell
from benchmarks.places import REPOSITORY, real_documents
from policytext.cleaning import Cleaned, clean
from policytext.model.span import Span

PAGE = REPOSITORY / "docs" / "damage.md"
DOCUMENTS, LONGEST, AROUND = 40, 6000, 2


@dataclass(frozen=True)
class Outcome:
    """What became of damaged places: put back as they were, flagged, left unseen, or changed into something else.

    `touched` counts the characters that cleaning changed, `harmed` those of them that are wrong; `values` are numbers
    and times read from the cleaned text that the sound text does not have, `repaired_values` those that a repair touches.
    """

    places: int = 0
    restored: int = 0
    flagged: int = 0
    missed: int = 0
    wrong: int = 0
    touched: int = 0
    harmed: int = 0
    values: int = 0
    repaired_values: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def sound_texts() -> list[str]:
    """The beginnings of real documents spread over all of them, cleaned and without empty lines, each cut at a line's end."""
    paths = real_documents()
    chosen = [paths[i * len(paths) // DOCUMENTS] for i in range(DOCUMENTS)]
    return [_beginning(re.sub(r"\n{2,}", "\n", clean(pt.read(path).text).text)) for path in chosen]


def _beginning(text: str) -> str:
    end = text.rfind("\n", 0, LONGEST) if len(text) > LONGEST else -1
    return text[:end] if end > 0 else text[:LONGEST]


def outcome(text: str, kind: Kind, seed: int) -> Outcome:
    """One kind of damage on one text."""
    damaged = made(text, kind, seed)
    found = clean(damaged.text)
    states = Counter(_states(text, damaged, found))
    touched, harmed = _touched(text, damaged, found)
    values, repaired = _new_values(text, damaged.text)
    return Outcome(
        len(damaged.places), states["restored"], states["flagged"], states["missed"], states["wrong"], touched, harmed,
        values, repaired,
    )  # fmt: skip


def _states(text: str, damaged: Damaged, found: Cleaned) -> Iterator[str]:
    forward = found.offsets.turned
    flags = sorted((repair.source.start, repair.source.end) for repair in found.repairs if repair.flagged)
    bounds = [0, *(bound for (a, b), _ in damaged.places for bound in (a, b)), len(text)]
    for at, ((start, end), (first, last)) in enumerate(damaged.places):
        before = min(AROUND, start - bounds[2 * at])
        after = min(AROUND, bounds[2 * at + 3] - end)
        now = forward.source_span(Span(first - before, last + after)).of(found.text)
        if now == text[start - before : end + after]:
            yield "restored"
        elif any(a < max(last, first + 1) and b > first for a, b in flags):
            yield "flagged"
        else:
            yield "missed" if now == damaged.text[first - before : last + after] else "wrong"


def _touched(text: str, damaged: Damaged, found: Cleaned) -> tuple[int, int]:
    """How many characters the repairs touch, and how many of them stand in repairs that did not give the text back."""
    starts = [first for _, (first, _) in damaged.places]
    ends = [last for _, (_, last) in damaged.places]
    touched = harmed = 0
    states = list(_states(text, damaged, found))
    for repair in found.repairs:
        if repair.flagged or not (repair.before + repair.after).strip(" \u3000"):
            continue
        size = max(len(repair.before), len(repair.after), 1)
        touched += size
        held = [i for i in _near(starts, ends, repair.source) if states[i] == "restored"]
        harmed += 0 if held else size
    return touched, harmed


def _near(starts: Sequence[int], ends: Sequence[int], place: Span) -> range:
    from bisect import bisect_left, bisect_right

    return range(bisect_left(ends, place.start), bisect_right(starts, place.end))


def _new_values(text: str, damaged: str) -> tuple[int, int]:
    """Numbers and times read from the damaged text that the sound one does not have; and those that a repair touches."""
    known = Counter(_key(x) for x in pt.parse(text, year=2021).extractions if x.kind in ("quantity", "time"))
    new = repaired = 0
    for one in pt.parse(damaged, year=2021).extractions:
        if one.kind in ("quantity", "time"):
            if known[_key(one)]:
                known[_key(one)] -= 1
            else:
                new += 1
                repaired += one.repaired
    return new, repaired


def _key(one: pt.Extraction) -> tuple[object, ...]:
    value = one.value
    names = ("low", "high", "unit") if one.kind == "quantity" else ("start", "end")
    return (one.kind, *(getattr(value, name) for name in names))


def report() -> str:
    """The table of all kinds, the harm on sound text, and the cost."""
    texts = sound_texts()
    rows = [(name, sum((outcome(x, kind, seed) for seed, x in enumerate(texts)), Outcome())) for name, kind in KINDS.items()]
    head = ("damage", "places", "restored", "flagged", "missed", "wrong", "wrong, of characters touched", "new values", "by a repair")
    return "\n\n".join((table(head, (_row(name, found) for name, found in rows)), _sound(texts), _cost(texts)))


def _row(name: str, found: Outcome) -> tuple[object, ...]:
    shares = (f"{count / max(1, found.places):.1%}" for count in (found.restored, found.flagged, found.missed, found.wrong))
    return (name, found.places, *shares, f"{found.harmed / max(1, found.touched):.2%}", found.values, found.repaired_values)


def _sound(texts: Sequence[str]) -> str:
    changed = [repair for text in texts for repair in clean(text).repairs if not repair.flagged]
    flags = sum(repair.flagged for text in texts for repair in clean(text).repairs)
    size = sum(map(len, texts))
    return f"Sound text ({len(texts)} documents, {size:,} characters, cleaned before): {len(changed)} changes, {flags} flags."


def _cost(texts: Sequence[str]) -> str:
    start = time.process_time()
    for text in texts:
        clean(text)
    cleaning = time.process_time() - start
    start = time.process_time()
    for text in texts:
        pt.parse(text, year=2021)
    return f"Cleaning takes {cleaning / (time.process_time() - start):.0%} of the time of `parse` on sound text."


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(report(), PAGE)


if __name__ == "__main__":
    main()
