"""What keeps a number from being read: width, spaces inside it, letters that look like digits, damage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit, holds

WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])(?:％|[＋－．](?=[0-9０-９]))")
WIDE_CHARACTERS = frozenset("％＋－．") | {
    character for character in map(chr, range(0xFF01, 0xFF5F)) if character.isalnum()
}
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

THOUSANDS = re.compile(r"[1-9](?<![0-9.,，:：/~—–-].)(?<![0-9] .)[0-9]{0,2}(?: [0-9]{3})+(?= ?[%\u4e00-\u9fff])")
SPACED = re.compile(r"[0-9] [0-9]")
SPACED_YEAR = re.compile(r"[12](?<![0-9].)(?<![0-9] .) [0-9] [0-9] [0-9](?= ?年)")
# 2021 年 5 月, 增长 6.5 %: blanks that pages set between digits and their unit; the blank comes first, which is fast
BEFORE_UNIT = re.compile(r" (?<=[0-9] )(?=(?:年|月|日|万|亿|元|%|个百分点|[至到] ?[0-9]))")
AFTER_DATE = re.compile(r" (?<=[年月至到] )(?=[0-9]+ ?[月日年万亿元%])")

UNITS = "年月日号所个名人家项万亿元余多户套公亩台次吨座条件批期场处间辆门篇页天岁级倍平千米班校类种届周分"
OCR_NUMBER = re.compile(rf"(?<![A-Za-z0-9.])[0-9OolI]+(?:\.[0-9OolI]+)?(?=[%{UNITS}])")
LOOKALIKES = str.maketrans("OolI", "0011")

MIXED = re.compile(r"[0-9][OolI]|[OolI][0-9]")
MARKS = frozenset("\ufffd□*＊@〓")
# 完□补助, 推进@@建设, 完***补助: marks in the middle of a sentence, where no box, star or address stands
REPLACED = re.compile(r"(?<=[一-鿿，、])(?:□{1,6}|@@+|\*{2,6}|＊{2,6}|〓+)(?=[一-鿿，、。；])")
DAMAGE = re.compile(r"\ufffd+|(?<=[0-9.一二三四五六七八九十百千万亿])(?:□+|\*{2,})|(?:□+|\*{2,})(?=[0-9.%百千万亿])")
LONE = frozenset(map(chr, range(0xD800, 0xE000)))
SURROGATES = re.compile("[\ud800-\udfff]+")


def full_width(text: str) -> Iterator[Edit]:
    """Full-width digits and letters become half-width, ％ behind a digit and ＋－． between digits too.

    >>> [edit.replacement for edit in full_width("２０２５年增长７％，建成Ａ区（一期）")]
    ['2025', '7', '%', 'A']
    """
    for found in WIDE.finditer(text) if holds(text, WIDE_CHARACTERS) else ():
        yield Edit(*found.span(), found[0].translate(HALF), "full_width")


def split_number(text: str) -> Iterator[Edit]:
    """Spaces that part thousands go, those of a year printed digit by digit, and those between a number and its unit.

    >>> [edit.replacement for edit in split_number("投资1 200万元，2 0 2 1年建成48 个")]
    ['1200', '2021']
    """
    found = [*THOUSANDS.finditer(text), *SPACED_YEAR.finditer(text)] if SPACED.search(text) else []
    taken = {place for match in found for place in range(*match.span())}
    single = (match for pattern in (BEFORE_UNIT, AFTER_DATE) for match in pattern.finditer(text) if match.start() not in taken)
    for match in sorted({match.span(): match for match in (*found, *single)}.values(), key=re.Match.start):
        yield Edit(*match.span(), match[0].replace(" ", ""), "split_number")


def confused_digit(text: str) -> Iterator[Edit]:
    """Letters that OCR read for digits, inside a number before a unit: ``l00所``; never ``O2O`` or ``5G``.

    >>> [edit.replacement for edit in confused_digit("2O25年新建l00所，推广O2O个性服务")]
    ['2025', '100']
    """
    if not MIXED.search(text):
        return
    for found in OCR_NUMBER.finditer(text):
        number = found[0].translate(LOOKALIKES)
        if number != found[0] and _plausible(found[0], number):
            yield Edit(*found.span(), number, "confused_digit", 0.9)


def _plausible(written: str, number: str) -> bool:
    """A number has a digit that is no letter, and no zero in front but that of a decimal."""
    return any(x.isdigit() for x in written) and (number[0] != "0" or number.startswith("0."))


def unreadable(text: str) -> Iterator[Edit]:
    """Bytes that no encoding could read become the replacement character, as many as there were.

    >>> [edit.replacement for edit in unreadable("建成4\\udcb8个")]
    ['\\ufffd']
    """
    for found in SURROGATES.finditer(text) if holds(text, LONE) else ():
        yield Edit(*found.span(), "\ufffd" * len(found[0]), "damaged")


def damaged(text: str) -> Iterator[Edit]:
    """Lost characters are flagged and left: a digit that was lost is never guessed.

    >>> [edit.flagged for edit in damaged("新建幼儿园1□所")]
    [True]
    """
    if not holds(text, MARKS):
        return
    end = 0
    for found in sorted((*DAMAGE.finditer(text), *REPLACED.finditer(text)), key=re.Match.start):
        if found.start() >= end:
            end = found.end()
            yield Edit(*found.span(), found[0], "damaged", flagged=True)
