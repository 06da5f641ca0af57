"""The administrative divisions of China: codes of GB/T 2260, names in full and in short, what lies in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policytext.lexicon.loader import alternation, groups
from policytext.model.errors import LexiconError

_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|[省市县区旗盟州])$")
_AUTONOMOUS = re.compile(r"自治([区州县旗])$")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `in_force` is false where it was renamed, merged or raised since."""

    code: str
    name: str
    in_force: bool = True

    @property
    def level(self) -> str:
        """province, prefecture or county.

        >>> divisions_named("厦门市")[0].level
        'prefecture'
        """
        return {2: "province", 4: "prefecture"}.get(len(self.stem), "county")

    @property
    def stem(self) -> str:
        """The digits of the code that all divisions inside share: 350000 -> 35, 350200 -> 3502."""
        if self.code.endswith("0000"):
            return self.code[:2]
        return self.code[:4] if self.code.endswith("00") else self.code

    def lies_in(self, other: Division) -> bool:
        """Whether this division lies in another one, and is not the same."""
        return self.code != other.code and self.code.startswith(other.stem)


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names at a place: the divisions it may mean, and where the name ends."""

    divisions: tuple[Division, ...]
    end: int
    in_full: bool


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions in order of their codes. Raises LexiconError where a line of the list is no code and name."""
    text = (files("policytext.lexicon") / "data" / "gazetteer.txt").read_text(encoding="utf-8")
    return tuple(_division(line) for line in text.splitlines() if line and not line.startswith("#"))


def _division(line: str) -> Division:
    code, _, name = line.partition(" ")
    if len(code) != 6 or not code.isdecimal() or len(name) < _SHORTEST:
        raise LexiconError(f"gazetteer.txt: {line!r} is no code of six digits and a name")
    return Division(code, name.removesuffix("*"), not name.endswith("*"))


@cache
def _by_code() -> Mapping[str, Division]:
    return {division.code: division for division in sorted(divisions(), key=lambda division: division.in_force)}


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(groups('regions')['peoples'])})+$")


def division_of(code: str) -> Division | None:
    """The division with a code, the one in force where a code was used twice.

    >>> division_of("350200").name
    '厦门市'
    """
    return _by_code().get(code)


def parents_of(division: Division) -> tuple[Division, ...]:
    """The divisions that hold one, the outermost first.

    >>> [parent.name for parent in parents_of(division_of("150702"))]
    ['内蒙古自治区', '呼伦贝尔市']
    """
    codes = dict.fromkeys((f"{division.code[:2]}0000", f"{division.code[:4]}00"))
    return tuple(_by_code()[code] for code in codes if code != division.code and code in _by_code())


def names_around(code: str) -> frozenset[str]:
    """The codes and names of a division and of all that hold it; none for a code that there is not.

    >>> sorted(names_around("350200"))
    ['350000', '350200', '厦门市', '福建省']
    """
    own = division_of(code)
    return frozenset(x for one in (own, *parents_of(own)) for x in (one.code, one.name)) if own else frozenset()


def full_name(division: Division) -> str:
    """The name that no other division shares: a county's with the division right above it.

    >>> full_name(division_of("150702")), full_name(division_of("350200"))
    ('呼伦贝尔市海拉尔区', '厦门市')
    """
    above = parents_of(division)[-1:] if division.level == "county" else ()
    return "".join(parent.name for parent in (*above, division))


def core_of(name: str) -> str:
    """A name without the word for what it is, and without the peoples of an autonomous division.

    >>> core_of("黔南布依族苗族自治州"), core_of("内蒙古自治区"), core_of("厦门市")
    ('黔南', '内蒙古', '厦门')
    """
    bare = _SUFFIX.sub("", name)
    core = _peoples().sub("", bare) if _AUTONOMOUS.search(name) else bare
    return next((form for form in (core, bare) if len(form) >= _SHORTEST), name)


def _names_in_full(division: Division) -> Iterator[str]:
    yield division.name
    if match := _AUTONOMOUS.search(division.name):
        yield core_of(division.name) + match.group(1)


def _names_in_short(division: Division) -> Iterator[str]:
    """厦门 for 厦门市; of counties only those that no prefecture holds: most of the others are everyday words."""
    core = core_of(division.name)
    if core != division.name and (division.level != "county" or division.code[2:4] == "90"):
        yield core


@dataclass(frozen=True, slots=True)
class _Names:
    """The divisions by their names in full and in short; `lengths` of all names that begin with the same two characters."""

    full: Mapping[str, tuple[Division, ...]]
    short: Mapping[str, tuple[Division, ...]]
    lengths: Mapping[str, tuple[int, ...]]


@cache
def _names() -> _Names:
    full: dict[str, tuple[Division, ...]] = {}
    short: dict[str, tuple[Division, ...]] = {}
    for division in divisions():
        for name in dict.fromkeys(_names_in_full(division)):
            full[name] = (*full.get(name, ()), division)
        for name in _names_in_short(division):
            short[name] = (*short.get(name, ()), division)
    return _Names(full, short, _lengths((*full, *short)))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the names by their first two characters, the longest first: one look-up tells that no name begins."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:_SHORTEST], set()).add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def divisions_named(name: str) -> tuple[Division, ...]:
    """Every division that bears a name, in full or in short.

    >>> [full_name(found) for found in divisions_named("朝阳区")]
    ['北京市朝阳区', '长春市朝阳区']
    """
    names = _names()
    return names.full.get(name) or names.short.get(name, ())


def named_at(text: str, start: int = 0, inside: tuple[Division, ...] = ()) -> Named | None:
    """The longest name at a place of a text; with `inside`, only of divisions that lie in one of these.

    >>> named_at("厦门市教育局").end
    3
    """
    names = _names()
    for length in names.lengths.get(text[start : start + _SHORTEST], ()):
        name = text[start : start + length]
        found = tuple(one for one in divisions_named(name) if not inside or any(one.lies_in(outer) for outer in inside))
        if found:
            return Named(found, start + len(name), name in names.full)
    return None


def chain_at(text: str, start: int = 0) -> Named | None:
    """A chain of names, each in the one before: the innermost divisions it can mean.

    >>> found = chain_at("内蒙古自治区呼伦贝尔市海拉尔区人民政府")
    >>> found.divisions[0].code, found.end
    ('150702', 15)
    """
    found = named_at(text, start)
    while found and (inner := named_at(text, found.end, found.divisions)):
        found = inner
    return found


def names_in(text: str) -> Iterator[Named]:
    """Every name that a text holds, in full or in short, from left to right and none inside another.

    >>> [found.divisions[0].name for found in names_in("由厦门市、泉州实施")]
    ['厦门市', '泉州市']
    """
    place = 0
    while place < len(text):
        found = named_at(text, place)
        if found:
            yield found
        place = found.end if found else place + 1
