"""The spaCy component: its span groups, attributes, round trips and view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import policytext as pt

spacy = pytest.importorskip("spacy")
from spacy.tokens import DocBin  # noqa: E402 - behind the check that spaCy is there

from policytext.spacy_component import GROUP, KINDS, spans_html  # noqa: E402

TEXT = "2021年教育工作要点\n一、提升质量\n年底前新增学位5万个，力争普惠率达到90%以上。\n二、建设\n实施“名校跨岛”发展工程，落实《教育法》。（责任单位：教育局）"


@pytest.fixture
def nlp() -> Any:
    found = spacy.blank("zh")
    found.add_pipe("policytext", config={"year": 2021})
    return found


def test_what_is_found_is_what_policytext_finds(nlp: Any) -> None:
    doc, plan = nlp(TEXT), pt.parse(TEXT, year=2021)
    rows = [row for row in plan.records() if row["kind"] in KINDS and row["end"] > row["start"]]
    assert [(span.label_, span.text) for span in doc.spans[GROUP]] == [(row["kind"], row["text"]) for row in rows]
    assert [span._.policy for span in doc.spans[GROUP]] == rows
    assert [span.text for span in doc.spans["targets"]] == ["5万个", "90%以上"]
    assert doc._.policy_metadata["year"] == 2021


def test_places_are_those_of_the_doc_even_where_the_text_is_cleaned(nlp: Any) -> None:
    dirty = "一、提升\n新增学位1 200个，２０２１年完成。"
    doc = nlp(dirty)
    assert [span.text for span in doc.spans["targets"]] == ["1 200个"]
    assert doc.spans["targets"][0]._.policy["low"] == 1200


def test_words_are_widened_never_cut() -> None:
    from spacy.tokens import Doc

    nlp = spacy.blank("zh")
    nlp.add_pipe("policytext")
    words = ["新增", "学位5", "万个", "。"]
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[False] * 4))
    assert [span.text for span in doc.spans["targets"]] == ["学位5万个"]


def test_docs_come_back_from_bytes(nlp: Any) -> None:
    kept = DocBin(store_user_data=True)
    kept.add(nlp(TEXT))
    (doc,) = DocBin(store_user_data=True).from_bytes(kept.to_bytes()).get_docs(nlp.vocab)
    assert [span.text for span in doc.spans["targets"]] == ["5万个", "90%以上"]
    assert doc.spans["targets"][1]._.policy["comparator"] == ">="


def test_a_pipeline_comes_back_from_disk(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    docs = again(TEXT), nlp(TEXT)
    assert len({tuple(span.text for span in doc.spans[GROUP]) for doc in docs}) == 1


def test_many_docs_in_processes(nlp: Any) -> None:
    docs = list(nlp.pipe([TEXT, "无"], n_process=2))
    assert [len(doc.spans["targets"]) for doc in docs] == [2, 0]


def test_the_year_of_one_doc() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policytext")
    doc = nlp.make_doc("年底前新增学位5万个。")
    doc._.policy_year = 2019
    assert nlp(doc).spans["deadlines"][0]._.policy["to"] == "2019-12-31"


def test_entities_do_not_overlap() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policytext", config={"ents": True, "kinds": ["project", "quantity", "time"]})
    doc = nlp(TEXT)
    assert {span.label_ for span in doc.ents} == {"project", "quantity", "time"}


def test_kinds_are_checked() -> None:
    with pytest.raises(ValueError, match="no kind 目标"):
        spacy.blank("zh").add_pipe("policytext", config={"kinds": ["目标"]})


def test_other_spans_have_no_record(nlp: Any) -> None:
    assert nlp(TEXT)[0:2]._.policy is None


def test_the_view_escapes_the_text(nlp: Any) -> None:
    html = spans_html(nlp("<script>alert(1)</script>新增学位5万个。"))
    assert "quantity" in html
    assert "<script" not in html
