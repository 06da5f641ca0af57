"""Standard output and standard error: data to the one, sentences to the other, UTF-8 on both."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO


def emit(text: str, out: Path | None = None) -> None:
    """Write a text to the output file or to standard output."""
    emit_all([text], out)


def emit_all(texts: Iterable[str], out: Path | None = None) -> None:
    """Write texts one after the other; a reader who has seen enough, as `head` has, is no error."""
    if out is not None:
        with out.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(texts)
        return
    try:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(f"policytext: {message}\n")


def warn(
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,
) -> None:  # fmt: skip
    """A warning as one sentence, without the line of code that gave it."""
    complain(f"warning: {message}")


def speaking(stream: TextIO | None) -> TextIO:
    """The stream set to UTF-8, also where the locale is C; a closed one is replaced by one that swallows everything."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream
