"""Differences of wording: readable stretches, their kinds and directions, and the table of a comparison."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext as pt
from policytext.comparison import differences, marked
from policytext.comparison.clause_pairs import in_place, pairs_of
from policytext.comparison.clauses import clauses_of
from policytext.comparison.wording_kinds import compared
from policytext.model.document import Document
from policytext.model.span import Span
from tests.shared import DOCUMENTS, REPOSITORY, needs_shared

Change = tuple[str, str]

READABLE: list[tuple[str, str, list[Change]]] = [
    ("", "", []),
    ("同样的话。", "同样的话。", []),
    ("", "新的话。", [("", "新的话。")]),
    ("旧的话。", "", [("旧的话。", "")]),
    ("甲乙丙", "丁乙戊", [("甲乙丙", "丁乙戊")]),
    ("坚持自愿。", "坚持家长自愿。", [("", "家长")]),
    ("坚持家长自愿。", "坚持自愿。", [("家长", "")]),
    # a number goes with its unit, a name with its marks, a date is one
    ("新建学校12所。", "新建学校15所。", [("12所", "15所")]),
    ("增长5.5%。", "增长5.8%。", [("5.5%", "5.8%")]),
    ("投入1.5万亿元。", "投入1.8万亿元。", [("1.5万亿元", "1.8万亿元")]),
    ("办好“晨读”活动。", "办好“夜读”活动。", [("“晨读”", "“夜读”")]),
    ("落实《办学若干措施》。", "落实《办园若干措施》。", [("《办学若干措施》", "《办园若干措施》")]),
    ("9月1日前完工。", "10月底前完工。", [("9月1日前", "10月底前")]),
    ("居全市第3位。", "居全市第2位。", [("第3位", "第2位")]),
    # no halves of words
    ("推进高质量发展。", "推进高水平发展。", [("高质量", "高水平")]),
    # a small island is no reason to tear a change apart
    ("甲校和乙校参加。", "丙校和丁校参加。", [("甲校和乙", "丙校和丁")]),
    # a 。 for a ， is a change of its own
    ("办好学校，建好操场。", "办好学校。建好操场。", [("，", "。")]),
    # what was written anew stands whole
    ("完善教师培训制度，建成操场。", "完善教师培训制度，丰富周末社团。", [("建成操场。", ""), ("", "丰富周末社团。")]),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "changes"), READABLE)
def test_differences_can_be_read(a: str, b: str, changes: list[Change]) -> None:
    assert [(x.deleted, x.inserted) for x in differences(a, b)] == changes


KINDS = """
大力推进老旧校舍改造。        | 稳妥推进老旧校舍改造。        | 大力→稳妥 intensity weaker
推进老旧校舍改造。            | 大力推进老旧校舍改造。        | →大力 intensity stronger
推进老旧校舍改造。            | 有序推进老旧校舍改造。        | →有序 intensity weaker
继续推进老旧校舍改造。        | 推进老旧校舍改造。            | 继续→ intensity same
推进评价改革工作。            | 深化评价改革工作。            | 推进→深化 verb stronger
探索集团化办学模式。          | 推广集团化办学模式。          | 探索→推广 verb stronger
完成老旧校舍改造。            | 启动老旧校舍改造。            | 完成→启动 verb weaker
推进老旧校舍改造。            | 推动老旧校舍改造。            | 推进→推动 verb same
培育老旧校舍改造队伍。        | 表彰老旧校舍改造队伍。        | 培育→表彰 verb none
鼓励社会力量办学。            | 支持社会力量办学。            | 鼓励→支持 verb stronger
规范校外培训机构。            | 取缔校外培训机构。            | 规范→取缔 verb stronger
力争近视率下降1个百分点。     | 确保近视率下降1个百分点。     | 力争→确保 force stronger
确保近视率下降1个百分点。     | 近视率下降1个百分点。         | 确保→ force weaker
力争近视率下降1个百分点。     | 近视率下降1个百分点。         | 力争→ force stronger
入园率达到85%左右。           | 入园率达到85%以上。           | 左右→以上 comparator stronger
入园率达到85%以上。           | 入园率达到85%。               | 以上→ comparator weaker
入园率不低于85%。             | 入园率85%以上。               | 不低于→ comparator same; →以上 comparator same
入园率达到85%左右。           | 入园率达到90%以上。           | 85%→90% number none; 左右→以上 comparator stronger
9月底前完成校舍检测。         | 年底前完成校舍检测。          | 9月底前→年底前 date none
实施“青蓝”工程。              | 实施“春苗”工程。              | “青蓝”→“春苗” name none
深入实施校园足球计划。        | 深化校园足球计划。            | 深入→ intensity none; 实施→深化 verb stronger
推进校园足球计划。            | 推进校园排球计划。            | 足球→排球 text none
"""


@pytest.mark.parametrize("row", [line for line in KINDS.splitlines() if line], ids=lambda row: row.split("|")[2].strip())
def test_kinds_and_directions(row: str) -> None:
    a, b, expected = (part.strip() for part in row.split("|"))
    found = [f"{x.deleted}→{x.inserted} {x.kind} {x.direction}" for x in differences(a, b)]
    assert found == expected.split("; ")


def test_what_was_moved_is_told_from_what_was_taken_out() -> None:
    a = "完善学校管理制度。新建学校12所，其中小学5所，投入2亿元。"
    b = "新建学校15所，其中小学5所，投入2亿元。完善学校管理制度。"
    assert marked(a, b) == "[-~完善学校管理制度。]新建学校[12所→15所]，其中小学5所，投入2亿元。[+~完善学校管理制度。]"
    assert [x.kind for x in differences(a, b)] == ["moved", "number", "moved"]


def test_a_clause_moves_into_another_sentence() -> None:
    a = "健全资助体系，资助困难学生3000名。改善办学条件，建设标准化食堂。"
    b = "健全资助体系。改善办学条件，建设标准化食堂，资助困难学生3500名。"
    moved = [x for x in differences(a, b) if x.kind == "moved"]
    assert [(x.deleted, x.inserted) for x in moved] == [("资助困难学生3000名。", ""), ("", "资助困难学生3500名。")]


def test_differences_are_limited() -> None:
    assert len(differences("甲一，乙二，丙三，丁四", "甲五，乙六，丙七，丁八", limit=1)) == 1
    assert differences("甲", "乙", limit=0) == ()


PIECES = [
    "推进", "大力", "力争", "12所", "5%左右", "以上", "不低于3个", "2021年底前", "第5位", "“名校”", "“", "”", "《方案》", "工程", "学校",
    "改革", "的", "一是", "，", "。", "；", "、", "\n", "（", "）", " ", "1,200", "a", "\u3000", "\udcc7",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_differences_turn_one_text_into_the_other(a: str, b: str) -> None:
    made, place = "", 0
    for x in differences(a, b, len(a) + len(b) + 1):
        assert a[x.start_a : x.start_a + len(x.deleted)] == x.deleted
        assert b[x.start_b : x.start_b + len(x.inserted)] == x.inserted
        assert x.start_a >= place
        made, place = made + a[place : x.start_a] + x.inserted, x.start_a + len(x.deleted)
    assert made + a[place:] == b


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ()


@given(TEXTS)
def test_clauses_leave_nothing_out(text: str) -> None:
    clauses = clauses_of(text, [Span(0, len(text))])
    assert "".join(text[x.start : x.end] for x in clauses) == text
    assert all(x.sentence <= y.sentence <= x.sentence + 1 for x, y in pairwise(clauses))


@given(TEXTS, TEXTS)
def test_clauses_are_paired_one_to_one(a: str, b: str) -> None:
    pairs = pairs_of(clauses_of(a, [Span(0, len(a))]), clauses_of(b, [Span(0, len(b))]))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_what_stays_is_the_heaviest_that_keeps_its_order(order: list[int], weights: list[int]) -> None:
    pairs = list(enumerate(order))
    kept = sorted(in_place(pairs, weights))
    assert all(x[1] < y[1] for x, y in pairwise(kept))
    chains = [[pair for n, pair in enumerate(pairs) if mask >> n & 1] for mask in range(2**7)]
    heaviest = max(sum(weights[i] for i, _ in x) for x in chains if all(p[1] < q[1] for p, q in pairwise(x)))
    assert sum(weights[i] for i, _ in kept) == heaviest


def test_ranks_compare() -> None:
    assert [compared(*x) for x in ((1, 2), (2, 1), (1, 1), (None, 1), (1, None))] == ["stronger", "weaker", "same", "none", "none"]


OLD = "一、改善条件\n1.建设学校。力争新建学校12所，9月底前完工。大力推进校舍改造，落实每月调度。\n2.保障安全。\n统筹发展和安全，开展防震演练4次。"
NEW = "一、改善条件\n1.建设学校。确保新建学校15所，年底前完工。落实每月调度，稳妥推进校舍改造。\n2.保障安全。\n开展防震演练6次。"


def plans(old: str = OLD, new: str = NEW) -> tuple[pt.Document, pt.Document]:
    return pt.parse(old, year=2024, document="old"), pt.parse(new, year=2025, document="new")


def test_the_wording_table() -> None:
    rows = [(x.a, x.b, x.kind, x.direction, x.deleted, x.inserted) for x in pt.compare(*plans()).wording]
    assert rows == [
        ("一/1", "一/1", "force", "stronger", "力争", "确保"),
        ("一/1", "一/1", "number", "none", "12所", "15所"),
        ("一/1", "一/1", "date", "none", "9月底前", "年底前"),
        ("一/1", "一/1", "intensity", "weaker", "大力", "稳妥"),
        ("一/1", "一/1", "moved", "none", "落实每月调度。", "落实每月调度，"),
        ("一/2", "一/2", "boilerplate", "none", "统筹发展和安全，", ""),
        ("一/2", "一/2", "number", "none", "4次", "6次"),
    ]


def test_the_wording_table_shows_its_places_and_context() -> None:
    a, b = plans()
    for row in pt.compare(a, b).wording:
        assert row.deleted == (row.span_a.of(a.text) if row.span_a else "")
        assert row.inserted == (row.span_b.of(b.text) if row.span_b else "")
    force, *_, formula, _ = pt.compare(a, b).wording
    assert force.context == "[力争→确保]新建学校[12所→15所]，"
    assert (formula.context, formula.boilerplate) == ("[-…]开展防震演练4次。", True)


def test_items_that_were_split_are_compared_together() -> None:
    a = pt.parse("一、提升质量\n1.深化课程改革和教师培训。推进课程改革试点，打造精品课程20门。开展教师全员培训，培训骨干教师300名。", year=2024)
    b = pt.parse(
        "一、提升质量\n1.深化课程改革。推进课程改革试点，打造精品课程25门。\n2.加强教师培训。开展教师全员培训，培训骨干教师350名。", year=2025
    )
    comparison = pt.compare(a, b)
    assert {x.status for x in comparison.items} == {"split"}
    numbers = [(x.a, x.b, x.deleted, x.inserted) for x in comparison.wording if x.kind == "number"]
    assert numbers == [("一/1", "一/1", "20门", "25门"), ("一/1", "一/2", "300名", "350名")]


@pytest.mark.parametrize(("old", "new"), [(OLD, OLD), ("", NEW), (OLD, ""), ("", ""), (OLD, "会议记录\n出席人员若干。")])
def test_nothing_is_made_up(old: str, new: str) -> None:
    a, b = (pt.parse(x or " ", year=2024) if x else EMPTY for x in (old, new))
    assert [x for x in pt.compare(a, b).wording if old == new or not (x.deleted or x.inserted)] == []


EMPTY = Document("", "", pt.parse("一、办学").metadata, pt.parse("一、办学").root.__class__("0", "0", 0, Span(0, 0)))


def real(name: str) -> pt.Document:
    return pt.read(Path(DOCUMENTS) / name)


@needs_shared
@pytest.mark.parametrize(
    ("first", "second"),
    [("xv-c-136.txt", "xv-c-109.txt"), ("吉林省-2025-政府工作报告.docx", "吉林省-2026-政府工作报告.txt")],
)
def test_real_documents_click_back(first: str, second: str) -> None:
    a, b = real(first), real(second)
    comparison = pt.compare(a, b)
    assert len(comparison.wording) > 50
    for row in comparison.wording:
        assert row.deleted == (row.span_a.of(a.text) if row.span_a else "")
        assert row.inserted == (row.span_b.of(b.text) if row.span_b else "")
        assert row.deleted != row.inserted or row.kind == "moved"
    taken = [x.span_a for x in comparison.wording if x.span_a and x.kind != "moved"]
    assert all(x.end <= y.start for x, y in pairwise(sorted(taken))), "no letter is taken out twice"


@needs_shared
def test_verbs_and_intensity_of_two_ministry_plans() -> None:
    rows = pt.compare(real("xv-c-136.txt"), real("xv-c-109.txt")).wording
    found = {(x.kind, x.direction, x.deleted, x.inserted) for x in rows}
    assert {("verb", "same", "推进", "推动"), ("intensity", "weaker", "加快", "稳步"), ("intensity", "stronger", "积极", "全面")} <= found


def test_the_page_on_wording_runs_and_shows_what_comes_out() -> None:
    page = (REPOSITORY / "docs" / "wording.md").read_text(encoding="utf-8")
    shown, scope = StringIO(), dict[str, object]()
    with redirect_stdout(shown):
        for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
            exec(block, scope)
    outputs = re.findall(r"^```\n\n```\n(.+?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(outputs) == 2
    assert all(output in shown.getvalue() for output in outputs)
    assert "\nmine " in shown.getvalue()
