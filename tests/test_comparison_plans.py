"""A builder of small documents from numbered lines, for the tests of comparison and corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from policytext.model.document import Document, Extraction, Metadata, Node
from policytext.model.span import Span
from policytext.model.values import Project, Quantity, TimeExpression, Value

STYLES = (
    re.compile(r"([一二三四五六七八九十]+)、"),
    re.compile(r"(（[一二三四五六七八九十]+）)"),
    re.compile(r"(\d+)[.．、](?!\d)"),
)
LONGEST_LEAD = 40


@dataclass
class Open:
    """A node while its end is not known yet."""

    number: str
    address: str
    level: int
    start: int
    heading: Span | None
    children: list[Open] = field(default_factory=list)

    def closed(self, end: int, text: str) -> Node:
        """The node, its children closed before it."""
        ends = [child.start for child in self.children[1:]] + [end]
        children = tuple(child.closed(stop, text) for child, stop in zip(self.children, ends, strict=False))
        heading = self.heading.of(text) if self.heading else ""
        return Node(self.number, self.address, self.level, Span(self.start, end), heading, self.heading, children)


Found = tuple[str, Value]


def goal(text: str, low: float | None, unit: str = "个", indicator: str | None = "项目", **more: object) -> Found:
    """A target with its surface text, to be found in the text of a plan."""
    value = None if low is None else Decimal(str(low))
    fields: dict[str, object] = {"comparator": "=", "role": "target", "high": value} | more
    return text, Quantity(low=value, unit=unit, indicator=indicator, **fields)  # type: ignore[arg-type]


def result(text: str, low: float | None, unit: str = "个", indicator: str | None = "项目", **more: object) -> Found:
    """An outcome with its surface text."""
    return goal(text, low, unit, indicator, role="outcome", **more)


def named(text: str, type_: str = "programme") -> Found:
    """A project with its surface text."""
    return text, Project(type_)  # type: ignore[arg-type]


def until(text: str, end: date) -> Found:
    """A deadline with its surface text."""
    return text, TimeExpression("deadline", None, end)


def plan(*lines: str, year: int | None = 2025, found: Sequence[Found] = (), id: str = "plan") -> Document:
    """A document made of numbered lines; each thing found stands at the next place of its text."""
    text = "\n".join(lines)
    root = tree(text)
    bare = Document(text, text, Metadata(id=id, title=id, plan_year=year), root)
    return Document(text, text, bare.metadata, root, tuple(placed(bare, found)))


def placed(document: Document, found: Iterable[Found]) -> Iterator[Extraction]:
    """The things found as extractions, in text order."""
    taken: dict[str, int] = {}
    made = []
    for text, value in found:
        start = document.text.index(text, taken.get(text, 0))
        taken[text] = start + len(text)
        span = Span(start, start + len(text))
        made.append(Extraction(span, document.node_at(start).address, "by_hand", value, span))
    return iter(sorted(made, key=lambda x: x.span))


def tree(text: str) -> Node:
    """The numbered tree of a text in the three plain styles 一、 （一） 1."""
    root = Open("0", "0", 0, 0, None)
    path, offset = [root], 0
    for line in text.splitlines(keepends=True):
        for level, style in enumerate(STYLES, 1):
            if mark := style.match(line):
                path = [node for node in path if node.level < level]
                opened = _opened(path[-1], mark, level, offset, line)
                path[-1].children.append(opened)
                path.append(opened)
                break
        offset += len(line)
    return root.closed(len(text), text)


def _opened(parent: Open, mark: re.Match[str], level: int, offset: int, line: str) -> Open:
    number = mark[1]
    address = number if parent.level == 0 else f"{parent.address}/{number}"
    lead = line[mark.end() :].rstrip("\n").split("。")[0]
    start = offset + mark.end()
    heading = Span(start, start + len(lead)) if 0 < len(lead) <= LONGEST_LEAD else None
    return Open(number, address, level, offset, heading)


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        ((), []),
        (("没有编号的一段。",), []),
        (("一、提升质量", "1.建设学校。年内开工。", "2.培训教师。"), ["一", "一/1", "一/2"]),
        (("一、提升质量", "（一）建学校", "1.开工。", "二、加强保障"), ["一", "一/（一）", "一/（一）/1", "二"]),
    ],
)
def test_builder_reads_numbers(lines: tuple[str, ...], addresses: list[str]) -> None:
    assert [node.address for node in plan(*lines).nodes] == addresses


def test_builder_places_what_is_found() -> None:
    document = plan("一、建设项目48个，培训教师48个。", found=[goal("48个", 48), goal("48个", 48)])
    assert [x.span.start for x in document.targets] == [6, 14]
