"""Faults of a file that came back: all are named at once, so that a coder mends them in one go."""

from __future__ import annotations

from collections.abc import Sequence

from policytext.model.errors import CodingError

MOST = 30
"""Faults that one message names."""


def refuse(label: str, faults: Sequence[str]) -> None:
    """Raises CodingError where there are faults."""
    if faults:
        more = f"\n… and {len(faults) - MOST} more" if len(faults) > MOST else ""
        raise CodingError(f"{label} cannot be read; mend these and read it again:\n" + "\n".join(faults[:MOST]) + more)
