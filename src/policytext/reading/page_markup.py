"""What the tags and attributes of a page mean for its text: blocks, hidden elements, printed numbers, raised digits."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 header hr html li legend main menu nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
DROPPED = frozenset(
    "script style noscript iframe template head title meta link select option input button textarea object embed applet "
    "svg canvas audio video map rt rp datalist noframes del s strike".split()
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_AS_INLINE = re.compile(r"display\s*:\s*inline", re.I)
_RAISED = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
_EXPONENT = re.compile("[+−-]?[0-9]{1,3}")
# &amp;nbsp; &amp;ldquo; &ensp一: entities of typography escaped twice, or without their end
_LEFT = re.compile(
    r"&(nbsp|ensp|emsp|thinsp|[lr][ds]quo|[mn]dash|hellip|middot|times|permil|deg|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5})(?:;|(?![0-9A-Za-z]))"
)
_NUMERALS = "零一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLE_TYPE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_TYPES = {
    "1": "1", "a": "a", "A": "A", "i": "i", "I": "I", "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I", "cjk-ideographic": "一", "simp-chinese-informal": "一",
    "trad-chinese-informal": "一", "cjk-decimal": "一", "none": "", "disc": "", "circle": "", "square": "",
}  # fmt: skip
_NUMBERED = re.compile(
    "^[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．，,]|^[①-⑳]|^第[一二三四五六七八九十0-9]{1,3}[章节条]"
)
_MOST = 9999


def is_block(element: Any) -> bool:
    """Whether an element stands on lines of its own."""
    style = element.get("style")
    if style and "display" in style.lower():
        if element.tag in BLOCKS:
            return element.tag not in ("div", "p", "li", "ul") or not _AS_INLINE.search(style)
        return bool(_AS_BLOCK.search(style))
    return element.tag in BLOCKS


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show an element."""
    style = element.get("style")
    return bool(style and _UNSEEN.search(style)) or element.get("hidden") is not None


def names_of(element: Any) -> frozenset[str]:
    """The id and the classes of an element, lower-cased."""
    return frozenset(f"{element.get('id') or ''} {element.get('class') or ''}".lower().split())


def raised(digits: str, before: str) -> str:
    """What a raised number means: an exponent after a unit or a digit, else the number of a note.

    >>> raised("2", "km"), raised("1", "一网通办")
    ('²', '[1]')
    """
    digits = digits.strip()
    if not _EXPONENT.fullmatch(digits):
        return digits
    if re.search("[A-Za-z0-9]$", before):
        return "".join(_RAISED[digit] for digit in digits)
    return f"[{digits}]"


def typographic(text: str) -> str:
    """Entities that the parser has left, as the characters they mean.

    >>> typographic("&ldquo;十四五&rdquo;规划 <&lt;>")
    '“十四五”规划 <&lt;>'
    """
    return _LEFT.sub(lambda found: unescape(f"&{found[1]};"), text) if "&" in text else text


def list_type(element: Any) -> str:
    """How an ordered list prints its numbers: 1, a, A, i, I, 一; empty where it prints none."""
    style = _STYLE_TYPE.search(element.get("style") or "")
    named = style[1].lower() if style else (element.get("type") or "1")
    return _TYPES.get(named, "1")


def whole(value: str | None, default: int) -> int:
    """An attribute's whole number, bounded; the default where it is none.

    >>> whole("3", 1), whole("1e9", 1), whole("99999999999", 1)
    (3, 1, 9999)
    """
    match = re.fullmatch(r"\s*(-?[0-9]{1,18})\s*", value or "")
    return max(-_MOST, min(int(match[1]), _MOST)) if match else default


def marker(number: int, kind: str, text: str) -> str:
    """The printed number of a list's item; none where its text begins with one.

    >>> marker(3, "1", "加强领导"), marker(3, "一", "加强领导"), marker(1, "1", "2021年建成"), marker(1, "1", "1.建校")
    ('3.', '三、', '1、', '')
    """
    if not kind or not text or is_numbered(text):
        return ""
    printed = _printed(number, kind)
    return f"{printed}、" if kind == "一" or text[0].isdigit() else f"{printed}."


def is_numbered(text: str) -> bool:
    """Whether a line begins with a printed number: 一、（二）3.第一章."""
    return _NUMBERED.match(text.lstrip()) is not None


def _printed(number: int, kind: str) -> str:
    if number < 1 or kind == "1":
        return str(number)
    if kind == "一":
        return _chinese(number)
    letters = _roman(number) if kind in "iI" else _letters(number)
    return letters.upper() if kind in "AI" else letters


def _chinese(number: int) -> str:
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return lead + (_NUMERALS[ones] if ones else "")


def _roman(number: int) -> str:
    if number > 399:
        return str(number)
    printed = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        printed += letters * times
    return printed


def _letters(number: int) -> str:
    printed = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        printed = chr(ord("a") + rest) + printed
    return printed
