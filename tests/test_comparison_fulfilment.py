"""What became of the targets: outcomes found in the part that looks back, judged, or told in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import policytext as pt
from policytext.comparison import compare
from policytext.comparison.periods import many_years, review_parts
from policytext.comparison.rows import Fulfilment
from policytext.model.values import Rejection
from tests.test_comparison_plans import Found, goal, plan, result

END_2024 = date(2024, 12, 31)


def promised(target: Found, outcome: Found | None, sentence: str = "一、回顾。{}。") -> str:
    a = plan(f"一、任务。{target[0]}。", year=2024, found=[target])
    text = sentence.format(outcome[0] if outcome else "无")
    b = plan(text, year=2025, found=[outcome] if outcome else [])
    (row,) = compare(a, b).fulfilment
    return row.status


def rate(text: str, low: float, **more: object) -> Found:
    return goal(text, low, "%", "地区生产总值", change="increase", **more)


def grown(text: str, low: float, **more: object) -> Found:
    return result(text, low, "%", "地区生产总值", **({"change": "increase"} | more))


def jobless(text: str, low: float, comparator: str) -> Found:
    return goal(text, low, "%", "城镇调查失业率", comparator=comparator)


def jobless_was(text: str, low: float) -> Found:
    return result(text, low, "%", "城镇调查失业率")


@pytest.mark.parametrize(
    ("target", "outcome", "status"),
    [
        (rate("5%", 5), grown("5.2%", 5.2), "met"),
        (rate("5%", 5), grown("5.6%", 5.6), "exceeded"),
        (rate("5%", 5), grown("4.9%", 4.9), "missed"),
        (rate("5%左右", 5, comparator="~"), grown("4.6%", 4.6), "met"),
        (rate("5%左右", 5, comparator="~"), grown("4.4%", 4.4), "missed"),
        (rate("5%—5.5%", 5, high=Decimal("5.5"), comparator=".."), grown("5%", 5), "met"),
        (rate("超5%", 5, comparator=">"), grown("超5%", 5, comparator=">"), "met"),
        (rate("5%", 5), grown("3.3%", 3.3, change="decrease"), "missed"),
        (rate("5%", 5), result("5万亿元", 5e12, "CNY", "地区生产总值"), "not_comparable"),
        (rate("5%", 5), grown("85%", 85, change="level"), "not_comparable"),
        (rate("5%", 5), None, "not_reported"),
        (jobless("5%左右", 5, "~"), jobless_was("4.7%", 4.7), "met"),
        (jobless("5%以内", 5, "<="), jobless_was("5.1%", 5.1), "missed"),
        (jobless("5%以内", 5, "<="), jobless_was("4.4%", 4.4), "exceeded"),
        (goal("0起", 0, "起", "校园安全事故"), result("0起", 0, "起", "校园安全事故"), "met"),
        (goal("0起", 0, "起", "校园安全事故"), result("1起", 1, "起", "校园安全事故"), "missed"),
        (goal("300公里", 300, "公里", "铁路里程"), result("7000公里", 7000, "公里", "铁路里程"), "not_comparable"),
    ],
)
def test_fulfilment(target: Found, outcome: Found | None, status: str) -> None:
    assert promised(target, outcome) == status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("一、回顾。超额完成{}。", "exceeded"),
        ("一、回顾。五年来年均增长{}。", "not_comparable"),
    ],
)
def test_words_around_an_outcome_count(sentence: str, status: str) -> None:
    assert promised(rate("5%", 5), grown("5.2%", 5.2), sentence) == status


def test_a_target_whose_year_is_not_over_is_not_judged() -> None:
    a = plan("一、任务。到2027年5%。", year=2024, found=[rate("5%", 5, deadline=date(2027, 12, 31))])
    assert compare(a, plan("一、回顾。", year=2025)).fulfilment == ()


def looked_back(target: Found, text: str, *found: Found, year: int = 2025) -> Fulfilment:
    """The one row of a target and a report whose first section looks back."""
    a = plan(f"一、任务。{target[0]}。", year=2024, found=[target])
    (row,) = compare(a, plan("一、2024年工作回顾", text, "二、2025年工作安排", "1.抓落实。", year=year, found=found)).fulfilment
    return row


def test_an_outcome_outside_the_review_answers_nothing() -> None:
    later = plan(
        "一、2024年工作回顾", "教育质量提升。", "二、2025年工作安排", "1.已建成学校12所，再建10所、8所。", year=2025,
        found=[result("12所", 12, "所", "学校"), goal("10所", 10, "所", "学校"), goal("8所", 8, "所", "学校")],
    )  # fmt: skip
    target = goal("12所", 12, "所", "学校")
    (row,) = compare(plan("一、任务。12所。", year=2024, found=[target]), later).fulfilment
    assert (row.status, row.outcome, row.certainty) == ("not_reported", None, "searched")


def test_the_number_of_the_year_goes_before_that_of_five_years() -> None:
    target = goal("50万人", 500000, "人", "城镇新增就业", change="new")
    row = looked_back(
        target, "城镇新增就业54万人。\n五年来，我们攻坚克难。城镇新增就业265万人。",
        result("54万人", 540000, "人", "城镇新增就业", change="new"), result("265万人", 2650000, "人", "城镇新增就业", change="new"),
    )  # fmt: skip
    assert (row.outcome and row.outcome.text, row.status) == ("54万人", "met")


@pytest.mark.parametrize(
    ("target", "text", "outcome", "reason"),
    [
        (goal("5000套", 5000, "套", "城中村改造"), "启动城中村改造2.6万户。", result("2.6万户", 26000, "户", "城中村改造"), "unit"),
        (rate("5%", 5), "地区生产总值突破1万亿元。", result("1万亿元", 1e12, "CNY", "地区生产总值"), "unit"),
        (
            goal("8%", 8, "%", "研发经费投入", change="increase"),
            "规上企业研发经费投入增长14%。",
            result("14%", 14, "%", "规上企业研发经费投入", change="increase"),
            "scope",
        ),
        (
            goal("16家", 16, "家", "五星级饭店", change="new"),
            "过去五年，成绩来之不易。新增五星级饭店40家。",
            result("40家", 40, "家", "五星级饭店", change="new"),
            "period",
        ),
        (
            goal("100家", 100, "家", "新认定专精特新企业", change="new"),
            "专精特新企业达到450家。",
            result("达到450家", 450, "家", "专精特新企业"),
            "kind",
        ),
    ],
)
def test_why_two_numbers_cannot_be_compared(target: Found, text: str, outcome: Found, reason: str) -> None:
    row = looked_back(target, text, outcome)
    assert row.status == "not_comparable"
    assert row.reason is not None and row.reason.startswith(reason)


@pytest.mark.parametrize(
    ("target", "text", "status"),
    [
        (goal("500万吨", 5000000, "吨", "粮食储备规模"), "粮食储备达历史高位。", "not_comparable"),
        (goal("800万亩", 8000000, "亩", "粮食播种面积"), "粮食播种面积、产量连续6年增长。", "not_comparable"),
        (goal("90%", 90, "%", "城市黑臭水体消除率"), "城市黑臭水体基本消除。", "not_comparable"),
        (goal("全覆盖", 100, "%", "乡镇卫生院标准化建设"), "乡镇卫生院标准化建设实现全覆盖。", "met"),
        (goal("30项", 30, "项", "惠民便民实事", change="new"), "惠民便民实事全面完成。", "met"),
        (goal("12所", 12, "所", "城乡结合部寄宿制学校"), "加强城乡结合部寄宿制学校管理。", "not_reported"),
        (goal("5%", 5, "%", "固定资产投资", change="increase"), "工业投资占固定资产投资比重连续5年上升。", "not_reported"),
        (goal("12所", 12, "所", "城乡结合部寄宿制学校"), "文化事业繁荣发展。", "not_reported"),
    ],
)
def test_what_is_told_in_words(target: Found, text: str, status: str) -> None:
    row = looked_back(target, text)
    assert (row.status, row.outcome) == (status, None)
    assert (row.reason == "told in words") == (status != "not_reported")


def test_words_click_back_to_the_text() -> None:
    later = plan("一、2024年工作回顾", "粮食储备达历史高位。", "二、2025年工作安排", year=2025)
    target = goal("500万吨", 5000000, "吨", "粮食储备规模")
    (row,) = compare(plan("一、任务。500万吨。", year=2024, found=[target]), later).fulfilment
    assert row.mention is not None
    assert (row.mention.item, row.mention.text) == ("一", row.mention.span.of(later.text))
    assert "粮食储备" in row.mention.text


def test_what_was_searched_is_said() -> None:
    row = looked_back(
        goal("20个", 20, indicator="农村幸福院"), "建成城市公园5个。改造小区3个。",
        result("5个", 5, indicator="城市公园"), result("3个", 3, indicator="小区"),
    )  # fmt: skip
    assert row.searched.startswith("一: 2 outcomes, ")
    assert "农村幸福院" in row.searched


def test_the_best_outcome_that_was_turned_down_is_shown() -> None:
    row = looked_back(
        goal("20个", 20, indicator="省级数据产业园区"), "建成省级现代农业园区5个。", result("5个", 5, indicator="省级现代农业园区")
    )
    assert (row.status, row.nearest_text, row.nearest_indicator) == ("not_reported", "5个", "省级现代农业园区")
    assert row.nearest_similarity is not None and row.span_nearest is not None
    assert 0 < row.nearest_similarity < 0.55


def test_a_document_without_a_review_says_so() -> None:
    target = goal("20个", 20, indicator="农村幸福院")
    later = plan("一、2025年工作安排", "1.新建农村幸福院30个。", year=2025, found=[goal("30个", 30, indicator="农村幸福院")])
    (row,) = compare(plan("一、任务。20个。", year=2024, found=[target]), later).fulfilment
    assert (row.status, row.certainty, row.searched[0]) == ("not_reported", "no_review", "—")


def test_a_number_that_was_not_understood_is_no_silence() -> None:
    target = goal("20个", 20, indicator="农村幸福院")
    row = looked_back(target, "建成农村幸福院2?个。", ("2?个", Rejection("damaged")))
    assert (row.status, row.certainty) == ("not_reported", "unread")
    assert row.mention is not None and row.mention.text == "建成农村幸福院2?个"


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("一、2024年工作回顾", "成绩显著。", "二、2025年工作安排"), 1),
        (("一、工作安排", "1.抓落实。"), 0),
        ((), 0),
        (("没有编号的一段。",), 0),
    ],
)
def test_what_looks_back(lines: tuple[str, ...], parts: int) -> None:
    assert len(review_parts(plan(*lines))) == parts


def test_a_yearly_summary_looks_back_as_a_whole() -> None:
    summary = plan("一、抓建设。新建学校12所。", "二、抓管理。", id="某局2024年工作总结")
    assert [len(span) for span in review_parts(summary)] == [len(summary.text)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("一、工作回顾", "五年来，我们建成学校。", "新建医院3家。", "二、安排", "新建公园。"), "五年来，我们建成学校。新建医院3家。"),
        (("一、工作回顾", "过去五年，成绩显著。", "刚刚过去的2024年，建成学校。"), "过去五年，成绩显著。"),
        (("一、工作回顾", "2024年建成学校。五年来，建成医院。", "——道路通车。"), "五年来，建成医院。——道路通车。"),
        (("一、“十五五”时期主要目标", "建成学校。", "二、2026年工作安排"), "一、“十五五”时期主要目标建成学校。"),
        (("一、推动“十五五”开好局", "建成学校。"), ""),
    ],
)
def test_stretches_of_several_years(lines: tuple[str, ...], told: str) -> None:
    document = plan(*lines)
    spans = many_years(document)
    covered = "".join(x for i, x in enumerate(document.text) if any(span.start <= i < span.end for span in spans))
    assert covered.replace("\n", "") == told


@pytest.mark.parametrize(("said", "status"), [("居民消费价格涨幅控制在3%。", "exceeded"), ("居民消费价格涨幅3%。", "missed")])
def test_what_is_held_down_may_fall_below(said: str, status: str) -> None:
    target = goal("3%", 3, "%", "居民消费价格", change="increase")
    later = plan("一、2024年工作回顾", "居民消费价格上涨2%。", year=2025, found=[result("2%", 2, "%", "居民消费价格", change="increase")])
    (row,) = compare(plan(f"一、任务。{said}", year=2024, found=[target]), later).fulfilment
    assert row.status == status


def test_a_target_said_twice_is_answered_twice() -> None:
    target = goal("5%", 5, "%", "地区生产总值", change="increase")
    a = plan("一、目标。地区生产总值增长5%。", "二、说明。地区生产总值增长5%，留有余地。", year=2024, found=[target, target])
    later = plan("一、2024年工作回顾", "地区生产总值增长5.2%。", year=2025, found=[grown("5.2%", 5.2)])
    assert [(row.status, row.outcome and row.outcome.text) for row in compare(a, later).fulfilment] == [("met", "5.2%")] * 2


def test_a_review_in_the_preamble_of_a_plan_is_searched() -> None:
    before = pt.parse("澄江市工信局2022年工作要点\n1.新增规上企业20户。\n2.建成公共充电设施300个。\n3.举办展会5场。", year=2022)
    after = pt.parse(
        "澄江市工信局2023年工作要点\n2022年，面对多重冲击，全市工信系统攻坚克难，工业经济稳中有进，各项改革继续深化，助企服务扎实开展，"
        "企业家座谈、政策宣讲、要素保障一件一件落到实处，园区配套更加完善，营商环境评价位次前移。一年来，新增规上企业23户，公共充电设施建设全面完成，"
        "产业链协同更加紧密，人才引进形式更加灵活，安全生产形势总体平稳，全系统作风建设不断加强，群众满意度有所提高，各项工作都取得了新的成绩，"
        "为来年打下了良好的基础，也为全市经济社会发展作出了应有的贡献。\n1.推进数字转型。\n2.建设展馆。", year=2023,
    )  # fmt: skip
    rows = pt.compare(before, after).fulfilment
    assert [(row.target.text, row.outcome and row.outcome.text, row.certainty) for row in rows] == [
        ("20户", "23户", "searched"), ("300个", None, "searched"), ("5场", None, "searched"),
    ]  # fmt: skip
    assert (rows[1].status, rows[1].mention and rows[1].mention.text[:6]) == ("met", "公共充电设施")
    assert rows[2].status == "not_reported" and rows[2].mention is None
