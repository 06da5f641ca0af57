"""A local site for fetching: pages composed here, answers by the request's headers, and a log of when each request came."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.served import Answer, head, plain

Reply = Callable[["Asked"], Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its path, its headers in small letters, and how often this path was asked for before."""

    path: str
    headers: dict[str, str]
    before: int


@dataclass(slots=True)
class Site:
    """What is served, and what was asked: path, headers, begin and end of each request."""

    pages: dict[str, Answer | list[Answer] | Reply] = field(default_factory=dict)
    log: list[tuple[str, dict[str, str], float, float]] = field(default_factory=list)
    address: str = ""
    robots: Answer = field(default_factory=lambda: plain(b"", 404))

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, *_ in sorted(self.log, key=lambda x: x[2]) if path != "/robots.txt"]

    def headers_of(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for found, headers, *_ in self.log if found == path]

    def times(self) -> list[tuple[float, float]]:
        """When each request began and ended, in order."""
        return sorted((begin, end) for *_, begin, end in self.log)


@contextlib.contextmanager
def site(**pages: Answer) -> Iterator[Site]:
    """A running site."""
    found = Site({f"/{name}": answer for name, answer in pages.items()})
    listener = socket.create_server(("127.0.0.1", 0))
    found.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    threading.Thread(target=_accept, args=(listener, found), daemon=True).start()
    try:
        yield found
    finally:
        listener.close()


def _accept(listener: socket.socket, served: Site) -> None:
    with contextlib.suppress(OSError):  # the listener was closed
        while True:
            connected, _ = listener.accept()
            threading.Thread(target=_answer, args=(connected, served), daemon=True).start()


def _answer(connected: socket.socket, served: Site) -> None:
    begin = time.monotonic()
    path, headers = "", {}
    try:
        with contextlib.suppress(OSError), connected:
            path, headers = _request(connected)
            before = sum(found == path for found, *_ in served.log)
            _chosen(served, Asked(path, headers, before))(connected)
    finally:
        served.log.append((path, headers, begin, time.monotonic()))


def _request(connected: socket.socket) -> tuple[str, dict[str, str]]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connected.recv(65536) or b"\r\n\r\n"
    first, *lines = data.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs}


def _chosen(served: Site, asked: Asked) -> Answer:
    if asked.path == "/robots.txt":
        return served.robots
    page = served.pages.get(asked.path, plain(b"", 404))
    if isinstance(page, list):
        return page[min(asked.before, len(page) - 1)]
    return page(asked) if getattr(page, "by_request", False) else page  # type: ignore[arg-type, return-value, call-arg]


def by_request(reply: Reply) -> Reply:
    """Mark an answer that depends on the request."""
    reply.by_request = True  # type: ignore[attr-defined]
    return reply


def conditional(body: bytes, etag: str = '"v1"', **headers: str) -> Reply:
    """A page that answers conditional requests and gives the rest of its body."""

    def reply(asked: Asked) -> Answer:
        wanted = asked.headers.get("range", "")
        if asked.headers.get("if-none-match") == etag:
            return plain(b"", 304, ETag=etag)
        if wanted and asked.headers.get("if-range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            stated = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return plain(body[start:], 206, ETag=etag, Content_Range=stated, **headers)
        return plain(body, ETag=etag, **headers)

    return by_request(reply)


def cut(body: bytes, sent: int, **headers: str) -> Answer:
    """A body that breaks off."""
    return lambda connected: connected.sendall(head(200, len(body), **headers) + body[:sent])


def trickled(body: bytes, pause: float) -> Answer:
    """A body in small pieces, a pause before each."""

    def send(connected: socket.socket) -> None:
        connected.sendall(head(200, len(body), Content_Type="text/html"))
        for start in range(0, len(body), 64):
            time.sleep(pause)
            connected.sendall(body[start : start + 64])

    return send
