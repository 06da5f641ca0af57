"""A scikit-learn classifier of clauses by policy instrument, or by any codebook of a user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from policytext.learning.cases import Case
from policytext.learning.fitting import fit, fit_bare
from policytext.learning.instruments import clause_features
from policytext.learning.linear import LinearModel
from policytext.learning.shipped import needed
from policytext.model.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARTS = 10
"""Into so many parts cases are dealt for calibration where no groups are given."""


class InstrumentClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Clauses of Chinese policy text by instrument: fit on a codebook of your own, or take the shipped one.

    `strength` is the inverse of the regularisation (C of logistic regression), `balanced` weighs rare codes up. Input is a
    sequence of clauses, output codes as they were given. `classes_`, `model_` and `n_cases_` are set by `fit`.

    >>> clauses = ["开展教师培训", "引进高层次人才", "减免企业税费", "落实税费减免"] * 2
    >>> coder = InstrumentClassifier(strength=10.0).fit(clauses, ["人才", "人才", "税费", "税费"] * 2)
    >>> coder.predict(["举办校长培训", "减免所得税费"]).tolist()
    ['人才', '税费']
    """

    def __init__(self, strength: float = 4.0, balanced: bool = True) -> None:
        self.strength = strength
        self.balanced = balanced

    def fit(self, X: Sequence[str], y: Sequence[Any], groups: Sequence[str] | None = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn from clauses and their codes; `groups` names the document of each, so that probabilities are calibrated across documents.

        Raises ModelError for clauses that are no texts, for lists of unequal length, and for fewer than two codes.
        """
        import numpy as np

        texts, codes = texts_of(X), np.asarray(y)
        if len(texts) != len(codes) or (groups is not None and len(groups) != len(texts)):
            raise ModelError(f"{len(texts)} clauses, {len(codes)} codes: give one code (and one group) for each clause")
        self.classes_ = np.unique(codes)
        names = [str(k) for k in np.searchsorted(self.classes_, codes)]
        owners = [str(one) for one in groups] if groups is not None else [str(k % PARTS) for k in range(len(texts))]
        cases = [Case(clause_features(text), name, owner) for text, name, owner in zip(texts, names, owners, strict=True)]
        learn = fit if len(set(owners)) > 1 and len(cases) >= 2 * PARTS else fit_bare
        self.model_ = learn("codebook", cases, strength=self.strength, balanced=self.balanced)
        self.n_cases_ = len(cases)
        return self

    @classmethod
    def shipped(cls) -> Self:
        """The classifier of the shipped codebook (docs/models.md), ready to predict sub-types. Raises ModelError without the model."""
        import numpy as np

        found = cls()
        model = needed("instrument")
        found.classes_ = np.array(model.classes)
        found.model_ = LinearModel(model.name, tuple(map(str, range(len(model.classes)))), model.intercepts, model.weights, model.temperature)
        found.n_cases_ = int(model.about.get("cases", 0))
        return found

    def predict_proba(self, X: Sequence[str]) -> NDArray[np.float64]:  # noqa: N803 - scikit-learn's name
        """The probability of every code: clauses by codes, in the order of `classes_`."""
        import numpy as np

        check_is_fitted(self, "model_")
        rows = [self._row(text) for text in texts_of(X)]
        return np.array(rows, dtype=float).reshape(len(rows), len(self.classes_))

    def _row(self, text: str) -> list[float]:
        told = dict(zip(self.model_.classes, self.model_.probabilities(clause_features(text)), strict=True))
        return [told[str(k)] for k in range(len(self.classes_))]

    def predict(self, X: Sequence[str]) -> NDArray[Any]:  # noqa: N803 - scikit-learn's name
        """The likeliest code of each clause."""
        best = self.predict_proba(X).argmax(axis=1)
        codes: NDArray[Any] = self.classes_[best]
        return codes

    def __sklearn_tags__(self) -> Any:
        return text_tags(super().__sklearn_tags__())


def text_tags(tags: Any, *, requires_fit: bool = True) -> Any:
    """What scikit-learn is to know: input is texts, not a table of numbers."""
    tags.input_tags.string, tags.input_tags.two_d_array, tags.no_validation = True, False, True
    tags.requires_fit = requires_fit
    return tags


def texts_of(clauses: Iterable[Any]) -> list[str]:
    """Clauses as texts. Raises ModelError for a single text, and for what is none."""
    if isinstance(clauses, str):
        raise ModelError("one text was given where a list of clauses is read: put it into a list")
    found = list(clauses)
    wrong = next((k for k, one in enumerate(found) if not isinstance(one, str)), None)
    if wrong is not None:
        raise ModelError(f"clause {wrong} is a {type(found[wrong]).__name__}, no text: give a list of clauses (a column, not a table)")
    return found
