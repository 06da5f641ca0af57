"""Which documents of a corpus are wanted: by region, issuer, level, year and genre."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from policytext.corpus.facts import Facts
from policytext.lexicon.gazetteer import names_around
from policytext.model.errors import UnknownKindError

LEVELS = ("nation", "province", "prefecture", "county", "township")
Words = str | Collection[str] | None
Years = int | Collection[int] | None


@dataclass(frozen=True, slots=True)
class Selection:
    """What fits all that is asked; None asks nothing, and of several words one is enough.

    `region` is a name or code of GB/T 2260, and fits the place and all that lies in it. `issuer` is a part of an
    issuer's name. A document that does not say what is asked for does not fit.
    """

    region: frozenset[str] | None = None
    issuer: frozenset[str] | None = None
    level: frozenset[str] | None = None
    year: frozenset[int] | None = None
    genre: frozenset[str] | None = None
    document: frozenset[str] | None = None

    def fits(self, facts: Facts) -> bool:
        """Whether a document is wanted.

        >>> xiamen = Facts("a", "a.txt", region="福建省厦门市", region_code="350200", level="prefecture", year=2021)
        >>> selection(region="福建省", year=range(2020, 2023)).fits(xiamen), selection(region="广东省").fits(xiamen)
        (True, False)
        """
        return (
            (self.region is None or not self.region.isdisjoint(region_names(facts)))
            and (self.issuer is None or any(part in issuer for part in self.issuer for issuer in facts.issuers))
            and (self.level is None or facts.level in self.level)
            and (self.year is None or facts.year in self.year)
            and (self.genre is None or facts.genre in self.genre)
            and (self.document is None or facts.document in self.document)
        )


def region_names(facts: Facts) -> frozenset[str]:
    """The names and codes of a document's region and of every division that it lies in.

    >>> region_names(Facts("a", "a.txt", region="福建省厦门市", region_code="350200")) >= {"厦门市", "350200", "福建省", "350000"}
    True
    """
    around = names_around(facts.region_code) if facts.region_code else frozenset[str]()
    return around | {facts.region} if facts.region else around


def selection(
    *, region: Words = None, issuer: Words = None, level: Words = None, year: Years = None, genre: Words = None,
    document: Words = None,
) -> Selection:  # fmt: skip
    """The selection of these words. Raises UnknownKindError for a level that there is not."""
    levels = _words(level)
    if levels and (unknown := sorted(levels - set(LEVELS))):
        raise UnknownKindError(f"no level {', '.join(unknown)}: choose {', '.join(LEVELS)}")
    return Selection(_words(region), _words(issuer), levels, _years(year), _words(genre), _words(document))


def _words(given: Words) -> frozenset[str] | None:
    return None if given is None else frozenset([given] if isinstance(given, str) else given)


def _years(given: int | Iterable[int] | None) -> frozenset[int] | None:
    return None if given is None else frozenset([given] if isinstance(given, int) else given)
