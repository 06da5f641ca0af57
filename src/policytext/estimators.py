"""scikit-learn estimators over whole documents: counts of what they promise, and vectors of what they speak about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils.validation import check_is_fitted

from policytext import faces
from policytext.comparison.indicators import indicator_core
from policytext.learning.instrument_classifier import text_tags
from policytext.model.document import Document, Extraction
from policytext.model.errors import ModelError
from policytext.model.values import Measure, Project, Quantity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEATURES = (
    "characters", "items", "targets", "outcomes", "deadlines", "projects", "references", "organisations", "rejections", "targets_per_item",
    "targets_per_1000", "projects_per_1000", "share_dated", "share_hard", "share_soft", "share_expected", "share_bounded", "share_increase",
    "share_decrease", "share_new", "share_percent", "share_money",
)  # fmt: skip
"""The columns of `TargetFeatures`; shares are of the targets, 0 where there are none."""


class TargetFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Documents as numbers: how much they promise, how bindingly, by when. Input: texts or Documents; output: 22 columns.

    `year` is the plan year of texts that tell none. Nothing is learned: `fit` only notes that it was called.

    >>> TargetFeatures().fit_transform(["一、扩容\\n确保新增学位5万个。"])[0][2]
    np.float64(1.0)
    """

    def __init__(self, year: int | None = None) -> None:
        self.year = year

    def fit(self, X: Sequence[str | Document], y: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Nothing to learn."""
        self.n_features_out_ = len(FEATURES)
        return self

    def transform(self, X: Sequence[str | Document]) -> NDArray[np.float64]:  # noqa: N803 - scikit-learn's name
        """Documents by `FEATURES`."""
        import numpy as np

        rows = [[told[name] for name in FEATURES] for told in map(target_features, documents_of(X, self.year))]
        return np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[Any]:
        """The names of the columns."""
        import numpy as np

        return np.array(FEATURES, dtype=object)

    def __sklearn_tags__(self) -> Any:
        return text_tags(super().__sklearn_tags__(), requires_fit=False)


def target_features(document: Document) -> Mapping[str, float]:
    """The numbers of one document."""
    targets = [x.value for x in document.targets if isinstance(x.value, Quantity)]
    size, items = len(document.text), len(document.items)

    def share(test: Callable[[Quantity], bool]) -> float:
        return sum(map(test, targets)) / len(targets) if targets else 0.0

    counts = {
        "characters": size, "items": items, "targets": len(targets), "outcomes": len(document.outcomes), "deadlines": len(document.deadlines),
        "projects": len(document.projects), "references": len(document.references), "organisations": len(document.organisations),
        "rejections": len(document.rejections), "targets_per_item": len(targets) / items if items else 0.0,
        "targets_per_1000": 1000 * len(targets) / size if size else 0.0, "projects_per_1000": 1000 * len(document.projects) / size if size else 0.0,
    }  # fmt: skip
    shares = {
        "share_dated": share(lambda x: x.deadline is not None and not x.deadline_implied),
        "share_bounded": share(lambda x: x.comparator in (">=", ">", "<=", "<")),
        "share_percent": share(lambda x: x.unit in ("%", "pp")), "share_money": share(lambda x: x.unit == "CNY"),
    }  # fmt: skip
    for field, values in (("force", ("hard", "soft", "expected")), ("change", ("increase", "decrease", "new"))):
        shares |= {f"share_{value}": share(partial(_says, field, value)) for value in values}
    return {name: float(value) for name, value in (counts | shares).items()}


def _says(field: str, value: str, quantity: Quantity) -> bool:
    return bool(getattr(quantity, field) == value)


def _projects(document: Document) -> Iterator[str]:
    return (x.value.entry or document.text_of(x) for x in document.projects if isinstance(x.value, Project))


def _indicators(document: Document) -> Iterator[str]:
    return (core for x in document.targets if isinstance(x.value, Quantity) and x.value.indicator and (core := indicator_core(x.value.indicator)))


def _measures(document: Document) -> Iterator[str]:
    from policytext.extraction.measures import measures_of

    return (words for x in measures_of(document) if (words := _verb_and_head(x)))


def _verb_and_head(measure: Extraction) -> str | None:
    value = measure.value
    return f"{value.verb.text} {value.head.text}" if isinstance(value, Measure) and value.head else None


def _instruments(document: Document) -> Iterator[str]:
    from policytext.learning.instruments_found import instruments_of

    return (getattr(x.value, "subtype", "none") for x in instruments_of(document))


TERMS: dict[str, Callable[[Document], Iterable[str]]] = {
    "project": _projects, "indicator": _indicators, "measure": _measures, "instrument": _instruments,
}  # fmt: skip
"""What `PolicyVectorizer` can count."""


class PolicyVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Documents as counts of what they speak about: named projects, indicators of targets, measures, instruments.

    `terms` is one of ``project``, ``indicator``, ``measure`` (verb and object's head), ``instrument``. `min_df`, `max_df`,
    `max_features` and `binary` are those of scikit-learn's CountVectorizer. The result is sparse unless `sparse` is False or
    `set_output` asks for tables.

    >>> plans = ["实施名师培养工程。", "实施名师培养工程，推进智慧校园建设工程。"]
    >>> PolicyVectorizer("project").fit(plans).get_feature_names_out().tolist()
    ['名师培养工程', '智慧校园建设工程']
    """

    def __init__(
        self, terms: str = "measure", *, min_df: float = 1, max_df: float = 1.0, max_features: int | None = None, binary: bool = False,
        sparse: bool = True, year: int | None = None,
    ) -> None:  # fmt: skip
        self.terms = terms
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.binary = binary
        self.sparse = sparse
        self.year = year

    def fit(self, X: Sequence[str | Document], y: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn which terms there are. Raises ModelError for an unknown kind of terms and where no term is left."""
        if self.terms not in TERMS:
            raise ModelError(f"no terms {self.terms!r}: choose {', '.join(TERMS)}")
        counter = CountVectorizer(
            analyzer=_listed, min_df=self.min_df, max_df=self.max_df, max_features=self.max_features, binary=self.binary,
        )  # fmt: skip
        found = self._terms(X)
        if not any(found):
            raise ModelError(f"no {self.terms} in {len(found)} documents: there is nothing to count")
        self.counter_ = counter.fit(found)
        return self

    def transform(self, X: Sequence[str | Document]) -> Any:  # noqa: N803 - scikit-learn's name
        """Documents by terms."""
        check_is_fitted(self, "counter_")
        counts = self.counter_.transform(self._terms(X))
        return counts if self.sparse else counts.toarray()

    def _terms(self, X: Sequence[str | Document]) -> list[list[str]]:  # noqa: N803 - scikit-learn's name
        return [list(TERMS[self.terms](document)) for document in documents_of(X, self.year)]

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[Any]:
        """The terms, in the order of the columns."""
        check_is_fitted(self, "counter_")
        names: NDArray[Any] = self.counter_.get_feature_names_out()
        return names

    def set_output(self, *, transform: str | None = None) -> Self:
        """As in scikit-learn; tables are dense, so `sparse` is set to False for them."""
        if transform in ("pandas", "polars"):
            self.sparse = False
        super().set_output(transform=transform)
        return self

    def __sklearn_tags__(self) -> Any:
        return text_tags(super().__sklearn_tags__())


def _listed(terms: list[str]) -> list[str]:
    """The terms of a document as they are: what scikit-learn's analyzer is here."""
    return terms


def documents_of(texts: Iterable[str | Document], year: int | None = None) -> Iterator[Document]:
    """Texts read, Documents as they are. Raises ModelError for a single text, and for what is neither."""
    if isinstance(texts, str):
        raise ModelError("one text was given where a list of documents is read: put it into a list")
    for k, one in enumerate(texts):
        if isinstance(one, str):
            yield faces.parse(one, year=year)
        elif isinstance(one, Document):
            yield one
        else:
            raise ModelError(f"document {k} is a {type(one).__name__}: give texts or Documents (a column, not a table)")
