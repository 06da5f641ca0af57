"""Units in the cells of a table: who leads, who takes part, by the column's head and by what the cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.rules import Found
from policytext.lexicon import alternation, groups
from policytext.model.values import Organisation
from policytext.structure.tables import Cell, Table

_LABEL = re.compile(r"(?P<word>牵头|主办|责任|承办|配合|协办|参与|参加)(?:责任)?(?:单位|部门|科室|处室)? ?[:：]")
_OF_WORD = {"牵头": "lead", "主办": "lead", "责任": "responsible", "承办": "responsible"}
# 市教育局牵头，市财政局、市人社局配合
_SENTENCE = re.compile(
    r"(?P<lead>[^，,；;]{2,60}?)牵头(?:负责|落实|组织)?(?:[，,；; ]+(?P<support>[^。]{2,200}?)(?:配合|参与|协助|按职责分工负责|按职责负责)?)?[。]?$"
)
_MARK = re.compile(r"[（(](?P<word>牵头|主办|配合|协办|参与|责任)(?:单位)?[）)]$")
_NAME = re.compile(r"[^、，,；;。 　\n/｜（(]+(?:[（(][^（）()]{1,20}[）)][^、，,；;。 　\n/｜（(]{0,20}){0,2}")
_CHINESE_NAME = re.compile(r"[一-鿿“0-9][一-鿿（）()“”·\-—0-9、]{1,29}$")
_NOBODY = frozenset("无 同上 以上 略 等 详见 各".split())
_LIKE_A_UNIT = re.compile(rf"(?:{alternation(groups('nouns')['units'])})(?:[（(][^（）()]+[）)])?$")
_OF_PERSONS = re.compile("人$|领导")
_LISTED = frozenset(("lead", "support", "responsible"))


def find_units(text: str, table: Table) -> Iterator[Found]:
    """One record for each unit that a cell of a table names; 同上 names nobody anew.

    >>> from policytext.structure.tables import find_tables
    >>> text = "序号|任务|责任单位\\n1|建校|人事科（牵头）、各县区"
    >>> [(text[x.start:x.end], x.value.role) for x in find_units(text, find_tables(text)[0])]
    [('人事科', 'lead'), ('各县区', 'support')]
    """
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if table.roles[place] in _LISTED and cell.is_own:
                head = table.heads[place] if table.heads else ""
                yield from _units(text, cell, table.roles[place], strict=_OF_PERSONS.search(head) is not None)


def _units(text: str, cell: Cell, role: str, *, strict: bool) -> Iterator[Found]:
    for start, end, own in _stretches(cell, role):
        named = [
            (x.start(), x.group(), _MARK.search(x.group()))
            for x in _NAME.finditer(text, cell.span.start + start, cell.span.start + end)
        ]
        led = any(mark and mark["word"] in ("牵头", "主办") for _, _, mark in named)
        for at, name, mark in named:
            bare = name[: mark.start()] if mark else name.removesuffix("等")
            if _names_a_unit(bare, strict):
                value = _role(mark, "support" if led else own)
                yield Found(at, at + len(bare), "organisation.table", Organisation(value), 0.9)  # type: ignore[arg-type]


def _stretches(cell: Cell, role: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a cell with the role that each says of its units; the column's where it says none."""
    if labels := list(_LABEL.finditer(cell.text)):
        bounds = [*(label.start() for label in labels), len(cell.text)]
        yield 0, bounds[0], role
        for label, bound in zip(labels, bounds[1:], strict=True):
            yield label.end(), bound, _OF_WORD.get(label["word"], "support")
    elif match := _SENTENCE.match(cell.text):
        yield *match.span("lead"), "lead"
        if match["support"]:
            yield *match.span("support"), "support"
    else:
        yield 0, len(cell.text), role


def _role(mark: re.Match[str] | None, role: str) -> str:
    return _OF_WORD.get(mark["word"], "support") if mark else role


def _names_a_unit(name: str, strict: bool) -> bool:
    if name in _NOBODY or not _CHINESE_NAME.match(name):
        return False
    return not strict or _LIKE_A_UNIT.search(name) is not None
