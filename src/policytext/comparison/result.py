"""The comparison of two documents: its tables, their records, and the whole of it as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from policytext.comparison.absences import absences_between
from policytext.comparison.attention import attention
from policytext.comparison.base_checks import base_checks
from policytext.comparison.force_mapping import ForceMapping, force_mapping, mapping_of
from policytext.comparison.formulas import Formulas, default_formulas
from policytext.comparison.items import items_of
from policytext.comparison.keyness import Keyness, keyness
from policytext.comparison.reuse import reuse_of
from policytext.comparison.robustness import Robustness, WordingStatusChange, robustness_of, status_changes
from policytext.comparison.row_records import row_of, row_record
from policytext.comparison.rows import Fulfilment, ItemChange, ProjectChange, TargetChange, Term
from policytext.comparison.sentences import SentenceChange, sentence_changes
from policytext.comparison.tables import TABLES, Row, columns, row_type
from policytext.comparison.themes import theme_items
from policytext.comparison.wording import Difference, differences
from policytext.comparison.wording_rows import Boilerplate, WordingChange, boilerplate_of, wording_changes
from policytext.comparison.words import Cutting
from policytext.model.document import Document
from policytext.model.errors import RecordError
from policytext.model.records import SCHEMA_VERSION, Record


@dataclass(frozen=True)
class Comparison:
    """Two documents put side by side, `a` the earlier one; each table is a tuple of rows.

    The fields are the tables that are always made; the others are made on first use: ``rows(table)``, ``records(table)``.
    """

    a: Document
    b: Document
    items: tuple[ItemChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    fulfilment: tuple[Fulfilment, ...] = ()
    projects: tuple[ProjectChange, ...] = ()
    other_items: tuple[ItemChange, ...] = ()
    made: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The tables that were made on demand, by name."""
    formulas: Formulas = field(default_factory=default_formulas, repr=False)
    """The set phrases that count as boilerplate."""
    force_mapping: ForceMapping = field(default_factory=force_mapping, repr=False)
    """What says which wording of a target is harder."""
    cutting: Cutting = field(default=Cutting(), repr=False)
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
        return self.rows("terms")

    @property
    def wording(self) -> tuple[WordingChange, ...]:
        """What changed in the wording of items that belong together (措辞变化)."""
        return self.rows("wording")

    @property
    def boilerplate(self) -> tuple[Boilerplate, ...]:
        """How much of every item is formula (套话)."""
        return self.rows("boilerplate")

    @property
    def robustness(self) -> tuple[Robustness, ...]:
        """What other mappings from wording to force make of the targets, one row a mapping (稳健性)."""
        return self.rows("robustness")

    @property
    def robustness_targets(self) -> tuple[WordingStatusChange, ...]:
        """The targets whose wording status hangs on the mapping, one row a target and mapping."""
        return self.rows("robustness_targets")

    def rows(self, table: str) -> tuple[Any, ...]:
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
        """Every table as records, with the ids of both documents, how they were compared, and the note on terms."""
        tables = {table: self.records(table) for table in TABLES}
        ids = {"a": self.a.metadata.id, "b": self.b.metadata.id}
        ways = {"formulas": self.formulas.to_dict(), "force_mapping": self.force_mapping.to_dict(), "cutting": self.cutting.to_dict()}
        return {"schema_version": SCHEMA_VERSION, **ids, **tables, **ways, "terms_note": self.keyness.note}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], a: Document, b: Document) -> Self:
        """The comparison that gave this dict, also after a way through JSON, beside its two documents.

        Raises RecordError where the dict is of another schema version, lacks a table or compares other documents.
        """
        if whole.get("schema_version") != SCHEMA_VERSION:
            raise RecordError(f"schema version {whole.get('schema_version')!r}: this release reads {SCHEMA_VERSION}")
        if missing := {"a", "b", "formulas", "force_mapping", "cutting", *TABLES} - whole.keys():
            raise RecordError(f"the dict lacks {', '.join(sorted(missing))}: write it with Comparison.to_dict()")
        if (whole["a"], whole["b"]) != (a.metadata.id, b.metadata.id):
            raise RecordError(f"the dict compares {whole['a']!r} with {whole['b']!r}, not {a.metadata.id!r} with {b.metadata.id!r}")
        rows = {table: tuple(row_of(record, TABLES[table]) for record in whole[table]) for table in TABLES}
        made = {table: rows.pop(table) for table in MAKERS}
        ways = Formulas.from_dict(whole["formulas"]), mapping_of(whole["force_mapping"]), Cutting.from_dict(whole["cutting"])
        return cls(a, b, **rows, made=made, **dict(zip(WAYS, ways, strict=True)))  # type: ignore[arg-type]  # every table holds its own rows


WAYS = ("formulas", "force_mapping", "cutting")
MAKERS: dict[str, Callable[[Comparison], tuple[Row, ...]]] = {
    "terms": lambda x: x.keyness.terms,
    "sentences": lambda x: sentences_between(x),
    "wording": lambda x: wording_changes(x.a, x.b, x.items, x.formulas, x.force_mapping),
    "boilerplate": lambda x: boilerplate_of(x.a, x.b, x.items, x.formulas),
    "robustness": lambda x: robustness_of(x.a, x.b, x.targets, x.force_mapping),
    "robustness_targets": lambda x: status_changes(x.a, x.b, x.targets, x.force_mapping),
    "absences": lambda x: absences_between(x.a, x.b),
    "base_checks": lambda x: base_checks(x.a, x.b),
    "attention": lambda x: attention(x.a, x.b, (*x.items, *x.other_items)),
    "themes": lambda x: theme_items(x.a, x.b),
    "reuse": lambda x: reuse_of((x.a, x.b), ordered=False, formulas=[one.text for one in x.formulas.formulas]).passages,
}
"""What makes the tables that take a while and are made on first use."""


def sentences_between(comparison: Comparison) -> tuple[SentenceChange, ...]:
    """The sentences of the tasks of both documents."""
    a, b = ((x, [item for item in items_of(x) if item.part == "tasks"]) for x in (comparison.a, comparison.b))
    return sentence_changes(a, b, paired_addresses(comparison.items))


def paired_addresses(items: Iterable[ItemChange]) -> frozenset[tuple[str, str]]:
    """The addresses of items that belong together."""
    return frozenset((x.a, x.b) for x in items if x.a is not None and x.b is not None)


def _counts(statuses: Iterable[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in Counter(statuses).most_common())
