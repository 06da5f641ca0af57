"""Printed numbers that skip or come twice: （一）（二）（四）, 一是…二是…二是…"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from policytext.extraction.audit_ground import Ground
from policytext.extraction.audit_list_items import ordinals_of
from policytext.model.document import Node
from policytext.model.finding import Finding
from policytext.model.span import Span
from policytext.structure.numbering import value_of

CHECK = "numbering"
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百①-⑳⒈-⒛㈠-㈩]+")
_FEWEST = 3
_FAR = 6000
"""Ordinals further apart than this belong to no one list."""


def find_numbering(ground: Ground) -> Iterator[Finding]:
    """Numbers of items, and of 一是 … in the running text, that do not go up by one."""
    for node in ground.document.root.walk():
        for run in _runs(node):
            yield from _steps(ground, [(child.number, _place(child)) for child in run])
    yield from _ordinals(ground)


def _runs(node: Node) -> Iterator[list[Node]]:
    """The children of one style, parted where they begin anew."""
    styles = defaultdict[str, list[list[Node]]](list)
    for child in node.children:
        if child.number and "." not in child.number:
            runs = styles[_NUMERAL.sub("1", child.number)]
            if not runs or value_of(child.number) <= 1:
                runs.append([])
            runs[-1].append(child)
    for runs in styles.values():
        yield from (run for run in runs if len(run) >= _FEWEST)


def _place(node: Node) -> Span:
    return Span(node.span.start, node.heading_span.end if node.heading_span else node.span.start + len(node.number))


def _steps(ground: Ground, run: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    """One number left out, printed twice or misprinted in a run that is else in order; nothing of a run in disorder."""
    values = [value_of(number) for number, _ in run]
    wrong = [i for i in range(1, len(values)) if values[i] != values[i - 1] + 1]
    if not wrong or values[0] != 1 or not _is_one_slip(values, wrong):
        return
    place = wrong[0]
    (before, a), (number, b) = run[place - 1], run[place]
    word = "缺一个" if values[place] > values[place - 1] + 1 and len(wrong) == 1 else "重复" if values[place] == values[place - 1] else "有误"
    said = f"编号“{before}”之后是“{number}”，{word}。"
    yield ground.finding(CHECK, "certain", (b, a), Decimal(values[place - 1] + 1), Decimal(values[place]), said)


def _is_one_slip(values: Sequence[int], wrong: Sequence[int]) -> bool:
    """1 2 4, 1 2 2 3, or 1 2 2 4: a number left out, printed twice, or one misprinted between its neighbours."""
    first = wrong[0]
    if len(wrong) == 1:
        return values[first] - values[first - 1] in (0, 2)
    return len(wrong) == 2 and wrong[1] == first + 1 and values[first + 1] - values[first - 1] == 2


def _ordinals(ground: Ground) -> Iterator[Finding]:
    """一是…二是…四是: left out, or printed twice, between neighbours of one list."""
    for one in _parted(ground):
        yield from _steps(ground, one)


def _parted(ground: Ground) -> Iterator[list[tuple[str, Span]]]:
    """The ordinals of each list in the running text; a list ends where its numbers begin anew or stand far apart."""
    open_lists: dict[str, list[tuple[str, Span]]] = {}
    for one in ordinals_of(ground.text):
        held = open_lists.get(one.word, [])
        goes_on = held and one.value > 1 and one.span.start - held[-1][1].start < _FAR
        if not goes_on:
            if len(held) >= _FEWEST:
                yield held
            held = open_lists[one.word] = []
        held.append((ground.text[one.span.start : one.span.end - 1], one.span))
    yield from (held for held in open_lists.values() if len(held) >= _FEWEST)
