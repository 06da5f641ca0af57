"""The order of extraction: what is read first claims its characters, so nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from policytext.extraction.damage import Damage
from policytext.extraction.deadlines import Deadlines, due_in_fields, with_deadlines
from policytext.extraction.fields import Field, find_fields
from policytext.extraction.idioms import find_codes, find_idioms
from policytext.extraction.organisations import find_organisations
from policytext.extraction.projects import find_projects
from policytext.extraction.quantities import find_quantities
from policytext.extraction.quantities_in_words import find_in_words
from policytext.extraction.references import find_references
from policytext.extraction.roles import past_spans
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene, behind_number, make_scene
from policytext.extraction.table_values import find_in_tables, table_fields, with_cells_apart
from policytext.extraction.times import Times, find_times
from policytext.model.document import Node
from policytext.model.span import Span
from policytext.model.values import Heading, Quantity, Section, TimeExpression
from policytext.structure.silence import silent_spans
from policytext.structure.tables import Table, find_tables
from policytext.structure.task_tables import Join, items_of, join_rows


def extract(
    text: str,
    root: Node,
    body: Span,
    *,
    year: int | None = None,
    genre: str | None = None,
    signed: date | None = None,
    due: date | None = None,
    damaged: Iterable[Span] = (),
) -> list[Found]:
    """Everything found in the body of a text, in text order.

    `year` is the plan year, `genre` tells reports (with a review part) from plans, `signed` dates 自印发之日起.
    `due` is when a target without a deadline of its own is due, the plan year's end unless given. `damaged` are the
    places that cleaning flagged: what touches them has no value.

    >>> from policytext.structure import build_tree
    >>> text = "1.扩容。新增学位5万个。"
    >>> [text[x.start:x.end] for x in extract(text, build_tree(text), Span(0, len(text)), year=2021)]
    ['扩容', '5万个']
    """
    tables = find_tables(text, body.start, body.end)
    scene = _prepared(make_scene(text, root, body, year, past_spans(text, root, body, genre, year), signed), tables)
    damage, fields = Damage(text, damaged), (*find_fields(scene), *table_fields(tables))
    tabled = list(find_in_tables(scene, tables))
    references = list(find_references(scene))
    organisations = list(find_organisations(scene))
    times = _times(scene, tabled, fields, damage)
    projects = list(find_projects(scene))
    amounts = _amounts(scene, times, damage)
    codes = find_codes(scene, [*references, *times, *projects])
    numbers = [one.start for one in amounts if isinstance(one.value, Quantity)]
    dated = with_deadlines(amounts, Deadlines(scene, times, fields, due, numbers))
    of_tables = damage.rejected(one for one in tabled if not isinstance(one.value, TimeExpression))
    parts = headings(root, joined_rows(text, root, tables))
    found = [*parts, *of_tables, *references, *organisations, *times, *projects, *dated, *codes]
    return sorted(found, key=lambda x: (x.start, x.end, x.rule))


def _prepared(scene: Scene, tables: Sequence[Table]) -> Scene:
    """The scene with cells kept apart, numbers of headings taken, and what says nothing of the plan taken."""
    scene = _behind_numbers(with_cells_apart(scene, tables), scene.root)
    for span in silent_spans(scene.text, scene.body):
        scene.claim(span.start, span.end)
    return scene


def _times(scene: Scene, tabled: Iterable[Found], fields: Sequence[Field], damage: Damage) -> Times:
    """The times of the text and those that only a table tells."""
    dates = [one for one in tabled if isinstance(one.value, TimeExpression)]
    return Times(damage.rejected(due_in_fields(sorted([*find_times(scene), *dates], key=lambda x: x.start), fields)))


def _amounts(scene: Scene, times: Times, damage: Damage) -> list[Found]:
    """Quantities in words, fixed expressions, numerals: in this order, for what is read first is taken."""
    worded = list(damage.rejected(find_in_words(scene, times)))
    idioms = list(find_idioms(scene))
    return [*worded, *idioms, *damage.rejected(find_quantities(scene, times))]


def joined_rows(text: str, root: Node, tables: Iterable[Table]) -> dict[int, Join]:
    """How the rows of task tables are joined with the items of the text, by where a row begins."""
    rows = [row for table in tables if table.is_of_tasks for row in items_of(table)]
    return {join.row.start: join for join in join_rows(text, rows, root.walk())} if rows else {}


def headings(root: Node, joins: Mapping[int, Join]) -> list[Found]:
    """The numbered headings and the unnumbered sections; one without a short lead has an empty span where it begins."""
    return [_heading(node, joins.get(node.span.start)) for node in root.walk() if node is not root]


def _heading(node: Node, join: Join | None) -> Found:
    joined = (join.address, join.way) if join and join.address else (None, None)
    place = (node.level, node.span.start, node.span.end, *joined)
    if node.number:
        return Found(*_place(node), "heading.numbered", Heading(*place), 0.98)
    return Found(*_place(node), "heading.section", Section(*place), 0.9)


def _place(node: Node) -> tuple[int, int]:
    if node.heading_span:
        return node.heading_span.start, node.heading_span.end
    return node.span.start, node.span.start


def _behind_numbers(scene: Scene, root: Node) -> Scene:
    """The scene with the printed numbers of headings taken: they are no quantities, and sentences begin behind them."""
    ends = set(scene.sentence_ends)
    for node in root.walk():
        if node.number and node is not root:
            end = _end_of_number(scene.text, node)
            scene.claim(node.span.start, end)
            ends.add(end)
    return replace(scene, sentence_ends=tuple(sorted(ends)))


def _end_of_number(text: str, node: Node) -> int:
    """Where the printed number ends: at the heading, but for a row, which may hold other cells before it."""
    heading = node.heading_span
    if heading and "|" not in text[node.span.start : heading.start]:
        return heading.start
    if "|" in text[node.span.start : node.span.end].partition("\n")[0]:
        return node.span.start + len(node.number) * text.startswith(node.number, node.span.start)
    return behind_number(text, node.span, node.number)
