"""The layout of coding sheets: which columns a sheet has, under which Chinese heading; the one place that knows both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from policytext.coding.coding import Decision
from policytext.coding.fields import CODED, choices
from policytext.lexicon.codebook import label

KIND_NAMES = {"quantity": "数量", "time": "时间", "project": "项目", "reference": "引用文件", "organisation": "责任单位", "rejection": "非目标数字"}
"""The sheet of each kind."""
WORDS: dict[str, Decision] = {"正确": "kept", "修改": "changed", "删除": "removed", "新增": "added", "拿不准": "unsure"}
"""What a coder writes in the column 判断."""
DECISION, NOTE, NEW_TEXT = "判断", "备注", "改为：原文"
PLACE = {"编号": "key", "文档": "document", "条目": "item", "上文": "before", "原文": "text", "下文": "after", "起": "start", "止": "end"}
"""The columns that say where a stretch stands."""
TEXTS, GUIDE, BOOK, WORDLIST = "正文", "说明", "字段", "词表"
"""The other sheets: the texts, how to code, what each field means, the words for lists."""
NAME, MARK = "文档", "校验和"
GIVEN, CHANGED = "机器：", "改为："


@dataclass(frozen=True, slots=True)
class Heading:
    """A column for a field: what the machine says (`given`), or what the coder says."""

    field: str
    given: bool


@cache
def field_headings(kind: str, suggest: bool) -> Mapping[str, Heading]:
    """The headings of the fields of a kind; without suggestions there is one column for each.

    >>> list(field_headings("project", True))
    ['机器：类型', '改为：类型', '机器：阶段', '改为：阶段']
    """
    found: dict[str, Heading] = {}
    for field in CODED[kind]:
        if suggest:
            found[GIVEN + label(kind, field)] = Heading(field, True)
            found[CHANGED + label(kind, field)] = Heading(field, False)
        else:
            found[label(kind, field)] = Heading(field, False)
    return found


def headings(kind: str, suggest: bool) -> list[str]:
    """All headings of the sheet of a kind, in order."""
    places = [name for name in PLACE if name not in ("起", "止")]
    return [*places, DECISION, *field_headings(kind, suggest), *([NEW_TEXT] if suggest else []), NOTE, "起", "止"]


def word_lists(kinds: tuple[str, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The words for each field that has a closed list, by kind and field."""
    return {(kind, field): words for kind in kinds for field in CODED[kind] if (words := choices(kind, field))}
