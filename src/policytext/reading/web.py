"""Pages read over http(s): bounded in time and size, redirects followed with care, nothing sent but the request."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import Any, TypeVar

from policytext.model.errors import FetchError, LimitError, MissingExtraError, PolicyTextError
from policytext.reading.address import Address, address_of, numbers_of
from policytext.reading.labels import shown
from policytext.reading.limits import Limits
from policytext.reading.unpacking import PACKINGS, unpacked

_CONNECT_SECONDS, _READ_SECONDS = 10.0, 20.0
_BEHIND_SECONDS = 0.2
_CHUNK = 1 << 16
REDIRECTS = (301, 302, 303, 307, 308)
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
Taken = TypeVar("Taken")
_ADVICE = (
    ((401, 403, 405, 406, 412, 451), "it is not given to programs: open it in a browser, save the page and read the file"),
    ((404, 410), "there is no such page: check the address"),
    ((408, 425, 429, 500, 502, 503, 504), "the server is busy or broken: try again later"),
)


@dataclass(slots=True)
class Watch:
    """The time that is left. When it is over, the socket in use is shut, whatever it is waiting for."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def left(self, most: float, label: str) -> float:
        """Seconds that one step may take. Raises FetchError where none are left."""
        remaining = self.seconds - (time.monotonic() - self.started)
        if remaining <= 0:
            raise FetchError(f"{label} took longer than {self.seconds:g} seconds: read it with limits=Limits(seconds=...)")
        return min(most, remaining)

    @contextlib.contextmanager
    def over(self, connected: socket.socket, label: str) -> Iterator[None]:
        """Shut the connection when the time is over: a server that drips never runs into a time-out of single reads."""
        seconds = self.left(self.seconds, label)
        own = connected.dup()  # wrapping a socket for TLS takes it away from who made it
        timer = threading.Timer(seconds, _shut, (own,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            own.close()


class Heard:
    """A connection whose reader outlives the answer, so that what is sent behind a body can be noticed."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected
        self._reader: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connected, name)

    def makefile(self, *kind: Any, **more: Any) -> Any:
        """The reader of the answer; closing it closes nothing yet."""
        self._reader = self._connected.makefile(*kind, **more)
        return _Unclosed(self._reader)

    def goes_on(self) -> bool:
        """Whether anything but white space was sent behind the body, which must have been read to its end."""
        with contextlib.suppress(OSError, ValueError):  # nothing in time, or an end that is none: nothing was sent
            self._connected.settimeout(_BEHIND_SECONDS)
            return bool(self._reader.peek(1).strip())
        return False

    def __enter__(self) -> Heard:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._reader is not None:
            self._reader.close()
        self._connected.close()


class _Unclosed:
    """A reader that its user cannot close."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def close(self) -> None:
        """Nothing: the connection closes it."""


def fetch(address: str, limits: Limits) -> bytes:
    """The bytes of a page, as the server holds them; which characters they are, the content tells and not the header.

    Raises FetchError, LimitError, MissingExtraError, or HostileInputError where the host or a redirect of it is
    inside the own network and ``Limits.private`` does not allow that.
    """
    watch = Watch(limits.seconds)
    asked = address_of(address)
    for _ in range(limits.redirects + 1):
        found = _answered(asked, watch, limits)
        if isinstance(found, bytes):
            return found
        asked = asked.towards(found)
    raise FetchError(f"{asked.whole}: more than {limits.redirects} redirects: give the address they should end at")


def _answered(asked: Address, watch: Watch, limits: Limits) -> bytes | str:
    """The page, or the location that it redirects to."""
    label = asked.whole
    return exchanged(asked, watch, limits, lambda answer, _: _location(answer, label) or _body(answer, label, watch, limits))


def exchanged(
    asked: Address, watch: Watch, limits: Limits, take: Callable[[Any, Heard], Taken], headers: Mapping[str, str] = NO_HEADERS
) -> Taken:
    """What `take` makes of the answer to one request, whatever its status; the connection is closed behind it.

    `headers` are added to those of every request, or stand in their place. Raises FetchError, MissingExtraError,
    HostileInputError, and what `take` raises.
    """
    label = asked.whole
    raised = transport_errors()
    try:
        with (
            contextlib.closing(_connected(asked, watch, limits)) as connected,
            watch.over(connected, label),
            Heard(_secured(connected, asked)) as heard,
        ):
            found = take(_request(heard, asked, watch, headers), heard)
        watch.left(1, label)
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            f"{label}: its certificate is not valid ({error.verify_message}): save the page in a browser and read the file"
        ) from None
    except PolicyTextError:
        raise
    except raised as error:
        watch.left(1, label)  # a socket shut by the watch fails in many ways
        raise FetchError(f"{label} could not be fetched ({shown(str(error))}): try again, or save the page and read the file") from None
    return found


def transport_errors() -> tuple[type[Exception], ...]:
    """What a connection may raise. Raises MissingExtraError where the extra that asks servers is not installed."""
    try:
        from urllib3.exceptions import HTTPError
    except ImportError:
        raise MissingExtraError("an address needs the extra web: pip install 'policytext[web]'") from None
    return (OSError, HTTPException, HTTPError, ValueError)


def _connected(asked: Address, watch: Watch, limits: Limits) -> socket.socket:
    """A socket to one of the numbers that were checked: asking for the name again could yield another host."""
    failure: OSError | None = None
    for number in numbers_of(asked, limits.private):
        try:
            return socket.create_connection((number, asked.port), watch.left(_CONNECT_SECONDS, asked.whole))
        except OSError as error:
            failure = error
    raise FetchError(f"{asked.whole}: its host does not answer ({failure}): check the address and the connection")


def _secured(connected: socket.socket, asked: Address) -> socket.socket:
    if asked.scheme == "http":
        return connected
    return ssl.create_default_context().wrap_socket(connected, server_hostname=asked.host)


def _request(connected: Heard, asked: Address, watch: Watch, more: Mapping[str, str]) -> Any:
    """The answer, its body not yet read. No cookies, no credentials, no referrer."""
    from urllib3.connection import HTTPConnection

    connection = HTTPConnection(asked.host, asked.port, timeout=watch.left(_READ_SECONDS, asked.whole))
    connection.sock = connected
    headers = {
        "Host": asked.site, "User-Agent": agent(), "Accept": "*/*", "Accept-Encoding": "gzip, deflate", "Connection": "close",
        **more,
    }  # fmt: skip
    connection.request("GET", asked.target, headers=headers, preload_content=False, decode_content=False)
    return connection.getresponse()


def agent() -> str:
    """How requests name their sender."""
    try:
        return f"policytext/{version('policytext')} (reads Chinese government plans)"
    except PackageNotFoundError:
        return "policytext (reads Chinese government plans)"


def _location(answer: Any, label: str) -> str | None:
    """Where a redirect points; None where the answer is a page. Raises FetchError where it is neither."""
    if answer.status in REDIRECTS and answer.headers.get("Location"):
        return str(answer.headers["Location"])
    if answer.status == 200:
        return None
    raise FetchError(f"{label} was answered with status {answer.status}: {advice_on(answer.status)}")


def advice_on(status: int) -> str:
    """What to do about a status that brings no page."""
    return next((advice for codes, advice in _ADVICE if status in codes), "it holds no page: check the address")


def _body(answer: Any, label: str, watch: Watch, limits: Limits) -> bytes:
    """The whole body, unpacked, its size checked while it comes."""
    pieces, size = [], 0
    for piece in _unpacked(answer, label):
        watch.left(1, label)
        pieces.append(piece)
        size += len(piece)
        if size > limits.bytes:
            raise LimitError(f"{label}: more than the limit of {limits.bytes} bytes: read it with limits=Limits(bytes=...) if you trust it")
    return b"".join(pieces)


def _unpacked(answer: Any, label: str) -> Iterator[bytes]:
    packing = str(answer.headers.get("Content-Encoding", "")).strip().lower()
    chunks = iter(lambda: answer.read1(_CHUNK, decode_content=False), b"")
    if packing in ("", "identity"):
        return chunks
    if packing in PACKINGS:
        return unpacked(chunks, label)
    raise FetchError(f"{label} is packed in a way that was not asked for: save the page in a browser and read the file")


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may be closed already, which is what is wanted
        connected.shutdown(socket.SHUT_RDWR)
