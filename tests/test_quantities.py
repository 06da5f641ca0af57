"""Quantities: a table of clauses and their readings, written for these tests."""

import pytest

from policytext.model.values import Quantity
from policytext.pipeline import parse

# clause: surface, low, high, unit, comparator, indicator, change, force
TABLE = [
    ("新建社区书屋12间。", "12间", 12, 12, "间", "=", "社区书屋", "new", "plain"),
    ("力争引进龙头企业3至5家。", "3至5家", 3, 5, "家", "..", "龙头企业", "new", "soft"),
    ("林木绿化率达到42.5%以上。", "42.5%以上", 42.5, 42.5, "%", ">=", "林木绿化率", "level", "plain"),
    ("确保城镇登记失业率控制在4%以内。", "4%以内", 4, 4, "%", "<=", "城镇登记失业率", "level", "hard"),
    ("水产品产量突破1.5万吨。", "突破1.5万吨", 15000, 15000, "吨", ">", "水产品产量", "level", "plain"),
    ("单位能耗比上年下降3%左右。", "3%左右", 3, 3, "%", "~", "单位能耗", "decrease", "plain"),
    ("投入资金2亿至2.4亿元。", "2亿至2.4亿元", 2e8, 2.4e8, "CNY", "..", "投入资金", "level", "plain"),
    ("安排专项债3至5亿元。", "3至5亿元", 3e8, 5e8, "CNY", "..", "专项债", "level", "plain"),
    ("重点水域断面优良比例提高2个百分点。", "2个百分点", 2, 2, "pp", "=", "重点水域断面优良比例", "increase", "plain"),
    ("改造提升农贸市场20个以上。", "20个以上", 20, 20, "个", ">=", "农贸市场", "new", "plain"),
    ("护理床位占比不低于六成。", "不低于六成", 60, 60, "%", ">=", "护理床位占比", "level", "plain"),
    ("实现行政村快递服务全覆盖。", "全覆盖", 100, 100, "%", "=", "行政村快递服务", "level", "plain"),
    ("较大火灾事故零发生。", "零发生", 0, 0, "起", "=", "较大火灾事故", "level", "plain"),
    ("数字经济规模翻一番。", "翻一番", 2, 2, "倍", "=", "数字经济规模", "increase", "plain"),
    ("师生比控制在1:18以内。", "1:18以内", 0.0556, 0.0556, "ratio", "<=", "师生比", "level", "plain"),
    ("预计接待游客近百万人次。", "近百万人次", 1e6, 1e6, "人次", "~", "游客", "level", "expected"),
]  # fmt: skip
REJECTED = [
    ("办好第12届运动会", "ordinal"), ("推进信息化3.0时代建设", "version"), ("开通12345热线", "service_feature"),
    ("提供24小时自助服务", "service_feature"), ("推广5G应用", "name"), ("坚决破除“五唯”", "slogan"),
    ("落实一户一策", "idiom"), ("市应急局等9个部门联合检查", "list_count"), ("编号为35处文件", "other"),
]  # fmt: skip


def quantities(text: str) -> list[tuple[str, Quantity]]:
    document = parse(text, year=2021)
    return [(document.text_of(x), x.value) for x in document.extractions if isinstance(x.value, Quantity)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_quantity(row: tuple[object, ...]) -> None:
    text, surface, low, high, unit, comparator, indicator, change, force = row
    [(found, value)] = quantities(str(text))
    assert (found, value.unit, value.comparator, value.indicator, value.change, value.force) == (
        surface, unit, comparator, indicator, change, force,
    )  # fmt: skip
    assert (float(value.low or 0), float(value.high or 0)) == (low, high)
    assert value.role == "target"


@pytest.mark.parametrize(("text", "reason"), [row for row in REJECTED if row[1] != "other"])
def test_rejection(text: str, reason: str) -> None:
    document = parse(text, year=2021)
    assert not document.targets
    assert reason in {x.value.reason for x in document.rejections}  # type: ignore[union-attr]


def test_lists_share_verb_unit_and_force() -> None:
    found = quantities("确保新增公园5个、绿道30公里、停车位2000个。")
    assert [(s, v.indicator, v.change, v.force) for s, v in found] == [
        ("5个", "公园", "new", "hard"), ("30公里", "绿道", "new", "hard"), ("2000个", "停车位", "new", "hard"),
    ]  # fmt: skip


def test_distribution() -> None:
    found = quantities("城镇居民、农村居民人均可支配收入分别增长5%、6%。")
    assert [(v.indicator, v.change) for _, v in found] == [
        ("城镇居民人均可支配收入", "increase"), ("农村居民人均可支配收入", "increase"),
    ]  # fmt: skip
    each = quantities("培训园长、骨干教师各50人。")
    assert [(s, v.indicator) for s, v in each] == [("各50人", "园长"), ("各50人", "骨干教师")]


def test_base_and_condition_are_no_targets() -> None:
    roles = [(s, v.role) for s, v in quantities("由12%提高到15%。落地投资超10亿元项目6个。千人以上企业全部建档。")]
    assert roles == [("12%", "baseline"), ("15%", "target"), ("超10亿元", "threshold"), ("6个", "target"), ("千人以上", "threshold")]


def test_review_part_reports_outcomes() -> None:
    text = "2021年某市政府工作报告\n一、2020年工作回顾\n新建学校8所。\n二、2021年工作安排\n新建学校9所。"
    document = parse(text)
    assert [document.text_of(x) for x in document.outcomes] == ["8所"]
    assert [document.text_of(x) for x in document.targets] == ["9所"]


def test_deadline_said_or_implied() -> None:
    [(_, said), (_, implied)] = quantities("6月底前建成书屋3间。全面改造厕所5座。")
    assert (str(said.deadline), said.deadline_implied) == ("2021-06-30", False)
    assert (str(implied.deadline), implied.deadline_implied) == ("2021-12-31", True)


def test_a_damaged_number_has_no_value() -> None:
    document = parse("新增学位12\ufffd0个", year=2021)
    assert not document.targets
    assert any(x.value.reason == "damaged" for x in document.rejections)  # type: ignore[union-attr]


def test_the_unit_keeps_its_thousand() -> None:
    [(surface, value)] = quantities("新增风电装机1200万千瓦。")
    assert (surface, value.low, value.unit) == ("1200万千瓦", 12_000_000, "千瓦")


def test_a_contract_is_no_approximation() -> None:
    [(surface, value)] = quantities("新签约35亿元。")
    assert (surface, value.comparator) == ("35亿元", "=")


def test_what_a_past_year_reached_is_an_outcome() -> None:
    roles = [value.role for _, value in quantities("2020年全市新增学位3万个。今年新增学位4万个。")]
    assert roles == ["outcome", "target"]


def test_unnumbered_parts_of_a_report() -> None:
    text = "2023年工作回顾\n一、稳增长\n新建学校8所。\n2024年主要工作\n一、促转型\n新建学校9所。"
    document = parse(text)
    assert document.metadata.plan_year == 2024
    assert [document.text_of(x) for x in document.outcomes] == ["8所"]
    assert [document.text_of(x) for x in document.targets] == ["9所"]
