"""The parent's side of a reading process: starts it, gives it orders, watches it, and says how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from policytext.corpus.batch.settings import MEBIBYTE, Settings, package_version
from policytext.model.errors import BatchError

GRACE = 3.0  # seconds that the kernel's alarm is given before the parent ends a process itself
LOOK = 0.2  # seconds between two looks at a process's memory
STARTING = 120.0  # seconds that a process may take to load its vocabulary, on a machine under load
PROGRAM = "from policytext.corpus.batch.serving import serve; serve()"


@dataclass(frozen=True, slots=True)
class Ended:
    """How an order failed with its process: ``time``, ``memory`` or ``died``, and the reason in words."""

    error: str
    reason: str


class ReadingProcess:
    """One process that reads documents, one at a time; it is started on first use and again after each end, until it is `over`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._complaints: IO[bytes] | None = None
        self._born_with = 0
        self.over = False

    def carry_out(self, order: Mapping[str, Any], seconds: float | None = None) -> dict[str, Any] | Ended:
        """The answer to an order, or how the process ended over it; `seconds` bound it, None does not.

        Raises BatchError where no process can be started or the output cannot be written.
        """
        if self._process is None:
            self._start()
        self._send(order)
        answer = self._wait(None if seconds is None else seconds + GRACE, self._settings.memory if seconds is not None else None)
        if isinstance(answer, Ended):
            self.close()
            return answer
        if "broken" in answer:
            self.close()
            raise BatchError(f"{order.get('file') or 'a part'} cannot be written: {answer['broken']}; mend that and run again with --resume")
        if "stopped" in answer:
            self.close()  # its heap is full of what it could not finish
            return self._too_large()
        self._renew_when_grown()
        return answer

    def close(self, *, for_good: bool = False) -> None:
        """Ends the process and everything that it started, at once; `for_good` also keeps it from being started again."""
        self.over = self.over or for_good
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it may have ended in between
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, self._complaints):
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()

    def _start(self) -> None:
        if self.over:
            raise BatchError("the batch was stopped: run again with --resume")
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process lives
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints,
            start_new_session=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        self._answers = queue.Queue()
        threading.Thread(target=_pass_on, args=(self._process.stdout, self._answers), daemon=True).start()
        self._send({**self._settings.record(), "path": sys.path})
        ready = self._wait(STARTING, None)
        if isinstance(ready, Ended) or ready.get("ready") != package_version():
            said = self._last_words()
            self.close()
            raise BatchError(f"no reading process can be started ({ready}): {said or 'is the package installed there as here?'}")
        self._born_with = self._memory()

    def _send(self, order: Mapping[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # a dead process is noticed by the wait that follows
            self._process.stdin.write(json.dumps(order).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def _wait(self, seconds: float | None, memory: int | None) -> dict[str, Any] | Ended:
        """The next answer, or how the process ended; it is ended here when it is over a bound."""
        until = None if seconds is None else time.monotonic() + seconds
        while True:
            with contextlib.suppress(queue.Empty):
                line = self._answers.get(timeout=LOOK)
                return json.loads(line) if line else self._how_it_ended()
            if self._has_ended() and self._answers.empty():  # something that it started keeps its output open
                return self._how_it_ended()
            if until is not None and time.monotonic() > until:
                return self._too_slow()
            if memory is not None and self._memory() > memory * MEBIBYTE:
                return self._too_large()

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _how_it_ended(self) -> Ended:
        if self._process is None:
            raise BatchError("the batch was stopped: run again with --resume")
        code = self._process.wait()
        if code == -signal.SIGALRM:
            return self._too_slow()
        name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return Ended("died", f"the reading process died ({name})")

    def _too_slow(self) -> Ended:
        return Ended("time", f"took longer than {self._settings.seconds:g} seconds: raise --seconds if you trust it")

    def _too_large(self) -> Ended:
        return Ended("memory", f"needed more than {self._settings.memory} MiB of memory: raise --memory if you trust it")

    def _memory(self) -> int:
        """Bytes of memory that the process holds, 0 where it has ended."""
        import psutil

        if self._process is None:
            return 0
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.NoSuchProcess:
            return 0

    def _renew_when_grown(self) -> None:
        """A process that has kept much of a large document's memory is ended, so that memory stays bounded by processes."""
        if self._memory() - self._born_with > self._settings.memory * MEBIBYTE // 8:
            self.close()

    def _last_words(self) -> str:
        if self._complaints is None:
            return ""
        self._complaints.seek(0)
        lines = self._complaints.read()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


def _pass_on(stream: IO[bytes], answers: queue.Queue[bytes]) -> None:
    """Every line of the process into the queue, and an empty one when there are no more."""
    with contextlib.suppress(ValueError, OSError):  # the stream is closed under the thread when the process is ended
        for line in stream:
            answers.put(line)
    answers.put(b"")
