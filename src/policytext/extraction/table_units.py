"""Units in the cells of a table: who leads, who takes part, by the column's head and by what the cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.first_leads import first_leads
from policytext.extraction.rules import Found
from policytext.extraction.unit_lists import Charge, Role, read_charges
from policytext.lexicon import alternation, groups
from policytext.model.values import Organisation
from policytext.structure.tables import Cell, Table

_LABEL = re.compile(r"(?P<word>牵头|主办|责任|承办|配合|协办|参与|参加)(?:责任)?(?:单位|部门|科室|处室)? ?[:：]")
_OF_WORD: dict[str, Role] = {"牵头": "lead", "主办": "lead", "责任": "responsible", "承办": "responsible"}
_NOBODY = frozenset("无 同上 以上 略 等 详见 各".split())
_CHINESE_NAME = re.compile(r"[一-鿿“0-9][一-鿿（）()“”·\-—0-9、]{1,29}$")
_LIKE_A_UNIT = re.compile(rf"(?:{alternation(groups('nouns')['units'])})(?:[（(][^（）()]+[）)])?$")
_OF_PERSONS = re.compile("人$|领导")
_LISTED = frozenset(("lead", "support", "responsible"))
_OF_COLUMN: dict[str, Role] = {"lead": "lead", "support": "support"}
"""A column of units in charge leaves open what the others do where one is marked as leading."""


def find_units(text: str, table: Table) -> Iterator[Found]:
    """One record for each unit that a cell of a table names; 同上 names nobody anew.

    >>> from policytext.structure.tables import find_tables
    >>> text = "序号|任务|责任单位\\n1|建校|人事科（牵头）、各县区"
    >>> [(text[x.start:x.end], x.value.role) for x in find_units(text, find_tables(text)[0])]
    [('人事科', 'lead'), ('各县区', 'support')]
    """
    leads = first_leads(text)
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if table.roles[place] in _LISTED and cell.is_own:
                head = table.heads[place] if table.heads else ""
                charges = _charges(text, cell, table.roles[place], strict=_OF_PERSONS.search(head) is not None)
                if "lead" not in table.roles:
                    charges = leads.applied(charges, cell.span.start, cell.span.end)
                yield from (Found(x.start, x.end, "organisation.table", Organisation(x.role), 0.9) for x in charges)


def _charges(text: str, cell: Cell, role: str, *, strict: bool) -> list[Charge]:
    fits = _names_an_organ if strict else _names_a_unit
    return [
        charge
        for start, end, own in _stretches(cell, role)
        for charge in read_charges(text, cell.span.start + start, cell.span.start + end, own, fits)
    ]


def _stretches(cell: Cell, role: str) -> Iterator[tuple[int, int, Role | None]]:
    """The parts of a cell with the role that each says of its units; the column's where it says none."""
    labels = list(_LABEL.finditer(cell.text))
    bounds = [*(label.start() for label in labels), len(cell.text)]
    yield 0, bounds[0], _OF_COLUMN.get(role)
    for label, bound in zip(labels, bounds[1:], strict=True):
        yield label.end(), bound, _OF_WORD.get(label["word"], "support")


def _names_a_unit(name: str) -> bool:
    return name not in _NOBODY and _CHINESE_NAME.match(name) is not None


def _names_an_organ(name: str) -> bool:
    return _names_a_unit(name) and _LIKE_A_UNIT.search(name) is not None
