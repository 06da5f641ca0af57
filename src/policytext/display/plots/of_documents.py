"""Figures of one document: its targets by section, its deadlines in time."""

from __future__ import annotations

from collections import Counter
from typing import Any

from policytext.display.plots.figure import INK, SOFT, Figure, cut, figure
from policytext.display.sheets import sheet_of
from policytext.display.worded import word
from policytext.model.document import Document
from policytext.model.records import Record

FORCES = {"hard": "#0b3c5d", "plain": "#5f86a6", "soft": "#b9c9d6", "expected": "#e3e8ec"}
NO_FORCE = "一般"
ROW = 20
"""Pixels of a row."""


def targets_by_section(document: Document) -> Figure:
    """How many targets each section holds, and how bindingly they are worded (各部分目标数)."""
    rows = [row for row in sheet_of([document], "quantity").rows if row["role"] == "target"]
    heads = section_heads(document)
    counts = Counter((section_of(row), row["force"]) for row in rows)
    order = [name for key, name in heads.items() if any(section == key for section, _ in counts)]
    data = [{"section": heads[section], "force": said(force), "rank": list(FORCES).index(force), "targets": n} for (section, force), n in counts.items()]
    caption = f"{title_of(document)}：共 {len(rows)} 个目标（表 quantity 中 role=target 的行），按所在一级标题与措辞力度计数。"
    colours = {"domain": [said(x) for x in FORCES], "range": list(FORCES.values())}
    return figure("各部分的目标", caption, data, {
        "width": 460, "height": {"step": ROW}, "mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.4},
        "encoding": {
            "y": {"field": "section", "type": "nominal", "sort": order, "title": None},
            "x": {"field": "targets", "type": "quantitative", "aggregate": "sum", "title": "目标（个）", "axis": {"tickMinStep": 1}},
            "color": {"field": "force", "type": "nominal", "scale": colours, "title": "措辞"},
            "order": {"field": "rank"},
            "tooltip": [{"field": "section"}, {"field": "force"}, {"field": "targets"}],
        },
    })  # fmt: skip


def said(force: str) -> str:
    """A force in words; plain wording has one too."""
    return word("force", force) or NO_FORCE


def section_heads(document: Document) -> dict[str, str]:
    """The outermost headings by their address, cut to what fits."""
    found = {"0": "（前言）"}
    for node in document.nodes:
        if "/" not in node.address:
            found.setdefault(node.address, f"{node.address} {cut(node.heading)}".strip())
    return found


def section_of(row: Record) -> str:
    """The outermost address of a record."""
    return str(row["item"]).split("/")[0]


def title_of(document: Document) -> str:
    """What a document is called in a caption."""
    return cut(document.metadata.title or document.metadata.id, 40)


def deadlines(document: Document) -> Figure:
    """What is to be done by when: a row a deadline, the earliest first (时限一览)."""
    rows = [row for row in sheet_of([document], "time").rows if row["role"] == "deadline" and row.get("to")]
    data = sorted((deadline_row(document, row, n) for n, row in enumerate(rows)), key=lambda x: (x["to"], x["n"]))
    order = [row["label"] for row in data]
    caption = f"{title_of(document)}：{len(rows)} 处有终点的时限（表 time 中 role=deadline 的行）；横线自起点（没有起点时自年初）至终点。"
    y = {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 360}}
    x = {"field": "to", "type": "temporal", "title": None, "axis": {"format": "%Y-%m", "labelAngle": 0, "tickCount": 8}}
    return figure("时限", caption, data, {
        "width": 420, "height": {"step": 17},
        "layer": [
            {"mark": {"type": "rule", "color": SOFT}, "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}}},
            {"mark": {"type": "point", "filled": True, "color": INK, "size": 45}, "encoding": {
                "y": y, "x": x, "tooltip": [{"field": "label"}, {"field": "to"}],
            }},
        ],
    })  # fmt: skip


def deadline_row(document: Document, row: Record, n: int) -> dict[str, Any]:
    """A deadline as it is drawn: where it stands and what is around it."""
    node = document.node_at(row["start"])
    begin = row.get("from") or f"{str(row['to'])[:4]}-01-01"
    return {"n": n, "label": f"{row['item']} {cut(node.heading, 18)}：{row['text']}" + "\u200b" * n, "from": str(begin), "to": str(row["to"])}
