"""Linear models as data: what they say, how they are fitted, kept, calibrated, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.learning.calibration import best_temperature, curve, expected_error, reliability, surprise
from policytext.learning.cases import Case, folds
from policytext.learning.fitting import fit, fit_bare, out_of_fold
from policytext.learning.linear import LinearModel, from_json, softmax
from policytext.learning.shipped import needed, shipped, shipped_names
from policytext.learning.standoff import labelled_documents
from policytext.model.errors import ModelError
from policytext.pipeline import parse

TEACHING = [
    Case((f"w:{word}", f"g:{k % 3}"), label, f"第{k % 4}市")
    for k, (word, label) in enumerate([("培训", "人才"), ("税费", "税费"), ("培训", "人才"), ("减免", "税费"), ("引才", "人才")] * 8)
]


def test_a_model_comes_back_from_its_text() -> None:
    model = fit("试", TEACHING, about={"cases": len(TEACHING)})
    again = from_json(model.to_json(), "试.json")
    assert again == model
    assert again.to_json() == model.to_json()


def test_the_same_cases_give_the_same_text() -> None:
    assert fit("试", TEACHING).to_json() == fit("试", TEACHING).to_json()


def test_what_was_learned_is_said() -> None:
    model = fit("试", TEACHING)
    assert model.best(["w:培训"])[0] == "人才"
    assert model.best(["w:税费"])[0] == "税费"


def test_plain_data_says_what_scikit_learn_says() -> None:
    from sklearn.linear_model import LogisticRegression

    from policytext.learning.fitting import kept, matrix

    model = fit_bare("试", TEACHING)
    vocabulary = kept(case.features for case in TEACHING)
    learner = LogisticRegression(C=1.0, tol=1e-6, max_iter=2000).fit(
        matrix([case.features for case in TEACHING], vocabulary), [case.label for case in TEACHING]
    )
    theirs = learner.predict_proba(matrix([case.features for case in TEACHING], vocabulary))
    ours = [model.probabilities(case.features) for case in TEACHING]
    assert max(abs(a - b) for row, line in zip(theirs, ours, strict=True) for a, b in zip(row, line, strict=True)) < 0.005


def test_no_case_is_asked_of_a_model_that_saw_its_group() -> None:
    told = [*folds(TEACHING)]
    assert sorted(i for fold in told for i in fold.test) == list(range(len(TEACHING)))
    for fold in told:
        assert not {TEACHING[i].group for i in fold.train} & {TEACHING[i].group for i in fold.test}


def test_a_word_of_one_group_alone_does_not_help_it_when_left_out() -> None:
    cases = [Case((f"only:{k % 4}",), ("甲", "乙")[k % 4 % 2], f"第{k % 4}市") for k in range(40)]
    right = [scores.index(max(scores)) == place for scores, place in out_of_fold("试", cases)]
    assert sum(right) < len(right)  # a leak would make all of them right


@pytest.mark.parametrize("cases", [[], TEACHING[:1], [Case(("x",), "甲", "一市"), Case(("y",), "甲", "二市")]])
def test_too_little_teaches_nothing(cases: list[Case]) -> None:
    with pytest.raises(ModelError, match="teach nothing"):
        fit_bare("试", cases)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no model"), ("[]", "format None"), ('{"format": 99}', "format 99"), ('{"format": 1}', "damaged model"),
        ('{"format":1,"name":"x","classes":["a","b"],"intercepts":[0],"weights":{},"temperature":1,"about":{}}', "damaged model"),
        ('{"format":1,"name":"x","classes":["a"],"intercepts":[0],"weights":{},"temperature":0,"about":{}}', "damaged model"),
        ('{"format":1,"name":"x","classes":["a"],"intercepts":[0],"weights":{"f":[1,2]},"temperature":1,"about":{}}', "damaged model"),
    ],
)  # fmt: skip
def test_what_is_no_model_is_refused(text: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        from_json(text, "试.json")


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=6), st.floats(0.2, 8))
def test_probabilities_add_up(scores: list[float], temperature: float) -> None:
    found = softmax(scores, temperature)
    assert abs(sum(found) - 1) < 1e-9
    assert all(0 <= x <= 1 for x in found)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_reliability_holds_every_case(cases: list[tuple[float, bool]]) -> None:
    probabilities, right = zip(*cases, strict=True)
    assert sum(row.cases for row in reliability(probabilities, right)) == len(cases)
    assert 0 <= expected_error(probabilities, right) <= 1


def test_the_temperature_mends_what_is_too_sure() -> None:
    scores, labels = [[6.0, 0.0]] * 10, [0] * 7 + [1] * 3
    temperature = best_temperature(scores, labels)
    assert surprise(scores, labels, temperature) < surprise(scores, labels, 1.0)
    assert abs(softmax(scores[0], temperature)[0] - 0.7) < 0.02


def test_asking_for_more_confidence_keeps_fewer() -> None:
    steps = curve([0.9, 0.8, 0.4, 0.2], [True, True, False, True], 5, [0.0, 0.5, 0.85])
    assert [step.kept for step in steps] == [4, 2, 1]
    assert [step.recall for step in steps] == sorted((step.recall for step in steps), reverse=True)


def test_the_models_at_hand_are_small_and_whole() -> None:
    import policytext.learning

    folder = Path(policytext.learning.__file__).parent / "weights"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 8_000_000
    assert {path.suffix for path in folder.iterdir()} == {".json"}
    assert {*shipped_names()} == {path.stem for path in folder.iterdir()}


def test_a_model_that_is_not_there_is_missed_without_harm() -> None:
    assert shipped("没有") is None
    with pytest.raises(ModelError, match="policytext train"):
        needed("没有")


PLAN = parse("一、扩容\n新增学位5万个。", document="计划.txt")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("{", "line 1 is no JSON"), ("[1]", "line 1 is no object"), ('{"kind":"source","document":"别的.txt"}', "not in the folder"),
        ('{"kind":"source","document":"计划.txt","sha256":"0"}', "not the one that was labelled"), ('{"start":0,"end":1}', "needs a document above"),
    ],
)  # fmt: skip
def test_labels_that_do_not_fit_are_refused(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        list(labelled_documents(path, lambda name: PLAN if name == "计划.txt" else None))


def test_labels_outside_the_text_are_refused(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "labels.jsonl"
    head = {"kind": "source", "document": "计划.txt", "sha256": hashlib.sha256(PLAN.text.encode()).hexdigest()}
    for place in ({"start": 0, "end": 99}, {"start": 3, "end": 3}, {"start": -1, "end": 2}, {"start": "0", "end": 2}):
        path.write_text(json.dumps(head) + "\n" + json.dumps(place), encoding="utf-8")
        with pytest.raises(ModelError, match="line 2: a label needs"):
            list(labelled_documents(path, lambda name: PLAN))
    path.write_text(json.dumps(head) + "\n" + json.dumps({"start": 0, "end": 2}), encoding="utf-8")
    (one,) = labelled_documents(path, lambda name: PLAN)
    assert [span.of(PLAN.text) for span, _ in one.labels] == ["一、"]


def test_features_unknown_to_a_model_count_nothing() -> None:
    model = LinearModel("试", ("甲", "乙"), (0.0, 0.0), {"a": (1.0, -1.0)})
    assert model.probabilities(["b", "c"]) == [0.5, 0.5]
