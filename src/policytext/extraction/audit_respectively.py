"""分别: as many values as there are things they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policytext.extraction.audit_ground import Ground
from policytext.extraction.audit_lists import covered
from policytext.extraction.numerals import ARABIC, MAGNITUDE
from policytext.model.finding import Finding
from policytext.model.span import Span

_UNIT = (
    r"(?:[%％‰]|个百分点|(?:[十百千万亿]{1,2})?(?:元|个|人次|人|名|所|家|亩|吨|项|户|公里|平方米|件|套|次|倍|位|天|辆|台|座|"
    "公斤|千瓦|斤|岁|张|场|条|立方米|公顷|平方公里)?)"
)
_VALUE = rf"(?:约|超过?|不低于|不少于|不超过|近)?(?:{ARABIC})(?:{MAGNITUDE})?{_UNIT}(?:以上|以下|以内|左右|多)?"
_VALUES = re.compile(rf"分别(?:[一-鿿]{{0,8}}?)(?P<values>{_VALUE}(?:(?:、|和|与|及|以及){_VALUE}){{1,7}})(?=[，。；\n])")
_HELD_TOGETHER = re.compile("以及|[和与及]")
_CLAUSE = re.compile("[，,。；;：:！？\n]")
# 城乡居民, 一二三产: one word for several
_SEVERAL = re.compile("等|各|三次产业|一二三|城乡|内外|进出(?!口)|南北|东西|中小学|男女|两|三|四|五|双|多")
_REACH = 120


def find_respectively(ground: Ground) -> Iterator[Finding]:
    """Lists before 分别 with another number of items than there are values behind it: 城镇和农村居民收入分别增长5%、6%、7%."""
    for match in _VALUES.finditer(ground.text):
        left = covered(ground.text[max(0, match.start() - _REACH) : match.start()])
        names = _CLAUSE.split(left)[-1]
        place = Span(match.start() - len(names), match.start())
        if ("、" not in names and not _HELD_TOGETHER.search(names)) or _SEVERAL.search(names) or re.search("[0-9]", names):
            continue
        count = len(re.split("、|以及|和|与|及", match["values"]))
        fewest = len(names.split("、"))
        most = fewest + len(_HELD_TOGETHER.findall(names))
        values = Span(*match.span("values"))
        if count > most:
            said = f"“分别”之后有{count}个数，之前只有{most}项。"
            yield ground.finding("respectively", "likely", (values, place), Decimal(most), Decimal(count), said)
        elif count < fewest:
            said = f"“分别”之前有{fewest}项，之后只有{count}个数。"
            yield ground.finding("respectively", "look", (values, place), Decimal(fewest), Decimal(count), said)
