"""The outline: a document's numbered nodes with what was found in each, for people to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from policytext.model.document import Document, Extraction, Metadata, Node
from policytext.model.span import Span
from policytext.structure.bodies import body_of

LEAD = 40  # characters shown of a paragraph that has no heading
_LEVELS = {"nation": "国家", "province": "省级", "prefecture": "地市级", "county": "县级", "township": "乡级"}
_GUESSES = {"name": "（据文件名）", "body": "（据正文推断）"}
_LISTS = {"targets": "目标", "outcomes": "完成", "deadlines": "时限", "projects": "项目"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of the outline with the surface texts of what stands in it and in no node below it."""

    node: Node
    heading: str
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The node's address; empty for an unnumbered section, which has only that of the item before it."""
        return self.node.address if self.node.number else ""

    def notes(self) -> Iterator[str]:
        """One short line for each kind of thing found here."""
        return (f"{_LISTS[name]} {'；'.join(texts)}" for name, texts in self.found.items() if texts)


def outline(document: Document) -> tuple[Entry, ...]:
    """The entries of all nodes in text order; a text without numbering has one, its root."""
    found = {name: _by_node(document, getattr(document, name)) for name in _LISTS}
    return tuple(
        Entry(node, lead(document, node), {name: tuple(held[node.span]) for name, held in found.items()})
        for node in document.nodes or (document.root,)
    )


def _by_node(document: Document, extractions: tuple[Extraction, ...]) -> dict[Span, list[str]]:
    held = defaultdict[Span, list[str]](list)
    for extraction in extractions:
        held[document.node_at(extraction.span.start).span].append(document.text_of(extraction))
    return held


def lead(document: Document, node: Node) -> str:
    """The heading of a node, or the beginning of its text where it has none."""
    if node.heading:
        return node.heading
    text = " ".join(body_of(document, node).split())
    return text if len(text) <= LEAD else text[:LEAD] + "…"


def envelope(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """What the envelope says, as pairs of a label and a text; what was not found is left out."""
    pairs = (
        ("标题", metadata.title), ("通知", metadata.notice_title), ("发文机关", "、".join(metadata.issuers)),
        ("地区", metadata.region), ("级别", _LEVELS.get(metadata.level or "")), ("文号", metadata.document_number),
        ("主送", "、".join(metadata.addressees)), ("成文日期", metadata.signed), ("发布日期", metadata.published),
        ("文种", metadata.genre), ("年度", _plan_year(metadata)),
    )  # fmt: skip
    return ((label, str(value)) for label, value in pairs if value)


def _plan_year(metadata: Metadata) -> str:
    """The plan year, with its source where that is no more than a guess."""
    guess = _GUESSES.get(metadata.plan_year_from or "")
    return f"{metadata.plan_year or ''}{guess or ''}"


def repairs_line(document: Document) -> str:
    """How many places of the source were repaired, and how many are damaged and were left as they are."""
    flagged = sum(repair.flagged for repair in document.repairs)
    return f"修复 {len(document.repairs) - flagged} 处，存疑 {flagged} 处" if document.repairs else ""


def figure(value: int | float | Decimal | None) -> str:
    """A number as people write it: no exponent, no trailing zeros.

    >>> figure(Decimal("5E+4")), figure(0.50), figure(None)
    ('50000', '0.5', '')
    """
    if value is None:
        return ""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
