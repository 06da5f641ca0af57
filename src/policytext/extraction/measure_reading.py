"""What a clause says: ordered rules from the clause's masked words to its verb, subject and the place of its object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from policytext.extraction import measure_words as words
from policytext.extraction.measure_words import ADVERBS, CLEAR, MODIFIERS, NUMBER, QUOTE, TIME, VERB
from policytext.extraction.rules import Rule
from policytext.lexicon import alternation, groups

Place = tuple[int, int]
_WORDS, _UNITS = groups("measures"), groups("nouns")["units"]
_PURPOSE, _PREPOSITION = alternation(_WORDS["purposes"]), alternation(_WORDS["prepositions"])
_PREDICATE, _PLACING = alternation(_WORDS["predicates"]), alternation(_WORDS["placing"])
_AGENT = alternation((*_UNITS, *_WORDS["agents"], "们"))
_SLOGAN = rf"[{''.join(words.SLOGANS)}][一-鿿{QUOTE}]{{2}}"
_MUST = "要(?!求|闻|素|点|害)|应当|应(?!用|急|对|届|届)|须|必须|务必|不得|可(?![持靠能])|将(?!来)|需(?!求|要)|均|都|也|共同"

_MUSTS = re.compile(_MUST)

CONTEXT = Rule(
    "measure.context",
    # 以高质量发展为主题, 为加快建设, 按照省委要求, 在现有基础上: what a measure is for, or stands on
    re.compile(
        rf"^(?:使|让|令|这|标志着|也?是|作为)|^(?:坚持|始终|始终坚持|紧紧)?(?:以.{{1,60}}?为(?:主题|主线|核心|目标|重点|引领|导向|抓手|契机|牵引|突破口|载体|依托|基础|指导|根本|中心|支撑|统领|动力|主|要|先|纲|本|[一-鿿]{{2,8}}$)"
        rf"|(?:{_PURPOSE}){MODIFIERS}{VERB}(?!.{{0,40}}(?:提供|作出|做出|贡献|注入))"
        rf"|(?:在|从).{{1,60}}?(?:基础上|前提下|框架下|过程中|同时|期间|以来|方面|背景下|领导下|指导下)$"
        rf"|(?:围绕|聚焦|按照|根据|针对|对照|对标|紧扣|立足|随着)[^{NUMBER}]{{1,60}}?(?:要求|目标|需求|部署|精神|原则|规定|问题|任务|战略|定位|实际|[一-鿿]不[一-鿿]?)$)"
    ),
    ("以高质量发展为主题", "为加快建设文化强市", "按照省委部署要求", "在守住底线的基础上"),
    "为群众提供便捷服务",
)
PLACED = Rule(
    "measure.placed",
    # 把教育摆在优先位置, 将社区纳入网格
    re.compile(
        rf"^(?P<mods>{MODIFIERS})(?:把|将(?!{ADVERBS}|{CLEAR}|来))(?P<np>[^\s]{{1,60}}?)(?P<mods2>{MODIFIERS})"
        rf"(?:(?P<verb>{_PLACING})(?!者|率|项目|工程|水平)|(?P<making>打造|建设|培育|发展|转化|转变|转换|改造|培养)(?:成为|成|为))"
    ),
    ("把教育摆在优先位置", "将社区纳入网格", "坚持把就业作为头等大事"),
    "将加快推进水利建设",
)
HANDLED = Rule(
    "measure.handled",
    # 对重点行业进行整治, 对困难家庭给予补助
    re.compile(
        rf"^(?P<mods>{MODIFIERS})(?:对|就)(?P<np>[^\s]{{2,40}}?)(?P<mods2>{MODIFIERS})(?:进行|予以|加以|给予|开展|实行|实施)[了过]?(?P<mods3>{MODIFIERS})"
        r"(?P<verb>[一-鿿]{2,6})$"
    ),
    ("对重点行业进行整治", "定期对各项指标进行跟踪分析"),
    "对外开放水平提高",
)
VERB_FIRST = Rule(
    "measure.verb_first",
    # 大力|推进|老旧小区改造
    re.compile(rf"(?P<mods>{MODIFIERS})(?P<verb>{VERB})"),
    ("大力推进老旧小区改造", "建立健全长效机制"),
    "教育系统的干部",
)
SLOGAN = Rule(
    "measure.slogan",
    # 着力|扩投资|、|促消费
    re.compile(rf"^(?P<mods>{MODIFIERS}|[一-鿿]{{4}}|[^、]{{2,16}}?(?:拓|谋|争))(?P<list>{_SLOGAN}(?:[、和]{_SLOGAN}){{1,8}})$"),
    ("着力扩投资、促消费", "凝心聚力强产业、兴实体"),
    "强企业、科研院所",
)
FRAMED = Rule(
    "measure.framed",
    # 依托实训基地|开展|培训, 为群众|提供|服务
    re.compile(
        rf"^(?P<mods>{MODIFIERS})(?P<frame>(?:{_PREPOSITION})[^\s]{{2,60}}?)(?P<mods2>{MODIFIERS})"
        rf"(?P<verb>{CLEAR}(?!、|和)|{VERB}(?=[{NUMBER}{QUOTE}]|一批|若干|$))"
    ),
    ("为群众提供便捷服务", "依托实训基地开展培训"),
    "在全市范围内",
)
AGENT = Rule(
    "measure.agent",
    # 各县区|要…; 所属学校|应当…
    re.compile(rf"^(?P<subject>[一-鿿{QUOTE}、]{{1,40}}?(?:{_AGENT})|我们)(?=(?:{_MUST}){MODIFIERS}[^\s])"),
    ("各县区要落实责任", "我们将加强建设"),
    "主要负责人",
)
DONE = Rule(
    "measure.subject_adverb",
    # 重点工程|加快|建设; 高校|普遍|建立|平台
    re.compile(rf"^(?P<np>[^的\s][^\s]{{1,60}}?)(?<!得到)(?<!实现)(?<!取得)(?<!进行)(?P<mods>(?:{TIME}+)?{ADVERBS})(?P<verb>{VERB})"),
    ("重点工程加快建设", "高校普遍建立平台"),
    "重点工程建设",
)
PREDICATE = Rule(
    "measure.predicate",
    # 示范区|获批; 改革|取得|突破
    re.compile(rf"^(?P<np>[^的\s][^\s]{{1,60}}?)(?P<mods>{MODIFIERS})(?P<verb>(?!{words.NOUNS})(?:{_PREDICATE})(?!的|性|化|型|者|率|业|度|力))"),
    ("示范区获批", "改革取得新突破"),
    "示范区名单",
)
RULES = (CONTEXT, PLACED, HANDLED, VERB_FIRST, SLOGAN, FRAMED, AGENT, DONE, PREDICATE)

_EVENTS = "工程|行动|计划|活动|专项|机制|方案|能力|项目|体系|制度|工作|水平|质量"
_EVENT = re.compile(_EVENTS)
# where a second verb phrase begins inside a clause: 、|发现问题, 并|纳入, 规划和|滚动|编制
_CUT = re.compile(
    rf"(?:、|并且|(?<![合兼归])并(?!购|网|轨|联|举|重|存|行)|以及)(?={MODIFIERS}{CLEAR}[一-鿿{QUOTE}{NUMBER}]{{2}})"
    rf"|和(?=(?:改善|提高|增强|促进|推动|推进|加强|完善|健全|扩大|取得|实现)(?!性|{_EVENTS})[一-鿿{QUOTE}{NUMBER}]{{4}})"
    rf"|(?:[和及与]|(?<![合兼归])并)(?=(?:(?:{words.ADVERB})地?){{1,3}}{VERB}[一-鿿{QUOTE}{NUMBER}]{{2}})"
)
# 规范|和|支持, 落实|并逐步|提高: two verbs with one object
_SHARED = re.compile(rf"(?:和|与|及|并|、|或)(?={MODIFIERS}{VERB}[一-鿿{QUOTE}{NUMBER}]{{2}})")


@dataclass(frozen=True, slots=True)
class Reading:
    """One verb phrase of a clause, as pairs of offsets; `rest` is where its object is to be looked for.

    `object` is set where a rule has found it before the verb. `shares` says that the object is that of the next verb.
    """

    rule: str
    start: int
    end: int
    modifiers: tuple[Place, ...]
    verb: Place
    rest: Place
    object: Place | None = None
    subject: Place | None = None
    shares: bool = False


def read_clause(text: str, start: int, end: int) -> list[Reading]:
    """The verb phrases between two offsets of a masked text; none where the clause only says for what, or on what ground.

    >>> text = "大力发展物流、完善机制"
    >>> [(one.rule, text[slice(*one.verb)]) for one in read_clause(text, 0, len(text))]
    [('measure.verb_first', '发展'), ('measure.verb_first', '完善')]
    """
    clause = text[start:end]
    if CONTEXT.pattern.match(clause):
        return []
    agent = AGENT.pattern.match(clause) if _MUSTS.search(clause) else None
    behind = _read(clause[agent.end() :]) if agent else []
    if agent and behind:
        return [_moved(one, start, agent.end(), agent.span("subject")) for one in behind]
    return [_moved(one, start) for one in _read(clause)]


def _read(clause: str) -> list[Reading]:
    """The verb phrases that the first rule finds which finds any; a rule is tried where its trigger stands."""
    for rule, read, triggers in _READERS:
        if triggers and not any(trigger in clause for trigger in triggers):
            continue
        match = rule.pattern.match(clause)
        found = list(read(clause, match)) if match else []
        if found:
            return found
    return []


def _moved(one: Reading, by: int, behind: int = 0, subject: Place | None = None) -> Reading:
    """The reading at its place in the text: a clause begins at `by`, and what was read of it `behind` a subject."""
    on = by + behind

    def shift(place: Place | None) -> Place | None:
        return (place[0] + on, place[1] + on) if place else None

    said = (subject[0] + by, subject[1] + by) if subject else shift(one.subject)
    return Reading(
        one.rule, one.start + on, one.end + on, tuple((a + on, b + on) for a, b in one.modifiers),
        (one.verb[0] + on, one.verb[1] + on), (one.rest[0] + on, one.rest[1] + on), shift(one.object), said, one.shares,
    )  # fmt: skip


def _placed(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    """A thing put somewhere: its object stands before the verb."""
    mods = (*_modifiers(clause, *match.span("mods")), *_modifiers(clause, *match.span("mods2")))
    verb = match.span("verb" if match["verb"] else "making")
    yield Reading(PLACED.name, 0, len(clause), mods, verb, (match.end(), len(clause)), match.span("np"))


def _handled(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    mods = tuple(place for name in ("mods", "mods2", "mods3") for place in _modifiers(clause, *match.span(name)))
    yield Reading(HANDLED.name, 0, len(clause), mods, match.span("verb"), (len(clause), len(clause)), match.span("np"))


def _verb_first(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    """A verb phrase and those that follow it in the clause."""
    first = _phrase(clause, match)
    if first is None or (_is_bare_noun(clause, first) and ("是" in clause or DONE.pattern.match(clause))):
        return
    yield first
    while first.rest[1] < len(clause):
        cut = _SHARED.match(clause, first.rest[1]) if first.shares else _CUT.match(clause, first.rest[1])
        match_ = VERB_FIRST.pattern.match(clause, cut.end()) if cut else None
        following = _phrase(clause, match_) if match_ else None
        if following is None:
            return
        yield following
        first = following


def _is_bare_noun(clause: str, one: Reading) -> bool:
    """Whether the verb may be the noun that a subject begins with: 改革举措|持续|落地, 改革|是."""
    return not one.modifiers and words.is_nominal(clause[slice(*one.verb)])


def _phrase(clause: str, match: re.Match[str]) -> Reading | None:
    start, (verb, end) = match.start(), match.span("verb")
    mods = _modifiers(clause, *match.span("mods"))
    if mods and words.takes_as_object(clause[slice(*mods[-1])], clause[verb:end]):
        (verb, end), mods = mods[-1], mods[:-1]
    elif clause[verb:end] in words.INTENSITY_OF and clause[end : end + 1] in tuple("向从由"):
        return None  # 加快|向港口转型
    elif not words.names_an_event(clause[verb:end]):
        second = words.LATER.match(clause, end)
        if second and not _EVENT.match(clause, second.end()):
            end = second.end()
    rest = end + clause.startswith(words.ASPECTS, end)
    shared = _SHARED.match(clause, rest)
    if shared:
        return Reading(VERB_FIRST.name, start, rest, mods, (verb, end), (rest, rest), shares=True)
    cut = _CUT.search(clause, rest)
    stop = cut.start() if cut else len(clause)
    return Reading(VERB_FIRST.name, start, stop, mods, (verb, end), (rest, stop))


def _slogans(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    """Each pair of one verb and its noun: 扩|投资."""
    mods = _modifiers(clause, *match.span("mods"))
    for part in re.compile(_SLOGAN).finditer(clause, match.start("list")):
        verb = (part.start(), part.start() + 1)
        yield Reading(SLOGAN.name, part.start(), part.end(), mods, verb, (part.start() + 1, part.end()))


def _framed(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    """A verb phrase behind its frame; the modifiers before the frame are those of the verb."""
    inner = VERB_FIRST.pattern.match(clause, match.end("frame"))
    found = list(_verb_first(clause, inner)) if inner else []
    if not found:
        return
    outer = _modifiers(clause, *match.span("mods"))
    yield replace(found[0], rule=FRAMED.name, start=0, modifiers=(*outer, *found[0].modifiers))
    yield from found[1:]


def _done(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    yield _of_subject(DONE.name, clause, match)


def _predicate(clause: str, match: re.Match[str]) -> Iterator[Reading]:
    yield _of_subject(PREDICATE.name, clause, match)


def _of_subject(rule: str, clause: str, match: re.Match[str]) -> Reading:
    """A clause whose noun stands first: it is the object where nothing follows the verb, else the subject."""
    verb, subject = match.span("verb"), match.span("np")
    mods = _modifiers(clause, *match.span("mods"))
    acted_on = not clause[match.end() :].strip(NUMBER) and words.acts_on_what_stands_before(match["verb"])
    rest = (match.end(), len(clause))
    return Reading(rule, 0, len(clause), mods, verb, rest, subject if acted_on else None, None if acted_on else subject)


def _modifiers(clause: str, start: int, end: int) -> tuple[Place, ...]:
    """The words of a row of modifiers, without times."""
    return tuple(match.span("word") for match in words.MODIFIER.finditer(clause, start, end) if match["word"])


_READERS: tuple[tuple[Rule, Callable[[str, re.Match[str]], Iterator[Reading]], str], ...] = (
    (PLACED, _placed, "把将"), (HANDLED, _handled, "对就"), (VERB_FIRST, _verb_first, ""), (SLOGAN, _slogans, "、和"),
    (FRAMED, _framed, ""), (DONE, _done, ""), (PREDICATE, _predicate, ""),
)  # fmt: skip
"""The rules in order, each with what makes readings of its match and the characters one of which must be there."""
