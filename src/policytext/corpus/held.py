"""What a corpus holds and what it lacks: places and years, serial numbers, damage; a hole is not to be read as a policy change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.corpus.datasets import JOINT
from policytext.corpus.facts import Facts
from policytext.corpus.failure import Failure
from policytext.corpus.serials import SERIAL_COLUMNS, serial_rows
from policytext.model.errors import UnknownKindError
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

PLACE_COLUMNS: dict[str, type] = {
    "place": str, "genre": str, "year": int, "status": str, "count": int, "documents": str,
}  # fmt: skip
DAMAGE_COLUMNS: dict[str, type] = {
    "document": str, "place": str, "year": int, "characters": int, "damaged": int, "damaged_share": float, "repairs": int,
    "reason": str,
}  # fmt: skip
HELD_TABLES: dict[str, dict[str, type]] = {"places": PLACE_COLUMNS, "serials": SERIAL_COLUMNS, "damage": DAMAGE_COLUMNS}
MUCH = 0.01
"""From this share of damaged characters on a text is named in the summary: one in a hundred is several in each item."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document, or with a `reason` a file that could not be read and what is known of it all the same."""

    facts: Facts
    reason: str | None = None

    @property
    def shown(self) -> tuple[str, str | None, int | None]:
        """Id, place and year."""
        return self.facts.document, self.facts.known_place, self.facts.year


def _not_read(failure: Failure) -> Held:
    return Held(Facts(failure.name, failure.name, genre=failure.genre, region=failure.region, year=failure.year), failure.reason)


@dataclass(frozen=True)
class Holdings:
    """The report: `places` (place, genre and year), `serials` (document numbers), `damage` (each text); see docs/corpus.md."""

    places: tuple[dict[str, Any], ...] = ()
    serials: tuple[dict[str, Any], ...] = ()
    damage: tuple[dict[str, Any], ...] = ()

    def sheet(self, table: str) -> Sheet:
        """One table with its declared columns. Raises UnknownKindError that names the choices."""
        if table not in HELD_TABLES:
            raise UnknownKindError(f"no table {table!r}: choose {', '.join(HELD_TABLES)}")
        rows: tuple[dict[str, Any], ...] = getattr(self, table)
        return Sheet(table, HELD_TABLES[table], rows)

    def to_frame(self, table: str = "places") -> pd.DataFrame:
        """One table as a data frame. Raises UnknownKindError that names the choices."""
        from policytext.corpus.frames import frame_of

        return frame_of(self.sheet(table))

    @property
    def missing(self) -> tuple[dict[str, Any], ...]:
        """The rows of `places` for which there is no document that could be read."""
        return tuple(row for row in self.places if row["status"] in ("missing", "failed"))

    @property
    def summary(self) -> str:
        """The report in a few sentences."""
        found = Counter(row["status"] for row in self.places)
        holes = sum(row["absent"] or 0 for row in self.serials)
        worst = sorted((row for row in self.damage if (row["damaged_share"] or 0) >= MUCH), key=lambda row: -row["damaged_share"])
        failed = [row["document"] for row in self.damage if row["reason"]]
        return " ".join([
            f"{len(self.damage) - len(failed)} documents of {len({row['place'] for row in self.damage if row['place'] and not row['reason']})} places.",
            f"Of the place-years within their spans {found['held']} are held, {found['missing']} missing, {found['failed']} not readable;",
            f"{found['unplaced']} documents have no place or year.",
            f"{holes} serial numbers below the greatest one held are absent, in {len({row['series'] for row in self.serials})} series.",
            f"{len(worst)} texts are damaged in at least {MUCH:.0%} of their characters{_named(worst)}.",
            f"{len(failed)} files could not be read.",
        ])  # fmt: skip


def _named(worst: Sequence[Mapping[str, Any]]) -> str:
    return f" (most: {worst[0]['document']}, {worst[0]['damaged_share']:.1%})" if worst else ""


def holdings(
    documents: Iterable[Facts], failures: Iterable[Failure] = (), *, places: Sequence[str] | None = None, years: Sequence[int] | None = None
) -> Holdings:
    """What is held and what is missing.

    Without `years` a place's years of one genre are expected from the first that is held to the last; with them, each of
    them. With `places` those without any document are missing too, in every expected year.

    >>> report = holdings(Facts(f"{year}", "", region="澜水市", year=year) for year in (2019, 2021))
    >>> [(x["year"], x["status"]) for x in report.places]
    [(2019, 'held'), (2020, 'missing'), (2021, 'held')]
    """
    all_of_them = sorted([*map(Held, documents), *map(_not_read, failures)], key=lambda one: one.facts.document)
    return Holdings(
        tuple(_place_rows(all_of_them, places, years)),
        tuple(serial_rows((one.facts.document, number) for one in all_of_them for number in one.facts.numbers)),
        tuple(_damage_row(one) for one in all_of_them),
    )


def _place_rows(documents: Sequence[Held], places: Sequence[str] | None, years: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    series: dict[tuple[str, str | None], dict[int, list[Held]]] = defaultdict(lambda: defaultdict(list))
    unplaced: list[Held] = []
    for one in documents:
        _, place, year = one.shown
        (series[place, one.facts.genre][year] if place and year is not None else unplaced).append(one)
    for (place, genre), held in sorted(series.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for year in _expected(held, years):
            yield _place_row(place, genre, year, held.get(year, []))
    for place in sorted(set(places or ()) - {place for place, _ in series}):
        yield from (_place_row(place, None, year, []) for year in sorted(years or _all_years(series)))
    yield from map(_unplaced_row, unplaced)


def _expected(held: Mapping[int, Sequence[Held]], years: Sequence[int] | None) -> list[int]:
    return sorted({*years, *held} if years is not None else range(min(held), max(held) + 1))


def _all_years(series: Mapping[tuple[str, str | None], Mapping[int, object]]) -> range:
    known = {year for held in series.values() for year in held}
    return range(min(known), max(known) + 1) if known else range(0)


def _place_row(place: str, genre: str | None, year: int, there: Sequence[Held]) -> dict[str, Any]:
    """A place and year; ``failed`` where there is a file and none that could be read."""
    read = [one for one in there if one.reason is None]
    status = "held" if read else "failed" if there else "missing"
    return _row(place, genre, year, status, read or there, len(read))


def _unplaced_row(one: Held) -> dict[str, Any]:
    _, place, year = one.shown
    return _row(place, one.facts.genre, year, "unplaced" if one.reason is None else "unplaced_failed", [one], int(one.reason is None))


def _row(place: str | None, genre: str | None, year: int | None, status: str, there: Sequence[Held], count: int) -> dict[str, Any]:
    documents = JOINT.join(one.facts.document for one in there) or None
    return {"place": place, "genre": genre, "year": year, "status": status, "count": count, "documents": documents}


def _damage_row(one: Held) -> dict[str, Any]:
    document, place, year = one.shown
    counted: tuple[Any, ...] = (None,) * 4
    if one.reason is None:
        known = one.facts
        counted = known.characters, known.damaged, known.damaged_share if known.characters else None, known.repaired
    row = (document, place, year, *counted, one.reason)
    return dict(zip(DAMAGE_COLUMNS, row, strict=True))
