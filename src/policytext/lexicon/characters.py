"""How likely Chinese characters are behind each other: the model that the package ships."""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import exp, log
from typing import Protocol

from policytext.lexicon.scripts import folding
from policytext.model.errors import LexiconError

MAGIC = b"PTCM"
VERSION = 1
HEADER = struct.Struct("<4sHHIII")
"""Magic, version, and how many characters, bigrams, trigrams the file holds, and the length of what follows."""
BITS = 13
"""A character's number takes 13 bits in a key; 0 stands for every character outside the vocabulary."""
CLASSES = str.maketrans(
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    | dict.fromkeys("123456789１２３４５６７８９０", "0")
    | {chr(code + shift): "a" for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)) for shift in (0, 0xFEE0)}
    | dict.fromkeys(" \t\r\u3000\xa0", "\n")
)
DISCOUNT, PRIOR = 0.7, 0.5
"""What every count gives to the characters that were never seen in its context, and what they have besides."""
BACK_TO_GENERAL = 10.0
"""How many observations in a document all other documents are worth."""
UNKNOWN = 2e-8
"""The probability of one given character outside the vocabulary."""


def classed(text: str) -> str:
    """The text as the model sees it: simplified, half-width, every digit ``0``, every letter ``a``; equally long.

    >>> classed("２０２１年，教育工作要點")
    '0000年,教育工作要点'
    """
    return text.translate(folding()).translate(CLASSES)


class Language(Protocol):
    """What tells how likely characters are: numbers for characters, log probabilities for sequences of them."""

    def number(self, character: str) -> int:
        """The number of a character's class."""
        ...

    def seen(self, before: int, character: int) -> bool:
        """Whether the pair is known."""
        ...

    def single(self, character: int) -> float:
        """The log probability of a character by itself."""
        ...

    def pair(self, before: int, character: int) -> float:
        """The log probability of a character after one other."""
        ...

    def triple(self, first: int, second: int, character: int) -> float:
        """The log probability of a character after two others."""
        ...


class Counts:
    """Counts of characters by the context before them, sorted by context and character, searched by halving."""

    def __init__(self, keys: Sequence[int], counts: Sequence[float]) -> None:
        self._keys, self._counts = keys, counts
        self._contexts: dict[int, tuple[float, float]] = {}

    def index(self, context: int, character: int) -> int | None:
        """Where a context followed by a character stands, None where that was never seen."""
        key = context << BITS | character
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def followers(self, context: int) -> list[int]:
        """The characters seen after a context."""
        start, end = self._range(context)
        return [key & ((1 << BITS) - 1) for key in self._keys[start:end]]

    def _range(self, context: int) -> tuple[int, int]:
        return bisect_left(self._keys, context << BITS), bisect_left(self._keys, (context + 1) << BITS)

    def smoothed(self, context: int, character: int, shorter: float) -> float:
        """The probability after a context, given that after a shorter one (absolute discounting)."""
        known = self._contexts.get(context)
        if known is None:
            known = self._contexts[context] = self._summed(context)
        total, left_over = known
        place = self.index(context, character)
        count = max(0.0, self._counts[place] - DISCOUNT) if place is not None else 0.0
        return (count + left_over * shorter) / total

    def _summed(self, context: int) -> tuple[float, float]:
        """The sum of a context's counts, and the part of it that is kept for what was never seen."""
        start, end = self._range(context)
        return sum(self._counts[start:end]) + PRIOR, DISCOUNT * (end - start) + PRIOR


class CharacterModel:
    """The probabilities of characters after none, one and two others.

    Characters are numbered by frequency from 1; `number` gives 0 for those never seen.
    """

    def __init__(self, characters: str, singles: Sequence[float], pairs: Counts, triples: Counts) -> None:
        self.characters = characters
        self._numbers = {character: index for index, character in enumerate(characters, start=1)}
        total = sum(singles)
        self._singles = [UNKNOWN, *(max(count / total, UNKNOWN) for count in singles)]
        self._pairs, self._triples = pairs, triples
        self._pair_memory: dict[int, float] = {}
        self._memory: dict[int, float] = {}

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
        return self._pairs.index(before, character) is not None

    def followers(self, before: int) -> list[int]:
        """The characters that occurred after one other."""
        return self._pairs.followers(before)

    def single(self, character: int) -> float:
        """The log probability of a character by itself."""
        return log(self._singles[character])

    def pair(self, before: int, character: int) -> float:
        """The log probability of a character after one other."""
        key = before << BITS | character
        known = self._pair_memory.get(key)
        if known is None:
            after_one = self._pairs.smoothed(before, character, self._singles[character])
            known = self._pair_memory[key] = log(after_one)
        return known

    def triple(self, first: int, second: int, character: int) -> float:
        """The log probability of a character after two others."""
        key = (first << BITS | second) << BITS | character
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._after_two(first, second, character)
        return known

    def _after_two(self, first: int, second: int, character: int) -> float:
        shorter = self.pair(second, character)
        context = self._pairs.index(first, second)
        return shorter if context is None else log(self._triples.smoothed(context, character, exp(shorter)))


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
    """The characters stand first in the file: the counts behind them need not be unpacked."""
    return zlib.decompressobj().decompress(_shipped()[HEADER.size :], 2 * COMMON).decode("utf-16-le")


def _shipped() -> bytes:
    return (files("policytext.lexicon") / "data" / "characters.bin").read_bytes()


@cache
def character_model() -> CharacterModel:
    """The model that the package ships; loaded on first use.

    >>> model = character_model()
    >>> first, second, third = map(model.number, "政府工")
    >>> model.triple(first, second, third) > model.triple(third, second, first)
    True
    """
    return model_of(_shipped())


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
    return CharacterModel(characters, singles, _table(body[3 * size : middle], pairs), _table(body[middle:], triples))


def _table(body: bytes, size: int) -> Counts:
    planes = bytearray(4 * size)
    for place in range(4):
        planes[place::4] = body[place * size : (place + 1) * size]
    differences = array("I")
    differences.frombytes(bytes(planes))
    return Counts(list(accumulate(differences)), _counts(body[4 * size :]))


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
