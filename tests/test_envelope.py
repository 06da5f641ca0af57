"""The envelope: what stands around the body, and where the body stands."""

from datetime import date

from policytext.pipeline import parse
from policytext.structure.dates import date_in
from policytext.structure.envelope import is_title, read_envelope

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
