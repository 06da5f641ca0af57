"""OFD files of our own: pages of placed text, lines, pictures, templates, and whatever a test wants broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, LEFT, TOP, SIZE, LEADING = 210.0, 297.0, 28.0, 37.0, 5.6, 10.0
PER_LINE = 27


def element(name: str, content: str = "", **attributes: object) -> str:
    """An element of the namespace of OFD."""
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<ofd:{name}{written}>{content}</ofd:{name}>"


def root(name: str, content: str, **attributes: object) -> str:
    """A whole part."""
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} {SPACE}{written}>{content}</ofd:{name}>'


def text(line: str, x: float, y: float, size: float = SIZE, **attributes: object) -> str:
    """A line of text, its baseline at `y`, every character as wide as it is high, ASCII half as wide."""
    steps = " ".join(str(size if character > "\x7f" else size / 2) for character in line[:-1])
    code = element("TextCode", escape(line), X=0, Y=size * 0.88, **({"DeltaX": steps} if steps else {}))
    box = f"{x} {y - size * 0.88} {size * len(line) + 1} {size * 1.2}"
    return element("TextObject", code, **{"ID": 9, "Boundary": box, "Font": 1, "Size": size, **attributes})


def path(data: str, box: str = "0 0 210 297", **attributes: object) -> str:
    """A drawn figure."""
    return element("PathObject", element("AbbreviatedData", data), ID=8, Boundary=box, **attributes)


def image(box: str = "0 0 210 297") -> str:
    """A picture."""
    return element("ImageObject", ID=7, Boundary=box, ResourceID=70)


def page(objects: Iterable[str], before: str = "") -> str:
    """The content of a page."""
    return root("Page", before + element("Content", element("Layer", "".join(objects), ID=6, Type="Body")))


def paragraphs(lines: Sequence[str], numbered: bool = True, per_page: int = 22) -> list[str]:
    """Pages of paragraphs, wrapped and indented by two characters as official documents are; the first is a title."""
    placed = [(LEFT + (PER_LINE - len(lines[0])) * SIZE / 2, lines[0])] if lines else []
    for paragraph in lines[1:]:
        placed += wrapped(paragraph)
    pages = [placed[at : at + per_page] for at in range(0, len(placed), per_page)]
    return [page([*_lines(found), *([_foot(number)] if numbered else [])]) for number, found in enumerate(pages, 1)]


def wrapped(paragraph: str) -> list[tuple[float, str]]:
    """The lines of a paragraph, each with where it begins; no line begins with closing punctuation or within a number."""
    lines, room = [""], PER_LINE - 2.0
    for piece in re.findall(r"[\x21-\x7e]+[，。、；：）》]*|.[，。、；：）》]*", paragraph):
        if lines[-1] and span(lines[-1] + piece.rstrip("，。、；：）》")) > room:
            lines.append("")
            room = PER_LINE
        lines[-1] += piece
    return [(LEFT + (0 if at else 2 * SIZE), line) for at, line in enumerate(lines)]


def span(line: str) -> float:
    """How wide a line is, in characters."""
    return sum(1.0 if character > "\x7f" else 0.5 for character in line)


def _lines(placed: Iterable[tuple[float, str]]) -> list[str]:
    return [text(line, x, TOP + LEADING * at) for at, (x, line) in enumerate(placed)]


def _foot(number: int) -> str:
    return text(f"— {number} —", 95, 275, 4.9)


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], top: float = TOP, height: float = 10.0) -> list[str]:
    """A ruled table."""
    edges = [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    bottom = top + height * len(rows)
    rules = [path(f"M {edges[0]} {top + height * at} L {edges[-1]} {top + height * at}") for at in range(len(rows) + 1)]
    rules += [path(f"M {x} {top} L {x} {bottom}") for x in edges]
    cells = [
        text(cell, edges[at] + 1.5, top + height * (number + 0.65), 4.2)
        for number, row in enumerate(rows) for at, cell in enumerate(row) if cell
    ]  # fmt: skip
    return rules + cells


def document(count: int, common: str = "", pages: str | None = None) -> str:
    """The main part of a document with `count` pages."""
    listed = "".join(element("Page", ID=100 + at, BaseLoc=f"Pages/Page_{at}/Content.xml") for at in range(count))
    area = element("PageArea", element("PhysicalBox", f"0 0 {WIDTH} {HEIGHT}"))
    return root("Document", element("CommonData", element("MaxUnitID", "999") + area + common) + element("Pages", pages or listed))


def entry(bodies: Sequence[str] = ("Doc_0/Document.xml",), info: str = "", more: str = "") -> str:
    """The entry of a file."""
    listed = "".join(element("DocBody", element("DocInfo", element("DocID", "0" * 32) + info) + element("DocRoot", body)) for body in bodies)
    return root("OFD", listed + more, Version="1.0", DocType="OFD")


def parts(pages: Sequence[str], common: str = "", info: str = "") -> dict[str, str]:
    """The parts of a file with one document."""
    held = {"OFD.xml": entry(info=info), "Doc_0/Document.xml": document(len(pages), common)}
    return held | {f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(pages)}


def packed(held: Mapping[str, str | bytes]) -> bytes:
    """A file of its parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in held.items():
            target.writestr(name, content)
    return data.getvalue()


def made(pages: Sequence[str], common: str = "", info: str = "") -> bytes:
    """A file with one document."""
    return packed(parts(pages, common, info))
