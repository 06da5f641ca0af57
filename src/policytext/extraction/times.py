"""Times: deadlines, periods, recurrences, bases, past times and events, resolved against the plan year."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from policytext.extraction.rules import Found
from policytext.extraction.scene import TIME, Scene
from policytext.extraction.time_dates import DATE_READINGS
from policytext.extraction.time_roles import is_a_value, is_adjective, with_base
from policytext.extraction.time_rules import RULES_AT
from policytext.extraction.time_spans import SPAN_READINGS, clause_start, event_of, since_start
from policytext.extraction.time_trigger import TRIGGER
from policytext.model.values import Rejection, TimeExpression

READINGS = {**DATE_READINGS, **SPAN_READINGS}
"""What each rule means."""
_READ_BACK = {"time.anniversary": lambda scene, start: event_of(scene, start)[0], "time.since": since_start, "time.years_since": clause_start}
"""Rules whose times begin before what triggers them."""


class Times:
    """The times of a text, to be asked for by place."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = tuple(found)
        self._starts = [one.start for one in self._found]

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found)

    def backwards(self, start: int, end: int) -> Iterator[TimeExpression]:
        """The times that begin in ``[start, end)``, the last first; only as many are looked at as are asked for."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        values = (self._found[i].value for i in range(last - 1, first - 1, -1))
        return (value for value in values if isinstance(value, TimeExpression))

    def between(self, start: int, end: int) -> list[TimeExpression]:
        """The times that begin in ``[start, end)``, in text order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one.value for one in self._found[first:last] if isinstance(one.value, TimeExpression)]


def find_times(scene: Scene) -> Iterator[Found]:
    """Every expression of time in the body that no stronger rule has taken."""
    for trigger in TRIGGER.finditer(scene.text, scene.body.start, scene.body.end):
        start = trigger.start()
        if scene.claimed[start]:
            continue
        found = _first(scene, start)
        if found is not None:
            scene.claim(found.start, found.end, TIME)
            yield found


def _first(scene: Scene, start: int) -> Found | None:
    """The first rule, in their order, that reads a time at `start`."""
    for rule in RULES_AT[scene.text[start]]:
        match = rule.pattern.match(scene.text, start, scene.body.end)
        if match is None:
            continue
        begin, end = _READ_BACK[rule.name](scene, start) if rule.name in _READ_BACK else start, match.end()
        if scene.is_claimed(begin, end) or is_a_value(scene, start, end):
            continue
        value = READINGS[rule.name](scene, match)
        if value is None:
            continue
        value = with_base(scene, start, end, value)
        if is_adjective(scene, start, end, value):
            return Found(start, end, "rejection.date", Rejection("date"), 0.9)
        return Found(begin, end, rule.name, value, 0.9)
    return None
