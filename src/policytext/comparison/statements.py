"""What a plan says about the year before: a base that it prints, a change against it, a target that it recalls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policytext.comparison.readings import Reading, in_unit
from policytext.comparison.rows import Figure

Verb = Literal["base", "above", "below", "share"]
SENTENCE_END = re.compile(r"[。！!？?\n]")
CLAUSE = re.compile(r"[^。；;！!？?\n]*")
LAST_YEAR = re.compile(r"(?:比|较|从|由|为)(?:上一?年|去年)")
# 比去年预算减少500亿元: the base is what the plan of last year set, not what became of it.
PLANNED = re.compile(r"(?:上一?年|去年|年初)[^，,。；;]{0,4}(?:预算|计划|目标|安排)")
GOAL = r"(?:年初|年度|全年|上年|去年|既定|原定)*(?:确定的?|提出的?|下达的?|预期的?|计划|预算|工作|控制)*目标"
ABOVE = re.compile(rf"^[，,]?(?:均|都|已|大幅|明显)?(?:超过|高于|好于|超出|超额完成)(?:了)?{GOAL}(?!的)")
BELOW = re.compile(rf"^[，,]?(?:均|都|已|大幅|明显)?(?:低于|未达到?|没有达到|控制在){GOAL}(?!的)")
SHARE = re.compile(rf"^[，,]?(?:完成|为|达到?|占){GOAL}(?:任务)?(?:数)?的(\d+(?:\.\d+)?)%")
NEAREST = 45  # characters between a number and the change against the year before


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said: `verb` and, where it is a base, its value in the unit of `level`; `slack` is what rounding allows."""

    verb: Verb
    level: Reading
    words: Figure
    value: Decimal | None = None
    slack: Decimal = Decimal(0)
    planned: bool = False


def statements_of(readings: Sequence[Reading]) -> Iterator[Statement]:
    """The statements that a document makes about last year, at its targets or its outcomes."""
    for rank, reading in enumerate(readings):
        yield from _printed_base(reading)
        yield from _recalled(reading)
        if (level := _level_before(reading, readings[:rank])) is not None:
            yield from _change(level, reading)


def _printed_base(reading: Reading) -> Iterator[Statement]:
    """由240元提高到280元, where nothing says that the base is of an earlier year."""
    last = None if reading.year is None else reading.year - 1
    if reading.baseline_value is not None and reading.baseline in (None, last, None if last is None else last - 1):
        yield Statement("base", reading, reading.figure, reading.baseline_value)


def _recalled(reading: Reading) -> Iterator[Statement]:
    """新增就业980万人，超过预期目标; 完成年度目标的105%."""
    text, end = reading.document.text, reading.figure.span.end
    behind = CLAUSE.match(text, end)
    words = behind.group()[:NEAREST] if behind else ""
    if match := SHARE.match(words):
        yield Statement("share", reading, reading.figure, Decimal(match.group(1)))
    elif ABOVE.match(words):
        yield Statement("above", reading, reading.figure)
    elif BELOW.match(words):
        yield Statement("below", reading, reading.figure)


def _level_before(change: Reading, before: Sequence[Reading]) -> Reading | None:
    """The number right before a change against last year, in the same sentence and unit."""
    text, start = change.document.text, change.figure.span.start
    if change.kind not in ("difference", "rate") or not before or change.figure.low is None:
        return None
    level = before[-1]
    between = text[level.figure.span.end : start]
    near = len(between) <= NEAREST and not SENTENCE_END.search(between) and "；" not in between and "其中" not in between
    stands = level.kind in ("stock", "total") and level.figure.low is not None and level.figure.comparator == "="
    return level if near and stands and LAST_YEAR.search(between) and (change.kind == "rate" or _one_unit(level, change)) else None


def _one_unit(level: Reading, change: Reading) -> bool:
    """Whether a change is printed in the unit of the level: 元 and 元, or percentage points and per cent."""
    return level.figure.unit == change.figure.unit or (level.figure.unit, change.figure.unit) == ("%", "pp")


def _change(level: Reading, change: Reading) -> Iterator[Statement]:
    """7500亿元，比上年增加5700亿元: the base is the number less its rise, or with its fall."""
    now, by = level.figure.low, change.figure.low
    if now is None or by is None or change.figure.comparator != "=":
        return
    sign = -1 if change.figure.change == "decrease" else 1
    between = change.document.text[level.figure.span.end : change.figure.span.end]
    planned = PLANNED.search(between) is not None
    if change.kind == "rate":
        share = 1 + sign * by / 100
        if share > 0:
            yield Statement("base", level, change.figure, now / share, _slack(level.figure) + now * step(by) / 200 / share**2, planned)
        return
    difference = by if change.figure.unit == "pp" else in_unit(by, level.figure.unit, change.figure.unit)
    if difference is not None:
        yield Statement("base", level, change.figure, now - sign * difference, _slack(level.figure) + _slack(change.figure), planned)


def step(value: Decimal) -> Decimal:
    """The last printed digit of a number: 0.1 of 7.5, 1 of 12.

    >>> step(Decimal("7.5")), step(Decimal(12))
    (Decimal('0.1'), Decimal('1'))
    """
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0)) if isinstance(exponent, int) else Decimal(0)


def _slack(figure: Figure) -> Decimal:
    """Half of the last printed digit: 1.62万亿元 may be anything from 16150 to 16250亿元."""
    match = re.search(r"\d+(?:\.(\d+))?", figure.text)
    if match is None or figure.low is None or not Decimal(match.group()):
        return Decimal(0)
    scale = figure.low / Decimal(match.group())
    return abs(scale) * Decimal(1).scaleb(-len(match.group(1) or "")) / 2
