"""Rejections: why a numeral is no quantity; ordered, named tests, the first that holds gives the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from policytext.extraction.quantity_pattern import Amount
from policytext.lexicon import alternation, groups

_WORDS = groups("rejections")
_CHINESE = frozenset("零〇一二两三四五六七八九十百千万亿几数半")


class Numeral(NamedTuple):
    """A numeral with the text before it, the text from it on, its own length, and the amount read there, if any."""

    left: str
    right: str
    length: int
    amount: Amount | None

    @property
    def behind(self) -> str:
        """The text behind the numeral."""
        return self.right[self.length :]


@dataclass(frozen=True, slots=True)
class RejectionRule:
    """A named reason; in the examples a bar stands before the numeral that is meant.

    `of` says which numerals it looks at: ``arabic``, ``chinese`` or ``any``; `read` whether an amount was read there
    (None: either).
    """

    name: str
    reason: str
    of: str
    read: bool | None
    holds: Callable[[Numeral], object]
    examples: tuple[str, ...]
    counterexample: str


_MARKS = frozenset("\ufffd□*")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_PHONE = re.compile(r"[0-9]{3,4}-[0-9]{7,8}|1[3-9][0-9]{9}|[0-9]{7,}")
_HOTLINE = re.compile(rf"(?:{alternation(_WORDS['hotlines'])})(?![0-9.])")
_SERVICE = re.compile(rf"[一-鿿]{{0,6}}?(?:{alternation(_WORDS['service'])})")
_LABELS = ("附件", "附表", "表", "图", "年级", "编号", "专栏", "栏目", "注释", "第")
_RANKS = ("全国", "全省", "全市", "全球", "世界", "亚洲", "列", "居", "排名", "排", "前")
_NAME_LEFT = re.compile("[A-Za-z][A-Za-z_.]{0,12}[-—]?$|[+＋×·]$")
_OF_NAMES = frozenset("+＋×·._-—")
_JOINED_LEFT = re.compile("(?<![一-鿿0-9%])[-—]$")
_NAME_RIGHT = re.compile(r"[A-Za-z+＋×·]|[0-9.]*[+＋×·][A-Za-z0-9]")
_VERSION = re.compile(r"[0-9]+\.[0-9](?=[^0-9%％万亿个倍元米吨公平千度分年小岁])|[0-9]+\.[0-9]$")
_ORDINAL_RIGHT = re.compile("(?:[-—~～至到]?[0-9]*)(?:年级|届|号(?!线)|位(?!数)|名(?=的|左右|$|[，。；、]))")
_CLASS_RIGHT = re.compile("(?:[万亿]|千(?!瓦))*(?:强(?!化|制|国|省|市)|级|吨级|元级|星级|型|线城市|后)")
_MEASURED_CLASS = re.compile("[0-9.]*[十百千万亿]*[一-鿿]{1,4}级")
_SCHOOLING = re.compile("年(?:义务|免费)?(?:教育|制|一贯)")
_CIRCLE = re.compile("分钟[一-鿿“”]{0,8}?圈|小时[一-鿿“”]{0,8}?圈")
_LIST_COUNT = re.compile("[0-9一二两三四五六七八九十]+(?:个|家)?(?:市级|省级|国家级)?(?:部门|单位|委办局|方面|环节|领域|维度)")
_DATE_RIGHT = re.compile("[年月日]|[:：][0-9]|[.][0-9]+[.]")
# 五大行动, 三个务必, 四项制度: a count that sums up a list of slogans
_SLOGAN = re.compile(rf"[二两三四五六七八九十]{{1,2}}(?:{alternation(_WORDS['slogan_classifier'])})")
_DELIVERED = re.compile(rf"(?:{alternation(groups('verbs')['delivering'])})(?:了|好)?$")
_CONCRETE = frozenset("所家座条名人场次门套支台辆项个届期户间处栋块本部篇件")
# 一 before these counts what is built or brought in; 一支, 一个, 一批, 一项 open a phrase
_ONE_OF = frozenset("所家座间辆栋场次")
_FIXED_SHARE = "一二两三四五六七八九百半"


def _sized(one: Numeral) -> bool:
    """Whether a Chinese numeral counts by its form: a share, a range, a bound, or more than ten."""
    amount = one.amount
    if amount is None:
        return False
    if amount.unit_kind == "share":
        return amount.numeral[:1] in _FIXED_SHARE + "十0123456789"
    if amount.unit_kind == "money" and len(amount.numeral) <= 2:
        return False  # 三元, 二元结构
    if amount.unit_kind == "money" or amount.low != amount.high or amount.comparator != "=":
        return amount.low >= 1
    return amount.low >= 10 and re.match("[十百千万][余多来]?[一-鿿]", one.right) is None


def _delivers(one: Numeral) -> bool:
    """Whether a small Chinese numeral counts what its verb delivers: 培育|两家, 新建|一所, 召开|一次."""
    if one.amount is None or not _DELIVERED.search(one.left):
        return False
    classifier = one.right[one.length : one.length + 1]
    return classifier in (_CONCRETE if one.amount.low > 1 else _ONE_OF)


def _is_damaged(one: Numeral) -> bool:
    left = one.left.rstrip(".,")[-1:] if one.left[-1:] in ".," else one.left[-1:]
    return left in _MARKS or one.right[one.length : one.length + 1] in _MARKS


def _is_label(one: Numeral) -> bool:
    return one.left.endswith(_LABELS) and (one.amount is None or one.left.endswith("第"))


def _is_rank(one: Numeral) -> bool:
    if not one.left.removesuffix("第").endswith(_RANKS):
        return False
    return one.amount is None or one.amount.unit in ("位", "名") or one.left.endswith(("第", "前"))


def _is_service(one: Numeral) -> bool:
    amount = one.amount
    if amount is None:
        return bool(_PHONE.match(one.right) or _HOTLINE.match(one.right))
    hours = amount.unit in ("小时", "天")
    return hours and _SERVICE.match(one.right[len(amount.numeral) :]) is not None


def _is_name(one: Numeral) -> bool:
    """Part of a name: behind letters or a plus (PM2.5, 1+6), before letters (5G)."""
    last = one.left[-1:]
    near = last in _OF_NAMES or (last.isascii() and last.isalpha())
    if near and (_NAME_LEFT.search(one.left) or _JOINED_LEFT.search(one.left)):
        return True
    return one.amount is None and _NAME_RIGHT.match(one.behind) is not None


# 220千伏|变电站: the size of a work is part of its name
_CAPACITIES = frozenset("吨 千瓦 兆瓦 吉瓦 千瓦时 兆瓦时 千伏 千伏安 兆伏安 伏 载重吨".split())
_WORK = re.compile("[一-鿿]{0,8}?(?:变电站|输变电|储能|机组|电站|生产线|码头|露天矿|煤矿|项目|装置|船|炉|系统|线路|高炉|泊位|锅炉|升压站)")
_TOPICS = re.compile("[0-9]+个?(?:方面|环节|领域|维度)(?!的?(?:改革|试点)[0-9])")


def _is_capacity(one: Numeral) -> bool:
    amount = one.amount
    if amount is None or amount.unit not in _CAPACITIES or amount.comparator != "=":
        return False
    return _WORK.match(one.right[len(amount.numeral) :]) is not None


RULES: tuple[RejectionRule, ...] = (
    RejectionRule(
        "damaged", "damaged", "any", None, _is_damaged,
        ("新增学位|12\ufffd0个",), "新增学位|120个",
    ),
    RejectionRule("year", "date", "arabic", None, lambda x: _YEAR.match(x.right), ("|2021年工作要点",), "|21年的经验"),
    RejectionRule("label", "ordinal", "any", None, _is_label, ("附件|2", "第|3届", "第|三方"), "新建|3所"),
    RejectionRule("rank", "ordinal", "any", None, _is_rank, ("跻身全国前|10", "综合排名居全省|2位"), "建成全市|10所"),
    RejectionRule("name", "name", "arabic", None, _is_name, ("PM|2.5", "|5G基站", "1+|6"), "建设基站|5个"),
    RejectionRule("service", "service_feature", "arabic", None, _is_service, ("开通|12345热线", "|24小时自助"), "学习|24小时"),
    RejectionRule(
        "schooling", "name", "arabic", True, lambda x: x.behind[:1] == "年" and _SCHOOLING.match(x.behind), ("普及|15年教育", "|12年一贯制学校"), "达到|15年",
    ),
    RejectionRule(
        "circle", "name", "any", True, lambda x: x.behind[:1] in "分小" and _CIRCLE.match(x.behind), ("打造|15分钟便民生活圈",), "压缩到|15分钟",
    ),
    RejectionRule(
        "capacity", "name", "any", True, _is_capacity, ("建设|220千伏变电站", "推出|9兆瓦时储能系统"), "新增|220千伏安",
    ),
    RejectionRule("topics", "list_count", "any", True, lambda x: _TOPICS.match(x.right), ("抓好以下|14个方面的工作",), "建设|14个中心"),
    RejectionRule(
        "speed", "name", "any", True, lambda x: x.left.endswith(("时速", "每小时")) and x.amount, ("时速|350公里高铁",), "里程|350公里",
    ),
    RejectionRule(
        "list_count", "list_count", "any", True, lambda x: x.left.endswith("等") and _LIST_COUNT.match(x.right),
        ("市发改委等|12个部门",), "撤并|12个部门",
    ),
    RejectionRule("per", "name", "any", None, lambda x: x.left.endswith("每") and x.right, ("每|10万人口", "每|千人"), "增加|10万人"),
    RejectionRule(
        "version", "version", "arabic", False, lambda x: _VERSION.match(x.right), ("教育信息化|2.0时代",), "增长|2.0%",
    ),
    RejectionRule(
        "grade", "ordinal", "any", False, lambda x: _ORDINAL_RIGHT.match(x.behind), ("|1—6年级", "|九年级"), "|6年时间",
    ),
    RejectionRule(
        "class", "name", "arabic", False,
        lambda x: _CLASS_RIGHT.match(x.behind) or _MEASURED_CLASS.match(x.right), ("入围|500强", "|5万吨级码头", "|4星级酒店"), "|5万吨",
    ),
    RejectionRule("clock", "date", "arabic", False, lambda x: _DATE_RIGHT.match(x.behind), ("|12月", "|30日"), "|12个"),
    RejectionRule("bare", "other", "arabic", False, lambda x: True, ("得票|35",), "新建|三所"),
    RejectionRule("word", "idiom", "chinese", False, lambda x: True, ("|三农工作", "|一体推进"), "培育|三家"),
    RejectionRule(
        "slogan", "list_count", "chinese", True,
        lambda x: not _sized(x) and _SLOGAN.match(x.right) and not _DELIVERED.search(x.left), ("做到|三个务必", "健全|四项制度"), "新建|三个",
    ),
    RejectionRule(
        "uncounted", "idiom", "chinese", True, lambda x: not (_sized(x) or _delivers(x)), ("建设|一支队伍", "形成|一个格局"), "新建|三所",
    ),
)  # fmt: skip
_OF_KIND = {
    (kind, read): tuple(rule for rule in RULES if rule.of in ("any", kind) and rule.read in (None, read))
    for kind in ("arabic", "chinese")
    for read in (True, False)
}


def rejection_of(one: Numeral) -> RejectionRule | None:
    """The first rule by which a numeral is no quantity, or None where it is one.

    >>> rejection_of(Numeral("高质量办好第", "3届运动会", 1, None)).reason
    'ordinal'
    """
    kind = "chinese" if one.right[:1] in _CHINESE else "arabic"
    for rule in _OF_KIND[kind, one.amount is not None]:
        if rule.holds(one):
            return rule
    return None


_IDIOM_HEADS = "".join(sorted({word[0] for word in _WORDS["idiom"]} | set("一两")))
# the first character is looked for first: a set of characters is found fast
IDIOM = re.compile(
    rf"[{_IDIOM_HEADS}](?<![十百第].)(?:(?<=一)[^一，。、；\s]一[^一十百千万亿，。、；\s]|(?<=两)手(?:抓|都要硬)"
    rf"|{'|'.join(f'(?<={word[0]}){word[1:]}' for word in sorted(_WORDS['idiom'], key=len, reverse=True))})"
)
"""Fixed expressions with numerals in them: 万无一失, 一校一策."""
MEETING = re.compile(
    "[党一二三四五六七八九十](?:(?<=党)的[一二三四五六七八九十]{2,3}大(?!任务|工程|行动)"
    "|(?<!党)[一二三四五六七八九十]{0,2}届[一二三四五六七八九](?:中全会|次全[体会]{1,2})|(?<=[十二])[五六七八九十]大(?=[，。、精报以]))"
)
"""A meeting of the party or its committees: 党的二十大, 十九届五中全会."""
QUOTED = re.compile("[“\"](?P<slogan>[^“”\"\n]{0,20}[零一二两三四五六七八九十百千万双0-9][^“”\"\n]{0,20})[”\"]")
"""A quotation with a numeral in it that is no name: the slogan of a line of work (“五唯”)."""
CODE = re.compile(
    "(?<=“)[^“”0-9第]{0,6}[一二两三四五六七八九十百千万双][^“”0-9]{0,6}(?=”)"
    "|第[一二三四五六七八九十0-9]{1,4}[届次批条期轮]?|[0-9]+(?:[+＋·×.][0-9A-Za-z]+)*"
)
"""A numeral inside a name: 1+X, 2.0, 12·9, 第三届, “双一流”."""
