"""Plain text: the encoding told from the bytes."""

from __future__ import annotations

import re

from policytext.model.errors import DecodingError
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = bytes(x for x in range(32) if x not in b"\t\n\r\f\x1b")
_BAD_SHARE = 0.02
# GBK read as UTF-8 yields hardly a sound character; damaged UTF-8 hardly a bad one
_BAD_IN_UTF8, _BAD_IN_GBK, _FEW = 0.2, 0.1, 8
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def read_plain(data: bytes, label: str, limits: Limits) -> Reading:
    """Plain text as it stands. Raises DecodingError where it is text in no known encoding."""
    limits.check("characters", len(data) // 4, label)
    return Reading(*decode(data, label))


def beginning(data: bytes, length: int) -> str:
    """The first bytes as text, good enough to look for marks of a format in it."""
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _wide(data[: length - length % 2])
    return data[:length].decode(wide or "utf-8", errors="replace") if wide else _narrow(data[:length])


def _narrow(data: bytes) -> str:
    text = data.decode("utf-8", errors="replace")
    return text if text.count("\ufffd") < _FEW else data.decode("gb18030", errors="replace")


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes can be text: hardly any control characters, NUL only as UTF-16 has it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(data):
        return True
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")):
        return False
    return len(data.translate(None, _CONTROL)) >= len(data) * (1 - _BAD_SHARE) and b"\x00" not in data


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: its line ends show a NUL on one fixed side."""
    if len(data) % 2 or b"\x00" not in data:
        return None
    first, second = data[::2], data[1::2]
    little = sum(a == 10 and b == 0 for a, b in zip(first, second, strict=True))
    big = sum(a == 0 and b == 10 for a, b in zip(first, second, strict=True))
    if little == big:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def decode(data: bytes, label: str = "the given bytes") -> tuple[str, str]:
    """The text and the encoding it was in: a byte order mark first, then UTF-8, then GB18030.

    Bytes that GB18030 cannot read stay as lone surrogates, so that cleaning can put lost bytes back.
    Raises DecodingError where neither reading makes sense.

    >>> decode("规划".encode("gbk"))
    ('规划', 'gb18030')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if wide := _wide(data):
        return data.decode(wide, errors="replace"), wide
    return _utf8(data) or _gb18030(data, label)


def _utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8, also where a few bytes of it are damaged; None where it is not UTF-8 at all."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    sound = sum(c > "\x7f" for c in text) - bad
    return (text, "utf-8") if bad < sound * _BAD_IN_UTF8 else None


def _gb18030(data: bytes, label: str) -> tuple[str, str]:
    """GB18030 where it reads cleanly, else GBK with every unreadable byte kept for cleaning.

    GB18030 gives each pair of bytes some private character and would hide that a byte before it is lost.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and not _PRIVATE.search(text):
        return text, "gb18030"
    text = data.decode("gbk", errors="surrogateescape")
    lost = sum("\udc80" <= c <= "\udcff" for c in text)
    if lost > max(_FEW, len(text) * _BAD_IN_GBK):
        raise DecodingError(f"{label} is neither UTF-8 nor GB18030 ({lost} unreadable bytes): save it as UTF-8")
    return text, "gb18030"
