"""How right the comparison is: alignment, lineage and fulfilment of pairs of documents ruled by hand.

``gold`` are the pairs of the shared gold and of the specimens, ``developed`` pairs of other issuers looked at while rules
were written, ``left_out`` pairs whose rows nobody opened: only their totals were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import policytext as pt
from benchmarks.excerpts import PLANS
from benchmarks.intervals import Counts, cell, f1
from benchmarks.markdown import table
from benchmarks.places import GOLD, SHARED, real_documents, rows, scorer

SPLITS = ("gold", "developed", "left_out")
AIMS = {
    "alignment.pairs": 0.9, "alignment.status": 0.8, "lineage.pairs": 0.85, "lineage.value": 0.9, "lineage.wording": None,
    "fulfilment.status": 0.8, "fulfilment.outcome": None,
}  # fmt: skip
TABLES = {"alignment": "items", "lineage": "targets", "fulfilment": "fulfilment"}


@dataclass(frozen=True)
class Pair:
    """Two documents of one issuer and the gold files about them, by kind."""

    name: str
    a: pt.Document
    b: pt.Document
    gold: dict[str, Path]


def pairs(split: str) -> Iterator[Pair]:
    """The pairs of a split whose documents are at hand."""
    folders = (SHARED / "gold", GOLD) if split == "gold" else (GOLD / "pairs" / split,)
    files = sorted(path for folder in folders for path in folder.glob("*__*.jsonl"))
    for name in dict.fromkeys(path.name.split(".")[0] for path in files):
        documents = [document(side) for side in name.split("__")]
        if all(documents):
            gold = {path.name.split(".")[1]: path for path in files if path.name.split(".")[0] == name}
            yield Pair(name, *(pt.read(x) if isinstance(x, Path) else pt.specimen(x) for x in documents if x), gold)


def document(name: str) -> Path | str | None:
    """The file of a real document, or the name of a specimen; None where neither is at hand."""
    if name in pt.specimens():
        return name
    stem = f"福建省-{name[-4:]}-政府工作报告" if name.startswith("fujian-gov-") else name
    own = PLANS / f"{name}.txt"
    return own if own.exists() else next((path for path in real_documents() if path.stem == stem), None)


def counted(pair: Pair) -> Counts:
    """Hits, gold rows and predicted rows of every measure that the pair has gold for."""
    compared = pt.compare(pair.a, pair.b)
    found: dict[str, tuple[int, int, int]] = {}
    for kind, path in pair.gold.items():
        score = getattr(scorer(), f"score_{kind}")
        result, _ = score(rows(path), compared.records(TABLES[kind]))
        found |= {name: (x["hits"], x["gold"], x["predicted"]) for name, x in result.items() if name in AIMS and x["gold"]}
    return found


def figures() -> str:
    """Every pair, and every split with intervals, as Markdown."""
    found = {split: {pair.name: counted(pair) for pair in pairs(split)} for split in SPLITS}
    groups = {split: list(counts.values()) for split, counts in found.items()}
    lines = []
    for measure, aim in AIMS.items():
        cells = [cell(counts, partial(f1, measure=measure)) for counts in groups.values()]
        lines.append((measure, f"{aim:.2f}" if aim else "–", *cells))
    heads = [f"{split.replace('_', ' ')} ({len(counts)})" for split, counts in groups.items()]
    whole = table(["F1 of all pairs together (95 % interval, pairs drawn again)", "aim", *heads], lines)
    single = [
        (split.replace("_", " "), name.replace("-政府工作报告", ""), *(_one(counts, measure) for measure in AIMS))
        for split, by_name in found.items() for name, counts in by_name.items()
    ]  # fmt: skip
    return whole + "\n\n" + table(["split", "pair", *AIMS], single)


def _one(counts: Counts, measure: str) -> str:
    value = f1([counts], measure)
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    import sys

    sys.stdout.write(figures() + "\n")
