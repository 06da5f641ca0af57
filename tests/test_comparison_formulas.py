"""Formulas: learnt from any corpus, shipped for the genre, and how much of an item they are."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext as pt
from policytext.comparison.formulas import Formula, Formulas, default_formulas, formulas_of, within
from policytext.model.document import Document
from policytext.model.errors import RecordError
from policytext.model.span import Span
from tests.test_comparison_plans import plan

HEAD = "坚持立德树人根本任务，落实“五育并举”总要求"


def corpus(*texts: str) -> list[Document]:
    return [plan(f"一、{text}") for text in texts]


def learnt(texts: Sequence[str], share: float = 0.5) -> dict[str, int]:
    return {x.text: x.documents for x in formulas_of(corpus(*texts), share).formulas}


def test_whole_clauses_that_most_documents_share() -> None:
    texts = [f"{HEAD}，办好第{n}中学，推进{word}。" for n, word in enumerate(("足球", "合唱", "戏剧", "棋类"))]
    assert learnt(texts) == {"坚持立德树人根本任务": 4, "落实“五育并举”总要求": 4}


def test_the_longest_phrase_counts_and_a_part_only_by_itself() -> None:
    texts = ["全面加强党对教育工作的领导，办好学校。"] * 4 + ["要抓好教育工作的领导，办好学校。"] * 2
    assert learnt(texts) == {"全面加强党对教育工作的领导": 4}


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([f"{HEAD}。"], "one document is no corpus"),
        ([f"{HEAD}。"] * 2, "two are too few"),
        (["普惠性幼儿园覆盖率达到85%，办学。"] * 5, "a clause with a number says something of its own"),
        ([f"推进普惠性幼儿园{x}。" for x in ("建设", "招生", "评估", "改造")], "a noun inside other clauses is no formula"),
        (["依法办学。"] * 5, "too short"),
        (["", ""], "nothing"),
        ([], "no documents"),
    ],
)
def test_what_is_no_formula(texts: list[str], why: str) -> None:
    assert learnt(texts) == {}, why


def test_the_share_decides() -> None:
    texts = ["扎实推进依法治校工作，建学校。"] * 3 + [f"办好{x}。" for x in "甲乙丙丁戊己庚"]
    assert learnt(texts, 0.3) == {"扎实推进依法治校工作": 3}
    assert learnt(texts, 0.5) == {}


@pytest.mark.parametrize(("share", "minimum"), [(0, 6), (1.1, 6), (-1, 6), (0.5, 1)])
def test_no_share_is_refused(share: float, minimum: int) -> None:
    with pytest.raises(ValueError, match="share"):
        formulas_of([], share, minimum)


@given(st.dictionaries(st.text("甲乙丙丁戊", min_size=1), st.integers(1, 9), max_size=5), st.text("甲乙丙丁戊，", max_size=30))
def test_places_are_those_of_the_formulas(counts: dict[str, int], text: str) -> None:
    formulas = Formulas(tuple(Formula(*x) for x in counts.items()), 9)
    assert Formulas.from_dict(json.loads(json.dumps(formulas.to_dict()))) == formulas
    spans = formulas.spans(text)
    assert all(x.end < y.start for x, y in pairwise(spans))
    covered = {n for x in spans for n in range(x.start, x.end)}
    for word in counts:
        places = [n for n in range(len(text)) if text.startswith(word, n)]
        longest = [n for n in places if not any(len(x) > len(word) and text.startswith(x, n) for x in counts)]
        assert all(covered >= set(range(n, n + len(word))) for n in longest)


@given(st.lists(st.text("甲乙丙，。“”1", max_size=25), max_size=5))
def test_every_formula_stands_in_its_documents(texts: list[str]) -> None:
    for x in formulas_of(corpus(*texts), 0.5, 2).formulas:
        assert sum(x.text in text for text in texts) == x.documents >= 3


@pytest.mark.parametrize(
    "whole",
    [{}, {"documents": 3}, {"documents": 1, "formulas": {"甲": 2}}, {"documents": 3, "formulas": ["甲"]}, {"documents": "x", "formulas": {}}],
)
def test_a_broken_record_is_refused(whole: dict[str, object]) -> None:
    with pytest.raises(RecordError, match="formulas cannot be read"):
        Formulas.from_dict(whole)


def test_the_shipped_formulas() -> None:
    formulas = default_formulas()
    assert 50 < len(formulas) < 300
    for x in formulas.formulas:
        assert 6 <= len(x.text) <= 25
        assert 0.25 <= formulas.share(x) <= 1
        assert not any(character.isdigit() or character in "，。；" for character in x.text)


def test_how_much_lies_within() -> None:
    assert within(Span(0, 6), (Span(0, 2), Span(4, 9)), "甲乙，丁戊己") == pytest.approx(4 / 5, abs=0.2)
    assert within(Span(0, 1), (), "，") == 0


def test_boilerplate_of_items_and_own_formulas() -> None:
    a = pt.parse("一、改善条件\n1.落实依法办学各项要求，新建学校2所。\n2.统筹发展和安全。", year=2024)
    own = Formulas((Formula("落实依法办学各项要求", 5),), 6)
    shares = {x.item: x.share for x in pt.compare(a, a, formulas=own).boilerplate if x.side == "a"}
    assert shares["一/1"] == pytest.approx(10 / 17, abs=0.01)
    assert shares["一/2"] == 0
    assert {x.item: x.share for x in pt.compare(a, a).boilerplate}["一/2"] > 0.8


def test_learning_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        documents = corpus(*(f"{HEAD}，" + "，".join(f"办好{n}号学校的{x}工作" for x in "甲乙丙丁" * 20) + "。" for n in range(count)))
        started = time.perf_counter()
        formulas_of(documents)
        return time.perf_counter() - started

    seconds(20)
    assert seconds(160) < 8 * 4 * max(seconds(20), 0.005)
