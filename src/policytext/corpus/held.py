"""What a corpus holds and what it lacks: places and years, serial numbers, damage; a hole is not to be read as a policy change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.corpus.damage_share import damaged_characters
from policytext.corpus.serials import SERIAL_COLUMNS, serial_rows
from policytext.model.document import Document
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
JOINT = "；"


@dataclass(frozen=True, slots=True)
class Held:
    """What the report needs to know of one document; one that could not be read has a `reason` and no characters."""

    document: str
    place: str | None = None
    year: int | None = None
    genre: str | None = None
    numbers: tuple[str, ...] = ()
    characters: int = 0
    damaged: int = 0
    repairs: int = 0
    reason: str | None = None


def held_of(document: Document) -> Held:
    """What the report needs of a parsed document. The place is the region, else the first issuer."""
    known = document.metadata
    numbers = known.document_numbers or ((known.document_number,) if known.document_number else ())
    place = known.region or next(iter(known.issuers), None)
    return Held(
        known.id, place, known.plan_year, known.genre, numbers, len(document.text), damaged_characters(document),
        len(document.repairs),
    )  # fmt: skip


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
    documents: Iterable[Held], *, places: Sequence[str] | None = None, years: Sequence[int] | None = None
) -> Holdings:
    """What is held and what is missing.

    Without `years` a place's years of one genre are expected from the first that is held to the last; with them, each of
    them. With `places` those without any document are missing too, in every expected year.

    >>> report = holdings([Held("a", "澜水市", 2019, "工作要点"), Held("b", "澜水市", 2021, "工作要点")])
    >>> [(x["year"], x["status"]) for x in report.places]
    [(2019, 'held'), (2020, 'missing'), (2021, 'held')]
    """
    all_of_them = sorted(documents, key=lambda one: one.document)
    return Holdings(
        tuple(_place_rows(all_of_them, places, years)),
        tuple(serial_rows((one.document, number) for one in all_of_them for number in one.numbers)),
        tuple(_damage_row(one) for one in all_of_them),
    )


def _place_rows(documents: Sequence[Held], places: Sequence[str] | None, years: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    series: dict[tuple[str, str | None], dict[int, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for one in documents:
        if one.place and one.year is not None:
            series[one.place, one.genre][one.year].append(one)
    for (place, genre), held in sorted(series.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for year in _expected(held, years):
            yield _place_row(place, genre, year, held.get(year, []))
    for place in sorted(set(places or ()) - {place for place, _ in series}):
        yield from (_place_row(place, None, year, []) for year in sorted(years or _all_years(series)))
    yield from (_unplaced_row(one) for one in documents if not one.place or one.year is None)


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
    return _row(one.place, one.genre, one.year, "unplaced" if one.reason is None else "unplaced_failed", [one], int(one.reason is None))


def _row(place: str | None, genre: str | None, year: int | None, status: str, there: Sequence[Held], count: int) -> dict[str, Any]:
    documents = JOINT.join(one.document for one in there) or None
    return {"place": place, "genre": genre, "year": year, "status": status, "count": count, "documents": documents}


def _damage_row(one: Held) -> dict[str, Any]:
    return {
        "document": one.document, "place": one.place, "year": one.year, "characters": one.characters if one.reason is None else None,
        "damaged": one.damaged if one.reason is None else None,
        "damaged_share": one.damaged / one.characters if one.characters else None,
        "repairs": one.repairs if one.reason is None else None, "reason": one.reason,
    }  # fmt: skip
