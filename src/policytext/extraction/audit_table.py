"""Text against annexed tables: the figures of indicator tables, and the rows of task tables beside their items."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.audit_restated import slipped
from policytext.extraction.audit_same import Statement, agree, both, is_plain, statements
from policytext.model.finding import Certainty, Finding
from policytext.model.span import Span
from policytext.model.values import Heading, Section

CHECK = "table"
_MOST = 200
"""No item has more numbers of its own than this."""


def find_table_differences(ground: Ground) -> Iterator[Finding]:
    """Numbers of a table that contradict those of the text."""
    if not ground.tables:
        return
    found = statements(ground)
    yield from _of_indicators(ground, found)
    yield from _of_rows(ground, found)


def _of_indicators(ground: Ground, found: tuple[Statement, ...]) -> Iterator[Finding]:
    """Figures of indicator tables against targets of the text for the same day."""
    rules = {x.span.start: x.rule for x in ground.document.extractions}
    cells = defaultdict[tuple[str, str | None, date | None], list[Statement]](list)
    for one in found:
        if one.cell and rules.get(one.one.start) == "quantity.table" and one.one.value.role == "target":
            cells[_key(one)].append(one)
    for one in found:
        same = cells.get(_key(one), []) if not one.cell and one.one.value.role == "target" else []
        if len(same) == 1 and _of_one_kind(one, same[0]):
            yield from _against(ground, one, same[0], "certain" if is_plain(ground, one) else "likely")


def _of_one_kind(a: Statement, b: Statement) -> bool:
    """Whether both say how much there is, or both how much it changes; a table does not tell 新增 from a level."""
    moved = [x.one.value.change in ("increase", "decrease") for x in (a, b)]
    return moved[0] == moved[1]


def _key(one: Statement) -> tuple[str, str | None, date | None]:
    return "".join(sorted(one.core)), one.one.value.unit, one.one.value.deadline


def _of_rows(ground: Ground, found: tuple[Statement, ...]) -> Iterator[Finding]:
    """Numbers in the row of a task table against those of the item that the row belongs to."""
    places = {node.address: node.span for node in ground.document.nodes if node.number}
    starts = [one.one.start for one in found]
    for extraction in ground.document.extractions:
        head = extraction.value
        if isinstance(head, Heading | Section) and head.joined in places:
            item, row = places[head.joined], Span(head.node_start, head.node_end)
            inside, said = (found[bisect_left(starts, x.start) : bisect_left(starts, x.end)] for x in (row, item))
            yield from _row_against_item(ground, inside, [x for x in said[:_MOST] if not x.cell])


def _row_against_item(ground: Ground, inside: Sequence[Statement], said: Sequence[Statement]) -> Iterator[Finding]:
    for cell in inside:
        same = [x for x in said if x.core == cell.core and x.one.value.unit == cell.one.value.unit]
        if len(same) == 1 and sum(x.core == cell.core for x in inside) == 1 and same[0].one.value.role == cell.one.value.role:
            yield from _against(ground, same[0], cell, "certain")


def _against(ground: Ground, one: Statement, cell: Statement, certainty: Certainty) -> Iterator[Finding]:
    if agree(one.one, cell.one) and one.one.value.comparator == cell.one.value.comparator:
        return
    if agree(one.one, cell.one) and one.one.low == cell.one.low:
        return
    texts = one.one.span.of(ground.text), cell.one.span.of(ground.text)
    slip = slipped(one, cell)
    tail = f"，数字相同而差{figure(slip[0])}倍，可能有一处单位有误" if slip else ""
    grade: Certainty = certainty if not agree(one.one, cell.one) else "look"
    said = f"“{one.core}”正文为{texts[0]}，表中为{texts[1]}{tail}。"
    yield ground.finding("unit_slip" if slip else CHECK, grade, both(one, cell), one.one.low, cell.one.low, said)
