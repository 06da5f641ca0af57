"""The public verbs, and the public nouns with their views: the model's own classes, with tables and pages added."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Self, cast

from policytext import pipeline
from policytext.model import document, records
from policytext.model.document import Extraction, Metadata, Place
from policytext.model.envelope_records import metadata_of, metadata_record, repair_of
from policytext.model.errors import RecordError
from policytext.model.finding import Finding
from policytext.model.records import SCHEMA_VERSION, Record
from policytext.model.repair import Repair
from policytext.reading.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from policytext.display.columns import Labels
    from policytext.display.tables import Frame
    from policytext.extraction.coverage import Coverage

Source = str | os.PathLike[str] | bytes | IO[bytes]


class Document(document.Document):
    """One parsed document with its tables; see ``model.document.Document`` for what it holds.

    >>> parse("一、提升质量\\n新增学位5万个。").to_frame().loc[0, "text"]
    '5万个'
    """

    def records(self) -> list[Record]:
        """All extractions in text order as dicts that JSON can hold."""
        return records.records(self)

    def at_least(self, min_confidence: float) -> Self:
        """The same document with only those extractions whose confidence is at least so high (0..1).

        Confidence is the probability that a reading is right: more of it means fewer readings and fewer of them wrong, along the curve in
        docs/models.md. Headings, sections and rejections have no measured probability and are kept.

        >>> plan = parse("一、提升质量\\n新增学位5万个。", year=2021)
        >>> len(plan.at_least(0.5).targets), len(plan.at_least(1.0).targets)
        (1, 0)
        """
        from policytext.learning.confidence import is_measured

        kept = tuple(x for x in self.extractions if x.confidence >= min_confidence or not is_measured(x.value))
        return dataclasses.replace(self, extractions=kept)

    @classmethod
    def from_records(
        cls, rows: Iterable[Mapping[str, Any]], *, text: str, source: str | None = None,
        metadata: Metadata | None = None, repairs: Iterable[Repair] = (), places: Iterable[Place] = (),
    ) -> Self:  # fmt: skip
        """The document that gave these records; loss-free where source, metadata and repairs are given too.

        Raises RecordError where a record lacks a field or does not slice its own text out of `text`.

        >>> plan = parse("一、提升质量\\n新增学位5万个。", year=2021)
        >>> Document.from_records(plan.records(), text=plan.text, metadata=plan.metadata).targets == plan.targets
        True
        """
        rows = list(rows)
        found = tuple(records.extraction_of(row, text) for row in rows)
        name = rows[0]["document"] if rows else "document"
        origin, envelope = text if source is None else source, metadata or Metadata(id=name)
        return cls(text, origin, envelope, records.tree_of(found, text), found, tuple(repairs), tuple(places))

    def to_dict(self) -> dict[str, Any]:
        """The whole document as one dict that JSON can hold."""
        return {
            "schema_version": SCHEMA_VERSION, "metadata": metadata_record(self.metadata), "text": self.text,
            "source": self.source, "records": self.records(), "repairs": [dataclasses.asdict(x) for x in self.repairs],
            "places": [[place.start, place.name] for place in self.places],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any]) -> Self:
        """The document that gave this dict, also after a way through JSON.

        Raises RecordError where the dict is of another schema version or lacks a part.

        >>> plan = parse("一、提升质量\\n新增学位5万个。")
        >>> Document.from_dict(plan.to_dict()) == plan
        True
        """
        if whole.get("schema_version") != SCHEMA_VERSION:
            raise RecordError(f"schema version {whole.get('schema_version')!r}: this release reads {SCHEMA_VERSION}")
        if missing := {"metadata", "text", "source", "records", "repairs"} - whole.keys():
            raise RecordError(f"the dict lacks {', '.join(sorted(missing))}: write it with Document.to_dict()")
        repairs = tuple(repair_of(record) for record in whole["repairs"])
        return cls.from_records(
            whole["records"], text=whole["text"], source=whole["source"],
            metadata=metadata_of(whole["metadata"]), repairs=repairs,
            places=(Place(start, name) for start, name in whole.get("places", ())),
        )  # fmt: skip

    @property
    def measures(self) -> tuple[Extraction, ...]:
        """The clauses that say what is done, as verb, object and modifiers (举措), in text order; computed once, on demand.

        >>> parse("一、提升质量\\n大力推进老旧校舍改造。").measures[1].value.verb.text
        '推进'
        """
        from policytext.extraction.measures import measures_of

        return measures_of(self)

    @property
    def instruments(self) -> tuple[Extraction, ...]:
        """The policy instrument of every measure (政策工具): supply, environment, demand or none, with sub-type and probability.

        A statistical model reads them, once, on demand (docs/models.md). Raises ModelError where the package has no model.

        >>> parse("一、强化支撑\\n引进高层次人才团队。").instruments[-1].value.subtype
        'talent'
        """
        from policytext.learning.instruments_found import instruments_of

        return instruments_of(self)

    def audit(self) -> tuple[Finding, ...]:
        """What the document contradicts in itself: checked when asked for and reported, never corrected (docs/audit.md).

        >>> [(x.check, x.certainty, x.explanation) for x in parse("新建学校12所，其中小学15所。").audit()]
        [('parts', 'certain', '“12所”其中的“15所”大于整体。')]
        """
        from policytext.extraction.audit import audit  # its vocabulary is loaded where an audit is asked for

        return audit(self)

    def to_frame(self, kind: str = "quantity", labels: Labels = "en") -> Frame:
        """A table: heading, section, quantity, time, project, reference, organisation, rejection, item, task, audit, repairs, measure or instrument.

        With `labels` zh the columns are named in Chinese. Raises UnknownKindError for any other name.

        >>> parse("一、新建学校5所。").to_frame(labels="zh")["原文"].tolist()
        ['5所']
        """
        from policytext.display.tables import document_frame

        return document_frame(self, kind, labels)

    def coverage(self) -> Coverage:
        """Where every numeral of the body went: a record, a printed number, a table's frame; `lost` lists those in none.

        >>> parse("新增学位5万个，破除“五唯”。", year=2021).coverage().complete
        True
        """
        from policytext.extraction.coverage import coverage_of

        return coverage_of(self)

    def save(self, path: str | os.PathLike[str], labels: Labels = "en", kind: str | None = None) -> None:
        """Write all tables as a workbook (``.xlsx``), or the one that `kind` names as ``.csv``, ``.xlsx``, ``.dta`` or ``.parquet``.

        The codebook of the columns comes with it; with `labels` zh headings are Chinese. Raises UnsupportedFormatError for another ending,
        UnknownKindError for a name that is no table.
        """
        from policytext.display.saved import save, save_workbook
        from policytext.display.sheets import sheet_of, sheets_of

        if kind is None:
            save_workbook(sheets_of([self]), path, labels)
        else:
            save(sheet_of([self], kind), path, labels)

    def _repr_html_(self) -> str:
        from policytext.display.notebook import document_html

        return document_html(self)


def read(
    source: Source, *, year: int | None = None, date: date | None = None, document: str | None = None,
    limits: Limits = DEFAULT, strict: bool = False,
) -> Document:  # fmt: skip
    """Read a path, an http(s) address, bytes or a binary file object, in any supported format.

    `year` is the plan year that 年底前 and 今年 refer to, `date` the day of publication, `document` the id in the
    records; by default the year is read from the title or the date, and the id is the file's stem.
    `limits` bounds what a source may cost. With `strict`, repairs that are guesses are not made but flagged, so that
    a number they touch is a rejection.

    >>> read("一、提升质量".encode("gb18030")).items[0].heading
    '提升质量'
    """
    return cast(Document, pipeline.read(source, year=year, date=date, document=document, limits=limits, strict=strict, cls=Document))


def parse(
    text: str, *, year: int | None = None, date: date | None = None, document: str | None = None,
    limits: Limits = DEFAULT, strict: bool = False,
) -> Document:  # fmt: skip
    """Parse a text; the options are those of ``read``.

    >>> parse("一、提升质量\\n新增学位5万个。", year=2021).targets[0].value.low
    Decimal('50000')
    """
    return cast(Document, pipeline.parse(text, year=year, date=date, document=document, limits=limits, strict=strict, cls=Document))


def specimens() -> tuple[str, ...]:
    """The names of the specimen plans that come with the package."""
    from policytext.corpus.specimens import specimen_names

    return tuple(specimen_names())


def specimen(name: str) -> Document:
    """A specimen plan of an invented city, read. Raises UnknownKindError for any name but those of ``specimens()``."""
    from policytext.corpus.specimens import specimen_bytes

    return read(specimen_bytes(name), document=name)
