"""Where a time can begin: one pattern that looks at the first character, then at a few behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policytext.extraction.time_words import DASH, DIGITS, INSIDE, NUMERALS, PLAN
from policytext.lexicon import groups

_NUMERAL = f"[{NUMERALS}]"
_ANY = f"[0-9{NUMERALS}]"
_WITHIN = f"(?:之|以)?{INSIDE}"
_SPAN = rf"年|月|季度|周年|[天日](?:一|{_WITHIN})|周(?:一|{_WITHIN})|个(?:工作日|月|周|星期)(?:{_WITHIN}|一)|{DASH}[次翌明]年"
_TAILS: tuple[tuple[str, str], ...] = (
    # 2021年, 6月, 30日内, 8—11月, 2020—2021学年, 7、8月; not the 5 of PM2.5
    (DIGITS, rf"(?<![0-9.．][0-9])[0-9]{{0,3}}(?={_SPAN}|学年|世纪|{DASH}[0-9]{{1,4}}(?:[年月日号学）)]|季度)|[、和][0-9]{{1,2}}(?:月|季度)|/20)"),
    (NUMERALS, rf"[〇零百{NUMERALS}]{{0,3}}(?={_SPAN}|季一|{DASH}{_NUMERAL}{{1,3}}(?:[年月]|季度)|[、和]{_NUMERAL}(?:月|季度))"),
    # 十四五规划, 九五期间
    (NUMERALS, f"(?:{_NUMERAL}?五|(?<=五))(?=规划|计划|时期|期[间末内初]|[末初中前后头]|收官|开局|目标|主要|重[大点]|发展|建设|以来|内)"),
    ("半", f"年(?=一|{_WITHIN})"),
    ("“\"", f"(?={PLAN}[”\"])"),
    ("到至", f"(?={_ANY}{{1,4}}[年月]|[今明后次翌]年|年[底末]|[“\"]?十|本[世年月]|二[〇零]|21?世纪)"),
    ("截", "[止至]"),
    ("自从", "(?=[0-9今明去本])"),
    ("之", f"日起的?(?={_ANY})"),
    ("今明去", "[年春夏秋冬]|(?<=今)后的?(?=[0-9一二两三四五六七八九十])"),
    ("后前次翌来", "年"),
    ("前", f"三个?季|{_ANY}{{1,2}}(?:年|个月)"),
    ("上", "一?年|半年"),
    ("下", "一?年度|半年|个?[月周]|学期"),
    ("本", "[年月周学世届]"),
    ("当", "年(?=[底末内])"),
    ("任", "期内"),
    ("第", f"[一二三四1-4]季|[一二三1-3](?:{DASH}|[、和])|{_NUMERAL}{{1,3}}个五年"),
    ("年", "[底末内初中终]"),
    ("岁", "末"),
    ("全", "年"),
    ("月", "[底末]"),
    ("春秋", "季"),
    ("开", "学(?=前|之前|以前)"),
    ("新", "学[期年]"),
    ("学", "[期年][末底初结]"),
    ("暑", "[假期](?=期间|前|之|以|结)"),
    ("每", "[半隔个年月季周日天星旬学0-9二两三四五六十]"),
    ("按逐", "[年月季周学半]"),
    ("隔双单", "[周月]"),
    ("常", "态化|年"),
    ("持长", "(?<=[|：:\\t].)[续期]"),
    ("连", f"续(?={_ANY})"),
    ("近", f"(?={_ANY}{{1,3}}多?年|期|的)"),
    ("最过", f"[近去](?:的|这)?(?={_ANY})"),
    ("这", f"的?(?={_ANY}{{1,3}}年)"),
    ("未", f"来的?(?={_ANY})"),
    ("接", "下来"),
)


def _words(words: Iterable[str], tail: str) -> tuple[tuple[str, str], ...]:
    """The tails of words that count only before `tail`."""
    return tuple((word[0], f"{re.escape(word[1:])}(?={tail})") for word in words)


def _by_first(tails: Iterable[tuple[str, str]]) -> str:
    """One branch for each first character, so that the search skips every other character of the text."""
    found: dict[str, list[str]] = {}
    for firsts, tail in tails:
        for first in firsts:
            found.setdefault(first, []).append(tail)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in found.items())


TRIGGER = re.compile(
    _by_first((
        *_TAILS,
        *_words(groups("times")["holidays"], "[国建节假期前之以]"),
        *_words(groups("times")["seasons"], "前|之前|以前|来临|到来|开始"),
    ))
)  # fmt: skip
"""Where a time can begin; only there the rules look."""
