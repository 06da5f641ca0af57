"""Many documents together: years of one place, places of one year, and the levels of government."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from policytext.comparison.absences import absences_of
from policytext.comparison.attention_years import theme_shares
from policytext.comparison.base_checks import base_checks
from policytext.comparison.force_mapping import ForceMapping, Given, force_mapping, mapping_of
from policytext.comparison.force_mapping import force_mapping as mapping_given
from policytext.comparison.formulas import default_formulas
from policytext.comparison.levels import level_rows
from policytext.comparison.lines import lines_and_points
from policytext.comparison.neighbours import Pair, pairs_of
from policytext.comparison.panel_rows import Line, Point
from policytext.comparison.panel_tables import PANEL_TABLES, PanelRow, panel_columns, panel_row_type
from policytext.comparison.places import Series, series_of
from policytext.comparison.reuse import Reuse, reuse_of
from policytext.comparison.row_records import row_of, row_record
from policytext.comparison.timelines import timelines
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning, RecordError
from policytext.model.records import SCHEMA_VERSION, Record


@dataclass(frozen=True)
class Panel:
    """Any number of documents as one panel of place, year and indicator; tables are made when they are asked for."""

    documents: tuple[Document, ...]
    made: dict[str, tuple[PanelRow, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The tables that were made, by name."""
    force_mapping: ForceMapping = field(default_factory=force_mapping, repr=False)
    """What says which wording of a target is harder."""

    def __repr__(self) -> str:
        years = sorted(x.metadata.plan_year for x in self.documents if x.metadata.plan_year is not None)
        span = f", {years[0]}–{years[-1]}" if years else ""
        places = list(dict.fromkeys(one.place for one in self.series))
        names = "、".join(places[:3]) + "…" * (len(places) > 3)
        return f"<{type(self).__name__} {names or 'no documents'}: {len(self.documents)} documents, {len(places)} places{span}>"

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The documents by place and year."""
        return series_of(self.documents)

    @cached_property
    def pairs(self) -> tuple[tuple[Pair, ...], ...]:
        """For each place its documents of neighbouring years, compared."""
        return tuple(pairs_of(one) for one in self.series)

    @cached_property
    def traced(self) -> tuple[tuple[tuple[Line, ...], tuple[Point, ...]], ...]:
        """For each place its lines and their points."""
        return tuple(lines_and_points(series, pairs, self.force_mapping) for series, pairs in zip(self.series, self.pairs, strict=True))

    @cached_property
    def reuse(self) -> Reuse:
        """The passages that documents share, and who repeats whom (文本复用)."""
        return reuse_of(self.documents, formulas=[x.text for x in default_formulas().formulas])

    def rows(self, table: str) -> tuple[PanelRow, ...]:
        """The rows of one table. Raises UnknownKindError for any other name."""
        panel_row_type(table)
        if table not in self.made:
            self.made[table] = MAKERS[table](self)
        return self.made[table]

    def records(self, table: str) -> list[Record]:
        """The rows of one table as dicts that JSON can hold, loss-free."""
        return [row_record(row) for row in self.rows(table)]

    def columns(self, table: str) -> tuple[str, ...]:
        """The fields of one table's records, also where it has no rows."""
        return panel_columns(table)

    def to_dict(self) -> dict[str, Any]:
        """Every table as records, with the ids of the documents."""
        tables = {table: self.records(table) for table in PANEL_TABLES}
        ids = [x.metadata.id for x in self.documents]
        return {"schema_version": SCHEMA_VERSION, "documents": ids, **tables, "force_mapping": self.force_mapping.to_dict()}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], documents: Iterable[Document]) -> Self:
        """The panel that gave this dict, also after a way through JSON, with its documents.

        Raises RecordError where the dict is of another schema version, lacks a table or is of other documents.
        """
        if whole.get("schema_version") != SCHEMA_VERSION:
            raise RecordError(f"schema version {whole.get('schema_version')!r}: this release reads {SCHEMA_VERSION}")
        if missing := {"documents", "force_mapping", *PANEL_TABLES} - whole.keys():
            raise RecordError(f"the dict lacks {', '.join(sorted(missing))}: write it with Panel.to_dict()")
        held = ordered(documents)
        if (ids := [x.metadata.id for x in held]) != list(whole["documents"]):
            raise RecordError(f"the dict is of the documents {whole['documents']!r:.200}, not of {ids!r:.200}")
        made: dict[str, tuple[PanelRow, ...]] = {name: tuple(row_of(x, kind) for x in whole[name]) for name, kind in PANEL_TABLES.items()}
        return cls(held, made, mapping_of(whole["force_mapping"]))


def _lines(panel: Panel) -> tuple[PanelRow, ...]:
    return tuple(line for lines, _ in panel.traced for line in lines)


def _points(panel: Panel) -> tuple[PanelRow, ...]:
    return tuple(point for _, points in panel.traced for point in points)


def _absences(panel: Panel) -> tuple[PanelRow, ...]:
    return absences_of(panel.documents, [(pair.a, pair.b) for pairs in panel.pairs for pair in pairs])


def _base_checks(panel: Panel) -> tuple[PanelRow, ...]:
    """Only neighbouring years: 比上年 says nothing about a plan of two years ago."""
    return tuple(row for pairs in panel.pairs for pair in pairs if pair.years == 1 for row in base_checks(pair.a, pair.b))


def _projects(panel: Panel) -> tuple[PanelRow, ...]:
    return tuple(row for series in panel.series for row in timelines(series))


def _attention(panel: Panel) -> tuple[PanelRow, ...]:
    return tuple(row for series in panel.series for row in theme_shares(series))


MAKERS: dict[str, Callable[[Panel], tuple[PanelRow, ...]]] = {
    "lines": _lines,
    "points": _points,
    "levels": lambda panel: level_rows(panel.documents, panel.force_mapping),
    "absences": _absences,
    "base_checks": _base_checks,
    "projects": _projects,
    "attention": _attention,
    "reuse": lambda panel: panel.reuse.passages,
    "repetitions": lambda panel: panel.reuse.repetitions,
}
"""What makes each table on first use."""


def panel(documents: Iterable[Document], force_mapping: Given = None) -> Panel:
    """Documents as one panel, in the order of place and year; one that is given twice counts once.

    `force_mapping` says which wording of a target is harder, as in ``compare``.

    Warns where two different documents bear one id, since the rows name documents by it.

    >>> panel([])
    <Panel no documents: 0 documents, 0 places>
    """
    return Panel(ordered(documents), force_mapping=mapping_given(force_mapping))


def ordered(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents in the order of place and year, each once."""
    once: list[Document] = []
    for document in documents:
        if not any(document is other or (document.text == other.text and document.metadata == other.metadata) for other in once):
            once.append(document)
    _warn_of_shared_ids(once)
    return tuple(document for series in series_of(once) for wave in series.waves for document in wave.documents)


def _warn_of_shared_ids(documents: Sequence[Document]) -> None:
    twice = sorted(name for name, count in Counter(x.metadata.id for x in documents).items() if count > 1)
    if twice:
        warnings.warn(
            f"different documents bear the id {', '.join(twice)}: rows name documents by their id, so give each its own",
            PolicyTextWarning,
            stacklevel=4,
        )
