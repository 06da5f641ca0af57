"""Trains the character model: how likely Chinese characters follow each other in plans and reports.

``python -m policytext.learning.characters FOLDER`` counts the documents of a folder and writes the file that
`policytext.lexicon.characters` loads. Only counts are kept. Word frequencies of jieba's dictionary (MIT licence)
stand in for the words that plans never use.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from math import sqrt
from pathlib import Path

from policytext.lexicon.characters import BITS, classed, packed
from policytext.model.errors import LexiconError
from policytext.reading import read_source

LEFT_OUT = "xiamen-edu-2021"
"""The damaged page on which the repair is shown: never trained on."""
VOCABULARY = 7500
WORD_WEIGHT = 0.1
LEAST = 0.9
"""Sequences counted less often, all from the dictionary, are left out."""
ORDERS = (1, 2, 3)
Table = dict[str, float]
"""Sequences of characters and their counts."""
SCRIPTS_HEAD = "# Traditional characters and their simplified forms, as OpenCC (Apache-2.0) has them; made by learning/characters.py"
SUFFIXES = (".txt", ".docx")
GAP = re.compile("\n+")


def train(texts: Iterable[str]) -> bytes:
    """The model file for some texts; the same texts give the same bytes.

    >>> train(["推进教育现代化"]) == train(["推进教育现代化"])
    True
    """
    seen = [Counter[str]() for _ in ORDERS]
    for text in texts:
        line = GAP.sub("\n", classed(f"\n{text}\n"))
        for size, counts in zip(ORDERS, seen, strict=True):
            counts.update(_sequences(line, size))
    singles, pairs, triples = (_together(*both) for both in zip(_word_counts(), seen, strict=True))
    return _packed(singles, pairs, triples)


def _sequences(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(len(text) - size + 1))


def _together(words: Table, counts: Mapping[str, int]) -> Table:
    return {**words, **{sequence: words.get(sequence, 0.0) + count for sequence, count in counts.items()}}


@cache
def _word_counts() -> tuple[Table, ...]:
    """Characters, pairs and triples inside the words of jieba's dictionary, by the root of the word's frequency."""
    tables = tuple(defaultdict[str, float](float) for _ in ORDERS)
    for word, frequency in _words():
        for size, table in zip(ORDERS, tables, strict=True):
            for sequence in _sequences(word, size):
                table[sequence] += WORD_WEIGHT * sqrt(frequency)
    return tuple(dict(table) for table in tables)


def _words() -> Iterator[tuple[str, int]]:
    spec = find_spec("jieba")  # only its word list is read, so nothing is imported
    if spec is None or spec.origin is None:
        raise LexiconError("training reads jieba's word list: install jieba")
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        yield classed(word), int(frequency)


def _packed(singles: Table, pairs: Table, triples: Table) -> bytes:
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


def _most_frequent(singles: Table) -> list[str]:
    inside = (character for character in singles if ord(character) < 0x10000 and not "\ud800" <= character <= "\uf8ff")
    return sorted(inside, key=lambda character: (-singles[character], character))[:VOCABULARY]


def _continuations(pairs: Table, triples: Table) -> Table:
    """For each pair behind how many characters it was seen (Kneser-Ney): 犯罪 of 未成年人犯罪 counts once."""
    behind = Counter(triple[1:] for triple, count in triples.items() if count >= LEAST)
    return {pair: max(behind[pair], min(count, 1.0)) for pair, count in pairs.items() if count >= LEAST}


def _keyed(table: Table, numbers: dict[str, int]) -> dict[int, float]:
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


def script_table() -> str:
    """The file of traditional characters and their simplified forms, one by one, as OpenCC (Apache-2.0) has them.

    >>> script_table().startswith("#")
    True
    """
    from opencc import OpenCC

    han = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    forms = OpenCC("t2s").convert("\n".join(han)).split("\n")
    changed = [(old, new) for old, new in zip(han, forms, strict=True) if old != new and new < "\U00010000"]
    rows = ("".join(characters) for characters in zip(*changed, strict=True))
    return "\n".join([SCRIPTS_HEAD, *rows, ""])


def main() -> None:
    """Train on a folder and write the shipped files."""
    data = Path(__file__).parents[1] / "lexicon" / "data"
    (data / "scripts.txt").write_text(script_table(), encoding="utf-8")
    model = train(texts_of(Path(sys.argv[1])).values())
    (data / "characters.bin").write_bytes(model)
    sys.stdout.write(f"characters.bin: {len(model):,} bytes\n")


if __name__ == "__main__":
    main()
