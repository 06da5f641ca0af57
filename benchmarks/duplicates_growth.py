"""What finding copies costs as a corpus grows: composed texts, some of them made copies, excerpts and editions of others.

    python -m benchmarks.duplicates_growth           prints the table (ten minutes)
    python -m benchmarks.duplicates_growth --write   writes it into docs/duplicates.md

Each size runs in a process of its own. Times are ratios, of the processor, within one run; memory is what the process holds more at its peak
than before the first document, for one document.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from benchmarks.copies_made import chrome, misread, next_year
from benchmarks.duplicates import PAGE
from benchmarks.markdown import table, tell
from policytext.corpus import duplicates
from policytext.corpus.duplicates import Copy, near_duplicates
from policytext.corpus.duplicates.signatures import bytes_of, signature
from policytext.lexicon.scripts import folding

SIZES = (1_000, 10_000, 100_000)
SENTENCES, WORDS = 40, 16
FORMULAS, SHARED = 2_000, 0.3
"""So many set sentences there are, the first of them used most; this part of each text is made of them."""
_COPIES = {1: "reprint", 2: "reprint", 3: "excerpt", 4: "edition"}
"""Of each twenty texts these are made from the first; two are reprints of it."""
KINDS = ("reprint", "excerpt", "edition")


@cache
def _words() -> NDArray[np.uint32]:
    chance = np.random.default_rng(1)
    characters = np.array(sorted({ord(x) for x in folding().values()})[:1500], dtype=np.uint32)
    return chance.choice(characters, size=(6000, 2))


def _sentences(count: int, seed: int) -> list[str]:
    chance = np.random.default_rng(seed)
    text = _words()[chance.integers(0, len(_words()), size=count * WORDS)].tobytes().decode("utf-32-le")
    numbers = chance.integers(2, 900, size=count).tolist()
    return [f"{text[i * 2 * WORDS : (i + 1) * 2 * WORDS]}{number}个。" for i, number in enumerate(numbers)]


@cache
def _formulas() -> tuple[list[str], list[float]]:
    return _sentences(FORMULAS, 2), list(accumulate(1 / (i + 1) for i in range(FORMULAS)))


def own(i: int) -> str:
    """The text of a number, of set sentences and of its own."""
    chance = random.Random(i)
    mine = _sentences(int(SENTENCES * (1 - SHARED)), 10 + i)
    texts, weights = _formulas()
    every = mine + chance.choices(texts, cum_weights=weights, k=SENTENCES - len(mine))
    chance.shuffle(every)
    return "".join(every)


def text_of(name: str) -> str:
    """The text of an id, made anew: own, or from the one that its twenty begin with."""
    i = int(name)
    kind, first, chance = _COPIES.get(i % 20), own(i - i % 20), random.Random(-i)
    if kind is None:
        return own(i)
    if kind == "reprint":
        return chrome(0.05)(misread(0.01)(first, (), chance), (), chance)
    if kind == "edition":
        return next_year(0.7)(first, (own(i),), chance)
    start = len(first) // 4
    return first[start : start + 800]


def copies(size: int) -> Iterator[Copy]:
    """A corpus of that size."""
    names = (f"{i:07d}" for i in range(size))
    return (Copy(name, text_of(name)) for name in names)


def measured(size: int) -> dict[str, float]:
    """One run: seconds of the processor for reading and of comparing, without those of making texts; pairs, memory, what was found."""
    near_duplicates(copies(40))  # tables are made once
    making = _time(lambda: sum(len(x.text) for x in copies(1000))) * size / 1000
    before, begun, compared = _peak(), time.process_time(), Counter[str]()
    found = near_duplicates(copies(size), text_of=text_of, progress=lambda done, of: compared.update(pairs=1))
    seconds, peak = time.process_time() - begun - making, _peak()
    small = [signature(x) for x in copies(200)]
    return {
        "seconds": seconds, "pairs": compared["pairs"], "bytes": (peak - before) / size, "held": sum(bytes_of(small)) / len(small),
        **found_so(found, size), "wrong": wrongly_grouped(found),
    }  # fmt: skip


def found_so(found: duplicates.Duplicates, size: int) -> dict[str, float]:
    """Of the texts that were made of each kind, the part that stands in a pair of that kind."""
    named = {x: {row[side] for row in found.pairs.rows if row["relation"] == x for side in "ab"} for x in KINDS}
    made = {x: [f"{i:07d}" for i in range(size) if _COPIES.get(i % 20) == x] for x in KINDS}
    return {f"found {x}": len(named[x] & set(made[x])) / len(made[x]) for x in KINDS}


def wrongly_grouped(found: duplicates.Duplicates) -> int:
    """Groups with texts that are no copies of one text."""
    rows = [row for row in found.groups.rows if row["document"] != row["best"]]
    return sum(_source(row["document"]) != _source(row["best"]) for row in rows)


def _source(name: str) -> int:
    i = int(name)
    return i - i % 20 if _COPIES.get(i % 20) == "reprint" else i


def _time(work: object) -> float:
    begun = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begun


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def growth(sizes: Sequence[int]) -> str:
    """The table of all sizes."""
    runs = {size: _run(size) for size in sizes}
    first = runs[sizes[0]]["seconds"] / sizes[0]
    rows = [_row(size, run, first) for size, run in runs.items()]
    head = (
        "documents", "time of one, as a multiple of that in the smallest corpus", "pairs compared, a document", "memory, bytes a document",
        "of it signatures", "reprints found", "excerpts", "editions", "wrongly grouped",
    )  # fmt: skip
    return table(head, rows)


def _row(size: int, run: dict[str, float], first: float) -> list[object]:
    found = [f"{run[f'found {x}']:.1%}" for x in KINDS]
    share = f"{run['seconds'] / size / first:.2f}"
    return [f"{size:,}", share, f"{run['pairs'] / size:.2f}", f"{run['bytes']:,.0f}", f"{run['held']:,.0f}", *found, f"{run['wrong']:.0f}"]


def _run(size: int) -> dict[str, float]:
    told = subprocess.run([sys.executable, "-m", __spec__.name, str(size)], check=True, capture_output=True, text=True).stdout
    sys.stderr.write(f"{size}: {told}")
    run: dict[str, float] = json.loads(told)
    return run


def main() -> None:
    """Measure one size, or all of them."""
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        sys.stdout.write(json.dumps(measured(int(sys.argv[1]))) + "\n")
    else:
        tell(growth(SIZES), PAGE, name="duplicates")


if __name__ == "__main__":
    main()
