"""GBK, byte by byte: what a pair of bytes spells, and what a byte could be half of."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

UNKNOWN_BYTE = -1
"""Stands where a decoder wrote U+FFFD: there was a byte, and nobody knows which."""
NO_BYTE = -2
"""Stands for a character that is no pair of GBK bytes."""
NARROWED = frozenset(",;:?!()")
"""Half-width marks that pages print for the full-width ones of the original."""
LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def pairs() -> Mapping[tuple[int, int], str]:
    """The character of every pair of bytes that GBK defines.

    >>> pairs()[0xA1, 0xA3]
    '。'
    """
    found = {}
    for lead in LEADS:
        for trail in TRAILS:
            if character := bytes((lead, trail)).decode("gbk", errors="ignore"):
                found[lead, trail] = character
    return {pair: character for pair, character in found.items() if len(character) == 1}


@cache
def with_trail() -> Mapping[int, Sequence[str]]:
    """The written characters that end in a byte."""
    return _grouped(1)


@cache
def with_lead() -> Mapping[int, Sequence[str]]:
    """The written characters that begin with a byte."""
    return _grouped(0)


def _grouped(place: int) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for pair, character in pairs().items():
        if _written(character):
            found.setdefault(pair[place], []).append(character)
    return found


def _written(character: str) -> bool:
    """Han characters and punctuation: all that a lost character is guessed among."""
    return unicodedata.name(character, "").startswith("CJK UNIFIED") or unicodedata.category(character)[0] == "P"


def bytes_of(character: str) -> tuple[int, ...]:
    """The bytes that a character of a decoded text stands for.

    >>> [hex(byte) for byte in bytes_of("；")] == [hex(byte) for byte in bytes_of(";")] == ['0xa3', '0xbb']
    True
    """
    if "\udc80" <= character <= "\udcff":
        return (ord(character) - 0xDC00,)
    if character == "\ufffd":
        return (UNKNOWN_BYTE,)
    if character < "\x80":
        return (0xA3, ord(character) + 0x80) if character in NARROWED else (ord(character),)
    return _double(character)


def _double(character: str) -> tuple[int, ...]:
    try:
        data = character.encode("gb18030")
    except UnicodeEncodeError:
        return (NO_BYTE,)
    return tuple(data) if len(data) == 2 else (NO_BYTE,)


def undecodable(lead: int, trail: int) -> bool:
    """Whether a decoder of GBK stumbles over the first of two bytes, and drops it or marks it."""
    return trail < 0x40 or (lead, trail) not in pairs()
