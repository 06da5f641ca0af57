"""Round trips: a document is its records, and its dict, without loss."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.collected import read_corpus
from policytext.display.terminal import show_text
from policytext.faces import Document, parse, specimen, specimens
from policytext.model.errors import RecordError, UnknownKindError
from tests.made_plan import made_plan


def test_records_and_back() -> None:
    plan = made_plan()
    rows = json.loads(json.dumps(plan.records()))
    back = Document.from_records(
        rows, text=plan.text, source=plan.source, metadata=plan.metadata, repairs=plan.repairs
    )
    assert back == plan
    assert back.records() == plan.records()


def test_the_dict_and_back_through_json() -> None:
    plan = made_plan()
    back = Document.from_dict(json.loads(json.dumps(plan.to_dict())))
    assert back == plan
    assert back.to_dict() == plan.to_dict()


def test_records_alone_give_a_document_with_their_id() -> None:
    back = Document.from_records(made_plan().records(), text=made_plan().text)
    assert back.metadata.id == "made"
    assert Document.from_records([], text="空").extractions == ()


def change(**fields: object) -> dict[str, object]:
    return {**made_plan().records()[3], **fields}


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (change(text="6万个"), "the record says"),
        (change(start=0), "the record says"),
        (change(kind="promise"), "promise"),
        ({"kind": "quantity"}, "lacks document"),
    ],
)
def test_a_record_that_contradicts_the_text_is_refused(record: dict[str, object], says: str) -> None:
    with pytest.raises(RecordError, match=says):
        Document.from_records([record], text=made_plan().text)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"schema_version": 99}, "schema version 99"),
        ({"metadata": {"mayor": "李"}}, "metadata"),
        ({"metadata": {"signed": "gestern"}}, "metadata"),
        ({"repairs": [{"span": 1}]}, "repair"),
    ],
)
def test_a_dict_of_another_shape_is_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(RecordError, match=says):
        Document.from_dict({**made_plan().to_dict(), **fields})


def test_a_dict_that_lacks_a_part_says_which() -> None:
    whole = made_plan().to_dict()
    del whole["text"]
    with pytest.raises(RecordError, match="lacks text"):
        Document.from_dict(whole)


def test_a_document_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        made_plan().text = ""  # type: ignore[misc]


PIECES = [
    "一、", "（一）", "1.", "①", "第一章", "\n", "。", "，", "新增", "学位", "5万个", "九成以上", "年底前", "到2025年",
    "“强师”计划", "《规划》", "责任单位：", "第七届", "力争", "\u3000", "\ufffd", "□", "1", "\r\n", "<b>", "=",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back_from_its_dict(text: str) -> None:
    document = parse(text, year=2021)
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document
    assert all(document.text[row["start"] : row["end"]] == row["text"] for row in document.records())
    assert show_text(document)
    assert "<b>" not in document._repr_html_()


@pytest.mark.parametrize("name", specimens())
def test_specimens_come_back_from_their_dict(name: str) -> None:
    document = specimen(name)
    assert isinstance(document, Document)
    assert document.metadata.id == name
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document


def test_an_unknown_specimen_names_the_choices() -> None:
    with pytest.raises(UnknownKindError, match=specimens()[0]):
        specimen("atlantis")


def test_a_corpus_holds_public_documents(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("一、提升质量\n新增学位5万个。", encoding="utf-8")
    corpus = read_corpus(str(tmp_path))
    assert [type(document) for document in corpus] == [Document, Document]
    assert corpus.to_frame()["document"].tolist() == ["a", "b"]


def test_a_comparison_and_a_panel_come_back_from_their_json_alone() -> None:
    plans = [pt.specimen(name) for name in pt.specimens()[:2]]
    whole = pt.compare(*plans, force_mapping="graded", dictionary=["学位倍增 9 n"])
    again = pt.Comparison.from_dict(json.loads(json.dumps(whole.to_dict(), ensure_ascii=False)))
    assert again == whole and again.to_dict() == whole.to_dict()
    many = pt.panel(plans, force_mapping="graded")
    back = pt.Panel.from_dict(json.loads(json.dumps(many.to_dict(), ensure_ascii=False)))
    assert back == many and back.to_dict() == many.to_dict()
    with pytest.raises(RecordError, match="texts"):
        pt.Panel.from_dict({name: rows for name, rows in many.to_dict().items() if name != "texts"})
