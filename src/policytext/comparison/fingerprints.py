"""Fingerprints of a text: hashed runs of characters, of which a few are kept (winnowing, Schleimer, Wilkerson & Aiken 2003).

Only letters, characters and digits count, so that punctuation and line breaks hide nothing; every one keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Places = NDArray[np.int64]
    Codes = NDArray[np.uint32]

GRAM = 10
"""Characters in a hashed run: about as long as a phrase that is no mere word of the trade."""
WINDOW = 6
"""Of so many neighbouring runs the one with the smallest hash is kept: a shared passage of GRAM + WINDOW - 1 is never missed."""
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9


@dataclass(frozen=True, slots=True)
class Content:
    """The characters of a text that count, as code points, and where each stands in the text."""

    codes: Codes
    places: Places

    def __len__(self) -> int:
        return len(self.codes)

    def span(self, start: int, end: int) -> Span:
        """The place in the text of the content characters from `start` up to `end`."""
        return Span(int(self.places[start]), int(self.places[end - 1]) + 1)

    def text(self, start: int, end: int) -> str:
        """The content characters from `start` up to `end`."""
        return "".join(map(chr, self.codes[start:end]))


def content_of(text: str) -> Content:
    """The letters and digits of a text.

    >>> content_of("一、建校：3所").text(0, 5)
    '一建校3所'
    """
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    known, which = np.unique(codes, return_inverse=True)
    counts = np.array([chr(code).isalnum() for code in known], dtype=bool)
    places = np.flatnonzero(counts[which]) if len(codes) else np.zeros(0, dtype=np.int64)
    return Content(codes[places], places)


def hashes_of(content: Content) -> Hashes:
    """The hash of every run of GRAM characters; none where the text is shorter."""
    import numpy as np

    size = len(content) - GRAM + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    codes = content.codes.astype(np.uint64) + np.uint64(1)
    found = np.zeros(size, dtype=np.uint64)
    for i in range(GRAM):
        found = found * np.uint64(_FIRST) + codes[i : i + size]
    found ^= found >> np.uint64(31)  # the last characters decide the low bits alone until they are mixed
    found *= np.uint64(_SECOND)
    return found ^ (found >> np.uint64(29))


def winnowed(hashes: Hashes) -> Places:
    """Where the hashes stand that are the smallest of a window around them."""
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    if len(hashes) <= WINDOW:
        return np.arange(len(hashes))
    lowest = sliding_window_view(hashes, WINDOW).min(axis=1)
    edge = np.zeros(WINDOW - 1, dtype=np.uint64)
    highest = sliding_window_view(np.concatenate([edge, lowest, edge]), WINDOW).max(axis=1)
    return np.flatnonzero(hashes == highest)


def covered(size: int, starts: Places) -> NDArray[np.bool_]:
    """Which of `size` characters lie in a run that begins at one of `starts`."""
    import numpy as np

    turns = np.zeros(size + 1, dtype=np.int64)
    np.add.at(turns, starts, 1)
    np.add.at(turns, np.minimum(starts + GRAM, size), -1)
    return np.cumsum(turns[:-1]) > 0


def hashes_of_phrases(phrases: Iterable[str]) -> Hashes:
    """The hashes of all runs of the phrases; a phrase shorter than a run has none."""
    import numpy as np

    parts: Sequence[Hashes] = [hashes_of(content_of(phrase)) for phrase in phrases]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.uint64)
