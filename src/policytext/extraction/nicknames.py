"""Nicknames in quotation marks: with a head noun, in a list that shares one, or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policytext.extraction.beginnings import after_verb, ends_with_verb, has_verb, residue, run_before
from policytext.extraction.headed import FALSE, NO_HEAD, TYPE_OF, VERSION, known_type, run_on, with_part
from policytext.extraction.names import OF_STONE, named, names_a_place
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import Project

_HEADS, _WORDS = groups("projects"), groups("names")
_VERBAL = ("建设", "企业", "工作", *_HEADS["verbal"], *_HEADS["institution"])
_NOUN = alternation({*TYPE_OF, *_HEADS["quoted"]} - set(_VERBAL))
# a head that is a verb as well is one only where its clause ends or goes on with 建设, 等
_END = r"(?=[，,。；;、：:！？\n）)”|]|建设|等|试点|和|与|及|以及|工作|[一二三四]期|[0-9]|$)"
_QUOTED_HEAD = rf"(?:{_NOUN}|(?:{alternation(_VERBAL)}){_END})"

QUOTED = Rule(
    "project.quoted",
    # “晨光守护”行动, “1331”党建工作模式, “双一流”高校建设
    re.compile(
        rf"[“\"](?P<name>[^“”\"\n。；]{{1,25}})[”\"](?P<gap>[一-鿿]{{0,10}}?)(?=(?P<head>{_QUOTED_HEAD}))(?!{NO_HEAD})(?P=head){VERSION}"
    ),
    ("启动“晨光守护”行动", "深化“1331”党建工作模式"),
    "破除“五唯”顽瘴痼疾",
)
BARE_QUOTE = Rule(
    "project.nickname",
    re.compile(r"[“\"](?P<name>[^“”\"\n。；]{2,25})[”\"]"),
    ("建设超千所“平安校园”", "推广“闽政通”"),
    "坚持两手抓",
)
_GAP_STOPS = re.compile("^(?:加强|增强|提高|扩大|完善|健全|破解|助力|助推|赋能|走)|[和与及等是为]|在(?!线)|帮助|推动|实施|开展|打造|问题|入选|获|主题$|农$")
_VERSION = re.compile(VERSION + "(?:[一二三四]期)?")
_VERSIONED = re.compile(r"[0-9]\.[0-9]版?$")
_ENDING_HEAD = re.compile(alternation(word[::-1] for word in TYPE_OF))
_CLOSED = re.compile("[，,。；;、：:！？\n）)“”|]|[一二三]期|建设|等|试点|和|与|及|工作|工程|行动|计划|全覆盖|落地|提质|扩面|$")


@lru_cache(maxsize=1 << 12)
def _inner_head(name: str) -> str | None:
    """The head that a nickname ends with: 提质|行动, 守护|行动2.0."""
    bare = _VERSIONED.sub("", name)
    match = _ENDING_HEAD.match(bare[::-1])
    if match is None or FALSE.match(name, len(bare) - match.end()):
        return None
    return match.group()[::-1]


def _version_end(scene: Scene, end: int) -> int:
    version = _VERSION.match(scene.text, end)
    return version.end() if version else end


def find_nicknames(scene: Scene) -> Iterator[Found]:
    """Every nickname in quotation marks that names something; what is found takes its characters."""
    unnamed, types = [], dict[str, str]()
    for match in BARE_QUOTE.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if scene.is_claimed(match.start(), match.end()) and not _is_time_inside(scene, match):
            continue
        one = _with_head(scene, match) or _with_inner_head(scene, match) or _bare(scene, match)
        if one is None:
            unnamed.append(match)
        else:
            scene.claim(one.start, one.end)
            if match["name"] not in _STRATEGIES and isinstance(one.value, Project):
                types.setdefault(match["name"], one.value.type)
            yield one
    yield from _again(scene, unnamed, types)


def _again(scene: Scene, unnamed: list[re.Match[str]], types: dict[str, str]) -> Iterator[Found]:
    """Bare mentions of nicknames that name something elsewhere in the document."""
    for match in unnamed:
        kind = types.get(match["name"])
        joined = "、" in match["name"] or _JOINED.search(match["name"])
        if kind is not None and not joined and not scene.is_claimed(*match.span()):
            scene.claim(*match.span())
            yield named(*match.span(), BARE_QUOTE.name, kind, 0.5)


def _is_time_inside(scene: Scene, match: re.Match[str]) -> bool:
    """“双12购物节”: what reads as a time inside a longer nickname is none."""
    return 1 not in scene.claimed[match.start() : match.end()] and _inner_head(match["name"]) is not None


_NO_WORD = frozenset("，,、。；;：:！？\n“”）) \u3000") | {""}


def _with_head(scene: Scene, quote: re.Match[str]) -> Found | None:
    if scene.text[quote.end() : quote.end() + 1] in _NO_WORD:
        return None
    headed = QUOTED.pattern.match(scene.text, quote.start(), scene.body.end)
    if headed is None or not _is_head(scene, quote, headed):
        return None
    if quote["name"] in _STRATEGIES and headed["head"] not in _HEADS["event"]:
        return None
    if quote["name"] in _SLOGANS and headed["head"] not in _MADE_OF_SLOGANS:
        return None
    head, end = run_on(scene, headed["head"], headed.end())
    start = modifier_start(scene, quote.start())
    if head == "建设":
        if headed["gap"] in _BUILT_GAPS:  # “菜篮子”工程|建设, “白鹭园”二期|建设
            return named(start, headed.start("head"), QUOTED.name, _BUILT_GAPS[headed["gap"]], 0.85)
        end = end if headed["gap"] or _SLOGAN.search(quote["name"]) else quote.end()
    end = with_part(scene, end) if OF_STONE.search(head) or TYPE_OF.get(head) == "construction" else end
    return named(start, end, QUOTED.name, _type(head, quote["name"] + headed["gap"]), 0.85)


def _is_head(scene: Scene, quote: re.Match[str], headed: re.Match[str]) -> bool:
    """Whether a word behind a nickname is its head, and no verb or word of another clause."""
    head, gap, name = headed["head"], headed["gap"], quote["name"]
    inner = _inner_head(name)
    if inner and TYPE_OF[inner] == "programme" and (TYPE_OF.get(head) == "construction" or head in _UNITS):
        return False  # “双高计划”|学校
    if gap and (_GAP_STOPS.search(gap) or (has_verb(gap) and not (gap[0] == "的" and head == "模式"))):
        return False
    return not _is_slogan(name, gap, head)


# “5G＋工业互联网”|解决方案, “光伏+建筑”|应用场景: what is joined, not what is named
_JOINED = re.compile("[一-鿿A-Za-z0-9][+＋×][一-鿿A-Za-z]")
_LOOSE = frozenset("场景 应用场景 应用 方案 解决方案 路径 发展路径 项目 产品 服务 业务 组合拳 功能 企业 人才".split())
_BUILT_GAPS = {"工程": "programme", "行动": "programme", "一期": "construction", "二期": "construction", "三期": "construction"}
_UNITS = ("企业", "单位", "学校", "县", "城市")


def _is_slogan(name: str, gap: str, head: str) -> bool:
    """Whether a quoted text before a loose head is a slogan all the same: “交叉任职、双向进入”工作."""
    if head in _LOOSE and _JOINED.search(name):
        return True
    if head == "工作":
        return len(name) > 3 or not name.startswith(("两", "双", "三", "四", "五"))
    if (head in ("应用", "格局") or (gap and head == "体系")) and _SLOGAN.search(name):  # “五育并举”培养体系
        return True
    return head in ("改革", "体系", "制度") and (len(name) > 16 or (head == "改革" and len(name) <= 3))


def _type(head: str, name: str) -> str:
    """The type by the head; 建设 and 项目 are programmes, 企业 a title, heads of nicknames alone schemes."""
    if head == "创建":
        return "pilot" if TYPE_OF.get(re.sub(".*(?=..区$|..县$|...区$)", "", name)) == "pilot" or name.endswith("先行县") else "designation"
    if head in ("建设", "项目", "改革", "工作", "布局调整", "专项治理", "基础设施", "专项"):
        return "construction" if OF_STONE.search(name) else "programme"
    if head in ("企业", "金课", "奖", "人才", "称号", "示范点", "家庭", "社区", "机关"):
        return "designation"
    if head in ("评选活动", "竞赛活动", "征文", "展览", "巡展", "宣讲", "巡讲", "推选活动", "寻访", "打卡"):
        return "campaign"
    return known_type(head) if TYPE_OF.get(head) == "known" else TYPE_OF.get(head, "scheme")


_NUMBERED = re.compile("[0-9]+[家个所名]")


def _with_inner_head(scene: Scene, quote: re.Match[str]) -> Found | None:
    """A nickname whose last word is a head: “提质行动”, with the modifier before it."""
    word = _inner_head(quote["name"])
    if word is None or _METAPHOR.search(quote["name"]):
        return None
    if "、" in quote["name"] or (TYPE_OF[word] == "construction" and _SLOGAN.search(quote["name"])):
        return None  # “两区一典范一基地”
    kind = known_type(word) if TYPE_OF[word] == "known" else TYPE_OF[word]
    end = _version_end(scene, quote.end())
    if kind == "construction" and (_NUMBERED.match(scene.text, end) or _DESIGNATING.search(scene.left(quote.start(), 10))):
        kind = "designation"  # “工匠学院”20家
    if scene.text.startswith(("创建", "评选"), end):
        end, kind = end + 2, "designation" if kind not in ("pilot",) else kind
    return named(modifier_start(scene, quote.start()), end, "project.nickname_head", kind, 0.85)


# whose nickname it is, not what: 中职学校|“双优计划”
_SUBJECT = re.compile("(?:医院|大学|学校|高校|学院|小学|中学|幼儿园|少年|青年|老年人|[区县市镇州省部委局厅]|首届|主题|支部)$|[和与及]")


def modifier_start(scene: Scene, quote: int) -> int:
    """Where the name begins whose nickname opens at `quote`: with the modifier directly before it, if any.

    重点产业链“建圈强链”行动, but not 推进“建圈强链”行动.
    """
    low = run_before(scene, quote, scene.body.start, 22)
    run = scene.text[low:quote]
    if not run or ends_with_verb(run) or _SUBJECT.search(run):
        return quote
    words = re.sub("^(?:.*[0-9][万亿]?[余多]?[一-鿿])?(?:以上|左右)?", "", after_verb(run, "scheme"))
    if len(words) == len(run) and scene.text[low - 1] not in "，。；：\n、！,;:":
        return quote
    own = re.fullmatch("[一-鿿A-Za-z0-9—+]{2,16}", words)
    return quote - len(words) if own and not words.endswith(("的", "和", "与", "以", "等", "及", "各", "在", "了")) else quote


# “课程育人”“文化育人”“实践育人”|平台, “一甲”、“一乙”等|品牌活动
_SHARED_HEAD = re.compile(
    r"(?:[、和及与]?[“\"][^“”\"\n]{1,20}[”\"]){0,6}等?[一-鿿]{0,8}?"
    r"(?P<head>平台|活动|行动|工程|计划|机制|模式|评选|品牌|专项|服务|赛事|企业|体系|业务|产品|试点|课程|课堂|节)(?=[，。；、,;建等\n]|[0-9]|$)"
)
_SHARING = frozenset("、和及与等“\"")
_SHARED_TYPES = {
    "平台": "scheme", "活动": "campaign", "评选": "designation", "企业": "designation", "机制": "scheme", "模式": "scheme", "品牌": "scheme",
    "服务": "scheme", "赛事": "event", "体系": "scheme", "业务": "scheme", "产品": "scheme", "试点": "pilot", "课程": "scheme", "课堂": "scheme", "节": "event",
}  # fmt: skip
_NEGATIVE = re.compile(rf"(?:{alternation(_WORDS['opposing'])})[一-鿿]{{0,3}}$")
# 10名“最美教师”, 创建省级“平安校园”
_DESIGNATING = re.compile(
    rf"(?:{alternation(_WORDS['designating'])}|[0-9千百十]+[所个家名位节门条][一-鿿]{{0,6}})(?:一批)?(?:国家级?|全国|全省|[省市县区]级?)?[一-鿿]{{0,4}}$"
)
_CARING = re.compile(rf"(?:{alternation(_WORDS['caring'])})[一-鿿]{{0,4}}$")
_SLOGAN = re.compile("[一-鿿A-Za-z0-9][+＋×][一-鿿]|^(?:[零一二两三四五六七八九十百千万多双]|[0-9])|[、，]|风$|唯$|式$|型$|性$|[+＋×]$")
_SERVICE = re.compile(rf"(?:{alternation(_WORDS['services'])})$")
_REFORM = re.compile(alternation(_WORDS["reforms"]))
_STRATEGIES, _SLOGANS = frozenset(_WORDS["strategies"]), frozenset(_WORDS["slogans"])
# “两新”|政策, “一老一小”|整体解决方案, against “一老一小”|服务
_MADE_OF_SLOGANS = frozenset((*_HEADS["programme"], *_HEADS["event"], "政策", "项目", "工作", "建设", "方案", "解决方案", "改革", "试点"))
_METAPHOR = re.compile(f"(?:{alternation(_WORDS['metaphors'])})$")
_PLUS = re.compile("(?:互联网|人工智能|数据要素|AI|智能|区块链)[+＋×]")
_PAIRED = re.compile("一[一-鿿]一[一-鿿]$")
_TITLED = re.compile("创建|评选|称号|评定|命名|荣誉|[0-9]+[名所个家]")


def _bare(scene: Scene, quote: re.Match[str]) -> Found | None:
    """A nickname alone: its last word, the verb before it or the list it stands in make it a name."""
    kind = _bare_type(scene, quote)
    if kind is None:
        return None
    start = modifier_start(scene, quote.start()) if kind == "scheme" and (_REFORM.search(quote["name"]) or _SERVICE.search(quote["name"])) else quote.start()
    end = _version_end(scene, quote.end())
    return named(start, end, BARE_QUOTE.name, kind, 0.6)


def _bare_type(scene: Scene, quote: re.Match[str]) -> str | None:
    """The type of a bare nickname, or None where it is the slogan of a line of work."""
    name = quote["name"]
    if name in _STRATEGIES or name in _SLOGANS or name.startswith("第") or _METAPHOR.search(name):
        return None
    left, right = scene.left(quote.start(), 14), scene.right(quote.end(), 60)
    if right[:1] in _SHARING and (shared := _SHARED_HEAD.match(right)) and ("“" in shared.group() or shared.group().startswith("等")):
        return _SHARED_TYPES.get(shared["head"], "programme")
    if len(name) < 3 or _NEGATIVE.search(left) or "，" in name or "、" in name or name.endswith("级"):
        return None
    if _PLUS.match(name):
        return "programme"
    if _REFORM.search(name) and not _TITLED.match(right):
        return "scheme" if _CLOSED.match(right) or _CARING.search(left) else None
    if _TITLED.match(right) or (_DESIGNATING.search(left) and not _SLOGAN.search(name) and _CLOSED.match(right)):
        return "scheme" if _SERVICE.search(name) and not _TITLED.match(right) else "designation"
    if _SERVICE.search(name) and not _SLOGAN.search(name):
        return "scheme"
    if names_a_place(name) and 4 <= len(name) <= 7 and not _SLOGAN.search(name):  # “白鹭苹果”, “青螺书房”
        return "scheme"
    cared = _CARING.search(left) and not _SLOGAN.search(name) and _CLOSED.match(right)
    if _PAIRED.match(name) and re.match("(?!落实|推进|要求)[一-鿿]", right):  # “一生一案”跟踪做好
        return "scheme"
    return "scheme" if cared and (len(name) != 4 or not residue(name)) and len(name) < 12 else None
