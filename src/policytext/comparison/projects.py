"""Named projects through two documents: continued, renamed, new, dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.comparison.matching import best_pairs
from policytext.comparison.rows import Mention, ProjectChange, ProjectStatus, mention_of
from policytext.comparison.strings import likeness
from policytext.model.document import Document, Extraction

RENAMED_FROM = 0.5
SAME_NICKNAME, SAME_ITEM, OTHER_TYPE = 0.7, 0.08, 0.85
NICKNAME = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")
# 国家级, 全市, 新一轮, 第二期, （2021-2023年）: what comes and goes before and behind a name.
AROUND = re.compile(
    r"^(?:国家级?+|[省市区县校]级|全[国省市区县]|新一轮|新一期|第[一二三四五六七八九十\d]+[轮期届批次])+(?=.{4})"
    r"|[（(]\d{4}.*?[）)]|(?:19|20)\d\d(?:[-—~－至]+(?:19|20)\d\d)?年?度?|第[一二三四五六七八九十百\d]+[届期轮批次]"
)
# 行动计划, 工程: the head noun that says what kind of thing is named.
HEAD_NOUN = re.compile(
    r"(?<=..)(?:[一二三四五六七八九十]年)?(?:专项)?(?:行动计划|行动|工程|计划|活动|试点|改革|平台|机制|制度|模式|项目|建设)$"
)
MARKS = re.compile(r"[\W_]+")


def project_core(name: str) -> str:
    """A project's name without quotation marks, years, editions and leading words of rank.

    >>> project_core("新一轮“名校跨岛”发展工程（2021—2023年）")
    '名校跨岛发展工程'
    """
    return MARKS.sub("", AROUND.sub("", name)) or MARKS.sub("", name)


@dataclass(frozen=True, slots=True)
class Named:
    """A project of one document: its core name, its nicknames in quotation marks, its first mention."""

    core: str
    nicknames: frozenset[str]
    mention: Mention


def project_changes(a: Document, b: Document, paired: frozenset[tuple[str, str]]) -> tuple[ProjectChange, ...]:
    """The projects of both documents; `paired` holds the addresses of items that belong together."""
    named_a, named_b = named_projects(a), named_projects(b)
    scores = [[name_likeness(x, y, paired) for y in named_b] for x in named_a]
    pairs = best_pairs(scores, RENAMED_FROM)
    both = [_pair_row(named_a[i], named_b[j], scores[i][j]) for i, j in pairs]
    gone = [ProjectChange(x.mention, None, "dropped") for i, x in enumerate(named_a) if i not in dict(pairs)]
    reached = {j for _, j in pairs}
    new = [ProjectChange(None, y.mention, "new") for j, y in enumerate(named_b) if j not in reached]
    return (*both, *gone, *new)


def _pair_row(x: Named, y: Named, score: float) -> ProjectChange:
    status: ProjectStatus = "continued" if x.core == y.core else "renamed"
    return ProjectChange(x.mention, y.mention, status, round(min(score, 1.0), 3))


def named_projects(document: Document) -> tuple[Named, ...]:
    """The projects of a document, each once, in the order of their first mention."""
    mentions: dict[str, list[Extraction]] = {}
    for extraction in document.projects:
        mentions.setdefault(project_core(document.text_of(extraction)), []).append(extraction)
    return tuple(_named(document, core, same) for core, same in mentions.items())


def _named(document: Document, core: str, same: Sequence[Extraction]) -> Named:
    nicknames = frozenset(NICKNAME.findall(document.text_of(same[0])))
    return Named(core, nicknames, mention_of(document, same[0], len(same)))


def name_likeness(x: Named, y: Named, paired: frozenset[tuple[str, str]]) -> float:
    """How surely two names are one project: equal cores first, then a shared nickname, then a shared item."""
    if x.core == y.core:
        return 2.0
    same_item = (x.mention.item, y.mention.item) in paired
    score = name_alike(x.core, y.core)
    if x.nicknames & y.nicknames:
        score = max(score, SAME_NICKNAME)
    return min(score * (1.0 if x.mention.type == y.mention.type else OTHER_TYPE) + SAME_ITEM * same_item, 0.99)


def name_alike(a: str, b: str) -> float:
    """How alike two names are, by what stands before their head noun first: most projects end in 行动 or 工程.

    >>> name_alike("学位倍增工程", "学位提升工程") > name_alike("学位倍增工程", "名校领航工程")
    True
    """
    return 0.7 * likeness(HEAD_NOUN.sub("", a), HEAD_NOUN.sub("", b)) + 0.3 * likeness(a, b)
