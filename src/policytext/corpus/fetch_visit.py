"""One entry fetched: robots.txt asked first, redirects followed with care, a busy server given time."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch_robots import MOST_BYTES, Robots, robots_of
from policytext.corpus.fetch_store import Arrival, Shelf, Version
from policytext.corpus.fetch_turns import Turns, host_of
from policytext.model.errors import FetchError, PolicyTextError, StoreError
from policytext.reading.address import Address, address_of
from policytext.reading.limits import Limits
from policytext.reading.unpacking import PACKINGS, unpacked
from policytext.reading.web import REDIRECTS, Heard, Watch, advice_on, exchanged

LONGEST_WAIT = 300.0
"""Seconds that a host can make a run wait between two requests, by Retry-After or Crawl-delay; above, it is left alone."""
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_CHUNK = 1 << 16
_MOST_HEADERS, _LONGEST_HEADER = 100, 4096
Conditions = Callable[[], Mapping[str, str]]
Take = Callable[[Any, Heard], None]


class RefusedError(FetchError):
    """The host does not want programs to ask for this, or not now."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: with which headers and limits, how often again, in whose turn."""

    turns: Turns
    limits: Limits
    headers: Mapping[str, str]
    retries: int
    seed: int = 0
    robots: dict[str, Robots] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def visit(self, entry: CatalogueEntry, shelf: Shelf) -> tuple[str, Version]:
        """The newest version of an entry, and whether it was fetched or is unchanged. Raises PolicyTextError."""
        held = shelf.newest()
        asked = address_of(entry.address)
        for _ in range(self.limits.redirects + 1):
            self._may_ask(asked)
            arrival = self._asked(asked, partial(_take, shelf, self.limits, asked), partial(_conditions, shelf, held, asked), entry.name)
            if arrival.status not in REDIRECTS:
                return self._kept(entry, shelf, held, arrival)
            asked = _next(asked, arrival)
        raise FetchError(f"{entry.address}: more than {self.limits.redirects} redirects: give the address they should end at")

    def _kept(self, entry: CatalogueEntry, shelf: Shelf, held: Version | None, arrival: Arrival) -> tuple[str, Version]:
        if arrival.status == 304 and held:
            return "unchanged", held
        if arrival.status not in (200, 206):
            raise FetchError(f"{arrival.final} was answered with status {arrival.status}: {advice_on(arrival.status)}")
        try:
            digest = shelf.partial.sha256()
            if entry.sha256 and digest != entry.sha256:
                raise StoreError(f"{arrival.final}: the bytes are not those of the catalogue: look at the page, correct its sha256")
            if held and digest == held.sha256:
                return "unchanged", held
            return "fetched", shelf.keep(entry, arrival, self.limits)
        finally:
            shelf.partial.drop()

    def _may_ask(self, asked: Address) -> None:
        """Raises RefusedError where robots.txt closes an address, or cannot be had for now."""
        robots = self._robots(asked)
        if robots.closed:
            raise RefusedError(f"{asked.whole}: {robots.closed}")
        if robots.delay > LONGEST_WAIT:
            raise RefusedError(f"{asked.whole}: the host asks for {robots.delay:g} seconds between requests: ask it by hand")
        if not robots.allows(asked.target):
            raise RefusedError(f"{asked.whole}: the robots.txt of the host closes it to programs: save the page in a browser")

    def _robots(self, asked: Address) -> Robots:
        site = f"{asked.scheme}://{asked.site}"
        with self.lock:
            known = self.robots.get(site)
        if known is None:
            known = self._robots_asked(address_of(f"{site}/robots.txt"))
            with self.lock:
                self.robots[site] = known
            self.turns.slow_down(host_of(asked), min(known.delay, LONGEST_WAIT))
        return known

    def _robots_asked(self, asked: Address) -> Robots:
        """RFC 9309, 2.3.1: no such file opens the host, a server in trouble closes it for now."""
        body = bytearray()
        try:
            for _ in range(6):
                arrival = self._asked(asked, lambda answer, _: body.__setitem__(slice(None), _beginning(answer)), dict, "robots")
                if arrival.status not in REDIRECTS:
                    break
                asked = _next(asked, arrival)
        except PolicyTextError as error:
            return Robots(closed=f"its robots.txt could not be asked for, which closes the host for now ({error})")
        if 400 <= arrival.status < 500 or arrival.status in REDIRECTS:
            return Robots()
        if arrival.status == 200:
            return robots_of(bytes(body))
        return Robots(closed=f"its robots.txt was answered with status {arrival.status}, which closes the host for now: try again later")

    def _asked(self, asked: Address, take: Take, conditions: Conditions, name: str) -> Arrival:
        """The answer to one address; asked again, each time after a longer pause, while the server is busy or breaks off."""
        host, dice = host_of(asked), random.Random(f"{self.seed} {name} {asked.whole}")
        failure = FetchError(f"{asked.whole} was not asked for")
        for attempt in range(self.retries + 1):
            wait = 0.0
            try:
                with self.turns.turn(host):
                    arrival = self._once(asked, take, conditions())
                if arrival.status not in _BUSY:
                    return arrival
                wait = wait_of(arrival.header("Retry-After"), datetime.now(UTC))
                failure = FetchError(f"{asked.whole} was answered with status {arrival.status}: {advice_on(arrival.status)}")
            except FetchError as error:
                failure = error
            self._leave_alone(asked, max(wait, self.turns.delay * 2**attempt * (1 + dice.random())))
        raise failure

    def _once(self, asked: Address, take: Take, conditions: Mapping[str, str]) -> Arrival:
        arrivals: list[Arrival] = []

        def taken(answer: Any, heard: Heard) -> None:
            arrivals.append(_arrival(asked, answer))
            take(answer, heard)

        exchanged(asked, Watch(self.limits.seconds), self.limits, taken, {**self.headers, **conditions})
        return arrivals[0]

    def _leave_alone(self, asked: Address, seconds: float) -> None:
        """Keep away from a host; where it wants more time than a run has, for the rest of the run."""
        if seconds <= LONGEST_WAIT:
            self.turns.pause(host_of(asked), seconds)
            return
        reason = f"the host wants to be left alone for {seconds:.0f} seconds: try again later"
        with self.lock:
            self.robots[f"{asked.scheme}://{asked.site}"] = Robots(closed=reason)
        raise RefusedError(f"{asked.whole}: {reason}")


def wait_of(stated: str, now: datetime) -> float:
    """The seconds of a Retry-After header, which holds a number or a date; 0 where it holds neither.

    >>> wait_of("120", datetime.now(UTC)), wait_of("Wed, 10 Mar 2021 08:00:30 GMT", datetime(2021, 3, 10, 8, tzinfo=UTC))
    (120.0, 30.0)
    """
    if stated.isascii() and stated.isdecimal():
        return float(stated[:9])
    try:
        until = parsedate_to_datetime(stated)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
    except (ValueError, OverflowError, TypeError):
        return 0.0


def _conditions(shelf: Shelf, held: Version | None, asked: Address) -> dict[str, str]:
    """The headers that spare what is here already: the rest of a broken-off body, or only a page that has changed."""
    if rest := shelf.partial.wanted(asked.whole):
        return rest
    if held is None or held.final != asked.whole:
        return {}
    known = {"If-None-Match": held.header("ETag"), "If-Modified-Since": held.header("Last-Modified")}
    return {name: value for name, value in known.items() if value and value.isprintable() and value.isascii()}


def _take(shelf: Shelf, limits: Limits, asked: Address, answer: Any, heard: Heard) -> None:
    """Write the body of an answer that brings one, as it is sent. Raises FetchError where it is longer than stated."""
    pieces, etag = _pieces(answer), str(answer.headers.get("ETag", ""))
    if answer.status == 200:
        shelf.partial.write(pieces, asked.whole, etag, limits.bytes)
    elif answer.status == 206:
        shelf.partial.go_on(pieces, asked.whole, str(answer.headers.get("Content-Range", "")), etag, limits.bytes)
    if answer.status in (200, 206) and answer.headers.get("Content-Length") and heard.goes_on():
        shelf.partial.drop()
        raise FetchError(f"{asked.whole}: the page is longer than its Content-Length states: save it in a browser")


def _pieces(answer: Any) -> Iterator[bytes]:
    return iter(lambda: answer.read1(_CHUNK, decode_content=False), b"")


def _beginning(answer: Any) -> bytes:
    """As much of a robots.txt as is read."""
    if answer.status != 200:
        return b""
    packed = str(answer.headers.get("Content-Encoding", "")).strip().lower() in PACKINGS
    found = bytearray()
    for piece in unpacked(_pieces(answer), "robots.txt") if packed else _pieces(answer):
        found += piece
        if len(found) > MOST_BYTES:
            break
    return bytes(found)


def _arrival(asked: Address, answer: Any) -> Arrival:
    """What is kept of an answer's head; cookies are not."""
    lines = [(str(name), str(value)[:_LONGEST_HEADER]) for name, value in answer.headers.items()]
    kept = tuple(line for line in lines if line[0].lower() != "set-cookie")[:_MOST_HEADERS]
    return Arrival(asked.whole, int(answer.status), datetime.now(UTC).isoformat(timespec="seconds"), kept)


def _next(asked: Address, arrival: Arrival) -> Address:
    location = arrival.header("Location")
    if not location:
        raise FetchError(f"{asked.whole}: a redirect without a location: look at it in a browser")
    try:
        return asked.towards(location)
    except FetchError as error:
        raise FetchError(f"{asked.whole} leads to an address that cannot be asked for: {error}") from None
