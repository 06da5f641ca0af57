"""What a million documents cost: measured costs of one document, and a simulation in which the real coordinator schedules them.

    python -m benchmarks.scale            prints the figures (about ten minutes)
    python -m benchmarks.scale --write    writes them into docs/scale.md

The coordinator of the batch (`corpus/batch/run.py`) is run as it is, over a million listed documents, with an engine that
does no work but keeps a clock: so many workers, each piece of work as long as measured pieces are, a scheduler that hands
out one piece at a time. The time and the memory of the coordinator are real; the time of the workers is the clock's.
"""

from __future__ import annotations

import heapq
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from json import dumps, loads
from pathlib import Path
from typing import Any

import psutil

from benchmarks.batch import sizes
from benchmarks.markdown import table, tell
from benchmarks.places import DOCUMENTS, REPOSITORY
from policytext.corpus.batch import LocalEngine, Settings, run_batch
from policytext.corpus.batch.assembling import assemble
from policytext.corpus.batch.earlier import Earlier
from policytext.corpus.batch.parts import OpenPart, Task
from policytext.corpus.batch.reading import checksum, read_document, reader_of, warm
from policytext.corpus.batch.run import Run
from policytext.corpus.batch.settings import package_version
from policytext.corpus.batch.work import Work
from policytext.corpus.listing import Listed, listed
from policytext.corpus.store import open_store

PAGE = REPOSITORY / "docs" / "scale.md"
MILLION = 1_000_000
WORKERS = (2, 16, 64, 256, 1024, 4096)
READER = "policytext.faces:read"
GROUP = 8
DASK_TASKS = 4000
HARD = 0.001  # of the documents, in the harder runs: they end their process when their whole time is over, and once more alone


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of one document in each stage on one core, bytes it needs, and seconds of the scheduler for a piece of work."""

    reading: tuple[float, ...]
    examining: float
    assembling: float
    source: float
    stored: float
    piece: float
    files: float
    scheduler: float

    @property
    def core(self) -> float:
        """Seconds of a core for one document, all stages together."""
        return sum(self.reading) / len(self.reading) + self.examining + self.assembling


def measured() -> Measured:
    """The costs on this machine, over the real documents."""
    read = reader_of(READER)
    warm(read)
    folder, documents = listed(DOCUMENTS)
    with tempfile.TemporaryDirectory() as top:
        out = open_store(top)
        begun = time.perf_counter()
        found = [checksum(folder, x.path) for x in documents]
        examining = (time.perf_counter() - begun) / len(documents)
        part = OpenPart([Task(x) for x in documents])
        part.examined(found, "mark")
        reading = tuple(_reading(folder, out, task, read) for task in part.tasks)
        pieces = sum(len(out.read(name)) for name in out.names("_pieces")) / len(documents)
        begun = time.perf_counter()
        assemble(out, {"inputs": part.inputs, "documents": [task.order() for task in part.tasks]})
        assembling = (time.perf_counter() - begun) / len(documents)
    source = sum(size for _, size in found) / len(documents)
    stored, files = _stored(len(documents))
    return Measured(reading, examining, assembling, source, stored, pieces, files, _scheduler())


def _reading(folder: Any, out: Any, task: Task, read: Any) -> float:
    begun = time.perf_counter()
    task.outcome = read_document(folder, out, task.order(), read, strict=False)["outcome"]
    return time.perf_counter() - begun


def _stored(documents: int) -> tuple[float, float]:
    """Bytes of the result for a document, and files of the result for a part."""
    with tempfile.TemporaryDirectory() as top:
        run_batch(DOCUMENTS, top, Settings(READER, part=documents), lambda x: LocalEngine(x, 2))
        files = list(Path(top).rglob("*.parquet"))
        parts = len(list((Path(top) / "_parts").iterdir()))
        assert sizes(Path(top))[0] <= documents
        return sum(file.stat().st_size for file in files) / documents, len(files) / parts


def _scheduler() -> float:
    """Seconds that a Dask scheduler and one client need for a piece of work, measured with work that does nothing."""
    from distributed import Client, as_completed

    with Client(processes=True, n_workers=1, threads_per_worker=2, dashboard_address=None) as client:
        order = {"documents": [Task(Listed(f"厦门/计划{i}.txt", f"厦门/计划{i}.txt", str(i))).order() for i in range(GROUP)]}
        client.submit(len, order, pure=False).result()
        begun = time.perf_counter()
        done = as_completed([client.submit(len, order, pure=False) for _ in range(64)])
        for n, future in enumerate(done):
            future.release()
            if n < DASK_TASKS - 64:
                done.add(client.submit(len, order, pure=False))
        return (time.perf_counter() - begun) / DASK_TASKS


def is_hard(one: dict[str, Any], share: float) -> bool:
    """Whether a document is one of the share that never end, told by its key."""
    return int(one["key"][:6], 16) / 16**6 < share


class Clock:
    """An engine that does no work: it says when it would be done. Workers may be lost and their work done again."""

    group = GROUP

    def __init__(self, costs: Measured, workers: int, hard: float) -> None:
        self._costs, self._workers, self._hard, self._chance = costs, workers, hard, random.Random(6)
        self._free = [0.0] * workers
        self._under_way: list[tuple[float, int, Work]] = []
        self._handed = self.now = 0.0
        self.pieces = 0

    @property
    def window(self) -> int:
        """As on a cluster: two pieces for each worker."""
        return 2 * self._workers

    @property
    def machines(self) -> int:
        """As on machines of sixteen cores."""
        return max(1, self._workers // 16)

    def submit(self, work: Work) -> None:
        """Hands a piece of work to the worker that is free first, after the scheduler has had its time for it."""
        self.pieces += 1
        self._handed = max(self._handed, self.now) + self._costs.scheduler
        begun = max(heapq.heappop(self._free), self._handed)
        end = begun + self._length(work)
        heapq.heappush(self._free, end)
        heapq.heappush(self._under_way, (end, self.pieces, work))

    def next(self) -> tuple[Work, dict[str, Any]]:
        """The piece of work that is done first by the clock."""
        self.now, _, work = heapq.heappop(self._under_way)
        if work["do"] == "examine":
            return work, {"found": [(path, 1) for path in work["paths"]]}
        if work["do"] == "read":
            return work, {"facts": [self._fact(one, work["alone"]) for one in work["documents"]]}
        return work, {}

    def _fact(self, one: Work, alone: bool) -> dict[str, Any]:
        hard = is_hard(one, self._hard)
        return {"key": one["key"], "outcome": ("failed" if alone else "again") if hard else "read"}

    def _length(self, work: Work) -> float:
        if work["do"] == "examine":
            return self._costs.examining * len(work["paths"])
        if work["do"] == "assemble":
            return self._costs.assembling * len(work["documents"])
        whole = Settings(READER).seconds
        return sum(whole if is_hard(one, self._hard) else self._chance.choice(self._costs.reading) for one in work["documents"])

    def close(self) -> None:
        """Nothing is held."""


def simulated(costs: Measured, documents: int, workers: int, hard: float) -> dict[str, float]:
    """A run of so many documents on so many workers: hours by the clock, real seconds of the coordinator, its memory in bytes."""
    names = (f"{i % 400:03}/{2000 + i % 26}年政府工作报告{i:07}.txt" for i in range(documents))
    before = psutil.Process().memory_info().rss
    listing = sorted((Listed(name, name, name[4:-4]) for name in names), key=lambda x: x.name)
    clock = Clock(costs, workers, hard)
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as top:
        run = Run("in", open_store(top), top, listing, Settings(READER), clock, Earlier())
        run.go()
    return {
        "workers": workers, "hours": clock.now / 3600, "coordinator": time.process_time() - begun, "pieces": clock.pieces,
        "read": run.read, "parts": len(run.finished), "memory": psutil.Process().memory_info().rss - before,
    }  # fmt: skip


def apart(costs: Measured, documents: int, workers: int, hard: float = 0.0) -> dict[str, float]:
    """The same in a process of its own, so that its memory is its own."""
    order = dumps({"costs": asdict(costs), "documents": documents, "workers": workers, "hard": hard})
    done = subprocess.run([sys.executable, "-m", "benchmarks.scale", "--simulate"], input=order, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    found: dict[str, float] = loads(done.stdout)
    return found


def figures() -> str:
    """The costs of one document, and the simulation for growing clusters."""
    costs = measured()
    runs = [apart(costs, MILLION, workers) for workers in WORKERS]
    hard = [apart(costs, MILLION, workers, HARD) for workers in WORKERS]
    alone = costs.core * MILLION / 3600
    mean = sum(costs.reading) / len(costs.reading)
    one = table(
        ["of one document", "here", "for a million"],
        [
            ("reading, seconds of a core", f"{mean:.3f}", f"{mean * MILLION / 3600:.1f} hours"),
            ("the slowest of them, seconds", f"{max(costs.reading):.1f}", ""),
            ("checksum before it, seconds", f"{costs.examining:.5f}", f"{costs.examining * MILLION / 3600:.2f} hours"),
            ("assembling its part, seconds", f"{costs.assembling:.4f}", f"{costs.assembling * MILLION / 3600:.1f} hours"),
            ("source, KiB", f"{costs.source / 1024:.1f}", f"{costs.source * MILLION / 1e9:.0f} GB"),
            ("piece (until its part is assembled), KiB", f"{costs.piece / 1024:.1f}", "only of open parts"),
            ("stored, KiB", f"{costs.stored / 1024:.1f}", f"{costs.stored * MILLION / 1e9:.0f} GB"),
            ("files of a part (a dataset and year each)", f"{costs.files:.0f}", f"{costs.files * runs[0]['parts']:,.0f}"),
            (f"scheduler, seconds for {GROUP} documents", f"{costs.scheduler:.5f}", f"{costs.scheduler * runs[0]['pieces'] / 3600:.2f} hours"),
            ("coordinator, seconds", f"{runs[0]['coordinator'] / MILLION:.6f}", f"{runs[0]['coordinator'] / 3600:.3f} hours"),
            ("coordinator, bytes of memory", f"{runs[0]['memory'] / MILLION:,.0f}", f"{runs[0]['memory'] / 1e9:.2f} GB"),
        ],
    )
    many = table(
        ["workers (cores)", "hours if nothing were serial", "hours by the clock", "of the cores used", f"hours if {HARD:.1%} never end"],
        [
            (
                f"{run['workers']:,.0f}", f"{alone / run['workers']:.2f}", f"{bounded(run):.2f}",
                f"{alone / run['workers'] / bounded(run):.0%}", f"{bounded(worse):.2f}",
            )
            for run, worse in zip(runs, hard, strict=True)
        ],
    )
    return f"policytext {package_version().partition('+')[0]}, {len(costs.reading)} documents measured.\n\n{one}\n\n{many}"


def bounded(run: dict[str, float]) -> float:
    """Hours of a run: the clock's, or the coordinator's own where that is longer, as both go on at once."""
    return max(run["hours"], run["coordinator"] / 3600)


def _simulate() -> None:
    order = loads(sys.stdin.read())
    costs = replace(Measured(**order["costs"]), reading=tuple(order["costs"]["reading"]))
    sys.stdout.write(dumps(simulated(costs, order["documents"], order["workers"], order["hard"])))


if __name__ == "__main__":
    if "--simulate" in sys.argv:
        _simulate()
    else:
        tell(figures(), PAGE, name="scale")
