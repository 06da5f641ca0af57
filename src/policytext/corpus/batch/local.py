"""The engine of one machine: so many threads, each with a reading process of its own."""

from __future__ import annotations

import queue
import threading

from policytext.corpus.batch.process import ReadingProcess
from policytext.corpus.batch.settings import Settings
from policytext.corpus.batch.work import Work, perform

Result = tuple[Work, dict[str, object] | BaseException]
AHEAD = 2  # pieces of work that wait for each worker, so that none is idle and no more are held than that


class LocalEngine:
    """Does work on this machine with `workers` reading processes at a time; results come in the order of their ends."""

    group = 1
    """Documents in one piece of work: a line to a process costs next to nothing."""
    machines = 1
    """Documents that are read again at once, each alone."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._todo: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._processes = [ReadingProcess(settings) for _ in range(workers)]
        self._threads = [threading.Thread(target=self._work, args=(x,), daemon=True) for x in self._processes]
        self._ending = False
        for thread in self._threads:
            thread.start()

    @property
    def window(self) -> int:
        """How many pieces of work may be under way."""
        return AHEAD * len(self._threads)

    def submit(self, work: Work) -> None:
        """Puts a piece of work in line."""
        self._todo.put(work)

    def next(self) -> tuple[Work, dict[str, object]]:
        """The next piece of work that is done, with its result. Raises what it raised."""
        while True:
            try:
                work, result = self._done.get(timeout=1)  # a wait without end would not hear Ctrl-C on some systems
            except queue.Empty:
                continue
            if isinstance(result, BaseException):
                raise result
            return work, result

    def close(self) -> None:
        """Ends every process at once; what was under way is done again by the next run."""
        self._ending = True
        for _ in self._threads:
            self._todo.put(None)
        for process in self._processes:
            process.close(for_good=True)
        for thread in self._threads:
            thread.join()

    def _work(self, process: ReadingProcess) -> None:
        while (work := self._todo.get()) is not None and not self._ending:
            try:
                self._done.put((work, perform(work, process, self._settings.seconds)))
            except BaseException as error:  # noqa: BLE001 - handed to the one who waits, who raises it
                self._done.put((work, error))
