"""One change made to the source text, or one place known to be damaged and left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from policytext.model.span import Span


@dataclass(frozen=True, slots=True)
class Repair:
    """A ledger entry of cleaning: where, what it was, what it is, why, how sure.

    `span` points into the clean text, `source` into the decoded source. A flagged place that could not be
    repaired has ``before == after`` and ``flagged`` true. `confidence` is 0..1; `alternatives` holds the other
    readings considered, best first.
    """

    span: Span
    source: Span
    before: str
    after: str
    reason: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    flagged: bool = False
