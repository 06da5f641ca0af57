"""What the runs of one paragraph print: its text, the boxes anchored in it, the notes it refers to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policytext.reading.word_fields import Fields
from policytext.reading.word_math import formula
from policytext.reading.word_names import (
    ALTERNATE,
    BOX,
    CONTROL,
    DIAGRAM,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    UNPRINTED,
    WORD_ART,
    A,
    M,
    W,
    chosen,
    is_placeholder,
    switched,
    value,
)
from policytext.reading.word_package import Package
from policytext.reading.word_styles import Styles
from policytext.reading.word_symbols import in_font, is_symbol_font, raised, symbol

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FONT_OF = (W + "ascii", W + "hAnsi", W + "eastAsia")


class Notes:
    """The footnotes and endnotes that the text refers to, each once, in the order of their marks."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], None] = {}

    def add(self, kind: str, mark: Any) -> None:
        """Remember the note that a mark stands for."""
        self.found.setdefault((kind, mark.get(W + "id") or ""))


class Inline:
    """Gathers what one paragraph prints; `boxes` are texts or elements that stand beside its own text."""

    def __init__(self, package: Package, styles: Styles, notes: Notes, fields: Fields, hidden: bool = False) -> None:
        self._package, self._styles, self._notes, self._fields = package, styles, notes, fields
        self._hidden = hidden
        self._pieces: list[str] = []
        self._shape: Callable[[str], str] | None = None
        self._muted = self._begun = False
        self.boxes_before: list[Any] = []
        self.boxes_after: list[Any] = []

    @property
    def text(self) -> str:
        """What has been gathered."""
        return "".join(self._pieces)

    def walk(self, parent: Any) -> None:
        """Take in everything below an element."""
        for child in parent:
            act = _ACTS.get(child.tag, Inline.walk)
            if act is not None:
                act(self, child)

    def _say(self, text: str) -> None:
        if text and self._fields.printing and not self._muted:
            self._pieces.append(text)
            self._begun = self._begun or not text.isspace()

    def _run(self, run: Any) -> None:
        properties = run.find(RUN_PROPERTIES)
        if properties is None and not self._hidden:
            self.walk(run)
        elif not self._hides(properties):
            before, self._shape = self._shape, self._shape_of(properties)
            self.walk(run)
            self._shape = before
        self._muted = False

    def _hides(self, properties: Any) -> bool:
        own = switched(properties, W + "vanish")
        if own is None:
            own = self._styles.hides(value(properties, W + "rStyle"))
        return self._hidden if own is None else own

    def _shape_of(self, properties: Any) -> Callable[[str], str] | None:
        if value(properties, W + "vertAlign") == "superscript":
            return raised
        fonts = properties.find(W + "rFonts") if properties is not None else None
        names = [] if fonts is None else [fonts.get(key) for key in _FONT_OF]
        font = next(filter(is_symbol_font, names), None)
        return (lambda text: in_font(text, font)) if font else None

    def _text(self, element: Any) -> None:
        text = element.text or ""
        if "\n" in text or "\r" in text:
            text = text.replace("\r", "").replace("\n", " ")
        if element.get(_SPACE) != "preserve":
            text = text.strip(" \t")
        self._say(self._shape(text) if self._shape else text)

    def _symbol(self, element: Any) -> None:
        self._say(symbol(element.get(W + "font") or "", element.get(W + "char") or ""))

    def _control(self, control: Any) -> None:
        if not is_placeholder(control):
            self.walk(control)

    def _alternate(self, element: Any) -> None:
        way = chosen(element)
        if way is not None:
            self.walk(way)

    def _ruby(self, element: Any) -> None:
        for base in element.iterfind(W + "rubyBase"):
            self.walk(base)

    def _formula(self, element: Any) -> None:
        self._say(formula(element))

    def _note(self, mark: Any) -> None:
        if self._fields.printing:
            self._notes.add("footnotes" if mark.tag == W + "footnoteReference" else "endnotes", mark)
        self._muted = mark.get(W + "customMarkFollows", "0") in ("1", "true", "on")

    def _field_mark(self, mark: Any) -> None:
        match mark.get(W + "fldCharType"):
            case "begin":
                self._say(_ticked(mark))
                self._fields.begin()
            case "separate":
                self._fields.separate()
            case "end":
                self._say(self._fields.end())

    def _instruction(self, element: Any) -> None:
        self._fields.instruct(element.text or "")

    def _simple_field(self, element: Any) -> None:
        self._fields.begin()
        self._fields.instruct(element.get(W + "instr") or "")
        self._fields.separate()
        self.walk(element)
        self._say(self._fields.end())

    def _box(self, box: Any) -> None:
        """Text beside the paragraph: before it where nothing of it is printed yet, as the head of a document is."""
        (self.boxes_after if self._begun else self.boxes_before).append(box)

    def _drawn_paragraph(self, element: Any) -> None:
        self._box("".join(text.text or "" for text in element.iter(A + "t")))

    def _word_art(self, element: Any) -> None:
        self._box(element.get("string") or "")

    def _diagram(self, element: Any) -> None:
        """The texts of a drawn scheme (SmartArt), which lie in a part of their own."""
        name = self._package.referred(element, "dm")
        for paragraph in self._package.root(name).iter(A + "p") if name else ():
            self._drawn_paragraph(paragraph)


def _ticked(mark: Any) -> str:
    """The box of a form, ticked or not; nothing for other fields."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    now = switched(box, W + "checked")
    return "☑" if (switched(box, W + "default") if now is None else now) else "□"


def _saying(text: str) -> Callable[[Inline, Any], None]:
    return lambda inline, element: inline._say(text)


_ACTS: dict[str, Callable[[Inline, Any], None] | None] = {
    **dict.fromkeys(UNPRINTED),
    RUN: Inline._run,
    TEXT: Inline._text,
    W + "tab": _saying("\t"),
    W + "ptab": _saying("\t"),
    W + "br": _saying("\n"),
    W + "cr": _saying("\n"),
    W + "noBreakHyphen": _saying("-"),
    W + "sym": Inline._symbol,
    W + "ruby": Inline._ruby,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "fldChar": Inline._field_mark,
    W + "instrText": Inline._instruction,
    W + "fldSimple": Inline._simple_field,
    CONTROL: Inline._control,
    ALTERNATE: Inline._alternate,
    BOX: Inline._box,
    WORD_ART: Inline._word_art,
    A + "p": Inline._drawn_paragraph,
    DIAGRAM + "relIds": Inline._diagram,
    M + "oMath": Inline._formula,
}
