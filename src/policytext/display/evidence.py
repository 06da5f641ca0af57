"""What stands behind a reading, in words: what it says, by which rule, how sure, where in the source, what was repaired there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from policytext.display.outline import figure
from policytext.display.worded import word
from policytext.model.document import Document, Extraction
from policytext.model.repair import Repair
from policytext.model.values import Organisation, Project, Quantity, Reference, TimeExpression, Value

AROUND = 12
"""Characters of the source that are shown on each side."""


def lines_of(document: Document, one: Extraction) -> tuple[str, ...]:
    """The evidence of a reading, a line each.

    >>> from policytext import parse
    >>> plan = parse("确保新增学位5万个以上。", year=2021)
    >>> lines_of(plan, plan.targets[0])[0]
    '目标：学位 新增 ≥ 50000 个（硬性；时限 2021-12-31）'
    """
    said = f"{heading_of(one.value)}：{said_of(one.value)}".rstrip("：")
    sure = f"规则 {one.rule}，可信度 {one.confidence:.2f}，位置 {one.address}"
    return (said, sure, source_line(document, one), *map(repair_line, repairs_at(document, one)))


def heading_of(value: Value) -> str:
    """What sort of reading it is, in a word: 目标, 完成情况, 时限, 项目 …"""
    if isinstance(value, (Quantity, TimeExpression)):
        return word("role", value.role)
    return word("kind", value.kind)


def said_of(value: Value) -> str:
    """What a reading says."""
    if isinstance(value, Quantity):
        return quantity_line(value)
    if isinstance(value, TimeExpression):
        days = "至".join(dict.fromkeys(str(x) for x in (value.start, value.end) if x))
        return " ".join(part for part in (days, value.recurrence) if part)
    if isinstance(value, Project):
        return "，".join(part for part in (word("type", value.type), word("stage", value.stage), value.entry) if part)
    if isinstance(value, Organisation):
        return word("role", value.role)
    return (value.number or "") if isinstance(value, Reference) else ""


def quantity_line(value: Quantity) -> str:
    """A quantity in words: what is counted, how it changes, the bound, the number, what it hangs on."""
    low, high = figure(value.low), figure(value.high)
    number = low if low == high else f"{low}–{high}"
    main = (value.indicator, word("change", value.change), word("comparator", value.comparator), number or value.reference, value.unit)
    return " ".join(part for part in main if part) + _aside(value)


def _aside(value: Quantity) -> str:
    deadline = f"时限 {value.deadline}" if value.deadline else ""
    per = f"每{value.per}" if value.per else ""
    base = f"比{value.baseline}年" if value.baseline else ""
    parts = [part for part in (word("force", value.force), per, base, value.conditional, deadline) if part]
    return f"（{'；'.join(parts)}）" if parts else ""


def source_line(document: Document, one: Extraction) -> str:
    """Where the reading stands in the source, with the characters around it as they are there."""
    start, end = one.source_span.start, one.source_span.end
    source = document.source
    before, after = source[max(0, start - AROUND) : start], source[end : end + AROUND]
    place = f"{document.place_of(one)}，" if document.place_of(one) else ""
    shown = " ".join(f"{before}【{source[start:end]}】{after}".split())
    return f"源文{place}第{start + 1}–{end}字：…{shown}…"


def repairs_at(document: Document, one: Extraction) -> Iterator[Repair]:
    """The repairs inside a reading."""
    first = bisect_left(document.repairs, one.span.start, key=lambda x: x.span.end)
    for repair in document.repairs[first:]:
        if repair.span.start >= one.span.end:
            break
        if repair.span.end > one.span.start:
            yield repair


def repair_line(repair: Repair) -> str:
    """A repair in words."""
    if repair.flagged:
        return f"此处原文有损坏，未改动（{repair.reason}）"
    return f"修复：{repair.before or '（无）'} → {repair.after or '（删去）'}（{repair.reason}，可信度 {repair.confidence:.2f}）"
