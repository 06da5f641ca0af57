"""Cleaning: one table a step, then what holds for any text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policytext.cleaning import Cleaned, clean
from policytext.cleaning.edits import Edit
from policytext.cleaning.offsets import composed, offsets_of
from policytext.model.span import Span

LINES = [
    ("一、加强领导\r\n二、落实责任\r三、督查", "一、加强领导\n二、落实责任\n三、督查"),
    ("工作要点\u2028重点任务\x0c附件", "工作要点\n重点任务\n附件"),
    ("\ufeff关于\u200b印发\xad工作\x00要点的\u2060通知", "关于印发工作要点的通知"),
    ("中共厦门市委\u3000厦门市人民政府\xa0文件", "中共厦门市委 厦门市人民政府 文件"),
]
GLOSSES = [
    ("印發(fā)各區(qū)委", "印发各区委"),
    ("優(yōu)秀（xiù）教師", "优秀教师"),
    ("創(chuàng)業(yè)(yè)園", "创业园"),
    ("网(wang)上办理", "网上办理"),
    ("网(wàng)上办理", "网(wàng)上办理"),
    ("教材第二版(B)", "教材第二版(B)"),
    ("开发APP(an)", "开发APP(an)"),
    ("数字经济(GDP)占比", "数字经济(GDP)占比"),
    ("乡(镇)", "乡(镇)"),
]
SCRIPTS = [
    ("關於印發2021年教育工作要點的通知", "关于印发2021年教育工作要点的通知"),
    ("康熙乾隆年间的文物", "康熙乾隆年间的文物"),
    ("他在乾陵旁边建了一座博物馆，徵字", "他在乾陵旁边建了一座博物馆，徵字"),
    ("推進數字經濟發展，推进数字经济发展", "推进数字经济发展，推进数字经济发展"),
    ("后来居上" * 30 + "黃", "后来居上" * 30 + "黃"),
]
NUMBERS = [
    ("２０２５年增长７％", "2025年增长7%"),
    ("增长７．５％，（１）建成Ａ区", "增长7.5%，（1）建成A区"),
    ("１．加强领导", "1．加强领导"),
    ("气温＋５℃，５－１０个", "气温＋5℃，5-10个"),
    ("投资1 200万元", "投资1200万元"),
    ("投资12 345 678元", "投资12345678元"),
    ("2021 100个项目", "2021 100个项目"),
    ("表 12 345 678", "表 12 345 678"),
    ("2 0 2 1年工作", "2021年工作"),
    ("新建l00所", "新建100所"),
    ("2O25年", "2025年"),
    ("增长1O.5%", "增长10.5%"),
    ("占比l00%以上，共5O个", "占比100%以上，共50个"),
    ("建设5G基站，开发APP2.0", "建设5G基站，开发APP2.0"),
    ("推广H5页面，减少CO2排放，发展O2O个体", "推广H5页面，减少CO2排放，发展O2O个体"),
]
DAMAGED = [
    ("新建幼儿园1□所", "新建幼儿园1□所", "1□所", 1),
    ("投资***万元", "投资***万元", "***", 0),
    ("增长\udcb5个", "增长\ufffd个", "\ufffd", 0),
    ("新增学位1\ufffd00个", "新增学位1\ufffd00个", "\ufffd", 0),
]
PIECES = st.sampled_from(
    list("建成百所学校，。、；：？！“”（）(): ?;,\n发展區發優業点乾於") + list("0123456789OolI％％．＋－１２Ａ □*")
    + ["\r\n", "\u3000", "\ufeff", "\u200b", "\udcb5", "\ud800", "\ufffd", "(fā)", "（qū）", "茖W", "鐛u", "教育工作", "年", "万元"]
)  # fmt: skip
GARBLED = st.binary(max_size=40).map(lambda data: data.decode("gb18030", errors="surrogateescape"))
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=40) | GARBLED


@pytest.mark.parametrize(("text", "expected"), LINES + GLOSSES + SCRIPTS + NUMBERS)
def test_clean(text: str, expected: str) -> None:
    assert clean(text).text == expected


@pytest.mark.parametrize(("text", "expected", "place", "skip"), DAMAGED)
def test_damage_stays_and_is_flagged(text: str, expected: str, place: str, skip: int) -> None:
    result = clean(text)
    flags = [repair.after for repair in result.repairs if repair.flagged and repair.reason == "damaged"]
    assert (result.text, flags) == (expected, [place[skip:].rstrip("所")])


def test_square_far_from_numbers_is_no_damage() -> None:
    assert clean("□ 同意 □ 不同意").repairs == ()


def test_ledger_says_what_was_changed() -> None:
    result = clean("印發(fā)２０２１年")
    entries = [(repair.before, repair.after, repair.reason) for repair in result.repairs]
    assert entries == [("發", "发", "traditional"), ("(fā)", "", "pinyin_gloss"), ("２０２１", "2021", "full_width")]


SPANS = [
    ("印發(fā)通知", "通知", "通知"),
    ("印發(fā)通知", "印发", "印發"),
    ("印發(fā)通知", "发通", "發(fā)通"),
    ("投资1 200万元", "万元", "万元"),
    ("投资1 200万元", "200", "1 200"),
    ("\ufeff\r\n各區(qū)", "各区", "各區"),
]


@pytest.mark.parametrize(("text", "part", "source"), SPANS)
def test_source_span(text: str, part: str, source: str) -> None:
    result = clean(text)
    start = result.text.index(part)
    assert result.source_span(Span(start, start + len(part))).of(text) == source


def test_deleted_place_is_found_by_an_empty_span() -> None:
    result = clean("印發(fā)通知")
    assert result.source_span(Span(2, 2)).of(result.source) == "(fā)"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("1 200 000万元(fā)")
@example("\x1fª@ÔÖ")
@example("發(fā)(fā)１ ２００元")
def test_clean_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_ledger_slices_its_texts(text: str) -> None:
    result = clean(text)
    assert result.source == text
    for repair in result.repairs:
        assert repair.span.of(result.text) == repair.after
        assert repair.before == (repair.after if repair.flagged else repair.source.of(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_untouched_characters_map_to_themselves(text: str) -> None:
    result = clean(text)
    touched = _touched(result)
    for place, character in enumerate(result.text):
        source = result.source_span(Span(place, place + 1))
        if place not in touched:
            assert source.of(text) == character


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_offsets_are_monotone_and_cover_the_source(text: str) -> None:
    result = clean(text)
    starts = [result.offsets.start_of(place) for place in range(len(result.text) + 1)]
    ends = [result.offsets.end_of(place) for place in range(len(result.text) + 1)]
    assert starts == sorted(starts) and ends == sorted(ends)
    assert ends[0] == 0 and starts[-1] == len(text)
    assert all(
        0 <= end <= start <= len(text)
        for start, end in zip(starts, ends, strict=True)
        if not _inside(result, start, end)
    )


def _inside(result: Cleaned, start: int, end: int) -> bool:
    return any(region.source_start <= start <= end <= region.source_end for region in result.offsets.regions)


def _touched(result: Cleaned) -> set[int]:
    return {
        place for repair in result.repairs if not repair.flagged for place in range(repair.span.start, repair.span.end)
    }


EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.text("甲乙", max_size=3)), max_size=6)


def _edits(shape: list[tuple[int, int, str]]) -> tuple[list[Edit], int]:
    """Edits that do not overlap, and the least length of a text they fit."""
    edits, end = [], 0
    for gap, width, replacement in shape:
        edits.append(Edit(end + gap, end + gap + width, replacement, "lost_byte"))
        end += gap + width
    return edits, end


@given(EDITS, EDITS)
def test_composed_offsets_keep_what_neither_change_touched(
    first: list[tuple[int, int, str]], last: list[tuple[int, int, str]]
) -> None:
    from policytext.cleaning.edits import applied

    one, need = _edits(first)
    two, more = _edits(last)
    source = "".join(chr(0x5000 + n) for n in range(need + more + 20))
    middle = applied(source, one)
    text = applied(middle, two)
    offsets = composed(offsets_of(two), offsets_of(one))
    for place, character in enumerate(text):
        if character >= "\u5000":
            span = offsets.source_span(Span(place, place + 1))
            assert character in span.of(source) or character in "甲乙"
    assert offsets.end_of(0) == 0 and offsets.start_of(len(text)) == len(source)


def test_undamaged_text_costs_little() -> None:
    """Processor time in passes over the text, both measured by turns: what slows a busy machine slows both."""
    line = "加强基层党组织建设，新建幼儿园48所，新增学位1.2万个，完成投资200亿元，同比增长7.5%。\n"
    text = line * (300_000 // len(line))
    clean(line)
    costs = [(_seconds(clean, text + " " * repeat), _seconds(_passed_over, text)) for repeat in range(5)]
    cleaning, one_pass = (min(times) for times in zip(*costs, strict=True))
    assert cleaning < 30 * one_pass  # 7 to 15 as it is; 50 for one lost byte, 1500 for one in every line


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _passed_over(text: str) -> int:
    return sum(character > "一" for character in text)
