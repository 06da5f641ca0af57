"""A character CRF for project names, tried against the rules and upon them; it is not shipped (docs/models.md).

Every character has the hashes of its neighbours, of their classes and of the head nouns around it; python-crfsuite learns the
weights, and the likeliest labelling of each clause gives the names.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from policytext.extraction.headed import _BACKWARDS, TYPE_OF

BITS = 17
SINGLES, PAIRS, TRIPLES = range(-2, 4), range(-3, 3), range(-3, 2)
ENDS = frozenset("，。；：！？\n|,;")
MARKS = "，。；：、“”（）《》\n|"
NEGATIVES = 0.3
"""Share of the clauses without a name that is trained on."""
TYPES = {name: number for number, name in enumerate(sorted(set(TYPE_OF.values())), start=1)}
Columns = NDArray[np.int64]
Span = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text, its names, the stretches in which they are all known, and how often it counts."""

    text: str
    names: tuple[Span, ...]
    stretches: tuple[Span, ...]
    weight: int = 1
    rules: tuple[Span, ...] | None = None
    """What the rules find, where the tagger is to be told."""


def columns(text: str, rules: Iterable[Span] | None = None) -> Columns:
    """The features of every character: characters by templates; with `rules`, also where names by the rules begin and end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    reach, size = 6, len(codes)

    def shifted(values: NDArray[np.uint64], by: int) -> NDArray[np.uint64]:
        return np.concatenate([np.zeros(reach, np.uint64), values, np.zeros(reach, np.uint64)])[reach + by : reach + by + size]

    kinds, heads = classes(codes), head_nouns(text)
    quoted = ((np.cumsum(codes == ord("“")) - np.cumsum(codes == ord("”"))) > 0).astype(np.uint64)
    parts = [[shifted(codes, k)] for k in SINGLES] + [[shifted(codes, k + i) for i in range(2)] for k in PAIRS]
    parts += [[shifted(codes, k + i) for i in range(3)] for k in TRIPLES]
    parts += [
        [shifted(kinds, -1), kinds, shifted(kinds, 1)], [quoted, shifted(kinds, -1)], [heads, shifted(heads, 1)], [heads, shifted(kinds, 1)],
        [heads, shifted(heads, -1), quoted],
    ]  # fmt: skip
    if rules is not None:
        marks = rule_marks(len(text), rules)
        around = [marks, shifted(marks, -1), shifted(marks, 1)]
        parts += [around, [marks, codes], [*around, shifted(codes, -1)], [*around, shifted(codes, 1)], [marks, heads], [marks, quoted]]
    return np.stack([hashed(number, part) for number, part in enumerate(parts, start=1)], axis=1)


def hashed(number: int, parts: Sequence[NDArray[np.uint64]]) -> Columns:
    """One template's bucket at every character."""
    key = np.full(len(parts[0]), number * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF, np.uint64)
    for part in parts:
        key ^= part
        key *= np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(32)
    return (key >> np.uint64(64 - BITS)).astype(np.int64)


def classes(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """What sort of character each is: Chinese, digit, letter, one of the marks, other."""
    found = np.ones(len(codes), np.uint64)
    found[(codes >= 0x4E00) & (codes < 0xA000)] = 2
    found[(codes >= 48) & (codes < 58)] = 3
    found[((codes >= 65) & (codes < 91)) | ((codes >= 97) & (codes < 123))] = 4
    for place, mark in enumerate(MARKS, start=5):
        found[codes == ord(mark)] = place
    return found


def rule_marks(length: int, names: Iterable[Span]) -> NDArray[np.uint64]:
    """Begin, middle and end of every name that the rules found."""
    return np.array([1 + "OBIES".index(label) for label in labels_of(length, names)], np.uint64)


def head_nouns(text: str) -> NDArray[np.uint64]:
    """The type of the head noun that each character belongs to, and whether it is its last one."""
    found = np.zeros(len(text), np.uint64)
    for match in _BACKWARDS.finditer(text[::-1]):
        start, end = len(text) - match.end(), len(text) - match.start()
        kind = TYPES[TYPE_OF[match.group()[::-1]]]
        found[start:end] = kind
        found[end - 1] = kind + 32
    return found


def clauses(text: str) -> Iterator[Span]:
    """The stretches between characters that no name goes across."""
    start = 0
    for at, character in enumerate(text):
        if character in ENDS:
            if at > start:
                yield start, at
            start = at + 1
    if len(text) > start:
        yield start, len(text)


def labels_of(length: int, names: Iterable[Span]) -> list[str]:
    """O outside, B I E for the characters of a name, S for a name of one."""
    found = ["O"] * length
    for start, end in names:
        found[start:end] = ["I"] * (end - start)
        found[end - 1] = "E"
        found[start] = "B" if end - start > 1 else "S"
    return found


def names_of(labels: Sequence[str], offset: int) -> Iterator[Span]:
    """The names that a labelling marks; a beginning without an end is none."""
    start = -1
    for at, label in enumerate(labels):
        start = at if label in "BS" else start
        if label in "ES" and start >= 0:
            yield offset + start, offset + at + 1
        if label not in "BI":
            start = -1


def trained(texts: Iterable[Marked]) -> pycrfsuite.Tagger:
    """The tagger of some marked texts."""
    trainer, draw = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False), random.Random(5)
    for one in texts:
        table, labels = columns(one.text, one.rules), labels_of(len(one.text), one.names)
        for start, end in clauses(one.text):
            part = labels[start:end]
            bare = one.weight == 1 and set(part) == {"O"} and draw.random() > NEGATIVES
            if not bare and any(a <= start and end <= b for a, b in one.stretches):
                for _ in range(one.weight):
                    trainer.append([list(map(str, row)) for row in table[start:end].tolist()], part)
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 3, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
    return tagger


def tagged(tagger: pycrfsuite.Tagger, text: str, rules: Iterable[Span] | None = None) -> set[Span]:
    """The names of a text; `rules` as in training."""
    table, found = columns(text, rules), set[Span]()
    for start, end in clauses(text):
        found |= set(names_of(tagger.tag([list(map(str, row)) for row in table[start:end].tolist()]), start))
    return found
