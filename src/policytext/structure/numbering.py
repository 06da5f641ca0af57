"""The numbering styles of official documents, and the marker at a line's start."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "〇零一二三四五六七八九十百"
_PARTS = "章|部分|编|篇"
# what makes a bare number before a space a quantity: 3 月底前, 10 所学校
_COUNTED = "年月日号时个所名人家项万亿元余多户套公亩台次吨座条件批期场处间辆门篇页天岁级倍平千米班校类种届周分%％"


@dataclass(frozen=True, slots=True)
class Style:
    """One way to print a number, outermost styles with the lowest rank.

    The group ``number`` is the printed form kept in addresses. A marker that matches `pattern` stands by itself; one
    that only matches `doubtful` (a space for a point, a digit right behind) counts where its neighbours in the
    sequence bear it out.
    """

    name: str
    rank: int
    pattern: str
    example: str
    counterexample: str
    doubtful: str | None = None


STYLES: tuple[Style, ...] = (
    Style("chapter", 0, rf"(?P<chapter>第 ?(?:[{_CHINESE}]{{1,4}}|[0-9]{{1,2}}) ?(?:{_PARTS}))(?:[ 　\t、:：]+|$)", "第三章 重点任务", "第三章程",
          rf"(?P<chapter>第(?:[{_CHINESE}]{{1,4}}|[0-9]{{1,2}})(?:{_PARTS}))(?=[^ 程学校])"),
    Style("part", 1, rf"(?P<part>第 ?(?:[{_CHINESE}]{{1,4}}|[0-9]{{1,2}}) ?节)(?:[ 　\t、:：]+|$)", "第二节 发展目标", "第二节约",
          rf"(?P<part>第(?:[{_CHINESE}]{{1,4}}|[0-9]{{1,2}})节)(?=[^ 约课])"),
    Style("article", 2, rf"(?P<article>第 ?(?:[{_CHINESE}]{{1,5}}|[0-9]{{1,3}}) ?条)(?:[ 　\t、:：]+|$)", "第十二条 各单位应当报送数据", "第三条线",
          rf"(?P<article>第(?:[{_CHINESE}]{{1,5}}|[0-9]{{1,3}})条)(?=[^ ])"),
    Style("comma", 3, rf"(?P<comma>[{_CHINESE}]{{1,4}}) ?(?:、(?! *[{_CHINESE}]{{1,3}}[、季月])|[．.])[ 　\t]*", "十二、组织保障", "一、二、三产业",
          rf"(?P<comma>[{_CHINESE}]{{1,3}})(?:[ 　\t]+|[:：])(?=[^ 　\t0-9])"),
    Style("bracket", 4, rf"(?P<bracket>[（(] ?[{_CHINESE}]{{1,4}} ?[）)]|[㈠-㈩])[ 　\t、.．]*", "（三）加强督导", "（三家"),
    Style("dot", 5, r"(?P<dot>[0-9]{1,3}|[⒈-⒛]) ?(?:(?<=[⒈-⒛])|[.．、](?![0-9 ]*[0-9]))[ 　\t]*", "14．全力扩容", "2.5万亩",
          rf"(?P<dot>[0-9]{{1,3}})(?: ?[.．、][ 　\t]*(?=[0-9])|[ 　\t]+(?=[^ 　\t0-9{_COUNTED}])|[，,:：](?=[一-鿿“《])|。(?=[一-鿿]))"),
    Style("figure", 6, r"(?P<figure>[（(] ?[0-9]{1,3} ?[）)]|[⑴-⒇])[ 　\t、.．]*", "（2）排查隐患", "（2021年）"),
    Style("half", 7, rf"(?P<half>[0-9]{{1,3}}|[{_CHINESE}]{{1,3}})[）)][ 　\t、.．]*", "3）公布结果", "3个）"),
    Style("circle", 8, r"(?P<circle>[①-⑳])[ 　\t、]*", "①统筹资源", "1①"),
)  # fmt: skip
"""Official order is 一、 -> （一） -> 1. -> （1） -> ①; real pages skip levels and change the order."""
DECIMAL = re.compile(r"(?P<decimal>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})[.．、]?[ 　\t]*(?=[^0-9.．%％])")
"""1.1 加强统筹, 2.3.1 建设平台: numbers within numbers; they look like quantities, so only sequence bears them out."""

_STRONG = re.compile("|".join(style.pattern for style in STYLES))
_DOUBTFUL = re.compile("|".join(style.doubtful for style in STYLES if style.doubtful))
_RANK = {style.name: style.rank for style in STYLES}
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_ENCLOSED = {"①": 1, "⑴": 1, "⒈": 1, "㈠": 1}


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number at the start of a line: its style, its form in addresses, its length, its value.

    A `doubtful` one may be a quantity or words; ``structure.sequence`` decides. `outer` is what stands before the last
    point of a number within numbers (``1`` of ``1.2``).
    """

    style: str
    number: str
    length: int
    value: int = 0
    doubtful: bool = False
    outer: str = ""


def marker_of(line: str) -> Marker | None:
    """The numbering marker that the line begins with, if it stands by itself.

    >>> marker_of("（三）加强督导")
    Marker(style='bracket', number='（三）', length=3, value=3, doubtful=False, outer='')
    >>> marker_of("2.5万亩高标准农田") is None
    True
    """
    match = _STRONG.match(line)
    return None if match is None or match.end() == len(line) else _marker(match, doubtful=False)


def candidate_of(line: str) -> Marker | None:
    """The marker that the line begins with, also one that needs its neighbours to be believed.

    >>> candidate_of("3.2021年建成学校").number, candidate_of("一、").doubtful
    ('3', True)
    """
    if match := _STRONG.match(line):
        return _marker(match, doubtful=match.end() == len(line))
    match = DECIMAL.match(line) or _DOUBTFUL.match(line)
    return None if match is None or match.end() == len(line) else _marker(match, doubtful=True)


def _marker(match: re.Match[str], *, doubtful: bool) -> Marker:
    group = match.lastgroup or ""
    printed = match.group(group).replace(" ", "").replace("．", ".")
    outer, _, last = printed.rpartition(".")
    style = f"{group}{printed.count('.')}" if group == "decimal" else group
    return Marker(style, _printed(style, printed), match.end(), value_of(last), doubtful, outer)


def _printed(style: str, number: str) -> str:
    """Brackets are kept full-width, so that one place has one address whatever the page prints; ㈠ is （一）."""
    if number[0] in "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛":
        return str(value_of(number))
    if style == "bracket":
        return f"（{number[1:-1] if len(number) > 1 else '一二三四五六七八九十'[value_of(number) - 1]}）"
    if style == "figure":
        return f"（{value_of(number.strip('（()）'))}）"
    return number


def value_of(number: str) -> int:
    """What a printed number counts to; 0 where it cannot be told.

    >>> value_of("（二十一）"), value_of("③"), value_of("第十二章"), value_of("一百零三")
    (21, 3, 12, 103)
    """
    for first, value in _ENCLOSED.items():
        if ord(first) <= ord(number[-1:] or "0") < ord(first) + 20:
            return ord(number[-1]) - ord(first) + value
    core = number.strip("（()）第章部分编篇节条 ")
    return int(core) if core.isascii() and core.isdigit() else _chinese(core)


def _chinese(number: str) -> int:
    total, digit = 0, 0
    for character in number:
        if character in ("十", "百"):
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return 0
    return total + digit


def rank_of(marker: Marker) -> float:
    """How far in a style stands by custom; numbers within numbers stand inside the dotted ones, by their points."""
    return _RANK["dot"] + marker.number.count(".") / 10 if marker.outer else _RANK[marker.style]

