"""Line structure and look-alikes: lists of damaged texts and what cleaning makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.cleaning import clean
from policytext.model.span import Span

SENTENCE = "要深入实施科教兴国战略，全面提高人才自主培养质量，新建学校12所，新增学位3000个。"
TEXTS = [
    ("a title in brackets", "落实《\n教育规划\n》要求。", "落实《教育规划》要求。"),
    ("a comma that begins a line", "加强领导\n，狠抓落实。", "加强领导，狠抓落实。"),
    ("a decimal parted", "增长6\n.5%，投资2.\n5万元。", "增长6.5%，投资2.5万元。"),
    ("a year parted from its mark", "到2025\n年建成。", "到2025年建成。"),
    ("a list of bracketed numbers", "（一）建校。\n（二）建园。", "（一）建校。\n（二）建园。"),
    ("an annex and a heading of figures", "附件2\n名词解释", "附件2\n名词解释"),
    ("rows of a table", "序号|任务\n1|（建校\n2|，建园", "序号|任务\n1|（建校\n2|，建园"),
    ("a page number in mid-sentence", f"{SENTENCE[:-20]}\n— 3 —\n{SENTENCE[-20:]}", SENTENCE),
    ("a page number between paragraphs", "一、建校。\n第3页 共10页\n二、建园。", "一、建校。\n二、建园。"),
    ("a dash that is no page number", "一、建校\n——在会议上\n二、建园", "一、建校\n——在会议上\n二、建园"),
    ("a spaced-out title", "工 作 要 点\n一、建校", "工作要点\n一、建校"),
    ("contents", "目  录\n一、建校", "目录\n一、建校"),
    ("names in a list", "张 三  李 四  王 五 六", "张 三  李 四  王 五 六"),
    ("a sentence broken off", "加强领导。推动全市物流企业加快应用新技术新装备新模式\n“上云用数”，提高效率。",
     "加强领导。推动全市物流企业加快应用新技术新装备新模式“上云用数”，提高效率。"),
    ("a heading with a comma", "坚持稳中求进，全面推动全市经济运行持续回升向好向优\n加快发展。深化改革。",
     "坚持稳中求进，全面推动全市经济运行持续回升向好向优\n加快发展。深化改革。"),
    ("radicals", "加强⼈才⼯作，推进⺠⽣改善", "加强人才工作，推进民生改善"),
    ("UTF-8 read as Latin-1", "教育工作要点，新建学校".encode().decode("latin-1"), "教育工作要点，新建学校"),
    ("GBK read as Latin-1", "教育工作要点，新建学校".encode("gbk").decode("latin-1"), "教育工作要点，新建学校"),
    ("UTF-8 read as GBK", "加强教育工作，推进学校的建设".encode().decode("gb18030"), "加强教育工作，推进学校的建设"),
    ("a name with accents", "引进José García等专家", "引进José García等专家"),
]  # fmt: skip
FLAGGED = ["完□补助资金", "推进@@建设", "完***补助资金", "建成\ufffd所学校"]
NOT_FLAGGED = ["□是 □否", "联系邮箱a@b.cn", "10*20米", "加强领导。\n***\n狠抓落实"]


@pytest.mark.parametrize(("name", "text", "expected"), TEXTS, ids=[case[0] for case in TEXTS])
def test_texts(name: str, text: str, expected: str) -> None:
    assert clean(text).text == expected
    assert clean(expected).text == expected


@pytest.mark.parametrize("text", FLAGGED)
def test_replaced_characters_are_flagged_and_left(text: str) -> None:
    found = clean(text)
    assert found.text == text
    assert [repair.flagged for repair in found.repairs] == [True]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_marks_that_replace_nothing_are_not_flagged(text: str) -> None:
    assert not any(repair.flagged for repair in clean(text).repairs)


def test_a_text_cut_at_one_width_is_joined() -> None:
    paragraphs = [f"{number}.{SENTENCE * 3}" for number in range(1, 6)]
    cut = "\n".join(line for text in paragraphs for line in [text[i : i + 30] for i in range(0, len(text), 30)])
    assert clean(cut).text == "\n".join(paragraphs)


def test_a_document_on_one_line_gets_its_numbered_parts_back() -> None:
    parts = [f"{number}、做好工作。{SENTENCE * 6}" for number in "一二三四"]
    assert clean("".join(parts)).text == "\n".join(parts)


def test_strict_flags_what_it_would_have_joined() -> None:
    text = f"{SENTENCE[:-20]}\n— 3 —\n{SENTENCE[-20:]}"
    found = clean(text, strict=True)
    assert found.text == text
    assert [(repair.reason, repair.flagged) for repair in found.repairs] == [("page_number", True)]


PIECES = [
    "一、建校", "2.5万亩", "《", "》", "\n", "\n", "，", "。", " ", "— 3 —", "工 作 要 点", "Ã¤", "教育", "⼈", "□", "***", "（", "）",
    "2025", "年", "。\n", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_cleaning_twice_changes_nothing_and_the_way_back_is_exact(text: str) -> None:
    found = clean(text)
    assert clean(found.text).text == found.text
    for repair in found.repairs:
        assert repair.span.of(found.text) == repair.after
    for at, character in enumerate(found.text):
        place = found.source_span(Span(at, at + 1))
        assert 0 <= place.start <= place.end <= len(text)
        if len(place) == 1 and not any(x.span.start <= at < x.span.end for x in found.repairs):
            assert place.of(text) == character
