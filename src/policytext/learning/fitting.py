"""Fits linear models with scikit-learn and keeps them as plain data."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from policytext.learning.calibration import best_temperature
from policytext.learning.cases import Case, folds
from policytext.learning.linear import DIGITS, LinearModel
from policytext.model.errors import ModelError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SEEN = 2
"""Cases that a feature must be seen in."""
TOLERANCE, ROUNDS = 1e-6, 2000


def fit(name: str, cases: Sequence[Case], *, strength: float = 1.0, balanced: bool = False, about: Mapping[str, Any] | None = None) -> LinearModel:
    """A calibrated model of all cases: its temperature is that of models which had not seen what they were asked.

    `strength` is scikit-learn's C: the larger, the closer to the cases. Raises `ModelError` for fewer than two classes or groups.
    """
    tested = out_of_fold(name, cases, strength=strength, balanced=balanced)
    temperature = best_temperature([scores for scores, _ in tested], [place for _, place in tested])
    bare = fit_bare(name, cases, strength=strength, balanced=balanced)
    return LinearModel(name, bare.classes, bare.intercepts, bare.weights, temperature, dict(about or {}))


def out_of_fold(name: str, cases: Sequence[Case], *, strength: float = 1.0, balanced: bool = False) -> list[tuple[list[float], int]]:
    """For every case the scores of a model trained without its group, and the place of its right class, in the order of the cases.

    The classes are those of all cases in alphabetical order; one that the training part lacks has the lowest score of all.
    """
    classes = sorted({case.label for case in cases})
    if len({case.group for case in cases}) < 2:
        raise ModelError(f"{name}: {len(cases)} cases of one issuer teach nothing of another: label documents of two at least")
    found: dict[int, tuple[list[float], int]] = {}
    for fold in folds(cases):
        model = fit_bare(name, [cases[i] for i in fold.train], strength=strength, balanced=balanced)
        for i in fold.test:
            told = dict(zip(model.classes, model.scores(cases[i].features), strict=True))
            low = min(told.values()) - 5.0
            found[i] = [told.get(one, low) for one in classes], classes.index(cases[i].label)
    return [found[i] for i in range(len(cases))]


def fit_bare(name: str, cases: Sequence[Case], *, strength: float = 1.0, balanced: bool = False) -> LinearModel:
    """A model of all cases, not calibrated."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    classes = sorted({case.label for case in cases})
    if len(classes) < 2:
        raise ModelError(f"{name}: {len(cases)} cases of {len(classes)} classes teach nothing: label two classes in two documents at least")
    vocabulary = kept(case.features for case in cases)
    learner = LogisticRegression(C=strength, tol=TOLERANCE, max_iter=ROUNDS, class_weight="balanced" if balanced else None)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        learner.fit(matrix([case.features for case in cases], vocabulary), [case.label for case in cases])
    return as_model(name, learner, vocabulary)


def kept(features: Iterable[Iterable[str]], seen: int = SEEN) -> dict[str, int]:
    """The features seen in enough cases and their columns, in alphabetical order."""
    counts = Counter(name for row in features for name in set(row))
    return {name: column for column, name in enumerate(sorted(name for name, n in counts.items() if n >= seen))}


def matrix(rows: Sequence[Iterable[str]], vocabulary: Mapping[str, int]) -> csr_matrix:
    """Cases by features, how often each is named."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = [(i, vocabulary[name]) for i, row in enumerate(rows) for name in row if name in vocabulary]
    i, j = (np.array([place[side] for place in places], dtype=int) for side in (0, 1))
    return csr_matrix((np.ones(len(places)), (i, j)), shape=(len(rows), len(vocabulary)))


def as_model(name: str, learner: Any, vocabulary: Mapping[str, int]) -> LinearModel:
    """The weights that say something, rounded; two classes become two rows of opposite sign."""
    classes = tuple(map(str, learner.classes_))
    coefficients, intercepts = learner.coef_, learner.intercept_
    if len(classes) == 2:
        coefficients, intercepts = [-coefficients[0] / 2, coefficients[0] / 2], [-intercepts[0] / 2, intercepts[0] / 2]
    weights = {}
    for feature, column in vocabulary.items():
        row = tuple(plain(line[column]) for line in coefficients)
        if any(row):
            weights[feature] = row
    return LinearModel(name, classes, tuple(plain(x) for x in intercepts), weights)


def plain(number: float) -> float:
    """A weight as it is kept."""
    return round(float(number), DIGITS) + 0.0
