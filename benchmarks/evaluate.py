"""How right the extraction and the comparison are: on the gold, on annotated excerpts and pairs, on phrases.

    python -m benchmarks.evaluate            prints the figures
    python -m benchmarks.evaluate --write    writes them into README.md, docs/extraction.md and docs/comparison.md
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import policytext as pt
from benchmarks import accuracy, pairs
from benchmarks.excerpts import SPLITS, excerpts
from benchmarks.intervals import Counts, cell, f1
from benchmarks.markdown import table, tell, today
from benchmarks.places import REPOSITORY, real_documents, rows, scorer

MEASURES = (*accuracy.MEASURES[1:], "project.typed")
AIMS = {
    "quantity.value": 0.93, "quantity.full": 0.85, "quantity.force": 0.9, "time": 0.93, "reference": 0.99,
    "project.overlap": 0.85, "project.exact": 0.75, "organisation": 0.9,
}  # fmt: skip


def counted(documents: Iterable[tuple[pt.Document, list[dict[str, object]]]]) -> list[Counts]:
    """The counts of every document."""
    found = []
    for document, gold in documents:
        kinds = next((row["kinds"] for row in gold if row["kind"] == "scope" and "kinds" in row), None)
        records = [record for record in document.records() if kinds is None or record["kind"] in kinds]
        result, _ = scorer().score(gold, records)
        found.append({name: (result[name]["hits"], result[name]["gold"], result[name]["predicted"]) for name in MEASURES if name in result})
    return found


def together(groups: dict[str, list[Counts]]) -> str:
    """One row a measure, one column a group of documents, with intervals."""
    lines = []
    for measure in MEASURES:
        cells = [cell(counts, partial(f1, measure=measure)) for counts in groups.values()]
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
    return "\n\n".join((
        f"Measured {today()} by `make evaluate` (`python -m benchmarks.evaluate --write`). *developed*: excerpts looked at while rules were "
        "written; *consulted*: annotated first, then looked at for the names of projects; *left out*: excerpts of other documents that nobody "
        "opened; *read*: that only their annotator read; the totals of the last two were looked at on the way.",
        together(groups), phrases(),
        f"Numerals in the bodies of {documents} real documents: {numerals:,}; held by no record: {lost}.",
    ))  # fmt: skip


def compared() -> str:
    """The figures of pairs of documents as Markdown."""
    return (
        f"Measured {today()} by `make evaluate` (`python -m benchmarks.evaluate --write`). *gold*: the shared pair and the specimens; *developed*: pairs "
        "of other issuers looked at while rules were written; *left out*: pairs whose rows nobody opened; their totals were looked at on the way.\n\n"
    ) + pairs.figures()


def main() -> None:
    """Print the figures; with `--write`, put them into README and the pages of extraction and comparison."""
    for name, page, text in (("evaluate", "extraction.md", figures()), ("pairs", "comparison.md", compared())):
        tell(text, REPOSITORY / "README.md", REPOSITORY / "docs" / page, name=name)


if __name__ == "__main__":
    main()
