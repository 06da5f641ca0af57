"""Training from standoff labels: the same bytes again, from the repository and a folder of documents; what is missing is said."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from benchmarks.places import DOCUMENTS, GOLD
from typer.testing import CliRunner

import policytext as pt
from policytext.cli import app
from policytext.learning import confidence, shipped
from policytext.trained import MODELS, sources_of

WEIGHTS = Path(shipped.__file__).parent / "weights"
CODED = {"开展教师培训": "talent", "建设城市公园": "infrastructure", "落实税费减免": "tax", "严禁违规办学": "regulation"}
real = pytest.mark.skipif(not DOCUMENTS.exists(), reason="the real documents are not beside the checkout")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """Labels and documents of two invented cities."""
    labels, documents = tmp_path / "gold", tmp_path / "documents"
    (labels / "instruments").mkdir(parents=True)
    documents.mkdir()
    rows = []
    for name in ("甲.txt", "乙.txt"):
        (documents / name).write_text("".join(f"{clause}。" for clause in (*CODED, *CODED)), encoding="utf-8")
        text = pt.read(documents / name).text
        rows.append({"kind": "source", "document": name, "sha256": hashlib.sha256(text.encode()).hexdigest()})
        for clause, subtype, start in ((a, b, at) for a, b in CODED.items() for at in (text.find(a), text.rfind(a))):
            rows.append({"kind": "instrument", "start": start, "end": start + len(clause), "subtype": subtype})
    for name in ("first", "second"):
        path = labels / "instruments" / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return labels, documents


def test_the_same_labels_give_the_same_bytes(made: tuple[Path, Path]) -> None:
    labels, documents = made
    first, second = (pt.train("instrument", documents=documents, labels=labels) for _ in range(2))
    assert first == second
    assert json.loads(first)["about"] == {"cases": 16, "documents": 2, "issuers": 2}


def test_scores_are_those_of_issuers_left_out(made: tuple[Path, Path]) -> None:
    labels, documents = made
    scores = pt.evaluate("instrument", documents=documents, labels=labels)
    assert (scores.clauses, scores.issuers, scores.coded_twice) == (16, 2, 16)
    assert scores.coders_class_f1 == scores.coders_subtype_share == 1.0
    assert scores.class_f1 == 1.0  # the two cities say the same


def test_the_commands(made: tuple[Path, Path], tmp_path: Path) -> None:
    labels, documents = made
    out, where = tmp_path / "m.json", ["--documents", str(documents), "--labels", str(labels)]
    assert CliRunner().invoke(app, ["train", "instrument", *where, "-o", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == pt.train("instrument", documents=documents, labels=labels)
    told = CliRunner().invoke(app, ["evaluate", "instrument", *where])
    assert {"measure": "clauses", "value": 16} in [json.loads(line) for line in told.stdout.splitlines()]


def test_what_is_missing_is_said(made: tuple[Path, Path], tmp_path: Path) -> None:
    labels, documents = made
    with pytest.raises(pt.UnknownKindError, match="choose instrument"):
        pt.train("别的", documents=documents, labels=labels)
    with pytest.raises(pt.ModelError, match="no folder"):
        pt.train("instrument", documents=tmp_path / "没有", labels=labels)
    with pytest.raises(pt.ModelError, match="cannot be read"):
        pt.train("instrument", documents=documents, labels=tmp_path)
    with pytest.raises(pt.ModelError, match="no annotated excerpts"):
        pt.train("confidence", documents=documents, labels=labels)
    (documents / "乙.txt").unlink()
    with pytest.raises(pt.ModelError, match=r"乙\.txt"):
        pt.train("instrument", documents=documents, labels=labels)


@pytest.mark.parametrize("name", ["../甲.txt", "/etc/passwd", "a/b.txt"])
def test_labels_reach_no_file_outside_the_folder(made: tuple[Path, Path], name: str) -> None:
    labels, documents = made
    (labels / "instruments" / "first.jsonl").write_text(json.dumps({"kind": "source", "document": name, "sha256": "0"}), encoding="utf-8")
    shutil.copy(documents / "甲.txt", documents.parent / "甲.txt")
    with pytest.raises(pt.ModelError, match="without a folder"):
        pt.train("instrument", documents=documents, labels=labels)


def test_an_unknown_code_is_refused(made: tuple[Path, Path]) -> None:
    labels, documents = made
    path = labels / "instruments" / "first.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("talent", "天才"), encoding="utf-8")
    with pytest.raises(pt.ModelError, match="天才"):
        pt.train("instrument", documents=documents, labels=labels)


def test_every_model_that_is_shipped_can_be_trained() -> None:
    assert {*MODELS} == {path.stem for path in WEIGHTS.glob("*.json")}


@real
def test_the_shipped_confidence_comes_out_of_the_labels_bit_for_bit() -> None:
    made = pt.train("confidence", documents=DOCUMENTS, labels=GOLD)
    assert made == (WEIGHTS / "confidence.json").read_text(encoding="utf-8")


@real
def test_confidence_is_a_probability() -> None:
    scores = pt.evaluate("confidence", documents=DOCUMENTS, labels=GOLD)
    assert scores.error < 0.06
    assert scores.readings >= 500
    for _, steps in scores.curves:
        assert [step.kept for step in steps] == sorted((step.kept for step in steps), reverse=True)


def test_labels_name_their_documents() -> None:
    first, second = (sources_of(GOLD / "instruments" / f"{name}.jsonl") for name in ("first", "second"))
    assert {*second} <= {*first} | {*second}
    assert len(first) == len({*first}) > 100


def test_without_models_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.pipeline.shipped", lambda name: None)
    monkeypatch.setattr("policytext.learning.shipped.shipped", lambda name: None)
    plan = pt.parse("一、扩容\n新增学位5万个，实施名师培养工程。", year=2021)
    assert [x.confidence for x in plan.projects] == [0.7]  # the weight of its rule
    with pytest.raises(pt.ModelError, match="policytext train instrument"):
        _ = plan.instruments


def test_less_sure_readings_are_left_out() -> None:
    plan = pt.specimen("lanshui-edu-2021")
    counts = [len(plan.at_least(least).extractions) for least in (0.0, 0.5, 0.8, 1.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len(plan.extractions) > counts[-1]
    kept = plan.at_least(1.0).extractions
    assert all(not confidence.is_measured(x.value) for x in kept)
    assert len(plan.at_least(0.8).to_frame("project")) == sum(x.confidence >= 0.8 for x in plan.projects)
