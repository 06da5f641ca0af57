"""Coders for tests: they fill in sheets as people do, with openpyxl in place of Excel."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

import policytext as pt

TEXT = (
    "澜水市教育局2021年工作要点\n一、扩大学位\n新建学校5所，新增学位1.5万个，2021年底前完成。入学率达到98.5%以上。\n"
    "二、加强保障\n实施“𠮷祥学校”建设工程，投入12000000元。每校配备教师5名。力争新建5个站点。"
)


def plan(text: str = TEXT, document: str = "澜水") -> pt.Document:
    return pt.parse(text, document=document)


class Filled:
    """A coding sheet that is being filled in."""

    def __init__(self, path: Path) -> None:
        self.path, self.book = path, openpyxl.load_workbook(path)

    def column(self, sheet: str, head: str) -> int:
        return next(cell.column for cell in self.book[sheet][1] if cell.value == head)

    def row(self, sheet: str, text: str) -> int:
        column = self.column(sheet, "原文")
        return next(row for row in range(2, self.book[sheet].max_row + 1) if self.book[sheet].cell(row, column).value == text)

    def put(self, sheet: str, row: int, **cells: Any) -> None:
        for head, value in cells.items():
            self.book[sheet].cell(row, self.column(sheet, head.replace("_", "："))).value = value

    def judge(self, sheet: str, text: str, **cells: Any) -> None:
        self.put(sheet, self.row(sheet, text), **cells)

    def judge_all(self, word: str = "正确") -> None:
        for sheet in ("数量", "时间", "项目"):
            for row in range(2, self.book[sheet].max_row + 1):
                self.put(sheet, row, 判断=word)

    def add(self, sheet: str, **cells: Any) -> None:
        self.put(sheet, self.book[sheet].max_row + 1, **cells)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def sheet(tmp_path: Path, documents: list[pt.Document], **options: Any) -> Filled:
    path = tmp_path / f"sheet{len(list(tmp_path.iterdir()))}.xlsx"
    pt.write_coding(documents, path, **options)
    return Filled(path)


def coded(tmp_path: Path, documents: list[pt.Document], coder: str, fill: Callable[[Filled], None]) -> pt.Coding:
    filled = sheet(tmp_path, documents)
    filled.judge_all()
    fill(filled)
    return pt.read_coding(filled.save(), documents, coder=coder)


def as_bytes(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
