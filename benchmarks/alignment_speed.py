"""What the comparison costs: real reports, plans, and two documents of 2,000 items each, made of sentences of real reports.

    python -m benchmarks.alignment_speed            prints the figures
    python -m benchmarks.alignment_speed --write    writes them into docs/comparison.md
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import policytext as pt
from benchmarks.markdown import table, tell, today
from benchmarks.places import REPOSITORY, real_documents
from benchmarks.speed import seconds
from policytext.comparison.alignment import align
from policytext.comparison.items import items_of

ITEMS = 2100
SENTENCE = re.compile(r"[^。\n]{30,}。")
IN_A_SECTION = 200  # items numbered on before a new section begins


def sentences(year: int) -> list[str]:
    """The first long sentences of the provincial reports of a year."""
    paths = [path for path in real_documents() if path.stem.endswith(f"-{year}-政府工作报告") and not path.stem.startswith("国务院")]
    found = [sentence for path in paths for sentence in SENTENCE.findall(pt.read(path).text)]
    return found[:ITEMS]


def numbered(lines: Sequence[str], year: int) -> pt.Document:
    """A plan with a sentence an item."""
    text = "\n".join(
        (f"第{n // IN_A_SECTION + 1}章 第{n // IN_A_SECTION + 1}部分\n" if n % IN_A_SECTION == 0 else "") + f"{n % IN_A_SECTION + 1}.{line}"
        for n, line in enumerate(lines)
    )
    return pt.parse(text, year=year)


def figures() -> str:
    """One row a pair of documents: seconds on this machine, and as a ratio to ``jieba.cut`` over the same text in the same run."""
    large = numbered(sentences(2025), 2025), numbered(sentences(2026), 2026)
    reports = tuple(pt.read(path) for path in real_documents() if path.stem in ("福建省-2025-政府工作报告", "福建省-2026-政府工作报告"))
    plans = tuple(map(pt.specimen, pt.specimens()[:2]))
    items = [items_of(x) for x in large]
    rows = [
        (f"alignment of {len(items[0]):,} items with {len(items[1]):,}", *_timed(large, seconds(lambda: align(*items)))),
        ("two reports, all tables but those made on demand", *_timed(reports, seconds(lambda: pt.compare(*reports)))),
        ("two plans, the same", *_timed(plans, seconds(lambda: pt.compare(*plans)))),
    ]
    return table(["one core", "seconds here", "x jieba.cut"], rows)


def _timed(documents: Sequence[pt.Document], spent: float) -> tuple[str, str]:
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    base = seconds(lambda: [sum(1 for _ in jieba.cut(x.text)) for x in documents])
    return f"{spent:.2f}", f"{spent / base:.2f}"


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    text = f"Measured {today()} by `make figures` (`python -m benchmarks.alignment_speed --write`).\n\n{figures()}"
    tell(text, REPOSITORY / "docs" / "comparison.md", name="cost")


if __name__ == "__main__":
    main()
