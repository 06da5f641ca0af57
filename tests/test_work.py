"""Work is counted, not timed: how many function calls parsing and comparing take, and how that grows with the length of the text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

import policytext as pt
from policytext.comparison import TABLES

# calls a thousand characters, a tenth above what they are now on Python 3.11: lower them when they fall, look for the cause when one is passed
PARSING = {"lanshui-edu-2021": 22_500, "baixi-edu-2020": 20_800}
COMPARING, TABLES_OF_ALL = 40_200, 736_000
GROWTH = 4.5
"""Four times the text may take so many times the calls."""


def calls(work: Callable[[], object]) -> int:
    """Function calls, of Python and of C, that some work takes; what is loaded on first use is loaded before."""
    work()
    count = 0

    def seen(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def text_of(name: str) -> str:
    return pt.specimen(name).source


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons count comprehensions otherwise")
@pytest.mark.parametrize("name", PARSING)
def test_parsing_takes_no_more_calls_than_it_did(name: str) -> None:
    text = text_of(name)
    spent = calls(lambda: pt.parse(text, year=2021)) * 1000 / len(text)
    assert spent < PARSING[name], f"{spent:.0f} calls a thousand characters"
    assert spent > PARSING[name] * 0.7, f"{spent:.0f} calls a thousand characters: lower the bound"


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons count comprehensions otherwise")
def test_comparing_takes_no_more_calls_than_it_did() -> None:
    a, b = pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021")
    length = len(a.text) + len(b.text)
    items = calls(lambda: pt.compare(a, b).items) * 1000 / length
    every = calls(lambda: [pt.compare(a, b).rows(name) for name in TABLES]) * 1000 / length
    assert COMPARING * 0.7 < items < COMPARING, f"{items:.0f} calls a thousand characters"
    assert TABLES_OF_ALL * 0.7 < every < TABLES_OF_ALL, f"{every:.0f} calls a thousand characters"


def test_calls_grow_with_the_text() -> None:
    text = text_of("baixi-edu-2020")
    once = calls(lambda: pt.parse(text, year=2021))
    assert calls(lambda: pt.parse("\n".join([text] * 4), year=2021)) < GROWTH * once
