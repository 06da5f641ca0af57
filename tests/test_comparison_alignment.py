"""Items of two plans put together: statuses, moves, properties, and the gold alignments of the specimens."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.comparison import compare
from policytext.comparison.items import content_of, items_of
from policytext.comparison.matching import best_pairs
from policytext.comparison.moves import longest_rise
from policytext.corpus.specimens import specimen_bytes
from policytext.model.document import Document, Metadata
from tests.test_comparison_plans import Found, goal, plan, tree, until

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
SCHOOLS = "1.加快学校建设。新建改扩建学校12所，新增学位5000个，缓解入学压力。"
TEACHERS = "2.加强教师培训。组织骨干教师研修，提升课堂教学能力和师德素养。"
SPORT = "3.增强学生体质。开足体育与健康课程，办好校园足球联赛，防控近视。"
SAFETY = "4.维护校园安全。落实门卫值守和视频巡查制度，排查食堂与校车隐患。"
HEALTH = "5.关爱心理健康。配齐心理辅导室，开展新生心理普测和个案跟踪。"
SPORT_ANEW = "3.增强学生体质。开足体育与健康课程，每天锻炼两小时，举办运动会和合唱节。"
ART = "1.提升美育品质。办好中小学合唱节，组建学生艺术团队。"
WORK = "2.加强劳动教育。建设劳动实践基地，开齐劳动必修课程。"
BOTH = "1.统筹美育和劳动教育。办好中小学合唱节，组建学生艺术团队。建设劳动实践基地，开齐劳动必修课程。"
Statuses = list[tuple[str | None, str | None, str]]


def statuses(a: Document, b: Document) -> Statuses:
    return [(row.a, row.b, row.status) for row in compare(a, b).items]


TABLE: list[tuple[str, list[str], list[str], Statuses]] = [
    ("both empty", [], [], []),
    ("no numbers", ["一段没有编号的话。"], ["另一段话。"], []),
    ("one empty", [SCHOOLS], [], [("1", None, "removed")]),
    ("other empty", [], [SCHOOLS], [(None, "1", "added")]),
    ("numbers alone", ["1.", "2."], ["1.", "2."], [("1", "1", "retained"), ("2", "2", "retained")]),
    ("renumbered", [SCHOOLS, SAFETY], [SAFETY.replace("4.", "1."), SCHOOLS.replace("1.", "2.")],
     [("1", "2", "retained"), ("4", "1", "retained")]),
    ("years move on", ["1.做好2024年招生。2024年秋季执行新办法。"], ["1.做好2025年招生。2025年秋季执行新办法。"],
     [("1", "1", "retained")]),
    ("revised", [SPORT, SAFETY], [SPORT_ANEW, SAFETY],
     [("3", "3", "revised"), ("4", "4", "retained")]),
    ("removed and added", [SCHOOLS, TEACHERS], [SCHOOLS, HEALTH],
     [("1", "1", "retained"), ("2", None, "removed"), (None, "5", "added")]),
    ("split", [BOTH, SAFETY], [ART, WORK, SAFETY],
     [("1", "1", "split"), ("1", "2", "split"), ("4", "4", "retained")]),
    ("merged", [ART, WORK, SAFETY], [BOTH, SAFETY],
     [("1", "1", "merged"), ("2", "1", "merged"), ("4", "4", "retained")]),
    ("block form", ["1.加强督导。每季度发布督导通报，责任督学挂牌全部到位。"],
     ["1.加强督导。", "目标任务：每季度发布督导通报，责任督学挂牌全部到位。", "责任单位：督导室", "完成时限：全年"],
     [("1", "1", "retained")]),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_statuses(a: list[str], b: list[str], expected: Statuses) -> None:
    assert statuses(plan(*a), plan(*b, year=2026)) == expected


@pytest.mark.parametrize(
    ("line", "before", "after", "status"),
    [
        (SCHOOLS, goal("12所", 12, "所", "学校"), goal("12所", 12, "所", "学校"), "retained"),
        (SCHOOLS, goal("12所", 12, "所", "学校"), goal("12所", 15, "所", "学校"), "revised"),
        (SCHOOLS, goal("12所", 12, "所", "学校"), goal("12所", 12, "所", "学校", comparator=">="), "revised"),
        (SPORT, until("开足", date(2024, 12, 31)), until("开足", date(2025, 12, 31)), "retained"),
        (SPORT, until("开足", date(2024, 12, 20)), until("开足", date(2025, 12, 10)), "retained"),
        (SPORT, until("开足", date(2025, 12, 31)), until("开足", date(2025, 12, 31)), "retained"),
        (SPORT, until("开足", date(2024, 6, 30)), until("开足", date(2025, 12, 31)), "revised"),
    ],
)
def test_figures_and_dates_decide_between_retained_and_revised(
    line: str, before: Found, after: Found, status: str
) -> None:
    rows = compare(plan(line, year=2024, found=[before]), plan(line, year=2025, found=[after])).items
    assert [row.status for row in rows] == [status]


def test_moved_to_another_section() -> None:
    a = plan("一、队伍建设", TEACHERS, HEALTH, "二、平安校园", SAFETY, SPORT)
    b = plan("一、队伍建设", TEACHERS, "二、平安校园", SAFETY, SPORT, HEALTH)
    assert [(row.a, row.moved) for row in compare(a, b).items] == [
        ("一/2", False), ("一/5", True), ("二/4", False), ("二/3", False),
    ]  # fmt: skip


def test_a_section_that_moves_as_a_whole_moves_none_of_its_items_to_another() -> None:
    a = plan("一、队伍建设", TEACHERS, HEALTH, "二、平安校园", SAFETY, SPORT)
    b = plan("一、平安校园", SAFETY, SPORT, "二、队伍建设", TEACHERS, HEALTH)
    assert not any(row.moved for row in compare(a, b).items)


def test_moved_within_one_section_is_three_places_out_of_order() -> None:
    lines = [SCHOOLS, TEACHERS, SPORT, SAFETY, HEALTH]
    rows = compare(plan(*lines), plan(*lines[1:], lines[0])).items
    assert [row.a for row in rows if row.moved] == ["1"]


def test_a_review_is_not_taken_for_the_plan() -> None:
    a = plan("一、过去一年工作回顾", SCHOOLS, "二、今年重点任务", "1.加快学校建设。新增学位，缓解入学压力。")
    found = compare(
        a, plan("一、过去一年工作回顾", SCHOOLS, "二、今年重点任务", "1.加快学校建设。新增学位，缓解压力。")
    )
    assert [(row.a, row.b, row.part) for row in found.items] == [("二/1", "二/1", "tasks")]
    assert [(row.a, row.b, row.part) for row in found.other_items] == [("一/1", "一/1", "review")]


def test_rows_slice_their_documents() -> None:
    a, b = plan("一、平安校园", SAFETY, SPORT), plan("一、平安校园", SPORT, HEALTH)
    for row in compare(a, b).items:
        for document, span, address in ((a, row.span_a, row.a), (b, row.span_b, row.b)):
            assert (span is None) == (address is None)
            assert span is None or document.node_at(span.start).span == span


LINES = st.lists(
    st.text("一二三建设学校教师安全体育培训招生考试督导，2025年个。", min_size=0, max_size=40), min_size=0, max_size=8
)


def numbered(lines: list[str]) -> Document:
    return plan(*(f"{place}.{line}" for place, line in enumerate(lines, 1)))


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_a_document_with_itself_is_retained(lines: list[str]) -> None:
    document = numbered(lines)
    rows = compare(document, document).items
    assert [(row.a, row.b, row.status, row.moved) for row in rows] == [
        (x.address, x.address, "retained", False) for x in document.items
    ]


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_every_address_appears_and_nothing_else(first: list[str], second: list[str]) -> None:
    a, b = numbered(first), numbered(second)
    found = compare(a, b)
    rows = (*found.items, *found.other_items)
    assert {row.a for row in rows} - {None} == {x.address for x in a.items}
    assert {row.b for row in rows} - {None} == {x.address for x in b.items}
    assert all(0 <= row.similarity <= 1 for row in rows)


@settings(max_examples=40, deadline=None)
@given(st.permutations([SCHOOLS, TEACHERS, SPORT, SAFETY, HEALTH]), st.integers(0, 5), st.integers(0, 5))
def test_added_and_removed_change_places_with_the_documents(lines: list[str], cut: int, keep: int) -> None:
    a, b = plan(*lines[:cut]), plan(*reversed(lines[keep:]))
    there, back = compare(a, b).items, compare(b, a).items
    assert {x.a for x in there if x.status == "removed"} == {x.b for x in back if x.status == "added"}
    assert {x.b for x in there if x.status == "added"} == {x.a for x in back if x.status == "removed"}


def specimen(name: str) -> Document:
    text = specimen_bytes(name).decode("utf-8")
    return Document(text, text, Metadata(id=name, plan_year=int(name[-4:])), tree(text))


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.alignment.jsonl")), ids=lambda path: path.name.split(".")[0])
def test_gold_alignment(gold: Path) -> None:
    """The floor holds with a plain reading of numbers and nothing extracted; the whole program does better."""
    a, b = (specimen(name) for name in gold.name.split(".")[0].split("__"))
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    wanted, found = {(row["a"], row["b"]) for row in rows}, {(row.a, row.b) for row in compare(a, b).items}
    assert 2 * len(wanted & found) / (len(wanted) + len(found)) >= 0.95


def test_forty_items_are_compared_in_a_blink() -> None:
    lines = [f"{n}.{SAFETY[2:]}{SPORT[2:]}第{n}项" for n in range(1, 41)]
    a, b = plan(*lines), plan(*reversed(lines))
    compare(a, b)
    start = time.perf_counter()
    compare(a, b)
    assert time.perf_counter() - start < 0.6


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("2021年，建成48个项目。", "建成48个项目"),
        ("到2025年达到12025个", "到达到12025个"),
        ("", ""),
        ("（一） ", "一"),
    ],
)
def test_content(text: str, content: str) -> None:
    assert content_of(text) == content


def test_items_know_their_section_and_targets() -> None:
    document = plan("一、扩大供给", SCHOOLS, found=[goal("12所", 12, "所", "学校")])
    (item,) = items_of(document)
    assert (item.section, item.parent, item.heading, len(item.targets)) == (("扩大供给",), "一", "加快学校建设", 1)


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ([], []),
        ([[0.4]], []),
        ([[0.9, 0.55], [0.55, 0.1]], [(0, 0)]),
        ([[0.9, 0.8], [0.85, 0.1]], [(0, 1), (1, 0)]),
    ],
)
def test_best_pairs(scores: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert best_pairs(scores, 0.5) == pairs


def test_longest_rise() -> None:
    assert longest_rise([]) == frozenset()
    assert longest_rise([(0, 4), (1, 0), (2, 1), (3, 2), (4, 3)]) == {(1, 0), (2, 1), (3, 2), (4, 3)}
