"""What runs inside a reading process: orders come in line by line, each is carried out, the answer goes out as a line.

A process of its own for the reading, as a file may crash the interpreter, eat its memory or never end. The kernel ends it
when its time is over (an alarm that no code in it can put off) and refuses it memory beyond its bound.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import IO, Any

from policytext.corpus.batch.assembling import assemble
from policytext.corpus.batch.reading import read_document, reader_of, warm
from policytext.corpus.batch.settings import MEBIBYTE, package_version
from policytext.corpus.one_document import Reader
from policytext.corpus.store import Store, open_store

TOO_LITTLE_MEMORY = "memory"


def serve() -> None:
    """Carries out orders from standard input until that is closed; the first line says which reader, and the bounds."""
    answers = _answers()
    import pyarrow as pa

    start = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = start["path"]
    pa.set_memory_pool(pa.system_memory_pool())  # of the pools the one that gives back what it does not need
    read = reader_of(start["reader"])
    warm(read)
    _say(answers, {"ready": package_version()})
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    while True:
        _say(answers, _answer(json.loads(orders.get()), read, start))


def _listen(orders: queue.SimpleQueue[bytes]) -> None:
    """Takes orders in; when their end comes, the parent is gone, and nothing may be written any more beside its successor."""
    for line in sys.stdin.buffer:
        orders.put(line)
    os._exit(0)


def _answers() -> IO[bytes]:
    """The way out for answers; what a library prints goes nowhere and cannot be mistaken for one."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _say(answers: IO[bytes], answer: Mapping[str, Any]) -> None:
    answers.write(json.dumps(answer).encode("ascii") + b"\n")
    answers.flush()


def _answer(order: Mapping[str, Any], read: Reader, start: Mapping[str, Any]) -> dict[str, Any]:
    """What came of an order: the facts, ``stopped`` where a bound was met, ``broken`` where the output cannot be written."""
    try:
        if order["do"] == "assemble":
            return assemble(open_store(order["out"]), order)
        with bounded(start["seconds"], start["memory"]):
            return read_document(_store(order["folder"]), _store(order["out"]), order, read, start["strict"])
    except MemoryError:
        return {"stopped": TOO_LITTLE_MEMORY}
    except Exception as error:  # noqa: BLE001 - the parent decides; the reader's own errors never come here
        return {"broken": f"{type(error).__name__}: {error}"}


_stores: dict[str, Store] = {}


def _store(address: str) -> Store:
    if address not in _stores:
        _stores[address] = open_store(address)
    return _stores[address]


@contextlib.contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Bounds of time (seconds; over them the kernel ends the process) and memory (MiB) for what runs inside."""
    before = limit_memory(memory * MEBIBYTE)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        if before is not None:
            limit_memory(before)


def limit_memory(most: int) -> int | None:
    """Sets how many bytes of data the process may hold; what it was before, or None where the system knows no such bound."""
    try:
        import resource
    except ImportError:  # Windows: the parent's watch alone bounds the memory there
        return None
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = hard if most == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    return before
