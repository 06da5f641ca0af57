"""Which part of a document an item stands in: the tasks of the year, or what is around them in a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from policytext.extraction.roles import past_spans
from policytext.lexicon import alternation, groups
from policytext.model.document import Document, Node
from policytext.model.span import Span

Part = Literal["tasks", "review", "outlook", "government", "frame"]
Leaf = tuple[Node, tuple[Node, ...]]
"""A leaf node with the nodes above it, outermost first."""

REPORT = re.compile("政府工作报告|工作报告")
FIVE_YEARS = re.compile("“?十[一二三四五六七八九]五”?(?:时期|期间)")
OPENING = 800  # characters of a chapter that say what it is about


def parts_of(document: Document, leaves: Sequence[Leaf]) -> tuple[Part, ...]:
    """The part of every leaf item, in the order given.

    ``review`` looks back (回顾). In a report of government work the rest is divided further: ``outlook`` is the years
    beyond the plan's own (“十五五”时期目标), ``government`` its own building (政府自身建设), ``frame`` a chapter that
    lists no tasks beside chapters that do (总体要求, 预期目标), and ``tasks`` what is to be done in the year.
    In every other document all that does not look back are tasks. A document has tasks if it has anything.
    """
    back = review_spans(document)
    looks_back = [inside(node.span, back) for node, _ in leaves]
    if not is_report(document):
        parts: list[Part] = ["review" if x else "tasks" for x in looks_back]
    else:
        chapters = chapter_parts(document, leaves)
        parts = ["review" if x else chapters[chapter_of(leaf)] for x, leaf in zip(looks_back, leaves, strict=True)]
        parts = ["government" if part == "tasks" and is_own_building(leaf) else part for part, leaf in zip(parts, leaves, strict=True)]
    return tuple(parts) if "tasks" in parts else tuple(_something(parts))


def _something(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts of a document without tasks: what plans at all, else everything, is taken for them."""
    only_back = set(parts) == {"review"}
    return ["tasks" if only_back or part != "review" else part for part in parts]


def is_report(document: Document) -> bool:
    """Whether the document is a report of government work, which has parts around its tasks."""
    metadata = document.metadata
    return any(REPORT.search(name or "") for name in (metadata.genre, metadata.title, metadata.id))


def review_spans(document: Document) -> tuple[Span, ...]:
    """Where the document reports what was done."""
    metadata = document.metadata
    genre = metadata.genre or metadata.id
    return past_spans(document.text, document.root, document.root.span, genre, metadata.plan_year)


def inside(span: Span, places: Sequence[Span]) -> bool:
    """Whether most of a span lies in the places."""
    shared = (min(span.end, x.end) - max(span.start, x.start) for x in {*places})
    return 2 * sum(x for x in shared if x > 0) > len(span)


def chapter_of(leaf: Leaf) -> Node:
    """The outermost node of a leaf."""
    node, above = leaf
    return above[0] if above else node


def is_own_building(leaf: Leaf) -> bool:
    """Whether a heading of the leaf or above it names the government's own building."""
    node, above = leaf
    return any(_words("own_building").search(x.heading) for x in (*above, node))


def chapter_parts(document: Document, leaves: Sequence[Leaf]) -> dict[Node, Part]:
    """The part of every chapter of a report by its heading and first paragraphs; the one frame with items lists the tasks."""
    chapters = list(dict.fromkeys(chapter_of(leaf) for leaf in leaves))
    divided = any(chapter.children for chapter in chapters)
    found: dict[Node, Part] = {chapter: _chapter_part(document, chapter, divided) for chapter in chapters}
    if "tasks" not in found.values():
        found |= {chapter: "tasks" for chapter, part in found.items() if part == "frame" and chapter.children}
    return found


def _chapter_part(document: Document, chapter: Node, divided: bool) -> Part:
    heading, year = chapter.heading, document.metadata.plan_year
    if is_beyond(heading, year) or opens_beyond(document, chapter):
        return "outlook"
    if _words("own_building").search(heading) or ends_with_government(document, chapter):
        return "government"
    listing = bool(chapter.children) and bool(_words("listing").search(heading))
    return "frame" if divided and not listing and _words("frame").search(heading) else "tasks"


def ends_with_government(document: Document, chapter: Node) -> bool:
    """Whether the last chapter is headed by the government itself: 持续提升政府履职水平, not 今年政府工作的安排."""
    heading = chapter.heading.replace("政府工作", "")
    return chapter == document.root.children[-1] and len(document.root.children) > 1 and "政府" in heading


def is_beyond(heading: str, year: int | None) -> bool:
    """Whether a heading names the years beyond the plan's own.

    >>> is_beyond("“十五五”时期主要目标任务", 2026), is_beyond("2026年工作和“十五五”时期目标", 2026)
    (True, False)
    """
    return bool(_words("beyond").search(heading)) and "今年" not in heading and (year is None or str(year) not in heading)


def opens_beyond(document: Document, chapter: Node) -> bool:
    """Whether the first paragraphs of a chapter speak of the years beyond and not of the plan's own."""
    start = chapter.heading_span.end if chapter.heading_span else chapter.span.start
    end = min(chapter.children[0].span.start if chapter.children else chapter.span.end, start + OPENING)
    opening, year = document.text[start:end], document.metadata.plan_year
    own = "今年" in opening or (year is not None and f"{year}年" in opening)
    return not own and len(FIVE_YEARS.findall(opening)) + len(_words("beyond_in_text").findall(opening)) > 1


@cache
def _words(group: str) -> re.Pattern[str]:
    return re.compile(alternation(groups("sections")[group]))
