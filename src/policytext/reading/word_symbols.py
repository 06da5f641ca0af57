"""Characters of symbol fonts as Unicode has them; unknown ones stay visible as U+FFFD."""

from __future__ import annotations

UNKNOWN = "\ufffd"
# glyphs by font as their makers' charts show them; a box, a tick, a sign of comparison, for these bear meaning in plans
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x9F: "•",
        0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
        0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
        **{0x81 + i: chr(ord("①") + i) for i in range(10)}, **{0x8C + i: chr(ord("❶") + i) for i in range(10)},
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0x2A: "□",
        **{0x6A + i: chr(ord("①") + i) for i in range(10)}, **{0x76 + i: chr(ord("❶") + i) for i in range(10)},
    },
    "wingdings 3": {0x67: "→", 0x68: "↑", 0x69: "↓", 0x75: "▶", 0x7D: "▶", 0x84: "▶", 0x70: "▲", 0x71: "▼"},
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": {
        0x25: "%", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ",
        0x6D: "μ", 0x70: "π", 0x73: "σ", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←",
        0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xC5: "⊕",
        0xD6: "√", 0xE5: "∑", **{0x30 + i: str(i) for i in range(10)},
    },
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def is_symbol_font(font: str | None) -> bool:
    """Whether a font has pictures where others have letters."""
    return font is not None and font.lower() in _FONTS


def symbol(font: str, code: str) -> str:
    """The character that ``w:sym`` prints, its code in hexadecimal.

    >>> symbol("Wingdings", "F0FE"), symbol("Symbol", "F0B3"), symbol("Wingdings", "F021") == UNKNOWN, symbol("宋体", "2611")
    ('☑', '≥', True, '☑')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    if is_symbol_font(font) or number in _PRIVATE:
        return _FONTS.get(font.lower(), {}).get(number & 0xFF, UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000 else UNKNOWN


def in_font(text: str, font: str | None) -> str:
    """A run's text; its characters of a symbol font, which files keep in the private area, as Unicode has them.

    >>> in_font("\\uf0fe已完成", "Wingdings")
    '☑已完成'
    """
    if font is None or not is_symbol_font(font) or not any(ord(c) in _PRIVATE for c in text):
        return text
    return "".join(symbol(font, f"{ord(c):x}") if ord(c) in _PRIVATE else c for c in text)


def raised(text: str) -> str:
    """Text set high: digits as the high digits of Unicode, for 10 with a high 4 is not 104; words as they are.

    >>> "10" + raised("4"), "m" + raised("2"), raised("[1]")
    ('10⁴', 'm²', '[1]')
    """
    return text.translate(_RAISED) if all(ord(c) in _RAISED for c in text) else text
