"""How many documents the catalogue holds, by kind, level, genre and year: the figures of docs/catalogue.md."""

from __future__ import annotations

import sys
from collections import Counter
from urllib.parse import urlsplit

from policytext.corpus.catalogue import catalogue, copies

COLUMNS = ("kind", "level", "genre")


def figures() -> str:
    """A table in Markdown."""
    entries = catalogue()
    lines = ["| | documents |", "| --- | --- |", f"| rows | {len(entries)} |"]
    for column in COLUMNS:
        counts = Counter(getattr(entry, column) or "not known" for entry in entries)
        lines.append(f"| by {column} | {', '.join(f'{name} {count}' for name, count in counts.most_common())} |")
    years = sorted(entry.year for entry in entries if entry.year)
    lines.append(f"| years | {years[0]} to {years[-1]}; {sum(entry.year is None for entry in entries)} not known |")
    lines.append(f"| hosts | {len({urlsplit(entry.address).hostname for entry in entries})} |")
    groups = copies(entries)
    lines.append(f"| copies | {len(groups)} documents stand at {sum(map(len, groups))} addresses |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{figures()}\n")
