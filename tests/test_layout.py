"""Layout: placed glyphs to text, by geometry alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.reading.layout import Page, Rule, Word, reading_of
from policytext.reading.layout_lines import joined, lines_of, mark_of, once, rows_of
from policytext.reading.layout_tables import merged
from tests.made_pdf import Setting, wrap

SIZE, LEFT, WIDTH, HEIGHT = 16.0, 80.0, 595.0, 842.0
SET = Setting(columns=27, left=LEFT, size=SIZE)


def advance(text: str, size: float) -> float:
    return sum(size * (0.5 if c.isascii() else 1.0) for c in text)


def line(text: str, x: float, top: float, size: float = SIZE, pitch: float = 1.0) -> list[Word]:
    """The glyphs of a line, Latin ones half as wide."""
    words = []
    for c in text:
        width = advance(c, size)
        words.append(Word(c, x, top, x + width, top + size, size))
        x += width * pitch
    return words


def page(words: Sequence[Word], number: int = 1, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(number, WIDTH, HEIGHT, tuple(words), rules)


def text_of(*pages: Page) -> list[str]:
    return reading_of(pages).text.split("\n")


def stacked(*lines: tuple[float, str], size: float = SIZE) -> Page:
    return page([word for at, (x, text) in enumerate(lines) for word in line(text, x, 100 + 28 * at, size)])


FULL = "推动全市各级各类学校改善办学条件并加快提升教育教学的质量"[:27]
"""As many characters as a line holds."""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a full line goes on, a short one has ended
        ([(0, FULL), (0, "水平。"), (0, FULL), (0, "能力。")], [FULL + "水平。", FULL + "能力。"]),
        # two characters in: a new paragraph, although the line before it is full
        ([(32, FULL[2:]), (0, FULL), (32, FULL[2:]), (0, "完成。")], [FULL[2:] + FULL, FULL[2:] + "完成。"]),
        # a line that could have taken one more character, but not the two that are never parted
        ([(32, FULL[2:-1]), (0, "质，" + FULL[:20])], [FULL[2:-1] + "质，" + FULL[:20]]),
        # a number that begins a line is no numbering marker where the sentence runs on
        ([(0, FULL[:-1] + "2."), (0, "5万亩以上，其余按期完成。")], [FULL[:-1] + "2.5万亩以上，其余按期完成。"]),
        # right-aligned: who signs, and the day
        (
            [(32, FULL[2:]), (0, "完成。"), (336, "澜水市教育局"), (304, "2021年3月5日")],
            [FULL[2:] + "完成。", "澜水市教育局", "2021年3月5日"],
        ),
        # no indents: a marker after a full line that ended a sentence
        (
            [(0, FULL[:-1] + "。"), (0, "二、" + FULL[:20]), (0, "三、完成。")],
            [FULL[:-1] + "。", "二、" + FULL[:20], "三、完成。"],
        ),
    ],
)
def test_paragraphs(lines: list[tuple[float, str]], expected: list[str]) -> None:
    assert text_of(stacked(*((LEFT + x, text) for x, text in lines))) == expected


def test_hanging_marker() -> None:
    lines = [(0, "1.  " + FULL[:25]), (32, FULL[:25]), (32, "完成。"), (0, "2.  " + FULL[:25]), (32, "落实。")]
    expected = ["1. " + FULL[:25] + FULL[:25] + "完成。", "2. " + FULL[:25] + "落实。"]
    assert text_of(stacked(*((LEFT + x, text) for x, text in lines))) == expected


def test_contents_and_tables_without_rules_keep_their_lines() -> None:
    contents = [(LEFT, "一、总体要求" + "…" * 20 + "1"), (LEFT, "二、主要任务" + "…" * 20 + "3")]
    assert text_of(stacked(*contents)) == [text for _, text in contents]
    rows = [("学位", "五千个", "教育局"), ("校舍", "三十所", "住建局"), ("绿道", "八公里", "园林局")]
    words = [
        word
        for at, row in enumerate(rows)
        for x, cell in zip((80, 240, 464), row, strict=True)
        for word in line(cell, x, 100 + 28 * at)
    ]
    assert text_of(page(words)) == [" ".join(row) for row in rows]


def test_title_on_several_lines_is_one() -> None:
    words = line("澜水市人民政府关于印发", 176, 80, 22) + line("教育工作要点的通知", 198, 115, 22)
    words += line("各区人民政府：", LEFT, 180) + line("第一章", 250, 220, 22) + line("第二章", 250, 260, 22)
    words += [word for at in range(4) for word in line(FULL, LEFT, 300 + 28 * at)]
    assert text_of(page(words))[:4] == [
        "澜水市人民政府关于印发教育工作要点的通知",
        "各区人民政府：",
        "第一章",
        "第二章",
    ]


def test_left_and_right_pages_with_other_margins() -> None:
    pages = []
    for number in range(1, 5):
        x = LEFT if number % 2 else LEFT + 40
        lines = [(x + 32, FULL[2:]), (x, FULL), (x, "完成。"), (x + 32, FULL[2:]), (x, FULL)]
        words = [word for at, (start, text) in enumerate(lines) for word in line(text, start, 100 + 28 * at)]
        pages.append(page(words, number))
    assert text_of(*pages) == [FULL[2:] + FULL + "完成。", FULL[2:] + FULL] * 4


def test_title_wider_than_the_text() -> None:
    words = line("澜水市人民政府关于印发二〇二一年教育工作要点的通知", 12, 60, 22)
    words += [
        word
        for at in range(3)
        for x, text, top in ((32, FULL[2:], 0), (0, "完成。", 1))
        for word in line(text, LEFT + x, 120 + 56 * at + 28 * top)
    ]
    assert text_of(page(words))[1:] == [FULL[2:] + "完成。"] * 3


def test_a_word_is_parted_by_blanks_only_where_latin() -> None:
    assert [row.text for row in lines_of(line("建设 smart city 和 5G 网", 0, 0), 1)] == ["建设 smart city 和 5G 网"]
    assert [row.text for row in lines_of(line("工作要点", 0, 0, pitch=2), 1)] == ["工作要点"]
    assert [row.text for row in lines_of(line("工作要点", 0, 0, pitch=1.25), 1)] == ["工作要点"]


@pytest.mark.parametrize(
    ("left", "right", "whole"), [("20", "21年", "2021年"), ("big", "data", "big data"), ("GB", "9704", "GB9704")]
)
def test_joined(left: str, right: str, whole: str) -> None:
    assert joined(left, right) == whole


@pytest.mark.parametrize(("text", "mark"), [("3", "3"), ("[12]", "12"), ("①", "①"), ("m", None), ("1)", None)])
def test_mark_of(text: str, mark: str | None) -> None:
    assert mark_of(text) == mark


def test_once_keeps_neighbours() -> None:
    words = line("11ll——", 0, 0)
    assert once(words) == words


def test_raised_figures() -> None:
    words = [*line("绿地5m", 0, 100), *line("2", 48, 98, 8), *line("以上", 56, 100)]
    assert [row.text for row in lines_of(words, 1)] == ["绿地5m²以上"]
    assert [row.text for row in lines_of(words, 1, marks=frozenset("2"))] == ["绿地5m以上"]


def test_rules_in_pieces_are_one() -> None:
    pieces = [
        Rule(0, 5, 50, 5),
        Rule(50, 5.4, 100, 5.4),
        Rule(101, 5, 140, 5),
        Rule(0, 40, 100, 40),
        Rule(0, 5, 0, 20),
        Rule(0, 20, 0, 40),
    ]
    assert sorted((rule.flat, rule.length) for rule in merged(pieces)) == [(False, 35), (True, 100), (True, 140)]


def test_table_without_outer_lines() -> None:
    rules = (Rule(80, 100, 400, 100), Rule(80, 130, 400, 130), Rule(80, 160, 400, 160), Rule(200, 100, 200, 160))
    words = line("指标", 84, 106) + line("目标", 210, 106) + line("新增学位", 84, 136) + line("5000个", 210, 136)
    assert text_of(page(words, rules=rules)) == ["指标|目标", "新增学位|5000个"]


def test_line_that_ends_inside_a_table_makes_no_cells_that_overlap() -> None:
    outer = (Rule(80, 100, 300, 100), Rule(80, 100, 80, 160), Rule(300, 100, 300, 160))
    rules = (*outer, Rule(80, 130, 200, 130), Rule(200, 100, 200, 130))
    words = line("指标", 84, 106) + line("目标", 210, 106)
    assert text_of(page(words, rules=rules)) == ["指标|目标", "|〃"]


def test_places_and_gap() -> None:
    reading = reading_of(
        [page(line("一、总则", LEFT, 100)), Page(2, WIDTH, HEIGHT, (), (), True), page(line("二、任务", LEFT, 100), 3)]
    )
    assert reading.text == "一、总则\n□□□（第2页为图像，无文字层）\n二、任务"
    assert [(place.name, reading.text[place.start]) for place in reading.places] == [
        ("第1页", "一"),
        ("第2页", "□"),
        ("第3页", "二"),
    ]


def test_nothing() -> None:
    assert reading_of([]).text == ""
    assert reading_of([page([])]).text == ""


CHARACTERS = st.sampled_from("全市新建学校园区道路改造完成投资公里，、“”（）2021.5%GDP")
PARAGRAPHS = st.lists(
    st.text(CHARACTERS, min_size=1, max_size=120).map(lambda text: f"市{text}局。"), min_size=3, max_size=12
)


@settings(max_examples=80, deadline=None)
@given(PARAGRAPHS, st.integers(14, 40), st.sampled_from([10.5, 12.0, 16.0]), st.integers(5, 30))
def test_indented_paragraphs_come_back(paragraphs: list[str], columns: int, size: float, rows: int) -> None:
    """Whatever is laid out with an indent of two characters comes back paragraph by paragraph, over pages too."""
    columns = min(columns, int(440 / size))
    anchored = ["市" + "全" * (3 * columns), *paragraphs, "市" + "全" * (3 * columns)]
    pages = laid_out(anchored, Setting(columns=columns, size=size, left=LEFT), rows)
    assert text_of(*pages) == anchored


def laid_out(paragraphs: Sequence[str], setting: Setting, rows: int) -> list[Page]:
    lines = [(at == 0, text) for paragraph in paragraphs for at, text in enumerate(wrap(paragraph, setting, advance))]
    pages = []
    for start in range(0, len(lines), rows):
        words = [
            word
            for at, (first, text) in enumerate(lines[start : start + rows])
            for word in line(text, LEFT + 2 * setting.size * first, 80 + at * 1.6 * setting.size, setting.size)
        ]
        pages.append(page(words, start // rows + 1))
    return pages


BOXES = st.builds(
    lambda text, x, y, size: Word(text, x, y, x + size, y + size, size),
    st.sampled_from("一1a。 |\ufffd"), st.floats(-50, 900), st.floats(-50, 900), st.floats(0.5, 80),
)  # fmt: skip
RULES = st.builds(
    lambda x, y, length, flat: Rule(x, y, x + length * flat, y + length * (not flat)),
    *[st.floats(0, 600)] * 3,
    st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.lists(BOXES, max_size=25), st.lists(RULES, max_size=12)), max_size=4))
def test_no_page_is_refused(pages: list[tuple[list[Word], list[Rule]]]) -> None:
    """Any heap of glyphs and lines gives some text, with places that rise."""
    reading = reading_of([page(words, number, tuple(rules)) for number, (words, rules) in enumerate(pages, 1)])
    starts = [place.start for place in reading.places]
    assert starts == sorted(starts)
    assert all(0 <= start < max(len(reading.text), 1) for start in starts)


@settings(max_examples=100, deadline=None)
@given(st.lists(BOXES, max_size=40))
def test_rows_lose_nothing(words: list[Word]) -> None:
    assert sorted(id(word) for row in rows_of(words) for word in row if word.text.strip()) == sorted(
        id(word) for word in words if word.text.strip()
    )
