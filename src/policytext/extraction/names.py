"""Where a project's name begins, and whether what stands there is a name at all."""

from __future__ import annotations

import re
from functools import cache

from policytext.extraction.scene import TAKEN, TIME, Scene
from policytext.lexicon import alternation, groups

_LONGEST = 30
_GENERIC = groups("projects")["generic"]
_STOP = re.compile(r"[，,、。；;：:！？\n（）()《》“”\"|]")
_VERBS = groups("verbs")
_STRONG = re.compile(rf"(?:{alternation(_VERBS['strong'])})(?!化|式|型|性|力|者)")
# adverbs before a number that can open a name: 全国…大赛, 新时代…工程
_OPENERS = frozenset("全省 全市 全区 全县 全国 我省 我市 我区 我县 常态化 从严".split())
# 应 is an adverb, but not in 应急
_ADVERBS = re.compile(rf"(?:(?:{alternation(set(_VERBS['adverbs']) - _OPENERS)})(?!急|用|届))+")
_WEAK_START = re.compile(rf"^(?:{alternation((*_VERBS['new'], *_VERBS['inner'], *_VERBS['joining'], '好'))})(?!业)")
_PARTICLE = re.compile("(?:把|将|对|以(?!案|来)|由|使|让|围绕|通过|按照|根据|关于|用于|进入|进行|形成|成为|作为|等(?!级|额|重))")
# what makes a scheme, a facility or a campaign official
_OFFICIAL = re.compile(
    "首届|全国|国家|省级|市级|省|市|海峡|两岸|世界|国际|中国|华侨|自由贸易|年度|[A-Z]|[0-9]\\+"
    "|第[一二三四五六七八九十0-9]+[届次批]|[0-9]+届"
)
_CONSTRUCTION_VERB = re.compile(alternation(_VERBS["building"]))
# 10名“最美教师”, 创建省级“平安校园”
_DESIGNATING = re.compile(
    rf"(?:{alternation(_VERBS['designating'])}|[0-9千百十]+[所个家名位节门][一-鿿]{{0,6}})(?:一批)?(?:国家级?|[省市县区]级)?$"
)
_CAMPAIGN_VERB = re.compile(rf"(?:{alternation(_VERBS['caring'])})$")
_SLOGAN = re.compile("^(?:[零一二两三四五六七八九十百千万多双]|[0-9])|[、，]|风$|唯$|式$|型$|性$|[+＋×]$")
_NEGATIVE = re.compile(rf"(?:{alternation(_VERBS['opposing'])})[一-鿿]{{0,3}}$")


def gap_is_clean(gap: str) -> bool:
    """Whether the words between a nickname and its head belong to one name.

    >>> gap_is_clean("党建工作"), gap_is_clean("推进教育")
    (True, False)
    """
    if gap.startswith(("等", "的", "为", "是", "在")) or re.search("[和与及]|帮助|支持|推动", gap):
        return False
    return _STRONG.search(gap) is None or gap.endswith(("提升", "服务", "推广", "培育", "支持", "创建", "创新", "融合服务"))


def is_slogan(name: str, head: str) -> bool:
    """Whether a quoted text before a loose head is a slogan all the same: “交叉任职、双向进入”工作."""
    if head == "改革" and len(name) <= 3:  # “放管服”改革
        return True
    if head in ("体系", "应用", "格局") and _SLOGAN.search(name):  # “五育并举”培养体系
        return True
    return head in ("改革", "体系", "制度") and ("、" in name or len(name) > 16)


def names_something(name: str) -> bool:
    """Whether a nickname before 建设 carries the name (“双一流”建设) or is named by it."""
    return _SLOGAN.search(name) is not None


def modifier_start(scene: Scene, quote: int) -> int:
    """Where the name begins whose nickname opens at `quote`: with the modifier directly before it, if any.

    重点产业链“建圈强链”行动, but not 推进“建圈强链”行动.
    """
    left = scene.left(quote, 16)
    cut = max((match.end() for match in _STOP.finditer(left)), default=0 if len(left) < 16 else None)
    if cut is None:
        return quote
    modifier = re.sub("^.*[0-9][一-鿿]", "", _after_verbs(left[cut:]))
    own = left[cut - 1 : cut] != "、" and re.fullmatch("[一-鿿A-Za-z]{2,8}", modifier)
    if not own or _PARTICLE.search(modifier) or modifier.endswith(("的", "和", "与", "以", "等")):
        return quote
    return quote - len(modifier)


def _after_verbs(words: str) -> str:
    """What is left of a run of words behind its last strong verb, adverbs and weak verbs taken off."""
    cut = max((match.end() for match in _STRONG.finditer(words)), default=0)
    words = words[cut:]
    while words:
        bare = _ADVERBS.sub("", words, count=1) if _ADVERBS.match(words) else words
        if weak := _WEAK_START.match(bare):
            bare = bare[weak.end() :]
        if bare == words:
            break
        words = bare
    return words


# “课程育人”“文化育人”“实践育人”|平台
_SHARED_HEAD = re.compile(
    r"(?:[、和及与]?[“\"][^“”\"]{1,20}[”\"]){1,6}[一-鿿]{0,6}?"
    r"(?P<head>平台|活动|行动|工程|计划|机制|模式|评选|品牌|专项|服务|赛事|企业)"
)
_SHARED_TYPES = {"平台": "scheme", "活动": "campaign", "评选": "designation", "企业": "designation"}


def nickname_type(scene: Scene, start: int, end: int, name: str) -> str | None:
    """The type of a bare nickname, or None where it is the slogan of a line of work."""
    left, right = scene.left(start, 12), scene.right(end, 24)
    if shared := _SHARED_HEAD.match(right):
        return _SHARED_TYPES.get(shared["head"], "programme")
    if _NEGATIVE.search(left) or len(name) < 3:
        return None
    if re.match("创建|评选|称号|评定|命名|[0-9]+[名所个家]", right) or (_DESIGNATING.search(left) and not _SLOGAN.search(name)):
        return "designation"
    if _CAMPAIGN_VERB.search(left) and not _SLOGAN.search(name):
        return "scheme"
    if re.match(r"一[^一]一[^一]$", name) and re.match("[一-鿿]", right):  # “一生一案”跟踪做好
        return "scheme" if not re.match("落实|推进", right) else None
    return None


def name_start(scene: Scene, head: int, earliest: int, kind: str) -> int | None:
    """Where a name that ends in the head noun at `head` begins; None where nothing stands before the head."""
    low = max(scene.sentence(head).start, head - _LONGEST, earliest)
    left = scene.text[low:head]
    cut = max((match.end() for match in _STOP.finditer(left)), default=0)
    cut = _shared_head(left, cut) if kind == "construction" else cut
    cut = max(cut, scene.claimed.rfind(bytes((TAKEN,)), low, head) + 1 - low)
    while cut < len(left) and scene.claimed[low + cut] == TIME and not _IS_EVENT.match(left, cut):
        cut += 1
    words = left[cut:]
    if particles := list(_PARTICLE.finditer(words)):
        words = words[particles[-1].end() :]
    if kind in ("construction", "event") and (joined := re.search("^.*[一-鿿](?:和|及|以及)(?=[一-鿿])", words)):
        words = words[joined.end() :]
    words = _after_verbs(words)
    if kind in ("construction", "pilot") and "的" in words and "、" not in words:
        words = words.rsplit("的", 1)[1]  # 具备条件的|国家物流枢纽
    if kind != "campaign":
        words = words.removeprefix("迎接")
    return head - len(words) if words else None


_IS_EVENT = re.compile("建党|建国|建军|新中国")


def _shared_head(left: str, cut: int) -> int:
    """Two owners of one facility are one name: 双十中学、实验小学的|翔安校区."""
    match = re.search(r"(?<=[，。；：\n推建加持])(?:(?!等)[一-鿿]{2,12}、){1,3}[一-鿿]{2,12}的[一-鿿]{0,6}$", left)
    if match is None or cut == 0 or "的" not in left[cut:]:
        return cut
    return max((m.end() for m in re.finditer("[，,。；：\n]", left)), default=0)


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(_GENERIC)})+")


def _residue(words: str) -> str:
    """The words without the modifiers that distinguish nothing."""
    return _generic().sub("", words)


# 50个名师工作室, 五大|行动, 三项制度: counted, not named
_COUNTED = re.compile(
    r"[0-9]+[个所家名项座条批]|[一二两三四五六七八九十]+大$|^[一二两三四五六七八九十]+[大个项类批支张]|^[0-9](?![+＋])|^每"
)
# …、…等8个高中项目, …新校区开工
_LIST_OF_WORKS = re.compile(
    r"(?:[、和及][^，。；]{2,50}?)?(?:等[0-9一二三四五六七八九十]*[个所]?[一-鿿]{0,6}(?:项目|工程|建设|学校)"
    r"|迁建|扩建|改扩建|新建|(?:建设)?项目|开工|投入使用|竣工|投用|通车|动工)"
)
_BUILDS = re.compile("(?:新建|开工建设|建成|迁建|扩建|改扩建|续建|动工建设|启动建设)[^，。；]{0,40}$")
_INSTITUTION = frozenset(groups("projects")["institution"])
_NAMED_CAMPAIGN = re.compile("(?:周|月|系列活动|主题活动|宣传活动|学习教育|主题教育|运动)$")


def is_name(scene: Scene, start: int, head: re.Match[str], kind: str) -> bool:
    """Whether the words before a head distinguish it enough to be asked about by name."""
    words = scene.text[start : head.start("head")]
    if len(words) < 2 or words[0] in "的等各类" or _COUNTED.search(words):
        return False
    official = _OFFICIAL.search(words) is not None
    residue = _residue(words)
    tests = {
        "programme": len(words) >= 4 or len(residue) >= 2,
        "pilot": len(words) >= 4 and (official or len(residue) >= 1),
        "event": len(words) >= 3 and (official or len(residue) >= 2),
        "campaign": len(words) >= 3 and _NAMED_CAMPAIGN.search(head["head"]) is not None and (official or len(residue) >= 2 or len(words) >= 4),
        "designation": len(words) >= 4 and (official or len(residue) >= 3),
        "scheme": (official and len(words) >= 5 and len(residue) >= 2) or words.endswith("联席会议"),
    }
    return tests[kind] if kind in tests else _is_facility(scene, start, head, words, residue, official)


def _is_facility(scene: Scene, start: int, head: re.Match[str], words: str, residue: str, official: bool) -> bool:
    """A facility is a project where its clause builds, and where its name holds a proper part."""
    left, right = scene.left(start, 60), scene.right(head.end(), 70)
    proper = len(residue) >= 2 or (official and len(words) >= 6)
    if not proper or not _CONSTRUCTION_VERB.search(left.rsplit("，", 1)[-1] + right):
        return False
    if head["head"] not in _INSTITUTION:
        return True
    return _LIST_OF_WORKS.match(right) is not None or (len(residue) >= 3 and _BUILDS.search(left) is not None)
