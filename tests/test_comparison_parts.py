"""The parts of a report, where sentences went, and the sentences of two documents put together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.comparison import compare
from policytext.comparison.alignment import align_part
from policytext.comparison.flows import blocks, flows_between
from policytext.comparison.grams import counted, weighted_grams
from policytext.comparison.items import items_of, leaves_below
from policytext.comparison.matching import best_of, best_pairs
from policytext.comparison.parts import parts_of
from tests.shared import needs_shared, real_documents
from tests.test_comparison_plans import plan

REPORT = [
    "一、2025年工作回顾", "过去一年，全市建成学校12所。", "（一）教育事业稳步发展。建成学校12所。", "（二）生态环境持续改善。空气优良。",
    "二、“十五五”时期主要目标任务", "（一）科技创新能力提升。到2030年建成创新高地。",
    "三、2026年总体要求和预期目标", "地区生产总值增长5%左右。",
    "四、2026年重点工作", "（一）扩大有效需求。新建停车场20个。", "（二）推进乡村振兴。新建农村公路30公里。",
    "五、加强政府自身建设", "坚持依法行政，接受监督。",
]  # fmt: skip
PARTS = ["review", "review", "outlook", "frame", "tasks", "tasks", "government"]


def parts(*lines: str, title: str = "澄江市2026年政府工作报告") -> list[str]:
    document = pt.parse("\n".join([title, *lines]), year=2026)
    return list(parts_of(document, list(leaves_below(document.root, ()))))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (REPORT, PARTS),
        (["一、2025年工作回顾", "建成学校。", "二、2026年工作安排", "（一）建设学校。好。", "（二）转变作风，加强政府自身建设。好。"],
         ["review", "tasks", "government"]),
        (["一、奋力谱写新篇章", "“十五五”时期是关键时期。“十五五”时期的要求是稳中求进。", "（一）做强产业。好。",
          "二、全力开好局", "（一）建设学校。好。"], ["outlook", "tasks"]),
        (["一、2026年政府工作总体要求和目标任务", "（一）建设学校。好。", "（二）修路。好。"], ["tasks", "tasks"]),
        (["一、建设学校。好。", "二、修路。好。"], ["tasks", "tasks"]),
    ],
    ids=["whole report", "own building as a heading", "years beyond told by the text", "the only chapter", "no chapters"],
)  # fmt: skip
def test_parts_of_reports(lines: list[str], expected: list[str]) -> None:
    assert parts(*lines) == expected


def test_a_plan_has_no_parts_but_its_review() -> None:
    assert parts("一、总体要求", "好。", "二、重点任务", "1.建校。好。", "三、加强政府自身建设", "1.依法。", title="2026年教育工作要点") == ["tasks"] * 3


def test_items_are_the_tasks_and_the_rest_stands_beside_them() -> None:
    document = pt.parse("\n".join(["澄江市2026年政府工作报告", *REPORT]), year=2026)
    found = pt.compare(document, document)
    assert [(row.a, row.part) for row in found.items] == [("四/（一）", "tasks"), ("四/（二）", "tasks")]
    assert sorted(row.part for row in found.other_items) == sorted(x for x in PARTS if x != "tasks")
    assert {row.status for row in (*found.items, *found.other_items)} == {"retained"}


SPORT = (
    "完善全民健身服务体系，新建社区健身广场。", "办好环湖马拉松和龙舟邀请赛。", "开放学校体育场馆，推广工间操。",
    "培育体育社会组织和裁判员队伍。", "做大冰雪运动和户外露营产业。",
)  # fmt: skip
HEALTH = (
    "建设紧密型县域医共体，提升基层诊疗水平。", "加强疾控体系建设和传染病监测。", "推进中医药传承，建设名医工作室。",
    "扩大长期护理保险覆盖面。", "完善托育服务，支持用人单位办托。",
)  # fmt: skip
CULTURE = (
    "保护古城墙和历史街区，修缮名人故居。", "创作一批地方戏曲精品剧目。", "建设城市书房，延长图书馆开放时间。",
    "发展影视动漫和数字文化产业。", "办好非遗博览会和民歌节。",
)  # fmt: skip
FARMS = (
    "改造坡耕地，修复渠系和机井。", "选育抗倒伏玉米新品种。", "发展设施蔬菜和食用菌大棚。", "培训农机手，推广无人机植保。", "做优奶山羊良种繁育场。",
)  # fmt: skip


def heading(number: int, name: str, *sentences: str) -> str:
    return f"{number}.{name}。" + "".join(sentences)


def test_a_line_of_work_that_moves_is_a_split_and_its_old_heading_is_revised() -> None:
    a = plan(heading(1, "增进民生福祉", *HEALTH, *SPORT), heading(2, "繁荣文化事业", *CULTURE))
    b = plan(heading(1, "增进民生福祉", *HEALTH), heading(2, "繁荣文化体育事业", *CULTURE, *SPORT), year=2026)
    found = {(row.a, row.b): row for row in compare(a, b).items}
    assert {pair: row.status for pair, row in found.items()} == {("1", "1"): "revised", ("1", "2"): "split", ("2", "2"): "revised"}
    assert found["1", "2"].share_a == pytest.approx(0.5, abs=0.15)
    assert found["1", "2"].share_b == pytest.approx(0.5, abs=0.15)


def test_two_headings_that_come_together_are_merged() -> None:
    a = plan(heading(1, "增进民生福祉", *HEALTH), heading(2, "繁荣文化事业", *CULTURE))
    b = plan(heading(1, "办好社会事业", *HEALTH, *CULTURE), year=2026)
    assert [(row.a, row.b, row.status) for row in compare(a, b).items] == [("1", "1", "merged"), ("2", "1", "merged")]


def test_a_heading_without_work_in_common_is_removed_and_added() -> None:
    a = plan(heading(1, "增进民生福祉", *HEALTH), heading(2, "繁荣文化事业", *CULTURE))
    b = plan(heading(1, "增进民生福祉", *HEALTH), heading(2, "繁荣体育事业", *SPORT), year=2026)
    assert [(row.a, row.b, row.status) for row in compare(a, b).items] == [
        ("1", "1", "retained"), ("2", None, "removed"), (None, "2", "added"),
    ]  # fmt: skip


def test_sentences_that_moved_were_neither_removed_nor_added() -> None:
    a = plan(heading(1, "增进民生福祉", *HEALTH, *CULTURE, SPORT[0]), heading(2, "推进乡村振兴", *FARMS, *SPORT[1:]))
    b = plan(heading(1, "增进民生福祉", *HEALTH[:4], *CULTURE), heading(2, "推进乡村振兴", *FARMS, *SPORT), year=2026)
    found = {status: [(row["a"], row["b"], row["text_a"]) for row in compare(a, b).records("sentences") if row["status"] == status]
             for status in ("moved", "removed", "added")}  # fmt: skip
    assert found == {"moved": [("1", "2", SPORT[0].rstrip("。"))], "removed": [("1", None, HEALTH[4].rstrip("。"))], "added": []}


def test_sentences_slice_their_documents() -> None:
    a = plan("1.健身。责任单位：体育局", heading(2, "增进民生福祉", *HEALTH))
    b = plan(heading(1, "增进民生", *HEALTH[2:]))
    rows = compare(a, b).records("sentences")
    for row in rows:
        for side, document in (("a", a), ("b", b)):
            start, end, text = (row[f"{name}_{side}"] for name in ("start", "end", "text"))
            assert text == (None if start is None else document.text[start:end])
    assert not any("体育局" in (row["text_a"] or "") for row in rows)


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ([[0.4, 0.1], [0.1, 0.15], [0.5, 0.1]], [0, 0, 0]),
        ([[0.4, 0.0], [0.4, 0.0], [0.0, 0.4], [0.0, 0.4]], [0, 0, 1, 1]),
        ([[0.0, 0.0]], [0]),
    ],
    ids=["one that strays", "two blocks", "nothing"],
)
def test_blocks(table: list[list[float]], path: list[int]) -> None:
    import numpy as np

    assert blocks(np.array(table), np.ones(len(table))).tolist() == path


TEXTS = st.lists(st.text("建设学校医院公路，。2", max_size=12), max_size=6)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_grams_are_counted_as_they_stand(first: list[str], second: list[str]) -> None:
    table = counted([*first, *second])
    for row, text in enumerate((*first, *second)):
        assert table[[row]].sum() == max(0, len(text) - 1) + max(0, len(text) - 2)
    rows_a, rows_b = weighted_grams(first, second)
    assert (rows_a.shape[0], rows_b.shape[0]) == (len(first), len(second))


SCORES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 100)), max_size=24, unique_by=lambda x: x[:2])


@settings(max_examples=100)
@given(SCORES)
def test_groups_change_nothing_in_the_best_pairs(cells: list[tuple[int, int, int]]) -> None:
    """The sum over groups solved alone is the sum over the whole table solved at once."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((8, 8))
    for i, j, score in cells:
        table[i, j] = score / 100
    found = best_of(*(np.array([x[k] for x in cells], dtype=int) for k in (0, 1)), np.array([x[2] / 100 for x in cells]), 0.0)
    rows, columns = linear_sum_assignment(table**2, maximize=True)
    assert sum(table[i, j] ** 2 for i, j in found) == pytest.approx((table**2)[rows, columns].sum())
    assert best_pairs(table, 0.005) == sorted(found)


@settings(max_examples=40)
@given(st.lists(st.text("一二建设学校医院公路体育。；", max_size=60), max_size=5), st.lists(st.text("一二建设学校医院公路体育。；", max_size=60), max_size=5))
def test_shares_are_shares(first: list[str], second: list[str]) -> None:
    a, b = (items_of(plan(*(f"{n}.{line}" for n, line in enumerate(lines, 1)))) for lines in (first, second))
    flows = flows_between(a, b, [])
    for i in range(len(a)):
        assert sum(flow.from_a for pair, flow in flows.items() if pair[0] == i) <= 1.0001
    for j in range(len(b)):
        assert sum(flow.from_b for pair, flow in flows.items() if pair[1] == j) <= 1.0001


@needs_shared
def test_real_reports_with_themselves_are_retained() -> None:
    for path in [x for x in real_documents() if x.name.endswith("-2026-政府工作报告.txt")][::5]:
        items = items_of(pt.read(path))
        for part in {x.part for x in items}:
            rows = align_part(items, items, part)
            assert [(row.a, row.status) for row in rows] == [(x.node.address, "retained") for x in items if x.part == part]


def test_a_report_beside_a_plan_of_another_field_is_done() -> None:
    report = pt.parse("\n".join(["澄江市2026年政府工作报告", *REPORT]), year=2026)
    for other in (pt.parse("", year=2025), pt.parse("没有编号的一段话。", year=2025), plan(heading(1, "繁荣文化事业", *CULTURE))):
        found = pt.compare(other, report)
        assert {row.status for row in found.items} <= {"added", "removed"}
        assert {row.b for row in found.items if row.b} == {"四/（一）", "四/（二）"}
