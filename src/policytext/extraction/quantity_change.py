"""The change that a quantity tells: a level, an increase, a decrease, or so many new ones."""

from __future__ import annotations

import re

from policytext.extraction import indicators, wording
from policytext.extraction.clause import Clause
from policytext.model.values import Change, Quantity

# nobody builds an hour: these measure what stands there
_NEVER_NEW = frozenset("次 小时 分钟 天 秒 年 岁 周岁 周 个月 倍 分 度 个工作日 摄氏度 学期".split())
_RATES = ("增幅", "增速", "涨幅", "降幅", "增长率", "增长速度")
_ADDED = frozenset(("增加", "扩增", "增设", "增补"))
_LEVELLED = re.compile("达|为|保持|控制|稳定|突破|超过|到|至")
# 每5所幼儿园|配备|1名: a rate stands, but what is built for each is new
_STANDING_RATE = frozenset(("配备", "配建", "配齐", "落实", "组织", "开展", "举办"))
# 推进|28个校舍建设项目: works go on to be built; 推进|4个试点 leaves them as they are
_WORKS = re.compile("[^，。；、]{0,14}?(?:项目|工程)")
# 目前已有|18所学校通过验收: where things stand
_STANDS = re.compile("(?:[已现尚仍还]|目前)[一-鿿]{0,2}有[^，。；]{0,4}$")
# 推动|3个学科进入前列: what they are moved to do is new
_MOVING = frozenset(("推动", "促进", "引导", "助推", "助力", "力促"))
_EACH = re.compile("各[一-鿿]{1,6}(?:至少|不少于|按|配|落|组|开|举)")
_DISTRIBUTING = re.compile("分别([^0-9，。；]{1,8})(?=[0-9][^，。；]*$)")
_EVENTS = frozenset(("场", "期"))


def change_of_clause(clause: Clause, previous: Quantity | None, per: str | None) -> Change:
    """The change of a clause's amount, from the words between noun and number, the noun, and the governing verb."""
    if clause.start is not None:
        return "level"
    noun, predicate = clause.noun, clause.predicate
    if not noun and predicate in _ADDED and clause.amount.unit_kind == "count":
        return "new"  # 增加|500万农村沼气用户
    if found := wording.change_of(predicate) or wording.change_of(_distributing_predicate(clause.left)):
        return found
    if noun.endswith(_RATES):
        return wording.change_of(noun) or "increase"
    if (led := _led_by_change(clause)) is not None:
        return led
    if clause.amount.unit_kind in ("share", "ratio", "money"):
        return _share_change(clause)
    return "new" if clause.amount.unit not in _NEVER_NEW and _is_new(clause, previous, per) else "level"


def _led_by_change(clause: Clause) -> Change | None:
    """The change that a verb before the noun tells: 压减|一般性支出10%; so many more of a count are new ones."""
    governor = clause.governor
    if governor is None or governor.distance or governor.inner or not clause.noun or clause.predicate:
        return None
    if governor.kind == "decrease":
        return "decrease"
    if governor.verb in _ADDED and clause.amount.unit_kind == "money":
        return "increase"  # 增加|教育投入5亿元
    return "increase" if governor.kind == "increase" and clause.amount.unit_kind in ("share", "money") else None


def _is_new(clause: Clause, previous: Quantity | None, per: str | None) -> bool:
    """Whether so many are newly created or delivered."""
    governor, noun = clause.governor, clause.noun
    own = wording.is_own_measure(noun) and (governor is None or governor.distance > 0 or governor.inner)
    if own or _LEVELLED.search(clause.predicate):
        return False
    if governor is not None and governor.verb == "有" and _STANDS.search(clause.left):
        return False
    if governor is None or governor.verb == "有":
        return indicators.is_completed(clause.right) or _of_whole(clause, noun, previous) or clause.amount.unit in _EVENTS
    if governor.kind == "increase":
        return governor.verb in _ADDED and governor.distance == 0
    if governor.kind == "ongoing":
        return _WORKS.match(clause.right) is not None or (governor.verb in _MOVING and indicators.noun_after(clause.right)[1] != "")
    return governor.kind == "new" and not ((per or _EACH.search(clause.segments[0])) and governor.verb in _STANDING_RATE)


def _of_whole(clause: Clause, noun: str, previous: Quantity | None) -> bool:
    """Whether a part (其中) or a rate (每个乡镇至少) of something new has no verb of its own."""
    rated = not noun and clause.segments[0].startswith("每")
    return previous is not None and previous.change == "new" and ("其中" in clause.left[-30:] or rated)


def _distributing_predicate(left: str) -> str:
    """The words between 分别 and the first number of its list: 分别|增长|4.5%、."""
    match = _DISTRIBUTING.search(left) if "分别" in left else None
    return match.group(1) if match else ""


def _share_change(clause: Clause) -> Change:
    governor = clause.governor
    if clause.amount.unit_kind == "money" and governor and governor.verb == "新增":
        return "new"
    return "increase" if governor and governor.verb in ("翻番", "增幅") else "level"
