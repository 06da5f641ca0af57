"""Figures of indicator tables as quantities: where things stand, and what is to be reached by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policytext.extraction.numerals import ARABIC, MAGNITUDE, magnitude, number
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.lexicon import groups, table
from policytext.model.values import Change, Force, Quantity, Role
from policytext.structure.indicator_tables import Figure, figures_of
from policytext.structure.tables import Table

_SIGNS = {
    "≥": ">=", "不低于": ">=", "不少于": ">=", "以上": ">=", "≤": "<=", "不超过": "<=", "不高于": "<=", "以内": "<=",
    "以下": "<=", ">": ">", "＞": ">", "超过": ">", "大于": ">", "超": ">", "<": "<", "＜": "<", "小于": "<",
    "低于": "<", "约": "~", "左右": "~",
}  # fmt: skip
# ≥95, 〔3.5〕, 5.5左右, 6—7, 1.2万人
_VALUE = re.compile(
    rf"[\[〔［【（(]? ?(?P<before>[≥≤>＞<＜约超]|不低于|不少于|不超过|不高于|超过|大于|小于|低于)? ?(?P<low>(?:{ARABIC})(?:{MAGNITUDE})?)"
    rf"(?: ?[-—–~～至] ?(?P<high>(?:{ARABIC})(?:{MAGNITUDE})?))? ?(?P<unit>[^0-9\s，。；、]{{0,8}}?)(?P<after>以上|以内|以下|左右)? ?[\]〕］】）)]?$"
)
_SCALED = re.compile(rf"(?P<scale>{MAGNITUDE})(?P<unit>[^0-9]+)$")
_UP, _DOWN = re.compile("增长|增速|增幅|提高|提升"), re.compile("下降|降低|减少|降幅|削减")
_BY_KIND: dict[str, Force] = {"约束": "hard", "预期": "expected", "指导": "soft"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure's cell says: its place in the cell, its bounds, its canonical unit and comparator."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str | None
    per: str | None
    comparator: str


def find_figures(scene: Scene, found: Table) -> Iterator[Found]:
    """The quantities of an indicator table; a base stands beside its target and is a record of its own."""
    for row in figures_of(found):
        aims = [x for x in row if _role(scene, x, row) == "target"]
        for figure in row:
            if reading := read_figure(figure.value.text, figure.unit):
                value = _quantity(scene, figure, reading, row, alone=len(aims) == len(row))
                at = figure.value.span.start
                yield Found(at + reading.start, at + reading.end, "quantity.table", value, 0.9 if reading.unit else 0.7)


def read_figure(cell: str, unit: str) -> Reading | None:
    """A cell's number with its unit, or that of its row or column; None where the cell is no number.

    >>> reading = read_figure("≥1.5", "万人")
    >>> reading.low, reading.unit, reading.comparator
    (Decimal('15000'), '人', '>=')
    >>> read_figure("完成验收", "") is None
    True
    """
    match = _VALUE.match(cell)
    if match is None or (match["unit"] and canonical_unit(match["unit"]) is None):
        return None
    low, high = number(match["low"]), number(match["high"] or match["low"])
    if low is None or high is None:
        return None
    scale, name, per = canonical_unit(match["unit"] or unit) or (1, unit or None, None)
    comparator = _SIGNS.get(match["before"] or match["after"] or "", "=" if low == high else "..")
    first = match.start("before") if match["before"] else match.start("low")
    last = max(match.end(group) for group in ("low", "high", "unit", "after"))
    return Reading(first, last, _whole(low * scale), _whole(high * scale), name, per, comparator)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def canonical_unit(printed: str) -> tuple[int, str, str | None] | None:
    """A printed unit as its factor, its canonical name and what it is a rate of; None where it is no unit.

    >>> canonical_unit("亿元"), canonical_unit("件/万人"), canonical_unit("很多")
    ((100000000, 'CNY', None), (1, '件', '万人'), None)
    """
    if (match := _SCALED.match(printed)) and (name := _known(match["unit"])):
        return magnitude(match["scale"]), name, None
    if name := _known(printed):
        return 1, name, None
    over, slash, under = printed.partition("/")
    inner = canonical_unit(over) if slash and under else None
    return (inner[0], inner[1], under) if inner else None


def _known(printed: str) -> str | None:
    for key in ("money", "share", "synonyms"):
        if name := table("units", key).get(printed):
            return name
    units = groups("units")
    return printed if printed in units["count"] or printed in units["measure"] else None


def _role(scene: Scene, figure: Figure, row: Sequence[Figure]) -> Role:
    """What a column tells: an aim, unless its head or its year says that it is over.

    The plan's own year alone at a head, with a later one beside it, is where the plan starts from.
    """
    later = any(x.year is not None and figure.year is not None and x.year > figure.year and not x.standing for x in row)
    aimed = any(not x.standing and x is not figure for x in row)
    first = scene.year + (figure.bare and later) if scene.year is not None else None
    over = figure.year is not None and first is not None and figure.year < first
    if figure.standing or (over and later):
        return "baseline" if aimed else "outcome" if over else "current"
    return "outcome" if over or scene.looks_back(figure.value.span.start) else "target"


def _quantity(scene: Scene, figure: Figure, reading: Reading, row: Sequence[Figure], *, alone: bool) -> Quantity:
    role, name = _role(scene, figure, row), figure.name.of(scene.text)
    base = (
        next((x for x in row if _role(scene, x, row) == "baseline"), None)
        if role == "target" and not (alone or figure.rate)
        else None
    )
    stood = read_figure(base.value.text, base.unit) if base else None
    year = max((x.year for x in row if x.year and not x.standing), default=None) if figure.rate else figure.year
    own = date(year, 12, 31) if year else None
    implied = date(scene.year, 12, 31) if scene.year else None
    return Quantity(
        role=role, low=reading.low, high=reading.high, unit=reading.unit, comparator=reading.comparator, indicator=name,
        change=_change(name, figure), force=_force(figure) if role == "target" else "plain",
        baseline=base.year if base else None, baseline_value=stood.low if stood else None, per=reading.per,
        deadline=(own or implied) if role == "target" else None,
        deadline_implied=role == "target" and own is None and implied is not None,
    )  # fmt: skip


def _change(name: str, figure: Figure) -> Change:
    if _DOWN.search(name):
        return "decrease"
    if figure.rate or _UP.search(name):
        return "increase"
    return "new" if name.startswith("新") else "level"


def _force(figure: Figure) -> Force:
    return next((force for word, force in _BY_KIND.items() if word in figure.kind), "plain")
