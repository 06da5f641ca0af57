"""The progress of a batch: one bar in a terminal or a notebook, with rate, failures and the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from policytext.reading.labels import shown

if TYPE_CHECKING:
    from policytext.corpus.batch import Step

LONGEST_NAME = 24


@contextmanager
def progress_bar(stream: TextIO | None = None) -> Iterator[Callable[[Step], None]]:
    """A callback that moves a bar on; in a notebook a widget, else on `stream` (by default standard error).

    Into a pipe or a file it writes a line only now and then.
    """
    from tqdm.auto import tqdm

    bars: list[tqdm[Step]] = []

    def show(step: Step) -> None:
        if not bars:
            bars.append(tqdm(total=step.total, unit=" documents", file=stream, dynamic_ncols=True, mininterval=_pause(stream)))
        bars[0].set_postfix_str(f"{step.failed} failed, {_short(step.file)}", refresh=False)
        bars[0].update(step.done - bars[0].n)

    try:
        yield show
    finally:
        for bar in bars:
            bar.close()


def _pause(stream: TextIO | None) -> float:
    """Seconds between two pictures of the bar."""
    return 0.2 if stream is None or stream.isatty() else 30.0


def _short(name: str) -> str:
    """The end of a file's name, harmless in a terminal.

    >>> _short("厦门/2021.txt")
    '厦门/2021.txt'
    """
    plain = shown(name)
    return plain if len(plain) <= LONGEST_NAME else f"…{plain[-LONGEST_NAME:]}"
