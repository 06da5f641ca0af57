"""Texts made to be slow: every stage must stay linear in them."""

from __future__ import annotations

import time

import pytest

import policytext as pt

LENGTH = 30_000
SECONDS = 6.0
"""Processor seconds for one text; a stage whose cost grows with the square of the length needs far more."""
PIECES = {
    "years in headings": "一、2021年建成学校5所，年底前招生300人。\n",
    "headings": "1.建校\n",
    "headings of every style": "（一）甲\n1.乙\n（1）丙\n①丁\n一、戊\n第一章 己\n",
    "numbers that may be headings": "2.5万亩\n",
    "parts that look back": "一、2020年工作回顾\n建成学校2所，6月底前招生。\n二、发展现状\n建成学校3所，7月底前。\n",
    "one sentence without end": "建成学校2所，",
    "labels": "1.建校\n目标：新建学校2所。\n完成时限：2021年9月 责任单位：基建科\n",
    "annexes": "附件：\n1.甲\n2.乙\n",
    "glossaries": "名词解释\n1.甲\n附件2\n",
    "contents": "目录\n一、甲\n",
    "numerals without end": "一百",
    "digits without end": "1",
    "brackets that never close": "（甲",
    "quotes that never close": "“甲《乙",
    "a list without end": "甲学校、",
    "units without end": "教育局、",
    "rows of a table": "1|建成学校2所|教育局|2021年9月\n",
    "rows that say as above": "1|〃|同上|\n",
    "bars": "|",
    "boxes": "建成□所，",
    "text decoded twice": "Ã¤Â½",
    "glosses": "学(xue)",
    "lines of one width": "建成学校二所并且继续努力推进\n",
    "labels of nobody": "责任单位：",
    "labels of units": "牵头单位：市水务局、",
    "brackets of units that never close": "（市水务局负责、",
    "brackets in brackets": "（甲（乙）",
    "everybody": "各地和",
    "and so on": "等部门及",
    "who leads": "由市水务局",
    "who joins": "市水务局会同",
    "the first leads": "第一位的牵头",
    "duties": "按职责分工",
    "titles in titles": "《甲《乙》",
    "numbers of documents": "某发〔2020〕",
    "half-width punctuation": "建成,学校;",
    "blanks": "建 ",
}


@pytest.mark.parametrize("name", PIECES)
def test_hostile_texts_are_read_in_linear_time(name: str) -> None:
    piece = PIECES[name]
    text = "2021年工作要点\n序号|任务|单位|时限\n" + piece * (LENGTH // len(piece))
    start = time.process_time()
    document = pt.parse(text)
    assert time.process_time() - start < SECONDS
    assert all(record["text"] == document.text[record["start"] : record["end"]] for record in document.records())


def test_a_line_of_two_hundred_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(pt.LimitError, match="characters are more than the limit"):
        pt.read("建".encode("gbk") * 100_000_000)
