"""A finding: one place where a document contradicts itself, with all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policytext.model.span import Span

Certainty = Literal["certain", "likely", "look"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: nothing is corrected, the text stays as printed.

    `spans` hold the evidence, each a slice of ``Document.text``; the first is what is said, the others what speaks
    against it. `expected` is the number that the first span says or implies, `found` the number that the others give;
    None where the finding is about no number. `certainty` is ``certain`` (the text contradicts itself), ``likely``
    (it does in all readings but unusual ones) or ``look`` (worth a look).
    """

    check: str
    certainty: Certainty
    spans: tuple[Span, ...]
    address: str
    expected: Decimal | None
    found: Decimal | None
    explanation: str
