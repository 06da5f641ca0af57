"""No value is made of a number or time that lost a character: every single loss, and every place of a mark."""

import pytest

import policytext as pt
from policytext.extraction.damage import Damage
from policytext.model.span import Span

WHOLE = "今年全市新增学位三千个，改造校舍五百间，投资六亿元，建成泳池25座。"
VALUES = {3000, 500, 600_000_000, 25}
MARKED = [
    "新增学位12�0个。", "到�2月底前完成整改。", "3月1�日前完成。", "新建�百个书屋。", "投资□.5亿元。", "增长5.�%。",
    "到20�5年建成。", "投资�亿元。", "改造***间教室。",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "touched"),
    [("增长5.5□个", 2, True), ("增长5□", 2, True), ("增长□5", 3, True), ("增长5个□", 2, False), ("□增长5个", 3, False), ("增长□.25个", 4, True)],
)
def test_damage_reaches_along_numerals_and_no_further(text: str, start: int, touched: bool) -> None:
    at = text.index("□")
    assert Damage(text, [Span(at, at + 1)]).touches(start, start + 1) is touched


@pytest.mark.parametrize("text", MARKED)
def test_a_marked_loss_gives_no_value(text: str) -> None:
    document = pt.parse(text, year=2021)
    assert not document.targets and not document.times


# a lost ASCII digit leaves no trace in the bytes, so only the bytes of Chinese characters are dropped
@pytest.mark.parametrize("place", [i for i, byte in enumerate(WHOLE.encode("gbk")) if byte >= 0x80])
def test_a_lost_byte_never_makes_another_number(place: int) -> None:
    data = WHOLE.encode("gbk")
    document = pt.read(data[:place] + data[place + 1 :], year=2021)
    found = {int(x.value.low) for x in document.targets if isinstance(x.value, pt.Quantity) and x.value.low is not None}
    assert found <= VALUES
