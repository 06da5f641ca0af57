"""The deadline of a target: said of it, said in a field of its item, or else the end of the plan's years."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from policytext.extraction.fields import Field
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.model.values import Quantity, TimeExpression


class Deadlines:
    """The deadlines of a text, to be asked for by place."""

    def __init__(self, scene: Scene, times: Times, fields: Iterable[Field] = (), due: date | None = None) -> None:
        self._due = due or (date(scene.year, 12, 31) if scene.year else None)
        self._scene, self._times = scene, times
        self._fields = [field for field in fields if field.role == "deadline"]

    def at(self, offset: int) -> tuple[date | None, bool]:
        """By when the target at `offset` is due, and whether that is only implied by the plan's years."""
        said = self._before(offset) or self._in_field(offset)
        return (said, False) if said or self._due is None else (self._due, True)

    def _before(self, offset: int) -> date | None:
        """The nearest deadline said before the number in its sentence."""
        return self._last(self._scene.sentence(offset).start, offset)

    def _in_field(self, offset: int) -> date | None:
        """The deadline in the next field (完成时限：) of the item, or in the last before where none follows."""
        i = bisect_right(self._fields, offset, key=lambda field: field.content.start)
        near = [field for field in (*self._fields[i : i + 1], *self._fields[max(0, i - 1) : i]) if field.node.start <= offset < field.node.end]
        return self._last(near[0].content.start, near[0].content.end) if near else None

    def _last(self, start: int, end: int) -> date | None:
        ends = [time.end for time in self._times.between(start, end) if time.role == "deadline"]
        return ends[-1] if ends else None


def with_deadlines(found: Iterable[Found], deadlines: Deadlines) -> Iterator[Found]:
    """The findings, each target with its deadline."""
    for one in found:
        if isinstance(one.value, Quantity) and one.value.role == "target":
            deadline, implied = deadlines.at(one.start)
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
