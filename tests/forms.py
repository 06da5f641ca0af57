"""One text in every form that a reader knows: what comes back must give the same records."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

from openpyxl import Workbook

from tests import made_docx, made_ofd, made_pdf

Form = Callable[[Sequence[str]], bytes]
_NUMBERS = "一二三四五六七八九十"
_PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_澜水市人民政府</title>
<script>var a = "<p>不是正文</p>";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zw/">政务公开</a> <a href="/hd/">互动交流</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">政务公开</a> &gt; <a href="/zw/wj/">文件</a></div>
<div class="content"><h1>{title}</h1><div class="tool">字体：大 中 小 打印本页 分享到：</div>
<div class="TRS_Editor">{body}</div></div>
<div class="foot">版权所有：澜水市人民政府办公室 备案号：澜ICP备00000001号</div></body></html>"""


def encoded(encoding: str, mark: bytes = b"") -> Form:
    """Plain text in one encoding, behind a byte order mark where one is given."""
    return lambda lines: mark + "\n".join(lines).encode(encoding)


def web_page(encoding: str, declared: str) -> Form:
    """A saved page, in one encoding and perhaps with another declared."""

    def make(lines: Sequence[str]) -> bytes:
        body = "".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>\n' for line in lines)
        return _PAGE.format(charset=declared, title=html.escape(lines[0]), body=body).encode(encoding)

    return make


def saved_page(lines: Sequence[str]) -> bytes:
    """A page saved with its parts."""
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content("page")
    message.clear_content()
    message.make_related()
    part = EmailMessage()
    part.set_content(web_page("utf-8", "utf-8")(lines).decode(), subtype="html", charset="utf-8", cte="quoted-printable")
    message.attach(part)
    return b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/a.html\r\n" + message.as_bytes()


def mail(lines: Sequence[str]) -> bytes:
    """A message with the text as a plain part, packed as base64."""
    message = headed(lines[0])
    message.set_content("\n".join(lines) + "\n", charset="gb18030", cte="base64")
    return message.as_bytes()


def mailed_page(lines: Sequence[str]) -> bytes:
    """A message with nothing but a web page."""
    message = headed(lines[0])
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    message.set_content(f"<html><body>{body}</body></html>", subtype="html", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def headed(title: str) -> EmailMessage:
    """An empty message with its headers."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = "office@example.cn", "list@example.cn", title, "Mon, 01 Mar 2021 09:00:00 +0800"
    return message


def word(lines: Sequence[str]) -> bytes:
    """A Word file, its numbers typed."""
    return made_docx.made("".join(made_docx.p(html.escape(line)) for line in lines))


def numbered_word(lines: Sequence[str]) -> bytes:
    """A Word file whose 一、 and 1. are made by automatic numbering, the items running on across the sections."""
    levels = [made_docx.level(0, "%1、", "chineseCounting"), made_docx.level(1, "%2.", "decimal", '<w:lvlRestart w:val="0"/>')]
    numbering = made_docx.definition(0, levels) + made_docx.use(1, 0)
    return made_docx.made("".join(map(_automatic, lines)), numbering=numbering)


def _automatic(line: str) -> str:
    for at, marker in enumerate((rf"[{_NUMBERS}]+、", r"[0-9]+\.(?![0-9])")):
        if found := re.match(marker, line):
            return made_docx.listed(html.escape(line[found.end() :]), at)
    return made_docx.p(html.escape(line))


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF, wrapped at 28 characters, with page numbers."""
    return made_pdf.made_plan(lines)


def headed_pdf(lines: Sequence[str]) -> bytes:
    """A PDF with a running head, justified lines and page numbers in mid-page."""
    return made_pdf.made_plan(lines, setting=made_pdf.Setting(head="澜水市人民政府公报 第{}页", justified=True, outer=False))


def ofd(lines: Sequence[str]) -> bytes:
    """An OFD file, wrapped, with page numbers."""
    return made_ofd.made(made_ofd.paragraphs(lines))


FORMS: dict[str, dict[str, Form]] = {
    "text": {
        "UTF-8": encoded("utf-8"), "UTF-8 with mark": encoded("utf-8-sig"), "UTF-16": encoded("utf-16"),
        "UTF-16-LE without mark": encoded("utf-16-le"), "UTF-16-BE": encoded("utf-16-be", b"\xfe\xff"),
        "GB18030": encoded("gb18030"),
    },
    "html": {
        "UTF-8": web_page("utf-8", "utf-8"), "GBK declared UTF-8": web_page("gb18030", "utf-8"),
        "UTF-8 declared GB2312": web_page("utf-8", "gb2312"),
    },
    "mhtml": {"quoted-printable": saved_page},
    "mail": {"plain, base64": mail, "web page, quoted-printable": mailed_page},
    "docx": {"typed numbers": word, "automatic numbers": numbered_word},
    "pdf": {"official layout": pdf, "running heads, justified": headed_pdf},
    "ofd": {"official layout": ofd},
}  # fmt: skip
"""The forms of a running text, by format."""


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """An Excel file with one sheet."""
    book, held = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(held)
    return held.getvalue()


def separated(rows: Sequence[Sequence[str]], encoding: str = "gb18030", delimiter: str = ",") -> bytes:
    """A CSV file."""
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue().encode(encoding)


def converted(data: bytes, suffix: str, program: str = "soffice") -> bytes:
    """A Word file turned into another format by LibreOffice, which must be installed."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{suffix}").read_bytes()


def office_is_here() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None

TABLE_TITLE = ("澜水市2021年教育重点任务分解表",)
TABLE = (
    ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "新建公办幼儿园10所，新增学位3000个", "市教育局", "市财政局、市住建局", "2021年12月底前"),
    ("2", "培训骨干教师500人次", "市教育局", "各县（区）人民政府", "2021年10月底前"),
    ("3", "校车运行率达到98%以上", "市交通局", "市公安局", "2021年8月底前"),
)
"""A task table, its title above it."""


def table_as_text(rows: Sequence[Sequence[str]] = TABLE) -> bytes:
    """The table as every reader hands it on: cells parted by bars."""
    return "\n".join([*TABLE_TITLE, *(" | ".join(row) for row in rows)]).encode()


def table_as_page(rows: Sequence[Sequence[str]] = TABLE) -> bytes:
    """The table in a saved page."""
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return _PAGE.format(charset="utf-8", title=TABLE_TITLE[0], body=f"<table>{body}</table>").encode()


def table_in_word(rows: Sequence[Sequence[str]] = TABLE) -> bytes:
    """The table in a Word file."""
    return made_docx.made(made_docx.p(TABLE_TITLE[0]) + made_docx.table(*rows))


def table_in_pdf(rows: Sequence[Sequence[str]] = TABLE) -> bytes:
    """The table in a PDF, ruled."""
    edges, tops = [50, 90, 270, 350, 450, 545], [150 + 40 * at for at in range(len(rows) + 1)]
    made = made_pdf.Made().centred(100, TABLE_TITLE[0], 18).grid(edges, tops)
    for top, row in zip(tops, rows, strict=False):
        for x, cell in zip(edges, row, strict=False):
            made.text(x + 4, top + 12, cell, 9)
    return made.done()


def table_in_ofd(rows: Sequence[Sequence[str]] = TABLE) -> bytes:
    """The table in an OFD file, ruled."""
    objects = [made_ofd.text(TABLE_TITLE[0], 60, 25), *made_ofd.table(rows, (10, 75, 22, 40, 38), top=40)]
    return made_ofd.made([made_ofd.page(objects)])


TABLES: dict[str, Callable[[], bytes]] = {
    "text": table_as_text, "html": table_as_page, "docx": table_in_word, "pdf": table_in_pdf, "ofd": table_in_ofd,
    "xlsx": lambda: workbook((TABLE_TITLE, *TABLE)), "csv": lambda: separated((TABLE_TITLE, *TABLE)),
}  # fmt: skip
"""The task table in every format."""
