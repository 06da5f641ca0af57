"""The task table (任务分解): one row an item, with who is in charge, by when, and what is promised."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from policytext.model.document import Document, Extraction, Node
from policytext.model.span import Span
from policytext.model.values import Heading, Organisation, Section, TimeExpression
from policytext.structure.task_tables import RowItem, task_rows

Row = dict[str, Any]
TASK_COLUMNS: dict[str, type] = {
    "document": str, "item": str, "number": str, "heading": str, "source": str, "lead": str, "support": str,
    "responsible": str, "deadline": date, "recurrence": str, "targets": str, "projects": str, "joined": str,
    "joined_by": str, "start": int, "end": int,
}  # fmt: skip
_ROLES = ("lead", "support", "responsible")


def task_table(document: Document) -> Iterator[Row]:
    """The items of a document and the rows of its task tables, in text order."""
    found = _Found(document.extractions)
    rows = {row.start: row for row in task_rows(document.text)}
    for node in document.items:
        yield _task(document, node, found, rows.get(node.span.start))


class _Found:
    """The extractions of a document, to be asked for by place."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self._all = extractions
        self._starts = [one.span.start for one in extractions]

    def within(self, places: Sequence[Span]) -> Iterator[Extraction]:
        """What begins in one of the places, each once."""
        for place in dict.fromkeys(places):
            yield from self._all[bisect_left(self._starts, place.start) : bisect_left(self._starts, place.end)]


def _task(document: Document, node: Node, found: _Found, row: RowItem | None) -> Row:
    own = list(found.within([node.span]))
    times = [one.value for one in _of_role(found, own, row, "deadline") if isinstance(one.value, TimeExpression)]
    return {
        "document": document.metadata.id, "item": node.address, "number": node.number, "heading": node.heading or _inherited(document, row),
        "source": "table" if row else "text", **_units(document, found, own, row),
        "deadline": max((x.end.isoformat() for x in times if x.role == "deadline" and x.end), default=None),
        "recurrence": next((x.recurrence for x in times if x.recurrence), None),
        "targets": _texts(document, [one for one in own if one in document.targets], "；"),
        "projects": _texts(document, [one for one in own if one.kind == "project"], "；"),
        **_join(node, own), "start": node.span.start, "end": node.span.end,
    }  # fmt: skip


def _inherited(document: Document, row: RowItem | None) -> str:
    """The task of a row that says 同上."""
    return row.heading.of(document.text) if row and row.heading else ""


def _of_role(found: _Found, own: Sequence[Extraction], row: RowItem | None, *roles: str) -> list[Extraction]:
    """What stands in an item, or for a row in its cells of a role, which 同上 may have in a row above."""
    places = [place for role in roles for place in row.places(role)] if row else []
    return list(found.within(places)) if places else list(own)


def _units(document: Document, found: _Found, own: Sequence[Extraction], row: RowItem | None) -> Mapping[str, str | None]:
    held = _of_role(found, own, row, *_ROLES)
    return {
        role: _texts(document, [x for x in held if isinstance(x.value, Organisation) and x.value.role == role], "、")
        for role in _ROLES
    }


def _texts(document: Document, found: Sequence[Extraction], mark: str) -> str | None:
    return mark.join(dict.fromkeys(document.text_of(one) for one in found)) or None


def _join(node: Node, own: Sequence[Extraction]) -> Row:
    head = next(
        (x.value for x in own if isinstance(x.value, Heading | Section) and x.value.node_start == node.span.start), None
    )
    return {"joined": head.joined if head else None, "joined_by": head.joined_by if head else None}
