"""The deadline of a target: said of it, said in a field of its item, or else the plan year's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from policytext.extraction.fields import Field
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.extraction.times import Times
from policytext.model.span import Span
from policytext.model.values import Quantity, TimeExpression


class Deadlines:
    """The deadlines of a text, to be asked for by place."""

    def __init__(self, scene: Scene, times: Times, fields: Iterable[Field] = ()) -> None:
        self._scene, self._times = scene, times
        self._fields: dict[Span, list[Span]] = {}
        for field in fields:
            if field.role == "deadline":
                self._fields.setdefault(field.node, []).append(field.content)

    def at(self, offset: int) -> tuple[date | None, bool]:
        """By when the target at `offset` is due, and whether that is only implied by the plan's year."""
        said = self._before(offset) or self._in_field(offset)
        if said or self._scene.year is None:
            return said, False
        return date(self._scene.year, 12, 31), True

    def _before(self, offset: int) -> date | None:
        """The nearest deadline said before the number in its sentence."""
        return self._last(self._scene.sentence(offset).start, offset)

    def _in_field(self, offset: int) -> date | None:
        """The deadline in the next field (完成时限：) of the item, or in the last before where none follows."""
        for node, places in self._fields.items():
            if node.start <= offset < node.end:
                place = next((place for place in places if place.start > offset), places[-1])
                return self._last(place.start, place.end)
        return None

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
        place = Span(one.start, one.end)
        if isinstance(one.value, TimeExpression) and one.value.role == "period" and any(x.contains(place) for x in due):
            yield replace(one, value=replace(one.value, role="deadline"))
        else:
            yield one
