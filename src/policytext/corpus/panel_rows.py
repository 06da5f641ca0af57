"""The rows of a panel: place x year x indicator, each with its interval, wording, role and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policytext.corpus.facts import Facts
from policytext.corpus.rebuilt import spoken
from policytext.model.records import Record
from policytext.model.sheet import Sheet
from policytext.model.values import Role

if TYPE_CHECKING:
    import pyarrow as pa

PANEL_COLUMNS: dict[str, type] = {
    "place": str, "year": int, "indicator": str, "unit": str, "low": float, "high": float, "comparator": str, "change": str,
    "force": str, "deadline": date, "role": str, "mentions": int, "distinct": int, "documents": int, "printed": str, "region_code": str,
    "level": str, "genre": str, "document": str, "item": str, "text": str, "start": int, "end": int, "rule": str,
    "confidence": float, "repaired": bool, "damaged_share": float,
}  # fmt: skip
"""The columns of a panel; `lexicon/data/codebook.toml` says what each means."""
KEY = ("place", "year", "indicator", "unit")
MEANT = ("low", "high", "comparator", "change")
"""What makes two printings one value."""
TAKEN = (
    "unit", "low", "high", "comparator", "change", "force", "deadline", "role", "document", "item", "text", "start", "end", "rule",
    "confidence", "repaired",
)  # fmt: skip
"""What a row takes over from the record that speaks for it."""


@dataclass(slots=True)
class Cell:
    """All that was printed for one place, year, indicator and unit; `row` is of the first."""

    row: Record
    mentions: int = 0
    values: set[tuple[Any, ...]] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    def add(self, record: Record) -> None:
        """Counts a record."""
        self.mentions += 1
        self.values.add(tuple(record.get(name) for name in MEANT))
        self.documents.add(record["document"])

    def counted(self) -> Record:
        """The row with its counts."""
        return self.row | {"mentions": self.mentions, "distinct": len(self.values), "documents": len(self.documents)}


def panel_sheet(facts: Mapping[str, Facts], tables: Iterable[pa.Table], role: Role) -> Sheet:
    """The panel of documents with these `facts` by id and these rows of the dataset ``quantity``."""
    cells: dict[tuple[str, ...], Cell] = {}
    for record in _records(tables, role):
        row = _row(record, facts[record["document"]])
        key = tuple(str(row[name]) for name in KEY)
        cells.setdefault(key, Cell(row)).add(record)
    return Sheet("panel", PANEL_COLUMNS, tuple(cells[key].counted() for key in sorted(cells)))


def _records(tables: Iterable[pa.Table], role: Role) -> Iterator[Record]:
    """Every quantity of one role that has an indicator, in text order."""
    import pyarrow.compute as pc

    for table in tables:
        wanted = pc.and_(pc.equal(table.column("role"), role), pc.greater(pc.utf8_length(table.column("indicator")), 0))
        yield from table.filter(wanted).to_pylist()


def _row(record: Record, facts: Facts) -> Record:
    taken = {name: spoken(name, record[name]) for name in TAKEN}
    return taken | {
        "place": facts.place, "year": year_of(facts, record["role"]), "indicator": _core(record["indicator"]),
        "printed": record["indicator"], "region_code": facts.region_code, "level": facts.level, "genre": facts.genre,
        "damaged_share": facts.damaged_share,
    }  # fmt: skip


def year_of(facts: Facts, role: str) -> int | None:
    """The plan year; for outcomes the year before, which a report looks back on."""
    return facts.year - 1 if facts.year is not None and role == "outcome" else facts.year


@lru_cache(maxsize=65_536)
def _core(indicator: str) -> str:
    from policytext.comparison.indicators import indicator_core  # a batch reads with this room and needs no comparison

    return indicator_core(indicator)
