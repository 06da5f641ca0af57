"""Messages of e-mail: what is read of them, what is refused, what is none."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

import policytext as pt
from policytext.reading.formats import format_of
from tests.forms import headed, mail

LINES = ("澜水市2021年教育工作要点", "一、扩充资源", "1.新建学校2所。")


def with_attachment(content: bytes, kind: str, name: str) -> bytes:
    message = headed(LINES[0])
    message.set_content("见附件。\n")
    message.add_attachment(content, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
    return message.as_bytes()


def test_the_subject_is_the_title_where_the_text_has_none() -> None:
    message = headed("转发：澜水市2021年教育工作要点")
    message.set_content("一、扩充资源\n1.新建学校2所。\n", charset="utf-8", cte="base64")
    document = pt.read(message.as_bytes())
    assert document.metadata.format == "mail"
    assert document.metadata.title is not None and "教育工作要点" in document.metadata.title
    assert [x.value.low for x in document.targets] == [2]  # type: ignore[union-attr]


def test_the_page_is_read_where_there_is_no_plain_text() -> None:
    message = headed(LINES[0])
    message.set_content("\n")
    message.add_alternative(f"<html><body>{''.join(f'<p>{x}</p>' for x in LINES)}</body></html>", subtype="html", charset="gb18030")
    document = pt.read(message.as_bytes())
    assert [x.number for x in document.nodes] == ["一", "1"] and [x.value.low for x in document.targets] == [2]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["要点.docx", "../../要点.docx", "要\n点.pdf"])
def test_attached_documents_are_named_and_not_passed_over(name: str) -> None:
    with pytest.raises(pt.UnsupportedFormatError, match="documents attached") as caught:
        pt.read(with_attachment(b"PK\x03\x04", "application/octet-stream", name.replace("\n", " ")))
    assert "\n" not in str(caught.value)


def test_a_picture_in_a_signature_is_no_document() -> None:
    message = EmailMessage()
    message.set_content("一、扩充资源\n1.新建学校2所。\n", charset="utf-8")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="标志.png")
    data = b"From: a@b.cn\r\nSubject: x\r\nTo: c@d.cn\r\n" + message.as_bytes()
    assert len(pt.read(data).targets) == 1


def test_a_message_without_text() -> None:
    message = headed("空")
    message.set_content("\n")
    with pytest.raises(pt.EmptyDocumentError, match="message without text"):
        pt.read(message.as_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "From: 教育局\n一、扩充资源\n1.新建学校2所。",
        "Subject: plan\n\nFrom the office: 新建学校2所。",
        "一、扩充资源\nFrom: a\nTo: b\nSubject: c\nDate: d\n",
        "Note: a\n\nFrom: a\nTo: b\nSubject: c\nDate: d\n",
    ],
)
def test_text_that_speaks_of_headers_is_text(text: str) -> None:
    found = format_of(text.encode())
    assert found is not None and found.name == "text"


def test_a_saved_page_stays_a_saved_page() -> None:
    from tests.forms import saved_page

    found, other = format_of(saved_page(LINES)), format_of(mail(LINES))
    assert found is not None and other is not None and (found.name, other.name) == ("mhtml", "mail")
