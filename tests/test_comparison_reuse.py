"""Passages that documents share, and who repeats whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.comparison import compare, reuse_of
from policytext.comparison.fingerprints import GRAM, WINDOW, content_of, covered, hashes_of, winnowed
from policytext.comparison.passages import FORMULA_HOUSES
from policytext.comparison.reuse import Passage, Reuse
from policytext.model.document import Document
from policytext.model.errors import RecordError, UnknownKindError
from policytext.pipeline import read
from tests.shared import DOCUMENTS, needs_shared
from tests.test_comparison_plans import plan

BRIDGE = "加快青螺大桥主体施工，同步做好白鹭湾片区路网衔接，年底前具备通车条件"
SCHOOL = "在银杏片区新建两所小学，扩建一所初中，让孩子们就近入学不再奔波"
GREETING = "请各位代表予以审议，并请列席会议的同志对报告多多提出意见"
FILLERS = ("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "春夏秋冬东西南北", "金木水火土风云雷电")


def report(*lines: str, id: str, year: int | None = 2021, region: str | None = None, level: str | None = None, signed: date | None = None) -> Document:
    made = plan(*lines, id=id, year=year)
    metadata = replace(made.metadata, region=region or f"{id}市", level=level, signed=signed)
    return replace(made, metadata=metadata)


def filler(number: int) -> str:
    return "".join(f"{word}{number}" for word in FILLERS)


def only(found: Reuse) -> Passage:
    (row,) = found.passages
    return row


EXACT = [
    (BRIDGE, BRIDGE, "exact"),
    (BRIDGE, BRIDGE.replace("，", "、"), "exact"),
    (BRIDGE, BRIDGE.replace("，", "，\n"), "exact"),
    (BRIDGE, BRIDGE.replace("年底前", "六月底以前"), "near"),
    (BRIDGE, BRIDGE.replace("路网衔接", "路网和管网衔接"), "near"),
]


@pytest.mark.parametrize(("before", "after", "kind"), EXACT)
def test_a_passage_is_found_whatever_its_marks(before: str, after: str, kind: str) -> None:
    a, b = report(f"1.{filler(1)}。{before}。", id="a"), report(f"1.{filler(2)}。{after}。{filler(3)}", id="b", year=2022)
    row = only(reuse_of([b, a]))
    assert (row.a, row.b, row.kind, row.direction, row.item_a) == ("a", "b", kind, "a_to_b", "1")
    assert row.span_a.of(a.text) == row.text_a
    assert row.span_b.of(b.text) == row.text_b
    assert before in row.text_a + "。" and after in row.text_b + "。"
    assert (row.similarity == 1) is (kind == "exact")
    assert row.similarity > 0.8


NOTHING = [
    ((), "0 documents"),
    ((report(BRIDGE, id="a"),), "1 documents"),
    ((report("", id="a"), report("", id="b")), "no passage"),
    ((report(BRIDGE, id="a"), report(SCHOOL, id="b")), "no passage"),
    ((report("Plan of the bureau", id="a"), report(BRIDGE, id="b")), "no passage"),
    ((report("加快青螺大桥施工", id="a"), report("加快青螺大桥施工", id="b")), "no passage"),
]


@pytest.mark.parametrize(("documents", "note"), NOTHING)
def test_nothing_is_shared_and_it_is_said_why(documents: tuple[Document, ...], note: str) -> None:
    found = reuse_of(documents)
    assert (found.passages, found.repetitions) == ((), ())
    assert note in (found.note or "")


def test_a_shorter_minimum_finds_shorter_passages() -> None:
    phrase = "加快青螺大桥主体施工建设并尽早通车"
    a, b = report(f"{FILLERS[0]}。{phrase}。{FILLERS[1]}", id="a"), report(f"{FILLERS[2]}。{phrase}。{FILLERS[3]}", id="b")
    assert reuse_of([a, b]).passages == ()
    assert only(reuse_of([a, b], minimum=15)).text_a == phrase


def test_a_document_with_itself_is_one_passage() -> None:
    a = report(BRIDGE + "。", SCHOOL + "。", id="a")
    row = only(reuse_of([a, a], ordered=False))
    assert (row.kind, row.characters, row.direction) == ("exact", len(content_of(a.text)), "unknown")
    assert compare(a, a).rows("reuse") == (row,)


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(RecordError, match="a: give each its own"):
        reuse_of([report(BRIDGE, id="a"), report(SCHOOL, id="a")])


DATES = [
    (2021, None, 2022, None, "a_to_b"), (2022, None, 2021, None, "b_to_a"), (2021, None, 2021, None, "unknown"), (None, None, 2021, None, "unknown"),
    (2021, date(2021, 1, 20), 2021, date(2021, 2, 3), "a_to_b"), (2021, date(2021, 1, 20), 2021, None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("year_a", "day_a", "year_b", "day_b", "direction"), DATES)
def test_who_was_first(year_a: int | None, day_a: date | None, year_b: int | None, day_b: date | None, direction: str) -> None:
    a, b = report(BRIDGE, id="a", year=year_a, signed=day_a), report(BRIDGE, id="b", year=year_b, signed=day_b)
    assert only(reuse_of([a, b], ordered=False)).direction == direction
    assert only(reuse_of([a, b])).a == ("b" if direction == "b_to_a" else "a")


ANCESTORS = [
    ("province", 2020, "z"),  # higher and earlier
    ("province", 2021, "z"),  # higher, of the same year
    ("prefecture", 2020, "z"),  # as high, earlier
    ("prefecture", 2021, None),  # one of three that have it
    ("province", 2022, None),  # later
    ("county", 2019, None),  # lower: a city is not said to repeat a county
    (None, 2019, None),
]


@pytest.mark.parametrize(("level", "year", "ancestor"), ANCESTORS)
def test_what_both_have_from_a_third(level: str | None, year: int, ancestor: str | None) -> None:
    source = report(f"1.{filler(1)}", f"{SCHOOL}。", id="z", year=year, level=level)
    cities = [report(f"1.{filler(n)}。{SCHOOL}。", id=f"c{n}", level="prefecture") for n in (2, 3)]
    found = reuse_of([*cities, source])
    row = next(x for x in found.passages if {x.a, x.b} == {"c2", "c3"})
    assert (row.ancestor, row.documents) == (ancestor, 3)
    (sums,) = (x for x in found.repetitions if {x.a, x.b} == {"c2", "c3"})
    assert sums.characters == len(content_of(SCHOOL))
    assert (sums.from_ancestor, sums.repeated) == ((sums.characters, 0) if ancestor else (0, sums.characters))
    if ancestor:
        assert row.span_ancestor is not None
        assert SCHOOL in row.span_ancestor.of(source.text)


@pytest.mark.parametrize(("code", "ancestor"), [("350000", "z"), ("360000", None), (None, "z")])
def test_of_one_year_only_the_province_itself_may_lend(code: str | None, ancestor: str | None) -> None:
    source = report(f"1.{filler(1)}", f"{SCHOOL}。", id="z", level="province")
    source = replace(source, metadata=replace(source.metadata, region_code=code))
    cities = [report(f"1.{filler(n)}。{SCHOOL}。", id=f"c{n}", level="prefecture") for n in (2, 3)]
    cities = [replace(x, metadata=replace(x.metadata, region_code=f"350{n}00")) for n, x in enumerate(cities)]
    assert {x.ancestor for x in reuse_of([*cities, source]).passages if "z" not in (x.a, x.b)} == {ancestor}


def many(count: int, *, own: str = "") -> list[Document]:
    return [report(f"{GREETING}{own}。{filler(n)}", id=f"d{n}", year=2021) for n in range(count)]


def test_what_many_issuers_write_is_a_formula() -> None:
    assert len(reuse_of(many(FORMULA_HOUSES - 1)).passages) == 6
    found = reuse_of([*many(FORMULA_HOUSES + 1), report(GREETING + BRIDGE, id="x"), report(GREETING + BRIDGE, id="y")])
    row = only(found)
    assert (row.a, row.b, row.formula, row.text_a) == ("x", "y", False, GREETING + BRIDGE)
    (sums,) = found.repetitions
    assert (sums.formulas, sums.share_b) == (0, 1.0)


def test_known_formulas_are_marked() -> None:
    a, b = (report(f"{filler(n)}。{GREETING}，{'青螺' * n}", id=str(n)) for n in (1, 2))
    assert not only(reuse_of([a, b])).formula
    assert only(reuse_of([a, b], formulas=[GREETING])).formula
    longer = [report(f"{filler(n)}。{GREETING}，办好青螺学校和白鹭学校，{n}", id=str(n)) for n in (1, 2)]
    assert only(reuse_of(longer, formulas=[GREETING])).text_a.startswith(GREETING)


def test_a_text_that_repeats_itself_stays_cheap() -> None:
    a, b = (report("建设学校" * 3000, id=name) for name in "ab")
    assert only(reuse_of([a, b])).characters == 12000


def test_records_survive_json() -> None:
    found = reuse_of([report(BRIDGE, id="a"), report(BRIDGE, id="b", year=2022)])
    for table in ("passages", "repetitions"):
        rows = found.records(table)
        assert len(rows) == 1
        assert json.loads(json.dumps(rows)) == rows
    with pytest.raises(UnknownKindError, match="passages or repetitions"):
        found.records("pages")


letters = st.text("甲乙丙丁戊，。1", max_size=60)


@given(letters)
def test_content_keeps_its_places(text: str) -> None:
    content = content_of(text)
    assert content.text(0, len(content)) == "".join(x for x in text if x.isalnum())
    assert all(text[place] == chr(code) for place, code in zip(content.places, content.codes, strict=True))


@given(st.text("甲乙丙", min_size=GRAM + WINDOW - 1, max_size=40), letters, letters)
def test_no_shared_run_that_is_long_enough_is_missed(shared: str, before: str, behind: str) -> None:
    kept = [{hashes_of(x)[i] for i in winnowed(hashes_of(x))} for x in (content_of(before + shared), content_of(shared + behind))]
    assert kept[0] & kept[1]


@given(st.lists(st.integers(0, 29), max_size=6), st.integers(30, 50))
def test_covered_characters(starts: list[int], size: int) -> None:
    expected = [any(start <= i < start + GRAM for start in starts) for i in range(size)]
    assert covered(size, np.array(starts, dtype=np.int64)).tolist() == expected


sentences = st.lists(st.sampled_from([BRIDGE, SCHOOL, GREETING, *map(filler, range(3))]), max_size=5)


@given(sentences, sentences)
@settings(max_examples=40, deadline=None)
def test_every_row_slices_its_texts_and_says_the_same_from_the_other_side(left: list[str], right: list[str]) -> None:
    a, b = report("。".join(left), id="a"), report("。".join(right), id="b")
    one, other = reuse_of([a, b]), reuse_of([b, a])
    assert all(x.span_a.of(a.text) == x.text_a and x.span_b.of(b.text) == x.text_b for x in one.passages)
    assert {(x.span_a, x.span_b) for x in one.passages} == {(x.span_b, x.span_a) for x in other.passages}
    assert all(0 < x.share_a <= 1 and 0 < x.share_b <= 1 for x in one.repetitions)


@needs_shared
def test_a_district_repeats_its_own_report() -> None:
    documents = [read(DOCUMENTS / f"海拉尔区-{year}-政府工作报告.txt") for year in (2012, 2013)]
    found = reuse_of(documents)
    assert len(found.passages) >= 5
    (sums,) = found.repetitions
    assert (sums.direction, sums.same_issuer) == ("a_to_b", True)
    assert 0.01 < sums.share_b < 0.3
