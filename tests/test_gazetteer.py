"""The list of administrative divisions: its data, names in full and in short, and chains of names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.lexicon.gazetteer import (
    chain_at,
    core_of,
    division_of,
    divisions,
    divisions_named,
    full_name,
    named_at,
    names_in,
    parents_of,
)

CHAINS = """
厦门市|350200
福建省厦门市翔安区|350213
厦门市翔安区|350213
翔安区|350213
内蒙古自治区呼伦贝尔市海拉尔区|150702
呼伦贝尔海拉尔区|150702
福州鼓楼区|350102
延边朝鲜族自治州|222400
延边州|222400
黔南布依族苗族自治州都匀市|522701
阿坝州|513200
锡林郭勒盟|152500
大兴安岭地区|232700
喀什地区|653100
鄂温克族自治旗|150724
上海市浦东新区|310115
重庆市渝中区|500103
湖北省潜江市|429005
石河子市|659001
香港特别行政区|810000
宁夏|640000
吉林|220000 220200
海南|460000 632500
朝阳区|110105 220104
朝阳市|211300
莱芜市|371200
密云县|110228
"""


@pytest.mark.parametrize("row", CHAINS.split("\n")[1:-1])
def test_chain(row: str) -> None:
    name, codes = row.split("|")
    found = chain_at(name + "人民政府")
    assert found is not None and found.end == len(name)
    assert [division.code for division in found.divisions] == codes.split()


def test_the_list_is_sorted_and_whole() -> None:
    codes = [division.code for division in divisions()]
    in_force = [division.code for division in divisions() if division.in_force]
    assert codes == sorted(codes)
    assert len(in_force) == len(set(in_force))
    assert sum(code.endswith("0000") for code in in_force) == 34
    assert sum(code.endswith("00") and not code.endswith("0000") for code in in_force) == 333
    assert 2840 < sum(not code.endswith("00") for code in in_force) < 2870


def test_every_county_in_force_has_a_division_above_it() -> None:
    assert [division.name for division in divisions() if division.in_force and division.level != "province" and not parents_of(division)] == []


def test_names_hold_chinese_characters_only() -> None:
    assert [division.name for division in divisions() if not re.fullmatch("[一-鿿]{2,15}", division.name)] == []


def test_full_names_in_force_are_shared_by_none() -> None:
    names = [full_name(division) for division in divisions() if division.in_force]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("name", "core"),
    [("厦门市", "厦门"), ("黔南布依族苗族自治州", "黔南"), ("内蒙古自治区", "内蒙古"), ("巴音郭楞蒙古自治州", "巴音郭楞"),
     ("伊犁哈萨克自治州", "伊犁"), ("广西壮族自治区", "广西"), ("香港特别行政区", "香港"), ("城区", "城区")],
)  # fmt: skip
def test_core(name: str, core: str) -> None:
    assert core_of(name) == core


def test_nothing_is_named() -> None:
    assert named_at("") is None and named_at("市") is None and chain_at("教育局") is None
    assert list(names_in("全面推进依法治教")) == [] and divisions_named("云岭市") == () and division_of("999999") is None


@given(st.sampled_from([division for division in divisions() if division.in_force]))
def test_a_full_chain_leads_to_its_division(division) -> None:  # type: ignore[no-untyped-def]
    chain = "".join(parent.name for parent in parents_of(division)) + division.name
    found = chain_at(chain + "的工作")
    assert found is not None and found.end == len(chain)
    assert division in found.divisions


@given(st.text(alphabet="厦门市福建省朝阳区海南州自治县教育局人民政府", max_size=60))
def test_names_do_not_overlap_and_stand_in_the_text(text: str) -> None:
    ends = [found.end for found in names_in(text)]
    assert ends == sorted(set(ends)) and all(end <= len(text) for end in ends)
