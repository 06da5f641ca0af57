"""Turns at a host: one request at a time, and a pause behind each."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from policytext.model.errors import FetchError
from policytext.reading.address import PORTS, Address


@dataclass(slots=True)
class _Turn:
    """The state of one host: who asks it, when it may be asked again, how long it wants to be left alone."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ready: float = 0.0
    delay: float = 0.0


class Turns:
    """Who may ask which host, and when. Hosts are told apart by name alone, so http and https are one."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._stopped = threading.Event()
        self._turns: dict[str, _Turn] = {}
        self._lock = threading.Lock()

    def stop(self) -> None:
        """Let nobody ask anything more; who waits is woken with a FetchError."""
        self._stopped.set()

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The time for one request to a host. Raises FetchError where the run was stopped."""
        turn = self._of(host)
        with turn.lock:
            while (left := turn.ready - time.monotonic()) > 0 and not self._stopped.is_set():
                self._stopped.wait(left)
            if self._stopped.is_set():
                raise FetchError(f"{host}: the run was stopped: start it again, it goes on where it ended")
            try:
                yield
            finally:
                turn.ready = max(turn.ready, time.monotonic() + max(self.delay, turn.delay))

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least `delay` seconds between requests to a host."""
        turn = self._of(host)
        turn.delay = max(turn.delay, delay)
        turn.ready = max(turn.ready, time.monotonic() + turn.delay)

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds from now."""
        turn = self._of(host)
        turn.ready = max(turn.ready, time.monotonic() + seconds)

    def _of(self, host: str) -> _Turn:
        with self._lock:
            return self._turns.setdefault(host, _Turn())


def host_of(address: Address) -> str:
    """The host that takes turns: its name, with the port where that is an unusual one."""
    return address.host if address.port in PORTS.values() else address.site
