"""Where a text may have lost bytes: stretches of characters that hardly ever follow each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from policytext.cleaning.edits import alphabet
from policytext.lexicon.characters import Language, common

UNREADABLE = re.compile("[\udc80-\udcff\ufffd]")
GLUED = re.compile(
    r"[?A-Za-z,;:!，。；：？！、](?:(?<=[\u4e00-\u9fff][?A-Za-z])(?=[\u4e00-\u9fff])|(?<![A-Za-z])(?=[,;:!，。；：！、]))"
)
"""A letter or question mark between Chinese characters, or a mark right before another."""
HARD = frozenset("\n 0123456789")
"""What no shift of bytes runs across, so that pairs with it tell nothing."""
REACH, PAD = 8, 6
"""How many ordinary characters end a damaged stretch, and how many of them are looked at beside it."""
LONGEST = 300
NEAR = 3
"""Two strange pairs this near to each other make a place worth a look."""
NOT_IN_GBK = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßâãäåæçëîïðñôõöøûýþÿ")
"""Western letters that no bytes of GBK stand for: text decoded twice, not text that lost bytes."""
IMPROBABLE = -8.0
"""The mean log probability of a neighbourhood below which a rare character is worth a look."""


def suspicious(text: str) -> list[int]:
    """Places that damage may have made: rare characters, marks and letters glued in, unreadable bytes.

    >>> suspicious("抓好学校防控工作?茖W精准做好"), suspicious("抓好学校防控工作。科学精准做好")
    ([8, 9, 10], [])
    """
    rare = {character for character in alphabet(text) - common() - NOT_IN_GBK if _spells(character)}
    found = {match.start() for match in GLUED.finditer(text)}
    if rare:
        found |= {match.start() for match in re.finditer(f"[{re.escape(''.join(sorted(rare)))}]", text)}
    return sorted(found)


def _spells(character: str) -> bool:
    """Whether a character is a letter of some script, unreadable or undefined; page ornaments (↑, ★) are none."""
    return character.isalpha() or unicodedata.category(character) in ("Cs", "Co", "Cn") or character == "\ufffd"


def improbable(text: str, place: int, language: Language) -> bool:
    """Whether the neighbourhood of a place is unlike the language, or unreadable."""
    near = text[max(0, place - 2) : place + 4]
    numbers = [language.number(character) for character in near]
    scores = [language.pair(a, b) for a, b in pairwise(numbers)]
    return bool(UNREADABLE.search(near)) or (bool(scores) and sum(scores) < IMPROBABLE * len(scores))


def strange(text: str, place: int, language: Language) -> bool:
    """Whether the pair that ends at a place never occurred in training, or the character is unreadable."""
    if place >= len(text) or text[place] in HARD:
        return False
    if not language.number(text[place]):
        return _spells(text[place])
    return (
        place > 0
        and text[place - 1] not in HARD
        and not language.seen(*map(language.number, text[place - 1 : place + 1]))
    )


def all_strange(text: str, language: Language) -> list[int]:
    """Places with another strange one near, or in an improbable neighbourhood; the whole text is walked through."""
    places = [place for place in range(len(text)) if strange(text, place, language)]
    near = {b for a, b in pairwise(places) if b - a <= NEAR}
    return sorted(near.union(suspicious(text), (place for place in places if improbable(text, place, language))))


def stretches(text: str, places: Iterable[int], language: Language) -> Iterator[tuple[int, int]]:
    """The stretches around some places, in order and apart; each stays inside its line.

    >>> from policytext.lexicon.characters import character_model
    >>> text = "要抓好学校防控工作?茖W精准做好各项工作"
    >>> [text[a:b] for a, b in stretches(text, [9], character_model())]
    ['要抓好学校防控工作?茖W精准做好各项工']
    """
    done = 0
    for place in places:
        if place >= done:
            low, high = _grown(text, place, language, done)
            start, done = max(_backward(text, low, PAD), done), _forward(text, high, PAD)
            yield start, done


def _grown(text: str, place: int, language: Language, least: int) -> tuple[int, int]:
    """The stretch of strange pairs around a place."""
    low = high = place
    while (following := _next_strange(text, high, language)) is not None and following - place < LONGEST:
        high = following
    while (before := _last_strange(text, low, language)) is not None and before >= least:
        low = before
    return low, high + 1


def _next_strange(text: str, place: int, language: Language) -> int | None:
    end = _forward(text, place + 1, REACH)
    return next((x for x in range(place + 1, end) if strange(text, x, language)), None)


def _last_strange(text: str, place: int, language: Language) -> int | None:
    start = _backward(text, place, REACH)
    return next((x for x in range(place - 1, start, -1) if strange(text, x, language)), None)


def _forward(text: str, place: int, steps: int) -> int:
    """So many characters on, at most to the end of the line."""
    end = text.find("\n", place, place + steps)
    return end if end >= 0 else min(place + steps, len(text))


def _backward(text: str, place: int, steps: int) -> int:
    start = max(0, place - steps)
    return max(start, text.rfind("\n", start, place) + 1)
