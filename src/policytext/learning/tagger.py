"""Sequence labelling over characters: which runs of a text are names, by a linear chain whose weights were learned.

A text is an array of code points; every template of neighbouring characters gives each place a bucket (a hash), every
bucket a weight for each label. All places are scored at once, so that a page costs milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from policytext.model.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int64]

FORMAT = 1
BITS = 18
"""There are 2 ** BITS buckets."""
LABELS = ("O", "B", "I", "E", "S")
"""Outside; first, inner and last character of a name; a name of one character."""
OUTSIDE, FIRST, INNER, LAST, ALONE = range(5)
TEMPLATES: tuple[tuple[int, ...], ...] = (
    *((k,) for k in range(-3, 4)), *((k, k + 1) for k in range(-4, 4)), *((k, k + 1, k + 2) for k in range(-4, 3)),
    *((k, k + 1, k + 2, k + 3) for k in (-4, -3, 0, 1)),
)  # fmt: skip
"""Places of the characters looked at together, seen from the one that is labelled."""
BREAKS = "，。；：！？\n|,;、“”（）《》"
ENDS = frozenset("，。；：！？\n|,;")
"""Characters that no name goes across."""
LONGEST = 64
"""Longer runs without an end are cut: no name is as long."""
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)


@dataclass(frozen=True)
class Tagger:
    """The learned weights: `buckets` hold those of the templates, `steps` those of one label behind another."""

    name: str
    buckets: Mapping[int, tuple[float, ...]] = field(repr=False)
    steps: tuple[tuple[float, ...], ...] = field(repr=False)
    about: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def table(self) -> Numbers:
        """The weights as an array of buckets by labels."""
        import numpy as np

        table = np.zeros((1 << BITS, len(LABELS)), dtype=np.float32)
        places = np.fromiter(self.buckets, dtype=np.int64, count=len(self.buckets))
        if len(places):
            table[places] = np.array([*self.buckets.values()], dtype=np.float32)
        return table

    def emissions(self, text: str) -> Numbers:
        """How much speaks for each label at each character: characters by labels."""
        import numpy as np

        found = np.zeros((len(text), len(LABELS)), dtype=np.float32)
        for column in buckets_of(text):
            found += self.table[column]
        return found

    def spans(self, text: str, emissions: Numbers) -> Iterator[tuple[int, int]]:
        """The names of the likeliest labelling, clause by clause, in text order."""
        for start, end in runs(text):
            if end - start > 1 and bool((emissions[start:end, FIRST] > emissions[start:end, OUTSIDE] - NEAR).any()):
                yield from spans_of(self.best_path(emissions[start:end]), start)

    def best_path(self, emissions: Numbers) -> list[int]:
        """The likeliest labels of one clause (Viterbi)."""
        steps, rows = self.steps, emissions.tolist()
        scores, back = rows[0], []
        for row in rows[1:]:
            chosen, ahead = [], []
            for label, gain in enumerate(row):
                k = max(range(len(scores)), key=lambda before: scores[before] + steps[before][label])
                chosen.append(k)
                ahead.append(scores[k] + steps[k][label] + gain)
            back.append(chosen)
            scores = ahead
        path = [max(range(len(scores)), key=scores.__getitem__)]
        for chosen in reversed(back):
            path.append(chosen[path[-1]])
        return path[::-1]

    def margin(self, emissions: Numbers, start: int, end: int) -> float:
        """How much more speaks for a name at a place than for none: about the logarithm of the odds."""
        labels = [ALONE] if end - start == 1 else [FIRST, *[INNER] * (end - start - 2), LAST]
        rows = emissions[start:end].tolist()
        path = [OUTSIDE, *labels, OUTSIDE]
        named = sum(row[label] - row[OUTSIDE] for row, label in zip(rows, labels, strict=True))
        moved = sum(self.steps[a][b] for a, b in pairwise(path))
        return float(named + moved - self.steps[OUTSIDE][OUTSIDE] * (len(path) - 1))

    def to_json(self) -> str:
        """The model as a text that is the same for the same model."""
        buckets = sorted(self.buckets)
        data = {
            "format": FORMAT, "name": self.name, "labels": list(LABELS), "bits": BITS, "about": dict(self.about),
            "steps": [list(row) for row in self.steps], "buckets": buckets, "weights": [list(self.buckets[one]) for one in buckets],
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


NEAR = 4.0
"""A clause in which no character comes this near to beginning a name is not looked at."""


def buckets_of(text: str) -> Iterator[Places]:
    """For every template the bucket of every character of a text."""
    import numpy as np

    reach = max(abs(k) for places in TEMPLATES for k in places)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    padded = np.concatenate([np.zeros(reach, np.uint64), codes, np.zeros(reach, np.uint64)])
    mixed = [padded * np.uint64(factor) for factor in _MIX]
    for number, places in enumerate(TEMPLATES, start=1):
        key = np.full(len(codes), number * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
        for order, k in enumerate(places):
            key ^= mixed[order][reach + k : reach + k + len(codes)] + np.uint64(order)
            key *= np.uint64(0xFF51AFD7ED558CCD)
            key ^= key >> np.uint64(29)
        yield (key >> np.uint64(64 - BITS)).astype(np.int64)


def runs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between characters that no name goes across, none longer than `LONGEST`.

    >>> [*runs("一、扩容，增效。")]
    [(0, 4), (5, 7)]
    """
    start = 0
    for at, character in enumerate(text):
        if character in ENDS or at - start >= LONGEST:
            if at > start:
                yield start, at
            start = at + (character in ENDS)
    if len(text) > start:
        yield start, len(text)


def spans_of(path: list[int], offset: int = 0) -> list[tuple[int, int]]:
    """The names that a labelling marks; a beginning without an end is none.

    >>> spans_of([0, 1, 2, 3, 0])
    [(1, 4)]
    """
    found, start = [], -1
    for at, label in enumerate(path):
        if label in (FIRST, ALONE):
            start = at
        if label in (LAST, ALONE) and start >= 0:
            found.append((offset + start, offset + at + 1))
        if label not in (FIRST, INNER):
            start = -1
    return found


def tagger_from_json(text: str, place: str) -> Tagger:
    """A tagger out of its text. Raises `ModelError` where it is none, or was made for other templates or labels."""
    try:
        data = json.loads(text)
        known = (data["format"], data["labels"], data["bits"]) == (FORMAT, list(LABELS), BITS)
        if not known:
            raise ModelError(f"{place} is a tagger of another format; train it again (policytext train)")
        weights = dict(zip(map(int, data["buckets"]), (tuple(map(float, row)) for row in data["weights"]), strict=True))
        steps = tuple(tuple(map(float, row)) for row in data["steps"])
    except (KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, ModelError) else ModelError(f"{place} is a damaged tagger: {error!r}; train it again (policytext train)") from error
    return Tagger(str(data["name"]), weights, steps, dict(data["about"]))
