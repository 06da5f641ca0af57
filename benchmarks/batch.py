"""What a batch costs: documents and characters a second for one and two workers, and memory as the folder grows.

    python -m benchmarks.batch speed  [--write]   the real documents, one worker and two
    python -m benchmarks.batch memory [--write]   the folder once, ten times, a hundred times under other names (half an hour)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.markdown import table, tell
from benchmarks.places import DOCUMENTS, REPOSITORY

PAGE = REPOSITORY / "docs" / "batch.md"
LOOK = 0.1  # seconds between two looks at memory
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, and the most bytes that the parent, one reading process, and all together held."""

    documents: int
    seconds: float
    parent: int
    process: int
    together: int
    characters: int
    stored: int


def cost_of(folder: Path, workers: int) -> Cost:
    """Runs the command on a folder and watches it."""
    with tempfile.TemporaryDirectory() as top:
        out = Path(top) / "out"
        begun = time.monotonic()
        command = [sys.executable, "-m", "policytext.cli", "batch", str(folder), "-o", str(out), "--workers", str(workers)]
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=REPOSITORY)
        peaks = watched(run)
        spent = time.monotonic() - begun
        if run.returncode not in (0, 1):
            raise RuntimeError(f"the batch ended with {run.returncode}")
        documents, characters = sizes(out)
        stored = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        return Cost(documents, spent, *peaks, characters, stored)


def watched(run: subprocess.Popen[bytes]) -> tuple[int, int, int]:
    """The most memory (bytes, resident) of the parent, of one of its processes, and of all together, until the run ends."""
    parent = psutil.Process(run.pid)
    own = one = together = 0
    while run.poll() is None:
        try:
            mine = parent.memory_info().rss
            others = [child.memory_info().rss for child in parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
        own, one, together = max(own, mine), max([one, *others]), max(together, mine + sum(others))
        time.sleep(LOOK)
    return own, one, together


def sizes(out: Path) -> tuple[int, int]:
    """How many documents and characters a result holds."""
    import duckdb

    places = f"{out}/document/**/*.parquet"
    found = duckdb.sql(f"select count(*), sum(characters) from read_parquet('{places}')").fetchall()[0]
    return int(found[0]), int(found[1])


def repeated(top: Path, times: int) -> Path:
    """The folder of real documents so many times under other names."""
    for i in range(times):
        for path in sorted(DOCUMENTS.rglob("*")):
            if path.is_file() and path.name != "manifest.csv":
                other = top / f"{i:03}" / path.relative_to(DOCUMENTS)
                other.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, other.with_name(f"{i:03}-{other.name}")) if same_device(path, top) else other.write_bytes(path.read_bytes())
    return top


def same_device(path: Path, top: Path) -> bool:
    """Whether a hard link can be made."""
    return path.stat().st_dev == top.stat().st_dev


def speed() -> str:
    """One row a number of workers, with ratios to one worker and to a plain loop in one process, in the same run."""
    loop = looped()
    costs = {workers: cost_of(DOCUMENTS, workers) for workers in (1, 2)}
    rows = [
        (
            workers, cost.documents, f"{cost.documents / cost.seconds:.1f}", f"{cost.characters / cost.seconds:,.0f}",
            f"{costs[1].seconds / cost.seconds:.2f}", f"{loop / cost.seconds:.2f}",
        )
        for workers, cost in costs.items()
    ]  # fmt: skip
    return table(["workers", "documents", "documents a second here", "characters a second here", "x one worker", "x a loop with pt.read"], rows)


def looped() -> float:
    """Seconds for a loop that reads the documents and makes their records, start included, as a notebook would."""
    begun = time.monotonic()
    code = (
        "import sys, pathlib, policytext as pt\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*')):\n"
        "    if path.is_file() and path.name != 'manifest.csv':\n"
        "        try: pt.read(path).records()\n"
        "        except pt.PolicyTextError: pass\n"
    )
    subprocess.run([sys.executable, "-c", code, str(DOCUMENTS)], check=True, cwd=REPOSITORY)
    return time.monotonic() - begun


def memory() -> str:
    """One row a size of the folder: the most memory of each process, in MiB, and what the result takes on disk."""
    rows = []
    for times in (1, 10, 100):
        with tempfile.TemporaryDirectory() as top:
            cost = cost_of(repeated(Path(top), times), 2)
        rows.append((
            f"{cost.documents:,}", *(f"{x / MEBIBYTE:,.0f}" for x in (cost.parent, cost.process, cost.together)),
            f"{cost.stored / cost.documents / 1024:.1f}",
        ))  # fmt: skip
    return table(["documents", "parent, MiB", "largest reading process, MiB", "all together, MiB", "stored, KiB a document"], rows)


if __name__ == "__main__":
    what = sys.argv[1]
    tell({"speed": speed, "memory": memory}[what](), PAGE, name=what)
