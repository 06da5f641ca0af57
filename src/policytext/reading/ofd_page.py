"""What is drawn on one page of an OFD file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from policytext.model.errors import HostileInputError
from policytext.reading.layout import Page, Rule, Word
from policytext.reading.ofd_numbers import Transform, numbers
from policytext.reading.ofd_package import Body
from policytext.reading.ofd_paths import Line, lines
from policytext.reading.ofd_text import Glyph, glyphs

POINTS = 72 / 25.4
"""Points to a millimetre."""
_ASCENT = 0.88
_A4 = (210.0, 297.0)
_FILLS = 0.1
"""The part of a page that a picture fills at least, for the page to count as one; a seal is smaller."""
_OUTLINES = 50
"""So many curves on a page without text are text turned into outlines."""

_DEEPEST = 50


@dataclass(slots=True)
class Drawn:
    """Glyphs, lines and pictures in millimetres, and the box they lie in: left, top, width, height."""

    box: list[float]
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pictures: float = 0.0
    """Square millimetres."""
    figures: int = 0
    spent: int = 0
    """Objects and glyphs drawn, those left out included."""


def drawn(body: Body, part: str) -> Drawn:
    """What a page and its templates draw.

    Raises BrokenFileError, HostileInputError where templates or drawings hold themselves, LimitError.
    """
    root = body.package.root(part)
    area = numbers(root.findtext("{*}Area/{*}PhysicalBox") or body.area, body.package.label(part))
    artist = _Artist(body, Drawn(area))
    artist.page(root, part, (part,))
    if len(area) != 4 or min(area[2:]) <= 0:
        artist.drawn.box = _around(artist.drawn.glyphs)
    return artist.drawn


def _around(found: Sequence[Glyph]) -> list[float]:
    """The box of a page that does not say how large it is: A4, or what its text takes up."""
    return [0.0, 0.0, max([_A4[0], *(glyph.x + glyph.size for glyph in found)]), max([_A4[1], *(glyph.y + glyph.size for glyph in found)])]


class _Artist:
    """Walks the objects of a page, its templates and shared drawings."""

    def __init__(self, body: Body, page: Drawn) -> None:
        self.drawn = page
        self._body = body
        self._limits = body.package.archive.limits
        self._resources: list[str] = []

    @cached_property
    def _units(self) -> dict[str, Any]:
        """The shared drawings of the document and of the page, by number."""
        return {**self._body.units, **dict(self._body.units_in(self._resources))}

    def page(self, root: Any, part: str, within: tuple[str, ...]) -> None:
        self._resources += (self._body.package.path(found.text, part) for found in root.iterfind("{*}PageRes"))
        for template in root.iterfind("{*}Template"):
            self._spend(1)
            inner = self._body.templates.get(template.get("TemplateID", ""))
            if inner is not None:
                self._check_circle(inner, within, part)
                self.page(self._body.shared(inner), inner, (*within, inner))
        for layer in root.iterfind("{*}Content/{*}Layer"):
            self._objects(layer, Transform(), part, ())

    def _objects(self, parent: Any, outer: Transform, part: str, within: tuple[str, ...]) -> None:
        if len(within) > _DEEPEST:
            raise HostileInputError(f"{self._body.package.label(part)} holds drawings within drawings without end: do not open this file")
        for element in parent.iterchildren("*"):
            self._spend(1)
            if element.get("Visible", "true") not in ("false", "0"):
                self._object(element, outer, part, within)

    def _object(self, element: Any, outer: Transform, part: str, within: tuple[str, ...]) -> None:
        label = self._body.package.label(part)
        match element.tag.rpartition("}")[2]:
            case "TextObject":
                for glyph in glyphs(element, _placed(element, outer, label), label):
                    self._spend(1)
                    self.drawn.glyphs.append(glyph)
            case "PathObject":
                self.drawn.figures += 1
                for line in lines(element, _placed(element, outer, label), label):
                    self._spend(1)
                    self.drawn.lines.append(line)
            case "ImageObject":
                box = numbers(element.get("Boundary"), label)
                self.drawn.pictures += abs(box[2] * box[3]) if len(box) == 4 else 0.0
            case "PageBlock":
                self._objects(element, outer, part, (*within, "PageBlock"))
            case "CompositeObject":
                self._composite(element, _placed(element, outer, label), part, within)

    def _composite(self, element: Any, place: Transform, part: str, within: tuple[str, ...]) -> None:
        id = element.get("ResourceID", "")
        self._check_circle(id, within, part)
        unit = self._units.get(id)
        content = unit.find("{*}Content") if unit is not None else None
        if content is not None:
            self._objects(content, place, part, (*within, id))

    def _check_circle(self, id: str, within: tuple[str, ...], part: str) -> None:
        if id in within or len(within) > _DEEPEST:
            raise HostileInputError(f"{self._body.package.label(part)} draws {id}, which holds itself: do not open this file")

    def _spend(self, count: int) -> None:
        """Count what is drawn, so that drawings within drawings end. Raises LimitError."""
        self.drawn.spent += count
        self._limits.check("characters", self.drawn.spent, self._body.package.archive.label)


def _placed(element: Any, outer: Transform, label: str) -> Transform:
    """From the space of an object to that of the page: its own transformation, then its place."""
    own = numbers(element.get("CTM"), label)
    box = numbers(element.get("Boundary"), label)
    turned = Transform(*own) if len(own) == 6 else Transform()
    return turned.within(Transform(e=box[0], f=box[1]) if len(box) >= 2 else Transform()).within(outer)


def pages_of(found: Drawn, number: int) -> Iterator[Page]:
    """A page for the layout: in points, upright, without what lies beyond its edge.

    What is turned otherwise than most of it (装订线 at the side) follows as a page of the same number.
    """
    seen = [glyph for glyph in found.glyphs if _on_page(glyph, found.box)]
    counted = Counter(glyph.quarter for glyph in seen if glyph.text.strip())
    main = max(counted, key=lambda quarter: (counted[quarter], -quarter), default=0)
    yield _page(found, seen, main, number, found.lines, is_picture(found))
    for quarter in sorted(counted.keys() - {main}):
        yield _page(found, seen, quarter, number)


def _page(
    found: Drawn, seen: Sequence[Glyph], quarter: int, number: int, rules: Sequence[Line] = (), picture: bool = False
) -> Page:
    turn = _turn(quarter, found.box)
    width, height = found.box[2:] if quarter % 2 == 0 else found.box[:1:-1]
    words = tuple(_word(glyph, turn) for glyph in seen if glyph.quarter == quarter)
    return Page(number, width * POINTS, height * POINTS, words, tuple(_rule(line, turn) for line in rules), picture)


def is_picture(found: Drawn) -> bool:
    """Whether an image fills the page, or outlines stand where text should."""
    big = found.pictures >= _FILLS * found.box[2] * found.box[3]
    return big or (not found.glyphs and found.figures >= _OUTLINES)


def _on_page(glyph: Glyph, box: list[float]) -> bool:
    return box[0] <= glyph.x <= box[0] + box[2] and box[1] <= glyph.y - glyph.size / 2 <= box[1] + box[3]


def _turn(quarter: int, box: list[float]) -> Transform:
    """Turns a page upright whose text runs turned by so many quarters, and measures it in points from its corner."""
    left, top, width, height = box
    corner = Transform(e=-left, f=-top)
    upright = (Transform(), Transform(0, -1, 1, 0, 0, width), Transform(-1, 0, 0, -1, width, height), Transform(0, 1, -1, 0, height, 0))
    return corner.within(upright[quarter]).within(Transform(POINTS, 0, 0, POINTS))


def _word(glyph: Glyph, turn: Transform) -> Word:
    x, y = turn.point(glyph.x, glyph.y)
    size = glyph.size * POINTS
    return Word(glyph.text, x, y - _ASCENT * size, x + glyph.advance * POINTS, y + (1 - _ASCENT) * size, size)


def _rule(line: Line, turn: Transform) -> Rule:
    (x0, y0), (x1, y1) = turn.point(*line[:2]), turn.point(*line[2:])
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
