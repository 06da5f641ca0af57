"""Named projects: quoted nicknames with their heads, and names that end in a head noun (工程, 行动, 试点 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.extraction import names
from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import Project

_HEADS = groups("projects")
TYPES = ("programme", "campaign", "pilot", "event", "designation", "scheme", "construction")
_TYPE_OF = dict.fromkeys(_HEADS["institution"], "construction") | {
    word: kind for kind in reversed(TYPES) for word in _HEADS[kind]
}
_BUILT = alternation((*_HEADS["construction"], *_HEADS["institution"]))
_HEAD = alternation(_TYPE_OF)
_NO_HEAD = alternation(_HEADS["false_heads"])
_FALSE = re.compile(_NO_HEAD)
_VERSION = r"(?:[0-9]\.[0-9]版?|[一二三四]期(?:工程|项目)?)?"
_QUOTED_HEAD = alternation((*_TYPE_OF, *_HEADS["quoted"], "建设", "项目", "企业"))
_OF_STONE = re.compile(alternation(_HEADS["built"]))

QUOTED = Rule(
    "project.quoted",
    # “晨光守护”行动, “1331”党建工作模式, “双一流”高校建设
    re.compile(rf"[“\"](?P<name>[^“”\"\n。；]{{1,25}})[”\"](?P<gap>[一-鿿]{{0,10}}?)(?!{_NO_HEAD})(?P<head>{_QUOTED_HEAD}){_VERSION}"),
    ("启动“晨光守护”行动", "深化“1331”党建工作模式"),
    "破除“五唯”顽瘴痼疾",
)
BARE_QUOTE = Rule(
    "project.nickname",
    re.compile(r"[“\"](?P<name>[^“”\"\n。；]{2,25})[”\"]"),
    ("建设超千所“平安校园”", "推广“闽政通”"),
    "坚持两手抓",
)
HEADED = Rule(
    "project.headed",
    # 名师培养工程, 教师信息技术应用能力提升工程2.0
    re.compile(rf"(?P<head>{_HEAD}){_VERSION}(?![一-鿿]?师)"),
    ("实施名师培养工程", "举办第三届青少年科技创新大赛"),
    "一名工程师",
)
RULES = (QUOTED, BARE_QUOTE, HEADED)


def find_projects(scene: Scene) -> Iterator[Found]:
    """Every named project of the body, quoted names first."""
    found = [*_quoted(scene), *_headed(scene)]
    for one in sorted(found, key=lambda x: x.start):
        scene.claim(one.start, one.end)
        yield one


def _quoted(scene: Scene) -> Iterator[Found]:
    """Nicknames in quotation marks: with a head, in a list that shares one, or bare."""
    for match in BARE_QUOTE.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if scene.is_claimed(match.start(), match.end()):
            continue
        headed = QUOTED.pattern.match(scene.text, match.start(), scene.body.end)
        one = _with_head(scene, match, headed) if headed and names.gap_is_clean(headed["gap"]) else _bare(scene, match)
        if one is not None:
            scene.claim(one.start, one.end)
            yield one


def _with_head(scene: Scene, quote: re.Match[str], headed: re.Match[str]) -> Found | None:
    head = headed["head"]
    if _FALSE.match(scene.text, headed.start("head")) or names.is_slogan(quote["name"], head):
        return None
    start = names.modifier_start(scene, quote.start())
    head, end = _run_on(scene, head, headed.end())
    if head == "建设" and not headed["gap"] and not names.names_something(quote["name"]):
        end = quote.end()
    return Found(start, end, QUOTED.name, Project(_type(head, quote["name"])), 0.85)  # type: ignore[arg-type]


def _type(head: str, name: str) -> str:
    """The type by the head; 建设 and 项目 are programmes, 企业 a title, heads of nicknames alone schemes."""
    if head in ("建设", "项目", "改革"):
        return "construction" if _OF_STONE.search(name) else "programme"
    return "designation" if head in ("企业", "金课", "奖") else _TYPE_OF.get(head, "scheme")


def _run_on(scene: Scene, head: str, end: int) -> tuple[str, int]:
    """A head may run on into another, and the last one counts: 主题教育|活动, 试点|城市."""
    while (follow := HEADED.pattern.match(scene.text, end, scene.body.end)) and not _FALSE.match(scene.text, end):
        head, end = follow["head"], follow.end()
    return head, end


def _bare(scene: Scene, quote: re.Match[str]) -> Found | None:
    """A nickname alone: its last word, the verb before it or the list it stands in make it a name."""
    name = quote["name"]
    inner = re.search(rf"(?:{_HEAD}){_VERSION}$", name)
    if inner and not _FALSE.search(name[inner.start() :]):
        end = quote.end() + 2 * scene.text.startswith("创建", quote.end())
        return Found(quote.start(), end, "project.nickname_head", Project(_TYPE_OF[_head_of(inner.group())]), 0.85)  # type: ignore[arg-type]
    kind = names.nickname_type(scene, quote.start(), quote.end(), name)
    return Found(quote.start(), quote.end(), BARE_QUOTE.name, Project(kind), 0.6) if kind else None  # type: ignore[arg-type]


@cache
def _head_of(printed: str) -> str:
    return re.sub(r"[0-9]\.[0-9]版?$", "", printed)


def _headed(scene: Scene) -> Iterator[Found]:
    """Names without quotation marks, read from their head back to where they begin."""
    end = seen = scene.body.start
    for match in HEADED.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if match.start() < seen or scene.is_claimed(match.start(), match.end()) or _FALSE.match(scene.text, match.start()):
            continue
        head = _last_head(scene, match)
        seen = head.end()  # what runs on into a last head is looked at once
        last, stop = _run_on(scene, head["head"], head.end())
        kind = _TYPE_OF[last]
        start = names.name_start(scene, head.start("head"), end, kind)
        if start is None or not names.is_name(scene, start, head, kind):
            continue
        end = seen = stop
        if kind == "programme" and head["head"] == "工程" and _OF_STONE.search(scene.text, start, head.start("head")):
            kind = "construction"
        yield Found(start, end, f"project.{kind}", Project(kind), 0.7)  # type: ignore[arg-type]


_NEXT_PART = re.compile(rf"(?![和与及])[一-鿿]{{0,8}}?(?P<head>{_BUILT})")


def _last_head(scene: Scene, match: re.Match[str]) -> re.Match[str]:
    """The last head of a facility named by its parts: 双十中学|翔安校区|高中部."""
    while _TYPE_OF[match["head"]] == "construction":
        follow = _NEXT_PART.match(scene.text, match.end(), scene.sentence(match.start()).end)
        if follow is None or not names.gap_is_clean(follow.group()[: -len(follow["head"])]) or _FALSE.match(scene.text, follow.start("head")):
            break
        match = follow
    return match
