"""The change that a quantity tells: a level, an increase, a decrease, or so many new ones."""

from __future__ import annotations

import re

from policytext.extraction import indicators, wording
from policytext.extraction.clause import Clause
from policytext.model.values import Change

# nobody builds an hour: these measure what stands there
_NEVER_NEW = frozenset("次 小时 分钟 天 秒 年 岁 周 个月 倍 分 度 个工作日 摄氏度 学期".split())
_RATES = ("增幅", "增速", "涨幅", "降幅", "增长率", "增长速度")


def change_of_clause(clause: Clause, predicate: str, governor: wording.Governor | None) -> Change:
    """The change of a clause's amount, from the words between noun and number, the noun, and the governing verb."""
    amount = clause.amount
    if found := wording.change_of(predicate) or wording.change_of(_distributing_predicate(clause.left)):
        return found
    if (noun := indicators.noun_before(clause.left)).endswith(_RATES):
        return wording.change_of(noun) or "increase"
    if amount.unit_kind in ("share", "ratio", "money"):
        return _share_change(clause, governor)
    if governor is None:
        return "level"
    if amount.unit in _NEVER_NEW:
        return "level"
    return "new" if governor.kind == "new" and not _levelled(predicate) else "level"


def _distributing_predicate(left: str) -> str:
    """The words between 分别 and the first number of its list: 分别|增长|4.5%、."""
    match = re.search("分别([^0-9，。；]{1,8})(?=[0-9][^，。；]*$)", left)
    return match.group(1) if match else ""


def _share_change(clause: Clause, governor: wording.Governor | None) -> Change:
    if clause.amount.unit_kind == "money" and governor and governor.verb == "新增":
        return "new"
    return "increase" if governor and governor.verb in ("翻番", "增幅") else "level"


def _levelled(predicate: str) -> bool:
    return re.search("达|为|保持|控制|稳定|突破|超过|到|至", predicate) is not None
