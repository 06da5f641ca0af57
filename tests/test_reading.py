"""Reading: encodings told from the bytes, formats told from the content, errors that say what to do."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.reading import read_source
from policytext.reading.plain import decode

TEXT = "一、扩充资源\n1.加快建设。今年新建学校2所，完成投资1200万元。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0].lstrip("\ufeff") == TEXT


def test_rare_characters_of_gb18030() -> None:
    assert decode("𠀋村㐂镇".encode("gb18030")) == ("𠀋村㐂镇", "gb18030")


def test_a_lost_byte_is_kept_for_cleaning() -> None:
    data = "工作。科学精准做好".encode("gbk")
    text, _ = decode(data[:4] + data[5:])
    assert text.encode("gbk", errors="surrogateescape") == data[:4] + data[5:]


def test_a_few_bad_bytes_in_utf8_do_not_change_the_encoding() -> None:
    data = (TEXT * 20).encode() + b"\xe5\xbb"
    assert decode(data)[1] == "utf-8"


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    made = docx.Document()
    for line in TEXT.splitlines():
        made.add_paragraph(line)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "任务", "6月底前"
    path = tmp_path / "plan.txt"
    made.save(str(path))
    document = pt.read(path, year=2021)
    assert document.metadata.format == "docx"
    assert [document.text_of(x) for x in document.targets] == ["2所", "1200万元"]
    assert "任务|6月底前" in document.text


def test_a_file_object() -> None:
    assert read_source(io.BytesIO(TEXT.encode())).text == TEXT


def archive(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        target.writestr(name, "x")
    return held.getvalue()


BAD = [
    (b"", pt.EmptyDocumentError), (b"  \n\t", pt.EmptyDocumentError), (b"\xef\xbb\xbf", pt.EmptyDocumentError),
    (bytes(range(256)) * 8, pt.UnsupportedFormatError), (b"%PDF-1.7 ...", pt.UnsupportedFormatError),
    (b"PK\x03\x04broken", pt.UnsupportedFormatError), (archive("a.txt"), pt.UnsupportedFormatError),
    (archive("word/document.xml"), pt.UnsupportedFormatError), (b"\xff\xfd\xfb" * 300, pt.PolicyTextError),
    ("https://example.org/a", pt.UnsupportedFormatError), ("no such file", pt.SourceNotFoundError), ("bad\0name", pt.SourceNotFoundError),
]  # fmt: skip


@pytest.mark.parametrize(("source", "error"), BAD)
def test_bad_sources(source: str | bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r": |holds|is "):
        pt.read(source)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_typed_error(data: bytes) -> None:
    try:
        document = pt.read(data)
    except pt.PolicyTextError as error:
        assert ": " in str(error) or "holds" in str(error)
    else:
        assert all(record["text"] == document.text[record["start"] : record["end"]] for record in document.records())
