"""Properties of the whole: any text, every real document."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.model.records import SCHEMA_VERSION
from tests.shared import needs_shared, real_documents

PIECES = [
    "一、", "（一）", "1.", "2021年", "年底前", "建成", "新增", "学位", "5万个", "1,200万元", "“", "”", "《", "》", "（", "）", "。", "，", "、",
    "三分之二以上", "不低于", "6:4", "\n", "工程", "行动", "第三届", "责任单位：", "教育局", "18%", "分别", "各", "�", "發(fā)", "0", "一", "十四五",
]  # fmt: skip


def check(document: pt.Document) -> None:
    """What every document promises."""
    for record in document.records():
        assert record["text"] == document.text[record["start"] : record["end"]]
        assert 0 <= record["source_start"] <= record["source_end"] <= len(document.source)
        assert 0 < record["confidence"] <= 1
    starts = [record["start"] for record in document.records()]
    assert starts == sorted(starts)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_pieces_of_the_genre(text: str) -> None:
    check(pt.parse(text, year=2021))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(pt.parse(text))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_records_round_trip(text: str) -> None:
    document = pt.parse(text, year=2021)
    again = pt.Document.from_dict(document.to_dict())
    assert again == document and document.to_dict()["schema_version"] == SCHEMA_VERSION


@needs_shared
@pytest.mark.parametrize("path", real_documents(), ids=lambda path: path.stem)
def test_real_document(path: Path) -> None:
    document = pt.read(path)
    check(document)
    assert document.metadata.plan_year is not None or "政府工作报告" not in path.name


RUNS = [
    "1" * 9000, "一" * 9000, "（" * 9000, "“" * 9000, "1,000" * 2000, "一、" * 4000, "《" * 9000, "十百千万亿" * 2000,
    "“甲”" * 3000, "学校、" * 3000, "1:" * 5000, "年" * 9000, "工程" * 4000, "校区" * 4000, "和学校" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run[:6])
def test_long_runs_cost_little(run: str) -> None:
    start = time.process_time()
    pt.parse(f"新建{run}个学校。", year=2021)
    assert time.process_time() - start < 4


def test_cost_is_linear_in_length() -> None:
    text = "\n".join(x.text for x in (pt.specimen(name) for name in pt.specimens()))
    pt.parse(text)

    def cost(times: int) -> float:
        start = time.process_time()
        pt.parse("\n".join([text] * times))
        return time.process_time() - start

    assert min(cost(8), cost(8)) < 3.2 * min(cost(4), cost(4))
