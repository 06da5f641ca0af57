"""The public verbs, and the public nouns with their views: the model's own classes, with tables and pages added."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, cast

from policytext import comparison, pipeline
from policytext.comparison.force_mapping import Given
from policytext.comparison.formulas import Formulas
from policytext.model import document, records
from policytext.model.document import Extraction, Metadata, Place
from policytext.model.envelope_records import metadata_of, metadata_record, repair_of
from policytext.model.errors import RecordError
from policytext.model.finding import Finding
from policytext.model.records import SCHEMA_VERSION, Record
from policytext.model.repair import Repair
from policytext.reading.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from policytext.comparison.words import Dictionary
    from policytext.corpus.corpus import Corpus
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

    def audit(self) -> tuple[Finding, ...]:
        """What the document contradicts in itself: checked when asked for and reported, never corrected (docs/audit.md).

        >>> [(x.check, x.certainty, x.explanation) for x in parse("新建学校12所，其中小学15所。").audit()]
        [('parts', 'certain', '“12所”其中的“15所”大于整体。')]
        """
        from policytext.extraction.audit import audit  # its vocabulary is loaded where an audit is asked for

        return audit(self)

    def to_frame(self, kind: str = "quantity") -> Frame:
        """A table: heading, section, quantity, time, project, reference, organisation, rejection, item, task, audit, repairs or measure.

        Raises UnknownKindError for any other name.
        """
        from policytext.display.tables import document_frame

        return document_frame(self, kind)

    def coverage(self) -> Coverage:
        """Where every numeral of the body went: a record, a printed number, a table's frame; `lost` lists those in none.

        >>> parse("新增学位5万个，破除“五唯”。", year=2021).coverage().complete
        True
        """
        from policytext.extraction.coverage import coverage_of

        return coverage_of(self)

    def _repr_html_(self) -> str:
        from policytext.display.notebook import document_html

        return document_html(self)


def _faced(found: document.Document) -> Document:
    """A document with its tables and its JSON."""
    return found if isinstance(found, Document) else Document(**{x.name: getattr(found, x.name) for x in dataclasses.fields(found) if x.init})


def _documents_of(whole: Mapping[str, Any], given: Iterable[document.Document] | None, noun: str) -> tuple[document.Document, ...]:
    """The documents that a dict holds, or those given in their stead."""
    if given is not None:
        return tuple(given)
    if "texts" not in whole:
        raise RecordError(f"the dict lacks its texts: write it with {noun}.to_dict(), or give the documents too")
    return tuple(Document.from_dict(text) for text in whole["texts"])


class Comparison(comparison.Comparison):
    """Two documents put side by side, with tables and a report; see ``comparison.Comparison`` for what it holds."""

    def to_dict(self) -> dict[str, Any]:
        """Every table as records, how it was compared, and both documents whole: one dict that JSON can hold, loss-free."""
        return {**super().to_dict(), "texts": [_faced(x).to_dict() for x in (self.a, self.b)]}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], a: document.Document | None = None, b: document.Document | None = None) -> Self:
        """The comparison that gave this dict, also after a way through JSON; `a` and `b` where the dict is without its texts.

        Raises RecordError where the dict is of another schema version, lacks a part or compares other documents.

        >>> plan = parse("一、提升质量\\n新增学位5万个。")
        >>> Comparison.from_dict(compare(plan, plan).to_dict()).targets == compare(plan, plan).targets
        True
        """
        first, second = _documents_of(whole, None if a is None or b is None else (a, b), "Comparison")
        return super().from_dict(whole, first, second)

    def to_frame(self, table: str = "items") -> Frame:
        """One of its tables (docs/tables.md): items, targets, fulfilment, projects, terms, wording, attention …; its sides are ``a_…`` and ``b_…`` columns.

        Raises UnknownKindError for any other name.
        """
        from policytext.display.tables import comparison_frame

        return comparison_frame(self, table)

    def report(self, path: str | os.PathLike[str]) -> None:
        """Write all tables as one HTML file that loads nothing from anywhere."""
        from policytext.display.report import write_report

        write_report(self, path)

    def _repr_html_(self) -> str:
        from policytext.display.notebook import comparison_html

        return comparison_html(self)


class Panel(comparison.Panel):
    """Many documents as one panel of place, year and indicator; see ``comparison.Panel`` for what it holds."""

    def to_dict(self) -> dict[str, Any]:
        """Every table as records, and the documents whole: one dict that JSON can hold, loss-free."""
        return {**super().to_dict(), "texts": [_faced(x).to_dict() for x in self.documents]}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any], documents: Iterable[document.Document] | None = None) -> Self:
        """The panel that gave this dict, also after a way through JSON; `documents` where the dict is without its texts.

        Raises RecordError where the dict is of another schema version, lacks a part or is of other documents.
        """
        return super().from_dict(whole, _documents_of(whole, documents, "Panel"))

    def to_frame(self, table: str = "lines") -> Frame:
        """A table: lines, points, levels, absences, base_checks, projects, reuse or repetitions. Raises UnknownKindError for any other name."""
        from policytext.display.tables import panel_frame

        return panel_frame(self, table)

    def _repr_html_(self) -> str:
        from policytext.display.notebook import panel_html

        return panel_html(self)


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


def compare(
    a: document.Document, b: document.Document, *, formulas: Formulas | None = None, force_mapping: Given = None,
    dictionary: Dictionary = None, segmenter: str = "jieba",
) -> Comparison:  # fmt: skip
    """Compare two documents item by item and target by target; `a` is the earlier one.

    `formulas` are the set phrases that count as boilerplate, by default those that come with the package; `force_mapping`
    says which wording of a target is harder: a name, a table, a TOML file or a ForceMapping (docs/wording.md).
    `dictionary` holds words of your own for the table `terms`: a file in jieba's format (词 频数 词性), or its lines. With
    ``segmenter="rjieba"`` words are cut by rjieba, faster and alike, where it is installed.

    >>> plan = parse("一、提升质量")
    >>> compare(plan, plan).items[0].status
    'retained'
    """
    found = comparison.compare(a, b, formulas=formulas, force_mapping=force_mapping, dictionary=dictionary, segmenter=segmenter)
    return Comparison(**{field.name: getattr(found, field.name) for field in dataclasses.fields(found)})


def panel(documents: Iterable[document.Document], *, force_mapping: Given = None) -> Panel:
    """Put any number of documents together: years of one issuer, places of one year, levels of government.

    `force_mapping` says which wording of a target is harder, as in ``compare``.

    >>> texts = {2021: "一、提升质量\\n新增学位5万个。", 2022: "一、提升质量\\n新增学位6万个。"}
    >>> plans = [parse("厦门市教育局工作要点\\n" + text, year=year, document=f"plan-{year}") for year, text in texts.items()]
    >>> panel(plans).to_frame("lines").loc[0, "steps"]
    '↑'
    """
    found = comparison.panel(documents, force_mapping)
    return Panel(found.documents, force_mapping=found.force_mapping)


def read_corpus(source: str | os.PathLike[str]) -> Corpus:
    """Read a folder or a manifest of documents."""
    from policytext.corpus.corpus import read_corpus as read_all

    return read_all(Path(source), read=read)


def specimens() -> tuple[str, ...]:
    """The names of the specimen plans that come with the package."""
    from policytext.corpus.specimens import specimen_names

    return tuple(specimen_names())


def specimen(name: str) -> Document:
    """A specimen plan of an invented city, read. Raises UnknownKindError for any name but those of ``specimens()``."""
    from policytext.corpus.specimens import specimen_bytes

    return read(specimen_bytes(name), document=name)
