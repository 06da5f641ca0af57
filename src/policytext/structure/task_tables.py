"""Task tables: each row an item, joined with the item of the text that it belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytext.model.document import Node
from policytext.model.span import Span
from policytext.structure.table_heads import is_ditto
from policytext.structure.tables import NUMBER, Cell, Row, Table, find_tables

LONGEST_HEADING = 40
LIKE, AHEAD = 0.6, 0.1
"""How like a row and an item must be to be joined (share of common pairs of characters), and by how much the best leads."""
_SENTENCE_END = re.compile("[。；！？]")
_NOT_A_WORD = re.compile("[^一-鿿A-Za-z]")  # nor a number: the row may say how many where the item does not
_LONGEST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class RowItem:
    """One item of a task table: its printed number (``""`` where none is), its place, its heading, its cells by role.

    A cell stands where it was said: 同上 has the place of the cell above. `level_hint` is the depth below the heading
    that the table stands under; `table` is the place of the whole table.
    """

    number: str
    start: int
    end: int
    heading: Span | None
    level_hint: int
    cells: tuple[tuple[str, Span], ...]
    table: Span

    def places(self, role: str) -> tuple[Span, ...]:
        """Where the cells of a role were said."""
        return tuple(span for own, span in self.cells if own == role)


@dataclass(frozen=True, slots=True)
class Join:
    """A row and the item of the text that it belongs to: how that was told (``number``, ``words``), and how sure."""

    row: RowItem
    address: str | None
    way: str
    likeness: float


def task_rows(text: str, body: Span | None = None) -> tuple[RowItem, ...]:
    """The items of the task tables in a body, in text order; rows that go on with the number above are one item.

    >>> text = "序号|工作任务|责任单位\\n1|新建学校|教育局\\n2|培训教师。年内完成|同上"
    >>> [(item.number, item.heading.of(text), item.places("responsible")[0].of(text)) for item in task_rows(text)]
    [('1', '新建学校', '教育局'), ('2', '培训教师', '教育局')]
    """
    body = body or Span(0, len(text))
    tables = find_tables(text, body.start, body.end)
    return tuple(item for table in tables if table.is_of_tasks for item in items_of(table))


def items_of(table: Table) -> Iterator[RowItem]:
    """The items of one task table."""
    place = table.span
    rows: list[Row] = []
    for row in table.rows:
        if rows and not _goes_on(table, row):
            yield _item(table, rows, place)
            rows = []
        rows.append(row)
    if rows:
        yield _item(table, rows, place)


def _goes_on(table: Table, row: Row) -> bool:
    """Whether a row belongs to the item above: it has no number of its own, or no task where
    the table has no numbers."""
    if "number" in table.roles:
        cell = row.cells[table.roles.index("number")]
        return not cell.is_own or not cell.text
    return not any(cell.is_own for cell in table.column(row, "task"))


def _item(table: Table, rows: Sequence[Row], place: Span) -> RowItem:
    cells = tuple(
        (role, cell.said)
        for row in rows
        for cell, role in zip(row.cells, table.roles, strict=True)
        if role and cell.text and not is_ditto(cell.text)
    )
    numbers = [cell.text for cell in table.column(rows[0], "number")]
    number = numbers[0].rstrip(".．、") if numbers and NUMBER.match(numbers[0]) else ""
    return RowItem(
        number,
        rows[0].span.start,
        rows[-1].span.end,
        _heading(table, rows[0]),
        1,
        tuple(dict.fromkeys(cells)),
        place,
    )


def _heading(table: Table, row: Row) -> Span | None:
    """The first sentence of the task, where it is short."""
    named = next((cells[0] for role in ("task", "measure", "goal") if (cells := table.column(row, role))), None)
    return None if named is None else _lead(named)


def _lead(cell: Cell) -> Span | None:
    match = _SENTENCE_END.search(cell.text)
    lead = (cell.text[: match.start()] if match else cell.text).rstrip(" 　:：")
    return Span(cell.said.start, cell.said.start + len(lead)) if lead and len(lead) <= LONGEST_HEADING else None


def join_rows(text: str, rows: Iterable[RowItem], nodes: Iterable[Node]) -> tuple[Join, ...]:
    """Each row with the item of the text that it belongs to; None where no item is clearly the one.

    A row that names its item (对应条目) is joined by that number; else by the words of its task, where one item is
    much more like it than any other. `nodes` are those of the text, not the rows' own.

    >>> from policytext.structure.tree import build_tree
    >>> text = "一、扩大学位供给\\n二、建强教师队伍\\n序号|任务|单位\\n1|建强教师队伍|人事科"
    >>> [(x.address, x.way) for x in join_rows(text, task_rows(text), list(build_tree(text).walk())[1:])]
    [('二', 'words')]
    """
    rows = tuple(rows)
    tables = sorted({row.table for row in rows}, key=lambda table: table.start)
    apart = [node for node in nodes if node.number and not any(x.start <= node.span.start < x.end for x in tables)]
    index = _Words(text, apart, tables)
    return tuple(_by_number(text, row, apart) or index.join(text, row) for row in rows)


def _by_number(text: str, row: RowItem, nodes: Sequence[Node]) -> Join | None:
    """The one item whose address ends as the row's 对应条目 says: 三（二） is 三/（二）."""
    for place in row.places("source"):
        said = _plain(place.of(text))
        found = [node for node in nodes if said and _plain(node.address) == said]
        found = found or [node for node in nodes if said and _plain(node.number) == said]
        if len(found) == 1:
            return Join(row, found[0].address, "number", 1.0)
    return None


def _plain(number: str) -> str:
    return re.sub("[^〇零一二三四五六七八九十百0-9]+", "/", re.sub("[第章节条]", "", number)).strip("/")


class _Words:
    """The pairs of characters of the items' own texts, to ask which item is most like a row."""

    def __init__(self, text: str, nodes: Sequence[Node], tables: Sequence[Span]) -> None:
        self._nodes = nodes
        self._heads = [_pairs(node.heading) for node in nodes]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, node in enumerate(nodes):
            for pair in _pairs(_own(text, node, tables)) | self._heads[place]:
                self._holding[pair].append(place)

    def join(self, text: str, row: RowItem) -> Join:
        """The item most like a row, or none where two are alike."""
        task = next((row.places(role)[0] for role in ("task", "measure", "goal") if row.places(role)), None)
        pairs = _pairs((row.heading or task or Span(0, 0)).of(text))
        common = Counter(place for pair in pairs for place in self._holding.get(pair, ()))
        ranked = sorted(
            ((self._likeness(pairs, place, shared), place) for place, shared in common.items()), reverse=True
        )[:2]
        best = ranked[0][0] if ranked else 0.0
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        if best < LIKE or best - second < AHEAD:
            return Join(row, None, "words", round(best, 4))
        return Join(row, self._nodes[ranked[0][1]].address, "words", round(best, 4))

    def _likeness(self, pairs: frozenset[str], place: int, shared: int) -> float:
        """Of the row's words, the share that the item holds; an equal heading counts more than words in passing."""
        head = self._heads[place]
        alike = 2 * len(pairs & head) / (len(pairs) + len(head)) if head else 0.0
        return max(alike, 0.85 * shared / len(pairs))


def _own(text: str, node: Node, tables: Sequence[Span]) -> str:
    """The beginning of an item's own text, up to the first table in it."""
    if not node.own_spans:
        return ""
    own = node.own_spans[0]
    end = min((x.start for x in tables if own.start <= x.start < own.end), default=own.end)
    return text[own.start : min(end, own.start + _LONGEST_COMPARED)]


def _pairs(words: str) -> frozenset[str]:
    bare = _NOT_A_WORD.sub("", words)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
