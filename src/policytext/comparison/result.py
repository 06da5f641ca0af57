"""The comparison of two documents: its tables, and their records."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, cast

from policytext.comparison.alignment import align
from policytext.comparison.attention import attention
from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.items import items_of
from policytext.comparison.keyness import Keyness, keyness
from policytext.comparison.lineage import target_changes
from policytext.comparison.projects import project_changes
from policytext.comparison.reuse import reuse_of
from policytext.comparison.row_records import row_of, row_record
from policytext.comparison.rows import Fulfilment, ItemChange, ProjectChange, TargetChange, Term
from policytext.comparison.tables import TABLES, Row, columns, row_type
from policytext.comparison.themes import theme_items
from policytext.comparison.wording import Difference, differences
from policytext.comparison.words import Cutting, Dictionary, cutting_of
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning, RecordError
from policytext.model.records import SCHEMA_VERSION, Record


@dataclass(frozen=True)
class Comparison:
    """Two documents put side by side, `a` the earlier one; each table is a tuple of rows."""

    a: Document
    b: Document
    items: tuple[ItemChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    fulfilment: tuple[Fulfilment, ...] = ()
    projects: tuple[ProjectChange, ...] = ()
    other_items: tuple[ItemChange, ...] = ()
    made: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The tables that were made on demand, by name."""
    cutting: Cutting = field(default=Cutting(), repr=False, compare=False)
    """What the words of `terms` are cut with."""

    def __repr__(self) -> str:
        names = " → ".join(repr(x.metadata.title or x.metadata.id) for x in (self.a, self.b))
        items = _counts(x.status for x in self.items) or "no items"
        return f"<{type(self).__name__} {names}: {items}; {len(self.targets)} targets>"

    @cached_property
    def keyness(self) -> Keyness:
        """The telling words, or a note why there are none; found on first use, since the dictionary takes a while."""
        return keyness(self.a, self.b, self.cutting)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that one document uses more than the other (关键词)."""
        return cast("tuple[Term, ...]", self.rows("terms"))

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of one table. Raises UnknownKindError for any other name."""
        row_type(table)
        if table not in MAKERS:
            found: tuple[Row, ...] = getattr(self, table)
            return found
        if table not in self.made:
            self.made[table] = MAKERS[table](self)
        return self.made[table]

    def records(self, table: str) -> list[Record]:
        """The rows of one table as dicts that JSON can hold, loss-free."""
        return [row_record(row) for row in self.rows(table)]

    def columns(self, table: str) -> tuple[str, ...]:
        """The fields of one table's records, also where it has no rows."""
        return columns(table)

    def differences(self, row: ItemChange, limit: int = 50) -> tuple[Difference, ...]:
        """What was taken out and put in between the two items of a row; offsets count from the items' starts."""
        if row.span_a is None or row.span_b is None:
            return ()
        return differences(row.span_a.of(self.a.text), row.span_b.of(self.b.text), limit)

    def to_dict(self) -> dict[str, Any]:
        """Every table as records, with the ids of both documents and the note on terms."""
        tables = {table: self.records(table) for table in TABLES}
        ids = {"a": self.a.metadata.id, "b": self.b.metadata.id}
        return {"schema_version": SCHEMA_VERSION, **ids, **tables, "terms_note": self.keyness.note}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], a: Document, b: Document) -> Self:
        """The comparison that gave this dict, also after a way through JSON, beside its two documents.

        Raises RecordError where the dict is of another schema version, lacks a table or compares other documents.
        """
        if whole.get("schema_version") != SCHEMA_VERSION:
            raise RecordError(f"schema version {whole.get('schema_version')!r}: this release reads {SCHEMA_VERSION}")
        if missing := {"a", "b", *TABLES} - whole.keys():
            raise RecordError(f"the dict lacks {', '.join(sorted(missing))}: write it with Comparison.to_dict()")
        if (whole["a"], whole["b"]) != (a.metadata.id, b.metadata.id):
            raise RecordError(f"the dict compares {whole['a']!r} with {whole['b']!r}, not {a.metadata.id!r} with {b.metadata.id!r}")
        rows = {table: tuple(row_of(record, TABLES[table]) for record in whole[table]) for table in TABLES}
        made = {table: rows.pop(table) for table in MAKERS}
        return cls(a, b, **rows, made=made)  # type: ignore[arg-type]  # every table holds rows of its own type


MAKERS: dict[str, Callable[[Comparison], tuple[Row, ...]]] = {
    "terms": lambda comparison: comparison.keyness.terms,
    "attention": lambda comparison: attention(comparison.a, comparison.b, (*comparison.items, *comparison.other_items)),
    "themes": lambda comparison: theme_items(comparison.a, comparison.b),
    "reuse": lambda comparison: reuse_of((comparison.a, comparison.b), ordered=False).passages,
}
"""What makes the tables that take a while and are made on first use."""


def _counts(statuses: Any) -> str:
    return ", ".join(f"{count} {status}" for status, count in Counter(statuses).most_common())


def compare(a: Document, b: Document, *, dictionary: Dictionary = None, segmenter: str = "jieba") -> Comparison:
    """Compares two documents item by item and target by target; `a` is the earlier one.

    `dictionary` (a file in jieba's format, or its lines) and `segmenter` (jieba, rjieba) say what is a word of `terms`.
    Warns where the plan years say that `a` is the later one, and compares them in the order given.

    >>> from policytext.model.document import Document, Metadata, Node
    >>> from policytext.model.span import Span
    >>> text = "一、建设学校"
    >>> node = Node("一", "一", 1, Span(0, 6), "建设学校", Span(2, 6))
    >>> plan = Document(text, text, Metadata(title="工作要点"), Node("0", "0", 0, Span(0, 6), children=(node,)))
    >>> compare(plan, plan)
    <Comparison '工作要点' → '工作要点': 1 retained; 0 targets>
    """
    cutting = cutting_of(segmenter, dictionary)
    years = years_between(a, b)
    if years < 0:
        warnings.warn(
            f"the plan year of a ({a.metadata.plan_year}) is later than that of b ({b.metadata.plan_year}): "
            "compare(earlier, later) is meant; compared in the order given",
            PolicyTextWarning,
            stacklevel=2,
        )
    items = align(items_of(a), items_of(b), years)
    paired = paired_addresses(items)
    projects = project_changes(a, b, paired)
    return Comparison(a, b, items, target_changes(a, b, paired), fulfilments(a, b), projects, cutting=cutting)


def years_between(a: Document, b: Document) -> int:
    """How many years the plan year of `b` lies after that of `a`; 0 where one is not known."""
    first, second = a.metadata.plan_year, b.metadata.plan_year
    return 0 if first is None or second is None else second - first


def paired_addresses(items: Sequence[ItemChange]) -> frozenset[tuple[str, str]]:
    """The addresses of items that belong together."""
    return frozenset((x.a, x.b) for x in items if x.a is not None and x.b is not None)
