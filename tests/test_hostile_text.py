"""Texts made to be slow: every stage must stay linear in them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import policytext as pt

LENGTH = 30_000
SECONDS = 4.0
"""Processor seconds that raise no question; a slower text must still cost no more than linear time makes of a third of it."""
STEEPEST = 4.5
"""Three times the text costs three times as much in linear time, nine times in quadratic."""
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
    "heads that run on": "工程",
    "facilities that run on": "学校",
    "nicknames in a row": "“甲乙丙”",
    "places in a row": "福州、",
    "owners in a row": "甲中学、乙中学的校区、",
    "works that open": "甲大桥建成通车、",
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
    "from and to": "从1个提高到",
    "on the ground of": "在去年1%的基础上",
    "respectively": "分别增长1%、2%，",
    "numbers in a list": "新增1个、",
    "nouns in a list": "新建学校、",
    "grants": "给予最高1万元、",
    "rates": "每生每年每校",
    "ratios": "1:2",
    "fractions": "1/2/",
    "thousands": "1,000,",
    "blanks in numbers": "1 000 ",
    "decimals": "1.1.",
    "ranges": "1-2至3～",
    "large numerals": "万亿",
    "vague numerals": "数十几百",
    "shares": "百分之三分之",
    "bounds": "不低于不超过以上",
    "bounds without a number": "高于全省平均",
    "in step": "与经济与收入同步",
    "all who should": "应保尽保",
    "quoted names without end": "“甲”“乙”",
    "names of works": "甲工程乙行动",
    "letters and digits": "A1+B2",
    "verbs": "新建改造推进",
    "force words": "确保力争预计",
    "conditions": "如资金到位，",
    "meetings": "二十届三中全",
    "idioms": "一校一",
    "times": "2021年6月底前",
    "five-year plans": "“十四五”",
    "half-width punctuation": "建成,学校;",
    "blanks": "建 ",
}


def parsed(piece: str, length: int) -> tuple[pt.Document, float]:
    """A text of one piece again and again, parsed, and the processor seconds that took."""
    text = "2021年工作要点\n序号|任务|单位|时限\n" + piece * (length // len(piece))
    start = time.process_time()
    return pt.parse(text), time.process_time() - start


@pytest.mark.parametrize("name", PIECES)
def test_hostile_texts_are_read_in_linear_time(name: str) -> None:
    document, seconds = parsed(PIECES[name], LENGTH)
    assert seconds < SECONDS or seconds / parsed(PIECES[name], LENGTH // 3)[1] < STEEPEST
    assert all(record["text"] == document.text[record["start"] : record["end"]] for record in document.records())


DOUBLED = ("2021年，全市新建公办幼儿园12所、改扩建8所，新增学位3600个以上；力争公办园在园幼儿占比从48%提高到52%，实施“向阳花”学前教育提升行动。\n",
           "一是…确保6月底前建成10公里绿道，", "“甲”工程、")
MOST = 2.7
"""Cost may double with the length; the rest is noise of the clock."""


@pytest.mark.parametrize("piece", DOUBLED)
def test_twice_the_text_costs_twice(piece: str) -> None:
    """The best of a few rounds of processor time, for a text and for one twice as long."""

    def cost(times: int) -> float:
        text, best = piece * times, float("inf")
        for _ in range(3):
            start = time.process_time()
            pt.parse(text, year=2021)
            best = min(best, time.process_time() - start)
        return best

    size = 12_000 // len(piece)
    assert any(cost(2 * size) / cost(size) < MOST for _ in range(3))  # a machine may slow down between the two


def test_eight_threads_give_what_one_gives() -> None:
    texts = [f"{piece * 40}确保新增学位{count}个。" for count, piece in enumerate(DOUBLED * 6, start=2)]
    alone = [pt.parse(text, year=2021).records() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: pt.parse(text, year=2021).records(), texts))
    assert together == alone


def test_a_line_of_two_hundred_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(pt.LimitError, match="characters are more than the limit"):
        pt.read("建".encode("gbk") * 100_000_000)
