"""Whether what stands before a head noun distinguishes it enough to be asked about by name."""

from __future__ import annotations

import re
from functools import cache

from policytext.extraction.beginnings import residue
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import core_of, divisions

_WORDS, _HEADS = groups("names"), groups("projects")
# what makes a scheme, a facility or a campaign official
_OFFICIAL = re.compile(
    "首届|全国|国家|省级|市级|全省|全市|我省|我市|海峡|两岸|世界|国际|中国|华侨|自由贸易|年度|[A-Z]|[0-9]\\+"
    "|第[一二三四五六七八九十0-9]+[届次批轮期]|[0-9]+届"
)
# 700万吨|露天矿, 二期|工程: what only one work has
_MEASURED = re.compile("[0-9][0-9.×]*(?:万|亿)?(?:吨|千瓦|兆瓦|公里|立方米|平方米|千伏|头|只|只羽|亩|台|辆|米|GW|MW|MWp|KV|kV|P)|[一二三四五]期|[0-9]+号|[A-Z][0-9]+")
# 50个名师工作室, 五大|行动, 三项制度: counted, not named
_COUNTED = re.compile(
    r"[0-9]+[余多]?[个所家名项座条批处]|[一二两三四五六七八九十]+大$|^[一二两三四五六七八九十]+[大个项类批支张]|^[0-9](?![+＋])|^每|^十大|^更多|^多[个项]|^[这该]|^各|^其他|^大批|^部分|^若干|^相关|^[一二两三四五六七八九十百千万]+[家个所条项支]|[打见抓]$"
)
_SOME = re.compile("(?:一批|一系列|多个|若干|更多)$")
# 示范学校|30所: a class of units
_CLASS = re.compile("(?:至少|达到?|超过?|约|近|建设)?[0-9][0-9.至—-]*(?:余|多)?[个家所名项座条批处门支节]|[（(][^）)]{0,4}[）)](?:[0-9]|全覆盖)")
_BUILDING = re.compile(alternation(_WORDS["building"]))
_USING = re.compile(f"(?:{alternation(_WORDS['using'])})[一-鿿]{{0,4}}$")
_OF_PEOPLE = frozenset("便民生活圈 一张网 一张图 一卡通 热线 班列 小程序 大模型 数据中台".split())
_STUDY = re.compile("(?:周|月|季|节|日|系列活动|主题活动|宣传活动|学习教育|主题教育|专题教育|运动|走访|排查|练兵|比武|讨论|整治|嘉年华|会|购|年活动)$")
# 校园爱国卫生|运动: other 运动 is sport
_MOVEMENT = re.compile("(?:卫生|健身|造林|绿化|禁毒|扫盲|大生产|劳动竞赛|节约|文明)$")
OF_STONE = re.compile(alternation(_HEADS["built"]))
_SYSTEM = frozenset(_HEADS["system"])
_INSTITUTION = frozenset(_HEADS["institution"])


@cache
def _places() -> re.Pattern[str]:
    """Provinces and prefectures by their short names; a district is known by its last word."""
    short = {core_of(one.name) for one in divisions() if one.level != "county"}
    return re.compile(f"{alternation(short)}|[一-鿿]{{2}}(?:县|镇|乡|[一-鿿]旗)")


def names_a_place(words: str) -> bool:
    """Whether words name a province, a prefecture, a county or a town.

    >>> names_a_place("厦门软件园"), names_a_place("城市公园")
    (True, False)
    """
    return _places().search(words) is not None


def is_measured(words: str) -> bool:
    """Whether words hold what only one work has: a capacity, a phase, a maker's letters.

    >>> is_measured("白鹭湾2×35万千瓦热电联产"), is_measured("热电联产")
    (True, False)
    """
    return _MEASURED.search(words) is not None


def is_name(scene: Scene, start: int, head: re.Match[str], kind: str) -> bool:
    """Whether the words before a head distinguish it enough to be asked about by name."""
    words = scene.text[start : head.start("head")]
    if scene.text[start - 1] == "等" or _SOME.search(scene.text, max(start - 3, 0), start):
        return False
    if len(words) < 2 or words[0] in "的等各类" or _COUNTED.search(words) or _CLASS.match(scene.text, head.end()):
        return False
    rest = residue(words)
    if kind == "construction":
        return _is_facility(scene, start, head, words, rest)
    official = _OFFICIAL.search(words) is not None
    return _TESTS[kind](scene, start, head["head"], words, rest, official)


# a 工程 that does something: 农村厕所改造|工程, against 城市排水防涝|工程
_DOES = re.compile("(?:提升|培育|培养|发展|创新|增强|改造|建设|振兴|优化|保护|修复|示范|促进|推进|攻坚|扩容|提质|升级|互通|完善|治理|安居|惠民|达标|扶持|帮扶|更新|改善|普及|推广|贯通|倍增|引领|强基|筑基|领航)$")


def _is_programme(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    del scene, start, official
    if head == "工程":
        return len(rest) >= 2 or (len(words) >= 6 and _DOES.search(words) is not None)
    return (len(rest) >= 2 and len(words) >= 2) or len(words) >= 5 or (len(words) == 4 and (len(rest) >= 1 or "年" in head))


def _is_pilot(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    del scene, start, head
    return len(words) >= 4 and (official or len(rest) >= 1 or len(words) >= 7)


def _is_event(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    del scene, start, head
    return official or len(rest) >= 2 or (len(words) >= 2 and names_a_place(words))


def _is_campaign(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    del scene, start
    if head == "运动" and not _MOVEMENT.search(words):
        return False
    return len(words) >= 3 and _STUDY.search(head) is not None and (official or len(rest) >= 2 or len(words) >= 4)


def _is_designation(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    del scene, start
    if head in ("强市", "强县"):
        return official
    return (official and len(words) >= 2) or len(rest) >= 3 or (len(words) >= 4 and len(head) >= 4)


def _is_scheme(scene: Scene, start: int, head: str, words: str, rest: str, official: bool) -> bool:
    """Mechanisms and models have names in quotation marks; systems and platforms have them where they are in use."""
    if head not in _SYSTEM:
        return len(rest) >= 2 or re.search("[0-9A-Z]", words) is not None
    if len(words) < 4 or not rest:
        return False
    if head == "系统" and not _IN_USE.search(words + head):
        return False
    proper = (official and len(rest) >= 2) or names_a_place(words) or is_measured(words) or (head in _OF_PEOPLE and len(rest) >= 2)
    return proper or (len(rest) >= 2 and _USING.search(scene.left(start, 10)) is not None and _IN_USE.search(words + head) is not None)


# 取水许可电子证照|系统, 用水统计直报|系统
_IN_USE = re.compile("(?:管理|信息|监测|监管|直报|统计|服务|申报|审批|证照|预警|云|数据|登记|查询|交易|采购|共享|公示|调度|电子|政务|办公|执法|指挥|许可)[一-鿿]{0,2}(?:系统|平台|数据库)$")

_TESTS = {
    "programme": _is_programme, "pilot": _is_pilot, "event": _is_event, "campaign": _is_campaign,
    "designation": _is_designation, "scheme": _is_scheme,
}  # fmt: skip

# …、…等8个高中项目, …新校区开工
_LIST_OF_WORKS = re.compile(
    r"(?:[、和及][^，。；]{2,50}?)?(?:等[0-9一二三四五六七八九十]*[个所]?[一-鿿]{0,6}(?:项目|工程|建设|学校)"
    r"|迁建|扩建|改扩建|新建|(?:建设)?项目|开工|投入使用|竣工|投用|通车|动工)"
)
_CLAUSE = re.compile("[^，,。；;：:！？\n]*")


def _is_facility(scene: Scene, start: int, head: re.Match[str], words: str, rest: str) -> bool:
    """A facility is a project where its clause builds, and where its name holds a proper part."""
    noun = head["head"]
    if _VAGUE.search(words) or not (is_proper(words, rest) or _BRACKETED.match(scene.text, head.end())):
        return False
    if noun == "实验室" and names_a_place(words):
        return True
    left, right = clause_left(scene, start), _CLAUSE.match(scene.right(head.end(), 70))
    after = right.group() if right else ""
    if noun == "项目":
        return _is_own(words) or (OF_STONE.search(words) is not None and len(rest) >= 2)
    if not (_BUILDING.search(left) or _BUILDING.search(after)):
        return False
    if noun not in _INSTITUTION:
        return True
    return _LIST_OF_WORKS.match(after) is not None or (_GOVERNED.search(left) is not None and (_is_own(words) or len(rest) >= 4))


_VAGUE = re.compile("以上|以下|更多|相关|这些|不少于|不低于|联合")
_BRACKETED = re.compile("（[一-鿿]{2,4}）")
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,3}|[一-鿿]{2}[县区市]")


def _is_own(words: str) -> bool:
    """Whether words name a place, a rank or a size, so that few facilities can be meant."""
    return is_measured(words) or names_a_place(words) or _ORDINAL.search(words) is not None


def is_proper(words: str, rest: str) -> bool:
    """Whether the words before a facility's head belong to one facility alone.

    `rest` are the words without their generic parts.

    >>> is_proper("白鹭湾", "白鹭湾"), is_proper("城市老旧", "")
    (True, False)
    """
    return len(rest) >= 2 or is_measured(words) or (len(words) >= 2 and names_a_place(words))


_GOVERNED = re.compile(f"(?:{alternation(_WORDS['building'])})(?:[^，。；]{{2,40}}、)?$")


def clause_left(scene: Scene, offset: int, reach: int = 60) -> str:
    """The words of a clause before a place in it."""
    match = _CLAUSE.match(scene.left(offset, reach)[::-1])
    return match.group()[::-1] if match else ""
