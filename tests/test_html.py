"""Web pages: the document without the page around it, whatever the site, the encoding and the markup."""

from __future__ import annotations

import re
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.model.errors import BrokenFileError, EmptyDocumentError, HostileInputError, LimitError, PolicyTextError
from policytext.reading import read_source
from policytext.reading.html import read_html, read_mhtml
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.page_chrome import is_button, is_end, is_furniture
from policytext.reading.page_frame import pairs_in
from policytext.reading.page_markup import marker, raised
from policytext.reading.reading import Reading

PAGES = Path(__file__).parent / "pages"
TITLE = "柏溪市教育局关于印发2021年工作要点的通知"
PLAN = (
    "各县（区）教育局，市直各学校：", "现将《2021年工作要点》印发给你们，请结合实际认真贯彻落实。", "柏溪市教育局", "2021年3月3日",
    "2021年工作要点", "一、扩大教育资源", "（一）新建、改扩建学校12所，新增学位1.5万个，缓解城区入学压力。",
    "（二）到2021年底，公办园在园幼儿占比达到55%以上，普惠性幼儿园覆盖率保持在85%以上。", "二、深化教育改革",
    "（三）推进集团化办学，组建教育集团8个，实现优质学校带动薄弱学校。", "附件：2021年重点任务分解表",
)  # fmt: skip
TASKS = (
    "序号|任务|责任单位|完成时限", "一、扩大教育资源", "1|新建、改扩建学校12所|市教育局|2021年12月", "2|新增学位1.5万个|〃|2021年9月",
)  # fmt: skip
SENTENCE = "坚持立德树人，全面提高教育质量，办好人民满意的教育。"


def read(page: str, encoding: str = "utf-8", limits: Limits = DEFAULT) -> Reading:
    return read_html(page.encode(encoding), "计划.html", limits)


def lines(page: str) -> list[str]:
    return [line.strip() for line in read(page).text.split("\n")]


@pytest.mark.parametrize(
    ("file", "format", "encoding", "text", "frame"),
    [
        ("portal.html", "html", "utf-8", (TITLE, *PLAN), {"来源": "柏溪市教育局网站", "时间": "2021-03-12 10:10", "meta:Keywords": "教育;工作要点"}),
        ("wcm.html", "html", "utf-8", (TITLE, *PLAN), {"信息来源": "柏溪市教育局", "meta:ArticleTitle": TITLE, "meta:PubDate": "2021-03-12 10:10"}),
        (
            "catalogue.html", "html", "utf-8", (TITLE, "柏教〔2021〕3号", *PLAN, *TASKS),
            {"索引号": "BX0001/2021-00012", "主题分类": "科技、教育", "标题": TITLE, "发文字号": "柏教〔2021〕3号", "有效性": "有效"},
        ),
        ("layout_gb2312.html", "html", "gb18030", (TITLE, *PLAN), {"作者": "办公室", "文章来源": "本站原创", "更新时间": "2021-3-12"}),
        ("modern.html", "html", "utf-8", (TITLE, *PLAN), {"索引号": "RG02/2021-3", "发布日期": "2021-03-12", "文号": "柏教〔2021〕3号"}),
        ("saved.html", "html", "utf-8", (TITLE, *PLAN), {"日期": "2021-03-12 10:10:20", "来源": "柏溪市教育局"}),
        ("saved.mht", "mhtml", "gb18030", (TITLE, *PLAN), {"日期": "2021-03-12 10:10:20", "来源": "柏溪市教育局"}),
    ],
)  # fmt: skip
def test_pages_of_sites(file: str, format: str, encoding: str, text: tuple[str, ...], frame: dict[str, str]) -> None:
    decoded = read_source(PAGES / file)
    assert [line.strip() for line in decoded.text.split("\n")] == list(text)
    assert (decoded.format, decoded.encoding) == (format, encoding)
    assert frame.items() <= dict(decoded.frame).items()


@pytest.mark.parametrize("file", ["portal.html", "catalogue.html", "modern.html"])
def test_places_name_the_line_of_the_file(file: str) -> None:
    decoded = read_source(PAGES / file)
    source = (PAGES / file).read_text(encoding="utf-8").split("\n")
    for place in decoded.places:
        line = decoded.text[place.start :].split("\n")[0].partition("|")[0].strip()
        row = int(re.findall("[0-9]+", place.name)[0])
        assert line[:4] in re.sub("<[^>]*>", "", "".join(source[row - 1 : row + 5])), place


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        ("gb2312", "utf-8", "utf-8"), ("utf-8", "gb18030", "gb18030"), ("gb2312", "gbk", "gb18030"), ("gb2312", "utf-8-sig", "utf-8-sig"),
        ("utf-8", "utf-16", "utf-16"), ("big5", "utf-8", "utf-8"), ("", "gb18030", "gb18030"),
    ],
)  # fmt: skip
def test_the_bytes_tell_the_encoding(declared: str, encoding: str, found: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><p>一、{SENTENCE}</p><p>二、落实镕基础工程</p></body></html>"
    reading = read(page, encoding)
    assert reading.text == f"一、{SENTENCE}\n二、落实镕基础工程"
    assert reading.encoding == found


def test_spaces_do_not_change_what_the_bytes_tell() -> None:
    assert read("<p>" + "\xa0" * 200_000 + f"</p><p>{SENTENCE}</p>").text == SENTENCE


def test_big5_is_read_where_it_is_declared() -> None:
    page = "<meta http-equiv='Content-Type' content='text/html; charset=big5'><p>一、擴大教育資源，新建學校十二所，提高品質。</p>"
    assert read(page, "big5").text == "一、擴大教育資源，新建學校十二所，提高品質。"


def test_lost_bytes_stay_for_cleaning() -> None:
    data = f"<p>一、{SENTENCE}</p>".encode("gbk")
    text = read_html(data.replace("质量".encode("gbk"), b"\xd6\xff\xc1\xbf"), "计划.html", DEFAULT).text
    assert text.startswith("一、坚持立德树人，全面提高教育") and text.endswith("办好人民满意的教育。")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>（<span>三</span>）加强<b>领</b>导</p>", ["（三）加强领导"]),
        ("<p>新建\n    学校12所</p>", ["新建学校12所"]),
        ("一、建设<br>二、改革<br/><br/>三、开放", ["一、建设", "二、改革", "三、开放"]),
        ("<p>用地<i>5万</i>m<sup>2</sup>，一网通办<sup>1</sup>，PM<sub>2.5</sub></p>", ["用地5万m²，一网通办[1]，PM2.5"]),
        ("<p>10<sup>4</sup>千瓦<sup>[2]</sup></p>", ["10⁴千瓦[2]"]),
        ("<ol><li>建设</li><li>改革</li></ol>", ["1.建设", "2.改革"]),
        ("<ol start=3><li>建设<li value=7>改革<li>开放</ol>", ["3.建设", "7.改革", "8.开放"]),
        ("<ol reversed><li>建设<li>改革</ol>", ["2.建设", "1.改革"]),
        ("<ol type=A><li>建设<li>改革</ol>", ["A.建设", "B.改革"]),
        ("<ol type=i><li><p>建设</p><p>第二段</p><li>改革</ol>", ["i.建设", "第二段", "ii.改革"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>建设<li>改革</ol>", ["一、建设", "二、改革"]),
        ("<ol style='list-style:none'><li>建设</ol>", ["建设"]),
        ("<ol><li>1.建设<li>（二）改革</ol>", ["1.建设", "（二）改革"]),
        ("<ol><li>2021年建成12所</ol>", ["1、2021年建成12所"]),
        ("<ol><li>建设<ul><li>学校</ul><li>改革</ol>", ["1.建设", "学校", "2.改革"]),
        ("<p>甲&nbsp;乙&ensp丙&#x4E01;&bogus;</p>", ["甲\xa0乙\u2002丙丁&bogus;"]),
        ("<p>&amp;ldquo;十四五&amp;rdquo;规划</p>", ["“十四五”规划"]),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", ["<script>alert(1)</script>"]),
        ("<p>建设<!-- 注释 -->学校<?php x ?>12所</p>", ["建设学校12所"]),
        ("<p>建设</p><script>x</script><style>y</style><noscript>z</noscript><template>w</template>改革", ["建设", "改革"]),
        ("<p>建设<span style='display: none'>水印</span>学校<em hidden>密</em></p>", ["建设学校"]),
        ("<p>1.<span style='display:block'>建设</span>改革</p>", ["1.", "建设", "改革"]),
        ("<form><p>建设</p><input value=搜索><select><option>一</select><button>交</button></form>", ["建设"]),
        ("<ruby>教<rt>jiào</rt></ruby>育强国", ["教育强国"]),
        ("<pre>一、建设\n二、改革</pre>", ["一、建设", "二、改革"]),
        ("<p><![if !supportLists]>1.<![endif]>建设<o:p></o:p></p>", ["1.建设"]),
        ("<p>建设<img src=a.gif alt=图片>学校</p>", ["建设学校"]),
        ("<p>加强\x00领导</p>\x00<p>建设\x07学校</p>", ["加强领导", "建设学校"]),
    ],
)  # fmt: skip
def test_markup_as_a_browser_shows_it(markup: str, text: list[str]) -> None:
    assert lines(markup) == text


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th>任务<th>单位<tr><td>建校<td>市教育局", ["任务|单位", "建校|市教育局"]),
        ("<caption>分解表</caption><tr><td>任务<td>单位<tr><td>建校<td>甲", ["分解表", "任务|单位", "建校|甲"]),
        ("<tr><td colspan=2>一、教育<tr><td rowspan=2>建校<td>甲<tr><td>乙", ["一、教育", "建校|甲", "〃|乙"]),
        ("<tr><td rowspan=0>建校<td>甲<tr><td>乙", ["建校|甲", "〃|乙"]),
        ("<tr><td colspan=1000000000 rowspan=1000000000>甲<td>丙<tr><td>丁", ["甲||丙", "〃|〃|丁"]),
        ("<tr><td>一、建设</td></tr><tr><td>二、改革</td></tr>", ["一、建设", "二、改革"]),
        ("<tr><td><p>一、建设</p><p>二、改革</p></td></tr>", ["一、建设", "二、改革"]),
        ("<tr><td>左<td><table><tr><td>任务<td>单位<tr><td>建校<td>甲</table>", ["左", "任务|单位", "建校|甲"]),
        ("<tr>散<td>任务<td>单位<tr><td>建校<td>甲", ["散", "任务", "单位", "建校", "甲"]),
        ("<tr><td>责任部门<td>市教育局<tr><td>名称<td>建校", ["责任部门|市教育局", "名称|建校"]),
        ("<tr><td>文号<td>标题<td>成文日期<tr><td>柏教1号<td>甲<td>2021年", ["文号|标题|成文日期", "柏教1号|甲|2021年"]),
    ],
)  # fmt: skip
def test_tables(table: str, text: list[str]) -> None:
    assert lines(f"<table>{table}</table>") == text


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>索 引 号：</td><td>K1/2021-3</td></tr><tr><td>发布机构：</td><td>柏溪市教育局</td></tr></table>",
        "<table><tr><td>索引号：K1/2021-3</td><td>发布机构：柏溪市教育局</td></tr></table>",
        "<dl><dt>索引号</dt><dd>K1/2021-3</dd><dt>发布机构</dt><dd>柏溪市教育局</dd></dl>",
        "<ul><li><b>索引号：</b>K1/2021-3</li><li><b>发布机构：</b>柏溪市教育局</li></ul>",
        "<div><span>【索引号】：</span><span>K1/2021-3</span>　<span>发布机构：</span><span>柏溪市教育局</span></div>",
        "<div><div>索引号：</div><div>K1/2021-3</div><div>发布机构：</div><div>柏溪市教育局</div></div>",
    ],
)
@pytest.mark.parametrize(
    "place", ["{frame}<div id=zoom>{text}</div>", "<div id=zoom>{frame}{text}</div>", "{frame}{text}"]
)
def test_frames_become_pairs_and_leave_the_text(frame: str, place: str) -> None:
    text = f"<p>一、{SENTENCE}</p><p>二、{SENTENCE}</p>"
    reading = read(place.format(frame=frame, text=text))
    assert dict(reading.frame) == {"索引号": "K1/2021-3", "发布机构": "柏溪市教育局"}
    assert reading.text == f"一、{SENTENCE}\n二、{SENTENCE}"


def test_labels_under_the_items_of_a_plan_are_text() -> None:
    plan = [
        "一、扩大教育资源",
        "责任部门：市教育局",
        "时间：2021年12月",
        f"二、{SENTENCE}",
        "主办单位：省教育厅，各县区人民政府",
        "责任部门：市教育局",
    ]
    assert lines("".join(f"<p>{line}</p>" for line in plan)) == plan


@pytest.mark.parametrize(
    ("line", "button", "furniture", "end"),
    [
        ("【打印本页】　【关闭窗口】", True, True, False), ("当前位置：首页 > 政务公开", False, True, False), ("大 中 小", False, True, False),
        ("字体：[大 中 小]", False, True, False), ("扫一扫在手机打开当前页", True, True, False), ("责任编辑：张某", False, True, False),
        ("浙ICP备00000001号", False, True, False), ("2021-03-12 10:10:20", False, True, False), ("2021年3月3日", False, False, False),
        ("上一篇：没有了", False, False, True), ("相关链接：", False, False, True), ("返回首页" * 70, False, True, False),
        ("返回首页" * 70 + "的", False, False, False),
        ("（三）落实ICP备案和公网安备要求", False, False, False), ("健全网站标识码管理，落实版权所有者责任。", False, False, False),
        ("打印本页的规定由市政府制定", False, False, False),
        ("主办单位：省教育厅", False, False, False), ("一、加强领导", False, False, False), ("。", False, False, False), ("关闭落后煤矿", False, False, False),
    ],
)  # fmt: skip
def test_furniture(line: str, button: bool, furniture: bool, end: bool) -> None:
    assert (is_button(line), is_furniture(line), is_end(line)) == (button, furniture, end)


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("来源：柏溪日报 发布时间：2021-03-12 10:10", (("来源", "柏溪日报"), ("发布时间", "2021-03-12 10:10"))),
        ("【文　　号】：柏教〔2021〕3号", (("文号", "柏教〔2021〕3号"),)),
        ("本市信息来源：柏溪日报", ()), ("总体要求：坚持立德树人", ()), ("索引号" + "：" + "长" * 300, ()),
    ],
)  # fmt: skip
def test_pairs(line: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert pairs_in(line) == pairs


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("<meta name='ArticleTitle' content='2021年工作要点'>", "2021年工作要点"),
        ("<title>2021年工作要点_柏溪市教育局</title>", "2021年工作要点"),
        ("<title>柏溪市人民政府门户网站</title>", f"一、{SENTENCE}"),
        ("</head><body><div class=top><h1>2021年<br>工作要点</h1></div>", "2021年工作要点"),
        ("</head><body><div class='article-title'>2021年工作要点</div>", "2021年工作要点"),
    ],
)
def test_the_title_is_the_first_line(head: str, first: str) -> None:
    assert lines(f"<html><head>{head}<div id=zoom><p>一、{SENTENCE}</p></div>")[0] == first


def test_a_title_that_is_there_is_not_repeated() -> None:
    page = f"<h1>柏溪市教育局 2021年工作要点</h1><div id=zoom><p>柏溪市教育局</p><p>2021年工作要点</p><p>{SENTENCE}</p></div>"
    assert lines(page) == ["柏溪市教育局", "2021年工作要点", SENTENCE]


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<html><body><div id=app></div><script src=app.js></script></body></html>", "script"),
        ("<html><head><meta http-equiv=refresh content='0;url=a.html'></head><body></body></html>", "loaded"),
        ("<html><body><noscript>请启用JavaScript</noscript><script>x</script></body></html>", "script"),
        ("<html><body><p>正在跳转，请稍候…</p></body></html>", "loaded"),
        ("<html><body><form>用户名<input><br>密码<input type=password></form></body></html>", "login"),
        ("<html><frameset><frame src=a.html></frameset></html>", "frame"),
        ("<html><body><img src=scan.jpg></body></html>", "OCR"),
        (
            "<html><body><ul>"
            + "".join(f"<li><a href={n}>关于做好第{n}项工作的通知</a>" for n in range(30))
            + "</ul></body></html>",
            "links",
        ),
    ],
)
def test_pages_without_a_document_say_what_they_are(page: str, word: str) -> None:
    with pytest.raises(EmptyDocumentError, match=word):
        read(page)


def test_text_that_a_script_shows_is_read() -> None:
    assert lines(f"<body><div>首页</div><div style='display:none'>{f'<p>{SENTENCE}</p>' * 20}</div>") == [SENTENCE] * 20


def test_an_element_named_as_furniture_may_hold_the_text() -> None:
    assert lines(f"<div class='nav main'><p>一、{SENTENCE}</p><p>二、{SENTENCE}</p></div>") == [
        f"一、{SENTENCE}",
        f"二、{SENTENCE}",
    ]


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("<div>" * 100_000 + SENTENCE, LimitError),
        ("<table><tr><td>" * 100_000 + SENTENCE, LimitError),
        ("<table>" + "<tr><td rowspan=9999>甲<td>乙" * 3000 + "</table>", LimitError),
    ],
)
def test_hostile_pages_are_refused_by_name(page: str, error: type[PolicyTextError]) -> None:
    with pytest.raises(error):
        read(page)


def test_text_below_the_parsers_depth_is_never_lost_in_silence() -> None:
    with pytest.raises(HostileInputError, match="2000"):
        read("<div>" * 5000 + SENTENCE, limits=Limits(depth=10_000))


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{SENTENCE}</p>" + "</div>" * 200_000, "<" * 200_000 + f"<p>{SENTENCE}</p>", f"<p>{SENTENCE}</p><!-- " + "x" * 200_000,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + f">{SENTENCE}</p>", f"<p>{SENTENCE}" + " " * 500_000 + "</p>",
        f"<p>{SENTENCE}</p>" + "<br>" * 50_000, f"<!DOCTYPE a [<!ENTITY b 'bb'>]><p>{SENTENCE}</p>", f"<p>{SENTENCE}</p><script>" + "x" * 100_000,
        "\n" * 70_000 + f"<p>{SENTENCE}</p>",
    ],
)  # fmt: skip
def test_hostile_pages_end_soon(page: str) -> None:
    start = time.perf_counter()
    assert SENTENCE in read(page).text
    assert time.perf_counter() - start < 5


def test_style_that_is_never_closed_nests_nothing() -> None:
    assert lines(f"<p><font size=3>{SENTENCE}" * 400) == [SENTENCE] * 400


def test_lines_beyond_the_parsers_count_are_named_so() -> None:
    assert read("\n" * 70_000 + f"<p>{SENTENCE}</p>").places[0].name == "第65535行以后"


MESSAGE = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n{part}\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("part", "error"),
    [
        ("Content-Type: text/css\r\n\r\np {}", BrokenFileError),
        ("Content-Type: text/html\r\n\r\n<script>x</script>", EmptyDocumentError),
        ("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!", EmptyDocumentError),
    ],
)
def test_messages_without_a_page(part: str, error: type[PolicyTextError]) -> None:
    with pytest.raises(error):
        read_mhtml(MESSAGE.format(part=part).encode(), "计划.mht", DEFAULT)


def test_a_message_nested_without_end() -> None:
    nested = "".join(f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000))
    with pytest.raises(PolicyTextError):
        read_mhtml(f"MIME-Version: 1.0\r\n{nested}".encode(), "计划.mht", DEFAULT)


PARAGRAPHS = st.lists(
    st.text("教育工作建设改革发展提高质量", min_size=20, max_size=60), min_size=3, max_size=12, unique=True
)
WRAPS = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>", "<p><span>{}</span></p>", "<div><font>{}", "<section><p>{}</p></section>", "<p>{}", "<br>{}<br>",
     "<blockquote>{}</blockquote>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</ul>", "<h3>{}</h3>", "<div><div><p>{}</div></div>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS, st.data())
def test_every_paragraph_is_kept_once_and_in_order(texts: list[str], data: st.DataObject) -> None:
    plan = [f"{text[:10]}，{text[10:]}。" for text in texts]
    body = "".join(data.draw(WRAPS).format(escape(text)) for text in plan)
    around = data.draw(
        st.sampled_from(
            ["{}", "<div id=zoom>{}</div>", "<div class=nav><a href=a>首页</a></div>{}<p>责任编辑：张某</p>"]
        )
    )
    assert lines(around.format(body)) == plan


TAGS = st.sampled_from("div p span table tr td ul ol li a b br pre sup h1 nav footer script form font dl dt dd".split())
MARKUP = st.lists(st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.text(max_size=12)), max_size=60).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_any_markup_is_read_or_refused_by_name(markup: str) -> None:
    try:
        reading = read_html(f"<html>{markup}".encode(errors="replace"), "计划.html", DEFAULT)
    except PolicyTextError:
        return
    assert reading.text
    assert [place.start for place in reading.places] == sorted({place.start for place in reading.places})
    assert all(place.start <= len(reading.text) for place in reading.places)


@given(st.integers(-9999, 9999), st.sampled_from("1aAiI一"))
def test_markers_end_in_a_mark(number: int, kind: str) -> None:
    assert marker(number, kind, "建设").endswith((".", "、"))


@given(st.text(max_size=8), st.text(max_size=8))
def test_raised_text_is_never_lost(digits: str, before: str) -> None:
    assert bool(raised(digits, before)) == bool(digits.strip())


NOTES = """<html><body><h1>澜水市2021年工作要点</h1><div id=zoom>
<p>一、以2020年为基期<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>，新建学校2所。</p><p>二、培训教师300人。</p></div>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1">[1]</a>见统计公报。</p>
</div></div></body></html>"""


def test_footnotes_of_a_page_saved_by_word_follow_its_text() -> None:
    text = read_html(NOTES.encode(), "计划.html", DEFAULT).text
    assert text.split("\n") == [
        "澜水市2021年工作要点", "一、以2020年为基期，新建学校2所。", "二、培训教师300人。", "脚注：", "[1] 见统计公报。",
    ]  # fmt: skip


def test_an_element_named_for_the_time_of_publication_gives_it() -> None:
    page = "<h1>澜水市2021年工作要点</h1><em id=publish_time>2021-02-20 18:30</em><div id=js_content><p>一、建校。</div>"
    assert ("meta:PubDate", "2021-02-20 18:30") in read_html(page.encode(), "计划.html", DEFAULT).frame


@pytest.mark.parametrize("blank", ["&nbsp;", "　", " ", "\t"])
def test_thousands_of_blanks_cost_nothing(blank: str) -> None:
    page = "<p>" + blank * 20_000 + "一、建校：新建学校2所。</p>"
    start = time.process_time()
    assert "新建学校2所" in read_html(page.encode(), "计划.html", DEFAULT).text
    assert time.process_time() - start < 3
