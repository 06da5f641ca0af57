"""Pinyin glosses that page converters print behind a character: ``發(fā)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from policytext.cleaning.edits import Edit

BRACKET = r"[(（]\s?([A-Za-zɡüêÜ\u0300-\u036f\u00e0-\u01dc\u1ebf-\u1ec1]{1,8})\s?[)）]"
CANDIDATE = re.compile(rf"(?:{BRACKET})+")
READING = re.compile(BRACKET)


def pinyin_gloss(text: str) -> Iterator[Edit]:
    """A bracket goes where it holds a reading of the character before it: ``發(fā)`` but not ``版(B)``.

    >>> [text[edit.start:edit.end] for text in ["印發(fā)通知"] for edit in pinyin_gloss(text)]
    ['(fā)']
    """
    for found in CANDIDATE.finditer(text):
        end = _gloss_end(text[found.start() - 1 : found.start()], found)
        if end > found.start():
            yield Edit(found.start(), end, "", "pinyin_gloss")


def _gloss_end(character: str, found: re.Match[str]) -> int:
    """Where the leading brackets that are readings of the character end; a gloss may be printed twice."""
    end = found.start()
    for bracket in READING.finditer(found.string, *found.span()):
        if not is_reading(bracket[1], character):
            break
        end = bracket.end()
    return end


def is_reading(letters: str, character: str) -> bool:
    """Whether the letters are one of the character's readings, with its tone mark or without any.

    >>> is_reading("qū", "區"), is_reading("qu", "區"), is_reading("qù", "區"), is_reading("B", "版")
    (True, True, False, False)
    """
    written = unicodedata.normalize("NFC", letters.lower().replace("ɡ", "g"))
    readings = (_dictionary().get(ord(character), "") if character >= "\u3400" else "").split(",")
    return written in readings or written in {_toneless(reading) for reading in readings}


def _toneless(reading: str) -> str:
    """``fā`` as ``fa``, ``nǚ`` as ``nü``."""
    marks = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(x for x in marks if x == "\u0308" or not unicodedata.combining(x)))


@cache
def _dictionary() -> Mapping[int, str]:
    """Readings by code point, from pypinyin; it is loaded only where a page holds a candidate."""
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)
