"""Formats read through LibreOffice: what it makes of them is read, and what it cannot read is a typed error."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import policytext as pt
from policytext.reading import legacy
from policytext.reading.legacy import read_legacy
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.signatures import OLE
from tests.made_docx import definition, level, listed, made, p, run, table, use, zipped

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
on_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")

NUMBERING = definition(0, [level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting")]) + use(1, 0)
BODY = (
    p("柏溪市教育局2021年工作要点")
    + listed("扩充资源") + listed("新建学校") + p("新建学校2所，新增学位1200个。") + listed("改造校舍", 1) + listed("组织保障")
    + table(["序号", "任务"], ["1", "建校"], ["2", "招生"])
    + p(runs=run("落实双减") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
)  # fmt: skip
NOTES = f'<w:footnote w:id="2">{p("指减轻负担。")}</w:footnote>'
RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37\levelnfcn37\leveljc0\leveljcn0\levelfollow2\levelstartat1"
    rb"{\leveltext\'02\'00\u12289 \'a1\'a2;}{\levelnumbers\'01;}}{\listname ;}\listid1}}"
    rb"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    rb"\pard\ls1\ilvl0\f0 \'d7\'dc\'d4\'f2\par \pard\ls1\ilvl0 \u24314?\u26657?2\u25152?\par}"
)
"""总则 and 建校2所 in a list of the form 一、, in GBK and in Unicode."""


def ole(*streams: str, header: bytes = b"") -> bytes:
    """The outer look of an OLE file: its mark, a header of a text at a sector's start, a directory of names."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return (OLE.ljust(512, b"\0") + header).ljust(2048, b"\0") + directory


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Turns a made DOCX into a file of an older format."""
    folder = tmp_path_factory.mktemp("made")

    def made_by_office(data: bytes, ending: str) -> bytes:
        source = folder / "plan.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"plan.{ending}").read_bytes()

    return made_by_office


@pytest.fixture(scope="session")
def word97(convert: Callable[[bytes, str], bytes]) -> bytes:
    return convert(made(BODY, numbering=NUMBERING, footnotes=NOTES), "doc")


EXPECTED = [
    "柏溪市教育局2021年工作要点", "一、扩充资源", "二、新建学校", "新建学校2所，新增学位1200个。", "（一）改造校舍", "三、组织保障",
    "序号|任务", "1|建校", "2|招生", "落实双减", "脚注：", "[1] 指减轻负担。",
]  # fmt: skip


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@needs_office
def test_a_word_97_file_reads_as_the_docx_it_was_made_from(word97: bytes) -> None:
    reading = read_legacy(word97, "计划.doc", DEFAULT)
    assert lines(reading.text) == EXPECTED
    assert reading.places[0].name == "第1段"
    document = pt.read(word97, year=2021)
    assert (document.metadata.format, document.source) == ("legacy", reading.text)
    assert [document.text_of(target) for target in document.targets] == ["2所", "1200个"]


@needs_office
def test_open_document(convert: Callable[[bytes, str], bytes]) -> None:
    data = convert(made(BODY, numbering=NUMBERING, footnotes=NOTES), "odt")
    assert lines(read_legacy(data, "计划.odt", DEFAULT).text) == EXPECTED


@needs_office
def test_rtf_in_gbk_with_a_list() -> None:
    assert lines(read_legacy(RTF, "计划.rtf", DEFAULT).text) == ["一、总则", "二、建校2所"]


@needs_office
def test_a_sheet_becomes_a_workbook(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text("序号,任务\n1,建校\n2,招生\n", encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = ["--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "xls", "--outdir", str(tmp_path), str(source)]
    subprocess.run(["soffice", profile, *options], check=True, capture_output=True, timeout=120)
    reading = read_legacy((tmp_path / "list.xls").read_bytes(), "清单.xls", DEFAULT)
    assert [line for line in lines(reading.text) if "|" in line] == ["序号|任务", "1|建校", "2|招生"]


@needs_office
def test_damage_is_a_typed_error_and_no_garbage(word97: bytes) -> None:
    damaged = word97[:520] + bytes(range(256)) * 20 + word97[520 + 5120 :]
    with pytest.raises(pt.BrokenFileError, match=r"计划\.doc .*LibreOffice cannot read it"):
        read_legacy(damaged, "计划.doc", DEFAULT)


@needs_office
def test_a_text_with_the_mark_of_word_97_is_not_read_as_text() -> None:
    with pytest.raises(pt.BrokenFileError):
        read_legacy(ole("WordDocument") + "一、总则。".encode() * 200, "计划.doc", DEFAULT)


@pytest.mark.parametrize(
    ("streams", "filter"),
    [
        (("Root Entry", "WordDocument", "ObjectPool", "Workbook"), "MS Word 97"),
        (("Root Entry", "Workbook", "MBD0001", "WordDocument"), "MS Excel 97"),
        (("Root Entry", "Book"), "MS Excel 95"),
    ],
)
def test_what_is_embedded_does_not_tell_the_kind(streams: tuple[str, ...], filter: str) -> None:
    assert legacy._kind(ole(*streams), "计划", DEFAULT).filter == filter


def test_a_text_of_word_95_is_told_by_its_header() -> None:
    assert legacy._kind(ole("WordDocument", header=b"\xdc\xa5" + bytes(10)), "计划", DEFAULT).filter == "MS Word 95"


# --- what is told before LibreOffice is asked ---------------------------------------------------------------------

MANIFEST = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
TEXT_TYPE = "application/vnd.oasis.opendocument.text"
SHEET_TYPE = TEXT_TYPE.replace("text", "spreadsheet")
TOLD = [
    ("a locked DOCX", ole("EncryptedPackage"), pt.UnsupportedFormatError, "password"),
    ("a locked DOC", ole("WordDocument", header=b"\xec\xa5" + bytes(9) + b"\x01"), pt.UnsupportedFormatError, "password"),
    ("a locked ODT", zipped({"mimetype": TEXT_TYPE, "content.xml": "", "META-INF/manifest.xml": MANIFEST}), pt.UnsupportedFormatError, "password"),
    ("a presentation", ole("PowerPoint Document"), pt.UnsupportedFormatError, "presentation"),
    ("an open presentation", zipped({"mimetype": TEXT_TYPE.replace("text", "presentation"), "content.xml": "<a/>"}), pt.UnsupportedFormatError, "presentation"),
    ("nothing in it", ole("Root Entry"), pt.BrokenFileError, "cut off"),
    ("an archive cut off", zipped({"content.xml": "<a/>"})[:40], pt.BrokenFileError, "broken archive"),
    ("entities in a sheet", zipped({"mimetype": SHEET_TYPE, "content.xml": "<!DOCTYPE a><a/>"}), pt.HostileInputError, "entities"),
    ("entities", zipped({"mimetype": TEXT_TYPE, "content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), pt.HostileInputError, "entities"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "error", "told"), [pytest.param(*case[1:], id=case[0]) for case in TOLD])
def test_told_without_libreoffice(data: bytes, error: type[Exception], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(error, match=told) as caught:
        read_legacy(data, "计划.doc", DEFAULT)
    assert "计划.doc" in str(caught.value)


@pytest.mark.parametrize("data", [RTF, ole("WordDocument"), ole("Workbook"), ole("Book"), zipped({"content.xml": "<a/>"})])
def test_without_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(pt.MissingExtraError, match=r"计划\.doc .*install .*libreoffice\.org.*soffice is on the PATH.*or save"):
        read_legacy(data, "计划.doc", DEFAULT)


# --- a stand-in for LibreOffice, so that how it is run is tested everywhere ---------------------------------------


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of soffice; gives the folder where it may leave what it saw."""

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\nSEEN={tmp_path}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
        return tmp_path

    return put


COPY = """
echo "$@" > "$SEEN/arguments"
env > "$SEEN/surroundings"
cp profile/user/registrymodifications.xcu "$SEEN/settings"
pwd > "$SEEN/folder"
mkdir out && cp "$SEEN/converted.docx" out/source.docx
"""


@on_posix
def test_how_libreoffice_is_run(stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_TOKEN", "secret")
    seen = stand_in(COPY)
    (seen / "converted.docx").write_bytes(made(p("一、总则")))
    assert read_legacy(RTF, "计划.rtf", DEFAULT).text == "一、总则"
    arguments = (seen / "arguments").read_text(encoding="utf-8")
    folder = (seen / "folder").read_text(encoding="utf-8").strip()
    assert f"-env:UserInstallation=file://{folder}/profile --headless" in arguments
    assert "--infilter=Rich Text Format --convert-to docx:" in arguments
    assert "secret" not in (seen / "surroundings").read_text(encoding="utf-8")
    assert not Path(folder).exists()
    settings = (seen / "settings").read_text(encoding="utf-8")
    for name, value in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("ooInetHTTPProxyName", "127.0.0.1")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


@on_posix
def test_a_converter_that_hangs_ends_with_all_it_started(stand_in: Callable[[str], Path]) -> None:
    seen = stand_in('sleep 60 &\necho $! > "$SEEN/child"\nsleep 60')
    start = time.monotonic()
    with pytest.raises(pt.LimitError, match=r"计划\.rtf: LibreOffice took more than the limit of 0\.5 seconds"):
        read_legacy(RTF, "计划.rtf", Limits(seconds=0.5))
    assert time.monotonic() - start < 5
    assert ended(int((seen / "child").read_text(encoding="utf-8")))


def ended(process: int) -> bool:
    """Whether a process is gone or only waits to be counted out, within a second."""
    for _ in range(20):
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat")
            if state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@on_posix
@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 0", pt.BrokenFileError),
        ("exit 77", pt.BrokenFileError),
        ("mkdir out; echo x > out/source.docx", pt.BrokenFileError),
        ("mkdir out; head -c 3000 /dev/zero > out/source.docx", pt.LimitError),
    ],
)
def test_what_a_converter_may_leave(script: str, error: type[Exception], stand_in: Callable[[str], Path]) -> None:
    stand_in(script)
    with pytest.raises(error, match=r"计划\.rtf"):
        read_legacy(RTF, "计划.rtf", Limits(bytes=2000))


@on_posix
def test_a_program_that_does_not_start(stand_in: Callable[[str], Path]) -> None:
    (stand_in("") / "soffice").chmod(0o644)
    with pytest.raises(pt.MissingExtraError, match="does not start"):
        read_legacy(RTF, "计划.rtf", DEFAULT)


def test_the_settings_are_sound_xml(tmp_path: Path) -> None:
    from policytext.reading.xml import xml_root

    legacy._write_profile(tmp_path)
    root = xml_root((tmp_path / "user" / "registrymodifications.xcu").read_bytes())
    assert len(root) == len(legacy._SETTINGS)
