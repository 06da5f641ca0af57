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
    ("新增托位1万2千个。", "1万2千个", 12000, 12000, "个", "=", "托位", "new", "plain"),
    ("改造巷道七八十条。", "七八十条", 70, 80, "条", "..", "巷道", "new", "plain"),
    ("完成投资39.8 万亿元。", "39.8万亿元", 39.8e12, 39.8e12, "CNY", "=", "投资", "level", "plain"),
    ("绿色建筑占比过半。", "过半", 50, 50, "%", ">", "绿色建筑占比", "level", "plain"),
    ("孕产妇死亡率控制在9/10万以内。", "9/10万以内", 0.00009, 0.00009, "ratio", "<=", "孕产妇死亡率", "level", "plain"),
    ("城镇化率从58.5%提高到60%。", "60%", 60, 60, "%", "=", "城镇化率", "level", "plain"),
    ("压减一般性支出10%以上。", "10%以上", 10, 10, "%", ">=", "一般性支出", "decrease", "plain"),
    ("增加公共车位3000个。", "3000个", 3000, 3000, "个", "=", "公共车位", "new", "plain"),
    ("各园区至少配备1名安全员。", "1名", 1, 1, "名", ">=", "安全员", "level", "plain"),
    ("推动4家企业上市。", "4家", 4, 4, "家", "=", "企业", "new", "plain"),
    ("支持15个集聚区。", "15个", 15, 15, "个", "=", "集聚区", "level", "plain"),
    ("7个分中心开诊运营。", "7个", 7, 7, "个", "=", "分中心", "new", "plain"),
    ("社会力量新建书吧20家。", "20家", 20, 20, "家", "=", "书吧", "new", "plain"),
    ("新建智能工厂、数字车间30个。", "30个", 30, 30, "个", "=", "智能工厂、数字车间", "new", "plain"),
    ("对新建托育园每班补助3万元。", "3万元", 30000, 30000, "CNY", "=", "新建托育园补助", "level", "plain"),
    ("教研经费不低于公用经费总额的5%。", "5%", 5, 5, "%", ">=", "教研经费", "level", "plain"),
    ("审批环节减半。", "减半", 50, 50, "%", "=", "审批环节", "decrease", "plain"),
    ("如资金到位，可新增车位600个。", "600个", 600, 600, "个", "=", "车位", "new", "soft"),
    ("30%的县（市、区）通过验收。", "30%", 30, 30, "%", "=", "通过验收的县（市、区）", "level", "plain"),
    ("发放良种500袋以上。", "500袋以上", 500, 500, "袋", ">=", "良种", "new", "plain"),
    ("新增储能装机2.5GWh。", "2.5GWh", 2.5, 2.5, "吉瓦时", "=", "储能装机", "new", "plain"),
    ("预计接待游客近百万人次。", "近百万人次", 1e6, 1e6, "人次", "~", "游客", "level", "expected"),
]  # fmt: skip
REJECTED = [
    ("办好第12届运动会", "ordinal"), ("推进信息化3.0时代建设", "version"), ("开通12345热线", "service_feature"),
    ("提供24小时自助服务", "service_feature"), ("推广5G应用", "name"), ("坚决破除“五唯”", "slogan"),
    ("落实一户一策", "idiom"), ("建设220千伏变电站", "name"), ("打造15分钟生活圈", "name"), ("抓好以下14个方面工作", "list_count"),
    ("学习党的二十大精神", "meeting"), ("选派第一书记", "ordinal"), ("千人以上企业建档", "condition"),
    ("治理PM2.5", "name"),
    ("市应急局等9个部门联合检查", "list_count"), ("编号为35处文件", "other"), ("破解5瓶颈", "other"), ("目标3包括两类", "other"),
]  # fmt: skip


def quantities(text: str) -> list[tuple[str, Quantity]]:
    document = parse(text, year=2021)
    return [(document.text_of(x), x.value) for x in document.extractions if isinstance(x.value, Quantity)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_quantity(row: tuple[object, ...]) -> None:
    text, surface, low, high, unit, comparator, indicator, change, force = row
    [(found, value)] = [x for x in quantities(str(text)) if x[1].role == "target"]
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


def test_a_bound_without_a_number_names_what_it_is_measured_by() -> None:
    [(surface, value)] = quantities("教育支出增速高于全省平均水平。")
    assert (surface, value.low, value.comparator, value.reference, value.indicator) == (
        "高于全省平均水平", None, ">", "全省平均水平", "教育支出增速",
    )  # fmt: skip


def test_what_a_figure_started_from() -> None:
    (_, start), (_, value) = quantities("绿化率从2020年的41%提高到43%。")
    assert (start.role, value.baseline, value.baseline_value, value.change) == ("baseline", 2020, 41, "level")
    (_, stood), (_, added) = quantities("近视率在去年50%的基础上下降1个百分点。")
    assert (stood.role, added.baseline, added.baseline_value, added.change, added.indicator) == ("baseline", 2020, 50, "decrease", "近视率")


def test_the_condition_of_a_promise() -> None:
    [(_, value)] = quantities("如资金到位，可新增车位600个。")
    assert (value.conditional, value.force) == ("资金到位", "soft")


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


ROLES = [
    ("对服务企业超过10家的机构给予50万元奖励。", [("超过10家", "threshold"), ("50万元", "target")]),
    ("根据上年度实际收入，每个给予最高20万元奖补。", [("最高20万元", "target")]),
    ("以3个枢纽、5个集群为抓手，推进互通。", [("3个", "current"), ("5个", "current")]),
    ("以新建5所学校为重点，扩大学位。", [("5所", "target")]),
    ("培育超过10家的龙头企业。", [("超过10家", "target")]),
    ("去年发放补贴2亿元。", [("2亿元", "outcome")]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_of_plans_with_grants(text: str, roles: list[tuple[str, str]]) -> None:
    plan = parse(f"一、扩容\n1.{text}", year=2023)
    assert [(plan.text_of(x), x.value.role) for x in plan.extractions if isinstance(x.value, Quantity)] == roles


def test_review_part_reports_outcomes() -> None:
    text = "2021年某市政府工作报告\n一、2020年工作回顾\n新建学校8所。\n二、2021年工作安排\n新建学校9所。"
    document = parse(text)
    assert [document.text_of(x) for x in document.outcomes] == ["8所"]
    assert [document.text_of(x) for x in document.targets] == ["9所"]


def test_deadline_said_or_implied() -> None:
    [(_, said), (_, implied)] = quantities("6月底前建成书屋3间。全面改造厕所5座。")
    assert (str(said.deadline), said.deadline_implied) == ("2021-06-30", False)
    assert (str(implied.deadline), implied.deadline_implied) == ("2021-12-31", True)


BASES = [
    ("床位由3万张增加到5万张，由2万张增加到4万张。", ["床位"] * 4),
    ("城镇化率从58.5%提高到60%。", ["城镇化率"] * 2),
    ("生均公用经费由每年600元提高到650元。", ["生均公用经费"] * 2),
    ("学位数从2万个增加至3万个。", ["学位数"] * 2),
    ("补助标准由原来的每人100元调整为200元。", ["补助标准"] * 2),
]


@pytest.mark.parametrize(("text", "names"), BASES)
def test_what_is_changed_is_named_before_both_numbers(text: str, names: list[str]) -> None:
    assert [value.indicator for _, value in quantities(text)] == names


ORDINALS = [("办好第12届运动会。", "第12届"), ("新建第35中学。", "第35"), ("落实第3批名单。", "第3批"), ("印发第三版手册。", "第三")]


@pytest.mark.parametrize(("text", "surface"), ORDINALS)
def test_an_ordinal_is_held_with_its_class(text: str, surface: str) -> None:
    document = parse(text, year=2021)
    assert [document.text_of(x) for x in document.rejections] == [surface]


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
