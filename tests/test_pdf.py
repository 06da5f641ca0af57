"""PDF: made pages with all that offices, printers and scanners do to them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption

from policytext.model.errors import (
    BrokenFileError,
    HostileInputError,
    LimitError,
    MissingExtraError,
    ScannedDocumentError,
)
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.pdf import read_pdf
from tests.made_pdf import HEIGHT, WIDTH, Made, Setting, made_plan, width_of

LONG = "全市新建公办幼儿园二十所，新增学位五千个，完成老旧小区改造三十个，惠及居民一万二千户，"
BODY = [
    "一、总体要求",
    LONG * 3 + "确保年底前全部完工。",
    "（一）发展目标",
    LONG * 2 + "力争造林2.5万亩，2021年底前完成投资1200万元。",
    LONG * 4 + "由市教育局牵头。",
    "特此通知。",
]
PLACE = "澜水市"


def read(data: bytes, limits: Limits = DEFAULT) -> str:
    return read_pdf(data, "计划.pdf", limits).text


def drawn(*lines: tuple[float, float, str] | tuple[float, float, str, float]) -> bytes:
    made = Made()
    for line in lines:
        made.text(*line)
    return made.page().done()


@pytest.mark.parametrize(
    "setting",
    [
        Setting(),
        Setting(justified=True),
        Setting(keep_numbers=False),
        Setting(indent=0),
        Setting(columns=40, rows=30, size=12, leading=20),
        Setting(numbers="- {} -"),
        Setting(numbers="{}"),
        Setting(numbers="第{}页 共9页"),
        Setting(numbers="{}/9", outer=False),
        Setting(head="澜水市人民政府公报  2021年第3期"),
        Setting(head="澜水市人民政府公报  ·{}·", numbers=""),
    ],
    ids=lambda setting: f"{setting.columns}-{setting.numbers}-{setting.head}-{setting.justified}-{setting.indent}",
)
def test_set_text_comes_back(setting: Setting) -> None:
    title = ["澜水市人民政府办公室", "关于印发教育工作要点的通知"]
    paragraphs = [*BODY, *[f"第{at}段说明：{LONG * 3}请认真贯彻执行。" for at in range(12)]]
    assert read(made_plan(paragraphs, title, setting)).split("\n") == ["".join(title), *paragraphs]


@pytest.mark.parametrize(
    ("first", "second", "whole"), [("全年造林2.", "5万亩", "全年造林2.5万亩"), ("到20", "21年", "到2021年")]
)
def test_number_over_two_lines(first: str, second: str, whole: str) -> None:
    start = "推进生态建设，" * 10
    start = start[: 28 - len(first) + 1]
    x = 79 + 28 * 16 - width_of(start + first, 16)
    lines = [
        (x, 100, start + first),
        (79, 128, f"{second}{'推进生态建设' * 4}"[:28]),
        (79, 156, "推进生态建设" * 4),
        (79, 184, "完成。"),
    ]
    assert whole in read(drawn(*lines))


@pytest.mark.parametrize(
    ("text", "spread", "expected"),
    [
        ("工作要点", 20, "工作要点"),
        ("通知", 30, "通知"),
        ("implement smart city plans", 0, "implement smart city plans"),
        ("GDP增长8%以上", 0, "GDP增长8%以上"),
        ("第一章　总则", 0, "第一章 总则"),
    ],
)
def test_blanks(text: str, spread: float, expected: str) -> None:
    made = Made().text(150, 100, text, 22, spread=spread).text(79, 200, "各区人民政府：")
    assert read(made.page().done()).split("\n")[0] == expected


def test_lone_value_at_the_foot_stays() -> None:
    made = Made()
    for values in ("12", "47", "31"):
        made.text(79, 100, "全市主要指标如下，单位为万户：").text(250, 700, values).page()
    assert [line for line in read(made.done()).split("\n") if line.isdecimal()] == ["12", "47", "31"]


def test_page_numbers_at_the_same_place_go() -> None:
    made = Made()
    for number in (3, 4, 5):
        made.text(79, 100, f"第{number}部分内容如下。").text(250, 780, str(number)).page()
    assert read(made.done()).split("\n") == ["第3部分内容如下。", "第4部分内容如下。", "第5部分内容如下。"]


def test_sentence_runs_on_over_the_page() -> None:
    text = LONG * 30 + "完成。"
    reading = read_pdf(made_plan([text], setting=Setting(head="澜水市人民政府公报")), "计划.pdf", DEFAULT)
    assert reading.text == text
    assert [place.name for place in reading.places] == ["第1页", "第2页", "第3页"]
    assert reading.text[reading.places[1].start - 1 : reading.places[1].start + 1] in text


XS = (79, 139, 339, 439)


def table(made: Made, ys: tuple[float, ...], rows: list[list[str]]) -> Made:
    made.grid(XS, ys)
    for top, row in zip(ys, rows, strict=False):
        for x, cell in zip(XS, row, strict=False):
            for at, part in enumerate(cell.split("\n")):
                made.text(x + 4, top + 4 + at * 16, part, 12)
    return made


def test_ruled_table_stands_in_its_place() -> None:
    rows = [
        ["序号", "工作任务", "责任单位"],
        ["1", "新建公办幼儿园二\n十所", "市教育局"],
        ["2", "改造校舍", "市住建局"],
    ]
    made = Made().text(79, 80, "任务分解如下：")
    table(made, (120, 150, 200, 230), rows).text(79, 300, "请认真落实。")
    expected = [
        "任务分解如下：",
        "序号|工作任务|责任单位",
        "1|新建公办幼儿园二十所|市教育局",
        "2|改造校舍|市住建局",
        "请认真落实。",
    ]
    assert read(made.page().done()).split("\n") == expected


def test_merged_cells() -> None:
    made = Made()
    for y in (100, 160):
        made.line(79, y, 439, y)
    made.line(139, 130, 439, 130).line(79, 190, 439, 190)
    for x in (79, 439):
        made.line(x, 100, x, 190)
    made.line(139, 100, 139, 160).line(339, 100, 339, 160)
    made.text(83, 120, "教育", 12).text(143, 108, "建校", 12).text(343, 108, "教育局", 12)
    made.text(143, 138, "招生", 12).text(343, 138, "考试院", 12).text(200, 168, "二、卫生健康", 12)
    assert read(made.page().done()).split("\n") == ["教育|建校|教育局", "〃|招生|考试院", "二、卫生健康"]


def test_table_goes_on_over_the_page() -> None:
    head = ["序号", "工作任务", "责任单位"]
    made = Made()
    table(
        made, (600, 630, 680, 730), [head, ["1", "建校", "教育局"], ["2", "完成全市校舍安全排\n查并建立", "住建局"]]
    ).page()
    table(made, (80, 110, 150, 180), [head, ["", "隐患台账", ""], ["3", "招生", "考试院"]]).text(
        79, 300, "以上任务请落实。"
    )
    expected = [
        "序号|工作任务|责任单位",
        "1|建校|教育局",
        "2|完成全市校舍安全排查并建立隐患台账|住建局",
        "3|招生|考试院",
        "以上任务请落实。",
    ]
    assert read(made.page().done()).split("\n") == expected


def test_box_is_no_table() -> None:
    made = Made().text(83, 110, "专栏 教育重点工程").grid((79, 439), (100, 140))
    assert read(made.page().done()) == "专栏 教育重点工程"


def test_two_columns() -> None:
    made = Made().centred(60, "澜水市教育工作要点")
    left, right = ["甲" * 17 + "，"] * 6 + ["左栏结束。"], ["乙" * 17 + "，"] * 6 + ["右栏结束。"]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        made.text(79 + 24 * (not at), 120 + 20 * at, one[2 * (not at) :], 12).text(
            320 + 24 * (not at), 120 + 20 * at, other[2 * (not at) :], 12
        )
    expected = ["澜水市教育工作要点", "".join(left)[2:], "".join(right)[2:]]
    assert read(made.page().done()).split("\n") == expected


def test_footnotes_are_gathered() -> None:
    made = (
        Made()
        .text(111, 100, "全面建成县域医共体")
        .text(111 + 9 * 16, 98, "1", 8)
        .text(111 + 9 * 16 + 5, 100, "，覆盖全部乡镇。")
    )
    made.text(111, 128, "绿化面积一百m").text(111 + width_of("绿化面积一百m", 16), 126, "2", 8)
    made.line(79, 700, 220, 700).text(79, 706, "1", 6).text(
        85, 706, "县域医共体：县级医院与乡镇卫生院组成的共同体。", 10
    )
    expected = [
        "全面建成县域医共体，覆盖全部乡镇。",
        "绿化面积一百m²",
        "脚注：",
        "[1] 县域医共体：县级医院与乡镇卫生院组成的共同体。",
    ]
    assert read(made.page().done()).split("\n") == expected


def test_footnotes_without_a_rule() -> None:
    made = (
        Made()
        .text(111, 100, "全面建成县域医共体")
        .text(111 + 9 * 16, 98, "1", 8)
        .text(111 + 9 * 16 + 5, 100, "，覆盖全部乡镇。")
    )
    made.text(111, 128, "完善分级诊疗制度，推进家庭医生签约。")
    made.text(79, 706, "1", 6).text(85, 706, "县域医共体：县级医院与乡镇卫生院组成的共同体。", 10)
    expected = ["全面建成县域医共体，覆盖全部乡镇。", "完善分级诊疗制度，推进家庭医生签约。"]
    expected += ["脚注：", "[1] 县域医共体：县级医院与乡镇卫生院组成的共同体。"]
    assert read(made.page().done()).split("\n") == expected


def test_small_lines_without_marks_are_text() -> None:
    made = (
        Made()
        .text(111, 100, "全面建成县域医共体，覆盖全部乡镇和街道。")
        .text(79, 706, "3个部门参加，1个部门牵头。", 10)
    )
    assert read(made.page().done()).split("\n") == [
        "全面建成县域医共体，覆盖全部乡镇和街道。",
        "3个部门参加，1个部门牵头。",
    ]


def test_bold_by_printing_twice() -> None:
    made = Made().text(79, 100, "一、重点工作11项").text(79.4, 100, "一、重点工作11项").text(79, 200, "完成。")
    assert read(made.page().done()).split("\n")[0] == "一、重点工作11项"


@pytest.mark.parametrize("angle", [45, 30, -45])
def test_slanted_watermark(angle: float) -> None:
    made = Made()
    for number in "一二三":
        made.turned(200, 500, angle, "内部资料", 60).text(79, 100, f"{number}、加强领导").page()
    assert read(made.done()).split("\n") == ["一、加强领导", "二、加强领导", "三、加强领导"]


def test_upright_watermark() -> None:
    made = Made()
    for number in "一二三":
        made.text(150, 96, "征求意见", 40).text(79, 100, f"{number}、加强领导，全面落实{LONG}"[:28]).text(
            79, 128, "完成年度任务。"
        ).page()
    assert "征求" not in read(made.done())


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_page(angle: float) -> None:
    made = Made()
    for at, text in enumerate(("一、加强领导，落实责任。", "二、抓好督查。")):
        x, y = {90: (100 + 40 * at, 700), 180: (500, 700 - 40 * at), 270: (500 - 40 * at, 100)}[int(angle)]
        made.turned(x, y, angle, text)
    assert read(made.page().done()).split("\n") == ["一、加强领导，落实责任。", "二、抓好督查。"]


def test_turned_table() -> None:
    made = Made(size=(HEIGHT, WIDTH))
    table(made, (100, 130, 160), [["序号", "任务", "单位"], ["1", "建校", "教育局"]]).page(rotation=90)
    assert read(made.done()).split("\n") == ["序号|任务|单位", "1|建校|教育局"]


def test_scan_is_refused() -> None:
    with pytest.raises(ScannedDocumentError, match=r"2 pages.*OCR"):
        read(Made().picture().page().picture().page().done())


def test_scan_with_page_numbers_alone_is_refused() -> None:
    made = Made().picture().text(280, 790, "— 1 —", 12).page().picture().text(280, 790, "— 2 —", 12).page()
    with pytest.raises(ScannedDocumentError, match="2 pages"):
        read(made.done())


def test_page_that_is_a_picture_leaves_a_mark() -> None:
    made = Made().text(79, 100, "一、加强领导").page().picture().page().text(79, 100, "二、抓好落实").page()
    assert read(made.done()).split("\n") == ["一、加强领导", "□□□（第2页为图像，无文字层）", "二、抓好落实"]


def test_invisible_text_of_a_scan_is_read() -> None:
    made = Made().picture().text(79, 100, "一、加强领导", mode=3).page()
    assert read(made.done()) == "一、加强领导"


@pytest.mark.parametrize("password", ["", "秘密"])
def test_password(password: str) -> None:
    made = (
        Made(encrypt=StandardEncryption(password.encode("gbk").hex(), ownerPassword="owner"))
        .text(79, 100, "一、加强领导")
        .page()
        .done()
    )
    if not password:
        assert read(made) == "一、加强领导"
    else:
        with pytest.raises(BrokenFileError, match="password"):
            read(made)


WHOLE = drawn((79, 100, "一、加强领导"))


@pytest.mark.parametrize(
    "data",
    [WHOLE[: len(WHOLE) // 2], WHOLE[:-60], b"%PDF-1.4\n%%EOF\n", b"%PDF-1.7\n" + b"\x00\xff" * 500 + b"%%EOF"],
    ids=["half", "end missing", "nothing in it", "noise"],
)
def test_broken(data: bytes) -> None:
    with pytest.raises(BrokenFileError, match=r"计划\.pdf"):
        read(data)


@pytest.mark.parametrize("at", range(0, len(WHOLE), 97))
def test_one_byte_changed_never_crashes(at: int) -> None:
    with suppress(BrokenFileError, ScannedDocumentError):
        assert isinstance(read(WHOLE[:at] + b"\xff" + WHOLE[at + 1 :]), str)


@pytest.mark.parametrize("limits", [Limits(pages=2), Limits(characters=5), Limits(seconds=-1)])
def test_limits(limits: Limits) -> None:
    made = Made()
    for _ in range(3):
        made.text(79, 100, "一、加强领导，落实责任").page()
    with pytest.raises(LimitError):
        read(made.done(), limits)


def objects(*bodies: bytes) -> bytes:
    """A PDF written by hand: objects 1, 2, 3 …, the first of them the catalogue."""
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(bodies) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + end


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), keys, content)


CATALOGUE, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 5 0 R >> >> >>"
NAMELESS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+FS /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /ABCDEF+FS /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+FS /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
)


def test_glyphs_without_characters_are_seen() -> None:
    content = stream(b"BT /F 16 Tf 80 700 Td <00480049004A> Tj ET")
    assert read(objects(CATALOGUE, PAGES, PAGE, content, NAMELESS)) == "\ufffd" * 3


def test_drawing_that_draws_itself() -> None:
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    )
    with pytest.raises(HostileInputError, match=r"计划\.pdf"):
        read(objects(CATALOGUE, PAGES, PAGE, stream(b"/X Do"), form), Limits(seconds=2))


@pytest.mark.parametrize("kids", [b"[2 0 R 3 0 R]", b"[9 0 R]"])
def test_page_tree_that_leads_nowhere(kids: bytes) -> None:
    loop = b"<< /Type /Pages /Kids %b /Count 4 >>" % kids
    with pytest.raises(BrokenFileError):
        read(objects(CATALOGUE, loop, b"<< /Type /Pages /Kids [2 0 R] /Count 3 >>"))


def test_drawing_of_many_lines_is_no_table() -> None:
    content = b"".join(b"%d %d 20 10 re S\n" % (at % 500, at // 100) for at in range(20_000))
    with pytest.raises(ScannedDocumentError):
        read(objects(CATALOGUE, PAGES, PAGE, stream(content)))


def shapeless(content: str, characters: str, width: int = 1000, box: str = "0 0 0 0") -> bytes:
    """A PDF whose font has the extent `box` for every glyph: by default none, like a font that nobody has.

    The font is in the file, so that what is read is the same on every machine: code 1 is the first of `characters`.
    """
    codes = range(1, len(characters) + 1)
    names = " ".join(f"/g{code}" for code in codes)
    mapped = "\n".join(f"<{code:02x}> <{ord(c):04x}>" for code, c in zip(codes, characters, strict=True))
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 "
        f"/LastChar {len(characters)} /Widths [{f'{width} ' * len(characters)}] /Encoding << /Differences [1 {names}] >> "
        f"/CharProcs << {' '.join(f'/g{code} 6 0 R' for code in codes)} >> /ToUnicode 7 0 R >>"
    )
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len(characters)} beginbfchar {mapped} endbfchar"
    parts = (font.encode(), stream(f"{width} 0 {box} d1".encode()), stream(cmap.encode()))
    return objects(CATALOGUE, PAGES, PAGE, stream(content.encode()), *parts)


def shown(matrix: str, x: float, y: float, *codes: int) -> str:
    return f"BT /F 16 Tf {matrix} {x} {y} Tm <{bytes(codes).hex()}> Tj ET\n"


LEVEL = "1 0 0 1"
SAME = [1] * 25 + [2]


def test_glyphs_without_shapes_are_read_one_by_one() -> None:
    content = "".join(shown(LEVEL, 80 + 16 * at, 700, at + 1) for at in range(6))
    assert read(shapeless(content, "一、加强领导")) == "一、加强领导"


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_turned_line_without_shapes(matrix: str) -> None:
    assert read(shapeless(shown(matrix, 300, 400, *range(1, 7)), "一、加强领导")) == "一、加强领导"


@pytest.mark.parametrize("box", ["0 0 0 0", "0 -120 1000 880"])
def test_lines_that_say_the_same(box: str) -> None:
    """Ten lines of one text are ten; one printed twice is one."""
    content = "".join(shown(LEVEL, 80, 780 - 20 * at, *SAME) for at in range(10))
    text = read(shapeless(content + shown(LEVEL, 80.5, 780, *SAME), "甲。", box=box))
    assert (text.count("甲"), text.count("。")) == (250, 10)


@pytest.mark.skipif(not hasattr(raw, "FPDFTextObj_SetFontSize"), reason="pypdfium2 is older than 5.9")
@pytest.mark.parametrize("box", ["0 0 0 0", "0 -120 1000 880"])
def test_lines_that_say_the_same_askew(box: str) -> None:
    content = "".join(shown("0.9994 0.0349 -0.0349 0.9994", 80, 700 - 20 * at, *SAME) for at in range(10))
    text = read(shapeless(content, "甲。", box=box))
    assert (text.count("甲"), text.count("。")) == (250, 10)


def test_blank_shown_alone_is_a_blank() -> None:
    content = shown(LEVEL, 80, 700, 1, 2, 3) + shown("0.3 0 0 1", 128, 700, 4) + shown(LEVEL, 132.8, 700, 5, 6)
    assert read(shapeless(content, "第一章 总则")) == "第一章 总则"


def test_widths_of_the_file_not_of_the_shapes() -> None:
    """Between half-wide glyphs there are gaps, although their shapes are wide."""
    content = shown(LEVEL, 80, 700, 1) + shown(LEVEL, 80 + 1.4 * 16, 700, 2) + shown(LEVEL, 80 + 1.9 * 16, 700, 3)
    assert read(shapeless(content, "甲乙丙", width=500, box="0 0 1000 800")) == "甲 乙丙"


def unembedded() -> Iterator[bytes]:
    """Pages in fonts that are not in the file, set in the ways in which shapes could matter."""
    yield made_plan(BODY * 3, ["澜水市教育工作要点"], Setting(justified=True, numbers="{}"))
    made = Made()
    for at, c in enumerate("一、新建公办幼儿园20所，"):
        made.text(79 + 16 * at, 100, c)
    for at in range(6):
        made.text(79, 140 + 16 * at, "推" * 28).text(79, 300 + 20 * at, "甲" * 14, 12).text(
            320, 300 + 20 * at, "乙" * 14, 12
        )
    made.text(79, 500, "5").text(97, 500, "W").text(130, 500, "7.5%", 22).text(79, 560, "一").text(79, 600, "一一")
    yield made.page().done()
    for angle in (2, 90, 180, 270):
        made = Made()
        for at, text in enumerate(("督", "抓好督查。", "“抓好督查”5", "督")):
            made.turned(300 + 30 * at, 300 + 30 * at, angle, text)
        yield made.page().done()


WITHOUT_FONTS = """
import json, sys
import pypdfium2.raw as raw
from policytext.reading.limits import DEFAULT
from policytext.reading.pdf import read_pdf
raw.FPDF_DestroyLibrary()
nowhere = (raw.POINTER(raw.c_char) * 1)()
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=nowhere))
print(json.dumps([read_pdf(bytes.fromhex(data), "计划.pdf", DEFAULT).text for data in json.load(sys.stdin)]))
"""


def test_fonts_of_the_machine_change_nothing() -> None:
    """Another process in which PDFium finds no fonts reads the same."""
    made = list(unembedded())
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FONTS], input=json.dumps([data.hex() for data in made]), capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [read(data) for data in made]


def test_extra_that_is_missing(monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"policytext\[pdf\]"):
        read(WHOLE)
