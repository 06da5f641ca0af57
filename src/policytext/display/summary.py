"""A comparison in sentences: how many rows of each table say what, for people who read no tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from policytext.comparison import Comparison
from policytext.display.worded import word
from policytext.model.document import Document

UNSURE = 0.6
"""Readings below this confidence are counted apart."""


def sentences(comparison: Comparison) -> Iterator[str]:
    """What changed between two documents, a sentence a table; only what the tables hold is counted.

    >>> from policytext import compare, parse
    >>> plan = parse("一、提升质量\\n新增学位5万个。", year=2021)
    >>> next(sentences(compare(plan, plan)))
    '甲有 1 个事项，乙有 1 个：沿用 1。'
    """
    sides = (("甲", comparison.a), ("乙", comparison.b))
    items = comparison.items
    count_a, count_b = (len({side for row in items if (side := getattr(row, name))}) for name in ("a", "b"))
    yield f"甲有 {count_a} 个事项，乙有 {count_b} 个：{counted('item_status', (row.status for row in items))}。"
    targets = comparison.targets
    first, second = (sum(getattr(row, side) is not None for row in targets) for side in ("a", "b"))
    yield f"甲有 {first} 个目标，乙有 {second} 个：{counted('value', (row.value for row in targets))}。"
    if worded := counted("wording", (row.wording for row in targets if row.wording and row.wording != "same")):
        yield f"两年都有的目标里，措辞{worded}。"
    if moved := counted("deadline", (row.deadline for row in targets if row.deadline)):
        yield f"时限{moved}。"
    if comparison.projects:
        yield f"有名称的项目：{counted('project_status', (row.status for row in comparison.projects))}。"
    if reported := [row.status for row in comparison.fulfilment if row.status != "not_reported"]:
        yield f"乙回头报告了甲的 {len(reported)} 个目标：{counted('fulfilment', reported)}。"
    yield from (f"{name}：{line}" for name, document in sides if (line := care(document)))


def counted(field: str, codes: Iterable[str | None]) -> str:
    """How often each code comes, in words, the most frequent first."""
    return "、".join(f"{word(field, code)} {n}" for code, n in Counter(codes).most_common())


def care(document: Document) -> str:
    """What to read with care in a document: repaired and damaged places, unsure readings."""
    flagged = sum(repair.flagged for repair in document.repairs)
    unsure = sum(one.confidence < UNSURE for one in document.extractions)
    parts = (
        (len(document.repairs) - flagged, "处原文经过修复"), (flagged, "处原文有损坏而未改动"), (unsure, f"个读数的可信度低于 {UNSURE}"),
    )  # fmt: skip
    found = "，".join(f"{n} {said}" for n, said in parts if n)
    return f"{found}。" if found else ""
