"""The stage of the work on a project: what its predicate says of it, or the verb that governs it."""

from __future__ import annotations

import re

from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import Stage

_STAGES = groups("stages")
STAGES: tuple[Stage, ...] = ("planned", "started", "ongoing", "finished")
"""planned 谋划/申报, started 启动/实施/举办, ongoing 推进/加快/深化, finished 建成/投用/获评."""
_STAGE_OF = {word: stage for stage in reversed(STAGES) for word in _STAGES[stage]}
_WORD = re.compile(alternation(_STAGE_OF))
# 甲大桥|、乙隧道建成通车: a predicate stands behind its list, and no other object behind the predicate
_PREDICATE = re.compile(
    rf"(?:{alternation((*_STAGES['finished'], *_STAGES['started'], *_STAGES['predicates']))})(?=[，,。；;、！？\n）)]|并|及|和|$)"
)
_CLAUSE = re.compile("[^，,。；;：:！？\n|]*")
_REACH = 80


def stage_of(scene: Scene, start: int, end: int) -> Stage | None:
    """The stage of the project at a place, None where no verb tells it.

    >>> from policytext.pipeline import parse
    >>> [x.value.stage for x in parse("建成青螺大桥，推进白鹭隧道前期工作。", year=2024).projects]
    ['finished', 'planned']
    """
    clause = _CLAUSE.match(scene.text, end, end + _REACH)
    stop = clause.end() + 1 if clause else end
    for verb in _PREDICATE.finditer(scene.text, end, min(stop, scene.body.end)):
        if verb.start() == end or scene.text[verb.start() - 1] not in "、和及与":
            return _STAGE_OF[verb.group()]
    return _governing_stage(scene, start)


def _governing_stage(scene: Scene, start: int) -> Stage | None:
    """What the nearest verb before a name tells."""
    before = _CLAUSE.match(scene.text[max(start - _REACH, scene.body.start) : start][::-1])
    left = before.group()[::-1] if before else ""
    stage: Stage | None = None
    for word in _WORD.finditer(left):
        stage = _STAGE_OF[word.group()]
    return stage
