"""Files made to harm or to mislead: each is read as what it is, or refused with an error that says why, in little time."""

from __future__ import annotations

import gzip
import io
import os
import random
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from policytext.model.errors import (
    BrokenFileError,
    EmptyDocumentError,
    HostileInputError,
    LimitError,
    SourceNotFoundError,
    UnsupportedFormatError,
)
from policytext.reading.archive import Archive, check_markup
from policytext.reading.formats import FORMATS, Format, format_of
from policytext.reading.limits import Limits
from policytext.reading.source import read_source
from policytext.reading.xml import xml_root
from tests import fuzz

TEXT = "澜水市2021年工作要点\n一、新建学校2所。\n二、改造校舍5间。\n"
SMALL = Limits(bytes=4 << 20, unpacked=8 << 20, members=100)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}
SPECIMEN: dict[str, bytes] = {}


@pytest.fixture(scope="module", autouse=True)
def made_specimens() -> None:
    SPECIMEN.update({name: fuzz.specimens(name)[0] for name in MAIN})


def rewritten(name: str, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound file of a format with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(SPECIMEN[name])) as archive:
        parts = {x: archive.read(x) for x in archive.namelist()}
    change(parts)
    return zipped(parts, method)


def bomb(name: str) -> bytes:
    """A part that unpacks to 6 MB of blanks."""
    return rewritten(name, lambda parts: parts.update({MAIN[name]: parts[MAIN[name]] + b" " * (6 << 20)}))


def large(name: str) -> bytes:
    """Parts that are each in order and too much together."""
    chance = random.Random(1)
    return rewritten(name, lambda parts: parts.update({f"a{x}.bin": chance.randbytes(1000) * 900 for x in range(12)}))


def crowded(name: str) -> bytes:
    return rewritten(name, lambda parts: parts.update({f"a{x}": b"" for x in range(200)}))


def climbing(name: str) -> bytes:
    return rewritten(name, lambda parts: parts.update({"../../a.xml": b"<a/>"}))


def absolute(name: str) -> bytes:
    return rewritten(name, lambda parts: parts.update({"/a.xml": b"<a/>"}))


def laughing(name: str) -> bytes:
    """Entities that grow tenfold with every step."""
    steps = "".join(f'<!ENTITY a{x} "{f"&a{x - 1};" * 10}">' for x in range(1, 12))
    entities = f'<!DOCTYPE a [<!ENTITY a0 "哈">{steps}]>'.encode()
    return rewritten(name, lambda parts: parts.update({MAIN[name]: after_declaration(parts[MAIN[name]], entities)}))


def outward(name: str) -> bytes:
    """A document type that names a file of the machine."""
    outside = b'<!DOCTYPE a SYSTEM "file:///etc/hostname">'
    return rewritten(name, lambda parts: parts.update({MAIN[name]: after_declaration(parts[MAIN[name]], outside)}))


def after_declaration(markup: bytes, more: bytes) -> bytes:
    end = markup.index(b"?>") + 2 if markup.startswith(b"<?xml") else 0
    return markup[:end] + more + markup[end:]


def disguised(name: str) -> bytes:
    """Markup in an encoding in which no search for a document type finds it."""
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>'
    return rewritten(name, lambda parts: parts.update({MAIN[name]: hidden}))


def deep(name: str) -> bytes:
    return rewritten(name, lambda parts: parts.update({MAIN[name]: b"<a>" * 50_000 + b"</a>" * 50_000}))


def wide(name: str) -> bytes:
    """An attribute of two million characters on an element that is not known."""
    return rewritten(name, lambda parts: parts.update({MAIN[name]: b'<a b="' + random.Random(2).randbytes(10**6).hex().encode() + b'"/>'}))


def encrypted(name: str) -> bytes:
    """Every entry says that it is encrypted."""
    data = bytearray(SPECIMEN[name])
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def overlapping(name: str) -> bytes:
    """Two entries of the list that point to the same bytes."""
    data = SPECIMEN[name]
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    first = data[start : start + 46 + sum(struct.unpack("<HHH", data[start + 28 : start + 34]))]
    again = first.replace(first[46:50], b"copy", 1)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + len(again), start, 0)
    return data[:end] + again + tail


def twofold(name: str) -> bytes:
    """One name twice, so that two readers may see two documents."""
    held = io.BytesIO(SPECIMEN[name])
    with pytest.warns(UserWarning), zipfile.ZipFile(held, "a") as archive:
        archive.writestr(MAIN[name], b"<other/>")
    return held.getvalue()


def lying(name: str) -> bytes:
    """A list that states another size than the entry has."""
    data = bytearray(SPECIMEN[name])
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def cut(name: str) -> bytes:
    return SPECIMEN[name][: len(SPECIMEN[name]) // 2]


def unusual(name: str) -> bytes:
    return rewritten(name, lambda _: None, zipfile.ZIP_LZMA)


ATTACKS: list[tuple[Callable[[str], bytes], tuple[type[Exception], ...]]] = [
    (bomb, (HostileInputError,)), (large, (LimitError,)), (crowded, (LimitError,)), (climbing, (HostileInputError,)),
    (absolute, (HostileInputError,)), (laughing, (HostileInputError,)), (outward, (HostileInputError,)),
    (disguised, (BrokenFileError,)), (deep, (BrokenFileError, LimitError, HostileInputError)), (wide, (BrokenFileError, EmptyDocumentError)),
    (encrypted, (BrokenFileError,)), (overlapping, (HostileInputError, BrokenFileError)), (twofold, (HostileInputError,)),
    (lying, (BrokenFileError,)), (cut, (UnsupportedFormatError,)), (unusual, (BrokenFileError,)),
]  # fmt: skip


@pytest.mark.parametrize("name", MAIN)
@pytest.mark.parametrize(("attack", "errors"), ATTACKS, ids=[x.__name__ for x, _ in ATTACKS])
def test_attacks_on_archives(name: str, attack: Callable[[str], bytes], errors: tuple[type[Exception], ...]) -> None:
    data, started = attack(name), time.monotonic()
    with pytest.raises(errors, match=": "):
        read_source(data, limits=SMALL)
    assert time.monotonic() - started < 5


def test_a_list_of_a_million_files_is_counted_before_it_is_made() -> None:
    started = time.monotonic()
    with pytest.raises(LimitError, match="members"):
        read_source(b"PK\x03\x04" + (b"PK\x01\x02" + bytes(50)) * 200_000)
    assert time.monotonic() - started < 2


def test_a_part_twice_with_the_same_content_is_no_attack() -> None:
    held = io.BytesIO(zipped({"a.xml": b"<a/>"}))
    with pytest.warns(UserWarning), zipfile.ZipFile(held, "a") as archive:
        archive.writestr("a.xml", b"<a/>")
    assert Archive(held.getvalue()).read("a.xml") == b"<a/>"


def test_names_of_parts_are_escaped_in_messages() -> None:
    with pytest.raises(HostileInputError) as raised:
        Archive(zipped({"../\x1b[2J\n": b""}))
    assert "\x1b" not in str(raised.value) and "\n" not in str(raised.value)


MARKUP = [
    (b"<!DOCTYPE a><a/>", HostileInputError), ("<!DOCTYPE a><a/>".encode("utf-16"), HostileInputError),
    (b"<?xml version='1.0' encoding='UTF-7'?><a/>", BrokenFileError), ("<?xml version='1.0'?><a/>".encode("cp037"), BrokenFileError),
    (b"<a>" * 5000 + b"</a>" * 5000, BrokenFileError), (b"<a>", BrokenFileError), (b"", BrokenFileError), (b"<a>&b;</a>", BrokenFileError),
    (b"<?xml version='1.0' encoding='\xff'?><a/>", BrokenFileError), (b"<a b='1' b='2'/>", BrokenFileError),
]  # fmt: skip


@pytest.mark.parametrize(("data", "error"), MARKUP)
def test_markup(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        xml_root(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb2312", "gb18030", "big5"])
def test_sound_markup(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    data = f"<?xml version='1.0' encoding='{name}'?><a>年</a>".encode(encoding)
    check_markup(data, "计划.docx")
    assert encoding == "gb18030" or xml_root(data).text == "年"


TABLE = "序号,工作任务,责任单位\n1,建校,市教育局\n2,修路,市交通局\n"
PAGE = "<html><body><p>一、新建学校2所。</p></body></html>"
KINDS: list[tuple[str, bytes, str | None]] = [
    ("page", PAGE.encode("gbk"), "html"), ("wide page", PAGE.encode("utf-16"), "html"), ("xhtml", b"<?xml version='1.0'?><!-- a -->" + PAGE.encode(), "html"),
    ("fragment", "<p>一、新建学校2所。</p>".encode(), "html"), ("page after junk", b"\r\n\xef\xbb\xbf" + PAGE.encode(), "html"),
    ("sentence with a tag", "网页正文放在<p>标签中，附件另附。\n一、建校。".encode(), "text"), ("angle brackets", "<附件>一、建校。".encode(), "text"),
    ("sentence with a mark", "文件应为%PDF-1.7格式。\n一、建校。".encode(), "text"), ("PDF after junk", b"\r\n\x00%PDF-1.4\n%%EOF", "pdf"),
    ("PDF after a header", b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\nendobj", "pdf"), ("rtf", b"{\\rtf1\\ansi a}", "legacy"),
    ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy"),
    ("message", b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a", "mhtml"),
    ("csv", TABLE.encode(), "csv"), ("csv in GBK", TABLE.encode("gbk"), "csv"), ("tsv", TABLE.replace(",", "\t").encode(), "csv"),
    ("csv with a title", ("任务清单\n" + TABLE).encode(), "csv"), ("prose with commas", "建校,修路,植树\n修桥,通水,通电\n".encode(), "text"),
    ("prose naming columns", "本表列出工作任务,明确责任单位,限期完成。\n各部门要抓好落实。\n".encode(), "text"),
    ("bars", "一、建校|修路\n二、植树|通水\n".encode(), "text"), ("tabs", "一、\t建校\n二、\t修路\n".encode(), "text"),
    ("json", b'{"title": "a"}', None), ("bracket", "[一]建校。".encode(), "text"), ("xml", b"<?xml version='1.0'?><plan/>", None),
    ("declared text", '<?xml version="1.0" encoding="gbk"?>\n一、建校。'.encode(), "text"),
    ("gzip", gzip.compress(TEXT.encode()), None), ("png", b"\x89PNG\r\n\x1a\n" + bytes(99), None), ("jpeg", b"\xff\xd8\xff\xe0" + bytes(99), None),
    ("elf", b"\x7fELF" + bytes(99), None), ("exe", b"MZ\x90\x00" + bytes(99), None), ("letters MZ", "MZ计划：一、建校。".encode(), "text"),
    ("bmp", b"BM" + struct.pack("<I", 200) + bytes(190), None), ("letters BM", "BM项目：一、建校。".encode(), "text"),
    ("other archive", zipped({"a.txt": b"a"}), None), ("noise", random.Random(7).randbytes(5000), None), ("packed", zlib.compress(bytes(10**6)), None),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [x[1:] for x in KINDS], ids=[x[0] for x in KINDS])
def test_content_tells_the_format(data: bytes, expected: str | None) -> None:
    found = format_of(data)
    assert (found and found.name) == expected


NAMED = [("png", "a PNG picture"), ("gzip", "unpack it first"), ("other archive", "a ZIP archive"), ("json", "JSON data"), ("exe", "a program")]


@pytest.mark.parametrize(("kind", "message"), NAMED)
def test_what_is_refused_is_named(kind: str, message: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=message):
        read_source(next(data for name, data, _ in KINDS if name == kind))


class Dripping(io.RawIOBase):
    """A binary object that gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._rest = data
        self.name = 3  # what a descriptor has for a name

    def read(self, size: int = -1) -> bytes:
        piece, self._rest = self._rest[:5], self._rest[5:]
        return piece


def test_a_stream_is_read_to_its_end() -> None:
    assert read_source(Dripping(TEXT.encode())).text == TEXT  # type: ignore[arg-type]
    assert read_source(memoryview(TEXT.encode())).text == TEXT  # type: ignore[arg-type]


def test_a_stream_without_end_is_left() -> None:
    with Path("/dev/zero").open("rb") as stream, pytest.raises(LimitError):
        read_source(stream, limits=SMALL)


def test_a_stream_of_characters() -> None:
    with pytest.raises(UnsupportedFormatError, match="rb"):
        read_source(io.StringIO(TEXT))  # type: ignore[arg-type]


PATHS = [
    (".", "it is a folder"), ("/dev/zero", "pipe or a device"), (TEXT, "policytext.parse"), ("一" * 5000, "policytext.parse"),
    ("a\x1b[31m", r"a\\x1b\[31m does not exist"), ("\x00", r"\\x00 cannot be opened"), ("", "the path is empty"), ("a" * 300, "cannot be opened"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "message"), PATHS)
def test_paths(path: str, message: str) -> None:
    with pytest.raises(SourceNotFoundError, match=message):
        read_source(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "计划.txt")
    with pytest.raises(SourceNotFoundError, match="pipe"):
        read_source(tmp_path / "计划.txt")


def test_a_link_is_followed_and_a_ring_of_links_is_not(tmp_path: Path) -> None:
    (tmp_path / "计划.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "二.txt").symlink_to("计划.txt")
    (tmp_path / "ring").symlink_to("ring")
    assert read_source(tmp_path / "二.txt").name == "二"
    with pytest.raises(SourceNotFoundError):
        read_source(tmp_path / "ring")


def test_a_name_of_other_bytes_can_be_written_down(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xc4\xea.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    found = read_source(os.fsdecode(path))
    assert (found.name + (found.source or "")).encode("utf-8")


@pytest.mark.parametrize("format", [x for x in FORMATS if x.name != "legacy"], ids=lambda x: x.name)
def test_damaged_files(format: Format) -> None:
    sound = fuzz.specimens(format.name)
    chance = random.Random(4)
    assert sound and [fuzz.outcome(format, data) for data in sound] == [None] * len(sound)
    smallest = min(sound, key=len)
    assert [x for x in (fuzz.outcome(format, fuzz.mutated(smallest, chance)) for _ in range(15)) if x] == []


def findings() -> Iterator[object]:
    """What fuzzing found; the ones in open.txt are known and not mended yet."""
    listed = fuzz.OPEN
    still_open = listed.read_text(encoding="utf-8").split() if listed.exists() else []
    for format, path in fuzz.kept():
        marks = [pytest.mark.xfail(reason="not mended yet")] if path.name in still_open else []
        yield pytest.param(format, path, marks=marks, id=path.name)


@pytest.mark.parametrize(("format", "path"), list(findings()))
def test_what_fuzzing_found_stays_mended(format: Format, path: Path) -> None:
    assert fuzz.outcome(format, gzip.decompress(path.read_bytes())) is None


def test_the_page_about_limits_names_every_limit_as_it_is() -> None:
    page = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.M))
    stated = {name: value.strip().strip("`").replace(",", "") for name, value in rows.items()}
    assert stated == {x.name: f"{x.default:g}" if x.name == "seconds" else str(x.default) for x in fields(Limits)}
