"""The body of a web answer unpacked while it comes, so that a bomb is noticed before it has grown."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from policytext.model.errors import FetchError

PACKINGS = ("gzip", "x-gzip", "deflate")
_STEP = 1 << 18
_EITHER, _RAW = 47, -15  # window sizes of zlib: a gzip or zlib head, or none at all


def unpacked(chunks: Iterable[bytes], label: str) -> Iterator[bytes]:
    """The pieces of a gzip or deflate stream. Raises FetchError where it is damaged or ends too early.

    >>> b"".join(unpacked([zlib.compress("规划".encode())], "计划")).decode()
    '规划'
    """
    state: Any = None
    for chunk in chunks:
        state = state or _opened(chunk)
        while chunk:
            if state.eof:  # a file of several parts
                state = zlib.decompressobj(_EITHER)
            try:
                yield state.decompress(chunk, _STEP)
            except zlib.error as error:
                raise FetchError(f"{label} is packed and damaged ({error}): try again") from None
            chunk = state.unconsumed_tail or state.unused_data
    if state is not None and not state.eof:
        raise FetchError(f"{label} was cut off while it was sent: try again")


def _opened(chunk: bytes) -> Any:
    """A decompressor. Servers send "deflate" with a head, as the standard has it, and without."""
    try:
        zlib.decompressobj(_EITHER).decompress(chunk, 1)
    except zlib.error:
        return zlib.decompressobj(_RAW)
    return zlib.decompressobj(_EITHER)
