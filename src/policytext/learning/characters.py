"""Trains the character model: how likely Chinese characters follow each other in plans and reports.

``python -m policytext.learning.characters FOLDER`` counts the documents of a folder and writes the file that
`policytext.lexicon.characters` loads. Only counts are kept. Word frequencies of jieba's dictionary (MIT licence)
stand in for the words that plans never use.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from policytext.lexicon.characters import BITS, classed, packed
from policytext.reading import read_source

LEFT_OUT = "xiamen-edu-2021"
"""The damaged page on which the repair is shown: never trained on."""
VOCABULARY = 7500
WORD_WEIGHT = 0.1
LEAST = 0.9
"""Sequences counted less often, all from the dictionary, are left out."""
SUFFIXES = (".txt", ".docx")
GAP = re.compile("\n+")


def train(texts: Iterable[str]) -> bytes:
    """The model file for some texts; the same texts give the same bytes.

    >>> train(["推进教育现代化"]) == train(["推进教育现代化"])
    True
    """
    counts = _word_counts()
    singles, pairs, triples = Counter(counts[0]), Counter(counts[1]), Counter(counts[2])
    for text in texts:
        line = GAP.sub("\n", classed(f"\n{text}\n"))
        singles.update(line)
        pairs.update(map("".join, pairwise(line)))
        triples.update(map("".join, zip(line, line[1:], line[2:], strict=False)))
    return _packed(singles, pairs, triples)


Counts = tuple[dict[str, float], dict[str, float], dict[str, float]]


@cache
def _word_counts() -> Counts:
    """Characters, pairs and triples inside the words of jieba's dictionary, by the root of the word's frequency."""
    singles, pairs, triples = Counter[str](), Counter[str](), Counter[str]()
    for word, frequency in _words():
        weight = WORD_WEIGHT * sqrt(frequency)
        for table, size in ((singles, 1), (pairs, 2), (triples, 3)):
            for start in range(len(word) - size + 1):
                table[word[start : start + size]] += weight  # type: ignore[assignment]
    return singles, pairs, triples  # type: ignore[return-value]


def _words() -> Iterator[tuple[str, int]]:
    import jieba

    path = Path(jieba.__file__).parent / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        yield classed(word), int(frequency)


def _packed(singles: dict[str, float], pairs: dict[str, float], triples: dict[str, float]) -> bytes:
    characters = "".join(_most_frequent(singles))
    numbers = {character: index for index, character in enumerate(characters, start=1)}
    pair_keys = _keyed(_continuations(pairs, triples), numbers)
    index = {key: position for position, key in enumerate(sorted(pair_keys))}
    triple_keys = {
        index[key >> BITS] << BITS | key & ((1 << BITS) - 1): count
        for key, count in _keyed(triples, numbers).items()
        if key >> BITS in index
    }
    return packed(characters, (singles[character] for character in characters), pair_keys, triple_keys)


def _most_frequent(singles: dict[str, float]) -> list[str]:
    inside = (character for character in singles if ord(character) < 0x10000 and not "\ud800" <= character <= "\uf8ff")
    return sorted(inside, key=lambda character: (-singles[character], character))[:VOCABULARY]


def _continuations(pairs: dict[str, float], triples: dict[str, float]) -> dict[str, float]:
    """For each pair behind how many characters it was seen (Kneser-Ney): 犯罪 of 未成年人犯罪 counts once."""
    behind = Counter(triple[1:] for triple, count in triples.items() if count >= LEAST)
    return {pair: max(behind[pair], min(count, 1.0)) for pair, count in pairs.items() if count >= LEAST}


def _keyed(table: dict[str, float], numbers: dict[str, int]) -> dict[int, float]:
    """The counts of sequences inside the vocabulary, by the numbers of their characters."""
    found: dict[int, float] = {}
    for sequence, count in table.items():
        if count >= LEAST and all(character in numbers for character in sequence):
            key = 0
            for character in sequence:
                key = key << BITS | numbers[character]
            found[key] = count
    return found


def texts_of(folder: Path) -> dict[str, str]:
    """The decoded documents of a folder by file name, in the order of their names."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    return {path.name: read_source(path).text for path in paths if not path.name.startswith(LEFT_OUT)}


def main() -> None:
    """Train on a folder and write the shipped file."""
    target = Path(__file__).parents[1] / "lexicon" / "data" / "characters.bin"
    data = train(texts_of(Path(sys.argv[1])).values())
    target.write_bytes(data)
    sys.stdout.write(f"{target.name}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main()
