"""Agreement between coders, or between a coder and the machine, variable by variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.coding.alpha import DRAWS, Level, alpha_of, interval
from policytext.coding.coding import Coding
from policytext.coding.fields import CODED, NUMBERS, REQUIRED
from policytext.coding.pairs import Place, places_of
from policytext.model.errors import CodingError
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    from policytext.display.tables import Frame

PRESENCE = "presence"
NOT_SAID = "—"
FEW = 5
"""With fewer documents than that the sections of all documents are drawn again, and not the documents."""
AGREEMENT_COLUMNS: dict[str, type] = {
    "kind": str, "variable": str, "level": str, "alpha": float, "low": float, "high": float, "percent": float, "units": int,
    "pairable": int, "coders": int, "drawn": str, "note": str,
}  # fmt: skip
Answers = list[list[Any]]


@dataclass(frozen=True)
class Agreement:
    """Alpha and share of equal answers for each kind and variable; see docs/coding.md for what each means."""

    coders: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def to_sheet(self) -> Sheet:
        """The table as a sheet."""
        return Sheet("agreement", AGREEMENT_COLUMNS, self.rows)

    def to_frame(self) -> Frame:
        """The table as a data frame."""
        from policytext.corpus.frames import frame_of

        return frame_of(self.to_sheet())

    def __repr__(self) -> str:
        found = ", ".join(f"{x['kind']} {x['alpha']:.2f}" for x in self.rows if x["variable"] == PRESENCE and x["alpha"] is not None)
        return f"<{type(self).__name__} of {' and '.join(self.coders)}: {found or 'no alpha'}>"


def agreement(codings: Sequence[Coding], draws: int = DRAWS) -> Agreement:
    """How far two or more codings of the same texts agree.

    Raises CodingError where they are fewer than two, of one coder, or of other texts; MissingExtraError without krippendorff.
    """
    checked(codings)
    places = places_of(codings)
    kinds = [kind for kind in CODED if all(kind in coding.kinds for coding in codings)]
    rows = [row for kind in kinds for row in _rows(kind, [x for x in places if x.kind == kind], codings, draws)]
    return Agreement(tuple(coding.coder for coding in codings), tuple(rows))


def checked(codings: Sequence[Coding]) -> None:
    """Raises CodingError where codings cannot be compared."""
    if len(codings) < 2:
        raise CodingError("agreement is between two codings or more: read one for each coder")
    twice = [name for name, count in Counter(coding.coder for coding in codings).items() if count > 1]
    if twice:
        raise CodingError(f"two codings are of {', '.join(twice)}: give each coder's name when reading, coder=...")
    others = {coding.coder for coding in codings if dict(coding.texts) != dict(codings[0].texts)}
    if others:
        raise CodingError(f"{', '.join(sorted(others))} coded other texts than {codings[0].coder}: read all with the same documents")


def _rows(kind: str, places: Sequence[Place], codings: Sequence[Coding], draws: int) -> Iterator[dict[str, Any]]:
    clusters, drawn = clusters_of(places)
    for variable in (PRESENCE, *CODED[kind]):
        level: Level = "ratio" if variable in NUMBERS else "nominal"
        answers = [answers_at(place, variable, codings) for place in places]
        yield _row(kind, variable, level, answers, clusters, drawn, draws)


def _row(
    kind: str, variable: str, level: Level, answers: Answers, clusters: Sequence[Hashable], drawn: str, draws: int
) -> dict[str, Any]:
    pairable = [[x for x in row if x is not None] for row in answers]
    pairable = [row for row in pairable if len(row) > 1]
    alpha = alpha_of(answers, level)
    span = interval(answers, clusters, level, draws) if alpha is not None else None
    low, high = span or (None, None)
    return {
        "kind": kind, "variable": variable, "level": level, "alpha": alpha, "low": low, "high": high,
        "percent": _percent(pairable), "units": len(answers), "pairable": len(pairable),
        "coders": max((len(row) for row in pairable), default=0), "drawn": drawn, "note": _note(pairable, alpha),
    }  # fmt: skip


def _note(pairable: Answers, alpha: float | None) -> str | None:
    if alpha is not None:
        return None
    return "all answers are the same: alpha is not defined" if pairable else "no stretch has two answers"


def _percent(pairable: Answers) -> float | None:
    """The share of pairs of answers to one unit that are equal, units weighing alike."""
    shares = []
    for row in pairable:
        pairs = [(a, b) for i, a in enumerate(row) for b in row[i + 1 :]]
        shares.append(sum(a == b for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else None


def answers_at(place: Place, variable: str, codings: Sequence[Coding]) -> list[Any]:
    """What each coder answers at a place; None where nothing can be said.

    Presence: yes or no; None where the coder did not look or was not sure. A field: its value; None where the coder does
    not hold the stretch for one of its kind, or left open what every such stretch has.
    """
    if variable == PRESENCE:
        return [_presence(place, coding.coder) for coding in codings]
    return [_value(place, variable, coding.coder) for coding in codings]


def _presence(place: Place, coder: str) -> str | None:
    unit = place.units.get(coder)
    if unit is None:
        return "no"
    return None if unit.decision in ("open", "unsure") else "yes" if unit.present else "no"


def _value(place: Place, field: str, coder: str) -> Any:
    unit = place.units.get(coder)
    if unit is None or not unit.present:
        return None
    value = unit.value(field)
    if value is not None or field in REQUIRED[place.kind]:
        return value
    return None if field in NUMBERS else NOT_SAID


def clusters_of(places: Sequence[Place]) -> tuple[list[str], str]:
    """The cluster of each place, and of what it is: documents, or with few of them the sections of each."""
    if len({place.document for place in places}) >= FEW:
        return [place.document for place in places], "documents"
    sections = [next(iter(place.units.values())).item.partition("/")[0] for place in places]
    return [f"{place.document} {section}" for place, section in zip(places, sections, strict=True)], "sections"
