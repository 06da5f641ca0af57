"""Agreement: alpha against published figures, intervals, places, disagreements, gold."""

from __future__ import annotations

import json
import random
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext as pt
from policytext.coding import alpha
from policytext.coding.agreement import answers_at, clusters_of
from policytext.coding.alpha import Level, alpha_of, answers, interval, own_alpha
from policytext.coding.coding import Unit, mark
from policytext.coding.gold import file_name
from policytext.coding.pairs import Place, places_of
from tests.coded import Filled, coded, plan, sheet
from tests.shared import needs_shared, scorer

# four observers and twelve units, with the alphas that Krippendorff prints for them (Computing Krippendorff's Alpha-Reliability, 2011)
FOUR = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2),
    (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
]  # fmt: skip


def test_alpha_is_the_published_one() -> None:
    assert alpha_of(FOUR, "nominal") == pytest.approx(0.743, abs=0.0005)
    assert alpha_of(FOUR, "ratio") == pytest.approx(0.797, abs=0.0005)


def test_alpha_is_not_made_up() -> None:
    assert alpha_of([("a", "a"), ("a", "a")], "nominal") is None  # nothing varies
    assert alpha_of([("a", None), (None, "b")], "nominal") is None  # nothing can be compared
    assert alpha_of([], "nominal") is None
    assert alpha_of([("a", "b"), ("b", "a")], "nominal") == pytest.approx(-0.5)
    assert alpha_of([(0.0, 0.0), (5e9, 5e9)], "ratio") == pytest.approx(1.0)


TABLES = st.lists(st.lists(st.sampled_from([1.0, 2.0, 5.0, 7.5, None]), min_size=3, max_size=3), min_size=4, max_size=15)


@given(TABLES, st.sampled_from(["nominal", "ratio"]))
def test_draws_and_the_package_say_the_same(rows: list[list[float | None]], level: Level) -> None:
    found = answers(rows, level)
    if not found.comparable:
        assert alpha_of(rows, level) is None
        return
    ours = own_alpha(found)
    data = [[np.nan if x is None else x for x in column] for column in zip(*rows, strict=True)]
    assert ours == pytest.approx(krippendorff.alpha(reliability_data=data, level_of_measurement=level))
    assert alpha_of(rows, level) == pytest.approx(ours)


def made_rows(documents: int, units: int, right: float, chance: random.Random) -> tuple[list[tuple[str, str]], list[str]]:
    rows, clusters = [], []
    for document in range(documents):
        for _ in range(units):
            a = chance.choice("xyz")
            rows.append((a, a if chance.random() < right else chance.choice("xyz")))
            clusters.append(str(document))
    return rows, clusters


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    chance = random.Random(4)
    held = 0
    for _ in range(60):
        rows, clusters = made_rows(20, 10, 0.7, chance)
        low, high = interval(rows, clusters, "nominal", 400) or (1, 0)
        held += low <= 0.7 <= high  # of three equally frequent words alpha is the share that is not drawn by chance
    assert 51 <= held <= 60


def test_intervals_are_the_same_each_time_and_need_two_clusters() -> None:
    rows, clusters = made_rows(6, 10, 0.8, random.Random(1))
    assert interval(rows, clusters, "nominal") == interval(rows, clusters, "nominal")
    assert interval(rows, ["one"] * len(rows), "nominal") is None


def test_large_tables_have_the_same_alpha(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [alpha_of(FOUR, level) for level in ("nominal", "ratio")]
    monkeypatch.setattr(alpha, "LARGEST", 0)  # the package would need gigabytes for thousands of values
    assert [alpha_of(FOUR, level) for level in ("nominal", "ratio")] == pytest.approx(asked)
    chance = random.Random(2)
    rows = [(float(x), float(x) if chance.random() < 0.9 else float(chance.randrange(1000))) for x in (chance.randrange(1000) for _ in range(3000))]
    low, high = interval(rows, [str(i % 50) for i in range(len(rows))], "ratio") or (1, 0)
    assert low < (alpha_of(rows, "ratio") or 0) < high


def test_thousands_of_words_cost_no_square_of_them() -> None:
    chance = random.Random(3)
    words = [f"指标{i}" for i in range(20_000)]  # indicators of a hundred reports; a square of them would be gigabytes
    rows = [(word, word if chance.random() < 0.9 else chance.choice(words)) for word in words]
    low, high = interval(rows, [str(i % 40) for i in range(len(rows))], "nominal", 200) or (1, 0)
    assert low < (alpha_of(rows, "nominal") or 0) < high < 1


def unit(start: int, end: int, kind: str = "quantity", key: str = "") -> Unit:
    return Unit("甲", kind, start, end, "x" * (end - start), key=key)


def coding(coder: str, *units: Unit) -> pt.Coding:
    return pt.Coding(coder, units, (("甲", mark("x" * 99)),), ("quantity", "project"))


JOINED = [
    ([unit(0, 4)], [unit(0, 4)], [{"a", "b"}]),
    ([unit(0, 4)], [unit(2, 6)], [{"a"}, {"b"}]),  # a third in common
    ([unit(0, 4)], [unit(0, 8)], [{"a", "b"}]),  # a half
    ([unit(0, 4)], [unit(0, 4, "project")], [{"a"}, {"b"}]),
    ([unit(0, 4, key="k")], [unit(9, 12, key="k")], [{"a", "b"}]),  # one suggestion, moved by one coder
    ([unit(0, 10), unit(2, 8)], [unit(2, 9)], [{"a"}, {"a", "b"}]),  # the greater share
    ([unit(0, 4)], [unit(0, 3), unit(1, 4)], [{"a", "b"}, {"b"}]),  # one to one
    ([], [unit(5, 6)], [{"b"}]),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "coders"), JOINED)
def test_stretches_are_joined_one_to_one(a: list[Unit], b: list[Unit], coders: list[set[str]]) -> None:
    places = places_of([coding("a", *a), coding("b", *b)])
    assert [set(place.units) for place in places] == coders
    assert sum(len(place.units) for place in places) == len(a) + len(b)


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12, unique=True)


@given(st.tuples(SPANS, SPANS, SPANS))
def test_no_stretch_is_lost(spans: tuple[list[tuple[int, int]], ...]) -> None:
    codings = [coding(name, *(unit(start, start + length) for start, length in found)) for name, found in zip("abc", spans, strict=True)]
    places = places_of(codings)
    for each in codings:
        assert sorted(x.start for x in each.units) == sorted(place.units[each.coder].start for place in places if each.coder in place.units)
    assert [place.start for place in places] == sorted(place.start for place in places)


def test_what_counts_as_an_answer() -> None:
    held = Unit("甲", "quantity", 0, 2, "5所", values=(("role", "target"), ("low", 5)))
    place = Place("甲", "quantity", 0, 2, {
        "a": held, "b": Unit("甲", "quantity", 0, 2, "5所", decision="open"), "c": Unit("甲", "quantity", 0, 2, "5所", decision="removed"),
    })  # fmt: skip
    codings = [coding(name) for name in "abcd"]
    assert answers_at(place, "presence", codings) == ["yes", None, "no", "no"]
    assert answers_at(place, "role", codings) == ["target", None, None, None]
    assert answers_at(place, "deadline", codings) == ["—", None, None, None]  # held for a quantity, and the text names no day
    assert answers_at(place, "comparator", codings) == [None] * 4  # every quantity has one: left open, not absent


def test_few_documents_are_drawn_by_sections() -> None:
    places = [Place(f"d{i % 3}", "time", 0, 1, {"a": Unit("", "time", 0, 1, "", item=f"{'一二'[i % 2]}/3")}) for i in range(6)]
    assert clusters_of(places) == (["d0 一", "d1 二", "d2 一", "d0 二", "d1 一", "d2 二"], "sections")
    assert clusters_of([Place(f"d{i}", "time", 0, 1) for i in range(5)])[1] == "documents"


def careless(filled: Filled) -> None:
    filled.judge("数量", "98.5%以上", 判断="删除", 备注="看漏了？")
    filled.judge("数量", "1.5万个", 判断="修改", 改为_下限=1500)
    filled.judge("项目", "“𠮷祥学校”建设工程", 判断="修改", 改为_类型="construction")


def test_two_coders_and_the_machine(tmp_path: Path) -> None:
    documents = [plan(document=f"澜水{i}") for i in range(5)]
    one = coded(tmp_path, documents, "甲", lambda filled: None)
    other = coded(tmp_path, documents, "乙", careless)
    machine = pt.Coding.of_machine(documents)
    found = pt.agreement(one, other).to_frame().set_index(["kind", "variable"])
    presence = found.loc["quantity", "presence"]
    assert (presence["units"], presence["pairable"], presence["drawn"]) == (30, 30, "documents")
    assert presence["percent"] == pytest.approx(29 / 30)
    low = found.loc["quantity", "low"]
    assert (low["level"], low["pairable"], low["percent"]) == ("ratio", 29, pytest.approx(28 / 29))
    assert low["low"] <= low["alpha"] <= low["high"] <= 1
    assert found.loc["time", "presence"]["note"] == "all answers are the same: alpha is not defined"
    assert pt.agreement(machine, one).to_frame()["percent"].dropna().eq(1).all()
    assert repr(pt.agreement(one, other, machine)).startswith("<Agreement of 甲 and 乙 and policytext: quantity 0.")


def test_disagreements_lead_to_the_text(tmp_path: Path) -> None:
    documents = [plan()]
    one, other = coded(tmp_path, documents, "甲", lambda filled: None), coded(tmp_path, documents, "乙", careless)
    rows = pt.disagreements(one, other, documents=documents)
    assert rows[["variable", "value_a", "value_b"]].to_numpy().tolist() == [
        ["low", "15000", "1500"], ["presence", "yes", "no"], ["type", "programme", "construction"],
    ]  # fmt: skip
    row = rows.iloc[1]
    assert documents[0].text[row["start"] : row["end"]] == row["text"] == "98.5%以上"
    assert (row["link"], row["line"], row["note_b"]) == (f"澜水#char={row['start']},{row['end']}", 3, "看漏了？")
    assert len(pt.disagreements(one, pt.Coding.of_machine(documents), documents=documents)) == 0


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    machine = pt.Coding.of_machine([plan()])
    with pytest.raises(pt.CodingError, match="between two codings or more"):
        pt.agreement(machine)
    with pytest.raises(pt.CodingError, match="two codings are of policytext"):
        pt.agreement(machine, machine)
    with pytest.raises(pt.CodingError, match="乙 coded other texts than policytext"):
        pt.agreement(machine, pt.Coding.of_machine([plan("一、办学")], coder="乙"))


def test_gold_holds_what_the_coder_holds(tmp_path: Path) -> None:
    documents = [plan()]
    coding = coded(tmp_path, documents, "乙", careless)
    (path,) = coding.to_gold(tmp_path / "gold")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows if row["kind"] == "quantity"] == ["5所", "1.5万个", "12000000元", "5名"] + ["5个"] * (
        len([x for x in coding.units if x.text == "5个"])
    )
    assert next(row for row in rows if row["text"] == "1.5万个")["low"] == 1500
    (standoff,) = coding.to_gold(tmp_path / "gold", standoff=True)
    head, *lines = [json.loads(line) for line in standoff.read_text(encoding="utf-8").splitlines()]
    assert head["text_sha256"] == mark(documents[0].text)
    assert [documents[0].text[x["start"] : x["end"]] for x in lines if not x["present"]] == ["98.5%以上"]
    assert "5所" not in standoff.read_text(encoding="utf-8")


def test_gold_is_of_finished_codings(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    filled.judge("数量", "5所", 判断="正确")
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    with pytest.raises(pt.CodingError, match=r"stretches were not decided .*gold would count them as wrong"):
        coding.to_gold(tmp_path / "gold")
    (path,) = coding.to_gold(tmp_path / "gold", unfinished=True)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    assert (file_name("../a/b"), file_name("")) == (".._a_b", "_")


@needs_shared
def test_the_scorer_takes_gold_of_an_accepted_coding(tmp_path: Path) -> None:
    document = pt.specimen(pt.specimens()[0])
    coding = pt.Coding.of_machine([document], ["quantity", "time", "project", "reference", "organisation"])
    (path,) = pt.Coding.of(coding).to_gold(tmp_path)
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    result, _ = scorer().score(gold, document.records())
    scored = {name: x for name, x in result.items() if x["gold"]}
    assert {"quantity.full", "quantity.force", "time", "project.typed", "reference"} <= set(scored)
    nameless = sum(row["kind"] == "quantity" and "indicator" not in row for row in gold)  # which the scorer counts as another indicator
    assert scored["quantity.full"]["hits"] == scored["quantity.full"]["gold"] - nameless
    assert {name: x["f1"] for name, x in scored.items() if name != "quantity.full"} == dict.fromkeys(set(scored) - {"quantity.full"}, 1.0)
