"""The deadline of a target: said of it, of its list, in a field or heading of its item, or else the end of the plan's years."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from policytext.extraction.fields import Field
from policytext.extraction.headings_above import above
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.model.values import Quantity, TimeExpression

_WORDS = groups("times")
# 8月底前|全部投入使用: a date said behind the number, of what is to be finished
_FINISHED = re.compile(f"[一-鿿]{{0,4}}?(?:{alternation(_WORDS['finishing'])})(?=[，,、；;。）)\n |]|$)")
# “十四五”时期|的发展规划: the period belongs to a title
_OF_TITLE = re.compile(f"的|[一-鿿]{{0,10}}?(?:{alternation(_WORDS['titles'])})")
# 今年|经济社会发展的主要预期目标是：, 到2025年|要实现以下目标：
_AIMS = re.compile("[^；;。]{0,20}目标[^；;。]{0,12}[：:]")
_PARTS = re.compile("[；;]")
_COMMA = re.compile("[，,]")
_CLAUSE_END = re.compile("[，,；;。\n]")
_PERIODS = frozenset(("time.plan", "time.plan_ordinal", "time.years_ahead", "time.years"))
_HEAD, _NEAR, _CLAUSE = 12, 20, 60
"""How near a time must stand to where the sentence begins to govern its list, and behind a number to be of it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A time by which something is due: where it stands, its last day, and whether it is a window with a first day."""

    start: int
    end: int
    day: date
    is_window: bool
    in_brackets: bool


def dues(text: str, times: Iterable[Found]) -> Iterator[Due]:
    """The times by which something is due: deadlines with a day, and periods that something is done in."""
    for one in times:
        value = one.value
        if not isinstance(value, TimeExpression) or value.end is None or value.role not in ("deadline", "period"):
            continue
        in_brackets = text[max(0, one.start - 1) : one.start] in ("（", "(")
        names = in_brackets or one.rule not in _PERIODS or _OF_TITLE.match(text, one.end)
        if value.role == "deadline" or not names:
            yield Due(one.start, one.end, value.end, value.start is not None, in_brackets)


class Deadlines:
    """The deadlines of a text, to be asked for by place."""

    def __init__(
        self, scene: Scene, times: Iterable[Found], fields: Iterable[Field] = (), due: date | None = None, numbers: Iterable[int] = ()
    ) -> None:
        self._due = due or (date(scene.year, 12, 31) if scene.year else None)
        self._scene, self._numbers = scene, sorted(numbers)
        self._dues = tuple(one for one in dues(scene.text, times) if scene.year is None or one.day.year >= scene.year)
        self._starts = [one.start for one in self._dues]
        self._cut: tuple[int, list[int]] = (-1, [])  # where the last sentence asked for ends, and its cuts
        self._fields = [field for field in fields if field.role == "deadline"]

    def at(self, start: int, end: int) -> tuple[date | None, bool]:
        """By when the target at ``[start, end)`` is due, and whether that is only implied by the plan's years."""
        first, last = self._part(start)
        behind = self._behind(end, last)
        said = self._before(first, start, behind) or self._in_field(start) or behind or self._of_list(start) or self._in_heading(start)
        return (said.day, False) if said else (self._due, self._due is not None)

    def _before(self, first: int, start: int, behind: Due | None) -> Due | None:
        """The nearest time before the number in its part of the sentence; one behind makes a window narrower (今年新建3所，8月底前投用)."""
        before = next((one for one in self._backwards(first, start) if not one.in_brackets), None)
        return behind if before and behind and before.is_window and behind.day <= before.day else before

    def _part(self, offset: int) -> tuple[int, int]:
        """The part of the sentence, between ；, that holds `offset`."""
        sentence = self._scene.sentence(offset)
        if self._cut[0] != sentence.end:
            self._cut = sentence.end, [match.start() for match in _PARTS.finditer(self._scene.text, sentence.start, sentence.end)]
        cuts = self._cut[1]
        i = bisect_left(cuts, offset)
        return (cuts[i - 1] + 1 if i else sentence.start), (cuts[i] if i < len(cuts) else sentence.end)

    def _behind(self, end: int, last: int) -> Due | None:
        """The time said behind a number: in brackets, in its clause, or of when it is finished in the clauses behind."""
        found: Due | None = None
        for one in self._between(end, last):
            if self._number_between(end, one.start) or not self._is_of_number(end, one, found):
                break
            found = one
        return found

    def _is_of_number(self, end: int, one: Due, earlier: Due | None) -> bool:
        text = self._scene.text
        if one.in_brackets and one.start == end + 1:
            return True
        if earlier is None and one.start - end <= _NEAR and not _COMMA.search(text, end, one.start):
            match = _CLAUSE_END.search(text, one.end, one.end + _CLAUSE)
            return not self._number_between(one.end, match.start() if match else one.end + _CLAUSE)
        return _FINISHED.match(text, one.end) is not None

    def _of_list(self, offset: int) -> Due | None:
        """A time before the first number of the sentence governs its list, where it heads it or leads to aims.

        到2025年，…；…；…, and 综合各方面因素，今年的主要预期目标是：…；….
        """
        start = self._scene.sentence(offset).start
        first = next(self._between(start, offset), None)
        if first is None or self._number_between(start, first.start):
            return None
        return first if first.start < start + _HEAD or _AIMS.match(self._scene.text, first.end) else None

    def _in_field(self, offset: int) -> Due | None:
        """The deadline in the next field (完成时限：) of the item, or in the last before where none follows."""
        i = bisect_right(self._fields, offset, key=lambda field: field.content.start)
        near = [field for field in (*self._fields[i : i + 1], *self._fields[max(0, i - 1) : i]) if field.node.start <= offset < field.node.end]
        return self._last_in(near[0].content) if near else None

    def _in_heading(self, offset: int) -> Due | None:
        """The time in a heading above, or in the words that lead in a list (到2025年实现以下目标：)."""
        for place in above(self._scene.text, self._scene.root, offset):
            found = self._last_in(place)
            if found and (found.start < place.start + _HEAD or _AIMS.match(self._scene.text, found.end)):
                return found if found.day != self._due else None  # 今年工作安排 says no more than the plan's year
        return None

    def _last_in(self, place: Span) -> Due | None:
        return next(self._backwards(place.start, place.end), None)

    def _between(self, start: int, end: int) -> Iterator[Due]:
        """The times that begin in ``[start, end)``; only as many are looked at as are asked for."""
        return (self._dues[i] for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)))

    def _backwards(self, start: int, end: int) -> Iterator[Due]:
        """The same, the last first."""
        return (self._dues[i] for i in range(bisect_left(self._starts, end) - 1, bisect_left(self._starts, start) - 1, -1))

    def _number_between(self, start: int, end: int) -> bool:
        return bisect_left(self._numbers, start) < bisect_left(self._numbers, end)


def with_deadlines(found: Iterable[Found], deadlines: Deadlines) -> Iterator[Found]:
    """The findings, each target with its deadline."""
    for one in found:
        if isinstance(one.value, Quantity) and one.value.role == "target":
            deadline, implied = deadlines.at(one.start, one.end)
            yield replace(one, value=replace(one.value, deadline=deadline, deadline_implied=implied))
        else:
            yield one


def due_in_fields(found: Iterable[Found], fields: Iterable[Field]) -> Iterator[Found]:
    """The times; a period that fills a field for deadlines (完成时限：2021年12月) is a deadline."""
    due = [field.content for field in fields if field.role == "deadline"]
    for one in found:
        i = bisect_right(due, one.start, key=lambda place: place.start)
        filled = i > 0 and one.end <= due[i - 1].end
        if filled and isinstance(one.value, TimeExpression) and one.value.role == "period":
            yield replace(one, value=replace(one.value, role="deadline"))
        else:
            yield one
