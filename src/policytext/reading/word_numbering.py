"""Automatic numbering of a Word file, counted on and printed as its pages show it (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from policytext.reading.word_names import RUN_PROPERTIES, W, switched, value, whole
from policytext.reading.word_numerals import numeral
from policytext.reading.word_styles import Style, Styles

_LEVELS = 9
_HIGHEST = 32_767
_LONGEST = 255
_LINKS = 8
_PLACE = re.compile("%([1-9])")
# after these nothing is put between the number and its text: 一、 （一） 1． ①
_CLOSING = re.compile("[、，,．.。）)】〕\\]：:—①-⒛㈠-㈩㊀-㊉]$")
_LETTERS = re.compile("[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level are written and counted; `gap` is what the file puts behind them."""

    text: str = ""
    form: str = "decimal"
    start: int = 0
    restart: int | None = None
    legal: bool = False
    gap: str = "tab"
    hidden: bool = False
    style: str | None = None


@dataclass(slots=True)
class _Definition:
    """A list: its levels, the style that stands for it, and how far it has been counted."""

    levels: dict[int, Level]
    link: str | None = None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _List:
    """One use of a definition, with what it changes."""

    definition: str | None
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number and what stands between it and its text.

    >>> Number("一、").before("总体要求"), Number("第一章").before("总则"), Number("1.").before("2021年完成")
    ('一、总体要求', '第一章 总则', '1. 2021年完成')
    """

    text: str = ""
    gap: str = "tab"

    def before(self, text: str) -> str:
        """The number with the text behind it; digits never run into one another."""
        if not self.text:
            return text
        text = text.lstrip(" \t　")
        return self.text + (" " if text and self._stands_apart(bool(_LETTERS.match(text))) else "") + text

    def _stands_apart(self, lettered: bool) -> bool:
        if self.gap == "nothing":
            return lettered and _LETTERS.match(self.text[-1]) is not None
        return lettered or not _CLOSING.search(self.text)


class Numbering:
    """The lists of a file and how far each is counted."""

    def __init__(self, root: Any = None, styles: Styles | None = None) -> None:
        found = root if root is not None else ()
        self._styles = styles or Styles()
        self._definitions = {
            one.get(W + "abstractNumId"): _definition(one) for one in found if one.tag == W + "abstractNum"
        }
        self._lists = {whole(one.get(W + "numId")): _list(one) for one in found if one.tag == W + "num"}
        self._begun: set[tuple[int, int]] = set()

    def number(self, properties: Any, style: Style) -> Number:
        """The number of the next paragraph, given its ``w:numPr`` (None where it has none) and its style."""
        own = whole(value(properties, W + "numId"))
        key = style.list_id if own is None else own
        used = self._lists.get(key) if key else None
        definition = self._defined(used) if used else None
        if key is None or used is None or definition is None:
            return Number()
        levels = definition.levels | used.levels
        at = whole(value(properties, W + "ilvl"))
        at = _level_of(style, levels) if at is None else at
        return self._counted(key, used, definition.counts, levels, at) if at in levels else Number()

    def _defined(self, used: _List) -> _Definition | None:
        """The definition behind a list, through the styles that stand for one."""
        for _ in range(_LINKS):
            definition = self._definitions.get(used.definition)
            if definition is None or definition.link is None:
                return definition
            key = self._styles.of(definition.link).list_id
            if key is None or key not in self._lists:
                return None
            used = self._lists[key]
        return None

    def _counted(self, key: int, used: _List, counts: dict[int, int], levels: dict[int, Level], at: int) -> Number:
        for outer in range(at):  # a level that is skipped counts as begun: 1.1, then 2
            if outer in levels:
                counts.setdefault(outer, used.starts.get(outer, levels[outer].start))
        first = at in used.starts and (key, at) not in self._begun
        self._begun.add((key, at))
        if first or at not in counts:
            counts[at] = used.starts.get(at, levels[at].start)
        else:
            counts[at] += 1
        for deeper in [deeper for deeper in counts if deeper > at and _restarts(levels.get(deeper), at)]:
            del counts[deeper]
        return _printed(levels, counts, at)


def _level_of(style: Style, levels: dict[int, Level]) -> int:
    """The level that names the paragraph's style or one it is based on, else the one that the style names."""
    named = {level.style: at for at, level in levels.items() if level.style}
    return next((named[name] for name in style.chain if name in named), style.level or 0)


def _restarts(level: Level | None, at: int) -> bool:
    """Whether a number on a level outside begins this level anew; `restart` counts levels from one."""
    return level is None or level.restart is None or at < level.restart


def _printed(levels: dict[int, Level], counts: dict[int, int], at: int) -> Number:
    level = levels[at]
    if level.form == "bullet" or level.hidden:
        return Number()

    def filled(place: re.Match[str]) -> str:
        inner = int(place[1]) - 1
        if inner > at or inner not in levels or levels[inner].form == "bullet":
            return ""
        form = levels[inner].form
        return numeral(counts.get(inner, levels[inner].start), "decimal" if level.legal and form != "none" else form)

    return Number(_PLACE.sub(filled, level.text).replace("\0", "").strip(), level.gap)


def _definition(element: Any) -> _Definition:
    return _Definition(_levels(element), value(element, W + "numStyleLink"))


def _levels(element: Any) -> dict[int, Level]:
    return {at: _level(one) for one in element.iterfind(W + "lvl") if 0 <= (at := _at(one)) < _LEVELS}


def _at(element: Any) -> int:
    found = whole(element.get(W + "ilvl"))
    return -1 if found is None else found


def _level(element: Any) -> Level:
    return Level(
        (value(element, W + "lvlText") or "")[:_LONGEST],
        _form(element),
        _bounded(value(element, W + "start")),
        whole(value(element, W + "lvlRestart")),
        bool(switched(element, W + "isLgl")),
        value(element, W + "suff") or "tab",
        bool(switched(element.find(RUN_PROPERTIES), W + "vanish")),
        value(element, W + "pStyle"),
    )


def _form(element: Any) -> str:
    """The form of the numbers; one made by hand stands in an alternative, beside a form that all can write."""
    if element.find(W + "lvlPicBulletId") is not None:
        return "bullet"
    forms = [one.get(W + "val") for one in element.iter(W + "numFmt")]
    return next((form for form in forms if form and form != "custom"), "decimal")


def _list(element: Any) -> _List:
    changes = [(at, one) for one in element.iterfind(W + "lvlOverride") if 0 <= (at := _at(one)) < _LEVELS]
    return _List(
        value(element, W + "abstractNumId"),
        {at: _level(level) for at, one in changes if (level := one.find(W + "lvl")) is not None},
        {at: _bounded(start) for at, one in changes if (start := value(one, W + "startOverride")) is not None},
    )


def _bounded(text: str | None) -> int:
    found = whole(text)
    return 0 if found is None else max(0, min(found, _HIGHEST))
