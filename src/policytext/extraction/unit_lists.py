"""Lists of units with their parts: who leads, who helps, who is in charge (A牵头，B、C配合；D按职责分工负责)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from policytext.extraction.unit_names import could_be_unit, names_in
from policytext.lexicon import alternation, groups

Role = Literal["lead", "support", "responsible"]
_WORDS = groups("organisations")
_PARTS: dict[str, Role] = {
    **dict.fromkeys(_WORDS["leads"], "lead"),
    **dict.fromkeys(_WORDS["supports"], "support"),
    **dict.fromkeys(_WORDS["in_charge"], "responsible"),
}
_MANNER = alternation(_WORDS["manners"])
# 按各自职责分工, 依据部门职能
_DUTY = (
    r"(?:按照?|根据|依据?|在)(?:各自|自身|本部门|本单位|相关|部门|单位|工作|法定)?"
    r"(?:职责|职能|任务|分工|权限)(?:任务|分工|范围|权限|要求|职责|[和与及、内]){0,4}"
)
_COMPLEMENT = rf"(?:{alternation(_WORDS['complements'])}){{0,2}}"
VERB = (
    rf"(?<![（(])(?:(?:{_DUTY})?(?:{_MANNER}){{0,3}}(?P<word>{alternation(_PARTS)})(?:（[^（()）\n]{{1,20}}）)?{_COMPLEMENT}|{_DUTY}(?:{_MANNER})?)"
    r"(?=[，,；;、。 　）)】\]|\n]|$)"
)
"""What gives the units before it their part, at the end of a clause: 牵头, 按职责分工负责."""
_VERB = re.compile(rf"{VERB}|(?P<joint>会同|商(?=[省市县区国各有相财发]))")
_MARK = re.compile(r"[（(](?P<word>牵头|主办|主责|配合|协办|参与|协助|责任|负责)(?:单位|部门|科室|处室)?[）)]$")


@dataclass(frozen=True, slots=True)
class Charge:
    """One unit at ``[start, end)`` with its part."""

    start: int
    end: int
    role: Role


def read_charges(
    text: str, start: int, end: int, role: Role | None = None, fits: Callable[[str], bool] = could_be_unit
) -> list[Charge]:
    """The units of a stretch, each with the part that the next word gives it, else `role`, else in charge.

    Where one of a list is marked as leading (人事科（牵头）、各县区), the others help, unless `role` says what they do.

    >>> text = "市教育局牵头，市财政局、市人社局等按职责分工负责"
    >>> [(text[x.start:x.end], x.role) for x in read_charges(text, 0, len(text))]
    [('市教育局', 'lead'), ('市财政局', 'responsible'), ('市人社局', 'responsible')]
    """
    found: list[Charge] = []
    at, led, joined = start, False, False
    for verb in _VERB.finditer(text, start, end):
        own = _role_of(verb, joined)
        found += _named(text, at, verb.start(), own, fits)
        led = led or own == "lead"
        at, joined = verb.end(), verb["joint"] is not None
    rest = "support" if led or joined else role
    return [*found, *_named(text, at, end, rest, fits)]


def _role_of(verb: re.Match[str], joined: bool) -> Role:
    """The part that a word gives; of A会同B负责, A leads and B helps."""
    if verb["joint"]:
        return "lead"
    own = _PARTS.get(verb["word"] or "", "responsible")
    return "support" if joined and own == "responsible" else own


def _named(text: str, start: int, end: int, role: Role | None, fits: Callable[[str], bool]) -> Iterator[Charge]:
    """The units between two words, each with its own mark, else with `role`."""
    marked = [(place, _MARK.search(text, *place)) for place in names_in(text, start, end)]
    led = any(mark and _PARTS[mark["word"]] == "lead" for _, mark in marked)
    unmarked = role or ("support" if led else "responsible")
    for (a, b), mark in marked:
        stop = mark.start() if mark else b
        if fits(text[a:stop]):
            yield Charge(a, stop, _PARTS[mark["word"]] if mark else unmarked)
