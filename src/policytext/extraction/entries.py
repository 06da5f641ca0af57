"""Entries: the name under which the mentions of one project in one document are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policytext.extraction.rules import Found
from policytext.model.values import Project

_NICKNAME = re.compile("[“\"]([^“”\"]{2,30})[”\"]")
# what comes and goes around a name: 新一轮…, 国家级…, …（2021—2023年）, 第三届…
_AROUND = re.compile(
    "^(?:国家级?|全国|全[省市区县]|[省市区县]级?|新一轮|首届|第[一二三四五六七八九十0-9]+[届轮期批])+(?=.{4})|[（(][^）)]*[）)]|[“”\"\\s]|[0-9]\\.[0-9]版?$"
)
# …大桥|建设项目, …行动|计划
_AFTER = re.compile("(?<=....)(?:建设项目|建设工程|项目|工程|建设)$")
_SHORT = re.compile("[（(](?:以下|下)?(?:简)?称[：:为]?[“\"]?([^”\"）)]{2,20})[”\"]?[）)]")


def entries(text: str, found: Sequence[Found]) -> list[str]:
    """The entry of each mention: the longest name among the mentions of one project, the first of equals.

    Mentions are one project where their names are equal but for rank, edition and quotation marks, where they share a nickname
    that one of them bears alone or both with heads of one type, or where a bracket says so (以下简称“…”).

    >>> from policytext.pipeline import parse
    >>> [x.value.entry for x in parse("实施“青螺登高”发展工程。推进“青螺登高”工程。", year=2024).projects]
    ['“青螺登高”发展工程', '“青螺登高”发展工程']
    """
    joined = _Joined(len(found))
    first: dict[str, int] = {}
    for index, one in enumerate(found):
        for key in _keys(text, one):
            joined.join(first.setdefault(key, index), index)
    _join_nicknames(text, found, joined)
    longest: dict[int, str] = {}
    for index, one in enumerate(found):
        group = joined.first(index)
        longest[group] = max(longest.get(group, ""), text[one.start : one.end], key=len)
    return [longest[joined.first(index)] for index in range(len(found))]


def _keys(text: str, one: Found) -> list[str]:
    """What a mention shares with others of the same project: its core, its nickname, its short form."""
    name = text[one.start : one.end]
    core = _AROUND.sub("", name) or name
    keys = [core, _AFTER.sub("", core)]
    if text[one.end : one.end + 1] in ("（", "(") and (short := _SHORT.match(text, one.end, one.end + 40)):
        keys.append(_AROUND.sub("", short[1]))
    return keys


def _join_nicknames(text: str, found: Sequence[Found], joined: _Joined) -> None:
    """Join the mentions that share a nickname: those of one type with the same words before it, and those that bear it alone.

    放心消费“百千万”工程 and 文化“百千万”工程 are two; “百千万”, “百千万”工程 are the first of them.
    """
    marked = [(index, one, match) for index, one in enumerate(found) if (match := _NICKNAME.search(text, one.start, one.end))]
    first: dict[tuple[str, ...], int] = {}
    for index, one, match in marked:
        if match.end() < one.end:
            kind, modifier = _type_of(one), text[one.start : match.start()]
            for key in ((match[1],), (match[1], kind), (match[1], kind, modifier)):
                first.setdefault(key, index)
    for index, one, match in marked:
        bare, modifier = match.span() == (one.start, one.end), text[one.start : match.start()]
        own: tuple[str, ...] = (match[1], _type_of(one), modifier)
        wanted = own[:1] if bare and one.rule == "project.nickname" else own[: 3 if modifier else 2]
        if wanted in first:
            joined.join(first[wanted], index)


def _type_of(one: Found) -> str:
    return one.value.type if isinstance(one.value, Project) else ""


class _Joined:
    """Groups of mentions, each known by its first."""

    def __init__(self, size: int) -> None:
        self._first = list(range(size))

    def first(self, index: int) -> int:
        """The first mention of a group."""
        while self._first[index] != index:
            self._first[index] = self._first[self._first[index]]
            index = self._first[index]
        return index

    def join(self, a: int, b: int) -> None:
        """Make the groups of two mentions one."""
        a, b = sorted((self.first(a), self.first(b)))
        self._first[b] = a
