"""Works without a head noun of their own: the members of lists of works, and what is opened, finished, commissioned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction import names
from policytext.extraction.beginnings import after_verb, residue, run_before
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import TIME, Scene
from policytext.lexicon import alternation, groups

_HEADS, _WORDS = groups("projects"), groups("names")
LISTED = Rule(
    "project.listed",
    # 推进甲、乙等|12个重大项目; 完成甲、乙、丙|建设
    re.compile(
        r"等(?:一批|[0-9一二三四五六七八九十百]{1,4}(?:余|多)?(?:个|条|座|所|处|项|家|大)?)?[一-鿿]{0,10}?"
        r"(?P<what>项目|工程|道路|公路|铁路|高速|桥梁|设施|场馆|景区|景点|街区|综合体|园区|学校|医院|基地|通道|载体|水库|电站|路段)"
        r"|建设(?=[，。；\n]|进度|步伐)"
    ),
    ("推进白鹭湾隧道、青螺路等12个重大项目", "完成白鹭湾小学、青螺大厦建设。"),
    "加强党的建设的领导",
)
OPENED = Rule(
    "project.opened",
    # 白鹭湾购物广场|投入运营
    re.compile(
        r"(?:建成投产|建成投用|建成通车|建成运营|建成使用|建成启用|建成开放|竣工投产|竣工投用|竣工验收|开工建设|启动建设|全面开工|开工|竣工|投产|投用|投运|通车|投入使用|投入运营|投入运行|落成|封顶"
        r"|完工|建成|启用|开园|开业|开馆|试运行|并网发电|有序推进|实现量产|动工|奠基|贯通|前期工作|顺利推进|进展顺利|加快推进|加快建设|正式运营|揭牌|挂牌|达产|交付使用|交付|开诊|接诊|开街|开市|营业|开学|招生|主体完工|主体封顶|试运营|点火)(?=[，。；、！\n]|并|及|前期)"
    ),
    ("确保白鹭湾购物广场投入运营，", "白鹭湾矿区二期建成投产。"),
    "建成白鹭湾购物广场",
)
ALTERED = Rule(
    "project.altered",
    # 启动|白鹭湾剧院改造
    re.compile(
        r"(?:现代化改造|改扩建|扩建|迁建|拓宽改造|改造|防洪提升|提升改造|扩容|除险加固|(?<=[河江湖溪渠])(?:综合)?治理)(?:工程|项目)?"
        r"(?=[，。；、\n]|等|加快推进|全面完成)"
    ),
    ("启动白鹭湾剧院改造。", "推进青螺水厂改扩建工程，"),
    "改造白鹭湾剧院",
)
_LONGEST = 150
_CLAUSE = re.compile("[^，,。；;：:！？\n|]*")
# read on reversed text: 白鹭湾购物广场|项目年内全面|投入运营
_BETWEEN = re.compile(f"(?:{alternation(word[::-1] for word in _WORDS['between'])}){{0,6}}")
_BUILDING = re.compile(alternation((*_WORDS["building"], "抓好", "抓实", "确保", "力争")))
_TAIL = re.compile("(?:项目|工程|建设|改造|[一二三四五]期)+$")
# what a work may end with where the list says that it is one
_ENDS = re.compile(
    f"(?:{alternation((*_HEADS['construction'], *_HEADS['institution'], *_HEADS['places']))}"
    "|[东南西北]延|延伸|高架|[路街桥港站厂矿场段线库坝渠塔店楼馆院校园城镇河湖山岛巷房]|项目|工程)$"
)
_NO_WORK = re.compile(
    "^(?:以|其中|包括|如|等|一批|各|这|该|约?[0-9.]+[余多]?[万亿]?(?:[个条座所家项吨亩头台辆米元]|千瓦|兆瓦|公里|立方米|平方米))|[，。]|[们性化度]$|(?:工作|制度|机制|政策|企业|产业|领域|问题|行业|能力)$"
)


def find_works(scene: Scene) -> Iterator[Found]:
    """Works in lists, and works whose opening is told, where no other name has taken the words."""
    for rule in (LISTED, OPENED, ALTERED):
        for match in rule.pattern.finditer(scene.text, scene.body.start, scene.body.end):
            found = _altered(scene, match) if rule is ALTERED else _members(scene, match.start(), rule)
            for one in found:
                scene.claim(one.start, one.end)
                yield one


def _altered(scene: Scene, match: re.Match[str]) -> list[Found]:
    """A work named by the facility that is rebuilt: the facility has a name of its own."""
    phrase = _phrase(scene, match.start())
    name = after_verb(phrase.rpartition("、")[2], "construction")
    start = match.start() - len(name)
    if len(name) < 3 or not _is_facility(name) or scene.is_claimed(start, match.end()) or not _BUILDING.search(phrase):
        return []
    return [names.named(start, match.end(), ALTERED.name, "construction", 0.6)]


def _is_facility(name: str) -> bool:
    """Whether words end like a facility and name one: 白鹭湾剧院, against 老旧小区."""
    ended = _ENDS.search(name)
    core = name[: ended.start()] if ended else ""
    return not _NO_WORK.search(name) and (len(residue(core)) >= 2 or (len(core) >= 2 and names.names_a_place(core)))


_SHARED = tuple(_HEADS["shared"])
_NAME = re.compile("[一-鿿]{2,8}")


def find_sharing(scene: Scene, named: Found) -> Iterator[Found]:
    """The members of a list that share the head of its last one: 雄商、|济滨高铁."""
    start = named.start
    while scene.text[start - 1] == "、" and scene.text.endswith(_SHARED, named.start, named.end):
        low = run_before(scene, start - 1, scene.body.start, 24)
        name = after_verb(scene.text[low : start - 1], "construction")
        start = start - 1 - len(name)
        if not _NAME.fullmatch(name) or len(residue(name)) < min(len(name), 3) or (len(name) > 2 and _ENDS.search(name)) or _NO_WORK.search(name):
            break
        yield Found(start, start + len(name), "project.shared", named.value, 0.5)
        if start != low:
            break


def _before_adverbs(scene: Scene, end: int) -> int:
    """Where the subject of a verb ends: before its times and adverbs."""
    low = max(scene.body.start, end - 24)
    before = -1
    while low < end != before:
        before = end
        while end > low and scene.claimed[end - 1] == TIME:
            end -= 1
        adverbs = _BETWEEN.match(scene.text[low:end][::-1])
        end -= adverbs.end() if adverbs else 0
    return end


def _members(scene: Scene, end: int, rule: Rule) -> list[Found]:
    """The works of a list that ends at `end`."""
    ended = scene.text[end] == "等"
    phrase = _phrase(scene, end)
    if rule is LISTED and (not ("、" in phrase or ended) or not _BUILDING.search(phrase + scene.text[end : end + 24])):
        return []
    if not ended:
        end = _before_adverbs(scene, end)
        phrase = _phrase(scene, end)
    spans = list(_spans(phrase, end - len(phrase)))
    proper = [_is_work(scene.text[start:stop]) for start, stop in spans]
    listed = ended and (any(proper) or _are_works(scene, end, spans))
    return [
        names.named(start, stop, rule.name, "construction", 0.6)
        for (start, stop), own in zip(spans, proper, strict=True)
        if (own or (listed and _may_be_work(scene.text[start:stop]))) and not scene.is_claimed(start, stop)
    ]


def _phrase(scene: Scene, end: int) -> str:
    """The words of a clause up to `end`."""
    match = _CLAUSE.match(scene.text[max(scene.body.start, end - _LONGEST) : end][::-1])
    return match.group()[::-1] if match else ""


_OF_PROJECTS = re.compile("等(?:一批|[0-9]+个)?(?:重大|重点|标志性|产业|工业|大){0,3}项目")


def _are_works(scene: Scene, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a list of projects holds nothing but proper words, as firms and products do: 甲药业、乙原料药等重点项目."""
    if not spans or not _OF_PROJECTS.match(scene.text, end):
        return False
    least = 2 if len(spans) > 1 else 4
    return all(len(residue(scene.text[start:stop])) >= least for start, stop in spans)


_PARTS = re.compile("[^、]+")
_AND_SO_ON = re.compile("(?<![高中初均平同])等(?![级额])")
_JOINED = re.compile("^(.{3,}?[一-鿿])(?:以及|和|及)([一-鿿].{2,})$")


def _spans(phrase: str, offset: int) -> Iterator[tuple[int, int]]:
    """The members of a list without the verb that governs them."""
    for part in _PARTS.finditer(phrase):
        if _AND_SO_ON.search(part.group()):
            continue  # 甲、乙等|水电站: what follows is the class of what is listed
        name = after_verb(part.group(), "construction")
        start = offset + part.end() - len(name)
        joined = _JOINED.match(name)
        if joined and _ENDS.search(joined[1]):
            yield start, start + joined.end(1)
            start, name = start + joined.start(2), joined[2]
        if 3 <= len(name) <= 28:
            yield start, start + len(name)


_RING = re.compile("[东西南北中]{1,2}(?:外环|内环|出口|[一二三四五]环)路?")


def _is_work(name: str) -> bool:
    """Whether a member of a list is the name of a work by itself."""
    if _NO_WORK.search(name):
        return False
    bare = _TAIL.sub("", name)
    ended = _ENDS.search(name)
    core = bare[: ended.start()] if ended and ended.start() < len(bare) else bare
    if names.is_measured(name) or _RING.fullmatch(name):
        return True
    if ended is None:
        return False
    return len(residue(core)) >= 2 or (len(core) >= 2 and names.names_a_place(core))


def _may_be_work(name: str) -> bool:
    """Whether a member without a head may be a work since others of its list are."""
    return not _NO_WORK.search(name) and len(residue(name)) >= 3 - (len(name) <= 4)
