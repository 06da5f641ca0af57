"""Whole documents on one line: the breaks before numbered parts are put back, where the numbers run in sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.cleaning.edits import Edit

_LONG = 800
"""A line of so many characters may hold what were many."""
_CHINESE = "一二三四五六七八九十"
_VALUES = {
    **{numeral: value for value, numeral in enumerate(_CHINESE, 1)},
    **{f"十{numeral}": 10 + value for value, numeral in enumerate(_CHINESE[:9], 1)},
    **{f"二十{numeral}": 20 + value for value, numeral in enumerate(_CHINESE[:9], 1)}, "二十": 20,
}  # fmt: skip
_FORMS = (
    re.compile(r"(?:^|(?<=[。！？；”》）\s])|(?<=[一-鿿])(?=[一二三四五六七八九十]{1,3}、[一-鿿]{2}))(?P<number>[一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十、])"),
    re.compile(r"(?P<mark>[（(])(?P<number>[一二三四五六七八九十]{1,3})[）)](?=[一-鿿“])"),
    re.compile(r"(?:(?<=[。！？；”》）：\s])|^)(?P<number>[0-9]{1,2})[.．、](?![0-9])"),
)
_ANNEX = re.compile(r"(?<=[。！？；”》）\s])附件(?=[0-9一二三四五：: 　])")


def missing_break(text: str) -> Iterator[Edit]:
    """Line breaks before the numbered parts of a line that holds a whole document.

    >>> long = "加强领导，狠抓落实。" * 45
    >>> [edit.start > 0 for edit in missing_break(f"一、任务。{long}二、措施。{long}三、保障。")]
    [True, True]
    """
    for line in re.finditer(r"[^\n]+", text):
        if len(line[0]) >= _LONG and "|" not in line[0]:
            for place in sorted({place for places in _sequences(line[0]) for place in places} - {0}):
                start = line.start() + len(line[0][:place].rstrip())
                yield Edit(start, start, "\n", "missing_break", 0.9)


def _sequences(line: str) -> Iterator[list[int]]:
    """Where the markers of each form begin that run 1, 2, 3 …, two at least."""
    for form in _FORMS:
        found = [(match.start(), _value(match["number"])) for match in form.finditer(line)]
        for run in _runs(found):
            if len(run) > 1:
                yield run
    yield [match.start() for match in _ANNEX.finditer(line)]


def _runs(found: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """The places whose numbers go up by one, beginning anew at each 1."""
    run: list[int] = []
    wanted = 1
    for place, value in found:
        if value == 1:
            yield run
            run, wanted = [place], 2
        elif run and value == wanted:
            run.append(place)
            wanted += 1
    yield run


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else _VALUES.get(number, 0)
