"""What is known of single characters: which are traditional only, and how likely they follow each other."""

from __future__ import annotations

import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import exp, log
from typing import Protocol

from policytext.model.errors import LexiconError

MAGIC = b"PTCM"
VERSION = 1
HEADER = struct.Struct("<4sHHIII")
"""Magic, version, and how many characters, bigrams, trigrams the file holds, and the length of what follows."""
BITS = 13
"""A character's number takes 13 bits in a key; 0 stands for every character outside the vocabulary."""
CLASSES = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    | {digit: "0" for digit in "123456789１２３４５６７８９０"}
    | {chr(code + shift): "a" for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)) for shift in (0, 0xFEE0)}
    | dict.fromkeys(" \t\r\u3000\xa0", "\n")
)
BACK_TO_UNIGRAM = 40.0
BACK_TO_BIGRAM = 8.0
"""How many observations the shorter context is worth (Dirichlet smoothing)."""
BACK_TO_GENERAL = 20.0
"""The same for what a document itself shows, against all documents."""
UNKNOWN = 2e-8
"""The probability of one given character outside the vocabulary."""


@cache
def folding() -> dict[int, str]:
    """Traditional characters and their simplified forms, as ``str.translate`` wants them.

    >>> "教育工作要點".translate(folding())
    '教育工作要点'
    """
    lines = (files("policytext.lexicon") / "data" / "scripts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        raise LexiconError("scripts.txt must hold a line of traditional characters and one of their simplified forms")
    return dict(zip(map(ord, rows[0]), rows[1], strict=True))


@cache
def traditional() -> frozenset[str]:
    """The characters that only traditional text uses; those in GB 2312 (乾, 於, 徵) serve in simplified text as well.

    >>> "點" in traditional(), "乾" in traditional()
    (True, False)
    """
    return frozenset(chr(code) for code in folding() if not _in_gb2312(chr(code)))


@cache
def simplified() -> frozenset[str]:
    """The characters that only simplified text uses: forms that OpenCC makes, and GB 2312 added.

    >>> "发" in simplified(), "后" in simplified(), "教" in simplified()
    (True, False, False)
    """
    return frozenset(new for new in folding().values() if _in_gb2312(new) and not _in_big5(new))


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_gb2312(character: str) -> bool:
    return _encodable(character, "gb2312")


def _in_big5(character: str) -> bool:
    return _encodable(character, "big5")


def classed(text: str) -> str:
    """The text as the model sees it: simplified, half-width, every digit ``0``, every letter ``a``; equally long.

    >>> classed("２０２１年，教育工作要點")
    '0000年,教育工作要点'
    """
    return text.translate(folding()).translate(CLASSES)


class Language(Protocol):
    """What tells how likely characters are: numbers for characters, log probabilities for sequences of them."""

    def number(self, character: str) -> int: ...

    def seen(self, before: int, character: int) -> bool: ...

    def single(self, character: int) -> float: ...

    def pair(self, before: int, character: int) -> float: ...

    def triple(self, first: int, second: int, character: int) -> float: ...


class CharacterModel:
    """Counts of characters, pairs and triples, and the probabilities that follow from them.

    Characters are numbered by frequency from 1; `number` gives 0 for those never seen.
    """

    def __init__(self, characters: str, singles: Sequence[float], pairs: Table, triples: Table) -> None:
        self.characters = characters
        self._numbers = {character: index for index, character in enumerate(characters, start=1)}
        self._numbers |= {chr(code): self._numbers.get(classed(chr(code)), 0) for code in range(0x20, 0x7F)}
        total = sum(singles)
        self._single = [UNKNOWN, *(max(count / total, UNKNOWN) for count in singles)]
        self._pair_index = {key: index for index, key in enumerate(pairs[0])}
        self._pair_counts = pairs[1]
        self._triples = dict(zip(*triples, strict=True))
        self._pair_totals = _totals(len(self._single), pairs)
        self._triple_totals = _triple_totals(len(pairs[0]), triples)
        self._memory: dict[int, float] = {}
        self._pair_memory: dict[int, float] = {}

    def number(self, character: str) -> int:
        """The number of a character's class.

        >>> character_model().number("髮") == character_model().number("发") > 0
        True
        """
        known = self._numbers.get(character)
        if known is None:
            known = self._numbers[character] = self._numbers.get(classed(character), 0)
        return known

    def seen(self, before: int, character: int) -> bool:
        """Whether the pair occurred in training."""
        return before << BITS | character in self._pair_index

    def single(self, character: int) -> float:
        """The log probability of a character by itself."""
        return log(self._single[character])

    def pair(self, before: int, character: int) -> float:
        """The log probability of a character after one other."""
        key = before << BITS | character
        known = self._pair_memory.get(key)
        if known is None:
            known = self._pair_memory[key] = log(self._after_one(before, character))
        return known

    def triple(self, first: int, second: int, character: int) -> float:
        """The log probability of a character after two others."""
        key = (first << BITS | second) << BITS | character
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = log(self._after_two(first, second, character))
        return known

    def _after_one(self, before: int, character: int) -> float:
        index = self._pair_index.get(before << BITS | character)
        count = self._pair_counts[index] if index is not None else 0.0
        return (count + BACK_TO_UNIGRAM * self._single[character]) / (self._pair_totals[before] + BACK_TO_UNIGRAM)

    def _after_two(self, first: int, second: int, character: int) -> float:
        shorter = self._after_one(second, character)
        index = self._pair_index.get(first << BITS | second)
        if index is None:
            return shorter
        count = self._triples.get(index << BITS | character, 0.0)
        return (count + BACK_TO_BIGRAM * shorter) / (self._triple_totals[index] + BACK_TO_BIGRAM)


class DocumentModel:
    """A model that has read one document as well: its names and phrases recur.

    >>> general = character_model()
    >>> own = DocumentModel(general, "名校跨岛发展工程" * 3)
    >>> numbers = [general.number(character) for character in "校跨岛"]
    >>> own.triple(*numbers) > general.triple(*numbers)
    True
    """

    def __init__(self, general: Language, text: str) -> None:
        self._general = general
        self.number, self.seen, self.single, self.pair = general.number, general.seen, general.single, general.pair
        numbers = [general.number(character) for character in text]
        self._triples = Counter(zip(numbers, numbers[1:], numbers[2:], strict=False))
        self._pairs = Counter(pairwise(numbers))
        self._memory: dict[tuple[int, int, int], float] = {}

    def triple(self, first: int, second: int, character: int) -> float:
        """The log probability of a character after two others, in this document."""
        key = first, second, character
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = log(self._after_two(*key))
        return known

    def _after_two(self, first: int, second: int, character: int) -> float:
        general = exp(self._general.triple(first, second, character))
        count = max(0, self._triples[first, second, character] - 1)  # the place in question is no evidence for itself
        total = max(0, self._pairs[first, second] - 1)
        return (count + BACK_TO_GENERAL * general) / (total + BACK_TO_GENERAL)


Table = tuple[Sequence[int], Sequence[float]]
"""Sorted keys and their counts."""


def _totals(size: int, pairs: Table) -> list[float]:
    totals = [0.0] * size
    for key, count in zip(*pairs, strict=True):
        totals[key >> BITS] += count
    return totals


def _triple_totals(size: int, triples: Table) -> list[float]:
    totals = [0.0] * size
    for key, count in zip(*triples, strict=True):
        totals[key >> BITS] += count
    return totals


COMMON = 3500
"""How many of the most frequent characters do not make a place suspicious."""


@cache
def common() -> frozenset[str]:
    """Characters that are nothing special in plans and reports, with their traditional and full-width forms.

    >>> "建" in common(), "茖" in common()
    (True, False)
    """
    ordinary = frozenset(_frequent())
    variants = (chr(code) for code in (*folding(), *CLASSES) if classed(chr(code)) in ordinary)
    return ordinary.union(variants, map(chr, range(0x20, 0x7F)), "0a\n\t")


def _frequent() -> str:
    return character_model().characters[:COMMON]


@cache
def character_model() -> CharacterModel:
    """The model that the package ships; loaded on first use.

    >>> model = character_model()
    >>> first, second, third = map(model.number, "政府工")
    >>> model.triple(first, second, third) > model.triple(third, second, first)
    True
    """
    return model_of((files("policytext.lexicon") / "data" / "characters.bin").read_bytes())


def model_of(data: bytes) -> CharacterModel:
    """A model from the bytes that training wrote; raises LexiconError where they are not of this version."""
    try:
        magic, version, size, pairs, triples, length = HEADER.unpack_from(data)
        body = zlib.decompress(data[HEADER.size :])
    except (struct.error, zlib.error) as error:
        raise LexiconError(f"the character model does not read ({error}): train it again") from error
    if (magic, version, length) != (MAGIC, VERSION, len(body)):
        raise LexiconError(f"the character model is not of version {VERSION}: train it again")
    return _unpacked(body, size, pairs, triples)


def _unpacked(body: bytes, size: int, pairs: int, triples: int) -> CharacterModel:
    """Characters as UTF-16, then for each table the key differences in four byte planes and the levels."""
    characters = body[: 2 * size].decode("utf-16-le")
    singles = _counts(body[2 * size : 3 * size])
    middle = 3 * size + 5 * pairs
    return CharacterModel(
        characters, singles, _table(body[3 * size : middle], pairs), _table(body[middle:], triples)
    )


def _table(body: bytes, size: int) -> Table:
    planes = bytearray(4 * size)
    for place in range(4):
        planes[place::4] = body[place * size : (place + 1) * size]
    differences = array("I")
    differences.frombytes(bytes(planes))
    return list(accumulate(differences)), _counts(body[4 * size :])


def level(count: float) -> int:
    """A count as one byte, exact to a tenth: an eighth of a doubling a step.

    >>> level(0), level(1), level(1000000)
    (0, 8, 159)
    """
    return min(255, round(8 * log(1 + count, 2)))


@cache
def _level_counts() -> list[float]:
    return [2 ** (step / 8) - 1 for step in range(256)]


def _counts(levels: bytes) -> list[float]:
    return [_level_counts()[step] for step in levels]


def packed(characters: str, singles: Iterable[float], pairs: Mapping[int, float], triples: Mapping[int, float]) -> bytes:
    """The bytes of a model file; `triples` are keyed by the index of their first pair among the sorted pairs."""
    body = characters.encode("utf-16-le") + bytes(map(level, singles)) + _planes(pairs) + _planes(triples)
    head = HEADER.pack(MAGIC, VERSION, len(characters), len(pairs), len(triples), len(body))
    return head + zlib.compress(body, 9)


def _planes(table: Mapping[int, float]) -> bytes:
    keys = sorted(table)
    differences = array("I", (key - before for before, key in zip([0, *keys], keys, strict=False)))
    data = differences.tobytes()
    return b"".join(data[place::4] for place in range(4)) + bytes(level(table[key]) for key in keys)
