"""Numbers that cannot be: rates above 100 %, fractions of what is counted one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, Measured, figure
from policytext.lexicon import alternation, groups
from policytext.model.finding import Finding

_WORDS = groups("audit")
_BOUNDED = re.compile(f"(?:{alternation(_WORDS['bounded'])})$")
_UNBOUNDED = re.compile(alternation(_WORDS["unbounded"]))
_MEAN, _RATED = re.compile(alternation(_WORDS["means"])), re.compile(alternation(_WORDS["rated"]))
_WHOLE_ONES = frozenset(_WORDS["whole_ones"])
# 3.4个、1个百分点: the unit stands behind the last
_PER_AFTER = re.compile("[、和与][0-9.]+个百分点|[/／每]|[（(][^（）()]{0,8}[/／每]")


def find_shares(ground: Ground) -> Iterator[Finding]:
    """Rates above 100 % that are parts of a whole by definition."""
    for one in ground.measured:
        name = one.value.indicator or ""
        over = one.value.unit == "%" and one.low > 100 and one.value.change == "level"
        if over and _BOUNDED.search(name) and not _UNBOUNDED.search(ground.clause_before(one.start, "，,；;。\n")):
            said = f"“{name}”是整体中的一部分，不会超过100%，文中为{figure(one.low)}%。"
            yield ground.finding("share", "certain", (one.span,), Decimal(100), one.low, said)


def find_fractions(ground: Ground) -> Iterator[Finding]:
    """4.5人, 0.6家: a fraction of what is counted one by one; 万 is missing, unless it is a mean."""
    for one in ground.measured:
        if one.value.unit in _WHOLE_ONES and one.low % 1 and not one.value.per and _is_sum(ground, one):
            said = f"“{one.span.of(ground.text)}”不是整数，可能漏了“万”。"
            yield ground.finding("unit_slip", "certain", (one.span,), None, one.low, said)


def _is_sum(ground: Ground, one: Measured) -> bool:
    """Whether nothing in the sentence says that the number is a mean or a rate, and it is no figure of a table."""
    sentence = ground.sentence(one.start)
    before = ground.text[max(sentence.start, one.start - 60) : one.start]
    clause = ground.clause_before(one.start, "，,；;。\n") + (one.value.indicator or "")
    rated = _MEAN.search(before) or _RATED.search(clause) or _PER_AFTER.match(ground.text, one.end)
    return not (rated or ground.in_table(one.start))
