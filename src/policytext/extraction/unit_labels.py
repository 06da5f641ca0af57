"""Labels that name units: 牵头单位：…, 【责任单位】…, and how far what they name reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.extraction.first_leads import FirstLeads
from policytext.extraction.rules import places_of
from policytext.extraction.unit_lists import Charge, Role, read_charges
from policytext.extraction.unit_names import could_be_unit, is_unit
from policytext.lexicon import alternation, groups

_WORDS = groups("organisations")
_LEADS, _SUPPORTS = re.compile(alternation(_WORDS["leads"])), re.compile(alternation(_WORDS["supports"]))
_WORD = alternation((*_WORDS["leads"], *_WORDS["supports"], "责任", "负责", "承办", "实施", "落实"))
_NOUN = rf"(?:{alternation((*_WORDS['list_nouns'], '领导', '人'))})"
# 牵头（责任）单位, 牵头及配合单位, 责任单位及分工
_NAMED = rf"(?:{_WORD})(?:[（(、/和及与]{{0,2}}(?:{_WORD})[）)]?){{0,2}}{_NOUN}(?:[（(、/和及与]{{1,2}}[一-鿿]{{2,6}}[）)]?)?"
_SIGN = r"[:：]|[】\]](?:[:：]|(?=[一-鿿]))|为(?=[省市县区州国各教财发])|[ 　]{1,4}(?=[一-鿿])"
# 牵头：市教育局, which no word may touch
_SHORT = rf"(?P<short>{_WORD})[:：]"
LABEL = re.compile(rf"(?P<label>{_NAMED})(?P<sign>{_SIGN})|{_SHORT}")
LABELLED = re.compile(rf"(?:{LABEL.pattern})[ 　]{{0,4}}\n?[ 　]{{0,4}}(?=[一-鿿★])")
_STOP = re.compile(r"[。\n|｜】\]]")
_CHINESE = re.compile("[一-鿿]")
_SIGNS = ("：", ":", "】", "]", *(noun + sign for noun in ("单位", "部门") for sign in "为 　"))
_NEAR, _FAR = 20, 600
_PARTS = re.compile(r"[，,；; 　]")


def labels_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels of a text, looked for around their signs.

    >>> [x["label"] for x in labels_in("牵头单位：市教育局；配合单位：市财政局", 0, 19)]
    ['牵头单位', '配合单位']
    """
    seen = start
    for sign in places_of(text, _SIGNS, start, end):
        if sign >= seen and (match := LABELLED.search(text, max(seen, sign - _NEAR), min(end, sign + _NEAR))):
            seen = match.end()
            yield match


def units_behind(text: str, match: re.Match[str], bound: int, leads: FirstLeads) -> list[Charge]:
    """The units behind a label: the first may have any name after a colon, what follows a comma or a blank must read as a unit."""
    if match["short"] and _CHINESE.match(text, match.start() - 1):
        return []
    start, end = match.end(), _end(text, match, bound)
    charges = read_charges(text, start, leads.end_of_units(start, end), _role(match), fits=bool)
    own = charges[: _count(text, charges, strict=is_strict(match))]
    if _is_of_both(match) and own:
        return [*_as(own[:1], "lead"), *_as(own[1:], "support")]
    return leads.applied(own, start, end)


def is_strict(match: re.Match[str]) -> bool:
    """Whether only what reads as a unit may follow: behind a blank, a bracket, 为, a line's end, and for persons in charge."""
    colon = match["short"] or match["sign"][-1] in ":："
    return not colon or "\n" in match.group() or (match["label"] or "").endswith(("领导", "人"))


def _role(match: re.Match[str]) -> Role:
    label = match["label"] or match["short"]
    if _LEADS.search(label):
        return "lead"
    return "support" if _SUPPORTS.match(label) else "responsible"


def _is_of_both(match: re.Match[str]) -> bool:
    """Whether one label names who leads and who helps: 牵头及配合单位."""
    label = match["label"] or ""
    return _LEADS.search(label) is not None and _SUPPORTS.search(label) is not None


def _as(charges: list[Charge], role: Role) -> list[Charge]:
    return [Charge(x.start, x.end, role) for x in charges]


def _end(text: str, match: re.Match[str], bound: int) -> int:
    """Where the stretch of a label ends: with its line or sentence, its bracket, or before the next label."""
    end = min(bound, match.end() + _FAR)
    if stop := _STOP.search(text, match.end(), end):
        end = stop.start()
    if following := LABEL.search(text, match.end(), end):
        end = following.start()
    return _before_closing(text, match.end(), end)


def _before_closing(text: str, start: int, end: int) -> int:
    depth = 0
    for bracket in re.finditer("[（()）]", text[start:end]):
        depth += 1 if bracket.group() in "（(" else -1
        if depth < 0:
            return start + bracket.start()
    return end


def _count(text: str, charges: list[Charge], *, strict: bool) -> int:
    """How many of the names belong to the label: up to the first that is none."""
    for count, charge in enumerate(charges):
        name = text[charge.start : charge.end]
        apart = count and _PARTS.search(text, charges[count - 1].end, charge.start)
        if not (is_unit(name) if strict or apart else could_be_unit(name)):
            return count
    return len(charges)
