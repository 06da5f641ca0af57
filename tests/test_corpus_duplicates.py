"""Copies of one document are found and grouped, excerpts and editions linked and never grouped."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import policytext as pt
from policytext.cli_many import corpus_app
from policytext.corpus.collections.collection import everything
from policytext.corpus.datasets import Origin, document_row
from policytext.corpus.duplicates import near_duplicates
from policytext.corpus.duplicates.candidates import containing, linked, resembling
from policytext.corpus.duplicates.copies import Copy, copy_of, copy_of_row
from policytext.corpus.duplicates.copies_in import copies_in
from policytext.corpus.duplicates.found import DUPLICATE_TABLES, Duplicates
from policytext.corpus.duplicates.groups import best_of
from policytext.corpus.duplicates.shared_runs import gaps_between, runs_in_order
from policytext.corpus.duplicates.shingles import normal_form
from policytext.corpus.duplicates.signatures import SHORTEST, signature
from policytext.corpus.duplicates.verifying import prepared, verified
from policytext.model.errors import RecordError, UnknownKindError
from tests.shared import DOCUMENTS, needs_shared

CHARACTERS = (
    "学校教育幼儿园义务高中职业师资培训基地社区体育场馆建设改造提升完善推进实施落实加强保障安全健康文化科技创新人才产业就业住房医疗卫生养老交通道路水利"
    "环境生态绿化农村乡镇街道企业投资项目改革开放服务平台数据信息管理监督考核评价制度机制方案计划目标任务责任单位部门群众干部组织宣传法治公平均衡优质"
)


def plan(seed: int, year: int = 2020, sentences: int = 40) -> str:
    """A composed plan of the length and shape of real ones; of two seeds no two sentences are alike."""
    chance = random.Random(seed)
    lines = [f"{year}年澜水市教育工作要点"]
    for i in range(1, sentences + 1):
        first, second, third = ("".join(chance.choices(CHARACTERS, k=chance.randrange(8, 16))) for _ in range(3))
        number, money, month = chance.randrange(11, 99), chance.randrange(100, 9999), chance.randrange(1, 13)
        lines.append(f"{i}．{first}{number}所，投入资金{money}万元，{second}，{year}年{month}月底前见效，{third}。")
    return "\n".join(lines)


CHROME = "首页 > 政务公开 > 规划计划\n字号：大 中 小 打印本页 来源：办公室\n", "\n责任编辑：管理员 主办单位：市人民政府办公室 网站地图 联系我们"


def misread(text: str, share: float) -> str:
    """Characters read as others."""
    chance = random.Random(7)
    return "".join(chance.choice("己已未末土士日曰") if chance.random() < share and x.isalpha() else x for x in text)


def next_year(text: str) -> str:
    """The same plan for the next year: other years, most numbers others."""
    chance = random.Random(3)
    parts = text.replace("2020", "2021").split("所，投入资金")
    return f"{chance.randrange(100, 999)}所，投入资金".join(x[:-2] if x[-2:].isdigit() else x for x in parts)


def rewritten(text: str, every: int) -> str:
    """Every so many lines another."""
    lines = zip(text.split("\n"), plan(94).split("\n"), strict=True)
    return "\n".join(other if i % every == 5 else line for i, (line, other) in enumerate(lines))


CASES: tuple[tuple[str, Callable[[str], str], str | None], ...] = (
    ("other line breaks and spaces", lambda text: text.replace("\n", " 　").replace("，", ", "), "same"),
    ("full-width digits", lambda text: text.translate({ord(str(i)): chr(0xFF10 + i) for i in range(10)}), "same"),
    ("traditional characters", lambda text: text.replace("园", "園").replace("学", "學").replace("万", "萬"), "same"),
    ("words of a page around", lambda text: text.join(CHROME), "reprint"),
    ("2 % misread", lambda text: misread(text, 0.02), "reprint"),
    ("8 % misread", lambda text: misread(text, 0.08), "reprint"),
    ("digits lost", lambda text: text.replace("7", "□"), "reprint"),
    ("letters for digits", lambda text: text.replace("0", "O", 30), "reprint"),
    ("a paragraph lost", lambda text: "\n".join(text.split("\n")[:20] + text.split("\n")[23:]), "reprint"),
    ("the end lost", lambda text: text[: int(0.9 * len(text))], "reprint"),
    ("one character corrected", lambda text: text.replace("投入", "投人", 1), "reprint"),
    ("a passage", lambda text: text[400:900], "excerpt"),
    ("a passage, misread", lambda text: misread(text[400:1100], 0.03), "excerpt"),
    ("between two other texts", lambda text: "\n".join([plan(91), text, plan(92)]), "excerpt"),
    ("the next year's", next_year, "edition"),
    ("only the years changed", lambda text: text.replace("2020", "2021"), "edition"),
    ("one year changed", lambda text: text.replace("2020", "2021", 1), "edition"),
    ("half of it new", lambda text: text[: len(text) // 2] + plan(93)[len(text) // 2 :], "edition"),
    ("a word exchanged throughout", lambda text: text.replace("月底", "季初"), "edition"),
    ("a tenth rewritten", lambda text: rewritten(text, 10), "edition"),
    ("another plan in the same words", lambda _: plan(95), None),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "make", "relation"), CASES, ids=[case[0] for case in CASES])
def test_what_texts_are_to_each_other(kind: str, make: Callable[[str], str], relation: str | None) -> None:
    found = near_duplicates([Copy("a", plan(1)), Copy("b", make(plan(1))), Copy("z", plan(50))])
    pairs = {frozenset((x["a"], x["b"])): x["relation"] for x in found.pairs.rows}
    assert pairs.get(frozenset("ab")) == relation
    assert found.copies_of("a") == (("b",) if relation in ("same", "reprint") else ())
    assert found.copies_of("z") == ()


@pytest.mark.parametrize(
    ("known", "evidence"),
    [
        ({"year": 2021}, "year"),
        ({"title": "澜水市教育工作要点（征求意见稿）"}, "draft"),
        ({}, None),
        ({"year": 2020, "title": "关于印发澜水市教育工作要点的通知", "place": "白溪市"}, None),
    ],
)
def test_the_envelope_speaks_against_a_copy(known: dict[str, object], evidence: str | None) -> None:
    copies = [
        Copy("a", plan(1), year=2020, title="澜水市教育工作要点", place="澜水市"),
        Copy("b", plan(1).join(CHROME), **known),  # type: ignore[arg-type]
    ]
    (row,) = near_duplicates(copies).pairs.rows
    assert (row["relation"] == "reprint") == (evidence is None)
    assert row["evidence"] == evidence


def test_a_place_exchanged_is_no_copy() -> None:
    text = plan(1).replace("澜水", "白溪", 1)
    assert near_duplicates([Copy("a", plan(1)), Copy("b", text)]).copies_of("a") == ("b",)
    assert near_duplicates([Copy("a", plan(1), place="澜水市"), Copy("b", text, place="白溪市")]).copies_of("a") == ()


def test_a_copy_without_numbers_joins_no_two_years() -> None:
    bare = "".join(x for x in plan(1) if not x.isdigit())
    found = near_duplicates([Copy("2020", plan(1)), Copy("2021", next_year(plan(1))), Copy("bare", bare)])
    assert found.copies_of("2020") != ("2021", "bare")
    assert "2021" not in found.copies_of("2020")


def test_equal_texts_are_copies_whatever_year_is_said_of_them() -> None:
    found = near_duplicates([Copy("a", plan(1), year=2020), Copy("b", plan(1), year=2021), Copy("c", plan(1).join(CHROME), year=2020)])
    assert found.copies_of("a") == ("b", "c")


def test_a_copy_without_a_year_joins_no_two_years() -> None:
    text = plan(1, sentences=12).replace("2020", "今")
    copies = [Copy("a", text, year=2020), Copy("b", text.join(CHROME)), Copy("c", text + CHROME[1], year=2021)]
    groups = {frozenset((x, *near_duplicates(copies).copies_of(x))) for x in "abc"}
    assert len(groups) == 2
    assert not [group for group in groups if {"a", "c"} <= group]


def test_an_excerpt_comes_first_and_is_linked_to_the_best_copy() -> None:
    found = near_duplicates([Copy("a", plan(1).join(CHROME)), Copy("b", plan(1)), Copy("c", plan(1)[300:800])])
    links = [(x["a"], x["best_b"], x["characters_a"] < x["characters_b"]) for x in found.pairs.rows if x["relation"] == "excerpt"]
    assert links
    assert set(links) == {("c", "a", True)}
    assert found.best == ("a", "c")


@pytest.mark.parametrize(
    ("copies", "best", "reason"),
    [
        ([Copy("a", plan(1))], "a", "only"),
        ([Copy("a", plan(1), damaged=9), Copy("b", plan(1))], "b", "least_damaged"),
        ([Copy("a", plan(1)[:-200]), Copy("b", plan(1))], "b", "most_complete"),
        ([Copy("a", plan(1), source="https://mirror.example/1"), Copy("b", plan(1), source="https://jyj.lanshui.gov.cn/1")], "b", "official"),
        ([Copy("b", plan(1)), Copy("a", plan(1))], "a", "name"),
    ],
)  # fmt: skip
def test_the_best_copy(copies: list[Copy], best: str, reason: str) -> None:
    one, why = best_of([signature(copy) for copy in copies])
    assert (one.name, why) == (best, reason)


def family() -> list[Copy]:
    """A small corpus with everything in it."""
    texts = {
        "a1": plan(1), "a2": plan(1).join(CHROME), "a3": misread(plan(1), 0.03), "a4": plan(1).replace("\n", ""), "b1": next_year(plan(1)),
        "b2": next_year(plan(1)).join(CHROME), "c1": plan(1)[200:900], "d1": plan(60), "e1": plan(61) + plan(1), "f1": "附件", "f2": "附件",
    }  # fmt: skip
    return [Copy(name, text, damaged=name == "a1") for name, text in texts.items()]


@settings(max_examples=6, deadline=None)
@given(st.permutations(family()))
def test_the_order_of_the_corpus_changes_nothing(copies: list[Copy]) -> None:
    found, sorted_found = near_duplicates(copies), near_duplicates(family())
    assert found == sorted_found
    groups = {frozenset((x, *found.copies_of(x))) for x in found.best}
    assert {frozenset(("a1", "a2", "a3", "a4")), frozenset(("b1", "b2")), frozenset(("c1",)), frozenset(("f1",))} <= groups


@settings(max_examples=15, deadline=None)
@given(st.integers(100, 10_000), st.sampled_from([3, 8, 40]), st.integers(0, 250), st.integers(0, 250))
def test_a_text_with_chrome_is_a_reprint(seed: int, sentences: int, before: int, after: int) -> None:
    text, head, foot = plan(seed, sentences=sentences), (CHROME[0] * 9)[:before], (CHROME[1] * 9)[:after]
    found = near_duplicates([Copy("a", text), Copy("b", head + text + foot)])
    around, size = len(normal_form(head + foot)), len(normal_form(text))
    assert [row["relation"] for row in found.pairs.rows] == ["same" if not around else "reprint" if fits(around, size) else "excerpt"]


def fits(around: int, size: int) -> bool:
    """Whether so much around a text is a page and no longer text."""
    return around <= max(300, 0.2 * (size + around)) and around <= size


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 0.1), st.integers(0, 900), st.integers(300, 1500))
def test_the_comparison_is_symmetric(seed: int, share: float, start: int, size: int) -> None:
    a, b = prepared(plan(seed)), prepared(misread(plan(seed), share)[start : start + size])
    there, back = verified(a, b), verified(b, a)
    for name in ("same", "resemblance", "numbers_changed"):
        assert getattr(there, name) == pytest.approx(getattr(back, name))
    assert (there.a_in_b, there.b_in_a) == (back.b_in_a, back.a_in_b)
    assert there.covered_a == pytest.approx(back.covered_b, abs=0.02)


@settings(max_examples=30, deadline=None)
@given(st.text("甲乙丙丁12", max_size=60), st.text("甲乙丙丁12", max_size=60))
def test_runs_are_equal_and_in_order(first: str, second: str) -> None:
    a, b = normal_form(first), normal_form(second)
    runs = runs_in_order(a, b)
    for run in runs:
        assert a[run.a : run.a + run.size].tolist() == b[run.b : run.b + run.size].tolist()
    for one, other in pairwise(runs):
        assert one.a < other.a
        assert one.b < other.b
    assert all(gap.a <= gap.a_end and gap.b <= gap.b_end for gap in gaps_between(runs))


def test_minima_estimate_resemblance() -> None:
    text = plan(1, sentences=200)
    a = signature(Copy("a", text))
    for share in (0.01, 0.05):
        other = misread(text, share)
        exact = verified(prepared(text), prepared(other)).resemblance
        estimate = (a.minima == signature(Copy("b", other)).minima).mean()
        assert abs(estimate - exact) < 0.13  # three deviations of 128 trials


def test_formulas_of_all_texts_make_no_candidates() -> None:
    formula = plan(70, sentences=6)
    signatures = [signature(Copy(str(i), plan(100 + i, sentences=60) + formula)) for i in range(40)]
    assert containing(signatures) == []
    assert resembling(signatures) == []


def test_very_many_copies_are_one_group() -> None:
    copies = [Copy(f"{i:03d}", misread(plan(1, sentences=12), 0.0) + "\n来源" + "甲乙丙丁戊己庚辛壬癸"[: i % 10] * 2) for i in range(90)]
    found = near_duplicates(copies)
    assert len(found.best) == 1
    assert len(found.pairs.rows) < 90 * 12
    assert sum(1 for _ in linked(1000)) < 5000


def test_short_pages_are_not_compared() -> None:
    found = near_duplicates([Copy(name, "附件：澜水市教育工作要点.doc") for name in "ab"])
    assert found.best == ("a", "b")
    assert len(normal_form("附件：澜水市教育工作要点.doc")) < SHORTEST


def test_texts_are_asked_for_only_where_they_may_be_related() -> None:
    texts = {copy.document: copy.text for copy in family()} | {f"other {i}": plan(200 + i) for i in range(10)}
    asked: list[str] = []

    def text_of(name: str) -> str:
        asked.append(name)
        return texts[name]

    found = near_duplicates((Copy(name, text) for name, text in texts.items()), text_of=text_of)
    assert found == near_duplicates(Copy(name, text) for name, text in texts.items())
    assert not [name for name in asked if name.startswith("other")]


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(RecordError, match="two documents bear the id a"):
        near_duplicates([Copy("a", plan(1)), Copy("a", plan(2))])
    with pytest.raises(RecordError, match="is not what it was"):
        near_duplicates([Copy("a", plan(1)), Copy("b", plan(1))], text_of=lambda name: plan(2))
    with pytest.raises(UnknownKindError, match="choose duplicates, duplicate_pairs"):
        near_duplicates([]).to_frame("copies")
    with pytest.raises(KeyError, match="no document 'x'"):
        near_duplicates([]).copies_of("x")


def test_tables_have_their_columns_also_when_empty() -> None:
    for found in (near_duplicates([]), near_duplicates(family())):
        for table, columns in DUPLICATE_TABLES.items():
            assert list(found.to_frame(table).columns) == list(columns)
            assert all(set(row) == set(columns) for row in found.sheet(table).rows)


def test_a_document_and_its_row_are_the_same_copy() -> None:
    document = pt.parse(plan(1), document="a")
    row = document_row(document, Origin("a.txt", None, None))
    assert copy_of_row(row, document.text) == copy_of(document, file="a.txt")
    assert copy_of(document).year == 2020


def test_the_command_prints_rows_and_says_what_was_found(tmp_path: Path) -> None:
    for name, text in {"a": plan(1), "b": plan(1).join(CHROME), "c": plan(1)[200:900]}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    told = CliRunner().invoke(corpus_app, ["duplicates", str(tmp_path), "--format", "jsonl"])
    assert told.exit_code == 0, told.output
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(row["document"], row["copies"]) for row in rows] == [("a", 2), ("b", 2), ("c", 1)]
    pairs = CliRunner().invoke(corpus_app, ["duplicates", str(tmp_path), "--table", "duplicate_pairs"])
    assert "excerpt" in pairs.stdout
    assert "3 documents, 2 of them different" in pairs.stderr


def test_the_copies_of_a_batch_are_those_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for i in range(3):
        (tmp_path / "plans" / f"{i}.txt").write_text(plan(1 + i // 2), encoding="utf-8")
    pt.batch(tmp_path / "plans", tmp_path / "out", workers=1)
    of_result, of_folder = (list(copies_in(pt.read_corpus(place).held, everything)) for place in (tmp_path / "out", tmp_path / "plans"))
    assert of_result == of_folder
    assert near_duplicates(of_result).best == ("0", "2")


@cache
def real() -> tuple[Copy, ...]:
    """A few real documents: the one that is there twice, and reports of following years."""
    wanted = ("xiamen-edu", "海拉尔区-2015", "海拉尔区-2016", "xv-c-1")
    with (DOCUMENTS / "manifest.csv").open(encoding="utf-8-sig") as lines:
        names = [row["file"] for row in csv.DictReader(lines)]
    return tuple(copy_of(pt.read(DOCUMENTS / x, document=x), file=x) for x in names if x.startswith(wanted) and x.endswith(".txt"))


@needs_shared
def test_the_real_document_that_is_there_twice_is_found_and_nothing_else() -> None:
    found: Duplicates = near_duplicates(real())
    joined = [(x["a"], x["b"], x["relation"]) for x in found.pairs.rows if x["relation"] != "edition"]
    assert joined == [("xiamen-edu-2021.raw.txt", "xiamen-edu-2021.repaired.txt", "same")]
    assert ("海拉尔区-2015-政府工作报告.txt", "海拉尔区-2016-政府工作报告.txt", "edition") in [
        (x["a"], x["b"], x["relation"]) for x in found.pairs.rows
    ]
    assert len(found.best) == len(real()) - 1


@needs_shared
def test_real_documents_disturbed_are_found_again() -> None:
    copies = [x for x in real() if "raw" not in x.document]
    disturbed = [Copy(f"{x.document}'", misread(x.text, 0.05).join(CHROME)) for x in copies]
    found = near_duplicates([*copies, *disturbed])
    assert [x.document for x in copies if found.copies_of(x.document) != (f"{x.document}'",)] == []
