"""Plain text, and whether bytes are text at all."""

from __future__ import annotations

from policytext.reading.encodings import decode, is_wide, told
from policytext.reading.foreign import foreign_kind
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading

__all__ = ["beginning", "decode", "looks_like_text", "read_plain"]

_WIDE_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(x for x in range(32) if x not in b"\t\n\v\r\f\x1b")
_MOST_CONTROL = 0.02
_SAMPLE = 1 << 20


def read_plain(data: bytes, label: str, limits: Limits) -> Reading:
    """Plain text as it stands. Raises DecodingError where it is text in no known encoding.

    >>> read_plain("一、加强领导".encode("utf-16"), "要点.txt", Limits()).encoding
    'utf-16'
    """
    limits.check("characters", len(data) // 4, label)
    return Reading(*decode(data, label))


def beginning(data: bytes, length: int) -> str:
    """The first bytes as text, good enough to look for marks of a format in it."""
    head = data[: length - length % 4]
    if head.startswith(_WIDE_MARKS):
        return head.decode("utf-32" if b"\x00\x00" in head[:4] else "utf-16", errors="replace")
    encoding = "utf-8" if head.isascii() and b"\x00" not in head else told(head)
    return head.decode(encoding, errors="replace")


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes can be text: hardly any control characters, unless as halves of UTF-16 characters."""
    if foreign_kind(data[:_SAMPLE]) not in (None, "JSON data", "an XML file") or data.startswith(b"%PDF-"):
        return False
    sample = data[:_SAMPLE]
    if len(sample.translate(None, _CONTROL)) >= len(sample) * (1 - _MOST_CONTROL):
        return True
    return sample.startswith(_WIDE_MARKS) or is_wide(sample[: len(sample) - len(sample) % 2])
