"""Numerals that belong to words: idioms, slogans in quotation marks, codes inside names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.extraction.rejections import CODE, IDIOM, MEETING, QUOTED
from policytext.extraction.rules import Found
from policytext.extraction.scene import Scene
from policytext.model.values import Project, Reference, Rejection, TimeExpression


def find_idioms(scene: Scene) -> Iterator[Found]:
    """Fixed expressions and quoted slogans that hold a numeral, where no name or time has taken them."""
    for match in QUOTED.finditer(scene.text, scene.body.start, scene.body.end):
        if not scene.is_claimed(match.start(), match.end()):
            scene.claim(match.start(), match.end())
            yield Found(*match.span("slogan"), "rejection.slogan", Rejection("slogan"), 0.8)
    for pattern, reason in ((MEETING, "meeting"), (IDIOM, "idiom")):
        for match in pattern.finditer(scene.text, scene.body.start, scene.body.end):
            if not scene.is_claimed(match.start(), match.end()):
                scene.claim(match.start(), match.end())
                yield Found(match.start(), match.end(), f"rejection.{reason}", Rejection(reason), 0.9)


def find_codes(scene: Scene, found: Iterable[Found]) -> Iterator[Found]:
    """The numerals inside names, references and anniversaries, each with its reason."""
    for one in found:
        reason = _reason(one)
        if reason:
            for match in CODE.finditer(scene.text, one.start, one.end):
                ordinal = match.group().startswith("第")
                why = "ordinal" if ordinal else reason
                yield Found(match.start(), match.end(), f"rejection.{why}", Rejection(why), 0.9)


def _reason(one: Found) -> str | None:
    if isinstance(one.value, Project):
        return "name"
    if isinstance(one.value, Reference):
        return "document_number"
    is_anniversary = isinstance(one.value, TimeExpression) and one.rule.startswith("time.anniversary")
    return "anniversary" if is_anniversary else None
