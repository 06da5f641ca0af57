"""Reading: encodings told from the bytes, formats told from the content, errors that say what to do."""

import io
import random
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


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
DECLARED = [
    "", "# -*- coding: utf-8 -*-\n", "# -*- coding: gbk -*-\n", '<?xml version="1.0" encoding="big5"?>\n', 'charset="iso-8859-1"\n',
]  # fmt: skip
OLD = "一、推動教育發展\r\n1.加快學校建設，完成投資1200萬元。\r\n"


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str, declared: str) -> None:
    assert decode((declared + TEXT).encode(encoding))[0] == declared + TEXT


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("encoding", [*ENCODINGS, "big5hkscs", "cp950"])
def test_encodings_of_traditional_text(encoding: str, declared: str) -> None:
    assert decode((declared + OLD).encode(encoding))[0] == declared + OLD


LYING = [(b"\xef\xbb\xbf", "gbk"), (b"\xff\xfe", "utf-8"), (b"\xfe\xff", "gbk"), (b"\xff\xfe", "utf-16-be"), (b"\xfe\xff", "utf-16-le")]


@pytest.mark.parametrize(("mark", "encoding"), LYING)
def test_a_mark_that_lies(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding))[0] == TEXT
    assert decode(mark + "规划".encode(encoding))[0] == "规划"


BOTH = "一、建设学校\n".encode()
MIXED = [
    ((TEXT * 3).encode() + TEXT.encode("gbk"), TEXT * 4, "utf-8+gb18030"), ((TEXT * 3).encode("gbk") + TEXT.encode(), TEXT * 4, "gb18030+utf-8"),
    (TEXT.encode()[:-5] + b"\xff" + TEXT.encode()[-4:], TEXT[:-3] + "\ufffd\ufffd。\n", "utf-8"),
    (TEXT.encode()[:-2], TEXT[:-2] + "\ufffd", "utf-8"), (TEXT.encode()[:-3], TEXT[:-2] + "\ufffd", "utf-8"),
    (BOTH[3:7] + b"\xe5" + BOTH[9:], "、\ufffd\ufffd设学校\n", "utf-8"),
    (BOTH + "设".encode()[1:] + BOTH, "一、建设学校\n\ufffd一、建设学校\n", "utf-8"),
    (TEXT.replace("，", "\x00，").encode(), TEXT.replace("，", "\x00，"), "utf-8"), (TEXT.encode("utf-16-le") + b"\x00", TEXT + "\ufffd", "utf-16-le"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "encoding"), MIXED)
def test_mixed_and_damaged(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_line_ends_stay(encoding: str, end: str) -> None:
    text = TEXT.replace("\n", end)
    assert read_source(text.encode(encoding)).text == text


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("建设学校一、。2所万元发展\n"), min_size=4, max_size=40), st.integers(0, 60), st.integers(0, 255))
def test_one_bad_byte_costs_one_line_at_most(text: str, at: int, byte: int) -> None:
    lines = ["今年全市新建学校，完成投资。"] * 4
    data = "\n".join([*lines, text.replace("\n", ""), *lines]).encode()
    place = len("\n".join(lines).encode()) + 1 + at % max(1, len(text.replace("\n", "").encode()))
    found = decode(data[:place] + bytes([byte]) + data[place + 1 :])[0]
    assert found.split("\n")[:4] == found.split("\n")[-4:] == lines


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [500, 20_000])
def test_noise_is_no_text(seed: int, size: int) -> None:
    with pytest.raises(pt.PolicyTextError):
        read_source(random.Random(seed).randbytes(size))


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
    ("https://lanshui.invalid/a", pt.FetchError), ("no such file", pt.SourceNotFoundError), ("bad\0name", pt.SourceNotFoundError),
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
