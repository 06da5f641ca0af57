"""The few sentences that say who leads: 由…牵头, …会同…, …等部门联合; only units with a place or level, or organs of the state."""

from __future__ import annotations

import re
from collections.abc import Callable

from policytext.extraction.first_leads import FirstLeads
from policytext.extraction.rules import Rule
from policytext.extraction.scene import Scene
from policytext.extraction.unit_lists import Charge, Role
from policytext.extraction.unit_names import is_named_unit, is_sole_unit, is_unit, names_in
from policytext.lexicon import alternation, groups

_WORDS = groups("organisations")
_CLAUSE = r"[^，,。；;：:！？\n“”《》|]"
LED = Rule(
    "organisation.led",
    # 由市财政局牵头制定办法, 由市水务局牵头，市财政局配合
    re.compile(
        rf"由(?P<lead>{_CLAUSE}{{2,60}}?)(?:共同|联合|分别|负责)?牵头(?!人|单位|部门)(?:[一-鿿]{{0,6}}[，,](?P<support>{_CLAUSE}{{2,80}}?)(?:配合|参与|协助|协同)(?=[，,。；;\n]|$))?"
    ),
    ("由市财政局牵头制定办法", "由市水务局牵头，市财政局、市住建局配合。"),
    "牵头单位由组长指定",
)
JOINT = Rule(
    "organisation.joint",
    # 市发改委会同市财政局制定方案
    re.compile(rf"会同(?P<support>{_CLAUSE}{{2,60}})"),
    ("市发改委会同市财政局制定方案",),
    "共同推进",
)
MANY = Rule(
    "organisation.many",
    # 市商务局等8个部门联合印发
    re.compile(r"等(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[个家]?(?:市直|省直|市级|省级|有关|相关)?(?:部门|单位)(?=联合|共同)"),
    ("市商务局等8个部门联合印发通知",),
    "8个部门的业务",
)
_BREAK = re.compile(r"[，,。；;：:！？\n“”《》（）()|]")
_LEAD_IN = re.compile("^.{0,8}?(?:由|请)(?=[省市县区州国])|^(?:其中|今年)")
_MODAL = re.compile("(?:要|负责|及时|积极|主动)$")
_DOINGS = alternation(_WORDS["doings"])
# 市财政局|制定: the name ends before what is done; 市委|组织部 goes on
_GLUED = re.compile(
    rf"[一-鿿]{{1,16}}?(?:局|厅|部|办公室|办公厅|办|委员会|(?<![省市县区州旗])委|政府|部门|单位|中心|管委会|银行|院|公司|集团|科|处)(?=[、和与及]|(?:{_DOINGS})|$)"
)
_REACH = 60


def in_sentence(scene: Scene, match: re.Match[str], leads: FirstLeads) -> list[Charge]:
    """The units that one of the sentences names, if it promises something and names certain units only."""
    if scene.looks_back(match.start()):
        return []
    found = match.groupdict()
    led = _certain(scene, *match.span("lead"), is_sole_unit) if "lead" in found else _left(scene, match.start())
    helping = _helping(scene, *match.span("support")) if found.get("support") else []
    if not led or (match.re is JOINT.pattern and not helping):
        return []
    if "support" not in found:
        return [*_as(led[:1], "lead"), *_as(led[1:], "support")]
    return [*_as(led, "lead"), *_as(helping, "support")]


def _as(places: list[tuple[int, int]], role: Role) -> list[Charge]:
    return [Charge(start, end, role) for start, end in places]


def _certain(
    scene: Scene, start: int, end: int, fits: Callable[[str], bool] = is_named_unit
) -> list[tuple[int, int]]:
    """The units of a stretch, none where one of its parts is no certain unit."""
    places = list(names_in(scene.text, start, end))
    return places if places and all(fits(scene.text[a:b]) for a, b in places) else []


def _left(scene: Scene, end: int) -> list[tuple[int, int]]:
    """The units before a word, from the beginning of its clause on: 由市发改委|会同."""
    start = max(scene.sentence(end).start, end - _REACH)
    breaks = list(_BREAK.finditer(scene.text, start, end))
    start = breaks[-1].end() if breaks else start
    clause = scene.text[start:end]
    led_in, modal = _LEAD_IN.match(clause), _MODAL.search(clause)
    return _certain(scene, start + (led_in.end() if led_in else 0), start + modal.start() if modal else end)


def _helping(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """The units that a list begins with; the last one stands right before what is done."""
    found: list[tuple[int, int]] = []
    for a, b in names_in(scene.text, start, end):
        name = scene.text[a:b]
        if is_unit(name) and not _GLUED.match(name[: len(name) - 1]):
            found.append((a, b))
        elif (glued := _GLUED.match(scene.text, a, b)) and is_unit(glued.group()):
            return [*found, glued.span()]
        else:
            return found
    return found
