"""References: titles in 《》 with the numbers behind them, and what in 《》 is no document. All titles are invented."""

from __future__ import annotations

import pytest

from policytext.model.records import Record, records
from policytext.pipeline import parse


def found(text: str) -> list[Record]:
    return records(parse(f"1.修渠。{text}", year=2021))


def references(text: str) -> list[str]:
    return [x["text"] for x in found(text) if x["kind"] == "reference"]


WHOLE = [
    "《渠道管理办法》",
    "《渠道管理办法》（某水发〔2020〕12号）",
    "《渠道管理办法》(某水发[2020]12号)",
    "《渠道管理办法》（某水发【2020】12号）",
    "《渠道管理办法》某水发〔2020〕12号",
    "《渠道管理办法》（某水发〔2020〕12号、某财农〔2021〕3号）",
    "《渠道管理条例》（国务院令第812号）",
    "《渠道管理条例》（水利部令第 40 号）",
    "《渠道测量规范》（GB/T 12345-2019）",
    "《关于印发《某县灌区规划》的通知》（某政发〔2020〕7号）",
    "《关于转发《关于印发《某县灌区规划》的通知》的通知》",
    "《关于废止《甲办法》《乙办法》的决定》",
    "《关于〈某县灌区方案〉的批复》",
    "《某县“十四五”灌区规划（2021-2025年）》",
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_one_reference_with_its_number(text: str) -> None:
    assert references(f"落实{text}要求。") == [text]


PARTS = [
    ("落实《甲办法》《乙规定》、《丙条例》和《丁意见》。", ["《甲办法》", "《乙规定》", "《丙条例》", "《丁意见》"]),
    ("落实《甲办法》（试行）。", ["《甲办法》"]),
    ("落实《甲条例》（2018年修订）。", ["《甲条例》"]),
    ("落实《甲条例》第三十条。", ["《甲条例》"]),
    ("落实《甲意见》（某发〔2020〕7号，以下简称《意见》）。", ["《甲意见》", "《意见》"]),
    ("落实《甲通知》精神某办发〔2020〕5号。", ["《甲通知》"]),
    ("落实《关于印发《甲规划》的通知。执行《乙办法》。", ["《甲规划》", "《乙办法》"]),
    ("落实〈甲办法〉。", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_where_a_reference_ends(text: str, expected: list[str]) -> None:
    assert references(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("《甲办法》（某水发〔2020〕12号）", "某水发〔2020〕12号"),
        ("《甲意见》（某发〔2020〕7号，以下简称《意见》）", "某发〔2020〕7号"),
        ("《甲条例》（国务院令第812号）", "国务院令第812号"),
        ("《甲办法》（试行）", None),
    ],
)
def test_the_number_is_kept_apart(text: str, number: str | None) -> None:
    assert next(x for x in found(text) if x["kind"] == "reference").get("number") == number


WORKS = [
    "话剧《渠水谣》上演", "电视剧《大渠》、《长河》热播", "网络纪录片《渠》获奖", "舞蹈《水韵》",
    "创排歌曲《渠边》《桥上》", "长篇小说《河》出版", "电影《1949》上映",
]  # fmt: skip


@pytest.mark.parametrize("text", WORKS)
def test_works_of_art_are_no_documents(text: str) -> None:
    assert references(text) == []


def test_a_document_behind_a_work_is_one() -> None:
    assert references("话剧《渠水谣》上演，落实《文艺条例》。") == ["《文艺条例》"]


NUMERALS = [
    ("落实《甲办法》（某水发〔2020〕12号）。", {"2020", "12"}),
    ("落实《甲意见》（某发〔2020〕7号，以下简称《意见》）。", {"2020", "7"}),
    ("按照某政办发〔2021〕3号文件办理。", {"2021", "3"}),
    ("电影《1949》上映。", {"1949"}),
]


@pytest.mark.parametrize(("text", "numerals"), NUMERALS)
def test_every_numeral_is_accounted_for_and_none_is_a_target(text: str, numerals: set[str]) -> None:
    rows = found(text)
    assert {x["text"] for x in rows if x["kind"] == "rejection"} == numerals
    assert not [x for x in rows if x["kind"] in ("quantity", "time")]
