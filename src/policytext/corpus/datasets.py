"""The datasets of a batch: which columns each kind has, and the tables of one document; the one place that knows both."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policytext.corpus.arrow import arrow_table
from policytext.corpus.damage_share import damaged_characters
from policytext.model.document import Document
from policytext.model.envelope_records import metadata_record
from policytext.model.errors import UnknownKindError
from policytext.model.record_sheets import RECORD_COLUMNS, REPAIR_COLUMNS, record_sheet
from policytext.model.sheet import LONE_SURROGATE, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

PARTITION = "plan_year"
"""What every dataset is partitioned by, Hive fashion; it stands in the folder's name and not in the files."""
UNKNOWN_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""The Hive name of the partition of documents without a plan year."""
DOCUMENT_COLUMNS: dict[str, type] = {
    "document": str, "file": str, "title": str, "issuers": str, "document_number": str, "signed": date, "published": date,
    "genre": str, "region": str, "region_code": str, "level": str, "format": str, "encoding": str, "characters": int,
    "damaged": int, "repaired": int, "sha256": str, "bytes": int, "metadata": str,
}  # fmt: skip
TEXT_COLUMNS: dict[str, type] = {
    "document": str, "text": str, "source": str, "places": str, "repairs": str, "undecoded": str,
}  # fmt: skip
DATASETS: dict[str, dict[str, type]] = {
    "document": DOCUMENT_COLUMNS, "text": TEXT_COLUMNS, **RECORD_COLUMNS, "repairs": REPAIR_COLUMNS,
}  # fmt: skip
"""Each dataset with its declared columns: the documents, their texts, each record kind, the repairs."""
JOINT = "；"
"""Stands between names in one cell."""


@dataclasses.dataclass(frozen=True, slots=True)
class Origin:
    """Where a document's bytes came from: the file's name in its folder, its checksum (SHA-256) and size; None where not known."""

    file: str | None = None
    sha256: str | None = None
    bytes: int | None = None


def tables_of(document: Document, origin: Origin) -> dict[str, pa.Table]:
    """The rows of one document in every dataset that it has rows in, as Arrow tables.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> plan = Document("一、提升质量", "一、提升质量", Metadata(), Node("0", "0", 0, Span(0, 6)))
    >>> tables_of(plan, Origin("a.txt", "0" * 64, 18))["document"]["characters"].to_pylist()
    [6]
    """
    sheets = (dataset_sheet(document, kind, origin) for kind in DATASETS)
    return {sheet.name: arrow_table(sheet) for sheet in sheets if sheet.rows}


def dataset_sheet(document: Document, kind: str, origin: Origin) -> Sheet:
    """The rows of one document in one dataset. Raises KeyError for a dataset that there is not."""
    if kind == "document":
        return Sheet(kind, DOCUMENT_COLUMNS, (document_row(document, origin),))
    if kind == "text":
        return Sheet(kind, TEXT_COLUMNS, (text_row(document),))
    return record_sheet([document], kind)


def document_row(document: Document, origin: Origin) -> dict[str, Any]:
    """What is known of a document as a whole: the envelope, its size, its damage and its checksum."""
    known = document.metadata
    return {
        "document": known.id, "file": origin.file, "title": known.title, "issuers": JOINT.join(known.issuers) or None,
        "document_number": known.document_number, "signed": _day(known.signed), "published": _day(known.published),
        "genre": known.genre, "region": known.region, "region_code": known.region_code, "level": known.level,
        "format": known.format, "encoding": known.encoding, "characters": len(document.text),
        "damaged": damaged_characters(document), "repaired": len(document.repairs), "sha256": origin.sha256,
        "bytes": origin.bytes, "metadata": json_text(metadata_record(known)),
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def text_row(document: Document) -> dict[str, Any]:
    """The characters of a document, clean and as decoded, with the places of the source and the ledger of repairs."""
    lost = {"text": undecoded(document.text), "source": undecoded(document.source)}
    return {
        "document": document.metadata.id, "text": document.text,
        "source": None if document.source == document.text else document.source,
        "places": json_text([[place.start, place.name] for place in document.places]) if document.places else None,
        "repairs": json_text([dataclasses.asdict(x) for x in document.repairs]) if document.repairs else None,
        "undecoded": json_text(lost) if any(lost.values()) else None,
    }  # fmt: skip


def json_text(value: Any) -> str:
    r"""A value as JSON, Chinese written as it is; a lone surrogate (an undecodable byte) as its escape, so that it comes back.

    >>> json_text(["工作", "\udcc7茖"])
    '["工作", "\\udcc7茖"]'
    """
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def undecoded(text: str) -> list[list[int]]:
    r"""Where undecodable bytes stand in a text and which: they cannot be written as UTF-8, so they are kept beside it.

    >>> undecoded("工作\udcc7茖")
    [[2, 56519]]
    """
    return [[found.start(), ord(found[0])] for found in re.finditer(LONE_SURROGATE, text)]


def with_undecoded(text: str, lost: Sequence[Sequence[int]]) -> str:
    r"""The text as it was, from the text as stored.

    >>> with_undecoded("工作\ufffd茖", [[2, 56519]]) == "工作\udcc7茖"
    True
    """
    characters = list(text)
    for offset, code in lost:
        characters[offset] = chr(code)
    return "".join(characters)


def schema_of(kind: str) -> pa.Schema:
    """The declared columns of a dataset and the plan year. Raises UnknownKindError that names the choices."""
    if kind not in DATASETS:
        raise UnknownKindError(f"no table {kind!r}: choose {', '.join(DATASETS)}")
    return with_year(arrow_table(Sheet(kind, DATASETS[kind])), None).schema.remove_metadata()


def with_year(table: pa.Table, year: int | None) -> pa.Table:
    """A table of documents of one plan year, with a column that says so."""
    import pyarrow as pa

    return table.append_column(PARTITION, pa.array([year] * table.num_rows, pa.int64()))


def stacked(kind: str, tables: Iterable[pa.Table]) -> pa.Table:
    """Tables of one dataset as one, with its columns also where there are none. Raises UnknownKindError."""
    import pyarrow as pa

    schema = schema_of(kind)
    return pa.concat_tables([schema.empty_table(), *(table.cast(schema) for table in tables)])
