"""What people look at first: the title of each sheet, the columns shown of it, the column its rows are counted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Any, Literal

from policytext.display.outline import figure
from policytext.lexicon.codebook import label
from policytext.model.records import Record
from policytext.model.sheet import Sheet

Labels = Literal["en", "zh"]
"""The language of headings."""

TITLES = {
    "records": "全部记录 records",
    "item": "事项 items", "task": "任务分解 tasks", "audit": "自查 audit", "heading": "标题 headings", "section": "部分 sections",
    "quantity": "目标与数量 quantities", "time": "时间 times",
    "project": "项目 projects", "reference": "引用文件 references", "organisation": "责任单位 organisations",
    "rejection": "非目标数字 rejections", "measure": "举措 measures", "instrument": "政策工具 instruments",
    "repairs": "修复 repairs", "items": "事项变化 items",
    "targets": "目标变化 targets", "fulfilment": "完成情况 fulfilment", "projects": "项目变化 projects",
    "terms": "用词变化 terms", "other_items": "其他部分 other items",
    "sentences": "语句变化 sentences",
    "absences": "缺失指标 absences", "base_checks": "上年基数核对 base checks", "lines": "指标走势 lines", "points": "逐年目标 points",
    "levels": "上下级对照 levels", "project_lines": "项目沿革 projects through the years",
    "wording": "措辞变化 wording", "boilerplate": "套话比重 boilerplate", "robustness": "稳健性 robustness",
    "robustness_targets": "随口径而变的目标 targets that hang on the mapping",
    "attention": "关注度 attention", "attention_years": "历年关注度 attention through the years",
    "themes": "领域 themes", "reuse": "文本复用 reuse", "repetitions": "相互引用 repetitions",
    "document": "文档 documents", "text": "正文 texts", "panel": "面板 panel", "places": "地区与年度 places", "serials": "文号 serials",
    "damage": "损坏 damage", "duplicates": "副本 copies", "duplicate_pairs": "相关文件 related pairs", "catalogue": "目录 catalogue",
}  # fmt: skip

SHOWN = {
    "item": ("address", "heading", "targets"),
    "task": ("item", "heading", "lead", "responsible", "deadline", "targets"),
    "quantity": ("item", "text", "indicator", "reading", "role", "change", "force", "deadline"),
    "time": ("item", "text", "role", "from", "to", "recurrence"),
    "project": ("item", "text", "type", "stage", "entry"),
    "reference": ("item", "text", "number"),
    "organisation": ("item", "text", "role"),
    "rejection": ("item", "text", "reason"),
    "measure": ("item", "subject", "modifiers", "verb", "object", "complement", "amount", "action", "intensity", "force", "role"),
    "instrument": ("item", "text", "instrument", "subtype", "confidence"),
    "audit": ("item", "check", "certainty", "text", "explanation"),
    "repairs": ("start", "before", "after", "reason", "confidence", "flagged"),
    "document": ("document", "title", "region", "level", "genre", "plan_year", "characters", "damaged"),
    "panel": ("place", "year", "indicator", "reading", "change", "force", "mentions", "distinct", "document", "item", "text"),
    "text": ("document", "text"),
    "duplicates": ("document", "best", "copies", "reason", "damaged", "characters"),
    "duplicate_pairs": ("a", "b", "relation", "evidence", "resemblance", "covered_a", "covered_b"),
    "catalogue": ("name", "year", "region", "genre", "kind", "title"),
    "items": ("a", "b", "status", "moved", "similarity", "heading_a", "heading_b"),
    "sentences": ("a", "b", "status", "similarity", "text_a", "text_b"),
    "other_items": ("part", "a", "b", "status", "moved", "similarity", "heading_a", "heading_b"),
    "lines": ("place", "indicator", "unit", "first_year", "last_year", "years", "gaps", "first", "last", "steps", "redefined", "reported"),
    "points": ("place", "indicator", "year", "low", "unit", "target_text", "value", "wording", "outcome_text", "fulfilment"),
    "levels": ("year", "place", "indicator", "parent_text", "child_text", "value", "wording", "share", "chain"),
    "absences": ("place", "year", "indicator", "basis", "having", "asked", "example_text", "finding", "item", "text", "reason"),
    "base_checks": ("place", "year", "indicator", "kind", "status", "explanation"),
    "project_lines": ("place", "name", "aliases", "status", "seen", "mentions"),
    "targets": ("a_item", "b_item", "indicator", "a_text", "b_text", "value", "wording", "deadline", "reason"),
    "fulfilment": ("target_item", "target_indicator", "target_text", "outcome_item", "outcome_text", "status", "reason", "certainty", "mention_text"),
    "projects": ("a_item", "a_text", "b_item", "b_text", "status", "similarity", "aliases"),
    "wording": ("a", "b", "kind", "direction", "deleted", "inserted", "boilerplate", "context"),
    "boilerplate": ("side", "item", "heading", "characters", "inside", "share"),
    "robustness": ("mapping", "used", "targets", "hardened", "softened", "same", "changed", "share"),
    "robustness_targets": ("mapping", "a_item", "b_item", "indicator", "a_text", "b_text", "status", "status_here", "changed"),
    "terms": ("term", "count_a", "count_b", "log_ratio", "low", "high", "g2", "q_value"),
    "attention": ("by", "measure", "name", "count_a", "count_b", "share_a", "share_b", "difference", "low", "high", "note"),
    "attention_years": ("place", "year", "measure", "theme", "count", "share", "low", "high", "note"),
    "themes": ("document", "item", "theme", "weight", "targets", "words"),
    "repetitions": ("a", "b", "direction", "passages", "characters", "share_a", "share_b", "repeated", "share_repeated"),
    "reuse": ("item_a", "item_b", "text_a", "text_b", "characters", "kind", "similarity", "direction", "formula"),
}  # fmt: skip

COUNTED = {
    "duplicate_pairs": "relation", "catalogue": "kind", "panel": "role", "document": "genre", "places": "status",
    "quantity": "role", "measure": "role", "instrument": "instrument", "audit": "certainty", "time": "role", "project": "type", "items": "status",
    "other_items": "status", "sentences": "status", "targets": "value", "fulfilment": "status", "projects": "status",
    "absences": "finding", "base_checks": "status", "levels": "value", "points": "value", "project_lines": "status",
    "wording": "kind", "boilerplate": "side", "robustness_targets": "mapping",
    "attention": "by", "attention_years": "measure", "themes": "theme", "reuse": "kind",
}  # fmt: skip


def reading(row: Record) -> str:
    """What a quantity says, in one short text.

    >>> reading({"comparator": ">=", "low": 50000, "high": 50000, "unit": "个"})
    '>= 50000 个'
    >>> reading({"comparator": "..", "low": 1, "high": 2, "unit": "所"})
    '1..2 所'
    """
    low, high, comparator = figure(row["low"]), figure(row["high"]), row["comparator"]
    number = low if low == high else f"{low}..{high}"
    return " ".join(part for part in (comparator if comparator not in ("=", "..") else "", number, row["unit"]) if part)


def indicator(row: Record) -> str | None:
    """What a target through two years is about: its later name, or the earlier one where it was dropped."""
    return row.get("b_indicator") or row.get("a_indicator")


DERIVED = {("quantity", "reading"): reading, ("panel", "reading"): reading, ("targets", "indicator"): indicator}


def headed(sheet: Sheet, labels: Labels) -> Sheet:
    """The sheet with its headings in a language: the names of the columns, or the Chinese ones of the codebook."""
    if labels == "en":
        return sheet
    return replace(sheet, headings={name: label(sheet.name, name) for name in (*sheet.columns, *shown(sheet))})


def cells(sheet: Sheet) -> Iterator[list[Any]]:
    """The cells of the columns that a person reads, row by row."""
    makers = [DERIVED.get((sheet.name, name)) or itemgetter(name) for name in shown(sheet)]
    full = dict.fromkeys(sheet.columns)
    return ([make(full | row) for make in makers] for row in sheet.rows)


def shown(sheet: Sheet) -> tuple[str, ...]:
    """The columns of a sheet that a person reads; all of them where nothing is chosen."""
    return SHOWN.get(sheet.name, tuple(sheet.columns))


def title(sheet: Sheet) -> str:
    """The name of a sheet with its number of rows and how they divide, the most frequent first.

    >>> title(Sheet("items", {"status": str}, ({"status": "added"}, {"status": "added"})))
    '事项变化 items: 2 (added 2)'
    """
    counts = Counter(row[COUNTED[sheet.name]] for row in sheet.rows) if sheet.name in COUNTED else Counter[str]()
    parts = ", ".join(f"{value} {count}" for value, count in counts.most_common())
    return f"{TITLES[sheet.name]}: {len(sheet.rows)}" + (f" ({parts})" if parts else "")
