"""Many addresses fetched, politely and so that a run can be broken off at any moment and started again."""

from __future__ import annotations

import contextlib
import json
import queue
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from policytext.corpus.catalogue import CatalogueEntry
from policytext.corpus.fetch_manifest import write_manifest
from policytext.corpus.fetch_store import Shelf, Version, shelf_of
from policytext.corpus.fetch_turns import Turns, host_of
from policytext.corpus.fetch_visit import RefusedError, Visitor
from policytext.model.errors import FetchError, PolicyTextError, StoreError
from policytext.reading.address import address_of
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.web import agent, transport_errors

Status = Literal["fetched", "unchanged", "kept", "refused", "failed"]
LOG, LOCK = "fetch.jsonl", ".lock"
_LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of one entry: fetched, unchanged (asked for again), kept (here already, not asked for), refused, failed.

    `file` is the path of the document inside the folder, `reason` says why there is none.
    """

    name: str
    address: str
    status: Status
    file: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of every entry, in the order given."""

    results: tuple[FetchResult, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries ended how."""
        return dict(sorted(Counter(result.status for result in self.results).items()))

    @property
    def failures(self) -> tuple[FetchResult, ...]:
        """The entries of which nothing was got: refused or failed."""
        return tuple(result for result in self.results if result.status in ("refused", "failed"))


Progress = Callable[[FetchResult], None]


def fetch(
    entries: Iterable[CatalogueEntry], out: str | PathLike[str], *, delay: float = 5.0, retries: int = 3, timeout: float = 60.0,
    contact: str | None = None, progress: Progress | None = None, limits: Limits = DEFAULT, refresh: bool = False,
    hosts: int = 4, seed: int = 0,
) -> FetchReport:  # fmt: skip
    """Fetch what is not in the folder `out` yet; with `refresh`, ask also whether the pages that are there have changed.

    One request at a time to a host with `delay` seconds behind it, `hosts` hosts at once, `retries` more tries of what is
    busy or breaks off, `timeout` seconds for one request. robots.txt is honoured. `contact` (an address or mail) is sent
    with every request. `progress` is called with each result as it comes, in the caller's thread.
    One entry never stops the others: what failed is in the report. The folder is read by ``read_corpus(out/"manifest.csv")``.
    Raises StoreError where the folder cannot be used or another run uses it, MissingExtraError, FetchError for a contact
    that cannot be sent.
    """
    _check(delay, retries, timeout, hosts)
    transport_errors()
    named = {entry.name: entry for entry in entries}
    visitor = Visitor(Turns(delay), replace(limits, seconds=timeout), _headers(contact), retries, seed)
    folder = Path(out)
    found: dict[str, FetchResult] = {}
    with _owned(folder):
        for result in _results(list(named.values()), folder, visitor, refresh, hosts):
            found[result.name] = result
            _log(folder, result)
            if progress:
                progress(result)
        write_manifest(folder, named)
    return FetchReport(tuple(found[name] for name in named))


def _check(delay: float, retries: int, timeout: float, hosts: int) -> None:
    for name, value, least in (("delay", delay, 0), ("retries", retries, 0), ("timeout", timeout, 0.01), ("hosts", hosts, 1)):
        if not least <= value < 1e6:
            raise FetchError(f"{name}={value}: give a number from {least} on")


def _headers(contact: str | None) -> dict[str, str]:
    named = {"Accept-Encoding": "identity", "User-Agent": agent()}
    if contact is None:
        return named
    if not (contact.isascii() and contact.isprintable() and 0 < len(contact) <= _LONGEST_CONTACT):
        raise FetchError("contact: give an address or mail in plain ASCII, of one line")
    return named | {"User-Agent": f"{agent()} contact: {contact}"}


@contextlib.contextmanager
def _owned(folder: Path) -> Iterator[None]:
    """The folder for this run alone. The lock dies with the process, also with one that is killed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOCK).open("ab") as stream:
            _lock(stream, folder)
            yield
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise StoreError(f"{folder} cannot be used ({error.strerror}): name a folder that can be written") from error


def _lock(stream: Any, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreError(f"{folder}: another run is writing into it: wait for it, or name another folder") from None


def _results(
    entries: list[CatalogueEntry], folder: Path, visitor: Visitor, refresh: bool, hosts: int
) -> Iterator[FetchResult]:
    """Every result as it comes; each host's entries one after the other, some hosts side by side."""
    done: queue.SimpleQueue[FetchResult] = queue.SimpleQueue()

    def work(group: list[CatalogueEntry]) -> None:
        for entry in group:
            done.put(_result(entry, folder, visitor, refresh))

    with ThreadPoolExecutor(hosts, thread_name_prefix="fetch") as pool:
        try:
            for group in _by_host(entries):
                pool.submit(work, group)
            for _ in entries:
                yield done.get()
        finally:
            visitor.turns.stop()  # after an interrupt nobody waits for pauses any more


def _by_host(entries: list[CatalogueEntry]) -> list[list[CatalogueEntry]]:
    groups: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        try:
            host = host_of(address_of(entry.address))
        except FetchError:
            host = ""  # its result will say so
        groups.setdefault(host, []).append(entry)
    return list(groups.values())


def _result(entry: CatalogueEntry, folder: Path, visitor: Visitor, refresh: bool) -> FetchResult:
    """What becomes of one entry, whatever happens."""
    try:
        shelf = shelf_of(folder, entry)
        held = shelf.newest()
        if held and not refresh and entry.sha256 in ("", held.sha256):
            return _got(entry, "kept", shelf, held, folder)
        status, version = visitor.visit(entry, shelf)
        return _got(entry, "fetched" if status == "fetched" else "unchanged", shelf, version, folder)
    except RefusedError as error:
        return FetchResult(entry.name, entry.address, "refused", reason=str(error))
    except Exception as error:  # noqa: BLE001 - whatever one server or file does, the others are still fetched
        known = isinstance(error, (PolicyTextError, OSError))
        return FetchResult(entry.name, entry.address, "failed", reason=str(error) if known else f"{type(error).__name__}: {error}")


def _got(entry: CatalogueEntry, status: Status, shelf: Shelf, version: Version, folder: Path) -> FetchResult:
    return FetchResult(entry.name, entry.address, status, (shelf.folder / version.readable).relative_to(folder).as_posix())


def _log(folder: Path, result: FetchResult) -> None:
    """One line a result. The log is for people: what is here, the sidecars tell."""
    line = json.dumps({"time": datetime.now(UTC).isoformat(timespec="seconds"), **asdict(result)}, ensure_ascii=True)
    with (folder / LOG).open("ab") as stream:
        stream.write(f"{line}\n".encode())
