"""Names that say too little alone: whose output a 产量 is, and what the money is for that 中央财政拟安排."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from policytext.comparison.items import content_of
from policytext.comparison.vocabulary import LEANING, OUTLAYS, PAYERS, PAYING, REACHED
from policytext.lexicon import alternation

# 新增停车位5个、|；: nothing is carried over these
STOP = re.compile(r"[。；;！？\n]")
CLAUSE, LEADING = re.compile(r"[，,；;。]"), re.compile(r"^.*[！？\n]", re.DOTALL)
# 各级政府要进一步增加|社会保障投入, 更加积极的|就业|政策: what stands around the thing that money is for
DOING = re.compile(
    r"^(?:[一二三四五六七八九十]+[是要])?(?:.*(?:实施|做好|抓紧|坚持|继续|健全|完善|鼓励|引导|促进|开展|加强|提高|增加|积极|大力|加大|加快|进一步|全面|着力|支持|推进|落实)(?:对|的)?(?=.{2}))?"
)
ASIDE = re.compile(r"(?:政策|工作|力度|计划|建设|发展|制度|体系|专项|投入|支出|资金)+$")
# ，用于|补助低保户, ，主要用贴息方式支持|企业技改: what money behind a number is for
PURPOSE = re.compile(
    r"^[^，,。；;\n]{0,12}?[，,]?(?:主要|重点|专项|专门|分别|集中)?(?:用[^，。；]{1,8}?方式)?(?:用于|支持|扶持|补贴|补助|解决|帮助|资助)(?:解决|支持|补助|补贴)?([^，,。；;\n]{2,30})"
)
# 1300亿元|灾后重建资金, 200亿元|技改专项资金
MONEY_FOR = re.compile(r"^的?(?!专项|补助|补贴|财政|专门|扶持|配套|奖补)([一-鿿“”]{2,14}?)(?:专项|补助|补贴|扶持)?(?:资金|经费)")
# 投资1260万元，完成|5个村的饮水工程; 投资3亿元的|训练中心
INVESTED = re.compile(
    r"(?:的|[，,]?(?:重点|主要|全面|加快|启动)?(?:实施|启动|完成|建设|新建|改造|推进|用于|打造)了?)(?!工作)[\d.]*([^，,。；;、\n]{2,20})"
)
SPENT = re.compile(r"^(.{2,10}?)(?<!预算)(?<!财政)(?<!消费)(?<!性)(?:专项)?(?:支出|资金|经费)$")
# 农村饮水安全工程|使6069万农民受益, 养老保险试点要|覆盖10%的县
REACHING = re.compile(r"^\s*(.{4,24}?)(?:工程|项目|政策)?(?:要|将|应|已|可)?(?:使|让|惠及|覆盖|普惠|造福)(?:全[国省市区县旗]的?)?$")
PAID = frozenset(("", "资金", "专项资金", "补助资金", "补贴资金", "投入"))
MEASURE = re.compile("(?:种植|建设|覆盖|完成)?(?:占比|比率|数量|总量|规模|总数|面积|个数|总投资|投资)$")
SHORT_RATE, FAR, LONGEST, SHORTEST = 3, 40, 14, 2


@cache
def _paid() -> tuple[re.Pattern[str], re.Pattern[str]]:
    paying, ends = alternation(PAYING), alternation(OUTLAYS)
    return (
        re.compile(rf"^(?:{alternation(PAYERS)})(?:预算内?)?(?=(?:{paying})|[^\d]{{2,16}}(?:{ends})$)(?:{paying})*"),
        re.compile(rf"^用?于?(.*?)的?(?:专项)?(?:{ends})$"),
    )


@lru_cache(maxsize=8192)
def outlay(core: str) -> str | None:
    """What money is for, where a name tells who pays or that it is paid; None for other names.

    >>> outlay("中央财政用于三农的支出"), outlay("省财政拟安排"), outlay("财政收入")
    ('三农投入', '', None)
    """
    if core in PAYERS:
        return ""
    before, behind = _paid()
    payer = before.match(core)
    if payer is None:
        spent = SPENT.match(core)
        return f"{spent.group(1)}投入" if spent and core not in LEANING else None
    rest = core[payer.end() :]
    found = behind.match(rest)
    return f"{found.group(1)}投入" if found and found.group(1) else "" if found else rest


def without_payer(words: str) -> str:
    """The words at a number without who pays.

    >>> without_payer("中央财政拟安排就业专项资金")
    '就业专项资金'
    """
    payer = _paid()[0].match(words)
    return words[payer.end() :] if payer else words


def leans(core: str) -> bool:
    """Whether a name is only a measure of something that must stand before it (产量, 办结率).

    >>> leans("产量"), leans("办结率"), leans("粮食产量")
    (True, True, False)
    """
    return not core or core in LEANING or (len(core) <= SHORT_RATE and core.endswith("率"))


def reaching(name: str, left: str) -> str:
    """What reaches so many people or places: 饮水安全工程使|6069万|农民; the name itself where nothing does.

    >>> reaching("农民", "饮水安全工程使"), reaching("农民", "培训")
    ('饮水安全', '农民')
    """
    found = REACHING.match(left) if name in REACHED else None
    return found.group(1) if found else name


def owned(core: str, before: str, between: str) -> str:
    """The name with that of the figure before it in one sentence: 蔬菜种植面积2万亩，产量|15万吨.

    >>> owned("产量", "蔬菜种植面积", "，产量达到"), owned("产量", "蔬菜种植面积", "。全区产量")
    ('蔬菜产量', '产量')
    """
    if not before or len(between) > FAR or STOP.search(between):
        return core
    owner = MEASURE.sub("", before)
    return owner + core if len(owner) >= SHORTEST and not leans(owner) and owner != core else core


def bare_purpose(words: str) -> str:
    """What money is for, without what is done to it.

    >>> bare_purpose("各级政府要进一步增加社会保障投入"), bare_purpose("更加积极的就业政策")
    ('社会保障', '就业')
    """
    bare = DOING.sub("", words)
    return (ASIDE.sub("", bare) or bare)[:LONGEST]


def told_behind(left: str, behind: str) -> bool:
    """Whether what money is for stands behind its number."""
    return MONEY_FOR.match(behind) is not None or (left.endswith("投资") and INVESTED.match(behind) is not None)


def purpose_of(left: str, behind: str) -> str:
    """What money is for: told behind the number (，用于…), else by the clause before its own.

    >>> purpose_of("实施农机购置补贴，中央财政拟安排", "，比上年增加"), purpose_of("今年拟安排", "，用于补助困难家庭建房。")
    ('农机购置补贴', '困难家庭建房')
    """
    if found := MONEY_FOR.match(behind):
        return bare_purpose(content_of(found.group(1)))
    if found := PURPOSE.match(behind):
        return bare_purpose(content_of(found.group(1)))
    if left.endswith("投资"):
        return content_of(found.group(1))[:LONGEST] if (found := INVESTED.match(behind)) else ""
    clauses = CLAUSE.split(LEADING.sub("", left))
    before = content_of(clauses[-2]) if len(clauses) > 1 else ""
    return bare_purpose(before)
