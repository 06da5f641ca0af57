"""Units in charge: labels, brackets, sentences, and what looks like them and names nobody. All sentences are invented."""

from __future__ import annotations

import pytest

from policytext.extraction.first_leads import first_leads
from policytext.extraction.unit_names import is_unit
from policytext.model.records import records
from policytext.pipeline import parse

LEAD, SUPPORT, CHARGE = "lead", "support", "responsible"
SHORT = {"牵": LEAD, "配": SUPPORT, "责": CHARGE}


def units(text: str) -> list[tuple[str, str]]:
    """The units of an item, each with its part."""
    return [(x["text"], x["role"]) for x in records(parse(f"1.修渠。加快修渠。{text}", year=2021)) if x["kind"] == "organisation"]


def meant(line: str) -> list[tuple[str, str]]:
    """The units that a line of a table below means: 牵 leads, 配 helps, 责 is in charge."""
    parts = (part.partition(":") for part in line.split())
    return [(name, SHORT[key]) for key, _, names in parts for name in names.split(",")]


LABELS = [
    ("责任单位：水利科、基建科", "责:水利科,基建科"),
    ("牵头单位：市水务局；配合单位：市财政局、市住建局，各县（市、区）政府", "牵:市水务局 配:市财政局,市住建局,各县（市、区）政府"),
    ("（牵头单位:市水务局,配合单位:市财政局,市住建局）", "牵:市水务局 配:市财政局,市住建局"),
    ("牵头单位：省水利厅 配合单位：省财政厅、省林草局", "牵:省水利厅 配:省财政厅,省林草局"),
    ("牵头单位：市水务局责任单位：市公安局", "牵:市水务局 责:市公安局"),
    ("【责任部门】市水务局、市气象局", "责:市水务局,市气象局"),
    ("[责任单位：总务处、保卫处]", "责:总务处,保卫处"),
    ("（牵头：市水务局；配合：市财政局）", "牵:市水务局 配:市财政局"),
    ("（主责单位：区水务局；协同单位：区城管局、各街道）", "牵:区水务局 配:区城管局,各街道"),
    ("牵头责任单位：市水务局，配合责任单位：市财政局", "牵:市水务局 配:市财政局"),
    ("牵头及配合单位：市水务局、市财政局", "牵:市水务局 配:市财政局"),
    ("责任单位：市水务局（牵头）、市财政局", "牵:市水务局 责:市财政局"),
    ("（责任单位：市水务局牵头，市财政局、市林业局配合）", "牵:市水务局 配:市财政局,市林业局"),
    ("责任单位：各县（市、区）党委和政府", "责:各县（市、区）党委和政府"),
    ("责任单位：市水务局，各州、市人民政府", "责:市水务局 责:各州、市人民政府"),
    ("责任单位：市委组织部（市公务员局）、市委编办", "责:市委组织部（市公务员局）,市委编办"),
    ("责任单位：水务集团、供电公司；完成时限：9月", "责:水务集团,供电公司"),
    ("责任单位：市水务局等相关部门", "责:市水务局"),
    ("（责任领导：陈某某；责任科室：水利科；责任人：林某）", "责:水利科"),
    ("牵头部门为市水务局，配合部门为市财政局、市林业局。", "牵:市水务局 配:市财政局,市林业局"),
    ("\n责任单位　市水务局、市气象局", "责:市水务局,市气象局"),
    ("\n责任单位：\n市水务局、市气象局\n", "责:市水务局,市气象局"),
]  # fmt: skip
BRACKETS = [
    ("（市水务局牵头，市财政局、市林业局等按职责分工负责）", "牵:市水务局 责:市财政局,市林业局"),
    ("（水利部、国家林草局等按职责分工负责）", "责:水利部,国家林草局"),
    ("（市水务局、市住建局牵头，市财政局、市林业局参与，各地区负责）", "牵:市水务局,市住建局 配:市财政局,市林业局 责:各地区"),
    ("（省水利厅牵头；省财政厅、省林业局配合；各市、县（区）人民政府落实）", "牵:省水利厅 配:省财政厅,省林业局 责:各市、县（区）人民政府"),
    ("（市水务局牵头，市财政局、市林业局，各区政府按职责分工配合）", "牵:市水务局 配:市财政局,市林业局,各区政府"),
    ("（市水务局牵头，市财政局、市公安局）", "牵:市水务局 配:市财政局,市公安局"),
    ("（由市水务局牵头负责，市公安局、市气象局协同配合）", "牵:市水务局 配:市公安局,市气象局"),
    ("（水利部、财政部、人力资源社会保障部分别牵头）", "牵:水利部,财政部,人力资源社会保障部"),
    ("（市水务局会同市财政局负责）", "牵:市水务局 配:市财政局"),
    ("（省水利厅、工业和信息化厅按职责分工负责，各地级以上市人民政府结合实际落实）", "责:省水利厅,工业和信息化厅,各地级以上市人民政府"),
    ("（相关部门及各地区按职责分工负责）", "责:相关部门,各地区"),
    ("（水利部、国家林草局等相关部门及各地区按照各自职责负责）", "责:水利部,国家林草局,各地区"),
    ("（市文化和旅游局、市住房和城乡建设局与市残联配合）", "配:市文化和旅游局,市住房和城乡建设局,市残联"),
    ("（市财政局和市人社局、各区及高新区管委会负责）", "责:市财政局,市人社局,各区,高新区管委会"),
    ("（各地各有关部门负责）", "责:各地,各有关部门"),
    ("（市水务局、市林业局；2021年12月底前完成）", "责:市水务局,市林业局"),
    ("（水利科、基建科、办公室）", "责:水利科,基建科,办公室"),
    ("（市水务局 市林业局 市气象局）", "责:市水务局,市林业局,市气象局"),
    ("（市水务局（牵头）、市财政局、各镇街）", "牵:市水务局 配:市财政局,各镇街"),
    ("（各镇（街道）、区直各部门）", "责:各镇（街道）,区直各部门"),
    ("（团市委、市妇联、市残联、市总工会）", "责:团市委,市妇联,市残联,市总工会"),
    ("（国家统计局某省调查总队、省统计局负责）", "责:国家统计局某省调查总队,省统计局"),
    ("（和平区政府、从化区水务局）", "责:和平区政府,从化区水务局"),
]  # fmt: skip
SENTENCES = [
    ("由市财政局牵头制定补助办法。", "牵:市财政局"),
    ("由市水务局、市公安局联合牵头，建立专班。", "牵:市水务局,市公安局"),
    ("由水务局牵头，公安局、林业局配合，开展巡查。", "牵:水务局 配:公安局,林业局"),
    ("请市财政局会同市水务局做好保障。", "牵:市财政局 配:市水务局"),
    ("市水务局会同市财政局、市人力资源社会保障局制定方案。", "牵:市水务局 配:市财政局,市人力资源社会保障局"),
    ("市水务局要会同市公安局、市市场监管局等部门开展巡查。", "牵:市水务局 配:市公安局,市市场监管局"),
    ("市水务局等9个部门联合推进。", "牵:市水务局"),
    ("市水务局等五部门联合开展检查。", "牵:市水务局"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*LABELS, *BRACKETS, *SENTENCES])
def test_units_with_their_parts(text: str, expected: str) -> None:
    assert units(text) == meant(expected)


NOBODY = [
    "（图书馆、博物馆）", "（含特殊教育学校）", "（含高新区、经开区）", "（政府主导、企业参与）", "（实行校长负责）", "（省、市、县分级负责）",
    "（村民自治、群众参与）", "（部门联动、社会参与）", "（东部地区、中部地区）", "（市级示范区、省级高新区）", "（街道、社区）", "（以下简称市水务局）",
    "（每年至少一次，校长负责）", "（安全第一）", "（全市）", "（市、区）", "（试行）", "（排在首位的责任单位为牵头单位）", "（市水务局备案）",
    "由龙头企业牵头组建联合体。", "由市级领导牵头。", "由一个部门牵头办理。", "由有关部门牵头。", "各地要会同有关部门巡查。", "王副市长等3个部门联合推进。",
    "压实责任：各县区要守土尽责。", "责任单位：各县区要守土尽责。", "责任领导：陈某某", "明确责任单位和完成时限。", "牵头单位 配合单位 完成时限",
]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_nobody(text: str) -> None:
    assert units(text) == []


def test_a_sentence_about_the_past_puts_nobody_in_charge() -> None:
    text = "一、2020年工作回顾\n市水务局等9个部门联合推进修渠。\n二、2021年工作安排\n市林业局等4个部门联合推进造林。\n"
    found = [x["text"] for x in records(parse(text, year=2021)) if x["kind"] == "organisation"]
    assert found == ["市林业局"]


FIRST = [
    ("（市水务局、市财政局负责，列第一位者为牵头部门，下同）", "牵:市水务局 责:市财政局"),
    ("（责任单位：市水务局、市财政局，列首位者为牵头单位）", "牵:市水务局 责:市财政局"),
    ("（市水务局、市财政局。排在第一位的为牵头单位，下同）", "牵:市水务局 责:市财政局"),
    ("责任单位：市水务局、市财政局（第一个单位为牵头单位）", "牵:市水务局 责:市财政局"),
    ("（市水务局、市财政局负责）\n注：排名首位的责任单位为牵头单位，其余为配合单位。", "牵:市水务局 配:市财政局"),
    ("（市水务局牵头，市财政局负责）\n注：排名首位的为牵头单位。", "牵:市水务局 责:市财政局"),
]


@pytest.mark.parametrize(("text", "expected"), FIRST)
def test_the_first_leads_where_that_is_said(text: str, expected: str) -> None:
    assert units(text) == meant(expected)


def test_the_first_leads_from_the_statement_on() -> None:
    text = "（市民政局、市残联负责）\n2.造林。（市林业局、市财政局负责，列首位的为牵头单位，下同）\n3.护湖。（市水务局、市气象局）"
    assert units(text) == meant("责:市民政局,市残联 牵:市林业局 责:市财政局 牵:市水务局 责:市气象局")


def test_a_statement_without_alike_speaks_of_its_own_list() -> None:
    text = "（市林业局、市财政局负责，列首位的为牵头单位）\n2.护湖。（市水务局、市气象局）"
    assert units(text) == meant("牵:市林业局 责:市财政局,市水务局,市气象局")


def test_the_first_of_a_cell_leads_where_the_head_says_so() -> None:
    text = "序号|任务|责任单位（排第一位的为牵头单位）\n1|修渠|市水务局、市财政局\n2|造林|市林业局、市财政局\n"
    found = [(x["text"], x["role"]) for x in records(parse(text, year=2021)) if x["kind"] == "organisation"]
    assert found == meant("牵:市水务局 责:市财政局 牵:市林业局 责:市财政局")


def test_no_statement_no_lead() -> None:
    assert first_leads("坚持把牵头作用放在首要位置。（市水务局、市财政局）").statements == ()


def test_a_time_behind_the_units_is_still_a_time() -> None:
    found = records(parse("1.修渠。（市水务局、市林业局；2021年9月底前完成）", year=2021))
    assert [x["to"] for x in found if x["kind"] == "time"] == ["2021-09-30"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市教育局", True), ("各县（市、区）政府", True), ("国务院有关部门", True), ("市图书馆", True), ("如东县水利局", True), ("共青团市委", True),
        ("社会", False), ("干部", False), ("运动会", False), ("学校", False), ("主管部门", False), ("按职责分工", False), ("3个部门", False),
    ],
)  # fmt: skip
def test_names(name: str, expected: bool) -> None:
    assert is_unit(name) is expected
