"""The audit table: one row a finding, with what is said and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policytext.model.document import Document
from policytext.model.finding import Finding

Row = dict[str, Any]
AUDIT_COLUMNS: dict[str, type] = {
    "document": str, "check": str, "certainty": str, "item": str, "text": str, "start": int, "end": int, "expected": float,
    "found": float, "explanation": str, "evidence": str, "evidence_places": str,
}  # fmt: skip


def audit_table(document: Document) -> Iterator[Row]:
    """The findings about a document, in text order; computed when asked for."""
    return (_row(document, finding) for finding in _findings(document))


def _findings(document: Document) -> tuple[Finding, ...]:
    from policytext.extraction.audit import audit  # its vocabulary is loaded where an audit is asked for

    return audit(document)


def _row(document: Document, finding: Finding) -> Row:
    said, *others = finding.spans
    return {
        "document": document.metadata.id, "check": finding.check, "certainty": finding.certainty, "item": finding.address,
        "text": said.of(document.text), "start": said.start, "end": said.end,
        "expected": None if finding.expected is None else float(finding.expected),
        "found": None if finding.found is None else float(finding.found), "explanation": finding.explanation,
        "evidence": "|".join(span.of(document.text) for span in others) or None,
        "evidence_places": "|".join(f"{span.start}-{span.end}" for span in others) or None,
    }  # fmt: skip


def audit_lines(document: Document) -> list[str]:
    """The findings that are certain or likely, one line each under a line that counts them; nothing where there is none.

    >>> from policytext.pipeline import parse
    >>> audit_lines(parse("新建学校12所，其中小学15所。", year=2021))
    ['自查：前后不一 1 处', '  0 “12所”其中的“15所”大于整体。']
    """
    found = [one for one in _findings(document) if one.certainty != "look"]
    lines = [f"  {one.address} {one.explanation}" for one in found]
    return [f"自查：前后不一 {len(found)} 处", *lines] if found else []
