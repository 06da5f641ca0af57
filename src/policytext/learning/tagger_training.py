"""Trains the tagger of names with python-crfsuite on marked clauses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytext.learning.linear import DIGITS
from policytext.learning.tagger import ALONE, FIRST, INNER, LABELS, LAST, OUTSIDE, Tagger, buckets_of, runs
from policytext.model.errors import ModelError

STRENGTHS = {"c1": 0.2, "c2": 0.05}
ROUNDS, SEEN = 80, 2


@dataclass(frozen=True)
class Marked:
    """A text whose names are known in some stretches: `names` and `stretches` are half-open offsets, `weight` how often it counts."""

    text: str
    names: tuple[tuple[int, int], ...]
    stretches: tuple[tuple[int, int], ...]
    weight: int = 1


def train_tagger(name: str, texts: Iterable[Marked], about: Mapping[str, Any] | None = None) -> Tagger:
    """The tagger of some marked texts; the same texts give the same weights. Raises `ModelError` where no name is marked."""
    try:
        import pycrfsuite
    except ImportError:
        raise ModelError("training the tagger of names needs python-crfsuite: pip install 'policytext[train]'") from None
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    marked = 0
    for rows, labels, weight in sequences(texts):
        marked += labels.count("B") + labels.count("S")
        for _ in range(weight):
            trainer.append(rows, labels)
    if not marked:
        raise ModelError("no name is marked in what the tagger is trained on: give it documents with projects")
    trainer.set_params({**STRENGTHS, "max_iterations": ROUNDS, "feature.minfreq": SEEN, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tagger.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return Tagger(name, _buckets(info.state_features), _steps(info.transitions), dict(about or {}))


def sequences(texts: Iterable[Marked]) -> Iterator[tuple[list[list[str]], list[str], int]]:
    """The clauses of the marked stretches as rows of features and their labels."""
    import numpy as np

    for one in texts:
        columns = np.stack([*buckets_of(one.text)], axis=1)
        labels = labelled(len(one.text), one.names)
        for start, end in runs(one.text):
            if any(a <= start and end <= b for a, b in one.stretches):
                yield [list(map(str, row)) for row in columns[start:end].tolist()], [LABELS[x] for x in labels[start:end]], one.weight


def labelled(length: int, names: Sequence[tuple[int, int]]) -> list[int]:
    """The label of every character.

    >>> labelled(5, [(1, 4)])
    [0, 1, 2, 3, 0]
    """
    labels = [OUTSIDE] * length
    for start, end in names:
        labels[start:end] = [INNER] * (end - start)
        labels[start], labels[end - 1] = (FIRST, LAST) if end - start > 1 else (ALONE, ALONE)
    return labels


def _buckets(weights: Mapping[tuple[str, str], float]) -> dict[int, tuple[float, ...]]:
    rows: dict[int, list[float]] = {}
    for (bucket, label), weight in weights.items():
        rows.setdefault(int(bucket), [0.0] * len(LABELS))[LABELS.index(label)] = round(weight, DIGITS)
    return {bucket: tuple(row) for bucket, row in sorted(rows.items()) if any(row)}


def _steps(weights: Mapping[tuple[str, str], float]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(round(weights.get((a, b), 0.0), DIGITS) for b in LABELS) for a in LABELS)
