"""Statements that the first unit of a list leads (列第一位者为牵头单位，下同), and the lists they speak of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from policytext.extraction.rules import places_of
from policytext.extraction.unit_lists import Charge
from policytext.lexicon import alternation, groups

_NOUN = rf"(?:责任)?(?:{alternation(groups('organisations')['list_nouns'])})"
# 排在第一位, 列首位, 第一个, 第一责任单位
_FIRST = (
    r"(?:(?:排|列|居|位|名)(?:名|列|序|位|在|于|居){0,2}(?:第一|首)(?:位|个|名)?|(?:第一|首)(?:位|个|名)"
    rf"|第一(?={_NOUN}))"
)
STATEMENT = re.compile(
    rf"(?:{_FIRST}[的者]?(?:{_NOUN})?[，,]?(?:均|即|都)?(?:为|是|系|作为|任)(?:[一-鿿]{{0,8}}?)(?:牵头|主办|主责|第一责任|总牵头)(?:{_NOUN})?"
    rf"|(?:牵头|主办|主责)(?:{_NOUN})(?:均|都)?(?:为|是|列|排|居)(?:名|在|于)?(?:第一|首)(?:位|个|名)?(?:{_NOUN})?)"
    rf"(?P<rest>[，,；;](?:其他|其余|后面|之后|其它)(?:的)?(?:{_NOUN})?(?:均|都)?(?:为|是|系)(?:配合|协办|参与|协助|支持)(?:{_NOUN})?)?"
)
_ALIKE = re.compile("下同|以下|各项|本[方文]|均按|全文")
_NOTE = re.compile(r"^[（(【\[]?(?:备?注|说明|其中|以下|各)?[:：]?.{0,8}$")
_LEADING = ("牵头", "主办", "主责", "第一责任")
_REACH, _FAR = 40, 400


@dataclass(frozen=True, slots=True)
class FirstLeads:
    """What a text says of the first units of its lists: at these places of lists themselves, and of all lists from an offset on."""

    statements: tuple[tuple[int, int], ...] = ()
    since: int | None = None
    others_help: bool = False

    def end_of_units(self, start: int, end: int) -> int:
        """Where the units of a list end: before the statement that may stand in it."""
        at = bisect_left(self.statements, (start, start))
        return self.statements[at][0] if at < len(self.statements) and self.statements[at][0] < end else end

    def applied(self, charges: Sequence[Charge], start: int, end: int) -> list[Charge]:
        """The units of the list at ``[start, end)``, the first one leading where that is said and nothing else gives parts."""
        said_here = self.end_of_units(start, end) < end
        said_before = self.since is not None and end > self.since
        if not charges or not (said_here or said_before) or any(x.role != "responsible" for x in charges):
            return list(charges)
        rest = [replace(x, role="support") for x in charges[1:]] if self.others_help else charges[1:]
        return [replace(charges[0], role="lead"), *rest]


@lru_cache(maxsize=4)
def first_leads(text: str) -> FirstLeads:
    """What a text says of the first units of its lists.

    >>> first_leads("（市教育局、市财政局负责，列第一位者为牵头单位，下同）").since
    13
    >>> first_leads("1.建校。（市教育局负责）").since is None
    True
    """
    found = list(_statements(text))
    wide = [match.start() if inside else 0 for match in found if (inside := _in_a_list(text, match)) is not None]
    return FirstLeads(
        tuple(match.span() for match in found), min(wide, default=None), any(match["rest"] for match in found)
    )


def _statements(text: str) -> Iterator[re.Match[str]]:
    """The statements of a text, looked for around the words that they must hold."""
    seen = 0
    for place in places_of(text, _LEADING, 0, len(text)):
        start, end = max(seen, place - _REACH), place + _REACH
        if ("第一" in text[start:end] or "首" in text[start:end]) and (match := STATEMENT.search(text, start, end)):
            seen = match.end()
            yield match


def _in_a_list(text: str, match: re.Match[str]) -> bool | None:
    """Whether a statement that speaks of more than one list stands in a list itself; None where it speaks of one only."""
    opened = max(text.rfind(mark, max(match.start() - _FAR, 0), match.start()) for mark in "（(【\n")
    closed = max(text.rfind(mark, max(match.start() - _FAR, 0), match.start()) for mark in "）)】")
    inside = opened > closed and text[opened : opened + 1] != "\n"
    if not inside or _NOTE.match(text[opened : match.start()]):
        return False
    return True if _ALIKE.search(text[match.end() : match.end() + _REACH].partition("\n")[0]) else None
