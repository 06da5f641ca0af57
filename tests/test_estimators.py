"""The scikit-learn estimators: in pipelines, searches, tables, and under scikit-learn's own checks for text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import policytext as pt
from policytext.estimators import FEATURES, TERMS

PLANS = [
    "一、扩容\n确保新增学位5万个，实施名师培养工程。\n二、增效\n力争普惠率达到90%。",
    "一、就业\n新增就业3万人，举办青少年科技大赛。",
    "一、环保\n治理黑臭水体，严禁违规排放。\n二、招商\n引进项目20个，完成投资30亿元。",
    "一、党建\n加强思想教育。",
]
MADE = [f"一、扩容\n确保新增学位{k}万个。\n二、招商\n引进项目{k}个。" for k in range(2, 12)] + [f"一、宣传\n弘扬第{k}种精神，营造氛围。" for k in range(2, 12)]
KINDS = [1] * 10 + [0] * 10
CLAUSES = ["开展教师培训", "引进高层次人才", "培养技能人才", "减免企业税费", "落实税费减免", "退还增值税"] * 4
CODES = ["人才", "人才", "人才", "税费", "税费", "税费"] * 4
ESTIMATORS = [pt.TargetFeatures(), pt.PolicyVectorizer("measure"), pt.InstrumentClassifier()]


def test_a_document_as_numbers() -> None:
    found = dict(zip(FEATURES, pt.TargetFeatures().fit_transform(PLANS)[0], strict=True))
    assert (found["targets"], found["share_hard"], found["share_soft"], found["share_percent"], found["projects"]) == (2, 0.5, 0.5, 0.5, 1)


def test_texts_and_documents_give_the_same() -> None:
    documents = [pt.parse(text) for text in PLANS]
    assert np.array_equal(pt.TargetFeatures().fit_transform(PLANS), pt.TargetFeatures().fit_transform(documents))


def test_the_year_reaches_the_reading() -> None:
    assert pt.TargetFeatures(year=2021).transform(["年底前新增学位5万个。"]).shape == (1, len(FEATURES))


@pytest.mark.parametrize("terms", TERMS)
def test_every_kind_of_terms_is_counted(terms: str) -> None:
    vectors = pt.PolicyVectorizer(terms).fit(PLANS)
    counts = vectors.transform(PLANS)
    assert counts.shape == (len(PLANS), len(vectors.get_feature_names_out()))
    assert counts.sum() == sum(len(list(TERMS[terms](pt.parse(text)))) for text in PLANS)


def test_terms_are_filtered_as_in_scikit_learn() -> None:
    twice = [*PLANS, *PLANS]
    assert len(pt.PolicyVectorizer("measure", max_features=3).fit(twice).get_feature_names_out()) == 3
    assert pt.PolicyVectorizer("measure", binary=True).fit_transform([PLANS[0] * 2, PLANS[1]]).max() == 1
    with pytest.raises(ValueError, match=r"max_df|no terms remain"):
        pt.PolicyVectorizer("measure", min_df=9).fit(PLANS)


@pytest.mark.parametrize("vectors", [pt.TargetFeatures(), pt.PolicyVectorizer("measure")])
def test_tables_have_names(vectors: Any) -> None:
    frame = clone(vectors).set_output(transform="pandas").fit_transform(PLANS)
    assert list(frame.columns) == list(clone(vectors).fit(PLANS).get_feature_names_out())
    assert len(frame) == len(PLANS)


def test_pipelines_and_searches() -> None:
    numbers = make_pipeline(pt.TargetFeatures(), StandardScaler(), LogisticRegression())
    assert cross_val_score(numbers, MADE, KINDS, cv=2).mean() == 1.0
    words = make_pipeline(pt.PolicyVectorizer(), LogisticRegression())
    search = GridSearchCV(words, {"policyvectorizer__terms": ["measure", "indicator"], "policyvectorizer__binary": [True, False]}, cv=2, error_score=0.0)
    assert search.fit(MADE, KINDS).best_params_["policyvectorizer__terms"] == "measure"


def test_a_codebook_of_ones_own() -> None:
    coder = pt.InstrumentClassifier(strength=10.0).fit(CLAUSES, CODES, groups=[str(k % 4) for k in range(len(CLAUSES))])
    assert coder.predict(["组织校长培训", "减免税费"]).tolist() == ["人才", "税费"]
    chances = coder.predict_proba(["组织校长培训", "减免税费", ""])
    assert chances.shape == (3, 2)
    assert np.allclose(chances.sum(axis=1), 1)
    assert coder.score(CLAUSES, CODES) == 1.0


@pytest.mark.parametrize("codes", [[3, 3, 3, 7, 7, 7] * 4, [True, True, True, False, False, False] * 4])
def test_codes_come_back_as_they_were_given(codes: list[Any]) -> None:
    coder = pt.InstrumentClassifier(strength=10.0).fit(CLAUSES, codes)
    assert coder.predict(CLAUSES[:6]).tolist() == codes[:6]


def test_a_search_over_the_classifier() -> None:
    search = GridSearchCV(pt.InstrumentClassifier(), {"strength": [0.1, 10.0], "balanced": [True, False]}, cv=2)
    assert search.fit(CLAUSES, CODES).best_score_ > 0.9


def test_the_shipped_codebook() -> None:
    coder = pt.InstrumentClassifier.shipped()
    assert coder.predict(["新建城市道路和公园"]).tolist() == ["infrastructure"]
    assert coder.predict_proba(["新建城市道路和公园"]).shape == (1, len(coder.classes_))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pt.InstrumentClassifier().fit("一句话", ["甲"]), "put it into a list"),
        (lambda: pt.InstrumentClassifier().fit([["两列"]], ["甲"]), "clause 0 is a list"),
        (lambda: pt.InstrumentClassifier().fit(["甲", "乙"], ["一"]), "one code"),
        (lambda: pt.InstrumentClassifier().fit(["甲", "乙"], ["一", "一"]), "teach nothing"),
        (lambda: pt.TargetFeatures().fit_transform("一段"), "put it into a list"),
        (lambda: pt.TargetFeatures().fit_transform([3]), "document 0 is a int"),
        (lambda: pt.PolicyVectorizer("字").fit(PLANS), "choose project, indicator"),
        (lambda: pt.PolicyVectorizer("project").fit(["没有。"]), "nothing to count"),
    ],
)
def test_what_cannot_be_read_is_said(call: Any, message: str) -> None:
    with pytest.raises(pt.ModelError, match=message):
        call()


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda one: type(one).__name__)
def test_scikit_learns_checks_that_apply_to_text(estimator: Any) -> None:
    """Those that give estimators tables of numbers do not apply: input here is texts."""
    from sklearn.utils import estimator_checks as checks

    name = type(estimator).__name__
    for check in (
        "check_no_attributes_set_in_init", "check_parameters_default_constructible", "check_get_params_invariance", "check_set_params",
        "check_estimator_cloneable", "check_estimator_repr", "check_estimator_tags_renamed",
        "check_valid_tag_types",
    ):  # fmt: skip
        getattr(checks, check)(name, clone(estimator))


@pytest.mark.parametrize("estimator", [pt.PolicyVectorizer("measure"), pt.InstrumentClassifier()], ids=lambda one: type(one).__name__)
def test_what_is_not_fitted_says_so(estimator: Any) -> None:
    from sklearn.exceptions import NotFittedError

    with pytest.raises(NotFittedError):
        (estimator.transform if hasattr(estimator, "transform") else estimator.predict)(PLANS)


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda one: type(one).__name__)
def test_fitting_twice_gives_the_same_and_leaves_parameters(estimator: Any) -> None:
    data, codes = (CLAUSES, CODES) if isinstance(estimator, pt.InstrumentClassifier) else (PLANS, None)
    first, before = clone(estimator), clone(estimator).get_params()
    outcome = [getattr(first.fit(data, codes), "predict_proba", getattr(first, "transform", None))(data) for _ in range(2)]
    dense = [one if isinstance(one, np.ndarray) else one.toarray() for one in outcome]
    assert np.array_equal(*dense)
    assert first.get_params() == before


def test_the_counts_are_those_of_scikit_learns_counter() -> None:
    lists = [list(TERMS["measure"](pt.parse(text))) for text in PLANS]
    theirs = CountVectorizer(analyzer=lambda words: words).fit_transform(lists).toarray()
    assert np.array_equal(theirs, pt.PolicyVectorizer("measure").fit_transform(PLANS).toarray())
