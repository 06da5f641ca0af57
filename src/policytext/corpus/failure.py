"""What could not be read of a corpus, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why; with what a manifest says of it, where there is one."""

    name: str
    reason: str
    region: str | None = None
    year: int | None = None
    genre: str | None = None
