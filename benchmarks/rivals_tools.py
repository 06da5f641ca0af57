"""The tools as they are called: each gives the places it finds in a text, with what it reads there.

Rivals get a text sentence by sentence. None of the pinned versions raises an error on these texts; one that does
ends the run.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

import policytext as pt
from benchmarks.rivals_gold import Text
from benchmarks.rivals_readings import Amount, Dates, Found, Period, period
from policytext.model.span import Span
from policytext.model.values import Quantity, TimeExpression

Sentence = Callable[[str, int], list[Found]]
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
PACKAGES = ("policytext", "jionlp", "recognizers-text-suite")


@dataclass(frozen=True)
class Tool:
    """A tool for one task (`time`, `quantity` or `money`); `find` gives what it finds in a text."""

    name: str
    task: str
    find: Callable[[Text], list[Found]]


def tools() -> list[Tool]:
    """Every tool for every task."""
    numbers, currency = ("number", "percentage"), ("currency",)
    units = ("percentage", "currency", "dimension", "age", "temperature")
    return [
        Tool("policytext", "time", lambda text: _ours(text, TimeExpression)),
        Tool("JioNLP", "time", _by_sentence(jionlp_times)),
        Tool("Recognizers-Text", "time", _by_sentence(recognized_times)),
        Tool("policytext", "quantity", lambda text: _ours(text, Quantity)),
        Tool("Recognizers-Text, numbers and percentages", "quantity", _by_sentence(_recognized(numbers))),
        Tool("Recognizers-Text, percentages and numbers with units", "quantity", _by_sentence(_recognized(units))),
        Tool("policytext", "money", lambda text: _ours(text, Quantity, "CNY")),
        Tool("JioNLP", "money", _by_sentence(jionlp_money)),
        Tool("Recognizers-Text, currency", "money", _by_sentence(_recognized(currency))),
    ]


def versions() -> str:
    """The versions that are compared."""
    return ", ".join(f"{name} {version(name)}" for name in PACKAGES)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence starts, and the sentence.

    >>> list(sentences("建成3所。\\n新增"))
    [(0, '建成3所。'), (6, '新增')]
    """
    return ((match.start(), match[0]) for match in _SENTENCE.finditer(text))


def _by_sentence(find: Sentence) -> Callable[[Text], list[Found]]:
    def found(text: Text) -> list[Found]:
        places: list[Found] = []
        for start, sentence in sentences(text.text):
            places += [Found(one.span.shifted(start), one.readings) for one in find(sentence, text.year)]
        return places

    return found


def _ours(text: Text, kind: type[Quantity] | type[TimeExpression], unit: str | None = None) -> list[Found]:
    found = (x for x in text.document.extractions if isinstance(x.value, kind))
    held = (x for x in found if unit is None or (isinstance(x.value, Quantity) and x.value.unit == unit))
    return [Found(x.source_span if text.in_source else x.span, tuple(_our_readings(x))) for x in held]


def _our_readings(one: pt.Extraction) -> Iterator[Dates | Amount]:
    value = one.value
    if isinstance(value, TimeExpression):
        yield Dates(value.start, value.end, period(value.recurrence))
    elif isinstance(value, Quantity) and value.low is not None and value.high is not None:
        yield Amount(float(value.low), float(value.high))


@cache
def _jionlp() -> Any:
    """JioNLP without its banner on import and its tracebacks in the log; at first it unpacks its own dictionaries."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    logging.disable(logging.CRITICAL)
    return jionlp


def jionlp_times(sentence: str, year: int) -> list[Found]:
    """`jio.ner.extract_time`, which calls `parse_time`; lengths of time without dates are left out."""
    found = _jionlp().ner.extract_time(sentence, time_base={"year": year}, with_parsing=True)
    return [Found(Span(*one["offset"]), (dates,)) for one in found for dates in _jionlp_dates(one["detail"])]


def _jionlp_dates(detail: Mapping[str, Any]) -> Iterator[Dates]:
    if detail["type"] == "time_period":
        yield Dates(recurrence=_jionlp_period(detail["time"]["delta"]))
    elif detail["type"] in ("time_point", "time_span"):
        first, last = detail["time"]
        yield Dates(_day(first), _day(last))


def _jionlp_period(delta: Mapping[str, Any]) -> Period | None:
    """{"month": 3} as months and days; None where it leaves the length open."""
    try:
        months = 12 * float(delta.get("year", 0)) + float(delta.get("month", 0))
        return months, 7 * float(delta.get("week", 0)) + float(delta.get("day", 0))
    except TypeError:
        return None


def _day(written: str) -> date | None:
    return None if "inf" in written else date.fromisoformat(written[:10])


def jionlp_money(sentence: str, _: int) -> list[Found]:
    """`jio.ner.extract_money`, which calls `parse_money`; it gives one number, or two where it reads a range."""
    found = _jionlp().ner.extract_money(sentence, with_parsing=True)
    return [Found(Span(*one["offset"]), (_jionlp_amount(one["detail"]["num"]),)) for one in found]


def _jionlp_amount(number: str | list[str]) -> Amount:
    ends = [number] if isinstance(number, str) else number
    return Amount(float(ends[0]), float(ends[-1]))


@cache
def _model(name: str) -> Any:
    from recognizers_date_time import Culture, DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    kinds = {"datetime": DateTimeRecognizer, "number": NumberRecognizer, "percentage": NumberRecognizer}
    return getattr(kinds.get(name, NumberWithUnitRecognizer)(Culture.Chinese), f"get_{name}_model")()


def recognized_times(sentence: str, year: int) -> list[Found]:
    """The date-time model with the last day of the plan year for today; all that it holds possible counts.

    今年 ends with today there; any day before the last would make it, and what it holds, end early.
    """
    found = _model("datetime").parse(sentence, datetime(year, 12, 31))
    read = ((one, tuple(_recognized_dates((one.resolution or {}).get("values") or ()))) for one in found)
    return [Found(Span(one.start, one.end + 1), dates) for one, dates in read if dates]


def _recognized_dates(values: Iterable[Mapping[str, str]]) -> Iterator[Dates]:
    """Dates, ranges and recurrences; lengths of time, times of the day and what it leaves unresolved are left out."""
    for value in values:
        if value["type"] == "set":
            yield Dates(recurrence=period(value["timex"]))
        elif value["type"] in ("daterange", "datetimerange") and ("start" in value or "end" in value):
            yield Dates(_day(value.get("start", "inf")), _day(value.get("end", "inf")))
        elif value["type"] in ("date", "datetime") and value["value"] != "not resolved":
            yield Dates(_day(value["value"]), _day(value["value"]))


def _recognized(models: Iterable[str]) -> Sentence:
    """The number and unit models of these names, all on the same sentence; a unit without a number is left out."""

    def find(sentence: str, _: int) -> list[Found]:
        found = (one for name in models for one in _model(name).parse(sentence))
        valued = ((one, (one.resolution or {}).get("value")) for one in found)
        return [Found(Span(one.start, one.end + 1), (_amount(value),)) for one, value in valued if value]

    return find


def _amount(written: str) -> Amount:
    number = float(written.rstrip("%"))
    return Amount(number, number)
