"""Line breaks inside brackets, words and numbers, as inline tags of web pages leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit

_OPENING, _CLOSING = "（《“‘〔【「『", "）》”’〕】」』"
# 《⏎国民经济, 第一⏎，加强: nothing ends a line with an opening mark or begins one with a closing mark
_AT_MARKS = re.compile(
    rf"(?<=[{_OPENING}])[ \t]*\n[ \t]*(?=\S)|(?<=\S)[ \t]*\n[ \t]*(?=[{_CLOSING}，、；：。？！%％])(?!（)"
)
# （⏎三⏎）改革, 第⏎十二⏎条: what stands alone on its line inside a bracket
_IN_NUMBER = re.compile(
    r"(?<=[0-9]\.)\n(?=[0-9])|(?<=[0-9])\n(?=\.[0-9])|(?<=[0-9])\n(?=[年月日%％万亿元](?![、.．]))"
    r"|(?<=[A-Za-z])\n(?=[0-9]+(?:\.[0-9]+)?[）)、，年%])"  # PM⏎2.5）
)


def broken_line(text: str) -> Iterator[Edit]:
    """A break goes where no line can end: behind an opening mark, before a closing mark, comma or full stop, inside a number.

    >>> [text[:e.start] + text[e.end:] for text in ["落实《\\n教育规划》。", "增长6\\n.5%"] for e in broken_line(text)]
    ['落实《教育规划》。', '增长6.5%']
    """
    end = 0
    for newline in _NEWLINE.finditer(text):
        match = _AT_MARKS.match(text, _behind_blanks(text, newline.start())) or _IN_NUMBER.match(text, newline.start())
        if match and match.start() >= end and not _in_table(text, match):
            end = match.end()
            yield Edit(*match.span(), "", "broken_line")


_NEWLINE = re.compile("\n")


def _behind_blanks(text: str, place: int) -> int:
    """Where the blanks before a place begin."""
    while place and text[place - 1] in " \t":
        place -= 1
    return place


# a line of prose that stops in the middle: long, with a full stop in it, which no heading has, and no mark at its end
_STOPS = re.compile(r"^(?P<line>[^\n|]{24,}[一-鿿A-Za-z0-9])\n(?=(?P<rest>[^\n|]*))", re.MULTILINE)
_PROSE = re.compile("。")
_BEGINS = re.compile(r"[ \t]|[（(]?[一二三四五六七八九十0-9]{1,3}[、）)．.]|第[一二三四五六七八九十百0-9]+[章节条编]|[①-⑳●★■◆—-]|附件|[一二三四五]是")
_ENDS = re.compile("[。；！]$|[。；！][”）]?$")


def open_line(text: str) -> Iterator[Edit]:
    """A break goes in the middle of a sentence: a line of prose without an end, and after it the rest of a sentence.

    >>> broken = "要深入实施科教兴国战略。全面提高人才自主培养质量，推进教\\n育现代化。"
    >>> [broken[edit.end:] for edit in open_line(broken)]
    ['育现代化。']
    """
    joined: set[int] = set()
    for match in reversed([*_STOPS.finditer(text)]):  # a line that is joined with the next ends as that one does
        ends = match.end() in joined or _ENDS.search(match["rest"].rstrip())
        if ends and _PROSE.search(match["line"]) and not _BEGINS.match(match["rest"]):
            joined.add(match.start())
    return (Edit(match.end() - 1, match.end(), "", "broken_line", 0.9) for match in _STOPS.finditer(text) if match.start() in joined)


def _in_table(text: str, match: re.Match[str]) -> bool:
    """Whether a line at the break is a row, whose cells may hold anything."""
    before = text.rfind("\n", 0, match.start()) + 1
    after = text.find("\n", match.end())
    return "|" in text[before : match.start()] or "|" in text[match.end() : after if after >= 0 else len(text)]
