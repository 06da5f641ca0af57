"""Measures everything that README claims and writes the figures between its markers.

    python -m benchmarks.figures            prints the figures
    python -m benchmarks.figures --write    writes them into README.md
    python -m benchmarks.figures --lost-bytes [--write]    the repair of lost bytes alone, which trains a model a fold and takes half an hour
"""

from __future__ import annotations

import sys

from benchmarks import accuracy
from benchmarks.markdown import table, tell, today
from benchmarks.places import DOCUMENTS, REPOSITORY

MODES = {"surrogateescape": "bytes at hand", "ignore": "unreadable bytes dropped"}


def scores(found: list[tuple[str, dict[str, float]]]) -> str:
    """One row a document or pair, one column a measure."""
    names = list(dict.fromkeys(name for _, result in found for name in result))
    rows = ([label, *(f"{result[name]:.3f}" if name in result else "–" for name in names)] for label, result in found)
    return table(["F1", *names], rows)


def phrases() -> str:
    """The share of the phrases' expected records that is right, by category."""
    found = accuracy.phrases()
    done, total = (sum(column) for column in zip(*found.values(), strict=True))
    rows = [(name, f"{a}/{b}") for name, (a, b) in sorted(found.items()) if b]
    return table(["phrases", "right"], [*rows, ("all", f"{done}/{total} ({done / total:.1%})")])


def lost_bytes() -> str:
    """The repair of lost bytes on damage made on real documents, each repaired by a model that has not seen it."""
    from policytext.learning.damage import evaluate_lost_bytes

    head = ("one byte in 400 characters lost", "documents", "losses", "restored, outside numbers", "restored, of all", "wrong repairs", "numbers changed")
    rows = (
        (
            f"{script}, {MODES[mode]}", found.documents, found.losses, f"{found.share_outside_numbers:.1%}",
            f"{found.share_of_all:.1%}", f"{found.share_wrong:.2%}", found.number_changes,
        )
        for (script, mode), found in evaluate_lost_bytes(DOCUMENTS).items()
    )
    return table(head, rows)


def figures() -> str:
    """All figures as Markdown."""
    documents, records, wrong = accuracy.every_document()
    return "\n\n".join(
        (
            f"Measured {today()} by `make figures` (`python -m benchmarks.figures --write`), with the shared scorer on gold and specimens.",
            scores(accuracy.extraction()),
            phrases(),
            f"All {documents} real documents: no exception, {records:,} records, {wrong} of them not the slice of their text.",
        )
    )


def main() -> None:
    """Print the figures; with `--write`, put them into README."""
    if "--lost-bytes" in sys.argv[1:]:
        text = f"The repair of lost bytes, measured {today()} by `make lost-bytes`.\n\n{lost_bytes()}"
        tell(text, REPOSITORY / "README.md", name="lost-bytes")
    else:
        tell(figures(), REPOSITORY / "README.md")


if __name__ == "__main__":
    main()
