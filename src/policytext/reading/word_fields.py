"""Fields of a Word file: their instructions are not printed, their results are (ECMA-376, part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.reading.word_symbols import symbol

_PAGE_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_DRAWN = ("EQ", "SYMBOL")
_LONGEST, _DEEPEST = 2000, 64
# eq \o\ac(○,1): a number in a circle;  eq \o\ad(\s\up 9(shū),书): a gloss above a character
_CIRCLED = re.compile(r"\\o *\\ac *\( *[○〇] *[,;，；] *([0-9]{1,2}) *\)", re.I)
_FRACTION = re.compile(r"\\f *\(([^(),;]{1,40})[,;]([^(),;]{1,40})\)", re.I)
_LAST = re.compile(r"[,;，；]([^,;，；()]{1,40})\)\s*$")
_SYMBOL = re.compile(r"SYMBOL +(0x[0-9a-f]{1,5}|[0-9]{1,6})(?: |$)", re.I)
_FONT = re.compile(r'\\f +(?:"([^"]{1,40})"|([^ "\\]{1,40}))', re.I)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split(None, 1) or [""])[0].upper()


class Fields:
    """The fields that are open at one place of the text, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.printing = True

    @property
    def contents(self) -> bool:
        """Whether the place lies in a list of contents that Word made."""
        return any(field.shows and field.name == "TOC" for field in self._open)

    def begin(self) -> None:
        """A field begins: what follows is its instruction."""
        self._open = [*self._open[-_DEEPEST:], _Field()]
        self.printing = False

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open and not self._open[-1].shows and len(self._open[-1].instruction) < _LONGEST:
            self._open[-1].instruction += text

    def separate(self) -> None:
        """The instruction is over, the result follows."""
        if self._open:
            self._open[-1].shows = True
        self._look()

    def end(self) -> str:
        """The innermost field ends: what it draws, where a field has no text for a result."""
        field = self._open.pop() if self._open else _Field()
        self._look()
        return drawn(field.instruction) if self.printing and field.name in _DRAWN else ""

    def end_of_paragraph(self) -> None:
        """No instruction goes on beyond its paragraph: a field that is never closed must not swallow the text."""
        self._open = [field for field in self._open if field.shows]
        self._look()

    def _look(self) -> None:
        self.printing = all(field.shows and field.name not in (*_PAGE_NUMBERS, *_DRAWN) for field in self._open)


def drawn(instruction: str) -> str:
    """What a field for drawn characters prints.

    >>> drawn(r"eq \\o\\ac(○,3)"), drawn(r"EQ \\f(1,2)"), drawn(r'SYMBOL 254 \\f "Wingdings"')
    ('③', '1/2', '☑')
    """
    if (found := _CIRCLED.search(instruction)) and 0 < int(found[1]) <= 20:
        return chr(ord("①") + int(found[1]) - 1)
    if found := _FRACTION.search(instruction):
        return f"{found[1].strip()}/{found[2].strip()}"
    if found := _SYMBOL.match(instruction.strip()):
        return _symbol(found[1].lower(), _FONT.search(instruction))
    found = _LAST.search(instruction)
    return found[1].strip() if found else ""


def _symbol(code: str, font: re.Match[str] | None) -> str:
    number = int(code, 16) if code.startswith("0x") else int(code)
    return symbol((font[1] or font[2]) if font else "", f"{number:x}")
