"""Whether two names name one project: what stays of a name when rank, edition, period and head noun are taken away.

A wrong rename is worse than one project that vanished and one that is new, so that every rule asks for what distinguishes a
name (``residue``), and figures, phases, places and contrasts that differ always part two names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from policytext.comparison.strings import dice
from policytext.comparison.vocabulary import CONTRASTS
from policytext.extraction.beginnings import residue
from policytext.lexicon import alternation, groups
from policytext.lexicon.gazetteer import divisions_named

NICKNAME = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")
# 国家级, 全市, 新一轮, 第二期, （2021-2023年）, 2.0版: what comes and goes before and behind a name.
AROUND = re.compile(
    r"^(?:国家级?+|[省市区县校]级|全[国省市区县]|新一轮|新一期|首届|第[一二三四五六七八九十\d]+[轮期届批次])+(?=.{4})"
    r"|[（(]\d{4}.*?[）)]|(?<!\d)(?:19|20)\d\d(?!\d)(?:[-—~－至]+(?:19|20)\d\d)?年?度?|第[一二三四五六七八九十百\d]+[届期轮批次]|\d\.\d版?"
)
MARKS = re.compile(r"[^\w+]+|_+")
# 行动计划, 工程, 建设项目: what says which kind of thing is named, once or more
_HEADS = re.compile(f"(?:(?:[一二三四五六七八九十两]年|专项)?(?:{alternation(groups('project_heads')['heads'])}))+$")
_KINDS = frozenset(groups("project_heads")["kinds"])
_HOSTS = frozenset(groups("projects")["hosts"])
_LEADING = frozenset(groups("project_heads")["leading"])
_PHASE = re.compile("([一二三四五六七八九十])期")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# “八大行动”, “百千万”, “一件事”, “头号工程”: a count that many programmes bear
_COUNTING = "头号|[一二两三四五六七八九十百千万亿双多0-9]+[大个项号百千万]*"
_COUNTED = "(?:专项)?(?:行动|工程|计划|任务|项目)|措施|举措|政策|条|件事|张网|张图|清单"
_COUNT = re.compile(f"(?:{_COUNTING})(?:{_COUNTED})?")
_LIST = re.compile("[、，]|[和及与暨]")
_MEMBER_FROM, _STEM_FROM, _OWN_FROM, _PARTS_FROM = 3, 3, 2, 5
EQUAL, SAME_STEM, BARE, HELD, WOVEN, MEMBER = 1.0, 0.95, 0.9, 0.9, 0.85, 0.75
NEW_NICKNAME, SAME_NICKNAME, SAME_ITEM = 0.8, 0.75, 0.7
"""How sure each rule is; from MEMBER on up, but for a new nickname, the name is the same name in another form."""
ALIKE_FROM = 0.6


@lru_cache(maxsize=1 << 14)
def project_core(name: str) -> str:
    """A project's name without quotation marks, years, editions and leading words of rank.

    >>> project_core("新一轮“名校跨岛”发展工程（2021—2023年）")
    '名校跨岛发展工程'
    """
    name = name.replace("＋", "+")
    return MARKS.sub("", AROUND.sub("", name)) or MARKS.sub("", name)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a project, taken apart: `stem` is the core without phase and head noun, `rest` the stem without nickname."""

    text: str
    core: str
    stem: str
    nicknames: frozenset[str]
    rest: str
    figures: frozenset[str]
    phases: frozenset[str]
    contrasts: tuple[frozenset[str], ...]


@lru_cache(maxsize=1 << 14)
def name_of(text: str) -> Name:
    """A name taken apart.

    >>> name = name_of("“名校跨岛”发展工程二期")
    >>> name.core, name.stem, name.rest, sorted(name.phases)
    ('名校跨岛发展工程二期', '名校跨岛发展', '发展', ['二'])
    """
    core = project_core(text)
    stem = stem_of(core)
    nicknames = frozenset(MARKS.sub("", x.replace("＋", "+")) for x in NICKNAME.findall(text)) - {""}
    rest = stem
    for nickname in nicknames:
        rest = rest.replace(nickname, "").replace(stem_of(nickname), "")
    contrasts = tuple(frozenset(word for word in words if word in core) for words in CONTRASTS)
    return Name(text, core, stem, nicknames, rest, frozenset(_FIGURE.findall(core)), frozenset(_PHASE.findall(core)), contrasts)


def stem_of(core: str) -> str:
    """A core without phases and the head nouns at its end; the core itself where nothing would be left.

    >>> stem_of("青螺大桥建设项目"), stem_of("工程")
    ('青螺大桥', '工程')
    """
    bare = _PHASE.sub("", core)
    return _HEADS.sub("", bare) or bare or core


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two names are one project, and whether one of them is a new name."""

    score: float
    renamed: bool = False


def likeness_of(x: Name, y: Name, *, same_item: bool = False, same_type: bool = True) -> Likeness | None:
    """What the first rule says that holds for two names; None where none does.

    >>> likeness_of(name_of("青螺大桥建设工程"), name_of("白鹭市青螺大桥"))
    Likeness(score=0.9, renamed=False)
    >>> likeness_of(name_of("“澜心”集团化办学工程"), name_of("“澜心”教育共同体工程"))
    Likeness(score=0.75, renamed=True)
    """
    if x.core == y.core:
        return Likeness(EQUAL)
    if parted(x, y):
        return None
    for rule, score, renamed in _RULES:
        if rule(x, y):
            return Likeness(score, renamed)
    if same_item and same_type and (changed := _changed(x, y)) is not None:
        return Likeness(SAME_ITEM, renamed=bool(changed))
    return None


def parted(x: Name, y: Name) -> bool:
    """Whether figures, phases, places or contrasts tell two names apart.

    >>> parted(name_of("海阳核电一期"), name_of("海阳核电二期")), parted(name_of("城镇供水工程"), name_of("农村供水工程"))
    (True, True)
    """
    if any(p and q and p != q for p, q in ((x.figures, y.figures), (x.phases, y.phases))):
        return True
    return any(p and q and p != q for p, q in zip(x.contrasts, y.contrasts, strict=True))


def _same_stem(x: Name, y: Name) -> bool:
    return x.stem == y.stem and is_own(x.stem)


def _bare_nickname(x: Name, y: Name) -> bool:
    """“高效办成一件事” and “高效办成一件事”推进机制: one bears the nickname alone, or both with words that say the same."""
    for nickname in x.nicknames & y.nicknames:
        if is_count(nickname):
            if x.rest == y.rest:
                return True
        elif not (x.rest and y.rest) or not (residue(x.rest) or residue(y.rest)) or x.rest in y.rest or y.rest in x.rest:
            return True
    return False


def _held(x: Name, y: Name) -> bool:
    """延吉机场 and 延吉机场迁建: the one stem holds the other, and what is over says nothing of its own."""
    short, long = sorted((x, y), key=lambda one: len(one.stem))
    if len(short.stem) < _STEM_FROM or short.stem not in long.stem or _other_nicknames(x, y) or not is_own(short.stem):
        return False
    before, _, after = long.stem.partition(short.stem)
    return _says_nothing(before) and (_says_nothing(after) or after in _KINDS)


def _new_nickname(x: Name, y: Name) -> bool:
    """名师培育工程 and “领雁”名师培育工程: a name has got a nickname, or lost it."""
    short, long = sorted((x, y), key=lambda one: len(one.stem))
    return bool(long.nicknames) and not short.nicknames and long.rest == short.stem and len(long.rest) >= _STEM_FROM


def _woven(x: Name, y: Name) -> bool:
    """长春龙嘉机场 and 长春龙嘉国际机场: the longer one has words put in that say nothing of their own, or a 暨…"""
    short, long = sorted((x.stem, y.stem), key=len)
    if len(short) < _PARTS_FROM or not set(short) <= set(long) or _other_nicknames(x, y) or not _is_own_beside_its_place(short):
        return False
    blocks = [b for b in SequenceMatcher(None, long, short, autojunk=False).get_matching_blocks() if b.size]
    if sum(b.size for b in blocks) < len(short) or any(b.size < 2 for b in blocks[:-1]):
        return False
    return all(_says_nothing(gap) or gap.startswith("暨") for gap in _gaps(long, [(b.a, b.a + b.size) for b in blocks]))


def _gaps(text: str, blocks: list[tuple[int, int]]) -> Iterator[str]:
    end = 0
    for start, stop in blocks:
        yield text[end:start]
        end = stop
    yield text[end:]


def _member(x: Name, y: Name) -> bool:
    """农林桥 and 农林桥、白鹭桥改造: one is a member of the list that the other names."""
    short, long = sorted((x, y), key=lambda one: len(one.core))
    members = {stem_of(project_core(part)) for part in _LIST.split(long.text)}
    return len(members) > 1 and short.stem in members and len(short.stem) >= _MEMBER_FROM and is_own(short.stem)


def _other_nicknames(x: Name, y: Name) -> bool:
    """“人工智能+政务服务” holds “人工智能+”, but who coins a nickname means that one."""
    return bool(x.nicknames and y.nicknames) and not x.nicknames & y.nicknames


def _same_nickname(x: Name, y: Name) -> bool:
    """“澜心”集团化办学工程 and “澜心”教育共同体工程: one coined nickname with other words."""
    return any(residue(n) and not is_count(n) for n in x.nicknames & y.nicknames) and not _in_other_places(x, y)


def is_own(stem: str) -> bool:
    """Whether a stem holds words of its own, and no mere kind of thing or place.

    >>> is_own("青螺大桥"), is_own("城市道路"), is_own("八大行动")
    (True, False, False)
    """
    return len(residue(_HEADS.sub("", stem))) >= _OWN_FROM and not is_count(stem) and not _is_place(stem)


def _is_own_beside_its_place(stem: str) -> bool:
    """广州实验室 is told from 广州海洋实验室 by no word of its own."""
    place = next((size for size in (4, 3, 2) if _is_place(stem[:size])), 0)
    return is_own(stem[place:])


def is_count(words: str) -> bool:
    """Whether words are a mere count, such as many programmes bear.

    >>> is_count("百千万"), is_count("十大工程"), is_count("百花齐放")
    (True, True, False)
    """
    return _COUNT.fullmatch(words) is not None


@lru_cache(maxsize=1 << 12)
def _says_nothing(words: str) -> bool:
    """Whether words put before or behind a name leave it the same name: generic ones, heads, a place.

    >>> [_says_nothing(x) for x in ("", "国际", "白鹭市", "扩建", "青螺")]
    [True, True, True, True, False]
    """
    return not words or words in _LEADING or not residue(_HEADS.sub("", words)) or _is_place(words)


def _is_place(words: str) -> bool:
    return bool(divisions_named(words)) or (1 < len(words) <= 4 and words[-1] in "省市县镇乡")


def _changed(x: Name, y: Name) -> list[str] | None:
    """What stands against what in two names that are much the same; None where they are not.

    伊士丹广场 and 伊仕丹广场 are: they have words of their own in common, and no proper part, place or host stands against another.
    """
    if dice(x.stem, y.stem, 2) < ALIKE_FROM or _in_other_places(x, y) or not (is_own(x.stem) and is_own(y.stem)):
        return None
    parts = SequenceMatcher(None, x.stem, y.stem, autojunk=False).get_opcodes()
    common = [x.stem[i:k] for tag, i, k, _, _ in parts if tag == "equal"]
    against = [x.stem[i:k] for tag, i, k, j, m in parts if tag == "replace"]
    proper = any(tag == "replace" and min(k - i, m - j) >= _OWN_FROM for tag, i, k, j, m in parts)
    hosted = any({x.stem[i:k], y.stem[j:m]} & _HOSTS for tag, i, k, j, m in parts if tag != "equal")
    if proper or hosted or max((len(residue(words)) for words in common), default=0) < _OWN_FROM:
        return None
    return against


def _in_other_places(x: Name, y: Name) -> bool:
    places = [_places_in(name.core) for name in (x, y)]
    return all(places) and not places[0] & places[1]


@lru_cache(maxsize=1 << 12)
def _places_in(core: str) -> frozenset[str]:
    """The codes of the divisions whose names, in full or short, stand in a name."""
    parts = (core[i : i + size] for size in (2, 3, 4) for i in range(len(core) - size + 1))
    return frozenset(division.code for part in parts for division in divisions_named(part))


_RULES: tuple[tuple[Callable[[Name, Name], bool], float, bool], ...] = (
    (_same_stem, SAME_STEM, False), (_bare_nickname, BARE, False), (_held, HELD, False), (_new_nickname, NEW_NICKNAME, True),
    (_woven, WOVEN, False), (_member, MEMBER, False), (_same_nickname, SAME_NICKNAME, True),
)  # fmt: skip
"""In order, each with how sure it is and whether it tells of a new name."""
