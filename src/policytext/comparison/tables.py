"""The tables of a comparison and the row class of each; a new table is one line here and one in ``result.MAKERS``."""

from __future__ import annotations

from typing import Any

from policytext.comparison.attention import Attention
from policytext.comparison.panel_rows import Absence, BaseCheck
from policytext.comparison.reuse import Passage
from policytext.comparison.robustness import Robustness, WordingStatusChange
from policytext.comparison.row_records import field_names
from policytext.comparison.rows import Fulfilment, ItemChange, ProjectChange, TargetChange, Term
from policytext.comparison.sentences import SentenceChange
from policytext.comparison.themes import ThemeItem
from policytext.comparison.wording_rows import Boilerplate, WordingChange
from policytext.model.errors import UnknownKindError

Row = (
    ItemChange | TargetChange | Fulfilment | ProjectChange | Term | SentenceChange | WordingChange | Boilerplate | Robustness
    | WordingStatusChange | Absence | BaseCheck | Attention | ThemeItem | Passage
)  # fmt: skip
TABLES: dict[str, type[Row]] = {
    "items": ItemChange,
    "targets": TargetChange,
    "fulfilment": Fulfilment,
    "projects": ProjectChange,
    "terms": Term,
    "other_items": ItemChange,
    "sentences": SentenceChange,
    "wording": WordingChange,
    "boilerplate": Boilerplate,
    "robustness": Robustness,
    "robustness_targets": WordingStatusChange,
    "absences": Absence,
    "base_checks": BaseCheck,
    "attention": Attention,
    "themes": ThemeItem,
    "reuse": Passage,
}


def row_type(table: str) -> type[Any]:
    """The row class of a table. Raises UnknownKindError for any other name."""
    if table not in TABLES:
        raise UnknownKindError(f"there is no table {table!r}; choose one of {', '.join(TABLES)}")
    return TABLES[table]


def columns(table: str) -> tuple[str, ...]:
    """The declared fields of a table's records, the same in every release of a schema version.

    >>> columns("projects")
    ('a', 'b', 'status', 'similarity', 'aliases', 'evidence', 'start_evidence', 'end_evidence')
    """
    return field_names(row_type(table))
