"""Kinds of damage that real pages have, made on purpose: each says which places of a text become what."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

Change = tuple[int, int, str]
"""A place of the sound text and what stands there instead."""
Kind = Callable[[str, random.Random], Iterator[Change]]
_HAN = re.compile("[一-鿿]")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.．])[0-9]+(?:\.[0-9]+)?(?=[%年月日个所名人项万亿元户公亩台次家])")
_HALF = str.maketrans("，；：（）！？", ",;:()!?")
_INDENT = "　　"
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Damaged:
    """A damaged text, and for each damaged place where it stood and where it stands."""

    text: str
    places: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def made(text: str, kind: Kind, seed: int) -> Damaged:
    """The text with one kind of damage; the same for the same seed."""
    parts, places, end, length = [], [], 0, 0
    for start, stop, new in kind(text, random.Random(seed)):
        if start < end:
            continue
        parts += [text[end:start], new]
        length += start - end
        if new != _INDENT:  # an indent is no damage
            places.append(((start, stop), (length, length + len(new))))
        length += len(new)
        end = stop
    return Damaged("".join([*parts, text[end:]]), tuple(places))


def _some(text: str, chance: random.Random, share: float) -> Iterator[re.Match[str]]:
    return (match for match in _HAN.finditer(text) if chance.random() < share)


def _gloss(toned: bool, twice: bool) -> Kind:
    def kind(text: str, chance: random.Random) -> Iterator[Change]:
        for match in _some(text, chance, 1 / 300):
            reading = _reading(match[0], toned)
            if reading:
                gloss = f"({reading})" * (2 if twice else 1)
                yield match.start(), match.end(), match[0] + gloss

    return kind


@cache
def _reading(character: str, toned: bool) -> str:
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(character, style=Style.TONE if toned else Style.NORMAL)[0]
    return "" if found == character else found


def _recoded(written: str, read: str, share: float) -> Kind:
    """Lines written in one encoding and read in another."""

    def kind(text: str, chance: random.Random) -> Iterator[Change]:
        for line in _LINE.finditer(text):
            if share == 1 or chance.random() < share:
                try:
                    yield *line.span(), line[0].encode(written).decode(read)
                except UnicodeError:
                    continue

    return kind


def _replaced(mark: str) -> Kind:
    def kind(text: str, chance: random.Random) -> Iterator[Change]:
        return ((*match.span(), mark) for match in _some(text, chance, 1 / 400))

    return kind


def lost_digit(text: str, chance: random.Random) -> Iterator[Change]:
    """One digit of every fifth number is a box."""
    for match in _NUMBER.finditer(text):
        if chance.random() < 0.2:
            at = chance.choice([i for i in range(*match.span()) if text[i] != "."])
            yield at, at + 1, "□"


def _confused(text: str, chance: random.Random) -> Iterator[Change]:
    for match in _NUMBER.finditer(text):
        written = match[0].replace("0", "O").replace("1", "l")
        if written != match[0] and re.search("[0-9]", written) and chance.random() < 0.3:
            yield *match.span(), written


def _wide(text: str, chance: random.Random) -> Iterator[Change]:
    for match in _NUMBER.finditer(text):
        yield *match.span(), "".join(chr(ord(c) + 0xFEE0) for c in match[0])


def _wrapped(width: int) -> Kind:
    """Every line cut after so many characters, paragraphs indented by two."""

    def kind(text: str, _: random.Random) -> Iterator[Change]:
        for line in _LINE.finditer(text):
            first = line.start()
            for at in range(first + width - 2, line.end(), width):
                yield at, at, "\n"

    return kind


def _indented(width: int) -> Kind:
    cut = _wrapped(width)

    def kind(text: str, chance: random.Random) -> Iterator[Change]:
        starts = ((line.start(), line.start(), _INDENT) for line in _LINE.finditer(text))
        return iter(sorted([*starts, *cut(text, chance)]))

    return kind


def _one_line(text: str, _: random.Random) -> Iterator[Change]:
    return ((match.start(), match.end(), "") for match in re.finditer(r"\n", text))


def _page_numbers(text: str, _: random.Random) -> Iterator[Change]:
    for page, at in enumerate(range(600, len(text) - 1, 616), 1):
        if _HAN.match(text[at - 1]) and _HAN.match(text[at]):
            yield at, at, f"\n— {page} —\n"


def _spaced(text: str, chance: random.Random) -> Iterator[Change]:
    for line in _LINE.finditer(text):
        if 4 <= len(line[0]) <= 16 and all(map(_HAN.match, line[0])) and chance.random() < 0.5:
            yield *line.span(), " ".join(line[0])


def _broken(text: str, chance: random.Random) -> Iterator[Change]:
    for match in _some(text, chance, 1 / 600):
        if _HAN.match(text[match.end() : match.end() + 1]):
            yield match.end(), match.end(), "\n"


def _bracket_broken(text: str, chance: random.Random) -> Iterator[Change]:
    for match in re.finditer("(?<=[（《“])(?=[一-鿿])|(?<=[一-鿿])(?=[）》”])", text):
        if chance.random() < 0.1:
            yield match.start(), match.start(), "\n"


def _half_width(text: str, _: random.Random) -> Iterator[Change]:
    return ((*match.span(), match[0].translate(_HALF)) for match in re.finditer("[，；：（）！？]", text))


@cache
def _radicals() -> dict[str, str]:
    """Characters that have a look-alike among the Kangxi radicals."""
    return {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}


def _radical(text: str, chance: random.Random) -> Iterator[Change]:
    for match in _HAN.finditer(text):
        if match[0] in _radicals() and chance.random() < 0.3:
            yield *match.span(), _radicals()[match[0]]


def _mixed_script(text: str, chance: random.Random) -> Iterator[Change]:
    for match in _some(text, chance, 1 / 50):
        other = _traditional(match[0])
        if other != match[0]:
            yield *match.span(), other


@cache
def _traditional(character: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(character))


def _unseen(text: str, chance: random.Random) -> Iterator[Change]:
    return ((match.end(), match.end(), "\u200b") for match in _some(text, chance, 1 / 100))


KINDS: dict[str, Kind] = {
    "gloss with tone, 发(fā)": _gloss(True, False),
    "gloss without tone, 发(fa)": _gloss(False, False),
    "gloss twice, 发(fā)(fā)": _gloss(True, True),
    "UTF-8 read as Latin-1": _recoded("utf-8", "latin-1", 1),
    "GBK read as Latin-1": _recoded("gbk", "latin-1", 1),
    "UTF-8 read as GB18030, where that can be undone": _recoded("utf-8", "gb18030", 1),
    "every fifth line UTF-8 read as Latin-1": _recoded("utf-8", "latin-1", 0.2),
    "character replaced by □": _replaced("□"),
    "character replaced by ***": _replaced("***"),
    "character replaced by @@": _replaced("@@"),
    "character replaced by U+FFFD": _replaced("\ufffd"),
    "digit replaced by □": lost_digit,
    "O and l for 0 and 1 in numbers": _confused,
    "full-width digits": _wide,
    "lines cut at 30 characters": _wrapped(30),
    "lines cut at 38, paragraphs indented": _indented(38),
    "all on one line": _one_line,
    "page numbers in mid-sentence": _page_numbers,
    "spaced-out headings": _spaced,
    "line breaks inside words": _broken,
    "line breaks at brackets": _bracket_broken,
    "half-width punctuation": _half_width,
    "Kangxi radicals": _radical,
    "traditional characters in simplified text": _mixed_script,
    "zero-width characters": _unseen,
}
