"""References: documents cited in 《》, with a document number behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.model.values import Reference
from policytext.structure.envelope import DOCUMENT_NUMBER

RULES = (
    Rule(
        "reference.title",
        # 《关于加强校车管理的通知》（某政办发〔2020〕7号）
        re.compile(rf"《(?P<title>[^《》\n]{{1,80}}(?:《[^《》\n]{{1,60}}》[^《》\n]{{0,40}})?)》(?:[（(](?P<number>{DOCUMENT_NUMBER})[）)])?"),
        ("落实《乡村教师支持办法》", "《关于印发《某市规划》的通知》（某政办发〔2020〕7号）"),
        "落实〈乡村教师支持办法〉",
    ),
)


def find_references(scene: Scene) -> Iterator[Found]:
    """Every document cited in the body."""
    rule = RULES[0]
    for match in rule.pattern.finditer(scene.text, scene.body.start, scene.body.end):
        if scene.claimed[match.start()]:
            continue
        scene.claim(match.start(), match.end())
        yield Found(match.start(), match.end(), rule.name, Reference(match["title"], match["number"]), 0.98)
