"""The name of a source as messages and results may show it: a name from a stranger is no part of our own words."""

from __future__ import annotations

import unicodedata

_LONGEST = 200
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def shown(name: str) -> str:
    """A name on one line, control and direction characters escaped, a long one cut in the middle.

    >>> shown("计划\\x1b[2J\\n.txt")
    '计划\\\\x1b[2J\\\\n.txt'
    """
    plain = "".join(_escaped(character) for character in _cut(name))
    return plain or "the source"


def _cut(name: str) -> str:
    half = _LONGEST // 2
    return name if len(name) <= _LONGEST else f"{name[:half]}…{name[-half:]}"


def _escaped(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN
    return character.encode("unicode_escape").decode("ascii") if hidden else character
