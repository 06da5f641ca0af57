"""The comparison of two documents: its tables, and their records."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, get_args

from policytext.comparison.absences import absences_between
from policytext.comparison.alignment import align_part
from policytext.comparison.base_checks import base_checks
from policytext.comparison.force_mapping import ForceMapping, Given, mapping_of
from policytext.comparison.force_mapping import force_mapping as mapping_given
from policytext.comparison.formulas import Formulas, default_formulas
from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.items import Item, items_of
from policytext.comparison.keyness import Keyness, keyness
from policytext.comparison.lineage import target_changes
from policytext.comparison.parts import Part
from policytext.comparison.projects import project_changes
from policytext.comparison.robustness import Robustness, WordingStatusChange, robustness_of, status_changes
from policytext.comparison.row_records import row_of, row_record
from policytext.comparison.rows import Fulfilment, ItemChange, ProjectChange, TargetChange, Term
from policytext.comparison.sentences import SentenceChange, sentence_changes
from policytext.comparison.tables import TABLES, Row, columns, row_type
from policytext.comparison.wording import Difference, differences
from policytext.comparison.wording_rows import Boilerplate, WordingChange, boilerplate_of, wording_changes
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
    formulas: Formulas = field(default_factory=default_formulas, repr=False)
    force_mapping: ForceMapping = field(default_factory=mapping_given, repr=False)
    made: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The tables that were made on demand, by name."""

    def __repr__(self) -> str:
        names = " → ".join(repr(x.metadata.title or x.metadata.id) for x in (self.a, self.b))
        items = _counts(x.status for x in self.items) or "no items"
        return f"<{type(self).__name__} {names}: {items}; {len(self.targets)} targets>"

    @cached_property
    def keyness(self) -> Keyness:
        """The telling words, or a note why there are none; found on first use, since the dictionary takes a while."""
        return keyness(self.a, self.b)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that one document uses more than the other (关键词)."""
        return self.keyness.terms

    @property
    def wording(self) -> tuple[WordingChange, ...]:
        """What changed in the wording of items that belong together (措辞变化); found on first use, as the next three."""
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
        """Every table as records, with the ids of both documents and the note on terms."""
        tables = {table: self.records(table) for table in TABLES}
        ids = {"a": self.a.metadata.id, "b": self.b.metadata.id}
        ways = {"formulas": self.formulas.to_dict(), "force_mapping": self.force_mapping.to_dict()}
        return {"schema_version": SCHEMA_VERSION, **ids, **tables, **ways, "terms_note": self.keyness.note}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], a: Document, b: Document) -> Self:
        """The comparison that gave this dict, also after a way through JSON, beside its two documents.

        Raises RecordError where the dict is of another schema version, lacks a table or compares other documents.
        """
        if whole.get("schema_version") != SCHEMA_VERSION:
            raise RecordError(f"schema version {whole.get('schema_version')!r}: this release reads {SCHEMA_VERSION}")
        if missing := {"a", "b", "formulas", "force_mapping", *TABLES} - whole.keys():
            raise RecordError(f"the dict lacks {', '.join(sorted(missing))}: write it with Comparison.to_dict()")
        if (whole["a"], whole["b"]) != (a.metadata.id, b.metadata.id):
            raise RecordError(f"the dict compares {whole['a']!r} with {whole['b']!r}, not {a.metadata.id!r} with {b.metadata.id!r}")
        rows = {table: tuple(row_of(record, TABLES[table]) for record in whole[table]) for table in TABLES}
        made = {table: rows.pop(table) for table in MAKERS}
        formulas, mapping = Formulas.from_dict(whole["formulas"]), mapping_of(whole["force_mapping"])
        return cls(a, b, **rows, formulas=formulas, force_mapping=mapping, made=made)  # type: ignore[arg-type]  # every table holds rows of its own type


MAKERS: dict[str, Callable[[Comparison], tuple[Row, ...]]] = {
    "terms": lambda comparison: comparison.keyness.terms,
    "sentences": lambda comparison: sentences_between(comparison),
    "absences": lambda comparison: absences_between(comparison.a, comparison.b),
    "base_checks": lambda comparison: base_checks(comparison.a, comparison.b),
    "wording": lambda x: wording_changes(x.a, x.b, x.items, x.formulas, x.force_mapping),
    "boilerplate": lambda x: boilerplate_of(x.a, x.b, x.items, x.formulas),
    "robustness": lambda x: robustness_of(x.a, x.b, x.targets, x.force_mapping),
    "robustness_targets": lambda x: status_changes(x.a, x.b, x.targets, x.force_mapping),
}
"""What makes the tables that take a while and are made on first use."""


def sentences_between(comparison: Comparison) -> tuple[SentenceChange, ...]:
    """The sentences of the tasks of both documents."""
    a, b = ((x, [item for item in items_of(x) if item.part == "tasks"]) for x in (comparison.a, comparison.b))
    return sentence_changes(a, b, paired_addresses(comparison.items))


def _counts(statuses: Any) -> str:
    return ", ".join(f"{count} {status}" for status, count in Counter(statuses).most_common())


def compare(a: Document, b: Document, *, formulas: Formulas | None = None, force_mapping: Given = None) -> Comparison:
    """Compares two documents item by item and target by target; `a` is the earlier one.

    `formulas` are the set phrases that count as boilerplate, by default those of the package; `force_mapping` says which
    wording of a target is harder: a name, a table, a TOML file or a ForceMapping (docs/wording.md).

    Warns where the plan years say that `a` is the later one, and compares them in the order given.

    >>> from policytext.model.document import Document, Metadata, Node
    >>> from policytext.model.span import Span
    >>> text = "一、建设学校"
    >>> node = Node("一", "一", 1, Span(0, 6), "建设学校", Span(2, 6))
    >>> plan = Document(text, text, Metadata(title="工作要点"), Node("0", "0", 0, Span(0, 6), children=(node,)))
    >>> compare(plan, plan)
    <Comparison '工作要点' → '工作要点': 1 retained; 0 targets>
    """
    mapping = mapping_given(force_mapping)
    years = years_between(a, b)
    if years < 0:
        warnings.warn(
            f"the plan year of a ({a.metadata.plan_year}) is later than that of b ({b.metadata.plan_year}): "
            "compare(earlier, later) is meant; compared in the order given",
            PolicyTextWarning,
            stacklevel=2,
        )
    items_a, items_b = items_of(a), items_of(b)
    items, others = align_part(items_a, items_b, "tasks", years), other_rows(items_a, items_b, years)
    paired = paired_addresses([*items, *others])
    return Comparison(
        a, b, items, target_changes(a, b, paired, mapping), fulfilments(a, b), project_changes(a, b, paired), others,
        formulas=default_formulas() if formulas is None else formulas, force_mapping=mapping,
    )  # fmt: skip


def other_rows(items_a: Sequence[Item], items_b: Sequence[Item], years: int) -> tuple[ItemChange, ...]:
    """What stands around the tasks of reports, part by part: reviews with reviews, outlooks with outlooks."""
    parts = (part for part in get_args(Part) if part != "tasks")
    return tuple(row for part in parts for row in align_part(items_a, items_b, part, years))


def years_between(a: Document, b: Document) -> int:
    """How many years the plan year of `b` lies after that of `a`; 0 where one is not known."""
    first, second = a.metadata.plan_year, b.metadata.plan_year
    return 0 if first is None or second is None else second - first


def paired_addresses(items: Sequence[ItemChange]) -> frozenset[tuple[str, str]]:
    """The addresses of items that belong together."""
    return frozenset((x.a, x.b) for x in items if x.a is not None and x.b is not None)
