"""The engine of a cluster: the workers of a Dask scheduler do the work, each with reading processes of its own.

The work is the same as on one machine and so is its result. A worker that is lost has its work done by another; one that
joins gets work at once. Input and output must be reachable from every worker: a shared folder, s3, hdfs.
"""

from __future__ import annotations

import contextlib
import threading
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

from policytext.corpus.batch.ledger import MANIFEST
from policytext.corpus.batch.process import ReadingProcess
from policytext.corpus.batch.settings import Settings, package_version
from policytext.corpus.batch.work import Work, perform
from policytext.corpus.store import open_store
from policytext.model.errors import BatchError, MissingExtraError

AHEAD = 2  # pieces of work under way for each thread of the cluster
TRIES = 10  # a piece of work may lose so many times the workers that Dask allows; no document can end a worker
JOINING = 60  # seconds that the first worker is waited for
ENDING = 10  # seconds that what is under way is waited for when a run is stopped


class ClusterEngine:
    """Does work on the workers of the scheduler at `address` (``tcp://host:8786``).

    Raises MissingExtraError without dask.distributed, BatchError where no scheduler answers, no worker joins, or a worker
    has another version of the package.
    """

    group = 8
    """Documents in one piece of work: the scheduler's own cost (about a millisecond) is spread over them."""

    def __init__(self, settings: Settings, address: str) -> None:
        distributed = _distributed()
        self._settings = settings
        self._run = uuid.uuid4().hex
        self._tries: dict[str, int] = {}
        self._work: dict[str, Work] = {}
        self._futures: dict[str, Any] = {}
        try:
            self._client = distributed.Client(address, set_as_default=False, timeout=JOINING)
            self._client.wait_for_workers(1, timeout=JOINING)
        except (OSError, TimeoutError, ValueError) as error:
            raise BatchError(f"{address}: {error or 'no worker joins'}; start dask scheduler and dask worker, and give the scheduler's address") from None
        self._done = distributed.as_completed(loop=self._client.loop)

    @property
    def window(self) -> int:
        """How many pieces of work may be under way: twice what the workers that are there now can do at once."""
        threads: int = sum(self._client.nthreads().values())
        return AHEAD * max(threads, 1)

    @property
    def machines(self) -> int:
        """The hosts that the workers are on; which of them takes a document is the scheduler's choice."""
        return len({urlsplit(address).hostname for address in self._client.nthreads()}) or 1

    def submit(self, work: Work) -> None:
        """Sends a piece of work to the cluster."""
        key = f"policytext-{self._run}-{work['number']}"
        self._work[key] = work
        self._send(key)

    def _send(self, key: str) -> None:
        tries = self._tries[key] = self._tries.get(key, 0) + 1
        order = {**self._work[key], "version": package_version()}
        future = self._client.submit(on_worker, order, self._settings.record(), key=f"{key}-{tries}", pure=False)
        self._futures[key] = future
        self._done.add(future)

    def next(self) -> tuple[Work, dict[str, Any]]:
        """The next piece of work that is done, with its result. Raises BatchError where the cluster is gone."""
        while True:
            future = next(self._done)
            key = future.key.rpartition("-")[0]
            if future.status == "error" and type(future.exception()).__name__ == "KilledWorker" and self._tries[key] < TRIES:
                self._send(key)
                continue
            if future.status not in ("finished", "error"):
                raise BatchError("the scheduler is gone: start it again and run again with --resume")
            result: dict[str, Any] = future.result()
            future.release()
            del self._tries[key], self._futures[key]
            return self._work.pop(key), result

    def close(self) -> None:
        """Ends what is under way and the reading processes of all workers, and leaves the cluster as it was.

        It is waited for until nothing runs any more, as a straggler would write beside the run that continues this one.
        """
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):  # it may be gone, which is why we close
            self._client.cancel(list(self._futures.values()), force=True)
            self._client.run(end_processes, self._settings.record(), on_error="ignore")
            until = time.monotonic() + ENDING
            while any(self._client.processing().values()) and time.monotonic() < until:
                time.sleep(0.1)
        self._client.close(timeout=ENDING)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError(f"a scheduler needs dask.distributed ({error}): pip install 'policytext[cluster]'") from None
    return distributed


_of_thread = threading.local()
_processes: list[tuple[dict[str, Any], ReadingProcess]] = []


def on_worker(work: Work, settings: dict[str, Any]) -> dict[str, Any]:
    """Does a piece of work on a worker, in the reading process of the thread that it runs in."""
    if work["version"] != package_version():
        raise BatchError(f"a worker has policytext {package_version()}, the batch {work['version']}: install the same on all machines")
    if not open_store(work["out"]).exists(MANIFEST):
        raise BatchError(f"a worker does not see {work['out']}: give input and output that every machine reaches (a shared folder, s3, hdfs)")
    return perform(work, _process(settings), float(settings["seconds"]))


def _process(settings: dict[str, Any]) -> ReadingProcess:
    process: ReadingProcess | None = getattr(_of_thread, "process", None)
    if process is None or process.over or _of_thread.settings != settings:
        process = _of_thread.process = ReadingProcess(Settings(**settings))
        _of_thread.settings = settings
        _processes.append((settings, process))
    return process


def end_processes(settings: dict[str, Any]) -> None:
    """Ends the reading processes that were started on this worker for a batch with these settings."""
    for known, process in _processes:
        if known == settings:
            process.close(for_good=True)
    _processes[:] = [(known, process) for known, process in _processes if not process.over]
