"""Scores of measures against gold of our own: verbs, and the ends of objects' heads.

    python -m benchmarks.measures            prints the table
    python -m benchmarks.measures --write    writes it into docs/measures.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import policytext as pt
from benchmarks.markdown import table, tell
from benchmarks.places import DOCUMENTS, GOLD, REPOSITORY, rows
from policytext.model.values import Measure

MEASURES = GOLD / "measures"
DEVELOPED_ON = ("suzhou-gov-2024", "shandong-edu-145")
FLOORS = {
    "suzhou-gov-2024": (0.97, 0.96), "shandong-edu-145": (0.97, 0.94),
    "changsha-gov-2024": (0.82, 0.82), "digital-prosperity-2023": (0.91, 0.9),
}  # fmt: skip
"""Floors of verb F1 and head F1. The first two were developed on; of the others only the figures were looked at."""


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, gold rows and predicted rows of verbs and of heads."""

    verbs: tuple[int, int, int]
    heads: tuple[int, int, int]

    @property
    def verb(self) -> float:
        """F1 of verbs: the same characters."""
        return f1(*self.verbs)

    @property
    def head(self) -> float:
        """F1 of heads of objects: a verb that begins at the same place, and a head that ends at the same."""
        return f1(*self.heads)


def f1(hits: int, gold: int, predicted: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (gold + predicted) if gold + predicted else 1.0


def scores(name: str) -> Score:
    """The score of the excerpts of one document."""
    scope, *gold = rows(MEASURES / f"{name}.jsonl")
    document = pt.read(DOCUMENTS / scope["document"])
    found = [one.value for one in document.measures if isinstance(one.value, Measure)]
    inside = [one for one in found if any(start <= one.verb.span.start < end for start, end in scope["spans"])]
    return compared(gold, inside)


def compared(gold: list[dict[str, Any]], found: list[Measure]) -> Score:
    """Gold rows against measures, by place."""
    verbs = {(row["verb_start"], row["verb_end"]) for row in gold}
    said = {(one.verb.span.start, one.verb.span.end) for one in found}
    heads = {(row["verb_start"], row["object_end"]) for row in gold if "object" in row}
    read = {(one.verb.span.start, one.head.span.end) for one in found if one.head}
    return Score((len(verbs & said), len(verbs), len(said)), (len(heads & read), len(heads), len(read)))


def report() -> str:
    """Precision, recall and F1 of all excerpts as a table."""
    lines = []
    for name in FLOORS:
        one = scores(name)
        use = "developed on" if name in DEVELOPED_ON else "figures only"
        lines.append((name, use, one.verbs[1], *figures(one.verbs), *figures(one.heads)))
    head = ("excerpts of", "use", "clauses", "verb precision", "recall", "F1", "object head precision", "recall", "F1")
    return table(head, lines)


def figures(counts: tuple[int, int, int]) -> tuple[str, str, str]:
    """Precision, recall and F1 of hits, gold rows and predicted rows."""
    hits, gold, predicted = counts
    return f"{hits / max(1, predicted):.3f}", f"{hits / max(1, gold):.3f}", f"{f1(*counts):.3f}"


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(report(), REPOSITORY / "docs" / "measures.md")


if __name__ == "__main__":
    main()
