"""How right the extraction and the comparison are: on the gold, on annotated excerpts and pairs, on phrases.

    python -m benchmarks.evaluate            prints the figures
    python -m benchmarks.evaluate --write    writes them into README.md, docs/extraction.md and docs/comparison.md
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import policytext as pt
from benchmarks import accuracy, pairs
from benchmarks.excerpts import SPLITS, excerpts
from benchmarks.markdown import table, write_between
from benchmarks.places import REPOSITORY, real_documents, rows, scorer

MEASURES = (*accuracy.MEASURES[1:], "project.typed")
AIMS = {
    "quantity.value": 0.93, "quantity.full": 0.85, "quantity.force": 0.9, "time": 0.93, "reference": 0.99,
    "project.overlap": 0.85, "project.exact": 0.75, "organisation": 0.9,
}  # fmt: skip
ROUNDS = 1000
Counts = dict[str, tuple[int, int, int]]
"""Measure -> hits, gold rows, predicted rows."""


def counted(documents: Iterable[tuple[pt.Document, list[dict[str, object]]]]) -> list[Counts]:
    """The counts of every document."""
    found = []
    for document, gold in documents:
        kinds = next((row["kinds"] for row in gold if row["kind"] == "scope" and "kinds" in row), None)
        records = [record for record in document.records() if kinds is None or record["kind"] in kinds]
        result, _ = scorer().score(gold, records)
        found.append({name: (result[name]["hits"], result[name]["gold"], result[name]["predicted"]) for name in MEASURES if name in result})
    return found


def f1(counts: Sequence[Counts], measure: str) -> float | None:
    """F1 of the documents together; None where neither gold nor prediction holds such a record."""
    columns = [document[measure] for document in counts if measure in document]
    hits, gold, predicted = (sum(column) for column in zip(*columns, strict=True)) if columns else (0, 0, 0)
    return 2 * hits / (gold + predicted) if gold else None


def interval(counts: Sequence[Counts], measure: str) -> tuple[float, float] | None:
    """The middle 95 percent of F1 over documents drawn again and again."""
    draw = random.Random(20210310)
    values = sorted(
        value for _ in range(ROUNDS) if (value := f1(draw.choices(counts, k=len(counts)), measure)) is not None
    )
    return (values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]) if values else None


def together(groups: dict[str, list[Counts]]) -> str:
    """One row a measure, one column a group of documents, with intervals."""
    lines = []
    for measure in MEASURES:
        cells = []
        for counts in groups.values():
            value, span = f1(counts, measure), interval(counts, measure)
            cells.append("–" if value is None or span is None else f"{value:.3f} ({span[0]:.2f}–{span[1]:.2f})")
        lines.append((measure, f"{AIMS[measure]:.2f}" if measure in AIMS else "–", *cells))
    heads = [f"{name} ({len(counts)})" for name, counts in groups.items()]
    return table(["F1 of all documents together (95 % interval, documents drawn again)", "aim", *heads], lines)


def lost_numerals() -> tuple[int, int, int]:
    """Documents read, numerals in their bodies, and how many of those no record holds."""
    total = lost = 0
    paths = real_documents()
    for path in paths:
        found = pt.read(path).coverage()
        total, lost = total + found.total, lost + len(found.lost)
    return len(paths), total, lost


def phrases() -> str:
    """The development phrases by category."""
    found = accuracy.phrases()
    done, expected = (sum(column) for column in zip(*found.values(), strict=True))
    lines = [(name, f"{a}/{b}") for name, (a, b) in sorted(found.items()) if b]
    return table(["phrases/dev.jsonl (aim 95 %)", "right"], [*lines, ("all", f"{done}/{expected} ({done / expected:.1%})")])


def figures() -> str:
    """All figures as Markdown."""
    gold = counted((document, rows(path)) for _, document, path in accuracy.documents())
    groups = {"gold and specimens": gold}
    groups |= {split.replace("_", " "): counted((x.document, x.gold) for x in excerpts(split)) for split in SPLITS}
    documents, numerals, lost = lost_numerals()
    day = datetime.now(UTC).date().isoformat()
    return "\n\n".join((
        f"Measured {day} by `make evaluate` (`python -m benchmarks.evaluate --write`). *developed*: excerpts looked at while rules were "
        "written; *consulted*: annotated first, then looked at for the names of projects; *left out*: excerpts of other documents that nobody "
        "opened; *read*: that only their annotator read; the totals of the last two were looked at on the way.",
        together(groups), phrases(),
        f"Numerals in the bodies of {documents} real documents: {numerals:,}; held by no record: {lost}.",
    ))  # fmt: skip


def compared() -> str:
    """The figures of pairs of documents as Markdown."""
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured {day} by `make evaluate` (`python -m benchmarks.evaluate --write`). *gold*: the shared pair and the specimens; *developed*: pairs "
        "of other issuers looked at while rules were written; *left out*: pairs whose rows nobody opened; their totals were looked at on the way.\n\n"
    ) + pairs.figures()


def main() -> None:
    """Print the figures, or write them into README and the pages of extraction and comparison."""
    blocks = {"evaluate": figures(), "pairs": compared()}
    if "--write" not in sys.argv[1:]:
        sys.stdout.write("\n\n".join(blocks.values()) + "\n")
        return
    for name, page in (("evaluate", "extraction.md"), ("pairs", "comparison.md")):
        for path in (REPOSITORY / "README.md", REPOSITORY / "docs" / page):
            write_between(path, blocks[name], name)


if __name__ == "__main__":
    main()
