"""Number formats of spreadsheets: what a stored number looks like in its cell."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.reading.number_format import shown_number, shown_text

SHOWN = [
    ("12", "General", "12"), ("0.30000000000000004", "General", "0.3"), ("0.3333333333333333", "General", "0.333333333"),
    ("1234.56789012", "General", "1234.56789"), ("12345678901", "General", "12345678901"), ("123456789012", "General", "1.23457E+11"),
    ("0.00001", "General", "0.00001"), ("0.0000123456789", "General", "1.23457E-05"), ("-2.5", "General", "-2.5"), ("0", "General", "0"),
    ("1200", 'General"万元"', "1200万元"), ("1200", 'G/通用格式"个"', "1200个"), ("9999999999.96", "General", "10000000000"),
    ("0.0525", "0.00%", "5.25%"), ("0.125", "0%", "13%"), ("1", "0.0%", "100.0%"), ("0.1", "##%", "10%"),
    ("1234567.891", "#,##0", "1,234,568"), ("1234567.891", "#,##0.00", "1,234,567.89"), ("999", "#,##0", "999"), ("0", "#,##0", "0"),
    ("2.5", "0", "3"), ("-2.5", "0", "-3"), ("1.005", "0.00", "1.01"), ("-0.2", "0", "0"), ("5", "000", "005"), ("0", "#", ""),
    ("3.14159", "0.##", "3.14"), ("3", "0.0", "3.0"), ("12.3", "0.0_ ", "12.3"), ("7", '[红色]0"所"', "7所"), ("7", "[Red][>5]0;0", "7"),
    ("1200", '#,##0"万元"', "1,200万元"), ("12", '"第"0"期"', "第12期"), ("12345", '0!.0,"万元"', "1.2万元"), ("123456", '0!.0000"万"', "12.3456万"),
    ("5", '0!.0000"万"', "0.0005万"), ("1234567", '#,##0.00,,"百万"', "1.23百万"), ("15000", '[>=10000]0.0,"千";0', "15.0千"),
    ("500", '[>=10000]0.0,"千";0', "500"),
    ("-500", '[>=10000]0.0,"千";0', "-500"), ("-5", "0;(0)", "(5)"), ("-5", "0;-0;0", "-5"), ("0", '0;-0;"—"', "—"), ("5", ";;;", ""), ("5", "@", "5"),
    ("0", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥-"), ("1234", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥1,234.00"),
    ("1234", '[$¥-804]#,##0', "¥1,234"), ("5", '0";"0', "0;5"), ("12345", "0.00E+00", "1.23E+04"), ("12345", "##0.0E+0", "12.3E+3"),
    ("0.5", "# ?/?", "1/2"), ("2.75", "# ?/?", "2 3/4"), ("3", "# ?/?", "3"), ("0.25", "?/8", "2/8"), ("0.9999", "# ?/?", "1"),
    ("1250", "[DBNum1]General", "一千二百五十"), ("10020", "[DBNum1]General", "一万〇二十"), ("1250", "[DBNum2][$-804]General", "壹仟贰佰伍拾"),
    ("12", "[DBNum3]0", "１２"),
    ("44256", "yyyy/m/d", "2021/3/1"), ("44256", '[$-804]yyyy"年"m"月"d"日";@', "2021年3月1日"), ("44256", "yyyy.mm.dd", "2021.03.01"),
    ("44256", 'yyyy"年"m"月"', "2021年3月"),
    ("44256", "yyyy-mm", "2021-03"), ("44256", 'm"月"d"日"', "3月1日"), ("44256", "d-mmm-yy", "1-Mar-21"), ("44256", "aaaa", "星期一"),
    ("44256", "yy年", "21年"),
    ("44196", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二〇年十二月三十一日"), ("44256", '[DBNum1][$-804]yyyy"年"m"月"', "二〇二一年三月"),
    ("44256", "e", "2021"),
    ("59", "yyyy-mm-dd", "1900-02-28"), ("60", "yyyy-mm-dd", "1900-02-29"), ("61", "yyyy-mm-dd", "1900-03-01"), ("-1", "yyyy", "-1"),
    ("2958466", "yyyy", "2958466"),
    ("44256.999999", "yyyy-m-d h:mm:ss", "2021-3-2 0:00:00"), ("0.75", "h:mm AM/PM", "6:00 PM"), ("1.5", "[h]:mm", "36:00"),
    ("0.5208333333", '上午/下午h"时"mm"分"', "下午12时30分"),
    ("0.000011574", "mm:ss.0", "00:01.0"), ("1.7976931348623157E+308", "0%", "179769313486232" + "0" * 296 + "%"), ("5", "0" * 400, "5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_numbers_as_shown(value: str, code: str, shown: str) -> None:
    assert shown_number(Decimal(value), code) == shown


@pytest.mark.parametrize(("value", "shown"), [("0", "1904-01-01"), ("42794", "2021-03-01")])
def test_days_from_1904(value: str, shown: str) -> None:
    assert shown_number(Decimal(value), "yyyy-mm-dd", from_1904=True) == shown


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [("教育局", "General", "教育局"), ("教育局", '@"（牵头）"', "教育局（牵头）"), ("教育局", "0;0;0;[红色]@@", "教育局教育局"),
    ("教育局", '0"@"', "教育局"), ("007", "0.0", "007")],
)  # fmt: skip
def test_texts_as_shown(text: str, code: str, shown: str) -> None:
    assert shown_text(text, code) == shown


@settings(max_examples=300, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.text(alphabet='0#?.,%/;"!\\_*[]@eEyYmMdDhHsSa年+->=<1DBNum4', max_size=24))
def test_any_format_shows_something(value: float, code: str) -> None:
    assert isinstance(shown_number(Decimal(repr(value)), code), str)


@settings(max_examples=300, deadline=None)
@given(st.integers(-10**9, 10**9))
def test_whole_numbers(value: int) -> None:
    stored = Decimal(value)
    assert shown_number(stored, "General") == shown_number(stored, "0") == str(value)
    assert shown_number(stored, "#,##0") == f"{value:,}"


@settings(max_examples=200, deadline=None)
@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)))
def test_every_day(day: datetime.date) -> None:
    stored = Decimal((day - datetime.date(1899, 12, 30)).days)
    assert shown_number(stored, 'yyyy"年"m"月"d"日"') == f"{day.year}年{day.month}月{day.day}日"
