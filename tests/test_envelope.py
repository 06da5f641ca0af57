"""The envelope: what stands around the body, and where the body stands."""

import dataclasses
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.model.document import Metadata
from policytext.model.envelope_records import metadata_of, metadata_record
from policytext.pipeline import parse
from policytext.structure.dates import date_in, period_in, year_in
from policytext.structure.envelope import DOCUMENT_NUMBER, is_title, read_envelope
from policytext.structure.envelope_elements import RULES, field_of
from policytext.structure.envelope_issuers import joint_issuers
from policytext.structure.envelope_lines import bare_title, is_issuer_line, standard_number
from policytext.structure.envelope_titles import names_sent

NOTICE = """中共云岭市委教育工委云岭市教育局关于印发2021年教育工作要点的通知
http://www.example.org2021年03月12日 10:10某网
各县区教育局、各直属学校：
现将《云岭市2021年教育工作要点》印发给你们，请认真落实。
中共云岭市委教育工委 云岭市教育局
2021年3月3日
云岭市2021年教育工作要点
总体要求：扩充资源，提高质量。
一、扩充资源
1.加快建设。今年建成学校2所。
责任编辑：某某
本文链接：返回"""


def test_notice_with_enclosed_plan() -> None:
    envelope = read_envelope(NOTICE)
    assert envelope.title == "云岭市2021年教育工作要点"
    assert envelope.issuers == ("中共云岭市委教育工委", "云岭市教育局")
    assert envelope.addressees == ("各县区教育局、各直属学校",)
    assert (envelope.signed, envelope.published) == (date(2021, 3, 3), date(2021, 3, 12))
    assert (envelope.genre, envelope.plan_year) == ("工作要点", 2021)
    body = envelope.body.of(NOTICE)
    assert body.startswith("总体要求") and body.rstrip().endswith("2所。")


def test_nothing_outside_the_body_is_extracted() -> None:
    document = parse(NOTICE)
    assert [document.text_of(x) for x in document.targets] == ["2所"]
    assert not document.references


def test_document_number_and_report() -> None:
    assert read_envelope("云教〔2021〕7号\n云岭市教育局关于做好工作的通知\n一、总则\n甲").document_number == "云教〔2021〕7号"
    report = read_envelope("2024年云岭市政府工作报告\n——2024年1月8日在会议上\n云岭市人民政府市长 某某\n各位代表：\n一、回顾\n甲")
    assert (report.issuers, report.genre, report.plan_year) == (("云岭市人民政府",), "政府工作报告", 2024)


def test_a_text_without_structure_is_one_node() -> None:
    document = parse("今年新建学校2所。")
    assert (document.items, document.root.address) == ((), "0")
    assert [x.address for x in document.targets] == ["0"]


def test_the_year_given_overrules_the_title() -> None:
    assert parse(NOTICE, year=2019).metadata.plan_year == 2019


def test_dates() -> None:
    assert date_in("二〇二一年十二月三十一日") == date(2021, 12, 31)
    assert date_in("2021年2月30日") is None
    assert not is_title("现在，我代表市人民政府作报告，请提出意见。")


STANDARD = """000123
机密★1年
特急
柏溪市教育局文件
柏教〔2021〕3号                    签发人：甲某 乙某
柏溪市教育局 柏溪市财政局关于印发
《柏溪市2021年教育工作要点》的通知
各县（市、区）教育局、财政局，市直各学校：
现将《柏溪市2021年教育工作要点》印发给你们，请认真贯彻执行。
附件：1.柏溪市2021年教育工作要点
2.任务分解表
柏溪市教育局
柏溪市财政局
二〇二一年三月五日
（此件公开发布）
附件1
柏溪市2021年教育工作要点
总体要求：提高质量。
一、扩充资源
新建学校2所。
附件2
任务分解表
序号|任务|责任单位
1|新建学校3所|基建科
抄送：市委办公室，市人大常委会办公室。
柏溪市教育局办公室 2021年3月8日印发"""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("copy_number", "000123"), ("classification", "机密★1年"), ("urgency", "特急"), ("document_number", "柏教〔2021〕3号"),
        ("signatory", "甲某 乙某"), ("issuers", ("柏溪市教育局", "柏溪市财政局")), ("title", "柏溪市2021年教育工作要点"),
        ("notice_title", "柏溪市教育局 柏溪市财政局关于印发《柏溪市2021年教育工作要点》的通知"),
        ("enclosed", ("柏溪市2021年教育工作要点",)), ("addressees", ("各县（市、区）教育局、财政局", "市直各学校")),
        ("annexes", ("柏溪市2021年教育工作要点", "任务分解表")), ("signed", date(2021, 3, 5)), ("disclosure", "此件公开发布"),
        ("copied_to", ("市委办公室", "市人大常委会办公室")), ("printed_by", "柏溪市教育局办公室"), ("printed", date(2021, 3, 8)),
        ("region", "柏溪市"), ("region_code", None), ("plan_year", 2021), ("plan_year_from", "title"), ("genre", "工作要点"),
    ],
)  # fmt: skip
def test_every_element_of_the_standard(field: str, value: object) -> None:
    assert getattr(parse(STANDARD).metadata, field) == value


def test_elements_stand_where_they_say() -> None:
    document = parse(STANDARD)
    placed = [element for element in document.metadata.elements if element.span]
    assert len(placed) >= 10
    assert all(element.span and element.span.of(document.text) == element.value for element in placed)


def test_the_body_keeps_the_annexed_table() -> None:
    document = parse(STANDARD)
    assert [document.text_of(x) for x in document.targets] == ["2所", "3所"]


def test_metadata_goes_through_json_and_back() -> None:
    for metadata in (parse(STANDARD).metadata, Metadata()):
        assert metadata_of(json.loads(json.dumps(metadata_record(metadata)))) == metadata


PAGE = """索 引 号：A01/2021-00012 主题分类：教育
发布机构：柏溪市教育局 成文日期：2021-03-05
文 号：柏教〔2021〕3号 发布日期：2021-03-09
有效性：有效
柏溪市教育局关于印发2021年教育工作要点的通知
各县区教育局：
现将《2021年教育工作要点》印发给你们。
柏溪市教育局
2021年3月5日
2021年教育工作要点
一、总则
新建学校2所。
【打印本页】【关闭窗口】
柏溪市人民政府 版权所有"""


def test_labels_of_a_page() -> None:
    found = parse(PAGE).metadata
    assert (found.index_number, found.subject, found.validity) == ("A01/2021-00012", "教育", "有效")
    assert (found.document_number, found.signed, found.published) == ("柏教〔2021〕3号", date(2021, 3, 5), date(2021, 3, 9))
    assert (found.title, found.notice_title) == ("2021年教育工作要点", "柏溪市教育局关于印发2021年教育工作要点的通知")
    assert read_envelope(PAGE).body.of(PAGE).strip().endswith("2所。")


FRAME = (("索引号：", "B02"), ("文号", "柏教〔2020〕9号"), ("meta:PubDate", "2020-05-06"), ("发文机关", "柏溪市财政局"), ("成文日期", "2020年5月1日"))


def test_the_print_comes_before_the_frame() -> None:
    """The number, the issuer and the date of the printed text stand; what only the frame holds is taken from it."""
    found = read_envelope(STANDARD, frame=FRAME)
    assert (found.document_number, found.issuers[0], found.signed) == ("柏教〔2021〕3号", "柏溪市教育局", date(2021, 3, 5))
    assert (found.value("index_number"), found.published) == ("B02", date(2020, 5, 6))
    bare = read_envelope("一、总则\n新建学校2所。", frame=FRAME)
    assert (bare.document_number, bare.issuers, bare.signed) == ("柏教〔2020〕9号", ("柏溪市财政局",), date(2020, 5, 1))


@pytest.mark.parametrize(
    ("label", "name"),
    [("索 引 号", "index_number"), ("[发文字号]", "document_number"), ("meta:PubDate", "published"), ("浏览次数", None), ("有效性：", "validity")],
)
def test_labels(label: str, name: str | None) -> None:
    assert field_of(label) == name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_finds_its_example_and_no_sentence(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.pattern.search(rule.example)
    assert not rule.pattern.search("新建学校2所，改扩建学校3所，新增学位5000个。")


TITLES = """
柏溪市教育局关于印发/柏溪市2021年教育工作要点的通知|柏溪市教育局关于印发柏溪市2021年教育工作要点的通知
柏溪市教育局/关于印发教育事业“十四五”发展规划的/通    知|柏溪市教育局关于印发教育事业“十四五”发展规划的通知
政 府 工 作 报 告|政府工作报告
柏溪市2021年教育/工作要点|柏溪市2021年教育工作要点
关于优化服务的实施意见柏政办发〔2020〕24号|关于优化服务的实施意见
柏溪市学前教育三年行动计划（2021—2023年）|柏溪市学前教育三年行动计划（2021—2023年）
"""


@pytest.mark.parametrize("row", TITLES.split("\n")[1:-1])
def test_titles_over_lines(row: str) -> None:
    printed, title = row.split("|")
    assert read_envelope(printed.replace("/", "\n") + "\n一、总则\n新建学校2所。").title == title


def test_years_that_are_none() -> None:
    assert [year_in(title) for title in ("第20210123号提案答复的函", "规划和2035年远景目标纲要", "二〇三五年远景目标")] == [None] * 3


def test_a_number_cited_is_not_its_own() -> None:
    cited = "根据《某意见》（国办发〔2020〕1号）精神，现将要点印发给你们。"
    text = f"柏溪市教育局关于印发2021年教育工作要点的通知\n各区教育局：\n{cited}\n2021年教育工作要点\n一、总则"
    assert read_envelope(text).document_number is None


NO_TITLES = ["现在，我代表市人民政府作报告，请提出意见", "各有关单位报送实施方案。", "柏溪市教育局", "2021年3月5日"]


@pytest.mark.parametrize("line", NO_TITLES)
def test_no_titles(line: str) -> None:
    assert not is_title(line)


def test_several_plans_in_one_notice() -> None:
    plans = "若干教育政策\n一、奖补\n甲\n柏溪市教育行动计划\n一、目标\n乙"
    text = f"柏溪市政府办公室关于印发若干教育政策和柏溪市教育行动计划的通知\n柏溪市政府办公室\n2021年9月2日\n{plans}"
    found = read_envelope(text)
    assert (found.title, found.enclosed) == ("若干教育政策", ("若干教育政策", "柏溪市教育行动计划"))
    assert found.body.of(text).startswith("一、奖补")


def test_a_notice_with_numbers_of_its_own() -> None:
    plan = "柏溪市2023年教育工作要点"
    text = f"柏溪市教育局关于印发{plan}的通知\n一、提高认识。\n二、抓好落实。\n柏溪市教育局\n2023年3月1日\n{plan}\n一、总则\n甲"
    assert read_envelope(text).body.of(text) == "一、总则\n甲"


def test_names_sent() -> None:
    assert names_sent("关于印发《甲计划》《乙方案》的通知") == ("甲计划", "乙方案")
    assert names_sent("关于做好教育工作的通知") == ()


REPORT = """政 府 工 作 报 告
——2026年1月20日在柏溪市第五届人民代表大会
第三次会议上
柏溪市人民政府市长 甲 乙
各位代表：
现在，我代表市人民政府，向大会报告工作。
一、2025年工作回顾
建成学校3所。"""


def test_report() -> None:
    found = parse(REPORT).metadata
    assert (found.title, found.signed, found.plan_year) == ("政府工作报告", date(2026, 1, 20), 2026)
    assert (found.speaker, found.issuers, found.region) == ("甲 乙", ("柏溪市人民政府",), "柏溪市")
    assert read_envelope(REPORT).body.of(REPORT).startswith("各位代表")


ISSUERS = """
中共厦门市委教育工委厦门市教育局|中共厦门市委教育工委 厦门市教育局
教育部办公厅国家发展改革委办公厅|教育部办公厅 国家发展改革委办公厅
浙江省教育厅 浙江省财政厅|浙江省教育厅 浙江省财政厅
柏溪市教育局、柏溪市财政局|柏溪市教育局 柏溪市财政局
内蒙古自治区人民政府办公厅|内蒙古自治区人民政府办公厅
"""


@pytest.mark.parametrize("row", ISSUERS.split("\n")[1:-1])
def test_joint_issuers(row: str) -> None:
    printed, issuers = row.split("|")
    assert joint_issuers(printed) == tuple(issuers.split())


@pytest.mark.parametrize("line", ["——2024年2月3日在柏溪市第六届人民代表大会", "加强领导，落实到局", "2021年工作委员会", "第三次会议"])
def test_no_issuers(line: str) -> None:
    assert not is_issuer_line(line)


PERIODS = [
    ("2021年教育工作要点", (2021, 2021)), ("三年行动计划（2021—2023年）", (2021, 2023)), ("“十四五”教育规划", (2021, 2025)),
    ("十五五规划", (2026, 2030)), ("国民经济和社会发展第十三个五年规划纲要", (2016, 2020)), ("2020-2021学年工作计划", (2020, 2021)),
    ("第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025)), ("二十五条措施", None), ("教育工作要点", None), ("2023—2021年", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "years"), PERIODS)
def test_period(title: str, years: tuple[int, int] | None) -> None:
    assert period_in(title) == years


DATES = [
    ("二〇二一年三月五日", date(2021, 3, 5)), ("二○二一年十二月三十一日", date(2021, 12, 31)), ("二0二一年十月二十日", date(2021, 10, 20)),
    ("2021 年 3 月 5 日", date(2021, 3, 5)), ("2021/3/5", date(2021, 3, 5)), ("2021-02-30", None), ("三月五日", None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "day"), DATES)
def test_dates_in_every_writing(printed: str, day: date | None) -> None:
    assert date_in(printed) == day


YEARS_FROM = [
    ("2021年教育工作要点\n一、总则", 2021, "title"), ("关于印发2022年工作要点的通知\n现印发。\n2022年2月1日\n教育工作要点\n一、总则", 2022, "notice"),
    ("教育工作要点\n2023年2月1日\n一、总则", 2023, "signed"), ("教育工作方案\n柏教〔2020〕4号\n一、总则", 2020, "number"),
    ("“十四五”教育规划\n一、总则", 2021, "period"), ("一、2023年工作回顾\n甲\n二、2024年工作安排\n乙", 2024, "headings"), ("一、总则", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "year", "source"), YEARS_FROM)
def test_what_told_the_plan_year(text: str, year: int | None, source: str | None) -> None:
    found = parse(text).metadata
    assert (found.plan_year, found.plan_year_from) == (year, source)


BRACKETS = ["〔〕", "[]", "［］", "()", "（）", "【】", "﹝﹞", "<>", "「」", "〈〉"]
MARKS = st.text(alphabet="厦教工委发府办政字函综", min_size=1, max_size=8)


@given(MARKS, st.integers(1990, 2035), st.integers(1, 9999), st.sampled_from(BRACKETS), st.sampled_from(["", " "]), st.booleans())
def test_numbers_in_every_bracket_style(mark: str, year: int, number: int, bracket: str, blank: str, counted: bool) -> None:
    printed = f"{mark}{blank}{bracket[0]}{year}{bracket[1]}{'第' * counted}{number}{blank}号"
    assert re.fullmatch(DOCUMENT_NUMBER, printed)
    assert standard_number(printed) == f"{mark}〔{year}〕{number}号"
    text = f"{printed}\n柏溪市教育局工作要点\n一、总则\n甲"
    assert read_envelope(text).document_number == f"{mark}〔{year}〕{number}号"


@given(st.text(alphabet="教育局关于印发《》“”的通知工作要点\n：。，附件12021年3月5日〔〕号抄送市 一、", max_size=120))
def test_never_raises_and_elements_slice_the_text(text: str) -> None:
    found = read_envelope(text)
    assert 0 <= found.body.start <= found.body.end <= len(text)
    assert all(element.span is None or element.span.of(text) == element.value for element in found.elements)


@given(st.text(max_size=40))
def test_a_bare_title_is_made_of_the_line(line: str) -> None:
    kept = iter(line)
    assert all(character in kept for character in bare_title(line))
    assert year_in(line) is None or 1000 < (year_in(line) or 0) < 3000


def test_the_page_on_metadata_names_every_field() -> None:
    page = (Path(__file__).parents[1] / "docs" / "metadata.md").read_text(encoding="utf-8")
    heads = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {name for head in heads for name in re.findall(r"`(\w+)`", head)}
    assert named == {field.name for field in dataclasses.fields(Metadata)}
