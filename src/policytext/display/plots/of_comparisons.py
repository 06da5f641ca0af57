"""Figures of two documents: the flow of items, attention, keyness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policytext.comparison import Comparison
from policytext.comparison.attention import Attention
from policytext.comparison.rows import ItemChange, Term
from policytext.display.plots.figure import INK, SOFT, UNITS, Figure, cut, figure
from policytext.display.plots.of_documents import title_of
from policytext.display.worded import word
from policytext.model.errors import UnknownKindError

STATUSES = {"retained": (INK, [1, 0]), "revised": (SOFT, [1, 0]), "split": ("#b5651d", [6, 3]), "merged": ("#6a4c93", [2, 2])}
ROW = 19
MEASURES = ("text", "items", "targets")


def sides(comparison: Comparison) -> str:
    """Both documents in a caption."""
    return f"甲：{title_of(comparison.a)}；乙：{title_of(comparison.b)}"


def flow(comparison: Comparison) -> Figure:
    """Which item of the earlier document goes on in which of the later (事项流向)."""
    items = comparison.items
    left, right = ranks(items, "a"), ranks(items, "b")
    links = [line for n, row in enumerate(items) if row.a and row.b for line in link_rows(n, row, left, right)]
    names = [name_row(row, side, places) for row, side, places in named_items(items, left, right)]
    alone = sum(row.a is None or row.b is None for row in items)
    caption = f"{sides(comparison)}。{len(left)} 个事项对 {len(right)} 个（表 items）；线为同一任务，○ 为没有对应的 {alone} 个。"
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"reverse": True, "nice": False}}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-1.6, 2.6]}}
    colours = {"domain": [word("item_status", code) for code in STATUSES], "range": [colour for colour, _ in STATUSES.values()]}
    dashes = {"domain": colours["domain"], "range": [dash for _, dash in STATUSES.values()]}
    lines = {
        "transform": [{"filter": "datum.kind == 'link'"}], "mark": {"type": "line", "strokeWidth": 1.6, "interpolate": "monotone"},
        "encoding": {
            "x": x, "y": y, "detail": {"field": "n"}, "color": {"field": "status", "type": "nominal", "scale": colours, "title": "变化"},
            "strokeDash": {"field": "status", "type": "nominal", "scale": dashes, "title": "变化"},
        },
    }  # fmt: skip
    marks = {
        "transform": [{"filter": "datum.kind == 'name'"}], "mark": {"type": "point", "size": 34, "color": INK},
        "encoding": {"x": x, "y": y, "fill": {
            "field": "paired", "type": "nominal", "scale": {"domain": [True, False], "range": [INK, "white"]}, "legend": None,
        }},
    }  # fmt: skip
    texts = [name_layer(x, y, side, align) for side, align in (("a", "right"), ("b", "left"))]
    height = ROW * max(len(left), len(right), 1)
    return figure("事项的流向", caption, [*links, *names], {"width": 760, "height": height, "layer": [lines, marks, *texts]})


def name_layer(x: Any, y: Any, side: str, align: str) -> dict[str, Any]:
    """The headings of one side."""
    mark = {"type": "text", "align": align, "dx": -8 if align == "right" else 8, "fontSize": 10.5, "baseline": "middle"}
    chosen = f"datum.kind == 'name' && datum.side == '{side}'"
    return {"transform": [{"filter": chosen}], "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "label"}}}


def ranks(items: Iterable[ItemChange], side: str) -> dict[str, int]:
    """The items of one side in the order of their text, and their places."""
    spans = {getattr(row, side): getattr(row, f"span_{side}") for row in items if getattr(row, side)}
    return {address: n for n, address in enumerate(sorted(spans, key=lambda x: spans[x].start))}


def link_rows(n: int, row: ItemChange, left: dict[str, int], right: dict[str, int]) -> list[dict[str, Any]]:
    """A line from one item to another."""
    status = word("item_status", row.status)
    return [{"kind": "link", "n": n, "x": x, "y": y, "status": status} for x, y in ((0, left[str(row.a)]), (1, right[str(row.b)]))]


def named_items(items: Sequence[ItemChange], left: dict[str, int], right: dict[str, int]) -> list[tuple[ItemChange, str, dict[str, int]]]:
    """Every item once, with a row that holds it."""
    found: dict[tuple[str, str], tuple[ItemChange, str, dict[str, int]]] = {}
    for row in items:
        for side, places in (("a", left), ("b", right)):
            address = getattr(row, side)
            if address and ((side, address) not in found or (row.a and row.b)):
                found[side, address] = (row, side, places)
    return list(found.values())


def name_row(row: ItemChange, side: str, places: dict[str, int]) -> dict[str, Any]:
    """An item as it is drawn."""
    address, heading = getattr(row, side), getattr(row, f"heading_{side}")
    label = f"{cut(heading, 22)} {address}" if side == "a" else f"{address} {cut(heading, 22)}"
    return {"kind": "name", "side": side, "x": 0 if side == "a" else 1, "y": places[address], "label": label, "paired": bool(row.a and row.b)}


def attention(comparison: Comparison, by: str = "theme", measure: str = "text") -> Figure:
    """Which share of either document each theme has, or each section (关注度); `measure` is text, items or targets."""
    if by not in ("theme", "section") or measure not in MEASURES:
        raise UnknownKindError(f"no attention by {by!r} measured by {measure!r}: choose theme or section, and {', '.join(MEASURES)}")
    found = (row for row in comparison.rows("attention") if isinstance(row, Attention) and (row.by, row.measure) == (by, measure))
    rows = [row for row in found if row.share_a is not None and row.share_b is not None]
    order = [row.name for row in sorted(rows, key=lambda row: -(row.share_b or 0))]
    data = [
        {"name": cut(row.name, 18), "side": side, "share": share, "sure": sure(row)}
        for row in rows for side, share in (("甲", row.share_a), ("乙", row.share_b))
    ]  # fmt: skip
    unit = UNITS[measure]
    caption = f"{sides(comparison)}。{len(rows)} 个{'领域' if by == 'theme' else '部分'}占全文{unit}的比重（表 attention）；粗线者差异的 95% 区间不含 0。"
    y = {"field": "name", "type": "nominal", "sort": [cut(name, 18) for name in order], "title": None}
    x = {"field": "share", "type": "quantitative", "title": f"占{unit}的比重", "axis": {"format": ".0%"}}
    return figure("关注度", caption, data, {
        "width": 460, "height": {"step": 20},
        "layer": [
            {"mark": {"type": "line", "color": SOFT}, "encoding": {
                "y": y, "x": x, "detail": {"field": "name"},
                "size": {"field": "sure", "type": "nominal", "scale": {"domain": [True, False], "range": [4, 1]}, "legend": None},
            }},
            {"mark": {"type": "point", "size": 70, "stroke": INK, "filled": True, "opacity": 1}, "encoding": {
                "y": y, "x": x,
                "fill": {"field": "side", "type": "nominal", "scale": {"domain": ["甲", "乙"], "range": ["white", INK]}, "title": "文件"},
                "shape": {"field": "side", "type": "nominal", "scale": {"domain": ["甲", "乙"], "range": ["circle", "diamond"]}, "title": "文件"},
                "tooltip": [{"field": "name"}, {"field": "side"}, {"field": "share", "format": ".1%"}],
            }},
        ],
    })  # fmt: skip


def sure(row: Attention) -> bool:
    """Whether the interval of a difference leaves out 0."""
    return row.low is not None and row.high is not None and (row.low > 0 or row.high < 0)


def keyness(comparison: Comparison, most: int = 15) -> Figure:
    """The words that one document uses more than the other, with their intervals (关键词); `most` of either side."""
    terms = comparison.keyness.terms
    more = sorted((x for x in terms if x.log_ratio > 0), key=lambda x: -x.g2)[:most]
    less = sorted((x for x in terms if x.log_ratio < 0), key=lambda x: -x.g2)[:most]
    chosen = sorted((*more, *less), key=lambda x: -x.log_ratio)
    note = f"（{comparison.keyness.note}）" if comparison.keyness.note else ""
    caption = (
        f"{sides(comparison)}。{len(terms)} 个检验过的词中两边 G² 最大的 {len(more)} 个与 {len(less)} 个（表 terms）；"
        f"横线为按部分重抽的 95% 区间；实心者 q < 0.05（Benjamini–Hochberg）。{note}"
    )
    y = {"field": "term", "type": "nominal", "sort": [x.term for x in chosen], "title": None}
    x = {"field": "log_ratio", "type": "quantitative", "title": "频率比的对数（以 2 为底）：左为甲多，右为乙多"}
    return figure("关键词", caption, [term_row(x) for x in chosen], {
        "width": 440, "height": {"step": 17},
        "layer": [
            {"mark": {"type": "rule", "color": SOFT}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
            {"transform": [{"filter": "isValid(datum.low)"}], "mark": {"type": "rule", "color": INK},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "size": 55, "stroke": INK, "filled": True, "opacity": 1}, "encoding": {
                "y": y, "x": x, "fill": {"field": "sure", "type": "nominal", "scale": {"domain": [True, False], "range": [INK, "white"]}, "legend": None},
                "tooltip": [{"field": "term"}, {"field": "count_a"}, {"field": "count_b"}, {"field": "log_ratio", "format": ".2f"}],
            }},
        ],
    })  # fmt: skip


def term_row(term: Term) -> dict[str, Any]:
    """A word as it is drawn."""
    sure = term.q_value is not None and term.q_value < 0.05
    return {
        "term": term.term, "log_ratio": term.log_ratio, "low": term.low, "high": term.high, "count_a": term.count_a, "count_b": term.count_b, "sure": sure,
    }  # fmt: skip
