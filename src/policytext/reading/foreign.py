"""What a file is that is not read here, so that an error can say so."""

from __future__ import annotations

import json
import re

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"), (b"AT&TFORM", "a DjVu scan"),
    (b"\x1f\x8b\x08", "a gzip file"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a RAR archive"), (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"), (b"\x28\xb5\x2f\xfd", "a zstd file"), (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"), (b"\xcf\xfa\xed\xfe", "a program"), (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet table"), (b"%!PS", "a PostScript file"), (b"ID3", "a sound file"), (b"OggS", "a sound file"),
    (b"CAJ\x00", "a CAJ file"), (b"HN\x00\x00", "a CAJ file"), (b"\x00\x00\x01\x00", "an icon"),
)  # fmt: skip
_ADVICE = {
    "picture": "a scan needs OCR first", "scan": "a scan needs OCR first", "archive": "unpack it and give one file",
    "gzip file": "unpack it first", "bzip2 file": "unpack it first", "xz file": "unpack it first", "zstd file": "unpack it first",
    "CAJ file": "save it as PDF with its own program",
}  # fmt: skip
_XML = re.compile(rb"\s*<\?xml\b[^>]*>\s*(?:<[?!][^>]*>\s*){0,20}<[A-Za-z_]")
_LARGE = 1 << 20
_LARGE_JSON = re.compile(rb"""\s*(?:\{\s*"|\[\s*[\[{"\d-])""")
_BOM = b"\xef\xbb\xbf"


def foreign_kind(data: bytes) -> str | None:
    """What the bytes are, where they are known to be nothing that is read.

    >>> foreign_kind(b"\\x89PNG\\r\\n\\x1a\\n"), foreign_kind("规划".encode())
    ('a PNG picture', None)
    """
    for mark, kind in _BEGINNINGS:
        if data.startswith(mark):
            return kind
    return _framed(data) or _data_of_programs(data.removeprefix(_BOM))


def advice_for(kind: str) -> str:
    """What to do with a file of this kind."""
    return next((advice for word, advice in _ADVICE.items() if kind.endswith(word)), "give the document itself")


def _framed(data: bytes) -> str | None:
    """Kinds that are told by more than their first bytes, which alone could be words of a text."""
    if data[:2] == b"BM" and data[6:10] == bytes(4) and int.from_bytes(data[2:6], "little") >= 26:
        return "a BMP picture"
    if data[:2] == b"MZ" and b"\x00" in data[:64]:
        return "a program"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a WebP picture" if data[8:12] == b"WEBP" else "a sound or film"
    if data[4:8] == b"ftyp" and data[:1] == b"\x00":
        return "a film or picture"
    return "a tar archive" if data[257:262] == b"ustar" else None


def _data_of_programs(data: bytes) -> str | None:
    if _XML.match(data[:4096]) and b"<html" not in data[:4096].lower():
        return "an XML file"
    return "JSON data" if data.lstrip()[:1] in (b"{", b"[") and _is_json(data) else None


def _is_json(data: bytes) -> bool:
    if len(data) > _LARGE:  # objects of it all would cost more than any document
        return _LARGE_JSON.match(data) is not None and data.rstrip().endswith((b"}", b"]"))
    try:
        return isinstance(json.loads(data), (dict, list))
    except (ValueError, RecursionError):
        return False
