"""Names made whole before they are compared: whose output, what money is for, what reaches people, sums over years."""

from __future__ import annotations

import pytest

from policytext.comparison import compare
from policytext.model.values import Quantity
from policytext.pipeline import parse


def report(year: int, back: str, ahead: str) -> str:
    return f"{year}年政府工作报告\n一、{year - 1}年工作回顾\n{back}\n二、{year}年工作安排\n{ahead}\n"


def became(promised: str, reported: str, heading: str | None = None) -> tuple[str, str | None]:
    a = parse(report(2012, "各项工作平稳推进。", promised), year=2012)
    text = report(2013, reported, "抓好落实。")
    b = parse(text.replace("一、2012年工作回顾", heading) if heading else text, year=2013)
    row = compare(a, b).fulfilment[0]
    return row.status, row.outcome.text if row.outcome else None


@pytest.mark.parametrize(
    ("promised", "reported", "status", "text"),
    [
        ("市财政拟安排养老资金30亿元。", "市财政用于养老的支出32亿元。", "met", "32亿元"),
        ("实施更加积极的助残政策，市财政拟投入50亿元资金。", "市财政安排助残专项资金48亿元。", "missed", "48亿元"),
        ("市财政拟安排70亿元，用于补助山区饮水改造。", "市财政安排山区饮水改造补助资金71亿元。", "met", "71亿元"),
        ("葡萄种植面积达到3万亩，全年投资2亿元，葡萄产量达到9万吨。", "葡萄种植面积达到3.1万亩，产量达到9.4万吨。", "met", "3.1万亩"),
        ("再解决山区40万人安全饮水问题。", "山区饮水安全工程使41万农民受益。", "met", "41万"),
        ("城镇居民人均可支配收入增长9%。", "城乡居民人均可支配收入分别增长9.5%和10%。", "met", "9.5%"),
        ("继续提高退役军人优待金标准，人均增长8%。", "退役军人优待金标准连续3年增加，去年又人均提高8%。", "met", "8%"),
        ("全年新增就业5200人。", "城镇新增就业5300人，再就业900人。", "met", "5300人"),
        ("小麦最低收购价每斤提高0.1元。", "大幅度提高粮食最低收购价。", "not_comparable", None),
        ("固定资产投资增长12%。", "固定资产投资增速未达到年初预期。", "missed", None),
    ],
)
def test_whole_names(promised: str, reported: str, status: str, text: str | None) -> None:
    assert became(promised, reported) == (status, text)


def test_sums_over_several_years_answer_no_single_year() -> None:
    told = became("城镇新增就业90万人以上。", "五年全市新增城镇就业410万人。", "一、过去五年工作回顾")
    assert told == ("not_comparable", "410万人")


def test_a_sentence_that_names_the_year_does() -> None:
    told = became("城镇新增就业90万人以上。", "五年来，经济稳步发展。2012年，城镇新增就业92万人。", "一、过去五年工作回顾")
    assert told == ("met", "92万人")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("市财政拟安排助残资金20亿元，比上年预计数增加3亿元，增长17.6%。", ["助残资金"] * 3),
        ("实现农村学生人均公用经费500元和300元的目标。", ["农村学生人均公用经费"] * 2),
        ("地区生产总值达到 300亿元,同比增长9%。", ["地区生产总值"] * 2),
        ("城乡居民收入分别增长8%和9%。", ["城镇居民收入", "农村居民收入"]),
    ],
)
def test_indicators_that_stand_further_before(sentence: str, names: list[str]) -> None:
    found = [x.value.indicator or "" for x in parse(f"一、任务\n{sentence}", year=2012).extractions if isinstance(x.value, Quantity)]
    assert len(found) == len(names)
    assert all(one.endswith(name) for one, name in zip(found, names, strict=True)), found
