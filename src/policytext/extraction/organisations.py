"""Organisations: units in charge, after labels, in brackets at a paragraph's end, and in a few set sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from policytext.extraction.first_leads import FirstLeads, first_leads
from policytext.extraction.numerals import NUMERAL
from policytext.extraction.rules import Found, Rule, places_of
from policytext.extraction.scene import Scene
from policytext.extraction.unit_labels import LABELLED, labels_in, units_behind
from policytext.extraction.unit_lists import VERB, Charge, read_charges
from policytext.extraction.unit_names import is_unit
from policytext.extraction.unit_sentences import JOINT, LED, MANY, in_sentence
from policytext.model.values import Organisation

_PLAIN = r"[^\n（()）【】]"
_INNER = r"[（(][^（()）\n]{1,40}[）)]"
_INSIDE = rf"{_PLAIN}{{1,300}}(?:{_INNER}{_PLAIN}{{0,200}}){{0,8}}"

RULES = (
    Rule(
        "organisation.label",
        # 牵头单位：市教育局；配合单位：市财政局、市人社局
        LABELLED,
        ("责任单位：基础教育科、规划财务科", "牵头单位：市教育局；配合单位：市财政局", "【责任部门】市水务局"),
        "压实责任，各县区要守土尽责",
    ),
    Rule(
        "organisation.bracket_roles",
        # （职成科牵头，就业办、各职业院校配合）, （市教育局、市财政局按职责分工负责）
        re.compile(rf"[（(【](?={_PLAIN}{{1,300}}?(?:{_INNER}{_PLAIN}{{0,200}}?){{0,8}}?{VERB})(?P<units>{_INSIDE})[）)】]"),
        ("（职成科牵头，就业办、各职业院校配合）", "（市通信管理局、市教育局按职责分工负责）", "（各县（市、区）负责）"),
        "（全面负责制）",
    ),
    Rule(
        "organisation.bracket_units",
        # （局属各单位） at the end of a paragraph, units and nothing else
        re.compile(rf"[（(【](?P<units>{_INSIDE})[）)】][。.；;]?(?=[ \t　]{{0,20}}(?:\n|$))"),
        ("（局属各单位）", "加强培训。（人事科、各县区教育局）\n"),
        "办法（试行）的通知",
    ),
    LED, JOINT, MANY,
)  # fmt: skip
_WHEN = re.compile(
    r"(?:(?:完成)?(?:时限|时间|期限)|完成)?[:：]?(?:[0-9]{4} ?年|[0-9]{1,2} ?月|长期|持续|全年|年[底内]|常态|每[年月季]|立即|即时)[一-鿿0-9 ]{0,16}$"
)
_PARTS_OF_LIST = re.compile(r"[，,；; 　]")


def find_organisations(scene: Scene) -> Iterator[Found]:
    """Units in charge and taking part, one record a unit, rule by rule."""
    leads = first_leads(scene.text)
    opened = places_of(scene.text, "（(【", scene.body.start, scene.body.end)
    for rule in RULES:
        read = _READERS.get(rule.name, in_sentence)
        for match in _matches(scene, rule, opened):
            if not scene.is_claimed(match.start(), match.end()):
                yield from _found(scene, rule, match, read(scene, match, leads))


def _matches(scene: Scene, rule: Rule, opened: Iterable[int]) -> Iterator[re.Match[str]]:
    """Where a rule matches: around the signs of labels, at brackets, or anywhere."""
    if rule.name == "organisation.label":
        return labels_in(scene.text, scene.body.start, scene.body.end)
    if rule.name in _READERS:
        return (match for at in opened if (match := rule.pattern.match(scene.text, at, scene.body.end)))
    return rule.pattern.finditer(scene.text, scene.body.start, scene.body.end)


def _found(scene: Scene, rule: Rule, match: re.Match[str], charges: list[Charge]) -> Iterator[Found]:
    if any(scene.is_claimed(x.start, x.end) for x in charges):
        return
    at = min(match.start(), *(x.start for x in charges)) if charges else match.start()
    for x in sorted(charges, key=lambda x: x.start):
        # what stands between two units is the list's, unless a numeral does, which has to be told: （疾=1+1处、妇幼处负责）
        scene.claim(x.start if NUMERAL.search(scene.text, at, x.start) else at, x.end)
        at = x.end
    for x in charges:
        yield Found(x.start, x.end, rule.name, Organisation(x.role), _CONFIDENCE.get(rule.name, 0.75))


def _labelled(scene: Scene, match: re.Match[str], leads: FirstLeads) -> list[Charge]:
    """The units behind a label, up to the next label."""
    return units_behind(scene.text, match, scene.body.end, leads)


def _with_parts(scene: Scene, match: re.Match[str], leads: FirstLeads) -> list[Charge]:
    """The units of a bracket with 牵头, 负责 and their like; nothing where no part of it is the name of a unit."""
    start, end = match.span("units")
    charges = read_charges(scene.text, start, leads.end_of_units(start, end))
    if not any(is_unit(scene.text[x.start : x.end]) for x in charges):
        return []
    return leads.applied(charges, start, end)


def _bare(scene: Scene, match: re.Match[str], leads: FirstLeads) -> list[Charge]:
    """The units of a bracket that holds nothing else, but for a time behind them."""
    start, end = match.span("units")
    stop = leads.end_of_units(start, end)
    if (when := _PARTS_OF_LIST.search(scene.text, start, stop)) and _WHEN.match(scene.text, when.end(), stop):
        stop = when.start()
    charges = read_charges(scene.text, start, stop, fits=bool)
    return leads.applied(charges, start, end) if all(is_unit(scene.text[x.start : x.end]) for x in charges) else []


_READERS: Mapping[str, Callable[[Scene, re.Match[str], FirstLeads], list[Charge]]] = {
    "organisation.label": _labelled, "organisation.bracket_roles": _with_parts, "organisation.bracket_units": _bare,
}  # fmt: skip
_CONFIDENCE = {"organisation.label": 0.95, "organisation.bracket_roles": 0.95, "organisation.bracket_units": 0.9}
