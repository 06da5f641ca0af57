"""Lost bytes: single places, what must never be touched, the damaged page, and random damage with floors."""

from __future__ import annotations

import pytest

from policytext.cleaning import clean, lost_bytes
from policytext.cleaning.lost_bytes import touches_number
from policytext.learning.characters import texts_of, train
from policytext.learning.damage import damaged, decoded, evaluate_lost_bytes
from policytext.lexicon.characters import MAGIC, model_of
from policytext.model.errors import LexiconError
from tests.shared import DOCUMENTS, needs_shared


def without(text: str, character: str, byte: int) -> str:
    """The text as GBK bytes, one byte of the first such character lost, decoded as a reader does."""
    place = len(text[: text.index(character)].encode("gbk")) + byte
    data = text.encode("gbk")
    return (data[:place] + data[place + 1 :]).decode("gbk", errors="surrogateescape")


REPAIRED = [
    ("深入推进教育体制改革，全面提高教育质量", "育", 0),
    ("深入推进教育体制改革，全面提高教育质量", "体", 1),
    ("坚持以人民为中心的发展思想，切实保障和改善民生", "思", 0),
    ("优化营商环境，激发各类市场主体活力", "环", 1),
]
KEPT = [
    ("完成固定资产投资三百亿元，同比增长百分之五", "百", 0),
    ("完成固定资产投资200万元，同比增长5个百分点", "万", 1),
    ("全市新建幼儿园二十所，新增学位五千个", "所", 0),
]


@pytest.mark.parametrize(("text", "character", "byte"), REPAIRED)
def test_a_lost_byte_is_put_back(text: str, character: str, byte: int) -> None:
    result = clean(without(text, character, byte))
    (repair,) = [x for x in result.repairs if x.reason == "lost_byte"]
    assert result.text == text
    assert not repair.flagged and repair.confidence >= 0.9 and len(repair.alternatives) <= 3


@pytest.mark.parametrize(("text", "character", "byte"), KEPT)
def test_a_number_is_never_filled(text: str, character: str, byte: int) -> None:
    result = clean(without(text, character, byte))
    assert all(x.flagged for x in result.repairs if x.reason == "lost_byte")
    assert character not in result.text[: text.index(character) + 1]


@pytest.mark.parametrize(
    "text", ["A级景区", "维生素C片", "他说？！", "新华社北京3月5日电", "张堃、李喆等同志", "★重点↑工作"]
)
def test_odd_but_sound_text_stays(text: str) -> None:
    assert clean(text).text == text


NUMBERS = [("进", "步", "推", False), ("一", "步", "推", True), ("约", "万", "元", True), ("共", "有", "三", True)]


@pytest.mark.parametrize(("before", "character", "after", "expected"), NUMBERS)
def test_touches_number(before: str, character: str, after: str, expected: bool) -> None:
    assert touches_number(before, character, after) is expected


def test_damage_without_end_is_searched_so_far_and_flagged_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    damage = "\n".join(without(*one) for one in REPAIRED)
    whole = [x for x in clean(damage).repairs if x.reason == "lost_byte"]
    monkeypatch.setattr(lost_bytes, "SEARCHED", 20)
    found = tuple(lost_bytes.lost_byte(damage))
    assert [x.flagged for x in found] == [False, True, True, True]
    assert {(x.confidence, x.replacement == damage[x.start : x.end]) for x in found[1:]} == {(0, True)}
    # what one pass leaves the next one searches, and what is repaired in the end is no more flagged
    assert [(x.before, x.after, x.flagged) for x in clean(damage).repairs if x.reason == "lost_byte"] == [(x.before, x.after, False) for x in whole]


@needs_shared
def test_the_damaged_page() -> None:
    raw = (DOCUMENTS / "xiamen-edu-2021.raw.txt").read_text(encoding="utf-8")
    result = clean(raw)
    assert result.text == (DOCUMENTS / "xiamen-edu-2021.repaired.txt").read_text(encoding="utf-8")
    repairs = {(x.before, x.after, x.flagged) for x in result.repairs if x.reason.startswith("lost")}
    assert repairs == {
        (";", "常化", False), ("?鐛u", "校跨岛", False), ("?茖W", "。科学", False), ("完补", "完补", True),
    }  # fmt: skip


def test_a_model_file_of_another_version_is_refused() -> None:
    data = train(["推进教育现代化"])
    with pytest.raises(LexiconError, match="train it again"):
        model_of(MAGIC + b"\xff\xff" + data[6:])
    with pytest.raises(LexiconError, match="train it again"):
        model_of(b"")


def test_damage_knows_where_every_character_was() -> None:
    damage = damaged("深入推进教育体制改革，全面提高教育质量。" * 20, 1 / 20, seed=3)
    read = decoded(damage.left, "surrogateescape")
    assert len(damage.lost) > 5
    assert read.text.encode("gbk", errors="surrogateescape") == damage.left
    assert read.places[0] == 0 and read.end == len(damage.left)


@needs_shared
def test_random_damage_in_unseen_documents() -> None:
    reports = evaluate_lost_bytes(DOCUMENTS, folds=2, documents=6, longest=2000, seed=7)
    for (_, mode), report in reports.items():
        assert report.number_changes == 0 and report.restored_in_numbers == 0
        assert report.share_outside_numbers >= (0.65 if mode == "surrogateescape" else 0.3)
        assert report.share_wrong <= 0.04


@needs_shared
def test_undamaged_documents_stay() -> None:
    for name, text in list(texts_of(DOCUMENTS).items())[::12]:
        emitted = [x for x in clean(text[:8000]).repairs if x.reason == "lost_byte"]
        assert not emitted, name
