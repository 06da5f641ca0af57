"""The audit: each check with contradictions that it must find and near misses that it must leave."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from benchmarks.audit import judged, verdict
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.display.audits import AUDIT_COLUMNS
from policytext.display.terminal import show_text
from policytext.extraction.audit import CHECKS
from policytext.faces import Document, parse, read
from policytext.model.finding import Finding
from tests.shared import DOCUMENTS, needs_shared
from tests.test_readme import columns_listed


def found(text: str, year: int = 2024) -> list[Finding]:
    return list(parse(text, year=year).audit())


def said(text: str) -> list[tuple[str, str]]:
    return [(one.check, one.certainty) for one in found(text)]


CONTRADICTIONS = [
    ("parts", "certain", "1.扩容。全年新建学校12所，其中小学15所。"),
    ("parts", "certain", "1.招商。签约项目30个、总投资200亿元，其中工业项目12个、总投资260亿元。"),
    ("parts", "likely", "1.就业。培训青年300人，其中城镇200人、农村150人。"),
    ("parts", "look", "1.扩容。新建公园100个，其中甲类30个、乙类40个、丙类31个。"),
    ("parts", "likely", "1.扩容。新建学校12所（小学5所、初中4所、高中4所）。"),
    ("parts", "certain", "1.成效。新增示范园12个，累计8个。"),
    ("parts", "likely", "地区生产总值1000亿元，其中，第一产业增加值100亿元，第二产业增加值400亿元，第三产业增加值600亿元。"),
    ("parts", "likely", "地区生产总值增长8%，其中一、二、三产业分别增长4%、7%、6%。"),
    ("list_count", "certain", "1.行动。实施四大行动（扩容行动、提质行动、强师行动）。"),
    ("list_count", "certain", "1.行动。抓好三项重点工程：扩容工程、提质工程、强师工程、惠民工程。\n"),
    ("list_count", "likely", "1.体系。健全科技、人才、产业、金融三大体系。"),
    ("list_count", "likely", "1.园区。支持青榆园区、云渡园区、石笋园区、望岚园区等3个园区。"),
    ("list_count", "certain", "抓好四项工作：一是扩容。二是提质。三是强师。\n"),
    ("list_count", "certain", "重点抓好以下四个方面工作：\n（一）扩容。甲。\n（二）提质。乙。\n（三）强师。丙。\n"),
    ("unit_slip", "certain", "1.就业。全年城镇新增就业5.2人。"),
    ("unit_slip", "certain", "1.农田。建设高标准农田12.5万亩。\n2.要求。再次强调，建设高标准农田12.5亩。"),
    ("restated", "likely", "今年的主要目标是：地区生产总值增长6%，城镇新增就业5万人。\n今年任务：\n1.稳岗。城镇新增就业6万人。"),
    ("range", "certain", "1.经费。占比控制在30—20%。"),
    ("range", "certain", "1.规划。2025—2021年分三步走。"),
    ("direction", "certain", "1.质量。巩固率由96%提高到95%。"),
    ("direction", "certain", "1.效率。时限从3天压缩到5天。"),
    ("direction", "likely", "1.效率。成本下降-3.2%。"),
    ("change", "likely", "1.规模。产量由2.15万吨增加到3.05万吨，增长80%。"),
    ("change", "likely", "1.质量。合格率由90%提高到95%，提高8个百分点。"),
    ("respectively", "likely", "1.收入。城镇、农村居民收入分别增长5%、6%、7%。"),
    ("share", "certain", "1.质量。义务教育巩固率达到195%。"),
    ("share", "certain", "三次产业结构调整为10.5:40.2:50.3。"),
    ("date", "certain", "1.时限。6月31日前完成。"),
    ("date", "certain", "1.时限。2023年2月29日前完成。"),
    ("date", "likely", "1.规划。编制“十四五”时期（2020—2025年）方案。"),
    ("numbering", "certain", "（一）扩容。甲。\n（二）提质。乙。\n（四）强师。丙。\n（五）惠民。丁。\n"),
    ("numbering", "certain", "抓好工作：一是扩容学位。二是提升质量。二是建强队伍。三是改善条件。\n"),
    ("repeated", "certain", "各部门要加强协同，定期会商研究重点事项的进展。各地要按月报送任务完成的情况，及时总结经验。\n" * 2),
]
NEAR_MISSES = {
    "a part within the whole": "1.扩容。全年新建学校12所，其中小学5所。",
    "a part of a yearly mean": "五年年均新增20亿元，其中去年新增25亿元。",
    "a bound that describes": "全市产值过10亿元的企业66家，其中过50亿元的6家。",
    "at least so many": "引进项目100个以上，其中工业项目120个。",
    "growth of a part": "进出口增长5%，其中出口增长9%。",
    "a new thing in brackets": "新建学校12所（含民办3所）。",
    "parts that come to the whole": "新建学校12所（小学5所、初中4所、高中3所）。",
    "a running total above the new": "新增示范园12个，累计48个。",
    "growth between that of the parts": "地区生产总值增长6%，其中一、二、三产业分别增长4%、7%、6%。",
    "another name of divisions": "全省16个县（市、区）完成任务。",
    "units in charge": "推进三大工程（市教育局、市财政局）。",
    "a list with an inner pair": "健全道路、桥梁和港口、机场四大体系。",
    "a list that stays open": "支持青榆园区、云渡园区等5个园区。",
    "an organ before a slogan": "落实市委、市政府三大战略部署。",
    "a counted slogan beside others": "锚定一条主线、三个导向、五种思维、六大机制。",
    "verbs before a slogan": "加快“三化进程”、抓好三大行动。",
    "kinds and not projects": "完成道路、桥梁改造6个项目。",
    "clauses behind a colon": "做到三个突出：突出重点，抓项目、抓投资。突出难点。突出亮点。",
    "ordinals behind a colon": "突出三个更加：一是更加注重效率、公平。二是更加注重质量。三是更加注重安全。\n",
    "a last point of another kind": "重点抓好以下三个方面工作：\n（一）扩容。甲。\n（二）提质。乙。\n（三）强师。丙。\n（四）加强组织保障\n丁。\n",
    "a list within a list": "抓好两项工作：一是扩容，做到三个坚持：一要早，二要快，三要好。二是提质。\n",
    "a mean of people": "平均每户3.5人，每千人口拥有托位4.5个。",
    "points": "快于全国3.4个、1个百分点。",
    "another horizon": "“十四五”时期，城镇新增就业25万人。\n今年的主要目标是：城镇新增就业5万人。",
    "a part of the territory": "今年的主要目标是：地区生产总值增长6%。\n1.园区。青榆区地区生产总值增长8%。",
    "a bound that the value meets": "今年目标：城镇新增就业5万人以上。\n今年任务：\n1.稳岗。城镇新增就业6万人。",
    "stages in one sentence": "今年任务：城镇新增就业上半年3万人，全年城镇新增就业6万人。",
    "a range that rises": "占比控制在20—30%，2021—2025年完成。",
    "a magnitude said once": "投入90—1.2亿元。",
    "a fall": "由30%至20%下降。",
    "a document number": "按〔2021〕30—20号办理。",
    "a change that is right": "产量由2万吨增加到3万吨，增长50%。",
    "a change but for rounding": "产量由2.1万吨增加到3.4万吨，增长62%。",
    "as many values as things": "城镇、农村居民收入分别增长5%、6%，学校、医院和园区分别增加1所、2所、3个。",
    "one word for two": "城乡居民收入分别增长5%、6%。",
    "a bracket among the things": "蔬菜（含菌类）、水果产量分别达到10万吨、8万吨。",
    "a rate that may pass the whole": "学前毛入园率102%，规上产值增长率120%，拨备覆盖率180%。",
    "shares that come to the whole": "三次产业结构调整为10.5:40.2:49.3。",
    "a day that is": "2024年2月29日前完成，12月31日前验收。",
    "numbers that begin anew": "（一）甲工作。\n（二）乙工作。\n（三）丙工作。\n二、下一部分\n（一）丁工作。\n（二）戊工作。\n",
    "units in charge twice": "1.扩容。（责任单位：市教育局、市财政局、市人社局）\n2.提质。（责任单位：市教育局、市财政局、市人社局）\n",
    "characters that could not be read": "新建学校12所，其中小学□5所。实施□大行动（甲、乙）。",
}  # fmt: skip


@pytest.mark.parametrize(("check", "certainty", "text"), CONTRADICTIONS, ids=lambda x: x if len(x) < 14 else "")
def test_a_contradiction_is_found(check: str, certainty: str, text: str) -> None:
    assert (check, certainty) in said(text)


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_near_miss_is_left(name: str) -> None:
    assert found(NEAR_MISSES[name]) == []


def test_every_check_has_a_contradiction() -> None:
    assert {check for check, _, _ in CONTRADICTIONS} | {"table"} == set(CHECKS)


def test_a_finding_says_all() -> None:
    text = "1.扩容。全年新建学校12所，其中小学15所。"
    (one,) = found(text)
    assert [span.of(text) for span in one.spans] == ["12所", "15所"]
    assert (one.address, one.expected, one.found) == ("1", Decimal(12), Decimal(15))
    assert one.explanation == "“12所”其中的“15所”大于整体。"


INDICATORS = (
    "指标|单位|2020年|2025年目标\n义务教育巩固率|%|95|{rate}\n高标准农田|万亩|80|{land}\n森林覆盖率|%|40|42\n"
)
PLAN = "云渡市2021年教育工作要点\n1.质量。到2025年，义务教育巩固率达到96%。\n2.农田。到2025年，高标准农田达到95.5万亩。\n附件\n主要指标表\n"


@pytest.mark.parametrize(
    ("rate", "land", "expected"),
    [("96", "95.5", []), ("97", "95.5", [("table", "certain")]), ("96", "0.00955", [("unit_slip", "certain")])],
)
def test_a_table_of_indicators_is_held_against_the_text(rate: str, land: str, expected: list[tuple[str, str]]) -> None:
    plan = parse(PLAN + INDICATORS.format(rate=rate, land=land), year=2021)
    assert [(one.check, one.certainty) for one in plan.audit()] == expected


TASKS = (
    "一、扩大学位供给\n年内新建普惠幼儿园12所。\n二、建强教师队伍\n年内选派骨干教师60名。\n附件\n任务分解表\n序号|工作任务|责任单位\n"
    "1|扩大学位供给。新建普惠幼儿园{count}所|教育局\n2|建强教师队伍。选派骨干教师60名|人事科\n"
)


@pytest.mark.parametrize(("count", "expected"), [(12, []), (15, [("table", "certain")])])
def test_a_row_of_tasks_is_held_against_its_item(count: int, expected: list[tuple[str, str]]) -> None:
    plan = parse(TASKS.format(count=count), year=2021)
    assert [(one.check, one.certainty) for one in plan.audit()] == expected


def test_the_table_has_its_columns() -> None:
    frame = parse("1.扩容。全年新建学校12所，其中小学15所。").to_frame("audit")
    assert list(frame.columns) == list(AUDIT_COLUMNS) == columns_listed("audit")
    row = frame.loc[0]
    assert (row["check"], row["text"], row["expected"], row["evidence"]) == ("parts", "12所", 12.0, "15所")


def test_records_hold_no_findings() -> None:
    plan = parse("1.扩容。全年新建学校12所，其中小学15所。", document="plan")
    assert {record["kind"] for record in plan.records()} <= {"heading", "quantity", "time", "rejection", "section"}
    assert Document.from_dict(plan.to_dict()).audit() == plan.audit()


@needs_shared
def test_the_findings_judged_true_are_found_and_no_others() -> None:
    judgements = judged()
    for name in {row["document"] for row in judgements}:
        sure = [one for one in read(DOCUMENTS / name).audit() if one.certainty != "look"]
        assert all(verdict(name, one, judgements) for one in sure)
        assert len(sure) == sum(row["document"] == name and row["verdict"] == "true" for row in judgements)


def test_show_says_what_contradicts_itself() -> None:
    assert "自查：前后不一 1 处" in show_text(parse("1.扩容。全年新建学校12所，其中小学15所。"))
    assert "自查" not in show_text(parse("1.扩容。全年新建学校12所，其中小学5所。"))


PIECES = [
    "一、", "（一）", "（三）", "1.", "①", "\n", "。", "，", "、", "：", "（", "）", "“", "”", "等", "其中", "分别", "一是", "二是", "三是",
    "三大", "五项", "8个", "行动", "学校", "12所", "15所", "5万个", "5.5人", "96%", "由", "提高到", "增长", "2025", "—", "2021年", "6月31日",
    "三次产业", "10:20:30", "地区生产总值", "累计", "|", "\ufffd", "□", "-", "指标|单位|2020年|2025年\n巩固率|%|1|2\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_audited_and_every_span_slices_it(text: str) -> None:
    plan = parse(text, year=2021)
    for one in plan.audit():
        assert one.check in CHECKS
        assert one.certainty in ("certain", "likely", "look")
        assert one.explanation.endswith("。")
        assert all(0 <= span.start < span.end <= len(plan.text) for span in one.spans)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    parse(text).audit()


@pytest.mark.parametrize("piece", [
    "其中", "分别", "三大行动：", "五项（", "甲、", "一是建校。", "抓好三项工作：一是", "由5%提高到", "新建学校2所，其中小学1所、", "“", "（", "1月", "30—",
    "地区生产总值增长", "第一产业增加值1亿元", "城镇新增就业5万人。\n", "三次产业1:", "1.建校\n", "各部门要加强协同定期会商研究进展。", "甲、乙等3个园区",
    "1|建成学校2所|教育局|2021年9月\n", "新增2所，累计",
])  # fmt: skip
def test_hostile_texts_are_audited_in_linear_time(piece: str) -> None:
    short, long = (parse("序号|任务|单位|时限\n" + piece * (size // len(piece)), year=2021) for size in (5_000, 40_000))
    seconds = []
    for plan in (short, long):
        start = time.process_time()
        plan.audit()
        seconds.append(time.process_time() - start)
    assert seconds[1] < max(1.0, 20 * seconds[0])
