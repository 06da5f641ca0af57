"""Plain text: the encoding told from the bytes."""

from __future__ import annotations

from policytext.model.errors import DecodingError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = bytes(x for x in range(32) if x not in b"\t\n\r\f\x1b")
_BAD_SHARE = 0.02


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes can be text: hardly any control characters, NUL only as UTF-16 has it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(data):
        return True
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")):
        return False
    return len(data.translate(None, _CONTROL)) >= len(data) * (1 - _BAD_SHARE) and b"\x00" not in data


def _wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: its line ends show a NUL on one fixed side."""
    for encoding, newline in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if newline in data and len(data) % 2 == 0:
            return encoding
    return None


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
    return (text, "utf-8") if text.count("\ufffd") < len(text) * _BAD_SHARE else None


def _gb18030(data: bytes, label: str) -> tuple[str, str]:
    text = data.decode("gb18030", errors="surrogateescape")
    lost = sum("\udc80" <= c <= "\udcff" for c in text)
    if lost > len(text) * _BAD_SHARE * 5:
        raise DecodingError(f"{label} is neither UTF-8 nor GB18030 ({lost} unreadable bytes): save it as UTF-8")
    return text, "gb18030"
