"""PDFs made for tests: text set as offices set it, on A4 with 28 characters a line, and pages drawn by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
_OPENING, _CLOSING = "（《“‘〔", "，。、；：？！）》”’〕%％.,"


def width_of(text: str, size: float) -> float:
    _registered()
    return float(pdfmetrics.stringWidth(text, FONT, size))


def _registered() -> None:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Made:
    """A PDF drawn by hand; places are points from the upper left corner, `top` that of the line."""

    def __init__(self, size: tuple[float, float] = A4, encrypt: Any = None) -> None:
        _registered()
        self._bytes = io.BytesIO()
        self._height = size[1]
        self.canvas = Canvas(self._bytes, pagesize=size, encrypt=encrypt)

    def text(
        self, x: float, top: float, text: str, size: float = 16, mode: int | None = None, spread: float = 0
    ) -> Made:
        drawn = self.canvas.beginText(x, self._height - top - 0.88 * size)
        drawn.setFont(FONT, size)
        drawn.setCharSpace(spread)
        drawn.setTextRenderMode(mode or 0)
        drawn.textOut(text)
        self.canvas.drawText(drawn)
        return self

    def centred(self, top: float, text: str, size: float = 22) -> Made:
        return self.text((WIDTH - width_of(text, size)) / 2, top, text, size)

    def turned(self, x: float, y: float, angle: float, text: str, size: float = 16) -> Made:
        self.canvas.saveState()
        self.canvas.translate(x, self._height - y)
        self.canvas.rotate(angle)
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float) -> Made:
        self.canvas.line(x0, self._height - top, x1, self._height - bottom)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Made:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def picture(self) -> Made:
        from PIL import Image

        image = ImageReader(Image.new("L", (60, 80), 200))
        self.canvas.drawImage(image, 0, 0, WIDTH, self._height)
        return self

    def page(self, rotation: int = 0) -> Made:
        if rotation:
            self.canvas.setPageRotation(rotation)
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        self.canvas.save()
        return self._bytes.getvalue()


@dataclass(frozen=True)
class Setting:
    """How a text is set: the official way unless said otherwise."""

    columns: int = 28
    rows: int = 22
    size: float = 16
    leading: float = 28
    indent: float = 2
    left: float = 79
    top: float = 105
    justified: bool = False
    numbers: str = "— {} —"
    head: str = ""
    keep_numbers: bool = True
    title_size: float = 22
    outer: bool = True

    @property
    def width(self) -> float:
        return self.columns * self.size


OFFICIAL = Setting()


def made_plan(paragraphs: Iterable[str], title: Sequence[str] = (), setting: Setting = OFFICIAL) -> bytes:
    """Paragraphs set line by line; `title` is its lines, centred and larger."""
    made = Made()
    lines: list[tuple[str, bool, float]] = [(line, False, setting.title_size) for line in title]
    for paragraph in paragraphs:
        wrapped = list(wrap(paragraph, setting))
        lines += [(line, at == 0, setting.size) for at, line in enumerate(wrapped)]
        if setting.justified and wrapped:
            lines[-1] = (wrapped[-1], len(wrapped) == 1, -setting.size)
    for at, (line, first, size) in enumerate(lines):
        row = at % setting.rows
        if at and not row:
            _furnish(made, at // setting.rows, setting)
        _put(made, line, first, size, setting.top + row * setting.leading, setting)
    _furnish(made, (len(lines) - 1) // setting.rows + 1, setting)
    return made.done()


def _put(made: Made, line: str, first: bool, size: float, top: float, setting: Setting) -> None:
    last, size = size < 0, abs(size)
    if size != setting.size:
        made.text(setting.left + (setting.width - width_of(line, size)) / 2, top, line, size)
        return
    x = setting.left + (setting.indent * setting.size if first else 0)
    free = setting.left + setting.width - x - width_of(line, size)
    spread = free / (len(line) - 1) if setting.justified and not last and len(line) > 1 else 0
    made.text(x, top, line, size, spread=spread)


def _furnish(made: Made, number: int, setting: Setting) -> None:
    """The page number and the running head, then the next page."""
    foot = setting.top + setting.rows * setting.leading + 20
    if setting.numbers:
        text = setting.numbers.format(number)
        right = setting.left + setting.width - width_of(text, 14) - 14
        made.text(right if number % 2 and setting.outer else setting.left + 14, foot, text, 14)
    if setting.head:
        made.text(setting.left, setting.top - 50, setting.head.format(number), 10)
    made.page()


def wrap(paragraph: str, setting: Setting, measure: Callable[[str, float], float] = width_of) -> Iterator[str]:
    """The lines of a paragraph: no comma begins one, no bracket ends one, a number stays whole."""
    line, room = "", setting.width - setting.indent * setting.size
    for unit in _units(paragraph, setting.keep_numbers):
        if line and measure(line + unit.rstrip(" "), setting.size) > room + 0.01:
            yield line.rstrip(" ")
            line, room = "", setting.width
        line += unit
    if line:
        yield line.rstrip(" ")


def _units(text: str, whole: bool) -> Iterator[str]:
    """What is never parted: a number or a word, brackets and commas with what they stand at."""
    unit = ""
    for at, c in enumerate(text):
        unit += c
        following = text[at + 1 : at + 2]
        run = whole and c.isascii() and following.isascii() and not c.isspace() and following not in ("", " ")
        if c in _OPENING or (following and following in _CLOSING) or run or following == " ":
            continue
        yield unit
        unit = ""
    if unit:
        yield unit
