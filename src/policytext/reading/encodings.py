"""Which encoding bytes are text in, told by evidence: what is valid, and what reads as Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from policytext.lexicon.sense import sense
from policytext.model.errors import DecodingError

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 1 << 20
# bytes that are valid as UTF-8 are hardly ever anything else
_VALID_UTF8 = 0.5
# what a rival of UTF-8 and GB18030 must reach, and how much better it must read
_PLAUSIBLE, _BETTER = 0.4, 0.15
_FEW_LOST, _MOST_LOST = 8, 0.1
_ASCII_ONES = re.compile("[\x20-\x7e\t-\r]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LONE = re.compile("[\udc80-\udcff]")
# the bytes that are left of one character of UTF-8: its first with some that follow, or those that follow alone
_LEFT_OF_ONE = re.compile("[\udcc0-\udcff][\udc80-\udcbf]{0,3}|[\udc80-\udcbf]{1,3}")


def decode(data: bytes, label: str = "the given bytes") -> tuple[str, str]:
    """The text and the encoding it was in; what a file declares about itself, a mark at its front too, is but a hint.

    A character of which bytes are lost becomes one U+FFFD; in GBK its bytes stay as lone surrogates, so that cleaning
    can put lost ones back. A line in another encoding than the rest is read in its own: "utf-8+gb18030".
    Raises DecodingError where no reading makes sense.

    >>> decode("规划".encode("gbk"))
    ('规划', 'gb18030')
    >>> decode("教育發展規劃".encode("big5"))
    ('教育發展規劃', 'big5hkscs')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, mark, encoding) or _unmarked(data[len(mark) :], label)
    return _unmarked(data, label)


def _marked(data: bytes, mark: bytes, encoding: str) -> tuple[str, str] | None:
    """The text as its mark says; None where the mark lies."""
    text = data.decode(encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace")
    text = _LEFT_OF_ONE.sub("\ufffd", text)
    if not _bad(text) and sense(text) >= _PLAUSIBLE:
        return text, encoding
    rival = _unmarked_or_none(data[len(mark) :])
    return None if rival and sense(rival[0]) > sense(text) else (text, encoding)


def _unmarked_or_none(data: bytes) -> tuple[str, str] | None:
    try:
        return _unmarked(data, "")
    except DecodingError:
        return None


def _unmarked(data: bytes, label: str) -> tuple[str, str]:
    if data.isascii() and b"\x00" not in data:
        return data.decode("ascii"), "utf-8"
    encoding = told(data)
    if encoding in (*WIDE, "big5hkscs"):
        return data.decode(encoding, errors="replace"), encoding
    return _utf8(data) if encoding == "utf-8" else _gb18030(data, label)


def told(data: bytes) -> str:
    """The encoding that makes most sense of bytes without a mark."""
    if is_valid(data, "utf-8"):
        data = data.replace(b"\xc2\xa0", b" ")  # no-break spaces, which would read as 聽 in GBK
    sample = data[:_SAMPLE]
    # ASCII is the same in all of these and tells nothing
    scores = {encoding: sense(_ASCII_ONES.sub("", _read(sample, encoding))) for encoding in ("utf-8", "gb18030", "big5hkscs")}
    scores |= {encoding: sense(_read(sample, encoding)) for encoding in WIDE}
    scores["gb18030"] = max(scores["gb18030"], sense(_ASCII_ONES.sub("", sample.decode("gbk", errors="replace"))))
    scores["utf-8"] += _VALID_UTF8 * is_valid(data, "utf-8")
    usual = "utf-8" if scores["utf-8"] > scores["gb18030"] else "gb18030"
    rival = max(("big5hkscs", *WIDE), key=lambda encoding: scores[encoding])
    return rival if scores[rival] >= max(_PLAUSIBLE, scores[usual] + _BETTER) else usual


def is_wide(data: bytes) -> bool:
    """Whether bytes without a mark, with more control characters than texts have, are UTF-16 all the same."""
    return any(sense(_read(data[:_SAMPLE], encoding)) >= _PLAUSIBLE for encoding in WIDE)


def _read(data: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return _LEFT_OF_ONE.sub("\ufffd", data.decode(encoding, errors="surrogateescape"))
    return data.decode(encoding, errors="replace")


def is_valid(data: bytes, encoding: str) -> bool:
    """Whether bytes can be read in an encoding without an error.

    >>> is_valid("规划".encode("gbk"), "utf-8"), is_valid("规划".encode("gbk"), "gbk")
    (False, True)
    """
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _bad(text: str) -> int:
    return text.count("\ufffd") + len(_PRIVATE.findall(text))


def _utf8(data: bytes) -> tuple[str, str]:
    """UTF-8; lines that are none, and read as GB18030, are read as that."""
    if is_valid(data, "utf-8"):
        return data.decode("utf-8"), "utf-8"
    parts = [(other, _read(run, "gb18030" if other else "utf-8")) for other, run in _runs(data, _is_other)]
    return "\n".join(text for _, text in parts), "utf-8+gb18030" if any(other for other, _ in parts) else "utf-8"


def _gb18030(data: bytes, label: str) -> tuple[str, str]:
    """GB18030; lines that are valid UTF-8, and make more sense so, are read as that."""
    parts = [(stray, run.decode("utf-8") if stray else _one_gb18030(run, label)) for stray, run in _runs(data, _is_stray)]
    return "\n".join(text for _, text in parts), "gb18030+utf-8" if any(stray for stray, _ in parts) else "gb18030"


def _runs(data: bytes, is_other: Callable[[bytes], bool]) -> Iterator[tuple[bool, bytes]]:
    """Lines that follow each other in the usual or in the other encoding, each run as one."""
    return ((other, b"\n".join(lines)) for other, lines in groupby(data.split(b"\n"), is_other))


def _is_other(line: bytes) -> bool:
    """Whether a line of a UTF-8 text is valid as GB18030 alone and makes more sense so."""
    if line.isascii() or is_valid(line, "utf-8") or not is_valid(line, "gb18030"):
        return False
    return sense(line.decode("gb18030")) > max(_PLAUSIBLE, sense(_read(line, "utf-8")))


def _is_stray(line: bytes) -> bool:
    """Whether a line of a GB18030 text is valid UTF-8 and makes more sense so."""
    if line.isascii() or not is_valid(line, "utf-8"):
        return False
    return sense(line.decode("utf-8")) > max(_PLAUSIBLE, sense(_read(line, "gb18030")))


def _one_gb18030(data: bytes, label: str) -> str:
    """GB18030 where it reads cleanly, else GBK with every unreadable byte kept for cleaning.

    GB18030 gives each pair of bytes some private character and would hide that a byte before it is lost.
    """
    if is_valid(data, "gb18030") and not _PRIVATE.search(text := data.decode("gb18030")):
        return text
    text = data.decode("gbk", errors="surrogateescape")
    lost = len(_LONE.findall(text))
    if lost > max(_FEW_LOST, len(text) * _MOST_LOST) and sense(text) < 0:
        raise DecodingError(f"{label} is in no encoding that can be told ({lost} unreadable bytes): save it as UTF-8")
    return text
