"""A reader that a document can make do what a poisoned file does to a real one: crash, eat memory, never end.

Its own readings are those of the plain reader; it is given to a batch by name, as the readers of the package are.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path
from typing import IO, Any

from policytext.faces import Document
from policytext.faces import read as read_well

HARM = b"HARM "


def read(source: IO[bytes] | bytes, **options: Any) -> Document:
    """Reads a document; one that begins with HARM does what its first line says."""
    data = source if isinstance(source, bytes) else source.read()
    if data.startswith(HARM):
        harm(*data.splitlines()[0].decode().split()[1:])
    return read_well(data, **options)


def harm(what: str, *rest: str) -> None:
    """Does it."""
    if what == "crash":
        ctypes.string_at(0)
    elif what == "abort":
        os.abort()
    elif what == "exit":
        os._exit(0)
    elif what == "eat":
        hoard = [bytearray(8 << 20) for _ in range(10_000)]
        raise AssertionError(f"{len(hoard)} pieces of memory were given")
    elif what == "loop":
        while True:
            pass
    elif what == "sleep":  # deaf to everything that can be ignored
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_IGN)
        time.sleep(3600)
    elif what == "once":  # harms the first who reads it, and is harmless to the second
        mark = Path(rest[0])
        if not mark.exists():
            mark.touch()
            os.abort()
    elif what == "noise":
        os.write(1, b'{"ready": "never"}\n')
    elif what == "fork":
        if os.fork() == 0:
            time.sleep(3600)
        os.abort()
    else:
        raise ValueError(f"no such harm: {what}")
