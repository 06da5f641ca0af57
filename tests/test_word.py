"""Word files: what their pages print comes out in order, with the numbers that Word makes, and nothing else."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from benchmarks.word_reference import difference, report
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.reading import read_source
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.word import read_docx
from policytext.reading.word_numerals import numeral
from tests.made_docx import (
    OFFICE,
    alternative,
    cell,
    control,
    definition,
    field,
    level,
    listed,
    made,
    p,
    part,
    row,
    run,
    style,
    styled,
    table,
    use,
    zipped,
)

CHANGED = 'w:id="1" w:author="王" w:date="2021-03-01T00:00:00Z"'


def text_of(data: bytes) -> str:
    return read_docx(data, "计划.docx", DEFAULT).text


def lines_of(body: str, **beside: str) -> list[str]:
    return [line for line in text_of(made(body, parts=None, **beside)).split("\n") if line.strip()]


# --- runs ---------------------------------------------------------------------------------------------------------

RUNS = [
    ("one text over several runs", run("新增学位") + run("5万个", "<w:b/>"), "新增学位5万个"),
    ("a tab and a line break", run("主管") + "<w:r><w:tab/></w:r>" + run("教育局") + "<w:r><w:br/></w:r>" + run("协管"), "主管\t教育局\n协管"),
    ("a page break inside", run("上篇") + '<w:r><w:br w:type="page"/></w:r>' + run("下篇"), "上篇\n下篇"),
    ("a carriage return", run("上") + "<w:r><w:cr/></w:r>" + run("下"), "上\n下"),
    ("hyphens", run("2021") + "<w:r><w:noBreakHyphen/></w:r>" + run("2025") + "<w:r><w:softHyphen/></w:r>" + run("年"), "2021-2025年"),
    ("spaces without xml:space are none", "<w:r><w:t> 建校 </w:t></w:r>" + run(" 招生 "), "建校 招生 "),
    ("hidden", run("建校") + run("草稿", "<w:vanish/>") + run("2所", '<w:vanish w:val="0"/>'), "建校2所"),
    ("inserted", f"<w:ins {CHANGED}>{run('新建')}</w:ins>" + run("学校"), "新建学校"),
    ("deleted", run("建成") + f"<w:del {CHANGED}><w:r><w:delText>3</w:delText></w:r></w:del>" + run("5所"), "建成5所"),
    ("moved", f"<w:moveFrom {CHANGED}>{run('旧处')}</w:moveFrom>" + f"<w:moveTo {CHANGED}>{run('新处')}</w:moveTo>", "新处"),
    ("a comment", run("建校") + '<w:commentRangeEnd w:id="0"/><w:r><w:annotationRef/><w:commentReference w:id="0"/></w:r>', "建校"),
    ("a link", f'<w:hyperlink r:id="rId9">{run("见附件")}</w:hyperlink>', "见附件"),
    ("smart tags and custom markup", f'<w:smartTag w:element="date">{run("2021年")}</w:smartTag><w:customXml>{run("3月")}</w:customXml>', "2021年3月"),
    ("a content control", control(run("柏溪市")), "柏溪市"),
    ("the prompt of an empty control", control(run("单击此处"), "<w:showingPlcHdr/>") + run("正文"), "正文"),
    ("ticks", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是")
     + '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + run("否"), "☑是□否"),
    ("a sign of comparison", run("降幅") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5%"), "降幅≥5%"),
    ("an unknown symbol stays visible", '<w:r><w:sym w:font="Wingdings" w:char="F023"/></w:r>', "\ufffd"),
    ("a symbol without a code", '<w:r><w:sym w:font="Wingdings"/></w:r>' + run("甲"), "\ufffd甲"),
    ("text in a symbol font", run("\uf0fe完成", '<w:rFonts w:ascii="Wingdings"/>'), "☑完成"),
    ("private characters of an ordinary font", run("\uf0fe完成", '<w:rFonts w:ascii="宋体"/>'), "\uf0fe完成"),
    ("a square", run("3万m") + run("2", '<w:vertAlign w:val="superscript"/>'), "3万m²"),
    ("a power is no number", run("10") + run("4", '<w:vertAlign w:val="superscript"/>'), "10⁴"),
    ("a note mark by hand", run("双减") + run("[1]", '<w:vertAlign w:val="superscript"/>'), "双减[1]"),
    ("set low", run("PM") + run("2.5", '<w:vertAlign w:val="subscript"/>'), "PM2.5"),
    ("a gloss", f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('qú')}</w:rt><w:rubyBase>{run('衢')}</w:rubyBase></w:ruby></w:r>" + run("江"), "衢江"),
    ("two lines in one", run("澜水市柏溪市", '<w:eastAsianLayout w:combine="1"/>'), "澜水市柏溪市"),
    ("a simple field", f'<w:fldSimple w:instr=" REF 表一 ">{run("表1")}</w:fldSimple>', "表1"),
    ("a sequence", run("表") + field(r"SEQ 表 \* ARABIC", "3"), "表3"),
    ("a page number", run("第") + field("PAGE", "7") + run("页"), "第页"),
    ("a field in an instruction", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
     + field("MERGEFIELD 年", "2020") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("是")
     + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "是"),
    ("an end without a beginning", '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"), "甲"),
    ("a number in a circle", field(r"eq \o\ac(○,3)", "") + run("推进"), "③推进"),
    ("a gloss as a field", field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qú),衢)', "") + run("江"), "衢江"),
    ("a fraction as a field", field(r"EQ \f(2,3)", ""), "2/3"),
    ("a ticked box of a form", '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
     '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("同意"), "☑同意"),
    ("a formula", run("占比") + "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>", "占比1/3"),
    ("a power in a formula", "<m:oMath><m:sSup><m:e><m:r><m:t>km</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>", "km²"),
    ("an XML comment and a line end in the text", "<!--甲--><w:r><w:t>建\n校</w:t></w:r>", "建 校"),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "printed"), [pytest.param(runs, text, id=name) for name, runs, text in RUNS])
def test_runs(runs: str, printed: str) -> None:
    assert text_of(made(p(runs=runs))) == printed


def test_a_field_that_is_never_closed_swallows_nothing() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
    assert lines_of(p(runs=run("一、总则") + opened) + p("1.建校") + p("2.招生")) == ["一、总则", "1.建校", "2.招生"]


# --- paragraphs ---------------------------------------------------------------------------------------------------

DELETED = f"<w:del {CHANGED}><w:r><w:delText>乙</w:delText></w:r></w:del>"
MARK_DELETED = f"<w:rPr><w:del {CHANGED}/></w:rPr>"
SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
HEAD = p("澜水市教育局文件")
BOX = "<w:txbxContent>{}</w:txbxContent>"
PARAGRAPHS = [
    ("in order", p("一") + p("二"), ["一", "二"]),
    ("in controls and custom markup", control(p("甲") + control(p("乙"))) + f"<w:customXml>{p('丙')}</w:customXml>", ["甲", "乙", "丙"]),
    ("in an alternative", alternative(p("甲"), p("乙")), ["甲"]),
    ("a deleted end", p("新建学校", MARK_DELETED) + p("2所"), ["新建学校2所"]),
    ("a deleted paragraph", p("甲") + p(properties=MARK_DELETED, runs=DELETED) + p("丙"), ["甲", "丙"]),
    ("a deleted end before a table", p("甲", MARK_DELETED) + table(["1", "2"], ["3", "4"]) + p("乙"), ["甲", "1|2", "3|4", "乙"]),
    ("a deleted end at the end", p("甲", MARK_DELETED), ["甲"]),
    ("two styles on one line", p("一、总则。", SEPARATOR) + p("为规范管理"), ["一、总则。为规范管理"]),
    ("a hidden end alone parts the lines", p("甲", "<w:rPr><w:vanish/></w:rPr>") + p("乙"), ["甲", "乙"]),
    ("moved away", p(properties=f"<w:rPr><w:moveFrom {CHANGED}/></w:rPr>", runs=f"<w:moveFrom {CHANGED}>{run('甲')}</w:moveFrom>") + p("乙"), ["乙"]),
    ("a tab behind a typed number", p(runs=run("一、") + "<w:r><w:tab/></w:r>" + run("总则")) + p(runs=run("第一章\t总则")) + p("3\t5"),
     ["一、总则", "第一章 总则", "3\t5"]),
    ("a section's end", p("甲", "<w:sectPr/>") + p("乙") + "<w:sectPr/>", ["甲", "乙"]),
]  # fmt: skip
BOXES = [
    ("in VML", f"<w:r><w:pict><v:shape><v:textbox>{BOX.format(HEAD)}</v:textbox></v:shape></w:pict></w:r>"),
    ("in a drawing", f"<w:r><w:drawing><wp:anchor><wps:wsp><wps:txbx>{BOX.format(HEAD)}</wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>"),
    ("in both, once", f"<w:r>{alternative(f'<w:drawing>{BOX.format(HEAD)}</w:drawing>', f'<w:pict>{BOX.format(HEAD)}</w:pict>')}</w:r>"),
    ("in the fallback alone", f"<w:r>{alternative('<w:drawing/>', f'<w:pict>{BOX.format(HEAD)}</w:pict>')}</w:r>"),
    ("as word art", '<w:r><w:pict><v:shape><v:textpath on="t" string="澜水市教育局文件"/></v:shape></w:pict></w:r>'),
    ("as drawn text", "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>澜水市</a:t></a:r><a:r><a:t>教育局文件</a:t></a:r></a:p></a:txBody></w:drawing></w:r>"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), [pytest.param(body, lines, id=name) for name, body, lines in PARAGRAPHS])
def test_paragraphs(body: str, lines: list[str]) -> None:
    assert lines_of(body) == lines


@pytest.mark.parametrize("box", [pytest.param(box, id=name) for name, box in BOXES])
def test_boxes(box: str) -> None:
    assert lines_of(p(runs=box) + p("澜教发〔2021〕3号")) == ["澜水市教育局文件", "澜教发〔2021〕3号"]
    assert lines_of(p(runs=box + run("正文"))) == ["澜水市教育局文件", "正文"]
    assert lines_of(p(runs=run("正文") + box)) == ["正文", "澜水市教育局文件"]


def test_a_box_in_a_box_and_a_table_in_a_box() -> None:
    inner = f"<w:r><w:pict>{BOX.format(p('内') + table(['甲', '乙'], ['丙', '丁']))}</w:pict></w:r>"
    assert lines_of(p(runs=f"<w:r><w:pict>{BOX.format(p('外', runs=inner))}</w:pict></w:r>")) == ["外", "内", "甲|乙", "丙|丁"]


def test_the_texts_of_a_drawn_scheme() -> None:
    relation = f'<Relationship Id="rId7" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>'
    scheme = part("dgm:dataModel", "<dgm:pt><dgm:t><a:p><a:r><a:t>组织领导</a:t></a:r></a:p></dgm:t></dgm:pt>")
    drawing = '<w:r><w:drawing><dgm:relIds r:dm="rId7"/></w:drawing></w:r>'
    data = made(p("甲", runs=drawing), parts={"word/diagrams/data1.xml": scheme}, relations=relation)
    assert text_of(data) == "甲\n组织领导"
    assert text_of(made(p("甲", runs=drawing))) == "甲"


# --- numbering ----------------------------------------------------------------------------------------------------

OFFICIAL = definition(0, [
    level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3．"), level(3, "（%4）"),
    level(4, "%5", "decimalEnclosedCircle"),
]) + use(1, 0)  # fmt: skip
CHAPTERS = definition(0, [
    level(0, "第%1章", "chineseCountingThousand"), level(1, "第%2条", "chineseCountingThousand", '<w:lvlRestart w:val="0"/>'),
    level(2, "%1.%3", "decimal", "<w:isLgl/>"), level(3, "%1.%3.%4", "lowerLetter", '<w:lvlRestart w:val="1"/>'),
]) + use(1, 0)  # fmt: skip
NUMBERS: list[tuple[str, str, Sequence[int], list[str]]] = [
    ("the official order", OFFICIAL, (0, 1, 1, 2, 3, 4, 2, 0, 1), ["一、文", "（一）文", "（二）文", "1．文", "（1）文", "①文", "2．文", "二、文", "（一）文"]),
    ("chapters and articles that run on", CHAPTERS, (0, 1, 1, 0, 1), ["第一章 文", "第一条 文", "第二条 文", "第二章 文", "第三条 文"]),
    ("digits for all levels, and a level that begins anew with chapters only", CHAPTERS, (0, 2, 3, 3, 2, 3, 0, 2, 3),
     ["第一章 文", "1.1 文", "一.1.a 文", "一.1.b 文", "1.2 文", "一.2.c 文", "第二章 文", "2.1 文", "二.1.a 文"]),
    ("a skipped level counts as begun", OFFICIAL, (1, 0, 2), ["（一）文", "二、文", "1．文"]),
    ("a start", definition(0, [level(0, "%1、", start=5)]) + use(1, 0), (0, 0), ["5、文", "6、文"]),
    ("bullets have no number, and still count", definition(0, [level(0, "%1、"), level(1, "●", "bullet"), level(2, "%2.%3")]) + use(1, 0),
     (0, 1, 2, 0), ["1、文", "文", ".1 文", "2、文"]),
    ("picture bullets", definition(0, [level(0, "%1", more='<w:lvlPicBulletId w:val="0"/>')]) + use(1, 0), (0,), ["文"]),
    ("no form", definition(0, [level(0, "%1——", "none")]) + use(1, 0), (0, 0), ["——文", "——文"]),
    ("no text", definition(0, [level(0, "")]) + use(1, 0), (0,), ["文"]),
    ("a hidden number counts", definition(0, [level(0, "%1、", more="<w:rPr><w:vanish/></w:rPr>"), level(1, "%1.%2")]) + use(1, 0),
     (0, 0, 1), ["文", "文", "2.1 文"]),
    ("a form made by hand", definition(0, ['<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
     '<w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
     '<w:lvlText w:val="%1、"/></w:lvl>']) + use(1, 0), (0, 0), ["01、文", "02、文"]),
    ("a level that is not there", OFFICIAL, (7, 0), ["文", "一、文"]),
    ("a list that is not there", "", (0, 0), ["文", "文"]),
    ("a definition that is not there", use(1, 5), (0,), ["文"]),
]  # fmt: skip


@pytest.mark.parametrize(("numbering", "levels", "lines"), [pytest.param(*case[1:], id=case[0]) for case in NUMBERS])
def test_numbers(numbering: str, levels: Sequence[int], lines: list[str]) -> None:
    assert lines_of("".join(listed("文", at) for at in levels), numbering=numbering) == lines


FORMS = [
    ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircleChinese", 3, "③"), ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedParen", 2, "⑵"),
    ("decimalEnclosedFullstop", 9, "⒐"), ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"),
    ("chineseCounting", 100, "一〇〇"), ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1010, "一千零一十"),
    ("taiwaneseCountingThousand", 305, "三百零五"), ("japaneseCounting", 19, "十九"), ("ideographDigital", 20, "二〇"),
    ("ideographTraditional", 10, "癸"), ("ideographTraditional", 11, "11"), ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 60, "癸亥"), ("chineseLegalSimplified", 11, "壹拾壹"), ("ideographEnclosedCircle", 2, "㊁"),
    ("upperLetter", 27, "AA"), ("lowerLetter", 26, "z"), ("lowerLetter", 32767, "32767"), ("upperRoman", 44, "XLIV"),
    ("lowerRoman", 4000, "4000"), ("upperRoman", 0, "0"), ("numberInDash", 3, "- 3 -"), ("thai", 4, "4"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "number", "printed"), FORMS)
def test_forms(form: str, number: int, printed: str) -> None:
    assert numeral(number, form) == printed


RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
CHANGED_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting", start=7)}</w:lvlOverride>'
LISTS = [
    ("two uses of a list count on", use(1, 0) + use(2, 0), (1, 2, 1), ["1、", "2、", "3、"]),
    ("a use begins anew once", use(1, 0) + use(2, 0, RESTART), (1, 1, 2, 2, 1, 2), ["1、", "2、", "1、", "2、", "3、", "4、"]),
    ("a use writes the level otherwise", use(1, 0) + use(2, 0, CHANGED_LEVEL), (1, 2, 1), ["1、", "（二）", "3、"]),
    ("no list", use(1, 0), (1, 0, 1), ["1、", "", "2、"]),
]


@pytest.mark.parametrize(("uses", "numbers", "printed"), [pytest.param(*case[1:], id=case[0]) for case in LISTS])
def test_lists_of_one_definition(uses: str, numbers: Sequence[int], printed: list[str]) -> None:
    body = "".join(listed("文", 0, number) for number in numbers)
    assert lines_of(body, numbering=definition(0, [level(0, "%1、")]) + uses) == [one + "文" for one in printed]


STYLES = (
    style("a", "Normal", more=' w:default="1"')
    + style("1", "heading 1", "a", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("2", "heading 2", "a", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    + style("2b", "我的标题", "2")
    + style("2off", "无编号", "2", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    + style("by", "级联", "a", '<w:numPr><w:numId w:val="1"/></w:numPr>')
)
STYLED = definition(0, [
    level(0, "%1、", "chineseCounting", '<w:pStyle w:val="1"/>'), level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="2"/>'),
    level(2, "%3.", "decimal", '<w:pStyle w:val="by"/>'),
]) + use(1, 0)  # fmt: skip


def test_numbers_through_styles() -> None:
    body = "".join(styled("文", key) for key in ("1", "2", "2b", "2off", "by", "by", "1", "2b", "a", "不存在"))
    body += p("文", '<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p("文", '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/></w:numPr>')
    assert lines_of(body, styles=STYLES, numbering=STYLED) == [
        "一、文", "（一）文", "（二）文", "文", "1.文", "2.文", "二、文", "（一）文", "文", "文", "文", "三、文",
    ]  # fmt: skip


def test_a_list_through_a_style_for_lists() -> None:
    numbering = definition(0, [], '<w:numStyleLink w:val="清单"/>') + definition(1, [level(0, "%1、")], '<w:styleLink w:val="清单"/>')
    styles = style("清单", paragraph='<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering")
    body = listed("文") + listed("文") + listed("文", 0, 2)
    assert lines_of(body, styles=styles, numbering=numbering + use(1, 0) + use(2, 1)) == ["1、文", "2、文", "3、文"]


GAPS = [
    ("%1、", "tab", "总则", "1、总则"), ("%1、", "space", "总则", "1、总则"), ("第%1章", "tab", "总则", "第1章 总则"),
    ("第%1章", "nothing", "总则", "第1章总则"), ("%1.", "tab", "2021年", "1. 2021年"), ("%1", "nothing", "2021年", "1 2021年"),
    ("%1", "tab", "总则", "1 总则"), ("%1、", "tab", "\t 总则", "1、总则"), ("（%1）", "space", "", "（1）"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "gap", "text", "printed"), GAPS)
def test_what_stands_between_number_and_text(written: str, gap: str, text: str, printed: str) -> None:
    numbering = definition(0, [level(0, written, more=f'<w:suff w:val="{gap}"/>')]) + use(1, 0)
    assert lines_of(listed(text), numbering=numbering) == [printed]


def test_hidden_and_deleted_paragraphs_take_no_number() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = p(properties=number + "<w:rPr><w:vanish/></w:rPr>", runs=run("乙", "<w:vanish/>"))
    deleted = p(properties=number + MARK_DELETED, runs=f"<w:del {CHANGED}><w:r><w:delText>丙</w:delText></w:r></w:del>")
    joined = p("丁", number + MARK_DELETED) + listed("戊")
    assert lines_of(listed("甲") + hidden + deleted + joined, numbering=OFFICIAL) == ["一、甲", "二、丁戊"]


def test_a_number_without_text_is_printed_as_in_a_column_of_numbers() -> None:
    numbering = definition(0, [level(0, "%1")]) + use(1, 0)
    rows = [["序号", "任务"], [cell(content=listed("")), "建校"], [cell(content=listed("")), "招生"]]
    assert lines_of(table(*rows), numbering=numbering) == ["序号|任务", "1|建校", "2|招生"]


# --- hidden styles, contents, notes -------------------------------------------------------------------------------


def test_hidden_through_styles() -> None:
    styles = style("隐", runs="<w:vanish/>") + style("隐下", based="隐") + style("字", kind="character", runs="<w:vanish/>")
    shown = run("显", '<w:vanish w:val="0"/>')
    body = styled("甲", "隐") + styled("乙", "隐下") + p("丙", runs=run("丁", '<w:rStyle w:val="字"/>'))
    body += p("戊", '<w:pStyle w:val="隐"/>', shown)
    assert lines_of(body + p("己"), styles=styles) == ["丙", "显", "己"]


def entry(text: str, page: str, key: str = "TOC1") -> str:
    return p(properties=f'<w:pStyle w:val="{key}"/>', runs=run(text) + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1", page))


CONTENTS = style("TOC1", "toc 1") + style("TOC2", "toc 2", "TOC1")


@pytest.mark.parametrize("head", [p("目  录"), ""])
def test_contents_are_named_and_lose_their_page_numbers(head: str) -> None:
    body = head + entry("一、总则", "1") + entry("（一）要求", "12", "TOC2") + p("一、总则") + p("建校。")
    lines = lines_of(body, styles=CONTENTS)
    assert [line.replace(" ", "") for line in lines] == ["目录", "一、总则", "（一）要求", "一、总则", "建校。"]


def test_contents_as_a_field_over_paragraphs() -> None:
    first = p(runs='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("一、总则") + "<w:r><w:tab/></w:r>" + run("1"))  # fmt: skip
    second = p(runs=run("二、") + "<w:r><w:tab/></w:r>" + run("保障") + "<w:r><w:tab/></w:r>" + run("2"))
    last = p(runs='<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert lines_of(first + second + last + p("建成\t2")) == ["目录", "一、总则", "二、保障", "建成\t2"]


def test_contents_become_no_items() -> None:
    body = entry("一、总则", "1") + entry("二、保障", "2") + p("一、总则") + p("新建学校2所。") + p("二、保障") + p("加大投入。")
    document = pt.read(made(body, styles=CONTENTS), year=2021)
    assert [node.number for node in document.items] == ["一", "二"]


def reference(kind: str, key: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"{more}/></w:r>'


def test_notes_stand_at_the_end() -> None:
    footnotes = "".join(f'<w:footnote w:id="{key}">{p(runs="<w:r><w:footnoteRef/></w:r>" + run(text))}</w:footnote>'
                        for key, text in ((-1, "横线"), (1, " 指减负。"), (2, "指提质。")))  # fmt: skip
    endnotes = f'<w:endnote w:id="1">{p("见统计公报。") + p("第二段。")}</w:endnote>'
    custom = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = p(runs=run("双减") + reference("footnote", 1) + run("落实，") + custom + run("提质")) + p(
        runs=run("达标") + reference("endnote", 1) + reference("footnote", 1) + reference("footnote", 9)
    )
    assert lines_of(body, footnotes=footnotes, endnotes=endnotes) == [
        "双减落实，提质", "达标", "脚注：", "[1] 指减负。", "[2] 指提质。", "[3] 见统计公报。", "第二段。",
    ]  # fmt: skip


def test_marks_without_notes_leave_no_trace() -> None:
    assert lines_of(p(runs=run("甲") + reference("footnote", 1))) == ["甲"]


# --- tables -------------------------------------------------------------------------------------------------------

RESTARTS_LEFT, GOES_ON_LEFT = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
RESTARTS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'
TABLES = [
    ("rows", table(["序号", "任务"], ["1", "建校"]), ["序号|任务", "1|建校"]),
    ("a cell over columns", table(["项目", cell("指标", '<w:gridSpan w:val="2"/>')], ["学位", "5", "万个"]), ["项目|指标|", "学位|5|万个"]),
    ("a cell over a row", table(["项目", "指标"], [cell("一、教育", '<w:gridSpan w:val="2"/>')], ["学位", "5"]), ["项目|指标", "一、教育", "学位|5"]),
    ("a cell over rows", table([cell("教育局", RESTARTS), "建校"], [cell("", GOES_ON), "招生"], ["财政局", "拨款"]), ["教育局|建校", "〃|招生", "财政局|拨款"]),
    ("two merged cells below one another", table([cell("甲", RESTARTS), "1"], [cell("", GOES_ON), "2"], [cell("乙", RESTARTS), "3"], [cell("", GOES_ON), "4"]),
     ["甲|1", "〃|2", "乙|3", "〃|4"]),
    ("a cell that goes on from nothing", table([cell("甲", GOES_ON), "1"], ["乙", "2"]), ["甲|1", "乙|2"]),
    ("merged the old way", table([cell("指标", RESTARTS_LEFT), cell("", GOES_ON_LEFT), "单位"], ["学位", "5", "万个"]), ["指标||单位", "学位|5|万个"]),
    ("edges that miss one another by a hair", table(["序号", cell("任务", WIDE), "单位"], ["1", "建校", cell("教育局", WIDE)], widths=(800, 3000, 40, 3000)),
     ["序号|任务|单位", "1|建校|教育局"]),
    ("a column where no cell begins", table(["甲", cell("乙", WIDE)], ["丙", cell("丁", WIDE)], widths=(800, 900, 900)), ["甲|乙", "丙|丁"]),
    ("a narrow column of its own", table(["甲", "乙", "丙"], ["丁", "戊", "己"], widths=(800, 60, 900)), ["甲|乙|丙", "丁|戊|己"]),
    ("merged rows below edges that miss", table([cell("局", RESTARTS), cell("建校", WIDE), "2所"], [cell("", GOES_ON), "招生", cell("5万", WIDE)],
     widths=(800, 900, 30, 900)), ["局|建校|2所", "〃|招生|5万"]),
    ("a row that begins a hair later", table([cell("甲", WIDE), "乙"], row("丙", "丁", properties='<w:gridBefore w:val="1"/>'), widths=(20, 800, 900)),
     ["甲|乙", "丙|丁"]),
    ("a row that begins later", table(["甲", "乙"], row("丙", "丁", properties='<w:gridBefore w:val="1"/>')), ["甲|乙", "|丙|丁"]),
    ("several paragraphs in a cell", table(["任务", "措施"], ["建校", cell(content=p("选址") + p("开工"))]), ["任务|措施", "建校|选址开工"]),
    ("a row whose deletion is tracked", table(["甲", "乙"], row("丙", "丁", properties=f"<w:del {CHANGED}/>"), ["戊", "己"]), ["甲|乙", "戊|己"]),
    ("rows and cells in controls", table(control(row(control(cell("甲")), "乙")), ["丙", "丁"]), ["甲|乙", "丙|丁"]),
    ("a table in a table", table(["任务", "明细"], ["建校", cell(content=table(["小学", "2所"], ["中学", "1所"]) + p(""))]),
     ["任务|明细", "建校|小学｜2所中学｜1所"]),
    ("an empty row", table(["甲", "乙"], ["", ""], ["丙", "丁"]), ["甲|乙", "丙|丁"]),
    ("an empty table", "<w:tbl><w:tblPr/></w:tbl>" + p("甲"), ["甲"]),
    ("one cell around the text", table([cell(content=p("一、总则") + p("建校。") + table(["1", "2"], ["3", "4"]))]), ["一、总则", "建校。", "1|2", "3|4"]),
    ("one column", table([cell(content=p("一、总则") + p("建校。"))], ["二、保障"]), ["一、总则", "建校。", "二、保障"]),
    ("one cell that holds something", table(["", ""], ["", cell(content=p("一、总则") + p("建校。"))]), ["一、总则", "建校。"]),
    ("a head", table([cell("澜水市教育局", RESTARTS), "文件"]), ["澜水市教育局", "文件"]),
    ("a head of two issuers", table(["澜水市教育局", cell("文 件", RESTARTS)], ["澜水市财政局", cell("", GOES_ON)]), ["澜水市教育局", "文 件", "澜水市财政局"]),
    ("a list of files is no head", table(["名称", "文件"], ["要点", "澜教发〔2021〕3号"]), ["名称|文件", "要点|澜教发〔2021〕3号"]),
    ("a number and who signs", table(["澜教发〔2021〕3号", "签发人：李明"]), ["澜教发〔2021〕3号", "签发人：李明"]),
    ("an imprint", table([cell("抄送：市委办公室。", '<w:gridSpan w:val="2"/>')], ["澜水市教育局办公室", "2021年3月2日印发"]),
     ["抄送：市委办公室。", "澜水市教育局办公室", "2021年3月2日印发"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lines"), [pytest.param(body, lines, id=name) for name, body, lines in TABLES])
def test_tables(body: str, lines: list[str]) -> None:
    assert lines_of(body) == lines


# --- places, metadata, variants -----------------------------------------------------------------------------------


def test_places_name_paragraphs_and_rows() -> None:
    notes = f'<w:footnote w:id="1">{p("指减负。")}</w:footnote>'
    body = p("题目") + p("") + p(runs=run("双减") + reference("footnote", 1)) + table(["甲", "乙"], ["", ""], ["丙", "丁"]) + p("尾")
    reading = read_docx(made(body, footnotes=notes), "计划.docx", DEFAULT)
    ends = [place.start for place in reading.places[1:]] + [len(reading.text)]
    found = [(place.name, reading.text[place.start : end].strip()) for place, end in zip(reading.places, ends, strict=True)]
    assert found == [
        ("第1段", "题目"), ("第2段", "双减"), ("第1表第1行", "甲|乙"), ("第1表第3行", "丙|丁"), ("第3段", "尾"), ("脚注", "脚注："), ("脚注1", "[1] 指减负。"),
    ]  # fmt: skip


def test_an_extraction_knows_its_paragraph() -> None:
    document = pt.read(made(p("2021年工作要点") + p("一、教育") + p("新建学校2所。")), year=2021)
    assert [document.place_of(target) for target in document.targets] == ["第3段"]


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>工作要点</dc:title>'
    "<dc:subject>无</dc:subject><dc:creator>王</dc:creator><dcterms:created>2021-03-01T08:00:00Z</dcterms:created></cp:coreProperties>"
)


@pytest.mark.parametrize(
    ("core", "frame"),
    [
        (CORE, (("meta:title", "工作要点"), ("meta:creator", "王"), ("meta:created", "2021-03-01T08:00:00Z"))),
        (CORE.replace("工作要点", " "), (("meta:creator", "王"), ("meta:created", "2021-03-01T08:00:00Z"))),
        ("<broken", ()),
    ],
)
def test_metadata(core: str, frame: tuple[tuple[str, str], ...]) -> None:
    assert read_docx(made(p("甲"), parts={"docProps/core.xml": core}), "计划.docx", DEFAULT).frame == frame


def changed(data: bytes, old: str, new: str) -> bytes:
    """The same archive with a text exchanged in all its parts and their names."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name.replace(old, new): archive.read(name).replace(old.encode(), new.encode()) for name in archive.namelist()})


WHOLE = made(styled("文", "1") + p("甲"), styles=STYLES, numbering=STYLED)
STRICT = changed(
    changed(WHOLE, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/",
)  # fmt: skip


def without(data: bytes, *names: str) -> bytes:
    """The archive without some of its parts."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if name not in names})


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({**{one: archive.read(one) for one in archive.namelist()}, name: content})


VARIANTS = [
    ("as made", WHOLE, "一、文\n甲"),
    ("strict", STRICT, "一、文\n甲"),
    ("no package relations", without(WHOLE, "_rels/.rels"), "一、文\n甲"),
    ("no relations at all", without(WHOLE, "_rels/.rels", "word/_rels/document.xml.rels"), "一、文\n甲"),
    ("broken relations", with_part(WHOLE, "word/_rels/document.xml.rels", "<Rel"), "一、文\n甲"),
    ("no content types", without(WHOLE, "[Content_Types].xml"), "一、文\n甲"),
    ("no styles", without(WHOLE, "word/styles.xml"), "文\n甲"),
    ("no numbering", without(WHOLE, "word/numbering.xml"), "文\n甲"),
    ("names in other letters", changed(WHOLE, "word/styles.xml", "word/Styles.xml"), "一、文\n甲"),
    ("relations from the root", changed(WHOLE, 'Target="styles.xml"', 'Target="/word/styles.xml"'), "一、文\n甲"),
    ("a document with macros", changed(WHOLE, "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"), "一、文\n甲"),
]


@pytest.mark.parametrize(("data", "text"), [pytest.param(data, text, id=name) for name, data, text in VARIANTS])
def test_variants(data: bytes, text: str) -> None:
    assert read_source(data).text == text


BROKEN = [
    ("no main part", without(WHOLE, "word/document.xml"), "word/document.xml"),
    ("a main part cut off", with_part(WHOLE, "word/document.xml", "<w:document"), "word/document.xml"),
    ("no body", with_part(WHOLE, "word/document.xml", part("w:document", "")), "no body"),
    ("broken styles", with_part(WHOLE, "word/styles.xml", "<w:styles"), "word/styles.xml"),
    ("broken numbering", with_part(WHOLE, "word/numbering.xml", "x"), "word/numbering.xml"),
    ("no archive", b"PK\x03\x04", "broken"),
]


@pytest.mark.parametrize(("data", "named"), [pytest.param(data, named, id=name) for name, data, named in BROKEN])
def test_broken_files_name_what_is_broken(data: bytes, named: str) -> None:
    with pytest.raises(pt.BrokenFileError, match=named) as caught:
        text_of(data)
    assert "计划.docx" in str(caught.value)


PICTURE = "<w:r><w:drawing><a:graphic><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphic></w:drawing></w:r>"


def test_pictures_alone_are_a_scan() -> None:
    with pytest.raises(pt.ScannedDocumentError, match="OCR"):
        text_of(made(p(runs=PICTURE) * 3))
    assert text_of(made(p("甲", runs=PICTURE))) == "甲"
    with pytest.raises(pt.EmptyDocumentError):
        read_source(made(p("")))


CHUNK = '<w:altChunk r:id="rId8"/>'


@pytest.mark.parametrize(
    ("held", "line"),
    [
        ("二、保障\n加大投入。".encode(), "二、保障\n加大投入。"),
        (made(p("二、保障") + p("加大投入。")), "二、保障\n加大投入。"),
        (made(p("二、保障") + CHUNK), "二、保障\n〔此处插入的文件未能读出：不在文件中〕"),
        ("<html><body><p>二、保障</p><p>加大投入。</p></body></html>".encode(), "二、保障\n加大投入。"),
        (bytes(range(256)) * 8, "〔此处插入的文件未能读出：word/held.bin〕"),
        (None, "〔此处插入的文件未能读出：不在文件中〕"),
    ],
)
def test_inserted_files(held: bytes | None, line: str) -> None:
    relation = f'<Relationship Id="rId8" Type="{OFFICE}/aFChunk" Target="held.bin"/>'
    parts = {} if held is None else {"word/held.bin": held}
    assert text_of(made(p("一、教育") + CHUNK + p("尾"), parts=parts, relations=relation)) == f"一、教育\n{line}\n尾"


# --- the whole program --------------------------------------------------------------------------------------------


def test_an_official_document_as_a_word_processor_makes_it() -> None:
    head = alternative(f"<w:drawing>{BOX.format(HEAD)}</w:drawing>", f"<w:pict>{BOX.format(HEAD)}</w:pict>")
    body = (
        p(runs=f"<w:r>{head}</w:r>") + table(["澜教发〔2021〕3号", "签发人：李明"]) + p("澜水市教育局关于印发2021年工作要点的通知")
        + p("各县（区）教育局：") + p("现将《2021年工作要点》印发给你们，请认真贯彻执行。") + p("澜水市教育局") + p("2021年3月2日")
        + p("2021年工作要点") + listed("扩充资源") + listed("新建学校。新建学校2所，新增学位1200个。", 1) + listed("改造校舍5万平方米。", 1)
        + listed("提高质量") + p(runs=run("落实“双减”") + reference("footnote", 1) + run("，建成示范学校3所。"))
        + table([cell("抄送：市委办公室。", '<w:gridSpan w:val="2"/>')], ["澜水市教育局办公室", "2021年3月2日印发"])
    )  # fmt: skip
    notes = f'<w:footnote w:id="1">{p("“双减”指减轻负担，2020年减少作业30%。")}</w:footnote>'
    document = pt.read(made(body, numbering=OFFICIAL, footnotes=notes))
    assert document.metadata.document_number == "澜教发〔2021〕3号"
    assert str(document.metadata.signed) == "2021-03-02"
    assert [node.address for node in document.items] == ["一/（一）", "一/（二）", "二"]
    assert [document.text_of(target) for target in document.targets] == ["2所", "1200个", "5万平方米", "3所"]


# --- beside other programs ----------------------------------------------------------------------------------------


def test_differences_to_another_reading() -> None:
    assert difference("甲", "一、总则\n1|建校", "  一、 总则\n• 1\t建校").parted is None
    found = difference("甲", "一、总则\n建校", "二、总则\n建成校")
    assert (found.missing, found.more, found.parted, found.numbers) == ("二成", "一", 0, (("一、", "二、"),))


def test_a_comparison_without_other_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    (tmp_path / "a.docx").write_bytes(made(p("一、总则")))
    (tmp_path / "b.docx").write_bytes(b"PK")
    first, *others = report(tmp_path)
    assert first.startswith("2 files, ")
    assert [line.partition(" is")[0] for line in others] == ["LibreOffice: soffice", "pandoc: pandoc"]


# --- hostile ------------------------------------------------------------------------------------------------------


def nested(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + p("甲") + "</w:tc></w:tr></w:tbl>" * levels


HOSTILE = [
    ("tables nested as deep as XML may be", made(nested(80)), "甲"),
    ("two columns nested deep", made("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 60 + p("甲") + "</w:tc></w:tr></w:tbl>" * 60), "甲"),
    ("a very wide cell", made(table([cell("甲", '<w:gridSpan w:val="1000000000"/>'), "乙"], ["丙", "丁"])), None),
    ("a cell of no width", made(table([cell("甲", '<w:gridSpan w:val="-5"/>'), "乙"], ["丙", "丁"])), "甲|乙\n丙|丁"),
    ("a row that begins nowhere", made(table(row("甲", "乙", properties='<w:gridBefore w:val="-9"/>')) + p("尾")), "甲|乙\n尾"),
    ("a level that cannot be", made(listed("甲", 99999) + listed("乙", -1), numbering=OFFICIAL), "甲\n乙"),
    ("numbers of thousands of digits", made(listed("甲"), numbering=definition(0, [level(0, "%1、", start="9" * 6000)]) + use(1, 0)), "0、甲"),
    ("a start beyond all bounds", made(listed("甲"), numbering=definition(0, [level(0, "%1、", "lowerLetter")])
     + use(1, 0, RESTART.replace('"1"', f'"{10**9}"'))), "32767、甲"),
    ("styles based on one another", made(styled("甲", "1"), styles=style("1", based="2") + style("2", based="1")), "甲"),
    ("a style based on itself", made(styled("甲", "1"), styles=style("1", based="1")), "甲"),
    ("a list linked to itself", made(listed("甲"), styles=style("环", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering"),
     numbering=definition(0, [], '<w:numStyleLink w:val="环"/>') + use(1, 0)), "甲"),
    ("a long number", made(listed("甲"), numbering=definition(0, [level(0, "、" * 10**5)]) + use(1, 0)), "、" * 255 + "甲"),
    ("fields opened without end", made("".join(p(runs='<w:r><w:fldChar w:fldCharType="begin"/></w:r>') for _ in range(3000)) + p("甲")), "甲"),
    ("fields in a field", made(p(runs='<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>' * 8_000 + run("甲"))), "甲"),
    ("a long chain of styles", made("".join(styled("甲", str(i)) for i in range(3000)),
     styles="".join(style(str(i), based=str(i + 1)) for i in range(3000))), None),
    ("leaders without end", made(p("一、总则" + "." * 200_000 + "\t甲", '<w:pStyle w:val="T"/>'), styles=style("T", "toc 1")), None),
    ("controls nested deep", made("<w:sdt><w:sdtContent>" * 110 + p("甲") + "</w:sdtContent></w:sdt>" * 110), "甲"),
    ("alternatives in alternatives", made("<mc:AlternateContent><mc:Choice>" * 110 + p("甲") + "</mc:Choice></mc:AlternateContent>" * 110), "甲"),
    ("formulas nested deep", made(p(runs="<m:oMath>" + "<m:d><m:e>" * 110 + "<m:r><m:t>1</m:t></m:r>" + "</m:e></m:d>" * 110 + "</m:oMath>")), "1"),
    ("boxes in boxes", made("<w:p><w:r><w:txbxContent>" * 75 + p("甲") + "</w:txbxContent></w:r></w:p>" * 75), "甲"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text"), [pytest.param(data, text, id=name) for name, data, text in HOSTILE])
def test_hostile_files_are_read_in_bounded_time(data: bytes, text: str | None) -> None:
    start = time.process_time()
    found = text_of(data)
    assert time.process_time() - start < 2
    assert text is None or found.strip() == text


REFUSED = [
    ("tables nested without end", made(nested(10_000)), pt.BrokenFileError),
    ("an entity from outside", with_part(WHOLE, "word/document.xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///a">]><x>&e;</x>'), pt.HostileInputError),
    ("entities in the styles", with_part(WHOLE, "word/styles.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'), pt.HostileInputError),
    ("entities in an inserted file", made(CHUNK, relations=f'<Relationship Id="rId8" Type="{OFFICE}/aFChunk" Target="h.docx"/>', parts={
        "word/h.docx": with_part(WHOLE, "word/document.xml", b"<!DOCTYPE x><x/>")}), pt.HostileInputError),
    ("a zip bomb", with_part(WHOLE, "word/media/a.xml", b" " * (40 << 20)), pt.HostileInputError),
    ("a path out of the archive", with_part(WHOLE, "../word/a.xml", b"x"), pt.HostileInputError),
]  # fmt: skip


@pytest.mark.parametrize(("data", "error"), [pytest.param(data, error, id=name) for name, data, error in REFUSED])
def test_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"计划\.docx"):
        text_of(data)


def test_limits_hold_while_reading() -> None:
    with pytest.raises(pt.LimitError, match="characters"):
        read_docx(made(p("甲" * 50) * 50), "计划.docx", Limits(characters=1000))
    with pytest.raises(pt.LimitError, match="cells"):
        read_docx(made(table(*[["甲"] * 20] * 20)), "计划.docx", Limits(cells=100))


# --- properties ---------------------------------------------------------------------------------------------------

words = st.text(st.sampled_from("建设学校2021年万个，。、（）％ABc -"), min_size=1, max_size=20).map(str.strip).filter(bool)
grids = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=2, max_size=4))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(words, grids), min_size=1, max_size=6))
def test_what_another_program_writes_comes_back(blocks: list[str | list[list[str]]]) -> None:
    document = docx.Document()
    expected: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            expected.append(block)
        else:
            grid = document.add_table(rows=0, cols=len(block[0]))
            for row in block:
                for target, text in zip(grid.add_row().cells, row, strict=True):
                    target.text = text
            expected += ["|".join(row) for row in block]
    held = io.BytesIO()
    document.save(held)
    assert text_of(held.getvalue()).split("\n") == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_every_number_follows_the_one_before_on_its_level(levels: list[int]) -> None:
    numbering = definition(0, [level(at, "%" + str(at + 1) + "、") for at in range(5)]) + use(1, 0)
    printed = [int(line.partition("、")[0]) for line in lines_of("".join(listed("文", at) for at in levels), numbering=numbering)]
    last: dict[int, int] = {}
    for at, number in zip(levels, printed, strict=True):
        assert number == last.get(at, 0) + 1
        last = {outer: last.get(outer, 1) for outer in range(at)} | {at: number}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 10**6))
def test_a_damaged_file_is_read_or_refused(damage: bytes, place: int) -> None:
    data = bytearray(WHOLE)
    at = place % len(data)
    data[at : at + len(damage)] = damage
    try:
        assert isinstance(text_of(bytes(data)), str)
    except pt.PolicyTextError as error:
        assert "计划.docx" in str(error)
