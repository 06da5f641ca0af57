"""Figures of many documents: an indicator through the years, over places and years, from level to level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policytext.comparison import Panel
from policytext.comparison.attention import MEASURES
from policytext.comparison.attention_years import ThemeShare
from policytext.comparison.panel_rows import LevelRow, Point
from policytext.display.outline import figure as digits
from policytext.display.plots.figure import INK, SOFT, UNITS, Figure, cut, figure
from policytext.display.worded import word
from policytext.model.errors import UnknownKindError

HALO: dict[str, Any] = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
"""What keeps a label apart from the lines below it."""
PLACES, GREYS = 4, (INK, SOFT, "#8b5a2b", "#9aa3af")
DASHES, SHAPES = ([1, 0], [5, 3], [2, 2], [8, 3, 2, 3]), ("circle", "square", "diamond", "triangle-up")
"""So many places are told apart by dashes, shapes and greys in one figure."""
FEW_YEARS = 6
"""Up to so many years four small figures stand beside each other, beyond two."""


def points_of(panel: Panel, indicator: str, places: Iterable[str] | None = None) -> list[Point]:
    """The points of an indicator. Raises UnknownKindError that names the most frequent indicators where there is none."""
    chosen = None if places is None else {*places}
    found = [row for row in points_in(panel) if row.indicator == indicator and (chosen is None or row.place in chosen)]
    if not found:
        raise UnknownKindError(f"no indicator {indicator!r} in the panel: choose {'、'.join(frequent(panel))} …")
    return found


def points_in(panel: Panel) -> list[Point]:
    """All points of a panel."""
    return [row for row in panel.rows("points") if isinstance(row, Point)]


def frequent(panel: Panel, most: int = 8) -> list[str]:
    """The indicators with most points."""
    counts: dict[str, int] = {}
    for row in points_in(panel):
        counts[row.indicator] = counts.get(row.indicator, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]


def unit_of(points: Sequence[Point]) -> str:
    """The unit that most points have."""
    units = [x.unit for x in points if x.unit]
    return max(units, key=units.count) if units else ""


def lineage(panel: Panel, indicator: str, places: Sequence[str] | None = None) -> Figure:
    """An indicator through the years: what was promised, in which words, and what was reported (指标沿革)."""
    points = points_of(panel, indicator, places)
    unit = unit_of(points)
    data = once([row for point in points if point.unit == unit for row in lineage_rows(point)])
    names = list(dict.fromkeys(point.place for point in points))
    named = "、".join(names[:6]) + ("等" if len(names) > 6 else "")
    caption = f"{named} {len(names)} 地，{len(points)} 个年度（表 points）；●目标，◇后来报告的结果；更硬、更软指措辞的变化。"
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    y = {"field": "value", "type": "quantitative", "title": f"{indicator}（{unit}）", "scale": {"zero": False, "padding": 16}}
    each = {"field": "place", "type": "nominal", "title": None, "header": {"labelFontSize": 12, "labelAnchor": "start"}}
    layer = [
        {"transform": [{"filter": "datum.what == '目标'"}], "mark": {"type": "line", "color": INK}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "point", "size": 70, "filled": True, "stroke": INK, "opacity": 1}, "encoding": {
            "x": x, "y": y,
            "shape": {"field": "what", "type": "nominal", "scale": {"domain": ["目标", "结果"], "range": ["circle", "diamond"]}, "title": None},
            "fill": {"field": "what", "type": "nominal", "scale": {"domain": ["目标", "结果"], "range": [INK, "white"]}, "title": None},
            "tooltip": [{"field": "place"}, {"field": "year"}, {"field": "label"}],
        }},
        *labels(x, y),
    ]  # fmt: skip
    free = {"scale": {"x": "independent", "y": "independent"}}
    body = {"facet": {**each, "sort": names}, "columns": 2, "spec": {"width": {"step": 92}, "height": 150, "layer": layer}, "resolve": free}
    return figure(f"{indicator}：承诺与结果", caption, data, body)


def labels(x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The printed forms of the promises, above or below their points, each upon its halo."""
    found = []
    for above, dy in (("true", -14), ("false", 15)):
        for drawn in (HALO, {}):
            mark: dict[str, Any] = {"type": "text", "dy": dy, "fontSize": 10, **drawn}
            chosen = [{"filter": f"datum.what == '目标' && datum.above == {above}"}]
            found.append({"transform": chosen, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "label"}}})
    return found


def lineage_rows(point: Point) -> list[dict[str, Any]]:
    """The promise of a year and its result, as they are drawn."""
    worded = f" {word('wording', point.wording)}" if point.wording in ("hardened", "softened") else ""
    promised = {"what": "目标", "value": number(point.low), "label": (point.target.text if point.target else digits(point.low)) + worded}
    reported = {"what": "结果", "value": number(point.reported), "label": point.outcome.text if point.outcome else ""}
    return [{"place": point.place, "year": str(point.year), **row} for row in (promised, reported) if row["value"] is not None]


def once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a place, year, value and kind, with every printed form of it (5%以上, 5%); its label stands where the result does not."""
    found: dict[tuple[str, str, str, float], dict[str, Any]] = {}
    for row in rows:
        key = row["place"], row["year"], row["what"], row["value"]
        held = found.setdefault(key, row)
        if row["label"] not in held["label"]:
            held["label"] = f"{held['label']}／{row['label']}"
    reported = {key[:2]: key[3] for key in found if key[2] == "结果"}
    for (place, year, _, value), row in found.items():
        row["above"] = reported.get((place, year), value) <= value
    return list(found.values())


def number(value: Any) -> float | None:
    """A number that JSON can hold."""
    return None if value is None else float(value)


def heat_map(panel: Panel, indicator: str) -> Figure:
    """An indicator over places and years: the darker, the higher; empty where nothing was found (热图)."""
    points = [point for point in points_of(panel, indicator) if point.low is not None]
    unit = unit_of(points)
    chosen = [point for point in points if point.unit == unit]
    data = [{"place": x.place, "year": str(x.year), "value": number(x.low), "label": digits(x.low)} for x in chosen]
    values = [float(x.low) for x in chosen if x.low is not None] or [0.0]
    middle = (min(values) + max(values)) / 2
    places = sorted({x.place for x in chosen})
    others = len(points) - len(chosen)
    beside = f"；另有 {others} 个单位不同，未画" if others else ""
    caption = f"{len(places)} 地 {len(data)} 个目标值（表 points，下限，单位 {unit or '—'}）；颜色越深数值越大，空白为没有读到{beside}。"
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "orient": "top"}}
    y = {"field": "place", "type": "nominal", "title": None, "sort": places}
    return figure(f"{indicator}：各地各年目标", caption, data, {
        "width": {"step": 64}, "height": {"step": 22},
        "layer": [
            {"mark": {"type": "rect", "stroke": "white"}, "encoding": {
                "x": x, "y": y, "color": {"field": "value", "type": "quantitative", "scale": {"scheme": "greys"}, "title": f"目标（{unit}）"},
            }},
            {"mark": {"type": "text", "fontSize": 10.5}, "encoding": {
                "x": x, "y": y, "text": {"field": "label"},
                "color": {"condition": {"test": f"datum.value > {middle}", "value": "white"}, "value": INK},
            }},
        ],
    })  # fmt: skip


def ladder(panel: Panel, indicator: str) -> Figure:
    """How a target grows or shrinks from level to level (层层加码): a line from the level above to the one below, a year a column."""
    levels = [row for row in panel.rows("levels") if isinstance(row, LevelRow)]
    rows = [row for row in levels if row.indicator == indicator and row.parent and row.child]
    if not rows:
        names = "、".join(dict.fromkeys(row.indicator for row in levels if row.parent and row.child))
        instead = f"choose {cut(names, 80)}" if names else "nothing does: it needs documents of a place and of the place above it"
        raise UnknownKindError(f"no indicator {indicator!r} stands on two levels of the panel: {instead}")
    unit = rows[0].child.unit if rows[0].child else ""
    data = [end for n, row in enumerate(rows) for end in ends(n, row)]
    caption = f"{len(rows)} 对上下级目标（表 levels）；实线为加码，虚线为持平、降低或不可比；单位 {unit or '—'}。"
    x = {"field": "level", "type": "nominal", "title": None, "sort": ["上级", "下级"], "axis": {"labelAngle": 0}}
    y = {"field": "value", "type": "quantitative", "title": f"{indicator}（{unit}）", "scale": {"zero": False, "padding": 12}}
    dashes = {"domain": [True, False], "range": [[1, 0], [3, 3]]}
    layer = [
        {"mark": {"type": "line", "color": INK}, "encoding": {"x": x, "y": y, "detail": {"field": "n"}, "strokeDash": {
            "field": "more", "type": "nominal", "scale": dashes, "legend": None}}},
        {"mark": {"type": "point", "filled": True, "color": INK, "size": 50}, "encoding": {"x": x, "y": y, "tooltip": [{"field": "label"}]}},
        {"transform": [{"filter": "datum.level == '上级'"}], "mark": {"type": "text", "align": "right", "dx": -8, "fontSize": 10},
         "encoding": {"x": x, "y": y, "text": {"field": "label"}}},
        {"transform": [{"filter": "datum.level == '下级'"}], "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 10},
         "encoding": {"x": x, "y": y, "text": {"field": "label"}}},
    ]  # fmt: skip
    each = {"field": "year", "type": "ordinal", "title": None, "header": {"labelFontSize": 12}}
    return figure(f"{indicator}：层层加码", caption, data, {"facet": each, "columns": 3, "spec": {"width": 300, "height": 220, "layer": layer}})


def ends(n: int, row: LevelRow) -> list[dict[str, Any]]:
    """Both ends of a pair of levels, as they are drawn."""
    both = (("上级", row.parent_place, row.parent), ("下级", row.place, row.child))
    return [
        {"n": n, "year": str(row.year), "level": level, "value": number(one.low), "label": f"{cut(place, 12)} {one.text}", "more": row.value == "escalated"}
        for level, place, one in both if one is not None and one.low is not None
    ]  # fmt: skip


def themes(panel: Panel, places: Sequence[str] | None = None, measure: str = "text", most: int = 12) -> Figure:
    """Which share of each document the themes have, year by year (历年关注度); `measure` is text, items or targets, `most` so many themes."""
    if measure not in MEASURES:
        raise UnknownKindError(f"no attention measured by {measure!r}: choose {', '.join(MEASURES)}")
    rows = [row for row in panel.rows("attention") if isinstance(row, ThemeShare) and row.measure == measure and row.share is not None and row.year]
    names = list(dict.fromkeys(row.place for row in rows if places is None or row.place in places))
    if not 0 < len(names) <= PLACES:
        held = "、".join(dict.fromkeys(row.place for row in rows))
        raise UnknownKindError(f"{len(names)} places in one figure: choose 1 to {PLACES} by places= of {cut(held, 80) or 'no place with a plan year'}")
    chosen = [row for row in rows if row.place in names]
    order = largest(chosen)[:most]
    data = [
        {"theme": row.theme, "place": row.place, "year": str(row.year), "share": row.share, "low": row.low, "high": row.high}
        for row in chosen if row.theme in order
    ]  # fmt: skip
    documents = len({row.document for row in chosen})
    unit = UNITS[measure]
    told = f"各领域占全文{unit}的比重（表 attention），平均比重最大的 {len(order)} 个领域；竖线为按事项重抽的 95% 区间。"
    caption = f"{'、'.join(names)}，{documents} 份文件；{told}"
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": True}}
    y = {"field": "share", "type": "quantitative", "title": f"占{unit}的比重", "axis": {"format": ".0%", "tickCount": 4}}
    one: dict[str, Any] = {"field": "place", "type": "nominal", "title": None, "legend": {} if len(names) > 1 else None}
    dashes, shapes = ({**one, "scale": {"domain": names, "range": kinds[: len(names)]}} for kinds in (DASHES, SHAPES))
    grey = {**one, "scale": {"domain": names, "range": GREYS[: len(names)]}}
    layer = [
        {"transform": [{"filter": "isValid(datum.low)"}], "mark": {"type": "rule", "color": SOFT, "opacity": 0.6}, "encoding": {
            "x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": {"field": "place"},
        }},
        {"mark": {"type": "line"}, "encoding": {"x": x, "y": y, "strokeDash": dashes, "color": grey}},
        {"mark": {"type": "point", "filled": True, "size": 45, "opacity": 1}, "encoding": {
            "x": x, "y": y, "shape": shapes, "color": grey,
            "tooltip": [{"field": "theme"}, {"field": "place"}, {"field": "year"}, {"field": "share", "format": ".1%"}],
        }},
    ]  # fmt: skip
    each = {"field": "theme", "type": "nominal", "title": None, "sort": order, "header": {"labelFontSize": 12, "labelAnchor": "start"}}
    few = len({row.year for row in chosen}) <= FEW_YEARS
    small = {"width": {"step": 44 if few else 24}, "height": 100, "layer": layer}
    body = {"facet": each, "columns": 4 if few else 2, "spec": small, "resolve": {"scale": {"y": "independent"}}}
    return figure("历年关注度", caption, data, body)


def largest(rows: Iterable[ThemeShare]) -> list[str]:
    """The themes, that with the largest mean share first."""
    shares: dict[str, list[float]] = {}
    for row in rows:
        shares.setdefault(row.theme, []).append(row.share or 0.0)
    means = {name: sum(found) / len(found) for name, found in shares.items()}
    return sorted((name for name in means if means[name]), key=lambda name: (-means[name], name))
