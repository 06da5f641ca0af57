"""Organisations: units in charge, after labels and in brackets at a paragraph's end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.rules import Found, Rule
from policytext.extraction.scene import Scene
from policytext.lexicon import alternation, groups
from policytext.model.values import Organisation

_ROLES = {"牵头": "lead", "主办": "lead", "配合": "support", "协办": "support", "参与": "support", "责任": "responsible"}
_LABEL = r"(?P<label>牵头|主办|配合|协办|参与|责任)(?:单位|部门|科室|处室|领导)(?:及分工)?[:：]"
_UNIT = r"[一-鿿]{1,20}(?:[（(][一-鿿、]{1,8}[）)][一-鿿]{0,10})?"
_LIST = rf"{_UNIT}(?:[、，,]{_UNIT})*"
# what a unit's name ends with
_TAIL = rf"(?:{alternation(groups('nouns')['units'])})"

RULES = (
    Rule(
        "organisation.label",
        # 牵头单位：市教育局；配合单位：市财政局、市人社局
        re.compile(rf"{_LABEL}(?P<units>{_LIST})"),
        ("责任单位：基础教育科、规划财务科", "牵头单位：市教育局；配合单位：市财政局"),
        "压实责任：各县区要守土尽责",
    ),
    Rule(
        "organisation.bracket_roles",
        # （职成科牵头，就业办、各职业院校配合）
        re.compile(rf"[（(](?P<lead>{_LIST}?)牵头(?:[，,；;](?P<support>{_LIST}?)(?:配合|参与|按职责分工负责))?(?:负责)?[）)]"),
        ("（职成科牵头，就业办、各职业院校配合）",),
        "（牵头抓总）",
    ),
    Rule(
        "organisation.bracket_shared",
        # （市通信管理局、市教育局按职责分工负责）
        re.compile(rf"[（(](?P<shared>{_LIST}?)(?:按职责分工负责|负责|按职责负责)[）)]"),
        ("（市通信管理局、市教育局按职责分工负责）",),
        "（全面负责制）",
    ),
    Rule(
        "organisation.bracket_units",
        # （局属各单位） at the end of a paragraph, units and nothing else
        re.compile(rf"[（(](?P<units>{_LIST})[）)][。.]?(?=\s*(?:\n|$))"),
        ("（局属各单位）", "加强培训。（人事科、各县区教育局）\n"),
        "办法（试行）的通知",
    ),
)
_SPLIT = re.compile(r"[^、，,；;]+")
_IS_UNIT = re.compile(rf"^(?!含|包括|不含|以下|下同|如|见|即|试行|暂行|草案)[一-鿿（）()、]{{1,24}}?{_TAIL}(?:[（(][一-鿿]+[）)])?(?:各[一-鿿]{{1,6}})?$")


def find_organisations(scene: Scene) -> Iterator[Found]:
    """Units in charge and taking part, one record a unit, in text order of the rules' places."""
    for rule in RULES:
        for match in rule.pattern.finditer(scene.text, scene.body.start, scene.body.end):
            if not scene.is_claimed(match.start(), match.end()):
                yield from _units_of(scene, rule, match)


def _units_of(scene: Scene, rule: Rule, match: re.Match[str]) -> Iterator[Found]:
    found = [unit for group, role in _groups(match) for unit in _units(scene.text, match.span(group), role, rule)]
    if not found or (rule.name == "organisation.bracket_units" and not _all_units(match["units"])):
        return
    scene.claim(match.start(), match.end())
    yield from found


def _groups(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The named groups that hold units, each with its role."""
    present = {name for name, text in match.groupdict().items() if text}
    if "label" in present:
        yield "units", _ROLES[match["label"]]
    elif "units" in present:
        yield "units", "responsible"
    for group, role in (("lead", "lead"), ("support", "support"), ("shared", "responsible")):
        if group in present:
            yield group, role


def _units(text: str, place: tuple[int, int], role: str, rule: Rule) -> Iterator[Found]:
    for unit in _SPLIT.finditer(text, *place):
        name = unit.group()
        own_role = "lead" if re.search(r"[（(]牵头[）)]$", name) else role
        length = len(re.sub(r"[（(]牵头[）)]$", "", name))
        yield Found(unit.start(), unit.start() + length, rule.name, Organisation(own_role), 0.95)  # type: ignore[arg-type]


def _all_units(units: str) -> bool:
    """Whether every part of a bare bracket reads as a unit's name.

    >>> _all_units("人事科、各县区教育局"), _all_units("含特殊教育学校")
    (True, False)
    """
    return all(_IS_UNIT.match(part.group()) for part in _SPLIT.finditer(units))
