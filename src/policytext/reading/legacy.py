"""Formats that only an office suite reads (DOC, WPS, XLS, RTF, OpenDocument): LibreOffice turns them into DOCX or XLSX.

LibreOffice runs with a profile of its own in a private folder that is removed afterwards: without macros, without
network, without links, and never longer than the limit says.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytext.model.errors import BrokenFileError, LimitError, MissingExtraError, UnsupportedFormatError
from policytext.reading.archive import Archive
from policytext.reading.formats import FORMATS
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading
from policytext.reading.signatures import OLE, ZIP

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_SECTOR, _ENTRY, _NAME = 512, 128, 64
_WORD_MAGIC, _HEADER, _LOCKED_FLAG = (b"\xec\xa5", b"\xdc\xa5"), 12, 0x01
_NETWORK_NOWHERE = "127.0.0.1"
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    *(
        (("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName", _NETWORK_NOWHERE))
        for kind in ("HTTP", "HTTPS", "FTP")
    ),
    *((("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort", "9")) for kind in ("HTTP", "HTTPS", "FTP")),
)
"""No macros, no links brought up to date, and a proxy at which nobody listens."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a file is called, the ending and the filter that LibreOffice knows it by, and what it is turned into.

    The filter is named, for where LibreOffice looks for one itself, it takes what is broken for plain text.
    """

    title: str
    ending: str
    filter: str
    target: str = "docx"


_DOC = _Kind("a Word 97 or WPS file", "doc", "MS Word 97")
_DOC_BEFORE = _Kind("a Word 95 file", "doc", "MS Word 95")
_XLS = _Kind("an Excel 97 or ET file", "xls", "MS Excel 97", "xlsx")
_XLS_BEFORE = _Kind("an Excel 95 file", "xls", "MS Excel 95", "xlsx")
_RTF = _Kind("an RTF file", "rtf", "Rich Text Format")
_ODT = _Kind("an OpenDocument text", "odt", "writer8")
_ODS = _Kind("an OpenDocument sheet", "ods", "calc8", "xlsx")
_STREAMS = (("WordDocument", _DOC), ("Workbook", _XLS), ("Book", _XLS_BEFORE))


def read_legacy(data: bytes, label: str, limits: Limits) -> Reading:
    """A DOC, WPS, XLS, RTF or OpenDocument file, by way of LibreOffice.

    Raises MissingExtraError where LibreOffice is not installed, UnsupportedFormatError where a password locks the
    file, BrokenFileError where LibreOffice cannot read it, LimitError where it takes too long; further what the reader
    of DOCX or XLSX raises.
    """
    kind = _kind(data, label, limits)
    program = _program()
    if program is None:
        raise MissingExtraError(
            f"{label} is {kind.title}, which is read through LibreOffice: install it from https://www.libreoffice.org "
            f"(Debian: apt install libreoffice-writer libreoffice-calc) so that soffice is on the PATH, "
            f"or save the file as .{kind.target}"
        )
    converted = _converted(data, kind, program, label, limits)
    limits.check("bytes", len(converted), label)
    reader = next(format for format in FORMATS if format.name == kind.target).load()
    return reader(converted, label, limits)


def _program() -> str | None:
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def _kind(data: bytes, label: str, limits: Limits) -> _Kind:
    if data.startswith(ZIP):
        return _open_document(Archive(data, label, limits), label)
    if not data.startswith(OLE):
        return _RTF
    if _place_of(data, "EncryptedPackage") is not None:
        raise _locked(label)
    found = {place: kind for stream, kind in _STREAMS if (place := _place_of(data, stream)) is not None}
    if not found:
        raise _without_text(data, label)
    kind = found[min(found)]  # what is embedded in the text or sheet is listed behind it
    return _word(data, label) if kind is _DOC else kind


def _without_text(data: bytes, label: str) -> UnsupportedFormatError:
    if _place_of(data, "PowerPoint Document") is not None:
        return UnsupportedFormatError(f"{label} is a presentation, which is not read: save its text as .docx")
    return BrokenFileError(
        f"{label} is an OLE file in which no text or sheet is found, perhaps cut off: get the file again"
    )


def _open_document(archive: Archive, label: str) -> _Kind:
    """Text or sheet, by the type that the archive declares; raises where it is locked or neither."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise _locked(label)
    archive.check_all()
    declared = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in archive.names else ""
    if "spreadsheet" in declared:
        return _ODS
    if declared and "text" not in declared:
        raise UnsupportedFormatError(
            f"{label} is of the type {declared[:80]}, which is not read: save its text as .docx"
        )
    return _ODT


def _locked(label: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(f"{label} is locked with a password: open it, save it without one, and read that")


def _place_of(data: bytes, stream: str) -> int | None:
    """Where an OLE file names a stream: an entry of its directory is 128 bytes long and begins with the name in UTF-16."""
    name = re.compile(re.escape(stream.encode("utf-16-le").ljust(_NAME, b"\0")))
    return next((found.start() for found in name.finditer(data) if found.start() % _ENTRY == 0), None)


def _word(data: bytes, label: str) -> _Kind:
    """Which Word wrote a text, by the header that stands at the start of some sector; raises where it says it is locked."""
    headers = (data[at : at + _HEADER] for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_WORD_MAGIC, at))
    header = next(headers, b"")
    if len(header) == _HEADER and header[-1] & _LOCKED_FLAG:
        raise _locked(label)
    return _DOC_BEFORE if header.startswith(_WORD_MAGIC[1]) else _DOC


def _converted(data: bytes, kind: _Kind, program: str, label: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="policytext-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, out = folder / f"source.{kind.ending}", folder / "out"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        _run(_command(program, folder, kind, source, out), folder, label, limits)
        made = out / f"source.{kind.target}"
        if not made.is_file():
            raise BrokenFileError(
                f"{label} looks like {kind.title} and LibreOffice cannot read it, for it is broken or locked: "
                f"open it, save it as .{kind.target}, and read that"
            )
        return made.read_bytes()


def _command(program: str, folder: Path, kind: _Kind, source: Path, out: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [
        program,
        profile,
        *_OPTIONS,
        f"--infilter={kind.filter}",
        "--convert-to",
        _FILTERS[kind.target],
        "--outdir",
        str(out),
        str(source),
    ]


def _write_profile(folder: Path) -> None:
    """A profile in which the settings stand before LibreOffice first starts with it."""
    (folder / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path, label: str, limits: Limits) -> None:
    """Run a converter in a group of its own; the whole group ends with the time it is given."""
    surroundings = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    surroundings |= {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(
            command, env=surroundings, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise MissingExtraError(f"{label}: {command[0]} does not start ({error}): install LibreOffice anew") from error
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise LimitError(
            f"{label}: LibreOffice took more than the limit of {limits.seconds:g} seconds: "
            "read it with limits=Limits(seconds=...) if you trust it"
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it has started, where there are groups of processes."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):  # the group has ended by itself
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
