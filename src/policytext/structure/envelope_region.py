"""Where a document comes from: region and level of government, from issuer, title, number and what else names a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import Division, Named, core_of, division_of, full_name, names_in, parents_of
from policytext.structure.envelope_sightings import (
    LEVEL_OF_WORD,
    Region,
    Sighting,
    nation,
    of_number,
    of_session,
    of_title,
    region_at,
    sighting_of,
    unlisted,
)

_SESSION = re.compile(r"(?:在|于|向)(?P<place>[一-鿿]{2,20}?)第[〇零一二三四五六七八九十百0-9]{1,4}届?(?:人民代表大会|人大)")
_SPOKEN_FOR = re.compile(r"代表(?P<issuer>国务院|[一-鿿]{1,16}?(?:人民)?政府)")
_SELF = re.compile(r"(?:[我本]国|[全我](?:省|自治区|市|州|盟|县|旗|区)(?![场民域长]))")
_ADDRESSED = re.compile(r"^[ 　]*各省、(?:自治区|直辖市)", re.MULTILINE)
_NATIONWIDE = re.compile(r"[我全]国(?![家内际])|各地区|各省|国务院(?:各|有关)")
_HEAD = 3000
_OPENING = 400
_OFTEN = 3
_MOSTLY = 0.6
_SOME = 2
_CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Clues:
    """What may tell where a document comes from, the best first."""

    issuers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    number: str | None = None
    text: str = ""
    name: str = ""


def region_of(clues: Clues) -> Region:
    """The region and the level of a document; nothing is guessed where a name is shared and nothing tells which.

    >>> region_of(Clues(issuers=("厦门市翔安区教育局",)))
    Region(name='厦门市翔安区', code='350213', level='county', found_in='issuer', candidates=())
    >>> region_of(Clues(issuers=("朝阳区教育局",))).candidates
    ('北京市朝阳区', '长春市朝阳区')
    """
    word: str | None = None
    shared: Region | None = None
    for source, sighting in _sightings(clues):
        word = word or sighting.word
        if sighting.region:
            return replace(sighting.region, found_in=source)
        likely = _narrowed(tuple(x for x in sighting.divisions if _bears(x, word)), clues)
        if len(likely) == 1:
            return replace(region_at(likely[0], sighting.rest), found_in=source)
        if likely and shared is None:
            shared = Region(None, None, _common_level(likely), source, tuple(map(full_name, likely)))
    return shared or _from_body(clues, word)


@cache
def _drafting() -> re.Pattern[str]:
    """工业和信息化部某司组织编制了 …"""
    return re.compile(rf"(?:{alternation(groups('regions')['national'])})[一-鿿]{{0,10}}?(?=组织|制定|编制)")


def _sightings(clues: Clues) -> Iterator[tuple[str, Sighting]]:
    yield from (("issuer", sighting_of(issuer)) for issuer in clues.issuers)
    yield from (("title", of_title(title)) for title in clues.titles)
    yield from (("session", of_session(match["place"])) for match in _SESSION.finditer(clues.text[:_HEAD]))
    yield from (("speech", sighting_of(match["issuer"])) for match in _SPOKEN_FOR.finditer(clues.text[:_HEAD]))
    if _ADDRESSED.search(clues.text[:_HEAD]):
        yield "addressees", Sighting(region=nation())
    yield from (("opening", sighting_of(match.group())) for match in _drafting().finditer(clues.text[:_OPENING]))
    yield from (("issuer", unlisted(issuer)) for issuer in clues.issuers)
    if clues.number:
        yield "number", of_number(clues.number)
    yield from (("name", of_title(part)) for part in re.split(r"[-_\s·]+", clues.name))


def _bears(division: Division, word: str | None) -> bool:
    """Whether a division is what the document calls itself: 市 in 市教育局."""
    return word is None or word in ("镇", "乡") or division.name.endswith(word) or (word == "省" and division.level == "province")


def _narrowed(found: tuple[Division, ...], clues: Clues) -> tuple[Division, ...]:
    """Of divisions that share a name, those that the rest of the document speaks of: their names in full or what holds them."""
    if len(found) < 2:
        return found
    context = "\n".join((*clues.issuers, *clues.titles, clues.number or "", clues.name, clues.text))
    for told in (_told_by_number, _named_in_full, _told_by_parents, _parents_in_short):
        if len(likely := tuple(one for one in found if told(one, clues, context))) == 1:
            return likely
    return found


def _told_by_number(division: Division, clues: Clues, _: str) -> bool:
    marked = of_number(clues.number).divisions if clues.number else ()
    return any(division.lies_in(one) or division == one for one in marked)


def _named_in_full(division: Division, _: Clues, context: str) -> bool:
    return full_name(division) in context


def _told_by_parents(division: Division, _: Clues, context: str) -> bool:
    return any(parent.name in context for parent in parents_of(division))


def _parents_in_short(division: Division, _: Clues, context: str) -> bool:
    return any(core_of(parent.name) in context for parent in parents_of(division))


def _common_level(found: Sequence[Division]) -> str | None:
    levels = {division.level for division in found}
    return levels.pop() if len(levels) == 1 else None


def _from_body(clues: Clues, word: str | None) -> Region:
    """What a text without an envelope calls itself (全市, 我省), and the place of that kind that it names most."""
    said = Counter(found[1:] for found in _SELF.findall(clues.text))
    kind = word or _clear_winner(said, _MOSTLY)
    if kind == "国" or (not said.total() - said["国"] and len(_NATIONWIDE.findall(clues.text)) > _SOME):
        return replace(nation(), found_in="body")
    level = LEVEL_OF_WORD.get(kind or "")
    named = Counter(one.code for one in _named_once(names_in(clues.text)) if _bears(one, kind)) if kind else Counter[str]()
    code = _most_named(named)
    division = division_of(code) if code else None
    if division is None:
        return Region(None, None, level, "body" if level else None)
    return Region(full_name(division), division.code, division.level, "body")


def _named_once(found: Iterable[Named]) -> Iterator[Division]:
    return (named.divisions[0] for named in found if len(named.divisions) == 1)


def _clear_winner(counted: Counter[str], share: float) -> str | None:
    top = counted.most_common(1)
    return top[0][0] if top and top[0][1] >= max(_OFTEN, share * counted.total()) else None


def _most_named(counted: Counter[str]) -> str | None:
    """The place named often enough, and twice as often as any other."""
    top = counted.most_common(2)
    if not top or top[0][1] < _OFTEN or (len(top) > 1 and top[0][1] < _CLEARLY * top[1][1]):
        return None
    return top[0][0]
