"""The parts of a document that look back, in reports with and without numbered sections."""

import pytest

from policytext.extraction.roles import past_spans
from policytext.model.span import Span
from policytext.structure import build_tree

REVIEW, PLAN = "全市新建学校2所。", "全市新建学校3所。"
TEXTS = [
    # numbered sections: years in headings decide, then words, then custom
    f"一、2020年工作回顾\n{REVIEW}\n二、2021年工作安排\n{PLAN}",
    f"一、过去一年工作\n{REVIEW}\n二、今年主要任务\n{PLAN}",
    f"一、奋力完成2020年各项任务\n{REVIEW}\n二、全力实现2021年目标\n{PLAN}",
    f"一、砥砺前行，谱新篇\n{REVIEW}\n二、加快建设，开新局\n{PLAN}",
    # one section that holds both
    f"一、2020年工作回顾和2021年工作的总体要求\n过去一年，成绩很大。\n{REVIEW}\n2021年，任务很重。\n{PLAN}\n二、扩大内需\n{PLAN}",
    # sections announced by lines without a number, items numbered through
    f"2020年工作回顾\n（一）工业更强。\n{REVIEW}\n（二）城市更美。\n{REVIEW}\n2021年工作安排\n（一）做强工业。\n{PLAN}\n（二）建美城市。\n{PLAN}",
    # no numbered sections at all
    f"2020年，全市上下同心。\n{REVIEW}\n今年政府工作的总体要求是：稳中求进。\n{PLAN}",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_review_and_plan(text: str) -> None:
    spans = past_spans(text, build_tree(text), Span(0, len(text)), "政府工作报告", 2021)

    def looks_back(offset: int) -> bool:
        return any(span.start <= offset < span.end for span in spans)

    assert all(looks_back(i) for i in range(len(text)) if text.startswith(REVIEW, i))
    assert not any(looks_back(i) for i in range(len(text)) if text.startswith(PLAN, i))


def test_a_plan_looks_back_only_where_it_says_so() -> None:
    text = f"一、发展基础\n{REVIEW}\n二、总体要求\n{PLAN}"
    assert [span.of(text).splitlines()[0] for span in past_spans(text, build_tree(text), Span(0, len(text)), "规划", 2021)] == ["一、发展基础"]
