"""Rejections: why a numeral is no quantity."""

from __future__ import annotations

import re

from policytext.extraction.quantity_pattern import Amount
from policytext.lexicon import alternation, groups

_WORDS = groups("rejections")
_HOTLINE = re.compile(rf"(?:{alternation(_WORDS['hotlines'])})(?![0-9.])")
_SERVICE = re.compile(rf"(?:小时|天)?[一-鿿]{{0,6}}?(?:{alternation(_WORDS['service'])})")
_PHONE = re.compile(r"[0-9]{3,4}-[0-9]{7,8}|1[3-9][0-9]{9}|[0-9]{7,}")
_ORDINAL_LEFT = re.compile("(?:第|前|附件|附表|表|图|年级|编号|专栏|全国|全省|全球|世界|列|居|位列|排名)$")
_ORDINAL_RIGHT = re.compile("(?:年级|届|号(?!线)|位(?!数)|名(?=的|左右|$|[，。；、]))")
_VERSION = re.compile(r"[0-9]+\.[0-9](?=[^0-9%％万亿个倍元米吨公平千度分年小岁])|[0-9]+\.[0-9]$")
_NAME_LEFT = re.compile(r"(?:[A-Za-z][A-Za-z_.]*|[+＋×·—-])$")
_NAME_RIGHT = re.compile(r"[A-Za-z+＋×·]|[0-9.]*[+＋×·][A-Za-z0-9]")
_UNIT_LETTERS = re.compile("(?:TEU|GB|TB|PB|EFLOPS|PFLOPS|Gbps|Mbps)")
_CHINESE = re.compile("[零一二两三四五六七八九十百千万亿]")
# 五大行动, 三个务必, 四项制度: a count that sums up a list of slogans
_SLOGAN = re.compile(rf"[二两三四五六七八九十]{{1,2}}(?:{alternation(_WORDS['slogan_classifier'])})")
# 市发改委等12个部门
_LIST_COUNT = re.compile("(?:个|家)?(?:部门|单位|委办局|方面|环节|领域|维度)")
# Chinese numerals in these places count something after all
_DELIVERED = re.compile(rf"(?:{alternation(groups('verbs')['delivering'])})$")
# 15年教育, 12年一贯制: the name of a kind of schooling
_DAMAGED, _DAMAGED_LEFT = re.compile("[\ufffd□*]"), re.compile("[\ufffd□*][.,]?$")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_SCHOOLING = re.compile("年(?:义务|免费)?(?:教育|制|一贯)")
_CONCRETE = frozenset("所家座条名人场次门套支台辆项个届期户间处栋块本部")


def rejection_reason(left: str, right: str, length: int, amount: Amount | None) -> str | None:
    """The reason why a numeral is no quantity, or None where it is one.

    `left` is the text before the numeral, `right` the text from it on, `length` its own length.

    >>> rejection_reason("高质量办好第", "3届运动会", 1, None)
    'ordinal'
    """
    if _DAMAGED_LEFT.search(left) or _DAMAGED.match(right, length):
        return "damaged"
    if _CHINESE.match(right):
        return _chinese_reason(left, right, length, amount)
    return _arabic_reason(left, right, length, amount)


def _arabic_reason(left: str, right: str, length: int, amount: Amount | None) -> str | None:
    behind = right[length:]
    if _YEAR.match(right):
        return "date"
    if _PHONE.match(right) and amount is None:
        return "service_feature"
    if _HOTLINE.match(right) and amount is None:
        return "service_feature"
    if amount and amount.unit in ("小时", "天") and _SERVICE.match(behind):
        return "service_feature"
    if _ORDINAL_LEFT.search(left[-2:]) and (amount is None or left[-1:] in "第前" or amount.unit in ("位", "名")):
        return "ordinal"
    if re.search("(?:期|件|号线|路|栋|#)$", left) and amount is None:
        return "name"
    if _NAME_LEFT.search(left) and not re.search("[一-鿿0-9%][-—]$", left):
        return "name"
    if amount is None and _NAME_RIGHT.match(behind) and not _UNIT_LETTERS.match(behind):
        return "name"
    if amount is None:
        return _bare_reason(right, behind)
    if _SCHOOLING.match(behind):
        return "name"
    return "list_count" if re.search("等$", left) and re.match("[0-9]+" + _LIST_COUNT.pattern, right) else None


def _bare_reason(right: str, behind: str) -> str:
    if _VERSION.match(right):
        return "version"
    if _ORDINAL_RIGHT.match(behind):
        return "ordinal"
    return "date" if re.match("[年月日:：]|[.][0-9]", behind) else "other"


def _chinese_reason(left: str, right: str, length: int, amount: Amount | None) -> str | None:
    """Chinese numerals are words more often than numbers: they must prove that they count."""
    if re.search("第$", left) or re.match("年级", right[length:]):
        return "ordinal"
    if amount is None:
        return "idiom"
    if amount.unit_kind == "share" and amount.numeral[:1] not in "一二两三四五六七八九十百":
        return "idiom"
    if amount.unit_kind in ("share", "money") or amount.low != amount.high:
        return None if amount.unit_kind != "count" or amount.low >= 1 else "idiom"
    if amount.comparator != "=":
        return None if amount.low >= 1 else "idiom"
    if _SLOGAN.match(right) and not _DELIVERED.search(left):
        return "list_count"
    if amount.low >= 10 and re.match("[十百千万][余多来]?[一-鿿]", right) is None:
        return None
    delivered = _DELIVERED.search(left) is not None and right[length : length + 1] in _CONCRETE
    return None if delivered and (amount.low > 1 or re.match("一[次场]", right) is not None) else "idiom"


IDIOM = re.compile(rf"{alternation(_WORDS['idiom'])}|一[^一，。、；\s]一[^一十百千万亿，。、；\s]|两手(?:抓|都要硬)")
"""Fixed expressions with numerals in them: 万无一失, 一校一策."""
QUOTED = re.compile("[“\"](?P<slogan>[^“”\"\n]{0,20}[零一二两三四五六七八九十百千万双0-9][^“”\"\n]{0,20})[”\"]")
"""A quotation with a numeral in it that is no name: the slogan of a line of work (“五唯”)."""
CODE = re.compile("[0-9]+(?:[+＋·×.][0-9A-Za-z]+)*")
"""A numeral inside a name: 1+X, 2.0, 12·9."""
