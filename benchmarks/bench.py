"""How fast, how large, how it grows: stages and the whole beside jieba, rjieba, JioNLP and Recognizers-Text, in one run on one text.

    pip install -c constraints.txt -e . -r benchmarks/requirements-rivals.txt rjieba
    python -m benchmarks.bench            prints the tables (ten minutes)
    python -m benchmarks.bench --write    writes them into README.md and docs/speed.md

Times are of one core. What is not installed is left out of the table, and said so.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import policytext as pt
from benchmarks.markdown import table, tell, today
from benchmarks.places import DOCUMENTS, REPOSITORY
from benchmarks.speed import import_seconds, reports, seconds
from policytext.cleaning import clean
from policytext.comparison import TABLES
from policytext.extraction import extract
from policytext.reading.limits import Limits
from policytext.structure import build_tree
from policytext.structure.envelope import read_envelope

README, PAGE = REPOSITORY / "README.md", REPOSITORY / "docs" / "speed.md"
YEAR = 2026
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SLOW = 40
"""Sentences that a slow rival is given: enough for its speed, not an hour."""
COLD = 7
WIDE = Limits(characters=2 * LENGTHS[-1])
PROBE = """
import resource, sys, policytext as pt
from policytext.reading.limits import Limits
text = open(sys.argv[1], encoding="utf-8").read(int(sys.argv[2]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
{work}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, before)
"""


def stages(texts: list[str]) -> dict[str, Callable[[], object]]:
    """The work of each stage on texts that the stages before it have made ready."""
    cleaned = [clean(text).text for text in texts]
    envelopes = [read_envelope(text) for text in cleaned]
    trees = [build_tree(text, one.body) for text, one in zip(cleaned, envelopes, strict=True)]
    documents = [pt.parse(text, year=YEAR) for text in texts]
    return {
        "cleaning": lambda: [clean(text) for text in texts],
        "envelope and structure": lambda: [build_tree(text, one.body) for text, one in ((x, read_envelope(x)) for x in cleaned)],
        "extraction": lambda: [
            extract(text, tree, one.body, year=YEAR) for text, tree, one in zip(cleaned, trees, envelopes, strict=True)
        ],
        "records": lambda: [one.records() for one in documents],
        "all: `pt.parse`": lambda: [pt.parse(text, year=YEAR) for text in texts],
        "measures (on demand)": lambda: [pt.parse(text, year=YEAR).measures for text in texts],
    }  # fmt: skip


def rivals(texts: list[str]) -> Iterator[tuple[str, Callable[[], object] | None, int]]:
    """What else is at hand: a name, its work or None where it is not installed, and how many characters it is given."""
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    whole = sum(map(len, texts))
    yield "jieba.cut", lambda: [sum(1 for _ in jieba.cut(text)) for text in texts], whole
    if find_spec("rjieba"):
        import rjieba

        yield "rjieba.cut", lambda: [len(rjieba.cut(text)) for text in texts], whole
    else:
        yield "rjieba.cut", None, whole
    part = [text for text in texts[0].replace("\n", "。").split("。") if text][:SLOW]
    size = sum(map(len, part))
    if find_spec("jionlp"):
        from benchmarks.rivals_tools import jionlp_money, jionlp_times, recognized_times

        yield "JioNLP, times and money", lambda: [(jionlp_times(text, YEAR), jionlp_money(text, YEAR)) for text in part], size
        yield "Recognizers-Text, times alone", lambda: [recognized_times(text, YEAR) for text in part], size
    else:
        yield "JioNLP, times and money", None, size
        yield "Recognizers-Text, times alone", None, size


def throughput() -> str:
    """Characters a second of stages and rivals, as they are and as a ratio to jieba."""
    texts = reports()
    whole = sum(map(len, texts))
    found = {name: whole / seconds(work) for name, work in stages(texts).items()}
    beside = {name: size / seconds(work, 2) if work else None for name, work, size in rivals(texts)}
    base = beside["jieba.cut"] or 1.0
    rows = [(name, f"{speed:,.0f}" if speed else "not installed", f"{speed / base:.2f}" if speed else "–") for name, speed in (found | beside).items()]
    return table([f"on one core, {len(texts)} reports of provinces, {whole:,} characters", "characters a second", "x jieba.cut"], rows)


def growth() -> str:
    """Time and memory against length."""
    text = "\n".join(one.partition("名词解释")[0] for one in reports())  # behind a glossary nothing is read as a plan
    whole = (text * (LENGTHS[-1] // len(text) + 1))[: LENGTHS[-1]]
    pt.parse(whole[:1000], year=YEAR)
    rows = []
    path = REPOSITORY / ".venv" / "bench.txt"
    path.write_text(whole, encoding="utf-8")
    least = peak(path, 0, "pt.parse('一、新建学校5所。', year=2026)")
    for length in LENGTHS:
        spent = seconds(lambda length=length: pt.parse(whole[:length], year=YEAR, limits=WIDE), 5 if length < 100_000 else 1)  # type: ignore[misc]
        memory = peak(path, length, "pt.parse(text, year=2026, limits=Limits(characters=20_000_000))") - least
        each = f"{1024 * memory / length:,.0f}" if length > 10_000 else "–"
        rows.append((f"{length:,}", f"{spent:.3f}", f"{1e6 * spent / length:.2f}", f"{memory / 1024:,.0f}", each))
    path.unlink()
    heads = ("characters in one document", "seconds", "microseconds a character", "memory beyond that of a tiny plan, MiB", "bytes a character")
    return table(heads, rows)


def peak(path: Path, length: int, work: str) -> int:
    """The largest memory of a process that does some work, in KiB."""
    told = subprocess.run([sys.executable, "-c", PROBE.format(work=work), str(path), str(length)], capture_output=True, text=True, check=True).stdout
    return int(told.split()[0])


def starts() -> str:
    """What a first call costs: importing, commands from a cold start."""
    python = Path(sys.executable).parent
    rows = [("`import policytext`", f"{import_seconds():.3f}", "0.1"), ("`policytext --version`", cold(python, "--version"), "")]
    for name, aim, *command in (
        ("`policytext extract` of a 38-item plan", "0.6", "extract", "specimen:lanshui-edu-2021", "--format", "jsonl"),
        ("`policytext compare` of two", "", "compare", "specimen:lanshui-edu-2020", "specimen:lanshui-edu-2021", "--table", "items"),
        ("`policytext compare -o report.html` of two", "", "compare", "specimen:lanshui-edu-2020", "specimen:lanshui-edu-2021", "--format", "html"),
    ):
        rows.append((name, cold(python, *command), aim))
    return table(("from a cold start", "seconds, best of seven", "aim"), rows)


def cold(python: Path, *arguments: str) -> str:
    """Seconds of a command in a process of its own."""
    best = float("inf")
    for _ in range(COLD):
        begun = time.perf_counter()
        subprocess.run([python / "policytext", *arguments], capture_output=True, check=True)
        best = min(best, time.perf_counter() - begun)
    return f"{best:.2f}"


def comparing() -> str:
    """Two reports of a province compared."""
    a, b = (pt.read(next(DOCUMENTS.glob(f"福建省-{year}-*"))) for year in (2025, 2026))
    pairing = seconds(lambda: pt.compare(a, b).items)
    whole = seconds(lambda: [pt.compare(a, b).rows(name) for name in TABLES])
    rows = (("items, targets and projects: `pt.compare(a, b)`", f"{pairing:.2f}", "0.15"), (f"every one of the {len(TABLES)} tables", f"{whole:.2f}", ""))
    return table((f"two reports, {len(a.text):,} and {len(b.text):,} characters", "seconds", "aim"), rows)


def main() -> None:
    """Print the tables; with `--write`, the first into README, all into the page."""
    head = f"Measured {today()} by `make bench` (`python -m benchmarks.bench --write`)."
    first = throughput()
    tell("\n\n".join((head, first, starts())), README, name="bench")
    tell("\n\n".join((head, first, growth(), starts(), comparing())), PAGE, name="bench")


if __name__ == "__main__":
    main()
