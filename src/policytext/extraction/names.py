"""Whether what stands before a head noun distinguishes it enough to be asked about by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from policytext.extraction.beginnings import residue
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import core_of, divisions
from policytext.model.values import Project, ProjectType

_WORDS, _HEADS = groups("names"), groups("projects")
# what makes a scheme, a facility or a campaign official
_OFFICIAL = re.compile(
    "首届|全国|国家|省级|市级|全省|全市|我省|我市|海峡|两岸|世界|国际|中国|华侨|自由贸易|年度|[A-Z]|[0-9]\\+"
    "|第[一二三四五六七八九十0-9]+[届次批轮期]|[0-9]+届"
)
# 700万吨|露天矿, 二期|工程: what only one work has
_MEASURED = re.compile(
    "[0-9][0-9.×]*(?:万|亿)?(?:吨|千瓦|兆瓦|公里|立方米|平方米|千伏|头|只|羽|亩|台|辆|米|GW|MW|KV|kV|P)|[一二三四五]期|[0-9]+号|[A-Z][0-9]+"
)
# 50个名师工作室, 五大|行动, 三项制度: counted, not named
_COUNTED = re.compile(
    "(?<![第0-9])[0-9]+[余多]?[个所家名项座条批处]|^[0-9](?![+＋])|[一二两三四五六七八九十]+大$|以上$|以上[一-鿿]{2}$|[打见抓]$|^[一二三四五]期$"
    "|^(?:约|超|近)?[0-9.]+[余多]?[万亿]?(?:吨|千瓦|兆瓦|公里|立方米|平方米|亩|头|台|辆|米|元)"
    "|^[一二两三四五六七八九十百千万]+[大个项类批支张家所条]|^(?:每|十大|更多|多[个项]|[这该各]|其他|大批|部分|若干|相关)"
)
_SOME = re.compile("(?:一批|一系列|多个|若干|更多)$")
# 示范学校|30所: a class of units
_CLASS = re.compile("(?:至少|达到?|超过?|约|近|建设)?[0-9][0-9.至—-]*(?:余|多)?[个家所名项座条批处门支节]|[（(][^）)]{0,4}[）)](?:[0-9]|全覆盖)")
_BUILDING = re.compile(alternation(_WORDS["building"]))
_USING = re.compile(f"(?:{alternation(_WORDS['using'])})(?:[一-鿿]{{0,4}}|[^，。；]{{2,40}}、)$")
_OF_OFFICE = re.compile("[一-鿿]{2,3}[部局委厅]")
_RANKED = re.compile("国家级|省级|市级|县级|区级")
_OF_PEOPLE = frozenset("便民生活圈 一张网 一张图 一卡通 热线 班列 小程序 大模型 数据中台".split())
# 机场|完成旅客吞吐量: no building is finished
_OF_BUSINESS = re.compile("完成(?=旅客|货物|货邮|吞吐|投资|营业|交易|产值|运量)")
_GOING_ON = re.compile("[一-鿿]{0,8}(?:改革|市场化)|入选|创建|入围")
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
# 重点项目投资|计划
_PLAIN = re.compile("^(?:重点|重大|年度|全年)|(?:投资|招生|工作|实施|配套|分配|调度|用地|供应|采购)$")
# a 工程 that does something: 农村厕所改造|工程, against 城市排水防涝|工程
_DOES = re.compile(f"(?:{alternation(_WORDS['doing'])})$")
_OVER = re.compile("[，,。；;、上在成圆举于和”\n（]|等|期间|$")
_ASSEMBLY = re.compile("(?:代表|党员|表彰|动员|总结|誓师|庆祝|成立|群众|职工|会员|推进|部署|工作)$")
# 取水许可电子证照|系统, 用水统计直报|系统
_IN_USE = re.compile(f"(?:{alternation(_WORDS['informing'])})[一-鿿]{{0,2}}(?:系统|平台|数据库)$")
_CODE = re.compile("[0-9A-Z]")
# …、…等8个高中项目, …新校区开工
_LIST_OF_WORKS = re.compile(
    r"(?:[、和及][^，。；]{2,50}?)?(?:等[0-9一二三四五六七八九十]*[个所]?[一-鿿]{0,6}(?:项目|工程|建设|学校)"
    r"|迁建|扩建|改扩建|新建|(?:建设)?项目|开工|投入使用|竣工|投用|通车|动工)"
)
_CLAUSE = re.compile("[^，,。；;：:！？\n]*")


def named(start: int, end: int, rule: str, kind: str, confidence: float) -> Found:
    """A project that a rule found, before its stage and its entry are known."""
    return Found(start, end, rule, Project(cast(ProjectType, kind)), confidence)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name: its words before the head, what of them is not generic, and where it stands."""

    scene: Scene
    start: int
    end: int
    head: str
    words: str
    rest: str

    @property
    def is_official(self) -> bool:
        """Whether a rank, an edition or a code makes it official."""
        return _OFFICIAL.search(self.words) is not None


def is_name(scene: Scene, start: int, head: re.Match[str], kind: str) -> bool:
    """Whether the words before a head distinguish it enough to be asked about by name."""
    words = scene.text[start : head.start("head")]
    if scene.text[start - 1] == "等" or _SOME.search(scene.text, max(start - 3, 0), start):
        return False
    if len(words) < 2 or words[0] in "的等各类其同" or words[-1] in "和与及" or _COUNTED.search(words) or _CLASS.match(scene.text, head.end()):
        return False
    return _TESTS[kind](Candidate(scene, start, head.end(), head["head"], words, residue(words)))


# 深入实施|城市更新行动: common words make a name where the programme as a whole is carried out
_WHOLES = ("行动", "工程", "计划", "攻坚战")
_CARRIED_OUT = re.compile("(?:实施|启动|打好|打赢)(?:了|好)?$")


def _is_programme(one: Candidate) -> bool:
    size, own = len(one.words), len(one.rest)
    if not own and _PLAIN.search(one.words):
        return False
    if size >= 4 and one.head in _WHOLES and _CARRIED_OUT.search(clause_left(one.scene, one.start, 8)) and not _PLAIN.search(one.words):
        return True
    if one.head == "工程":
        return own >= 2 or (size >= 6 and _DOES.search(one.words) is not None)
    return own >= 2 or size >= 5 or (size == 4 and (own == 1 or "年" in one.head))


def _is_pilot(one: Candidate) -> bool:
    return len(one.words) >= 4


def _is_event(one: Candidate) -> bool:
    if one.head == "大会" and (_ASSEMBLY.search(one.words) or not _OVER.match(one.scene.text, one.end)):
        return False
    return one.is_official or len(one.rest) >= 2 or names_a_place(one.words) or (len(one.words) >= 3 and _is_held(one))


# 办好|汉文化旅游节; 举办…交易会、|教育体育展览会
_HOLDING = re.compile("(?:举办|承办|办好|筹办|召开|主办|协办|举行|组织|参加)(?:好|了)?(?:[^，。；,]{2,40}、)?$")


def _is_held(one: Candidate) -> bool:
    return _HOLDING.search(clause_left(one.scene, one.start)) is not None


def _is_campaign(one: Candidate) -> bool:
    if one.head == "运动" and not _MOVEMENT.search(one.words):
        return False
    if one.head.endswith(("学习教育", "主题教育")) and len(one.rest) >= 2:
        return True
    return len(one.words) >= 3 and _STUDY.search(one.head) is not None and (len(one.words) >= 4 or one.is_official or len(one.rest) >= 2)


def _is_designation(one: Candidate) -> bool:
    if one.head in ("强市", "强县"):
        return one.is_official
    long = len(one.head) >= 4
    if one.is_official:
        return len(one.words) >= 3 or (long and len(one.words) >= 2)
    return len(one.rest) >= 3 or (long and len(one.words) >= 4 and (len(one.rest) >= 1 or len(one.words) >= 6 or one.head.endswith("校")))


def _is_scheme(one: Candidate) -> bool:
    """Mechanisms and models have names in quotation marks; systems and platforms have them where they are in use."""
    if one.head not in _SYSTEM:
        return len(one.rest) >= 2 or _CODE.search(one.words) is not None
    if len(one.words) < 4 or (one.head == "平台" and _RANKED.match(one.words) is not None):
        return False
    if one.head == "系统" and not (_IN_USE.search(one.words + one.head) or _OF_OFFICE.match(one.words)):
        return False
    return _is_known_system(one) or (len(one.rest) >= 2 and _IN_USE.search(one.words + one.head) is not None and _is_used(one))


def _is_known_system(one: Candidate) -> bool:
    if (len(one.rest) >= 2 or (one.head == "云平台" and len(one.words) >= 5)) and (one.is_official or one.head in _OF_PEOPLE):
        return True
    proper = names_a_place(one.words) or is_measured(one.words) or _OF_OFFICE.match(one.words) is not None
    return proper or (one.words.startswith(("全国", "国家")) and len(one.words) >= 6)


def _is_used(one: Candidate) -> bool:
    return _USING.search(clause_left(one.scene, one.start, 50)) is not None


# 双十中学|、实验小学的翔安校区: an owner of what is built
_RAISED = re.compile("(?:新建|开工|建成|迁建|扩建|续建|动工建设)(?:[^，。；,]{2,60}(?:、|和|及|以及))?$")
_OWNS = re.compile("(?:、[一-鿿]{2,12}){0,3}的[一-鿿]{0,6}(?:校区|院区|分校|分院|部)")


def _is_facility(one: Candidate) -> bool:
    """A facility is a project where its clause builds, and where its name holds a proper part."""
    text = one.scene.text
    if _VAGUE.search(one.words) or not (is_proper(one.words, one.rest) or _BRACKETED.match(text, one.end)):
        return False
    if one.head == "实验室" and len(one.rest) >= 2 and not one.is_official:
        return True
    if one.head == "项目":
        return _is_own(one.words) or (OF_STONE.search(one.words) is not None and len(one.rest) >= 2) or (len(one.rest) >= 4 and _is_governed(one))
    right = _CLAUSE.match(text, one.end, one.end + 70)
    after = _OF_BUSINESS.sub("", right.group()) if right else ""
    if _GOING_ON.match(after):  # 某经开区|集成授权改革, 某高新区|入选
        return False
    if one.head not in _INSTITUTION:
        return _BUILDING.search(after) is not None or _BUILDING.search(clause_left(one.scene, one.start)) is not None
    if _OWNS.match(after):
        return False
    if _LIST_OF_WORKS.match(after):
        return True
    return _is_governed(one) if len(one.rest) >= 4 or _is_own(one.words) else _is_raised(one)


_TESTS = {
    "programme": _is_programme, "pilot": _is_pilot, "event": _is_event, "campaign": _is_campaign,
    "designation": _is_designation, "scheme": _is_scheme, "construction": _is_facility,
}  # fmt: skip


_VAGUE = re.compile("以上|以下|更多|相关|这些|不少于|不低于|联合")
_BRACKETED = re.compile("（[一-鿿]{2,4}）")
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,3}|[一-鿿]{2}[县区市]")


def _is_own(words: str) -> bool:
    """Whether words name a place, a rank or a size, so that few facilities can be meant."""
    return is_measured(words) or names_a_place(words) or _ORDINAL.search(words) is not None


def _is_governed(one: Candidate) -> bool:
    return _GOVERNED.search(clause_left(one.scene, one.start)) is not None


def _is_raised(one: Candidate) -> bool:
    """Whether a verb that can only mean building governs a name: 新建白鹭水厂."""
    return len(one.rest) >= 2 and _RAISED.search(clause_left(one.scene, one.start)) is not None


def is_proper(words: str, rest: str) -> bool:
    """Whether the words before a facility's head belong to one facility alone.

    `rest` are the words without their generic parts.

    >>> is_proper("白鹭湾", "白鹭湾"), is_proper("城市老旧", "")
    (True, False)
    """
    return len(rest) >= 2 or is_measured(words) or (len(words) >= 2 and names_a_place(words))


_GOVERNED = re.compile(f"(?:{alternation(_WORDS['building'])})(?:[^，。；,]{{2,60}}(?:、|和|及|以及))?$")


def clause_left(scene: Scene, offset: int, reach: int = 90) -> str:
    """The words of a clause before a place in it."""
    match = _CLAUSE.match(scene.text[max(offset - reach, scene.body.start) : offset][::-1])
    return match.group()[::-1] if match else ""
