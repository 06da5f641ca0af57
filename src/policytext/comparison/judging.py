"""What a reported number says about a promised one: met, exceeded, missed, or not to be compared, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.comparison.bounds import bounds_of
from policytext.comparison.indicators import Measure, listed
from policytext.comparison.rows import FulfilmentStatus
from policytext.comparison.scopes import kind_of, named_by, ranks_of, tells_flow, tells_stock, total, whole_of
from policytext.comparison.strings import likeness
from policytext.comparison.units import factor_between
from policytext.comparison.vocabulary import LESS_IS_BETTER, SURPASSED

FAR_APART = 10
MARGIN = Decimal("0.1")  # of the value: near enough for 左右, clearly beyond for the rest
SAME_WHOLE = 0.4
PARTS = re.compile(r"[、和及与](?!以)")
EXAMPLES = re.compile(r"^.*?等(?=.{3})")
# 涨幅控制在|3%左右: a bound from above, whatever it is called
HELD_DOWN = ("控制在", "控制到", "压减到", "压减至")
# 分别, 均, 各: a number for each part of a list
EACH = re.compile(r"分别|均|都|各(?!类|级|项)")


def incomparable(target: Measure, outcome: Measure) -> str | None:
    """Why the two numbers cannot stand side by side; None where they can."""
    return next(_obstacles(target, outcome), None)


def _obstacles(target: Measure, outcome: Measure) -> Iterator[str]:
    x, y = target.figure, outcome.figure
    factor = factor_between(x.unit, y.unit)
    if factor is None:
        yield f"unit: {x.unit or '—'} → {y.unit or '—'}"
        return
    if (rate(target)) != (rate(outcome)) and {kind_of(target), kind_of(outcome)} != {"increase", "new"}:
        yield f"kind: {kind_of(target)} → {kind_of(outcome)}"
    if x.low is None or y.low is None:
        yield f"measured by: {x.reference or x.text} → {y.reference or y.text}"
        return
    if outcome.many_years and not target.many_years and not stands(outcome):
        yield "period: the year → several years"
    yield from _other_scope(target, outcome)
    if other_scope(x.low, y.low * factor) and not (x.unit == y.unit == "%" and target.core == outcome.core):
        yield f"scale: {x.text} → {y.text}"


def rate(measure: Measure) -> bool:
    """Whether a figure is a rise or fall in per cent or points, not an amount."""
    return kind_of(measure) in ("increase", "decrease")


def stands(outcome: Measure) -> bool:
    """Whether a number from an account of several years tells how things stand at their end: a level, and no mean of the years."""
    return kind_of(outcome) == "level" and not any(word in outcome.left for word in ("年均", "累计", "平均每年"))


def _other_scope(target: Measure, outcome: Measure) -> Iterator[str]:
    whole_a, whole_b = whole_of(target), whole_of(outcome)
    if whole_a and whole_b and likeness(whole_a, whole_b) < SAME_WHOLE:
        yield f"share of: {whole_a} → {whole_b}"
    names = [named_by(x) for x in (target, outcome)]
    bound_a, bound_b = (bounds_of(name) for name in names)
    if bound_a and bound_b and bound_a != bound_b:
        yield f"bound: {names[0]} → {names[1]}"
    rank_a, rank_b = (ranks_of(name) for name in names)
    if rank_a and rank_b and rank_a != rank_b:
        yield f"rank: {names[0]} → {names[1]}"
    if narrower(target, outcome):
        yield f"scope: {names[0]} → {names[1]}"
    if (a := parts_of(target)) != (b := parts_of(outcome)) and (a > 1 or b > 1) and not EACH.search(outcome.left):
        yield f"list: {a} parts → {b}"
    if (
        tells_flow(target)
        and not tells_flow(outcome)
        and kind_of(outcome) == "level"
        and (tells_stock(outcome) or total(outcome.figure))
    ):
        yield "kind: new → all there are"


def narrower(target: Measure, outcome: Measure) -> bool:
    """Whether the outcome is about a part of what was promised: 拉美市场出口 for 出口, 规上企业研发投入 for 研发投入."""
    a, b = target.core, outcome.core
    if a == b or not a or not b.endswith(a):
        return False
    before = b[: -len(a)]
    return len(before) >= 2 and likeness(before, target.clause + target.topic) < 0.2


def parts_of(measure: Measure) -> int:
    """How many things the name of a figure lists."""
    name = EXAMPLES.sub("", listed(named_by(measure), measure.left))
    return 1 + len(PARTS.findall(name))


def surpassed(outcome: Measure) -> bool:
    """Whether the words at an outcome say that it goes beyond the plan (超额完成), in its clause or at the head of the next one."""
    return any(word in outcome.left + outcome.right for word in SURPASSED)


def judged(target: Measure, outcome: Measure) -> tuple[FulfilmentStatus, str | None]:
    """The status of a target by what is reported about it, and the reason where the two cannot be compared."""
    if reason := incomparable(target, outcome):
        return "not_comparable", reason
    factor, reported = factor_between(target.figure.unit, outcome.figure.unit), outcome.figure.low
    if factor is None or reported is None:
        return "not_comparable", None
    opposite = {kind_of(target), kind_of(outcome)} == {"increase", "decrease"}
    status = reached(target, reported * factor * (-1 if opposite else 1))
    return ("exceeded" if status == "met" and surpassed(outcome) else status), None


def other_scope(promised: Decimal, reported: Decimal) -> bool:
    """Whether two numbers lie so far apart that one must count something wider: 新增300公里 and 总里程7000公里."""
    return bool(promised and reported) and max(promised / reported, reported / promised) > FAR_APART


def reached(target: Measure, value: Decimal) -> FulfilmentStatus:
    """Compares a reported number with what was promised; more than a tenth beyond is exceeded."""
    low, high = target.figure.low or Decimal(0), target.figure.high or target.figure.low or Decimal(0)
    sign = -1 if less_is_better(target) else 1
    goal, best = (high, low) if sign < 0 else (low, high)
    ahead, beyond = sign * (value - goal), sign * (value - best)
    if beyond > MARGIN * abs(best) and best:
        return "exceeded"
    slack = MARGIN * abs(goal) if target.figure.comparator == "~" else 0
    return "met" if ahead >= -slack else "missed"


def less_is_better(target: Measure) -> bool:
    """Whether the target bounds from above (以内, 控制在), or measures something unwanted at its level."""
    unwanted = any(word in target.core for word in LESS_IS_BETTER)
    bounded = target.figure.comparator in ("<=", "<") or target.left.endswith(HELD_DOWN)
    return bounded or (target.figure.change == "level" and unwanted)
