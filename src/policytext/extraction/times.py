"""Times: deadlines, periods, recurrences, bases, past times and events, resolved against the plan year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from policytext.extraction.rules import Found
from policytext.extraction.scene import TIME, Scene
from policytext.extraction.time_readings import READINGS
from policytext.extraction.time_rules import RULES, TRIGGER
from policytext.model.values import Rejection, TimeExpression

# 比2020年, 较上年, 与“十三五”末相比
_COMPARED = re.compile(r"(?:比|较|同|与)$")
# 2021年工作要点, 2021年度: the plan year as an adjective
_ADJECTIVE = re.compile(
    r"(?:度|第|[一-鿿]{0,4}(?:工作(?:要点|目标|任务|计划|安排|重点|回顾|总结|报告|方案|总体)|预算|决算|目标任务|重点任务|重点工作|主要任务|主要预期|主要工作|目标和|教育工作|计划|为民办实事))"
)

_NAME_LIMIT = re.compile("[，、。；：“”《》（）(),;:]|和|与|向|迎接|庆祝|纪念|围绕|结合|以|在|为|[0-9]")


class Times:
    """The times of a text, to be asked for by place."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = tuple(found)
        self._starts = [one.start for one in self._found]

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found)

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
    for rule in RULES:
        match = rule.pattern.match(scene.text, start, scene.body.end)
        if match is None or scene.is_claimed(match.start(), match.end()):
            continue
        value = READINGS[rule.name](scene, match)
        if value is not None:
            start = _event_start(scene, match) if rule.name == "time.anniversary_named" else match.start()
            value = _compared(scene, match, value)
            if _is_adjective(scene, match, value):
                return Found(start, match.end(), "rejection.date", Rejection("date"), 0.9)
            return Found(start, match.end(), rule.name, value, 0.9)
    return None


def _event_start(scene: Scene, match: re.Match[str]) -> int:
    """Where the name before an anniversary begins: after the last verb or conjunction (和厦门经济特区建设40周年)."""
    before = scene.left(match.start(), 16)
    cut = max((m.end() for m in _NAME_LIMIT.finditer(before)), default=0)
    return match.start() - len(before) + cut


def _compared(scene: Scene, match: re.Match[str], value: TimeExpression) -> TimeExpression:
    """After 比 or 较 a year is a base, whatever else it could be."""
    if value.role in ("event", "recurrence", "period") or not _COMPARED.search(scene.text, max(0, match.start() - 1), match.start()):
        return value
    start = value.start or (value.end.replace(month=1, day=1) if value.end else None)
    return TimeExpression("baseline", start, value.end)


def _is_adjective(scene: Scene, match: re.Match[str], value: TimeExpression) -> bool:
    """Whether a bare plan year only names the plan (2021年工作要点, the year in a heading)."""
    if not re.fullmatch(r"[0-9〇零一二三四五六七八九]{4}年", match.group()) or value.start is None:
        return False
    if _ADJECTIVE.match(scene.text, match.end(), match.end() + 14) and value.start.year == scene.year:
        return True
    return value.start.year == scene.year and _in_heading(scene, match.start())


def _in_heading(scene: Scene, offset: int) -> bool:
    nodes = scene.root.children
    i = bisect_right(nodes, offset, key=lambda node: node.span.start)
    heading = nodes[i - 1].heading_span if i else None
    return heading is not None and heading.start <= offset < heading.end
