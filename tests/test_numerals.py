"""Numerals: a table of surfaces and exact values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.extraction.numerals import chinese_number, magnitude, number, ratio, share

NUMBERS = [
    ("48", "48"), ("1,200", "1200"), ("1,234,567.5", "1234567.5"), ("5万", "50000"), ("1.2万亿", "1200000000000"),
    ("60199.45亿", "6019945000000"), ("三千二百", "3200"), ("十二", "12"), ("二十", "20"), ("一百零五", "105"),
    ("两万", "20000"), ("百", "100"), ("千", "1000"), ("万", "10000"), ("一亿二千万", "120000000"),
    ("三万二千亿", "3200000000000"), ("二〇二一", "2021"), ("3千", "3000"), ("0.5", "0.5"),
    ("9" * 24 + "万亿", "9" * 24 + "0" * 12), ("123456789012345678.25万", "1234567890123456782500"),
]  # fmt: skip
NO_NUMBERS = ["", "个", "一个", "1.2.3", "万一一", "半个", "1" * 25, "一" * 25, "亿" * 4]  # longer than anything that is counted
SHARES = [
    ("三分之二", "66.6667"), ("三分之一", "33.3333"), ("九成", "90"), ("八成半", "85"), ("七成五", "75"),
    ("一半", "50"), ("半数", "50"), ("百分之五十", "50"), ("百分之六点五", "6.5"), ("百分之12.5", "12.5"), ("5分之1", "20"),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "value"), NUMBERS)
def test_number(surface: str, value: str) -> None:
    assert number(surface) == Decimal(value)


@pytest.mark.parametrize("surface", NO_NUMBERS)
def test_no_number(surface: str) -> None:
    assert number(surface) is None


@pytest.mark.parametrize(("surface", "value"), SHARES)
def test_share(surface: str, value: str) -> None:
    assert share(surface) == Decimal(value)


@pytest.mark.parametrize(("surface", "value"), [("18:1", "18"), ("6∶4", "1.5"), ("12.5：1", "12.5"), ("2:3", "0.6667")])
def test_ratio(surface: str, value: str) -> None:
    assert ratio(surface) == Decimal(value)


def test_a_ratio_to_nothing_is_none() -> None:
    assert ratio("3:0") is None


DIGITS = "零一二三四五六七八九"


def written(value: int) -> str:
    """A whole number below ten thousand in Chinese numerals, as schools teach it."""
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text, gap = text + ("零" if gap and text else "") + DIGITS[digit] + name, False
        else:
            gap = True
    return text or "零"


@given(st.integers(1, 9999))
def test_written_numbers_read_back(value: int) -> None:
    assert chinese_number(written(value)) == value


@given(st.integers(1, 9999), st.sampled_from(["万", "亿", "万亿"]))
def test_magnitudes_multiply(value: int, unit: str) -> None:
    assert number(f"{value}{unit}") == value * magnitude(unit)


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿", max_size=40))
def test_any_run_of_numerals_is_a_number_or_none(run: str) -> None:
    value = chinese_number(run) if run else None
    assert value is None or value >= 0


@pytest.mark.parametrize("numeral", ["9" * 30, "3" + "9" * 29])
def test_what_is_larger_than_any_number_has_no_share_and_no_ratio(numeral: str) -> None:
    assert share(f"二分之{numeral}") is None
    assert ratio(f"{numeral}:1") is None
    assert ratio(f"{numeral}/10万") is None
