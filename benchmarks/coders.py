"""How far two annotators agree on excerpts: what a program could reach at best where it is held against one of them.

    python -m benchmarks.coders            prints the table
    python -m benchmarks.coders --write    writes it into docs/models.md

The second annotator (`corpora/gold/excerpts/second`) knew the guidelines and the text alone. Alpha is Krippendorff's, nominal, each character of an excerpt a
unit that stands in a stretch of the kind or outside; F1 counts stretches that both have, to the character, and those that also have the same reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.excerpts import FOLDER, SPLITS, Excerpt, excerpts
from benchmarks.markdown import table, tell, today
from benchmarks.names import stretches_of
from benchmarks.places import REPOSITORY
from policytext.coding.alpha import alpha_of, interval

READINGS = {
    "quantity": ("role", "low", "high", "unit", "comparator"), "time": ("role", "from", "to", "recurrence"), "project": ("type",),
    "organisation": ("role",), "reference": (),
}  # fmt: skip
Rows = Sequence[dict[str, Any]]


def coded_twice() -> Iterator[tuple[Excerpt, Excerpt]]:
    """The excerpts with two annotations: the first and the second."""
    first = {one.name: one for split in SPLITS for one in excerpts(split) if (FOLDER / "second" / f"{one.name}.jsonl").exists()}
    for second in excerpts("second"):
        yield first[second.name], second


def figures() -> str:
    """Agreement by kind over all excerpts coded twice."""
    pairs = [*coded_twice()]
    lines = [line for kind in READINGS if (line := _line(kind, pairs))]
    names = ", ".join(first.name for first, _ in pairs)
    head = f"Measured {today()} by `python -m benchmarks.coders --write` on {len(pairs)} excerpts ({names})."
    heads = ["kind", "first", "second", "alpha over characters (95 % interval, items drawn again)", "F1, same stretch", "F1, same stretch and reading"]
    return head + "\n\n" + table(heads, lines)


def _line(kind: str, pairs: Sequence[tuple[Excerpt, Excerpt]]) -> tuple[object, ...] | None:
    rows: list[tuple[str, str]] = []
    clusters: list[str] = []
    counts = [0, 0, 0, 0]
    for first, second in pairs:
        a, b = ([row for row in one.gold if row["kind"] == kind] for one in (first, second))
        for start, end in stretches_of(first):
            rows += zip(inside(a, start, end), inside(b, start, end), strict=True)
            clusters += [f"{first.name} {start}"] * (end - start)
        told = [{(row["start"], row["end"]): tuple(row.get(name) for name in READINGS[kind]) for row in one} for one in (a, b)]
        shared = told[0].keys() & told[1].keys()
        same = sum(told[0][place] == told[1][place] for place in shared)
        counts = [x + y for x, y in zip(counts, (len(told[0]), len(told[1]), len(shared), same), strict=True)]
    if not counts[0] + counts[1]:
        return None
    alpha, span = alpha_of(rows, "nominal"), interval(rows, clusters, "nominal", 500)
    cell = "–" if alpha is None or span is None else f"{alpha:.3f} ({span[0]:.2f}–{span[1]:.2f})"
    return (kind, counts[0], counts[1], cell, *(f"{2 * hits / (counts[0] + counts[1]):.3f}" for hits in counts[2:]))


def inside(rows: Rows, start: int, end: int) -> list[str]:
    """For every character of a stretch of text whether an annotation covers it."""
    found = ["out"] * (end - start)
    for row in rows:
        for at in range(max(row["start"], start), min(row["end"], end)):
            found[at - start] = "in"
    return found


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(figures(), REPOSITORY / "docs" / "models.md", name="coders")


if __name__ == "__main__":
    main()
