"""The three industries: their shares come to 100, their value added to the product, their growth lies around that of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground, figure
from policytext.extraction.numerals import ARABIC, number
from policytext.model.finding import Finding
from policytext.model.span import Span

_RATIO = re.compile(rf"三次产业[^，。；\n0-9]{{0,20}}(?P<a>{ARABIC})[:：∶](?P<b>{ARABIC})[:：∶](?P<c>{ARABIC})(?![0-9:：∶])")
_MONEY = rf"(?P<NAME>{ARABIC})(?P<NAME_u>万亿元|亿元|万元)"
_GAP = "[^。；\n]{0,40}?"
_VALUES = re.compile(
    "第一产业(?:增加值)?(?:达|完成|实现|为)?" + _MONEY.replace("NAME", "a") + _GAP
    + "第二产业(?:增加值)?(?:达|完成|实现|为)?" + _MONEY.replace("NAME", "b") + _GAP
    + "第三产业(?:增加值)?(?:达|完成|实现|为)?" + _MONEY.replace("NAME", "c")
)  # fmt: skip
_PRODUCT = re.compile("(?:地区|国内)?生产总值[^，。；\n0-9]{0,8}" + _MONEY.replace("NAME", "p"))
_THREE = "(?:一、?二、?三[次产]产?业?|第?一产业?、第?二产业?、第?三产业?|第一、第?二、第?三产业|第一、二、三产业|三次产业)"
_VALUE = rf"-?(?:{ARABIC})%(?:左右|以上)?"
# 地区生产总值增长5.5%，其中一、二、三产增加值分别增长3.5%、7%、5%
_GROWN = re.compile(
    rf"生产总值[^。；\n]{{0,30}}?增长(?P<whole>{ARABIC})%[^。；\n]{{0,50}}?{_THREE}(?:增加值)?(?:预计)?(?:年均)?(?:分别)?增长(?P<parts>{_VALUE}、{_VALUE}[、和]{_VALUE})"
)
_SHARES = Decimal("0.3")
_LOOSE = Decimal("0.15")
_REACH = 160


def find_industries(ground: Ground) -> Iterator[Finding]:
    """Shares of the three industries that do not come to 100, and value added that does not come to the product."""
    for match in _RATIO.finditer(ground.text):
        parts = [number(match[name]) or Decimal(0) for name in "abc"]
        total = sum(parts, Decimal(0))
        if abs(total - 100) > _SHARES:
            said = f"三次产业之比合计应为100，文中合计{figure(total)}。"
            spans = (Span(match.start("a"), match.end("c")),)
            yield ground.finding("share", "certain", spans, Decimal(100), total, said)
    for match in _VALUES.finditer(ground.text):
        yield from _product(ground, match)
    for match in _GROWN.finditer(ground.text):
        yield from _growth(ground, match)


def _growth(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    """The growth of the product is a mean of those of its industries, so it lies between the lowest and the highest."""
    whole = number(match["whole"])
    parts = [Decimal(part) for part in re.findall("-?[0-9.]+(?=%)", match["parts"])]
    if whole is None or ("年均" in match.group()) != ("年均" in match.group()[: match.start("whole") - match.start()]):
        return
    nearest = min(max(whole, min(parts)), max(parts))
    if abs(nearest - whole) > _LOOSE:
        spans = (Span(match.start("whole"), match.end("whole") + 1), Span(*match.span("parts")))
        said = f"生产总值增长{figure(whole)}%，不在三次产业增速{figure(min(parts))}%与{figure(max(parts))}%之间。"
        yield ground.finding("parts", "likely", spans, whole, nearest, said)


def _product(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    near = list(_PRODUCT.finditer(ground.text, max(0, match.start() - _REACH), match.start()))
    if not near or len({near[-1]["p_u"], *(match[f"{name}_u"] for name in "abc")}) > 1:
        return
    whole, parts = number(near[-1]["p"]), [number(match[name]) for name in "abc"]
    if whole is None or None in parts:
        return
    total = sum((part for part in parts if part is not None), Decimal(0))
    if abs(total - whole) > whole / 100:
        unit = match["a_u"]
        spans = (Span(near[-1].start("p"), near[-1].end()), *(Span(match.start(x), match.end(f"{x}_u")) for x in "abc"))
        said = f"三次产业增加值合计{figure(total)}{unit}，生产总值为{figure(whole)}{unit}。"
        yield ground.finding("parts", "likely", spans, whole, total, said)
