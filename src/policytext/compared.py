"""The public verbs that put documents side by side, and their results with tables, reports and JSON that stands alone."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from policytext import comparison
from policytext.comparison.force_mapping import Given
from policytext.comparison.formulas import Formulas
from policytext.faces import Document
from policytext.model import document
from policytext.model.errors import RecordError

if TYPE_CHECKING:
    from policytext.comparison.words import Dictionary
    from policytext.display.columns import Labels
    from policytext.display.tables import Frame


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

        >>> from policytext import parse
        >>> plan = parse("一、提升质量\\n新增学位5万个。")
        >>> Comparison.from_dict(compare(plan, plan).to_dict()).targets == compare(plan, plan).targets
        True
        """
        first, second = _documents_of(whole, None if a is None or b is None else (a, b), "Comparison")
        return super().from_dict(whole, first, second)

    def to_frame(self, table: str = "items", labels: Labels = "en") -> Frame:
        """One of its tables (docs/tables.md): items, targets, fulfilment, projects, terms, wording, attention …; its sides are ``a_…`` and ``b_…`` columns.

        With `labels` zh the columns are named in Chinese. Raises UnknownKindError for any other name.
        """
        from policytext.display.tables import comparison_frame

        return comparison_frame(self, table, labels)

    def report(self, path: str | os.PathLike[str]) -> None:
        """Write one HTML file for people who do not program: a summary, filterable tables, both texts side by side with their evidence.

        The file loads nothing from anywhere and can be sent, printed and kept (docs/report.md).
        """
        from policytext.display.report import write_report

        write_report(self, path)

    def save(self, path: str | os.PathLike[str], labels: Labels = "en", table: str | None = None) -> None:
        """Write all tables as a workbook (``.xlsx``), or the one that `table` names as ``.csv``, ``.xlsx``, ``.dta`` or ``.parquet``.

        The codebook of the columns comes with it; with `labels` zh headings are Chinese. Raises UnsupportedFormatError for another ending,
        UnknownKindError for a name that is no table.
        """
        from policytext.display.saved import save, save_workbook
        from policytext.display.sheets_compared import comparison_sheet, comparison_sheets

        if table is None:
            save_workbook(comparison_sheets(self), path, labels)
        else:
            save(comparison_sheet(self, table), path, labels)

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

    def to_frame(self, table: str = "lines", labels: Labels = "en") -> Frame:
        """A table: lines, points, levels, absences, base_checks, projects, attention, reuse or repetitions. Raises UnknownKindError for any other name."""
        from policytext.display.tables import panel_frame

        return panel_frame(self, table, labels)

    def save(self, path: str | os.PathLike[str], labels: Labels = "en", table: str | None = None) -> None:
        """Write all tables as a workbook (``.xlsx``), or the one that `table` names as ``.csv``, ``.xlsx``, ``.dta`` or ``.parquet``.

        The codebook of the columns comes with it; with `labels` zh headings are Chinese. Raises UnsupportedFormatError for another ending,
        UnknownKindError for a name that is no table.
        """
        from policytext.display.saved import save, save_workbook
        from policytext.display.sheets_compared import panel_sheet, panel_sheets

        if table is None:
            save_workbook(panel_sheets(self), path, labels)
        else:
            save(panel_sheet(self, table), path, labels)

    def _repr_html_(self) -> str:
        from policytext.display.notebook import panel_html

        return panel_html(self)


def report(a: document.Document, b: document.Document, path: str | os.PathLike[str]) -> None:
    """Compare two documents and write the report on them (`Comparison.report`); `a` is the earlier one.

    >>> import os, tempfile
    >>> from policytext import parse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report(parse("一、新建学校5所。", year=2020), parse("一、新建学校6所。", year=2021), os.path.join(folder, "报告.html"))
    ...     os.listdir(folder)
    ['报告.html']
    """
    compare(a, b).report(path)


def compare(
    a: document.Document, b: document.Document, *, formulas: Formulas | None = None, force_mapping: Given = None,
    dictionary: Dictionary = None, segmenter: str = "jieba",
) -> Comparison:  # fmt: skip
    """Compare two documents item by item and target by target; `a` is the earlier one.

    `formulas` are the set phrases that count as boilerplate, by default those that come with the package; `force_mapping`
    says which wording of a target is harder: a name, a table, a TOML file or a ForceMapping (docs/wording.md).
    `dictionary` holds words of your own for the table `terms`: a file in jieba's format (词 频数 词性), or its lines. With
    ``segmenter="rjieba"`` words are cut by rjieba, faster and alike, where it is installed.

    >>> from policytext import parse
    >>> plan = parse("一、提升质量")
    >>> compare(plan, plan).items[0].status
    'retained'
    """
    found = comparison.compare(a, b, formulas=formulas, force_mapping=force_mapping, dictionary=dictionary, segmenter=segmenter)
    return Comparison(**{field.name: getattr(found, field.name) for field in dataclasses.fields(found)})


def panel(documents: Iterable[document.Document], *, force_mapping: Given = None) -> Panel:
    """Put any number of documents together: years of one issuer, places of one year, levels of government.

    `force_mapping` says which wording of a target is harder, as in ``compare``.

    >>> from policytext import parse
    >>> texts = {2021: "一、提升质量\\n新增学位5万个。", 2022: "一、提升质量\\n新增学位6万个。"}
    >>> plans = [parse("厦门市教育局工作要点\\n" + text, year=year, document=f"plan-{year}") for year, text in texts.items()]
    >>> panel(plans).to_frame("lines").loc[0, "steps"]
    '↑'
    """
    found = comparison.panel(documents, force_mapping)
    return Panel(found.documents, force_mapping=found.force_mapping)
