"""Coding sheets for Excel: a sheet a kind with context, suggestions and columns to fill in, and the texts to read in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from policytext.coding.coding import Coding, Unit
from policytext.coding.fields import CODED, type_of
from policytext.coding.texts import Texts, context
from policytext.coding.workbook import (
    BOOK,
    DECISION,
    GUIDE,
    KIND_NAMES,
    MARK,
    NAME,
    NOTE,
    TEXTS,
    WORDLIST,
    WORDS,
    field_headings,
    headings,
    word_lists,
)
from policytext.coding.workbook_sent import write_sent
from policytext.display.files import EPOCH, EXCEL_CHARACTERS
from policytext.lexicon.codebook import described
from policytext.model.errors import UnsupportedFormatError
from policytext.model.sheet import printable

SPARE = 200
"""Empty rows below the suggestions for what a coder adds."""
EXCEL_ROWS = 1_048_576
WIDTHS = {"编号": 9, "文档": 16, "条目": 10, "上文": 40, "原文": 22, "下文": 40, DECISION: 10, NOTE: 24}
GUIDE_LINES = (
    "一、每个类别一张表；一行是机器建议的一处原文。先看“上文—原文—下文”，必要时到“正文”表里读全段。",
    "二、“判断”一栏：正确；修改（在“改为”各栏只填要改的）；删除（这里不该标）；拿不准。没有填的行按“未编码”处理，不算同意。",
    "三、机器漏掉的，在表末空行补：填文档、原文（照抄正文）、判断“新增”和各字段；同一原文出现几次的，把紧挨在前面的字抄进“上文”。",
    "四、“改为”里写“无”，表示原文没有说。数字写阿拉伯数字，万、亿换算成个位（5万写50000）；日期写 2021-12-31。",
    "五、原文起止不对，在“改为：原文”写上正确的一段（须与原来的一段相接或重叠）。",
    "六、编号、文档、起、止各栏不要改；可以排序、筛选、加列。不要写公式。",
    "七、没有建议的表（盲编）：是该类的，判断写“正确”，并填各字段；不是的，写“删除”。",
)  # fmt: skip


def write_sheets(coding: Coding, texts: Texts, path: Path, *, suggest: bool = True) -> None:
    """Writes a coding as a workbook to fill in. Without `suggest` coders see the stretches and no values.

    Raises UnsupportedFormatError where a kind has more rows than Excel holds.
    """
    import xlsxwriter

    stream = io.BytesIO()  # so that a file that cannot be written is the OSError that it is everywhere else
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": EPOCH})
        words = _write_guide(book, coding)
        for kind in coding.kinds:
            units = [unit for unit in coding.units if unit.kind == kind]
            _KindSheet(book, kind, words, suggest).write(units, texts)
        _write_texts(book, texts)
        _write_book(book, coding.kinds)
    path.write_bytes(stream.getvalue())


class _KindSheet:
    """The sheet of one kind."""

    def __init__(self, book: Any, kind: str, words: Mapping[tuple[str, str], str], suggest: bool) -> None:
        self._sheet = book.add_worksheet(KIND_NAMES[kind])
        self._kind, self._words, self._suggest = kind, words, suggest
        self._heads = headings(kind, suggest)
        self._grey = book.add_format({"font_color": "#666666", "bg_color": "#F2F2F2"})
        self._day = book.add_format({"font_color": "#666666", "bg_color": "#F2F2F2", "num_format": "yyyy-mm-dd"})
        self._bold = book.add_format({"bold": True, "text_wrap": True})

    def write(self, units: Sequence[Unit], texts: Texts) -> None:
        """Writes the rows, the lists to choose from, and spare rows."""
        if len(units) + SPARE >= EXCEL_ROWS:
            raise UnsupportedFormatError(f"{len(units)} stretches of {self._kind} are more than Excel holds: give fewer documents, or choose jsonl")
        for column, head in enumerate(self._heads):
            self._sheet.write_string(0, column, head, self._bold)
            self._sheet.set_column(column, column, WIDTHS.get(head, 12))
        for row, unit in enumerate(units, start=1):
            values = self._values(unit, texts)
            for column, head in enumerate(self._heads):
                self._cell(row, column, values.get(head))
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(len(units), 1), len(self._heads) - 1)
        self._validate(len(units) + SPARE)

    def _values(self, unit: Unit, texts: Texts) -> dict[str, Any]:
        before, after = context(texts.document(unit.document), unit.start, unit.end)
        place = {
            "编号": unit.key, "文档": unit.document, "条目": unit.item, "上文": before, "原文": unit.text, "下文": after,
            "起": unit.start, "止": unit.end,
        }  # fmt: skip
        if not self._suggest:
            return place
        given = {head: unit.value(x.field) for head, x in field_headings(self._kind, True).items() if x.given}
        return place | given

    def _cell(self, row: int, column: int, value: Any) -> None:
        head = self._heads[column]
        field = field_headings(self._kind, self._suggest).get(head)
        if value is None:
            return
        if field and type_of(self._kind, field.field) is date and date.fromisoformat(value).year >= 1900:
            self._sheet.write_datetime(row, column, datetime.fromisoformat(value), self._day)
        elif isinstance(value, (int, float)):
            self._sheet.write_number(row, column, value, self._grey if field else None)
        else:
            self._sheet.write_string(row, column, fitting(printable(value)), self._grey if field else None)

    def _validate(self, last: int) -> None:
        """Lists to choose from; a warning and no more, as a coder may have reasons, and reading checks it all."""
        columns = {DECISION: ",".join(WORDS)}
        for head, x in field_headings(self._kind, self._suggest).items():
            if not x.given and (self._kind, x.field) in self._words:
                columns[head] = self._words[self._kind, x.field]
        for head, source in columns.items():
            column = self._heads.index(head)
            rule = {"validate": "list", "source": source if source.startswith("=") else source.split(","), "error_type": "warning"}
            self._sheet.data_validation(1, column, last, column, rule)


def fitting(text: str) -> str:
    """A text that fits into a cell; what stands in the middle of a longer one is left out."""
    half = EXCEL_CHARACTERS // 2 - 1
    return text if len(text) <= EXCEL_CHARACTERS else f"{text[:half]}…{text[-half:]}"


def _write_guide(book: Any, coding: Coding) -> dict[tuple[str, str], str]:
    """How to code, and the lists of words; gives where each list stands."""
    guide = book.add_worksheet(GUIDE)
    guide.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    for row, line in enumerate(GUIDE_LINES):
        guide.write_string(row, 0, line)
    sheet = book.add_worksheet(WORDLIST)
    places: dict[tuple[str, str], str] = {}
    for column, ((kind, field), words) in enumerate(word_lists(coding.kinds).items()):
        sheet.write_string(0, column, f"{KIND_NAMES[kind]} {field}")
        for row, word in enumerate(words, start=1):
            sheet.write_string(row, column, word)
        letter = _letter(column)
        places[kind, field] = f"={WORDLIST}!${letter}$2:${letter}${len(words) + 1}"
    write_sent(sheet, len(places), coding)
    return places


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(column)
    return name


def _write_texts(book: Any, texts: Texts) -> None:
    """Every line of every text with where it begins, and each text's checksum in the first line's row."""
    sheet = book.add_worksheet(TEXTS)
    sheet.set_column(0, 0, 18)
    sheet.set_column(3, 3, 110, book.add_format({"text_wrap": True}))
    for column, head in enumerate((NAME, MARK, "起", "行")):
        sheet.write_string(0, column, head)
    for row, (name, text_mark, start, line) in enumerate(_lines(texts), start=1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text_mark)
        sheet.write_number(row, 2, start)
        sheet.write_string(row, 3, fitting(printable(line)))
    sheet.freeze_panes(1, 0)


def _lines(texts: Texts) -> Iterator[tuple[str, str, int, str]]:
    for name, text_mark in texts.marks:
        start = 0
        for line in texts.document(name).text.split("\n"):
            if line or start == 0:
                yield name, text_mark if start == 0 else "", start, line
            start += len(line) + 1


def _write_book(book: Any, kinds: tuple[str, ...]) -> None:
    """What each field means."""
    sheet = book.add_worksheet(BOOK)
    sheet.set_column(3, 3, 110)
    rows = [("类别", "字段", "中文", "含义")]
    for kind in kinds:
        for x in described(kind, {field: type_of(kind, field) for field in CODED[kind]}):
            rows.append((KIND_NAMES[kind], x.name, x.label, x.meaning))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
