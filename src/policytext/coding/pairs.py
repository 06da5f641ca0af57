"""Stretches of several coders brought together: which of them are about the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policytext.coding.coding import Coding, Unit
from policytext.coding.fields import KINDS

SHARED = 0.5
"""From this share of common characters on (of those that either has), two stretches are about the same place."""


@dataclass(slots=True)
class Place:
    """One place of a text that coders speak of, and what each says: at most one unit for each coder."""

    document: str
    kind: str
    start: int
    end: int
    units: dict[str, Unit] = field(default_factory=dict)

    def share(self, unit: Unit) -> float:
        """Common characters of the place and a unit, as a share of all that either has.

        >>> Place("甲", "quantity", 0, 4).share(Unit("甲", "quantity", 2, 4, "5所"))
        0.5
        """
        common = min(self.end, unit.end) - max(self.start, unit.start)
        return max(common, 0) / (max(self.end, unit.end) - min(self.start, unit.start) or 1)


def places_of(codings: Sequence[Coding]) -> tuple[Place, ...]:
    """Every place that a coder has coded, in text order.

    Stretches of one kind are joined one to one: first those of one suggestion, then equal ones, then those that share
    at least half of their characters, the greatest share first. Later coders join the places of the earlier ones.
    """
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for coding in codings:
        by_group: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in coding.units:
            by_group[unit.document, unit.kind].append(unit)
        for key, units in by_group.items():
            _join(groups[key], units, coding.coder)
    order = {name: i for i, (name, _) in enumerate(codings[0].texts)}
    found = [place for places in groups.values() for place in places]
    return tuple(sorted(found, key=lambda x: (order[x.document], x.start, x.end, KINDS.index(x.kind))))


def _join(places: list[Place], units: Sequence[Unit], coder: str) -> None:
    left = _by_key(places, units, coder)
    spots: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in places:
        spots[place.start, place.end].append(place)
    rest = [unit for unit in left if not _taken([x for x in spots[unit.start, unit.end] if coder not in x.units], unit, coder)]
    free = [place for place in places if coder not in place.units]
    for share, _, i, place in sorted(_candidates(free, rest), key=lambda x: (-x[0], x[1], x[2])):
        if share >= SHARED and coder not in place.units and rest[i] is not _GONE:
            place.units[coder] = rest[i]
            rest[i] = _GONE
    places += [Place(x.document, x.kind, x.start, x.end, {coder: x}) for x in rest if x is not _GONE]


_GONE = Unit("", "", 0, 0, "")


def _by_key(places: list[Place], units: Sequence[Unit], coder: str) -> list[Unit]:
    """Joins what was one suggestion; gives the rest."""
    known: Mapping[str, Place] = {unit.key: place for place in places for unit in place.units.values() if unit.key}
    rest = []
    for unit in units:
        place = known.get(unit.key)
        if place is None or coder in place.units:
            rest.append(unit)
        else:
            place.units[coder] = unit
    return rest


def _taken(places: Sequence[Place], unit: Unit, coder: str) -> bool:
    if places:
        places[0].units[coder] = unit
    return bool(places)


def _candidates(places: Sequence[Place], units: Sequence[Unit]) -> list[tuple[float, int, int, Place]]:
    """Places and units that touch, with the share they have in common; both are looked through once, in text order."""
    found = []
    ordered = sorted(range(len(units)), key=lambda i: units[i].start)
    by_start = sorted(places, key=lambda place: place.start)
    longest = max((place.end - place.start for place in places), default=0)
    first = 0
    for i in ordered:
        while first < len(by_start) and by_start[first].start + longest <= units[i].start:
            first += 1
        for place in by_start[first:]:
            if place.start >= units[i].end:
                break
            found.append((place.share(units[i]), place.start, i, place))
    return found
