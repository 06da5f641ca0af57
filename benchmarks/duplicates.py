"""How well copies are found: made from the real documents, by kind and severity, on those that no bound was chosen on.

    python -m benchmarks.duplicates                    prints the tables (ten minutes; needs the real documents)
    python -m benchmarks.duplicates --write            writes them into docs/duplicates.md
    python -m benchmarks.duplicates accuracy --write   the same for one table: shingles, real-pairs or accuracy

``benchmarks.duplicates_growth`` measures what large corpora cost.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import policytext as pt
from benchmarks.copies_made import CASES, Case, misread
from benchmarks.markdown import table, tell
from benchmarks.places import DOCUMENTS, REPOSITORY
from policytext.corpus.duplicates import Copy, Duplicates, copy_of, near_duplicates
from policytext.corpus.duplicates.shingles import distinct, normal_form, shingles

PAGE = REPOSITORY / "docs" / "duplicates.md"
SEED = 5
SIZES = (5, 6, 7, 8, 9, 12)
TWICE = "xiamen-edu-2021.raw.txt"  # the folder holds this document two times


@cache
def documents() -> tuple[Copy, ...]:
    """The real documents of the manifest, as copies."""
    with (DOCUMENTS / "manifest.csv").open(encoding="utf-8-sig") as lines:
        names = [row["file"] for row in csv.DictReader(lines)]
    return tuple(copy_of(pt.read(DOCUMENTS / name, document=name), file=name) for name in names)


def halves() -> tuple[list[Copy], list[Copy]]:
    """The documents that bounds were chosen on, and the others."""
    mixed = [x for x in documents() if x.document != TWICE]
    random.Random(SEED).shuffle(mixed)
    middle = len(mixed) // 2
    return mixed[:middle], mixed[middle:]


@dataclass
class Score:
    """What a case came to: relations found between each text and its made one, wrong groups, wrong relations."""

    case: Case
    found: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    others: int = 0

    @property
    def right(self) -> int:
        """How many were called what they are; an equal normal form is a reprint as well."""
        return self.found[self.case.relation] + (self.found["same"] if self.case.relation == "reprint" else 0)


def scored(case: Case, originals: Sequence[Copy]) -> Score:
    """One corpus of the originals and a made text of each, searched as any corpus is; made texts have no envelope."""
    texts = [x.text for x in originals]
    made = []
    for i, one in enumerate(originals):
        chance = random.Random(f"{SEED} {i} {case.kind} {case.severity}")
        made.append(Copy(f"made {one.document}", case.make(one.text, [x for x in texts if x is not one.text], chance)))
    found = near_duplicates([*originals, *made])
    return _counted(case, [x.document for x in originals], found)


def _counted(case: Case, names: Sequence[str], found: Duplicates) -> Score:
    score = Score(case)
    relations = {frozenset((row["a"], row["b"])): row["relation"] for row in found.pairs.rows}
    for name in names:
        score.found[relations.pop(frozenset((name, f"made {name}")), "nothing")] += 1
        copies = {x.removeprefix("made ") for x in found.copies_of(name)}
        score.joined += bool(copies - {name}) or (case.relation != "reprint" and bool(copies))
    score.others = sum(x in ("same", "reprint", "excerpt") for x in relations.values())
    return score


def accuracy() -> str:
    """The table of all cases on the held-out half."""
    _, held = halves()
    rows = []
    for case in CASES:
        score = scored(case, held)
        other = ", ".join(f"{n} {name}" for name, n in sorted(score.found.items()) if name not in _right(case))
        grouped = score.joined
        sys.stderr.write(f"{case.kind}, {case.severity}: {dict(score.found)} {score.joined} {score.others}\n")
        rows.append([case.relation, case.kind, case.severity, f"{score.right}/{len(held)}", other or "–", grouped, score.others])
    head = ("should be", "made by", "severity", "found so", "found otherwise", "wrongly grouped", "other pairs")
    return f"{len(held)} documents that no bound was chosen on:\n\n{table(head, rows)}"


def _right(case: Case) -> tuple[str, ...]:
    return ("reprint", "same") if case.relation == "reprint" else (case.relation,)


def sizes_of_shingles() -> str:
    """The part of a text's shingles that unrelated texts hold, and that a text holds which is read badly."""
    tuned, _ = halves()
    head = ("characters", "unrelated: median", "99.9 %", "most", "5 % misread: least", "10 %", "15 %")
    return f"{len(tuned)} documents that bounds were chosen on:\n\n{table(head, map(_of_size, SIZES))}"


def _of_size(size: int) -> list[object]:
    tuned, _ = halves()
    sets = [_set(x.text, size) for x in tuned]
    unrelated = sorted(_contained(a, b) for i, a in enumerate(sets) for b in sets[i + 1 :])
    bad = [min(_misread_contained(x.text, size, share, i) for i, x in enumerate(tuned)) for share in (0.05, 0.1, 0.15)]
    ranks = (unrelated[len(unrelated) // 2], unrelated[int(len(unrelated) * 0.999)], unrelated[-1])
    return [size, *(f"{x:.3f}" for x in (*ranks, *bad))]


def _set(text: str, size: int):  # type: ignore[no-untyped-def]
    return distinct(shingles(normal_form(text), size))


def _misread_contained(text: str, size: int, share: float, seed: int) -> float:
    return _contained(_set(text, size), _set(misread(share)(text, (), random.Random(seed)), size))


def _contained(a, b) -> float:  # type: ignore[no-untyped-def]
    import numpy as np

    return len(np.intersect1d(a, b, assume_unique=True)) / max(1, min(len(a), len(b)))


def real_pairs() -> str:
    """Every pair of real documents that is found related."""
    rows = list(_real_rows())
    return table(("a", "b", "relation", "evidence", "a in b", "b in a"), rows)


def _real_rows() -> Iterator[list[object]]:
    for row in near_duplicates(documents()).pairs.rows:
        yield [row["a"], row["b"], row["relation"], row["evidence"] or "–", f"{row['a_in_b']:.3f}", f"{row['b_in_a']:.3f}"]


TABLES = {"shingles": sizes_of_shingles, "real-pairs": real_pairs, "accuracy": accuracy}


def main() -> None:
    """Print the tables that are asked for, or all; with `--write`, put them into the page."""
    for name in [name for name in TABLES if name in sys.argv] or TABLES:
        tell(TABLES[name](), PAGE, name=name)


if __name__ == "__main__":
    main()
