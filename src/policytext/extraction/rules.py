"""A rule: a named pattern with its examples, and the span and value it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policytext.model.values import Value


@dataclass(frozen=True, slots=True)
class Rule:
    """One ordered, named pattern. Its name travels with every result.

    `examples` must match somewhere, `counterexample` must not; one test checks them all.
    """

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexample: str


@dataclass(frozen=True, slots=True)
class Found:
    """Something found at ``[start, end)`` of the text, before it has an address."""

    start: int
    end: int
    rule: str
    value: Value
    confidence: float = field(default=0.9)
