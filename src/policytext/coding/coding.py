"""Codings: what a person or the machine says of stretches of text, and how it was decided."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from policytext.coding.fields import CODED, DEFAULT_KINDS, KINDS
from policytext.model.document import Document
from policytext.model.errors import CodingError
from policytext.model.records import Record, records
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    from policytext.display.tables import Frame

Decision = Literal["kept", "changed", "removed", "added", "unsure", "open"]
"""Kept as suggested, changed, removed, added by the coder, looked at without being sure, not looked at."""
DECISIONS: tuple[Decision, ...] = get_args(Decision)
PRESENT = ("kept", "changed", "added")
MACHINE = "policytext"
CODING_COLUMNS: dict[str, type] = {
    "coder": str, "document": str, "kind": str, "item": str, "text": str, "start": int, "end": int, "decision": str,
    **dict.fromkeys(dict.fromkeys(name for names in CODED.values() for name in names), str), "low": float, "high": float, "note": str,
}  # fmt: skip
"""The columns of a coding as a table."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text, ``[start, end)`` in characters of the document's text, what is said of it, and how that was decided.

    `values` are pairs of field and plain value (numbers, ISO dates, words); what the text does not say is left out.
    `key` names the stretch that was suggested; it stays when the coder moves its ends.
    """

    document: str
    kind: str
    start: int
    end: int
    text: str
    item: str = "0"
    values: tuple[tuple[str, Any], ...] = ()
    decision: Decision = "kept"
    note: str | None = None
    key: str = ""

    @property
    def present(self) -> bool:
        """Whether the coder holds it for what its kind says."""
        return self.decision in PRESENT

    def value(self, field: str) -> Any:
        """The value of a field, None where there is none."""
        return dict(self.values).get(field)


@dataclass(frozen=True)
class Coding:
    """What one coder says of some documents.

    `texts` are pairs of a document's id and the SHA-256 of its text; `kinds` what was coded. `units` are in text order.
    """

    coder: str
    units: tuple[Unit, ...]
    texts: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...] = DEFAULT_KINDS

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.coder}: {len(self.units)} stretches in {len(self.texts)} documents, {self.open} not looked at>"

    @property
    def open(self) -> int:
        """How many suggestions were not looked at: they count as neither right nor wrong."""
        return sum(unit.decision == "open" for unit in self.units)

    @classmethod
    def of_machine(cls, documents: Iterable[Document], kinds: Iterable[str] = DEFAULT_KINDS, coder: str = MACHINE) -> Self:
        """What the package found, as a coding. Raises CodingError for a kind that is not coded.

        >>> from policytext import parse
        >>> Coding.of_machine([parse("一、新建学校5所。", document="甲")]).units[0].text
        '5所'
        """
        chosen = checked_kinds(kinds)
        held = tuple(documents)
        units = (unit for document in held for unit in suggestions(document, chosen))
        texts = tuple((x.metadata.id, mark(x.text)) for x in held)
        return cls(coder, in_order(units, dict(texts)), texts, chosen)

    def to_sheet(self) -> Sheet:
        """The coding as a table."""
        return Sheet("coding", CODING_COLUMNS, tuple(_row(self.coder, unit) for unit in self.units))

    def to_frame(self) -> Frame:
        """The coding as a data frame, a row a stretch."""
        from policytext.corpus.frames import frame_of

        return frame_of(self.to_sheet())


def _row(coder: str, unit: Unit) -> Record:
    own = {name: getattr(unit, name) for name in ("document", "kind", "item", "text", "start", "end", "decision", "note")}
    values = {name: value if name in ("low", "high") else str(value) for name, value in unit.values}
    return {"coder": coder} | own | values


def checked_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds in their order. Raises CodingError for one that is not coded."""
    asked = tuple(kinds)
    if unknown := [kind for kind in asked if kind not in KINDS]:
        raise CodingError(f"{', '.join(unknown)} cannot be coded: choose of {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in asked)


def suggestions(document: Document, kinds: Iterable[str]) -> Iterator[Unit]:
    """The records of a document as units that nobody has judged but the machine, each under a key of its own."""
    text_mark, seen = mark(document.text), Counter[tuple[str, int, int]]()
    for record in records(document):
        if record["kind"] in kinds:
            unit = _suggestion(record)
            place = (unit.kind, unit.start, unit.end)
            yield replace(unit, key=key_of(unit, text_mark, seen[place]))
            seen[place] += 1  # 重点实验室、创新中心各20家: one stretch, two quantities


def _suggestion(record: Mapping[str, Any]) -> Unit:
    kind = record["kind"]
    values = tuple((name, record[name]) for name in CODED[kind] if record.get(name) is not None)
    return Unit(record["document"], kind, record["start"], record["end"], record["text"], record["item"], values)


def mark(text: str) -> str:
    """The SHA-256 of a text, an undecodable byte as what it was decoded to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(unit: Unit, text_mark: str, earlier: int = 0) -> str:
    """A short name for a suggestion that no other of any text shares; `earlier` ones of its kind have the same stretch."""
    place = f"{unit.document}\0{text_mark}\0{unit.start}\0{unit.end}\0{unit.kind}" + (f"\0{earlier}" if earlier else "")
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def in_order(units: Iterable[Unit], names: Iterable[str]) -> tuple[Unit, ...]:
    """Units in the order of their documents and of the text."""
    rank = {name: i for i, name in enumerate(names)}
    return tuple(sorted(units, key=lambda unit: (rank[unit.document], unit.start, unit.end, KINDS.index(unit.kind), unit.key)))
