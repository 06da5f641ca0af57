"""Offsets as other programs count them: JavaScript counts code units of UTF-16, of which 𠮷 has two."""

from __future__ import annotations

from bisect import bisect_left

ASTRAL = 0xFFFF


class Utf16:
    """The offsets of a text in characters and in code units of UTF-16, both ways.

    >>> Utf16("𠮷所5").units(2), Utf16("𠮷所5").characters(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._astral = [i for i, x in enumerate(text) if ord(x) > ASTRAL]
        self._starts = [i + n for n, i in enumerate(self._astral)]

    def units(self, offset: int) -> int:
        """An offset in characters as one in code units."""
        return offset + bisect_left(self._astral, offset)

    def characters(self, offset: int) -> int:
        """An offset in code units as one in characters; one between two halves of a character is that of the character."""
        return offset - bisect_left(self._starts, offset)
