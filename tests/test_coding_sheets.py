"""Coding sheets: out to Excel, filled in as coders do, and in again."""

from __future__ import annotations

import random
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import policytext as pt
from policytext.coding.cells import value_of
from policytext.coding.fields import CODED, choices
from policytext.coding.texts import Texts, context, occurrences
from policytext.coding.workbook_in import read_sheets
from tests.coded import TEXT, coded, plan, sheet
from tests.shared import SHARED, needs_shared, real_documents, rows


def test_a_sheet_shows_suggestions_with_their_context(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    assert filled.book.sheetnames == ["说明", "词表", "数量", "时间", "项目", "正文", "字段"]
    rows = filled.book["数量"]
    row = filled.row("数量", "1.5万个")
    cells = {head.value: rows.cell(row, head.column).value for head in rows[1]}
    assert (cells["上文"], cells["下文"][:11]) == ("新建学校5所，新增学位", "，2021年底前完成。")
    assert (cells["机器：下限"], cells["机器：单位"], cells["机器：作用"]) == (15000, "个", "target")
    assert cells["机器：时限"] == datetime(2021, 12, 31)
    assert (cells["判断"], cells["改为：下限"]) == (None, None)
    assert [cell.data_type for line in rows.iter_rows() for cell in line if cell.data_type == "f"] == []
    lists = {str(rule.sqref): rule.formula1 for rule in rows.data_validations.dataValidation}
    assert '"正确,修改,删除,新增,拿不准"' in lists.values()
    assert any(x.startswith("词表!") for x in lists.values())
    assert all(rule.errorStyle == "warning" for rule in rows.data_validations.dataValidation)


def test_the_same_sheet_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = (sheet(tmp_path, [plan()]).path.read_bytes() for _ in range(2))
    assert one == two


def test_what_was_not_looked_at_is_open(tmp_path: Path) -> None:
    documents = [plan()]
    coding = pt.read_coding(sheet(tmp_path, documents).save(), documents, coder="甲")
    machine = pt.Coding.of_machine(documents)
    assert coding.open == len(coding.units) == len(machine.units)
    assert [(x.start, x.end, x.values, x.key) for x in coding.units] == [(x.start, x.end, x.values, x.key) for x in machine.units]
    assert repr(coding) == f"<Coding of 甲: {len(machine.units)} stretches in 1 documents, {len(machine.units)} not looked at>"


def test_every_decision_comes_back(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    filled.judge("数量", "5所", 判断="正确")
    filled.judge("数量", "1.5万个", 判断="修改", 改为_下限="１６，０００", 改为_上限=16000.0, 改为_时限="无", 备注="核对过")
    filled.judge("数量", "98.5%以上", 改为_比较=">")  # who fills in a correction means it
    filled.judge("数量", "12000000元", 判断="删除")
    filled.judge("数量", "5名", 判断="拿不准")
    filled.judge("时间", "2021年底前", 判断="正确")
    filled.judge("项目", "“𠮷祥学校”建设工程", 改为_原文="实施“𠮷祥学校”建设工程")
    filled.add("数量", 文档="澜水", 原文="5个", 判断="新增", 改为_作用="target", 改为_下限=5, 改为_上限=5, 改为_单位="个", 改为_比较="=")
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    by_text = {(x.text, x.decision): x for x in coding.units}
    assert {decision for _, decision in by_text} >= {"kept", "changed", "removed", "unsure", "added"}
    changed = by_text["1.5万个", "changed"]
    assert (changed.value("low"), changed.value("high"), changed.value("deadline"), changed.note) == (16000, 16000, None, "核对过")
    assert by_text["98.5%以上", "changed"].value("comparator") == ">"
    moved = by_text["实施“𠮷祥学校”建设工程", "changed"]
    assert documents[0].text[moved.start : moved.end] == moved.text
    added = by_text["5个", "added"]
    assert (documents[0].text[added.start : added.end], added.item, added.value("low")) == ("5个", "二", 5)
    frame = coding.to_frame()
    assert frame["decision"].tolist() == [x.decision for x in coding.units]


def test_order_and_columns_may_change(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    filled.judge_all()
    rows = filled.book["数量"]
    cells = [[cell.value for cell in line] for line in rows.iter_rows()]
    head, body = cells[0], cells[1:]
    random.Random(1).shuffle(body)
    order = random.Random(2).sample(range(len(head)), len(head))
    rows.delete_rows(1, rows.max_row)
    for line in (head, *body):
        rows.append([line[i] for i in order] + ["一列自己的话"])
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    machine = pt.Coding.of_machine(documents)
    assert coding.units == machine.units


def test_a_blind_sheet_shows_no_values(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents, suggest=False)
    heads = [cell.value for cell in filled.book["数量"][1]]
    assert "作用" in heads and not [head for head in heads if head.startswith(("机器", "改为"))]
    filled.judge("数量", "5所", 判断="正确", 作用="target", 下限=5, 上限=5, 比较="=", 单位="所")
    filled.judge("数量", "1.5万个", 判断="删除")
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    assert {x.decision for x in coding.units} == {"kept", "removed", "open"}
    assert next(x for x in coding.units if x.text == "5所").value("unit") == "所"
    filled.judge("数量", "98.5%以上", 判断="正确")
    with pytest.raises(pt.CodingError, match=r"lacks role, comparator: fill in what every 数量 has"):
        pt.read_coding(filled.save(), documents, coder="甲")


FAULTS = [
    ({"判断": "对"}, r"数量!\w+\d+ \(判断\): '对' is none of 正确、修改、删除"),
    ({"判断": "修改"}, r"修改 needs what it is changed to"),
    ({"判断": "正确", "改为_下限": 3}, r"正确 contradicts the corrections"),
    ({"改为_下限": "五"}, r"\(改为：下限\): '五' is no number"),
    ({"改为_时限": "明年"}, r"'明年' is no date: write 2021-12-31"),
    ({"改为_作用": "目标"}, r"'目标' is none of target, outcome"),
    ({"改为_下限": "=1+1"}, r"is a formula: write the value itself"),
    ({"原文": "6所"}, r"does not stand at its place, where the text reads '5所'"),
    ({"起": None}, r"the place of this suggestion is gone"),
    ({"改为_原文": "7所"}, r"'7所' does not stand in '澜水'"),
    ({"改为_原文": "5个"}, r"does not touch the stretch that was suggested"),
    ({"文档": "别处"}, r"there is no document '别处'"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "said"), FAULTS)
def test_faults_name_their_cell(cells: dict[str, object], said: str, tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    filled.judge("数量", "5所", **cells)
    with pytest.raises(pt.CodingError, match=said):
        pt.read_coding(filled.save(), documents, coder="甲")


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    filled.judge("数量", "5所", 判断="对")
    filled.judge("时间", "2021年底前", 改为_至="某日")
    filled.add("项目", 文档="澜水", 原文="工程", 判断="新增")
    filled.add("数量", 文档="澜水", 原文="5", 判断="正确")
    with pytest.raises(pt.CodingError) as error:
        pt.read_coding(filled.save(), documents, coder="甲")
    lines = str(error.value).splitlines()
    assert lines[0] == f"{filled.path.name} cannot be read; mend these and read it again:"
    assert [line.partition("!")[0] for line in lines[1:]] == ["数量", "数量", "时间", "项目"]
    assert "a row without 编号 is an addition: write 新增" in str(error.value)
    assert "lacks type" in str(error.value)


def test_an_addition_that_stands_twice_needs_what_comes_before(tmp_path: Path) -> None:
    documents = [plan()]
    values = {"改为_作用": "target", "改为_下限": 5, "改为_上限": 5, "改为_比较": "="}
    filled = sheet(tmp_path, documents)
    filled.add("数量", 文档="澜水", 原文="5", **values)
    with pytest.raises(pt.CodingError, match=r"'5' stands 5 times in '澜水': write what comes right before it into the column 上文"):
        pt.read_coding(filled.save(), documents, coder="甲")
    filled.put("数量", filled.book["数量"].max_row, 上文="力争新建")
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    added = next(x for x in coding.units if x.decision == "added")
    assert documents[0].text[added.start : added.end + 3] == "5个站点"


def test_another_text_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path, [plan()]).save()
    with pytest.raises(pt.CodingError, match=r"正文 \(文档, 校验和\): the text of '澜水' is not the one that was coded"):
        pt.read_coding(path, [plan(TEXT + "。")], coder="甲")
    with pytest.raises(pt.CodingError, match=r"there is no document '澜水'"):
        pt.read_coding(path, [plan(document="另")], coder="甲")
    with pytest.raises(pt.CodingError, match=r"two documents bear the id '澜水'"):
        pt.read_coding(path, [plan(), plan()], coder="甲")


def test_files_from_strangers(tmp_path: Path) -> None:
    texts = Texts([plan()])
    with pytest.raises(pt.BrokenFileError):
        read_sheets(b"no workbook", texts, "甲")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a/>" + b" " * (60 << 20))
    with pytest.raises((pt.HostileInputError, pt.LimitError)):
        pt.read_coding(bomb, [plan()], coder="甲")
    book = openpyxl.Workbook()
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(pt.CodingError, match="has no sheet 正文"):
        pt.read_coding(tmp_path / "own.xlsx", [plan()], coder="甲")
    with pytest.raises(pt.SourceNotFoundError):
        pt.read_coding(tmp_path / "none.xlsx", [plan()], coder="甲")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    documents = [plan("一、=HYPERLINK(1)新建学校5所\n=1+1建设站点6个。\n@学位7个", "=文件")]
    coding = coded(tmp_path, documents, "甲", lambda filled: None)
    assert [x.text for x in coding.units] == ["5所", "6个", "7个"]


CELLS = [
    ("low", 5, "General", 5), ("low", "1,200.50", "General", 1200.5), ("low", "12%", "General", 12), ("low", 0.985, "0.0%", 98.5),
    ("low", 0.07, "0%", 7), ("baseline", 2020.0, "General", 2020), ("deadline", "2021/6/30", "General", "2021-06-30"),
    ("deadline", datetime(2021, 6, 30), "General", "2021-06-30"), ("role", " ｔarget ", "General", "target"), ("unit", "无", "General", None),
    ("unit", "所 ", "General", "所"), ("comparator", "-", "General", None), ("comparator", "＞＝", "General", ">="),
]  # fmt: skip


@pytest.mark.parametrize(("field", "cell", "number_format", "value"), CELLS)
def test_cells_are_read_as_people_mean_them(field: str, cell: object, number_format: str, value: object) -> None:
    assert value_of("quantity", field, cell, number_format) == value


@pytest.mark.parametrize(
    ("field", "cell"), [("low", "5万"), ("low", True), ("low", float("inf")), ("baseline", 2020.5), ("deadline", "2021-02-30"), ("deadline", 44561)]
)
def test_cells_that_mean_nothing(field: str, cell: object) -> None:
    with pytest.raises(ValueError, match="is no"):
        value_of("quantity", field, cell)


def test_the_words_for_lists_are_those_of_the_model() -> None:
    assert choices("quantity", "role") == ("target", "outcome", "current", "baseline", "threshold")
    assert choices("project", "stage") == ("planned", "started", "ongoing", "finished")
    assert choices("quantity", "indicator") == choices("time", "from") == ()
    assert "ordinal" in choices("rejection", "reason")
    assert all(isinstance(choices(kind, field), tuple) for kind, fields in CODED.items() for field in fields)


def test_where_things_stand() -> None:
    assert occurrences("aaa", "aa") == [0, 1]
    assert occurrences("x", "") == []
    assert context(plan("甲\n乙5所丙\n丁"), 3, 5) == ("乙", "丙")


def test_kinds_are_chosen_and_checked(tmp_path: Path) -> None:
    documents = [plan()]
    pt.write_coding(documents, tmp_path / "t.xlsx", kinds=["project", "quantity"])
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames[2:4] == ["数量", "项目"]
    assert pt.read_coding(tmp_path / "t.xlsx", documents, coder="甲").kinds == ("quantity", "project")
    with pytest.raises(pt.CodingError, match="heading cannot be coded: choose of quantity"):
        pt.write_coding(documents, tmp_path / "t.xlsx", kinds=["heading"])
    with pytest.raises(pt.CodingError, match="the ending says no form that is known"):
        pt.write_coding(documents, tmp_path / "t.docx")


@needs_shared
def test_the_lists_hold_every_word_that_real_texts_bring_about() -> None:
    documents = [pt.parse(x["text"], year=x["year"]) for x in rows(SHARED / "phrases" / "dev.jsonl")]
    documents += [pt.read(path) for path in real_documents() if "2014-政府工作报告" in path.name or path.name.startswith("xv-c-1")]
    found = {(row["kind"], field, row[field]) for x in documents for row in x.records() for field in CODED.get(row["kind"], ()) if field in row}
    listed = {(kind, field, word) for kind, field, word in found if choices(kind, field)}
    assert ("quantity", "comparator", "vague") in listed  # 十几亿人口
    assert sorted(x for x in listed if x[2] not in choices(x[0], x[1])) == []


@needs_shared
def test_sheets_of_real_documents_come_back_as_they_went(tmp_path: Path) -> None:
    documents = [pt.read(path) for path in real_documents()[::20]]
    machine = pt.Coding.of_machine(documents, CODED)
    for ending in ("xlsx", "jsonl", "qdpx"):
        pt.write_coding(documents, tmp_path / f"t.{ending}", kinds=CODED)
        coding = pt.read_coding(tmp_path / f"t.{ending}", documents, coder="甲", kinds=CODED)
        assert [(x.key, x.start, x.end, x.values) for x in coding.units] == [(x.key, x.start, x.end, x.values) for x in machine.units]
