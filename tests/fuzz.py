"""Mutated files for every reader: ``python -m tests.fuzz SECONDS [format ...]``; what is found is kept in tests/fuzzed.

A finding is listed in tests/fuzzed/open.txt, too, and allowed to fail until its line is taken out: mend it, then do that.

Each reader may answer with a Reading or a PolicyTextError within a few seconds, whatever it is given.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from policytext.model.errors import PolicyTextError
from policytext.reading.formats import FORMATS, Format, format_of
from policytext.reading.limits import Limits
from tests import forms

FUZZED = Path(__file__).parent / "fuzzed"
OPEN = FUZZED / "open.txt"
PAGES = Path(__file__).parent / "pages"
SECONDS_EACH = 10
LIMITS = Limits(bytes=8 << 20, unpacked=16 << 20, pages=50, cells=100_000, seconds=8)
TEXT = "澜水市2021年教育工作要点\n一、扩充资源\n1.新建学校2所，完成投资1200万元。\n（责任单位：市教育局；完成时限：6月底前）\n"
ROWS = "序号,工作任务,责任单位,完成时限\n1,新建学校2所,市教育局,6月底前\n2,改造校舍5间,市住建局,年底前\n"
# what tends to break readers of lengths, numbers and names
SPLINTERS = (
    b"\x00", b"\xff\xff\xff\xff", b"\x80", b"-1", b"0", b"99999999999", b"1e999", b"NaN", b"%s", b"../", b"<", b"</", b">", b"&#0;", b"&#xD800;",
    b'"', b"]]>", b"<!--", b"\xef\xbb\xbf", b"\xed\xa0\x80", "一".encode(), "第".encode("gbk"), b"=", b"\r\n", b"\n\n", b"obj", b"R", b"<<", b"[",
)  # fmt: skip


class TooSlow(BaseException):
    """A reader took longer than allowed; no Exception, so that no reader can take it for a failure of its own."""


def specimens(name: str) -> list[bytes]:
    """Sound files of a format."""
    maker = _MAKERS.get(name)
    return maker() if maker else []


def _docx() -> list[bytes]:
    import docx

    from tests import made_docx

    library, held = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        library.add_paragraph(line, style="List Number" if line.startswith("1") else None)
    table = library.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "任务"
    library.save(held)
    body = "".join(made_docx.listed(line, 0, 1) for line in TEXT.splitlines()) + made_docx.table([made_docx.cell("任务"), made_docx.cell("时限")])
    numbering = made_docx.definition(0, [made_docx.level(0, "%1、", "chineseCounting")]) + made_docx.use(1, 0)
    return [held.getvalue(), made_docx.made(body, numbering=numbering, footnotes="")]


def _xlsx() -> list[bytes]:
    import openpyxl

    book, held = openpyxl.Workbook(), io.BytesIO()
    sheet = book.create_sheet("任务", 0)
    for row in ROWS.splitlines():
        sheet.append(row.split(","))
    sheet["A5"], sheet["B5"] = 0.125, 44197
    sheet["A5"].number_format, sheet["B5"].number_format = '0.0%;[Red]-0"万"', "yyyy年m月d日"
    sheet.merge_cells("C2:C3")
    book.save(held)
    return [held.getvalue()]


def _pdf() -> list[bytes]:
    from reportlab import rl_config

    from tests import made_pdf

    packed = made_pdf.made_plan(TEXT.splitlines())
    rl_config.pageCompression, usual = 0, rl_config.pageCompression  # in the open, so that damage gets to what is drawn
    plain = made_pdf.made_plan(TEXT.splitlines())
    ruled = made_pdf.Made().grid([60, 200, 400], [60, 100, 140]).text(70, 70, "任务").text(210, 70, "时限").page().done()
    rl_config.pageCompression = usual
    return [plain, packed, ruled]


def _ofd() -> list[bytes]:
    from tests import made_ofd

    return [made_ofd.made([made_ofd.page(page)]) for page in ([made_ofd.text(line, 20, 30)] for line in TEXT.splitlines()[:2])]


def _legacy() -> list[bytes]:
    rtf = "".join(f"\\u{ord(x)}?" if x > "~" else x for x in TEXT.replace("\n", "\\par "))
    return [b"{\\rtf1\\ansi " + rtf.encode() + b"}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)]


def _html() -> list[bytes]:
    saved = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    return [*saved, f"<html><body><table><tr><td colspan=2>任务<td>时限</table><p>{TEXT}</body></html>".encode("gbk")]


def _mhtml() -> list[bytes]:
    return [path.read_bytes() for path in sorted(PAGES.glob("*.mht"))]


def _mail() -> list[bytes]:
    lines = TEXT.splitlines()
    return [forms.mail(lines), forms.mailed_page(lines)]


def _text() -> list[bytes]:
    return [TEXT.encode(encoding) for encoding in ("utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-be", "utf-32")]


_MAKERS: dict[str, Callable[[], list[bytes]]] = {
    "docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "ofd": _ofd, "legacy": _legacy, "html": _html, "mhtml": _mhtml, "mail": _mail, "text": _text,
    "csv": lambda: [ROWS.encode(), ROWS.replace(",", "\t").encode("gbk")],
}  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with some damage; an archive mostly inside its parts, so that the damage is got to."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.85:
        return _mutated_inside(data, chance)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = _once(data, chance)
    return data


def _mutated_inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([x for x in parts if x.endswith((".xml", ".rels"))])
    for _ in range(chance.choice((1, 1, 2, 4))):
        parts[name] = _markup_once(parts[name], chance) if chance.random() < 0.7 else _once(parts[name], chance)
    if chance.random() < 0.05:
        parts.pop(chance.choice(list(parts)))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return held.getvalue()


def _markup_once(data: bytes, chance: random.Random) -> bytes:
    """Markup that stays well formed: an attribute of another value, an element gone or there twice."""
    quotes = [at for at, byte in enumerate(data) if byte == 0x22]
    if len(quotes) > 3 and chance.random() < 0.6:
        at = chance.randrange(len(quotes) - 1)
        value = chance.choice((b"-1", b"0", b"", b"99999999999", b"1e9", b"x", "一".encode(), b"NaN", b"1.5", b"../../a"))
        return data[: quotes[at] + 1] + value + data[quotes[at + 1] :]
    tags = [part for part in data.replace(b">", b">\x00").split(b"\x00") if part]
    if not tags:
        return data
    at = chance.choice([i for i, tag in enumerate(tags) if tag.endswith(b"/>")] or list(range(len(tags))))
    tags[at : at + 1] = [tags[at]] * chance.choice((0, 2, 3))
    return b"".join(tags)


def _once(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + chance.choice((1, 1, 2, 8, 64, 512)))
    kind = chance.randrange(7)
    if kind == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:]
    if kind == 3:
        return data[:at]
    if kind == 4:
        other = chance.randrange(len(data) + 1)
        return data[:at] + data[other : other + end - at] + data[end:]
    splinter = chance.choice(SPLINTERS)
    return data[:at] + splinter + data[at + (len(splinter) if kind == 5 else 0) :]


def outcome(format: Format, data: bytes, seconds: int = SECONDS_EACH) -> str | None:
    """What went wrong with a reader, in one line; None where it did what it may."""
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(seconds)
    try:
        format_of(data)
        reading = format.load()(data, "计划", LIMITS)
        assert isinstance(reading.text, str)
        assert all(0 <= place.start <= len(reading.text) for place in reading.places)
    except PolicyTextError:
        return None
    except (Exception, TooSlow) as error:  # noqa: BLE001 whatever else comes out is what is looked for
        frame = traceback.extract_tb(error.__traceback__)
        ours = [x for x in frame if "policytext" in x.filename] or frame
        return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].name}: {str(error)[:120]}"
    finally:
        signal.alarm(0)
    return None


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise TooSlow(f"longer than {SECONDS_EACH} seconds")


def kept() -> Iterator[tuple[Format, Path]]:
    """Every finding with the format it was found in; the name of a file begins with that of its format."""
    for path in sorted(FUZZED.glob("*.gz")):
        yield next(x for x in FORMATS if x.name == path.name.partition("-")[0]), path


def _keep(format: Format, data: bytes) -> Path:
    FUZZED.mkdir(exist_ok=True)
    path = FUZZED / f"{format.name}-{hashlib.sha256(data).hexdigest()[:12]}.gz"
    path.write_bytes(gzip.compress(data, mtime=0))
    with OPEN.open("a", encoding="utf-8") as listed:
        listed.write(f"{path.name}\n")
    return path


def fuzz(format: Format, seconds: float, seed: int = 1) -> None:
    """Give a reader mutated files for a while; the same seed gives the same files."""
    sound, chance, found, count = specimens(format.name), random.Random(f"{format.name}{seed}"), set[str](), 0
    end = time.monotonic() + seconds
    while sound and time.monotonic() < end:
        data = mutated(chance.choice(sound), chance)
        count += 1
        wrong = outcome(format, data)
        place = (wrong or "").partition(": ")[0]
        if wrong and place not in found:
            found.add(place)
            print(f"{format.name}: {wrong} ({_keep(format, data).name})", flush=True)
    print(f"{format.name}: {count} inputs, {len(found)} kinds of failure", flush=True)


if __name__ == "__main__":
    asked = sys.argv[2:] or [x.name for x in FORMATS]
    for each in FORMATS:
        if each.name in asked:
            fuzz(each, float(sys.argv[1]))
