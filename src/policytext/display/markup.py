"""HTML in small pieces; every text passes through one escaping door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from policytext.display.outline import figure
from policytext.model.sheet import printable

STYLE = (
    "body{font-family:sans-serif;line-height:1.5;margin:2em auto;max-width:75em;padding:0 1em}"
    "table{border-collapse:collapse;margin:.5em 0 2em}"
    "th,td{border-bottom:1px solid #ccc;padding:.25em .6em;vertical-align:top}"
    "th{border-bottom:2px solid #888}"
)

LEFT = ' style="text-align:left"'  # notebooks set the cells of tables to the right


def text(value: Any) -> str:
    """Any value as escaped text; ``None`` is empty.

    >>> text("<b>规划</b>")
    '&lt;b&gt;规划&lt;/b&gt;'
    """
    if value is None or isinstance(value, bool):
        return "" if value is None else ("是" if value else "")
    return escape(printable(figure(value) if isinstance(value, (int, float)) else str(value)))


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table whose cells are escaped; a cell that is a tuple becomes one line an element."""
    head = "".join(f"<th{LEFT}>{text(name)}</th>" for name in headers)
    body = "\n".join("<tr>" + "".join(f"<td{LEFT}>{_cell(value)}</td>" for value in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(value: Any) -> str:
    return "<br>".join(text(x) for x in value) if isinstance(value, tuple) else text(value)


def page(title: str, *parts: str) -> str:
    """A whole page that loads nothing from anywhere; the parts must be escaped already."""
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{text(title)}</h1>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


@cache
def asset(name: str) -> str:
    """A style sheet or script of the package."""
    return (files("policytext.display") / "assets" / name).read_text(encoding="utf-8")
