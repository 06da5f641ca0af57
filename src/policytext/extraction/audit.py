"""The audit: what a document says of itself, checked and reported, never corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policytext.extraction.audit_dates import find_dates
from policytext.extraction.audit_ground import Ground
from policytext.extraction.audit_industries import find_industries
from policytext.extraction.audit_list_count import find_list_counts
from policytext.extraction.audit_list_items import find_item_counts
from policytext.extraction.audit_numbering import find_numbering
from policytext.extraction.audit_order import find_directions, find_ranges
from policytext.extraction.audit_parts import find_parts
from policytext.extraction.audit_repeated import find_repeated
from policytext.extraction.audit_respectively import find_respectively
from policytext.extraction.audit_restated import find_restated
from policytext.extraction.audit_shares import find_fractions, find_shares
from policytext.extraction.audit_table import find_table_differences
from policytext.model.document import Document
from policytext.model.finding import Finding

FINDERS: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    find_parts, find_industries, find_list_counts, find_item_counts, find_table_differences, find_restated, find_fractions,
    find_ranges, find_directions, find_respectively, find_shares, find_dates, find_numbering, find_repeated,
)  # fmt: skip
CHECKS = (
    "parts", "list_count", "table", "unit_slip", "restated", "range", "direction", "change", "respectively", "share",
    "date", "numbering", "repeated",
)  # fmt: skip
"""The names of the checks, as they stand in ``Finding.check``."""
_UNREADABLE = "\ufffd□"


def audit(document: Document) -> tuple[Finding, ...]:
    """The findings about a document, in text order; what touches characters that could not be read is left out.

    >>> from policytext.pipeline import parse
    >>> plan = parse("一、扩大学位\\n新建学校12所，其中小学15所。", year=2021)
    >>> [(x.check, x.certainty, int(x.expected), int(x.found)) for x in audit(plan)]
    [('parts', 'certain', 12, 15)]
    """
    ground = Ground(document)
    found = {one: None for find in FINDERS for one in find(ground) if _is_readable(document, one)}
    return tuple(sorted(found, key=lambda one: (one.spans[0].start, CHECKS.index(one.check), one.spans)))


def _is_readable(document: Document, finding: Finding) -> bool:
    return not any(mark in span.of(document.text) for span in finding.spans for mark in _UNREADABLE)
