"""Fields: the labelled parts of an item (目标任务：, 责任单位：, 完成时限：) that say something of the whole item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.span import Span

_ROLES = ("task", "goal", "measure", "lead", "support", "responsible", "deadline")
_WORDS = {word: role for role in _ROLES for word in groups("tables")[role]}
# 完成时限：, 【责任单位】, （牵头单位）: at a line's start, behind a sentence, or behind a blank
_LABEL = re.compile(
    rf"(?:^|(?<=[\n 　\t。；;）)]))[【\[（(]?(?P<label>{alternation(_WORDS)})(?:[】\]）)][ 　]*[:：]?|[ 　]*[:：])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled part: what it holds, where its content stands, and the node that it speaks of."""

    role: str
    content: Span
    node: Span


def find_fields(scene: Scene) -> tuple[Field, ...]:
    """The labelled parts of a body in text order; each ends at its line's end or before the next label.

    >>> from policytext.extraction.scene import make_scene
    >>> from policytext.structure import build_tree
    >>> text = "1.建校\\n目标任务：新建学校2所。\\n责任单位：基建科 完成时限：8月底前"
    >>> scene = make_scene(text, build_tree(text), Span(0, len(text)), 2021)
    >>> [(field.role, field.content.of(text)) for field in find_fields(scene)]
    [('task', '新建学校2所。'), ('responsible', '基建科'), ('deadline', '8月底前')]
    """
    return tuple(_fields(scene))


def _fields(scene: Scene) -> Iterator[Field]:
    labels = list(_LABEL.finditer(scene.text, scene.body.start, scene.body.end))
    if not labels:
        return
    nodes = [node.span for node in scene.root.walk()]
    starts = [span.start for span in nodes]
    bounds = [*(label.start() for label in labels[1:]), scene.body.end]
    for label, bound in zip(labels, bounds, strict=True):
        line = scene.text.find("\n", label.end(), bound)
        content = scene.text[label.end() : line if line >= 0 else bound]
        start = label.end() + len(content) - len(content.lstrip())
        node = nodes[bisect_right(starts, label.start()) - 1]
        yield Field(_WORDS[label["label"]], Span(start, max(start, label.end() + len(content.rstrip()))), node)
