"""The ordered rules of time, and those that can begin with a character."""

from __future__ import annotations

from collections.abc import Mapping

from policytext.extraction.time_date_rules import DATE_RULES
from policytext.extraction.time_span_rules import SPAN_RULES
from policytext.extraction.time_words import TimeRule

RULES: tuple[TimeRule, ...] = (*SPAN_RULES, *DATE_RULES)
"""The first that reads a place wins."""

RULES_AT: Mapping[str, tuple[TimeRule, ...]] = {
    first: tuple(rule for rule in RULES if first in rule.begins) for first in sorted({c for rule in RULES for c in rule.begins})
}
"""The rules that can begin with a character, in their order."""
