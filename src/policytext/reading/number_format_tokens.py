"""The parts of one section of a number format."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One part: its `kind`, and the text it stands for or prints."""

    kind: str
    text: str


# the order decides: quoted and escaped text before everything that could stand inside it
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<space>.)  | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>G/通用格式|General)
    | (?P<exponent>E[+-])
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[eE]+|a{3,4})
    | (?P<digit>[0#?])
    | (?P<text>@)
    | (?P<mark>[.,%/])
    | (?P<other>.)
    """,
    re.X | re.S,
)
_LITERAL = ("quoted", "escaped", "currency", "other")


def tokens_of(section: str) -> tuple[Token, ...]:
    """A section of a format, part by part; colours and languages are dropped.

    >>> [(x.kind, x.text) for x in tokens_of('[红色]0.0"万元"')]
    [('digit', '0'), ('mark', '.'), ('digit', '0'), ('literal', '万元')]
    """
    return _marks_in_dates(tuple(_tokens(section)))


def _tokens(section: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind in _LITERAL:
            found.append(Token("literal", text))
        elif kind == "space":
            found.append(Token("literal", " "))
        elif kind in ("half", "elapsed", "date"):
            found.append(Token("date", f"[{text}]".lower() if kind == "elapsed" else text if kind == "half" else text.lower()))
        elif kind not in ("fill", "bracket"):
            found.append(Token(kind, text))
    return found


def _marks_in_dates(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """In a date, points and strokes are what they look like: ``yyyy.m.d``, ``yyyy/m/d``."""
    if not any(token.kind == "date" for token in tokens):
        return tokens
    return tuple(Token("literal", token.text) if token.kind in ("mark", "digit") else token for token in tokens)
