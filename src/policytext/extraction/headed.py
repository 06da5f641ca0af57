"""Names without quotation marks, read from their head noun back to where they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction import names
from policytext.extraction.beginnings import has_verb, name_start
from policytext.extraction.names import OF_STONE, named
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import divisions_named

_HEADS = groups("projects")
TYPES = ("programme", "campaign", "pilot", "event", "designation", "scheme", "construction")
TYPE_OF = dict.fromkeys((*_HEADS["institution"], "项目"), "construction") | {
    word: kind for kind in (*reversed(TYPES), "known") for word in _HEADS[kind]
} | dict.fromkeys(_HEADS["unquoted"], "scheme")
# mechanisms, models, policies have names in quotation marks alone
_UNNAMED = {*_HEADS["scheme"], "活动", "运动会"} - {*_HEADS["system"], *_HEADS["unquoted"], "运动会"}
NO_HEAD = alternation(_HEADS["false_heads"])
FALSE, _VERSION = re.compile(NO_HEAD), re.compile(r"(?:[0-9]\.[0-9](?![0-9万亿个余多])版?)?")
VERSION = r"(?:[0-9]\.[0-9](?![0-9万亿个余多])版?)?"
_BUILT = alternation((*_HEADS["construction"], *_HEADS["institution"]))

HEADED = Rule(
    "project.headed",
    # 名师培养工程, 教师信息技术应用能力提升工程2.0
    re.compile(rf"(?P<head>{alternation(set(TYPE_OF) - _UNNAMED)}){VERSION}(?!师)"),
    ("实施名师培养工程", "举办第三届青少年科技创新大赛"),
    "一名工程师",
)
# 物流园|建设项目, 示范区|建设试点: a name runs on into another head
_RUNNING = alternation((*_HEADS["programme"], *_HEADS["pilot"], *_HEADS["campaign"], "项目", "平台"))
_RUN_ON = re.compile(
    r"(?:改扩建|扩建|迁建|续建|改造|提升|升级|配套|整治|建设|创建|培育|创新|改革|运行|综合|治理|合格|先进){0,2}"
    rf"(?P<head>{_RUNNING}|(?:园区|地区)(?=[，、。；名等])|(?:城市|大赛|论坛|峰会)(?=[，、。；])|[一-鿿]{{0,6}}(?:主场|宣传|系列|主题)活动)"
)
_CLOSED = re.compile("[，,。；;、：:！？\n）)”|]|建设|等|城市|工作|和|与|及|取得|顺利|改革|持续|深入|全面|进展|扎实|稳步|有序|推进|$")
# 机场|二期, 高速|三明段, 水厂|一期工程, 转化中心|（福建）, 电厂|2×100万千瓦项目, 火车站|提质改造工程, 枢纽|二线船闸
_ALTERED = "(?:口岸|现代化|续建配套|提质|扩能|升级|提档|拓宽|综合|除险加固){0,2}(?:改造|提升|整治|扩容|升级改造)"
_PART = re.compile(
    r"(?:（[一-鿿]{2,4}）)?(?:复线|支线|[东南西北]{1,2}延(?:线|段)?|高架){0,2}"
    r"(?:[一-鿿]{1,4}至[一-鿿]{1,4}段|[一-鿿]{2,4}段(?=[、，。；（等建项工主全通顺具开贯投正增扩])|段(?=项目|工程|[、，。；全]))?"
    r"(?:[一二三四五]期(?:（[一-鿿]{2,4}）)?)?(?:[0-9×]+万?(?:千瓦|吨级?|立方米)[一-鿿]{0,4}(?=项目|工程|设施|机组))?"
    rf"(?:(?:[一-鿿]{{2,3}})?(?:改扩建|扩建|迁建)(?:（[一-鿿]{{2,3}}）)?(?:项目|工程)?|{_ALTERED}(?:（[一-鿿]{{2,3}}）)?(?:项目|工程|(?=[，、。；等正前一二三]))|增建二线|(?:二线)?船闸|(?:主体|土建|配套|附属)(?:工程|设施)|项目|工程|设施|机组)?(?:[一二三四五]期(?:工程|项目)?)?"
)
_NO_PART = re.compile("项目(?:化|资金|库|推进|招引|储备|单位|谋划)|工程(?:师|学|建设|质量|项目|技术|中心|研究)")
_NEXT_PART = re.compile(rf"(?![和与及等])[一-鿿]{{0,8}}?(?P<head>{_BUILT})")
_APART = re.compile("[和与及等的]|行动|工程|计划|活动|项目|建设|改造|试点")


def find_headed(scene: Scene) -> Iterator[Found]:
    """Every name that ends in a head noun, where no nickname has taken it."""
    end = seen = scene.body.start
    for start in _starts(scene):
        if start < seen or scene.claimed[start] or FALSE.match(scene.text, start):
            continue
        match = HEADED.pattern.match(scene.text, start, scene.body.end)
        if match is None:
            continue
        found, seen = _read(scene, match, end)
        if found is not None:
            end = seen = found.end
            yield found


# heads end with few characters and begin with many: they are looked for from the end of the text, four times as fast
_BACKWARDS = re.compile(alternation(word[::-1] for word in set(TYPE_OF) - _UNNAMED))


def _starts(scene: Scene) -> Iterator[int]:
    """Where head nouns begin, in text order."""
    backwards = scene.text[scene.body.start : scene.body.end][::-1]
    return reversed([scene.body.end - match.end() for match in _BACKWARDS.finditer(backwards)])


# most 项目 are in general; those with a name are built, or have a size, a phase or a place
_MAYBE_WORK = re.compile(f"[0-9期县镇乡]|{alternation(_HEADS['built'])}")


def _read(scene: Scene, match: re.Match[str], earliest: int) -> tuple[Found | None, int]:
    """The name that ends in a head, or None, and up to where the text was looked at."""
    if TYPE_OF[match["head"]] == "known":
        return _known(scene, match, earliest), match.end()
    if match["head"] == "项目" and not _MAYBE_WORK.search(scene.text, max(match.start() - 20, earliest), match.start()):
        return None, match.end()
    head = _last_head(scene, match)
    kind = TYPE_OF[head["head"]]
    last, stop = run_on(scene, head["head"], head.end())
    kind = _run_on_type(kind, last)
    start = name_start(scene, head.start("head"), earliest, kind)
    if start is None or not names.is_name(scene, start, head, TYPE_OF[head["head"]]):
        return None, head.end()
    words = scene.text[start:stop]
    if kind == "programme" and last == "工程" and OF_STONE.search(words):
        kind = "construction"
    stop = with_part(scene, stop) if kind == "construction" else _with_sort(scene, stop)
    return named(start, stop, f"project.{kind}", kind, 0.7), stop


# 示范村|镇, 先进区|县, 创新型县|（市）: titles of several sorts of places
_SORT = re.compile("(?<=村)镇|(?<=[区县市])(?:县|域(?!外)|（[市区县旗、]{1,3}）)")


def _with_sort(scene: Scene, end: int) -> int:
    sort = _SORT.match(scene.text, end)
    return sort.end() if sort else end


def _run_on_type(kind: str, last: str) -> str:
    """What runs on has the type of its last head; a facility's 工程 and 项目 are built."""
    if last in ("工程", "项目", "城市"):
        return kind if kind != "scheme" else "programme"
    return "campaign" if last.endswith("活动") else TYPE_OF.get(last, kind)


_MOST_HEADS = 3


def run_on(scene: Scene, head: str, end: int) -> tuple[str, int]:
    """A head may run on into others, and the last one counts: 主题教育|活动, 试点|城市; no name has more than three."""
    for _ in range(_MOST_HEADS):
        follow = _RUN_ON.match(scene.text, end, scene.body.end)
        if follow is None or FALSE.match(scene.text, follow.start("head")):
            break
        if follow["head"].endswith("试点") and not _CLOSED.match(scene.text, follow.end()):  # 证书制度|试点面
            break
        head, end = follow["head"], follow.end()
    version = _VERSION.match(scene.text, end)
    return head, version.end() if version else end


def with_part(scene: Scene, end: int) -> int:
    """A phase, a section, a place in brackets belongs to the name of what is built."""
    part = _PART.match(scene.text, end, scene.body.end)
    if part is None or _NO_PART.match(scene.text, end):
        return end
    return part.end()


def _last_head(scene: Scene, match: re.Match[str]) -> re.Match[str]:
    """The last head of a facility named by its parts: 双十中学|翔安校区|高中部."""
    while TYPE_OF[match["head"]] == "construction":
        follow = _NEXT_PART.match(scene.text, match.end(), scene.body.end)
        if follow is None or FALSE.match(scene.text, follow.start("head")):
            break
        gap = follow.group()[: -len(follow["head"])]
        if _APART.search(gap) or has_verb(gap):
            break
        match = follow
    return match


_EDITION = re.compile("(?:第[一二三四五六七八九十0-9]{1,4}[届次]|首届|(?:19|20)[0-9]{2}年?)$")
_HOSTS = frozenset((*_HEADS["hosts"], "中国", "全国"))
_OF_KNOWN = re.compile("集结中心|集结点|枢纽节点")


def _known(scene: Scene, match: re.Match[str], earliest: int) -> Found | None:
    """An event or a service known by its short name, with its edition and its place: 第三届|上海|进博会."""
    start = match.start()
    for size in (2, 3):
        place = scene.text[start - size : start]
        if place in _HOSTS or divisions_named(place):
            start -= size
            break
    if edition := _EDITION.search(scene.text, max(start - 7, earliest), start):
        start = edition.start()
    kind, end = known_type(match["head"]), match.end()
    if built := _OF_KNOWN.match(scene.text, end):  # 中欧班列|集结中心
        return named(start, built.end(), "project.known", "construction", 0.7)
    return named(start, with_part(scene, end) if kind == "construction" else end, "project.known", kind, 0.8)


def known_type(name: str) -> str:
    """The type of what is known by its short name."""
    if name.endswith(("会", "论坛", "峰会", "杯")):
        return "event"
    if name.endswith(("计划", "工程", "行动", "普查", "调查")):
        return "programme"
    return "scheme" if name.endswith(("班列", "系统", "一卡通")) else "construction"
