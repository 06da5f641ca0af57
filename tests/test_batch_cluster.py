"""The batch on a cluster: a real scheduler and real workers as processes of their own, some of which die and some join."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from policytext.corpus.batch import LocalEngine, Settings, Step, run_batch
from policytext.corpus.batch.cluster import ClusterEngine
from policytext.model.errors import BatchError
from tests.trees import tree

SETTINGS = Settings("tests.poisoned:read", 2, 600, part=16)
ROOT = Path(__file__).parents[1]


class Cluster:
    """A scheduler and the workers that were started for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file), "--no-dashboard")

    def start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        """One process of the cluster."""
        log = (self.folder / f"{what}{len(self.processes)}.log").open("wb")
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options]
        self.processes.append(subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log))
        return self.processes[-1]

    def worker(self) -> subprocess.Popen[bytes]:
        """A worker of one thread."""
        local = self.folder / f"local{len(self.processes)}"
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(local), "--host", "127.0.0.1")
        return self.start("worker", self.address, *options)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        until = time.monotonic() + 60
        while not self.file.exists() or not self.file.read_text():
            assert time.monotonic() < until, "no scheduler"
            time.sleep(0.1)
        return str(json.loads(self.file.read_text())["address"])

    def stop(self) -> None:
        """Ends everything."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        made = Cluster(tmp_path)
        stack.callback(made.stop)
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eighty plans of three years, one of them poisoned and one broken."""
    plans = tmp_path / "plans"
    plans.mkdir()
    for i in range(80):
        (plans / f"计划{i}.txt").write_text(f"{2019 + i % 3}年工作要点\n新建学校{i}所。", encoding="utf-8")
    (plans / "计划7.txt").write_text("HARM abort\n", encoding="utf-8")
    (plans / "计划70.txt").write_bytes(b"\xff\xff")
    return plans


def test_a_worker_dies_and_another_joins_and_the_result_is_that_of_one_machine(
    cluster: Cluster, folder: Path, tmp_path: Path
) -> None:
    first = cluster.worker()
    seen: list[str] = []

    def meddle(step: Step) -> None:
        seen.append(step.file)
        if len(seen) == 10:
            cluster.worker()
        if len(seen) == 20:
            first.kill()

    result = run_batch(folder, tmp_path / "far", SETTINGS, lambda x: ClusterEngine(x, cluster.address), progress=meddle)
    assert first.wait() != 0, "no worker was killed in mid-run"
    assert len(set(seen)) == len(seen) == result.read == 80
    assert len(result.failures) == 2
    near = run_batch(folder, tmp_path / "near", SETTINGS, lambda x: LocalEngine(x, 2))
    assert near.failures == result.failures
    assert tree(tmp_path / "far") == tree(tmp_path / "near")


def test_a_batch_begun_on_a_cluster_is_continued_on_one_machine(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    cluster.worker()

    def stop(step: Step) -> None:
        if step.done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(folder, tmp_path / "out", SETTINGS, lambda x: ClusterEngine(x, cluster.address), progress=stop)
    result = run_batch(folder, tmp_path / "out", SETTINGS, lambda x: LocalEngine(x, 1), resume=True)
    assert result.kept >= 30, "nothing of the cluster's work was kept"
    run_batch(folder, tmp_path / "whole", SETTINGS, lambda x: LocalEngine(x, 1))
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_a_scheduler_that_is_not_there(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.corpus.batch.cluster.JOINING", 1)
    with pytest.raises(BatchError, match="give the scheduler's address"):
        run_batch(folder, tmp_path / "out", SETTINGS, lambda x: ClusterEngine(x, "tcp://127.0.0.1:1"))


def test_a_scheduler_without_workers(cluster: Cluster, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytext.corpus.batch.cluster.JOINING", 3)
    with pytest.raises(BatchError, match="scheduler's address"):
        run_batch(folder, tmp_path / "out", SETTINGS, lambda x: ClusterEngine(x, cluster.address))


def test_an_output_that_workers_do_not_see(cluster: Cluster, folder: Path) -> None:
    cluster.worker()
    with pytest.raises(BatchError, match="a worker does not see"):
        run_batch(folder, "memory://far/out", SETTINGS, lambda x: ClusterEngine(x, cluster.address))
