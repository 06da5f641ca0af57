"""Text that was decoded in one encoding although it was written in another: æ•™è‚², ½ÌÓý, 鏁欒偛 for 教育."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit, alphabet
from policytext.lexicon.sense import sense

_WESTERN = frozenset(map(chr, range(0x80, 0x100))) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
_LETTERS = frozenset(map(chr, range(0xC0, 0x100)))
# what the first bytes of ，。“、 and of 的一和是在 become where UTF-8 is read as GBK
_CHINESE = frozenset("锛銆鈥鐨涓鍜鏄鍦鏁鏀鍏鍙")
_LINE = re.compile(r"[^\n]+")
_LEAST, _BETTER = 0.45, 0.25
"""How much a line must read as Chinese when put right, and how much better than before."""
_GARBLED, _MOST_BY_CHANCE = 0.3, 4
_SHARE = 0.3
_FEWEST = 2
_LONGEST = 20_000


def decoded_twice(text: str) -> Iterator[Edit]:
    """Lines that were decoded wrongly are decoded again where that can be undone without a loss, else flagged.

    >>> [edit.replacement for edit in decoded_twice("教育工作要点".encode().decode("latin-1"))]
    ['教育工作要点']
    >>> list(decoded_twice("Café Zürich"))
    []
    """
    ways = [way for way, signs in ((_from_western, _LETTERS), (_from_gbk, _CHINESE)) if len(alphabet(text) & signs) >= _FEWEST]
    if not ways:
        return
    for line in _LINE.finditer(text):
        for way in ways:
            right = way(line[0]) if len(line[0]) <= _LONGEST else None
            if right is not None and right != line[0]:
                yield Edit(*line.span(), right, "decoded_twice", 0.98)
                break
        else:
            if _is_garbled(line[0]):
                yield Edit(*line.span(), line[0], "decoded_twice", flagged=True)


def garbled_lines(text: str) -> Iterator[re.Match[str]]:
    """The lines that are beyond repair."""
    if len(alphabet(text) & (_LETTERS | _CHINESE)) < _FEWEST:
        return iter(())
    return (line for line in _LINE.finditer(text) if _is_garbled(line[0]))


def _is_garbled(line: str) -> bool:
    """Whether a line is beyond repair: hardly anything in it reads as Chinese, and much as a wrong decoding."""
    signs = sum(map(line.count, _CHINESE | _LETTERS))
    return signs >= max(_MOST_BY_CHANCE, 0.05 * len(line)) and sense(line) < _GARBLED


def _from_western(line: str) -> str | None:
    """A line of UTF-8 or GBK that was read as Latin-1 or Windows-1252."""
    beyond = [character for character in line if character > "\x7f"]
    if len(beyond) < _FEWEST or sum(x in _WESTERN for x in beyond) < len(beyond):
        return None
    data = _bytes_of(line)
    return next((found for encoding in ("utf-8", "gb18030") if data and (found := _read(data, encoding, line))), None)


def _bytes_of(line: str) -> bytes | None:
    """The bytes that a western reading came from; one of Windows-1252 leaves its five gaps as they are."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        pass
    try:
        return b"".join(x.encode("latin-1") if "\x80" <= x <= "\xff" else x.encode("cp1252") for x in line)
    except UnicodeEncodeError:
        return None


def _from_gbk(line: str) -> str | None:
    """A line of UTF-8 that was read as GBK."""
    if sum(map(line.count, _CHINESE)) < max(1, 0.02 * len(line)):
        return None
    try:
        return _read(line.encode("gb18030"), "utf-8", line)
    except UnicodeEncodeError:
        return None


def _read(data: bytes, encoding: str, line: str) -> str | None:
    """The bytes in an encoding, where nothing is lost and the outcome reads decidedly more like Chinese."""
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    better = sense(found) >= max(_LEAST, sense(line) + _BETTER)
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in found)
    return found if better and chinese >= max(_FEWEST, _SHARE * len(found)) else None
