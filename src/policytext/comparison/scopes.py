"""What two figures of one indicator may differ in besides the number: unit, kind, denominator, bound, rank, base, period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from policytext.comparison.bounds import bounds_of
from policytext.comparison.indicators import Measure
from policytext.comparison.rows import Figure
from policytext.comparison.strings import likeness
from policytext.comparison.units import factor_between, is_counter
from policytext.comparison.vocabulary import FLOW, RATES, STOCK

# 占规模以上工业|比重: what a share is taken of
SHARE_OF = re.compile(r"占([^，。；、\d]{1,20}?)的?(?:比重|比例|份额|比)")
# 国家级, 省市县重点, 省重点: whose list, title or programme
RANK = re.compile(
    r"(世界|国家|省|市|区|县|校)级|(国家)(?!统计|考核|标准|储备)|([国省市区县]{1,3})(?=重点|科技|高新|实验室)"
)
SAME_WHOLE = 0.5
Years = tuple[int | None, int | None]


def redefined(a: Measure, b: Measure, years: Years = (None, None)) -> str | None:
    """Why two numbers of one indicator cannot stand side by side; None where they can."""
    return next(differing(a, b, years), None)


def differing(a: Measure, b: Measure, years: Years) -> Iterator[str]:
    """Everything that the two figures are not alike in, the plainest first: ``unit: 公里 → 个``."""
    x, y = a.figure, b.figure
    if factor_between(x.unit, y.unit) is None:
        yield f"unit: {x.unit or '—'} → {y.unit or '—'}"
    elif kinds_differ(a, b):
        yield f"kind: {kind_of(a)} → {kind_of(b)}"
    if (x.low is None) != (y.low is None) or (x.low is None and x.reference != y.reference):
        yield f"measured by: {x.reference or x.text} → {y.reference or y.text}"
    yield from _words_differ("share of", whole_of, a, b)
    if x.per and y.per and x.per != y.per:
        yield f"per: {x.per} → {y.per}"
    yield from _sets_differ(a, b)
    if bases_differ(x, y, years):
        yield f"base: {x.baseline} → {y.baseline}"
    if a.many_years != b.many_years:
        yield f"period: {_period(a)} → {_period(b)}"


def _period(measure: Measure) -> str:
    return "several years" if measure.many_years else "the year"


def _words_differ(name: str, told: Callable[[Measure], str | None], a: Measure, b: Measure) -> Iterator[str]:
    first, second = told(a), told(b)
    if first and second and likeness(first, second) < SAME_WHOLE:
        yield f"{name}: {first} → {second}"


def _sets_differ(a: Measure, b: Measure) -> Iterator[str]:
    for name, told, both in (("bound", bounds_of, False), ("rank", ranks_of, True)):
        first, second = told(named_by(a)), told(named_by(b))
        if first != second and (not both or (first and second)):
            yield f"{name}: {'、'.join(map(str, sorted(first))) or '—'} → {'、'.join(map(str, sorted(second))) or '—'}"


def named_by(measure: Measure) -> str:
    """The name of what is counted, as printed."""
    return measure.figure.indicator or ""


def whole_of(measure: Measure) -> str | None:
    """What a share is taken of, where it is printed.

    >>> SHARE_OF.search("产值占规模以上工业比重").group(1)
    '规模以上工业'
    """
    found = SHARE_OF.search(measure.left + measure.figure.text) or SHARE_OF.search(named_by(measure))
    return found.group(1) if found else None


@lru_cache(maxsize=8192)
def ranks_of(name: str) -> frozenset[str]:
    """The levels of government whose list or title a name tells.

    >>> sorted(ranks_of("省市县重点项目")), sorted(ranks_of("省级重点项目"))
    (['县', '市', '省'], ['省'])
    """
    found = (next(filter(None, m.groups())) for m in RANK.finditer(name))
    return frozenset(letter for word in found for letter in (word if word not in ("世界", "国家") else word[0]))


def kind_of(measure: Measure) -> str:
    """Level, increase, decrease, or new: as read, but a rate that the words name is no level.

    >>> RATES[0]
    '涨幅'
    """
    read = measure.figure.change
    if read == "increase" and is_counter(measure.figure.unit):  # 改造提升25个, 增加11个: so many are delivered
        return "new"
    if (
        read == "level"
        and measure.figure.unit in ("%", "pp")
        and measure.left.rstrip(" 　在为达到至约：:").endswith(RATES)
    ):
        return "increase"
    return read


def kinds_differ(a: Measure, b: Measure) -> bool:
    """Whether one is a level and the other a rise or fall, or one the stock and the other what is new."""
    first, second = kind_of(a), kind_of(b)
    if first == second:
        return total(a.figure) != total(b.figure) and "new" in (first, second)
    if "new" not in (first, second):
        return True
    flow, stock = (a, b) if first == "new" else (b, a)
    if kind_of(stock) != "level":
        return True
    return total(stock.figure) or (tells_flow(flow) and tells_stock(stock))


def total(figure: Figure) -> bool:
    """Whether the figure counts all there are, not those of the year (基地总数)."""
    return "总" in (figure.indicator or "")[-3:]


def tells_flow(measure: Measure) -> bool:
    """Whether the words say that so many are new (新增, 新建)."""
    said = f"{measure.left} {named_by(measure)} {measure.figure.text}"
    return any(word in said for word in FLOW)


def tells_stock(measure: Measure) -> bool:
    """Whether the words say that so many there are (达到4500家, 突破4500家)."""
    return measure.left.endswith(STOCK) or measure.figure.text.startswith((*STOCK, "突破", "超"))


def bases_differ(a: Figure, b: Figure, years: Years) -> bool:
    """Whether the numbers are measured from bases that neither are one year nor lie equally far back."""
    if a.baseline is None or b.baseline is None or a.baseline == b.baseline:
        return False
    first, second = years
    return first is None or second is None or first - a.baseline != second - b.baseline
