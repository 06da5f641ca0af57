"""A small document made by hand, so that the faces are tested on what they are given and not on what is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from policytext.faces import Document
from policytext.model.document import Extraction, Metadata, Node
from policytext.model.repair import Repair
from policytext.model.span import Span
from policytext.model.values import (
    Heading,
    Organisation,
    Project,
    Quantity,
    Reference,
    Rejection,
    Section,
    TimeExpression,
    Value,
)

TEXT = (
    "榕港市教育局2021年工作要点\n"
    "一、提升质量\n"
    "1.增加学位。年底前力争新增学位5万个，实施“强师”计划，落实《学位规划》。\n"
    "2.=SUM(1,2)<script>alert(1)</script>。第七届论坛。责任单位：基教处。\n"
)


def span_of(part: str) -> Span:
    """Where a part of the text stands."""
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def heading(text: str, place: str, level: int, end: int) -> tuple[str, str, Value]:
    """A heading with its address and the node it opens."""
    start = TEXT.index(text) - 2
    return text, place, Heading(level, start, end)


SECOND = TEXT.index("2.=SUM")
TITLE = "榕港市教育局2021年工作要点"
FOUND: list[tuple[str, str, Value]] = [
    (TITLE, "0", Section(1, 0, len(TITLE))),
    heading("提升质量", "一", 1, len(TEXT)),
    heading("增加学位", "一/1", 2, SECOND),
    ("年底前", "一/1", TimeExpression("deadline", end=date(2021, 12, 31))),
    (
        "5万个", "一/1",
        Quantity(
            "target", Decimal(50000), Decimal(50000), "个", "=", "学位", "new", "soft",
            deadline=date(2021, 12, 31), deadline_implied=True,
        ),
    ),
    ("“强师”计划", "一/1", Project("programme")),
    ("《学位规划》", "一/1", Reference("学位规划", "榕教〔2020〕1号")),
    heading("=SUM(1,2)<script>alert(1)</script>", "一/2", 2, len(TEXT)),
    ("第七届", "一/2", Rejection("ordinal")),
    ("基教处", "一/2", Organisation("responsible")),
]  # fmt: skip


def made_plan(year: int = 2021) -> Document:
    """The document: two items under one section, one extraction of every kind, one repair."""
    extractions = tuple(
        Extraction(span_of(text), place, "made_by_hand", value, span_of(text), 0.9, "学位" in text)
        for text, place, value in FOUND
    )
    metadata = Metadata(
        "made", f"榕港市教育局{year}年工作要点", ("榕港市教育局",), "榕教〔2021〕1号", date(year, 1, 5), None,
        ("各区教育局",),
        plan_year=year, source="plan.txt", encoding="gb18030",
    )  # fmt: skip
    repair = Repair(span_of("学位"), span_of("学位"), "学?", "学位", "lost_byte", 0.97, ("学位", "学伟"))
    return Document(TEXT, TEXT, metadata, root(), extractions, (repair,))


def root() -> Node:
    """The tree of the text."""
    first = Node("1", "一/1", 2, Span(TEXT.index("1.增"), SECOND), "增加学位", span_of("增加学位"))
    formula = "=SUM(1,2)<script>alert(1)</script>"
    second = Node("2", "一/2", 2, Span(SECOND, len(TEXT)), formula, span_of(formula))
    unnumbered = Node("", "0", 1, span_of(TITLE), TITLE, span_of(TITLE))
    section = Node("一", "一", 1, Span(TEXT.index("一、"), len(TEXT)), "提升质量", span_of("提升质量"), (first, second))
    return Node("0", "0", 0, Span(0, len(TEXT)), children=(unnumbered, section))
