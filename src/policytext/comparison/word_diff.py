"""Two clauses word by word: stretches that differ, cut at words, with nothing torn apart that belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from policytext.comparison.words import tokenizer
from policytext.extraction.quantity_pattern import QUANTITY
from policytext.lexicon import alternation, groups

# “名校跨岛”, 《方案》: one word each; longer quotations are sentences and not names
_NAME = r"《[^《》\n]{1,60}》|“[^“”\n]{1,20}”|\"[^\"\n]{1,20}\""
# 2021年9月1日前, 2021—2023年, 9月底前, 年底前, 上半年, 一季度, “十四五”时期
_DATE = (
    r"(?:19|20)[0-9]{2}(?:[-—–－~～至到/](?:19|20)?[0-9]{2})?(?:年度?(?:(?:1[0-2]|0?[1-9])月(?:[0-9]{1,2}[日号])?)?|学年)(?:[底末初中]|上半年|下半年)?(?:以?前|之前)?"
    r"|(?<![0-9])(?:1[0-2]|0?[1-9])月(?:[0-9]{1,2}[日号]|[底末初中旬])?(?:以?前|之前)?"
    r"|[今明去本]年|年[底末内中初](?:以?前|之前)?|[上下]半年|第?[一二三四]季度|“?十[一二三四五]?五”?(?=时期|期间|规划|末|以来|收官|开局)(?:时期|期间|末)?"
)
# 第5位, 第二批; 一是, 二是 only count the points of a text
_ORDINAL = r"第(?:[0-9]+|[一二三四五六七八九十百]+)[位届次批个名条项家轮期]?"
_POINT = r"[一二三四五六七八九十]{1,2}是(?=[^否])"
_LATIN = r"[A-Za-z][A-Za-z0-9+&＆.\-]*|[0-9]+(?:[.．,][0-9]+)*[%％‰]?"
_BOUND = alternation(word for key, words in groups("comparators").items() if key.endswith("_before") for word in words)
_PIECE = re.compile(
    rf"(?P<name>{_NAME})|(?P<date>{_DATE})|(?P<bound>(?:{_BOUND})(?= ?[0-9]))|(?P<number>{_ORDINAL})|(?P<point>{_POINT})"
    rf"|(?P<latin>{_LATIN})|(?P<space>\s+)|(?P<mark>[^\w\s])"
)
_POINTS = re.compile(r"^[一二三四五六七八九十]{1,2}是$")
# words that hold a clause together and carry no content; alone between two changes they are part of the change
_SMALL = frozenset("的地得和与及或等了在以为对将把并")
KINDS = ("name", "date", "number", "bound")
ISLAND = 1  # characters of content: an unchanged stretch this short between two changes reads better as part of the change
REWRITTEN = 0.3  # share of kept characters below which a clause was written anew

Block = tuple[int, int, int]
Stretch = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, name or mark at ``[start, end)``; `kind` is name, date, number, bound, that of a `Mark`, or empty."""

    start: int
    end: int
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a place ``[start, end)``: it is one word, of this kind (name, date, verb, intensity, force)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Stretches of two texts that stand for each other: ``[a, a_end)`` and ``[b, b_end)``."""

    a: int
    a_end: int
    b: int
    b_end: int


def tokens_of(text: str, start: int = 0, end: int | None = None, marks: Iterable[Mark] = ()) -> tuple[Token, ...]:
    """The words of a stretch of text without a gap; numbers with their unit, names, dates and `marks` are one each.

    >>> [x.text for x in tokens_of("新增学位1.5万个以上，实施“阳光”行动")]
    ['新增', '学位', '1.5万个', '以上', '，', '实施', '“阳光”', '行动']
    """
    end = len(text) if end is None else end
    found: list[Token] = []
    for mark in _apart(marks, start, end):
        found += _cut(text, start, mark.start)
        found.append(Token(mark.start, mark.end, text[mark.start : mark.end], mark.kind))
        start = mark.end
    return (*found, *_cut(text, start, end))


def _apart(marks: Iterable[Mark], start: int, end: int) -> Iterator[Mark]:
    """The marks between start and end that do not overlap the one before; a name that begins with the verb before it gives way."""
    for mark in sorted(marks, key=lambda x: (x.start, x.kind != "verb", -x.end)):
        if start <= mark.start < mark.end <= end:
            yield mark
            start = mark.end


def _cut(text: str, start: int, end: int) -> Iterator[Token]:
    """The words between two places that hold no mark."""
    words_from = start
    while start < end:
        if not (piece := _PIECE.match(text, start, end)) or piece.lastgroup == "latin":
            piece = QUANTITY.match(text, start, end) or piece
        if piece is None:
            start += 1
            continue
        yield from _words(text, words_from, start)
        yield from _piece(piece)
        words_from = start = piece.end()
    yield from _words(text, words_from, end)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        for word in tokenizer().cut(text[start:end], HMM=False):
            yield Token(start, start + len(word), word)
            start += len(word)


def _piece(piece: re.Match[str]) -> Iterator[Token]:
    """The tokens of a match: of an amount the number with its unit, and 以上 or 左右 behind it."""
    groups = piece.groupdict()
    start, end, kind = piece.start(), piece.end(), piece.lastgroup or ""
    after = groups.get("after")
    if "unit" in groups or (kind == "latin" and piece.group()[0].isdigit()):
        kind = "number"
    middle = end - len(after or "")
    yield Token(start, middle, piece.string[start:middle], kind if kind in KINDS else "")
    if after:
        yield Token(middle, end, after, "bound")


def hunks_of(a: Sequence[Token], b: Sequence[Token]) -> list[Hunk]:
    """The stretches in which two clauses differ, in order; all of it where little was kept.

    The marks that end the clauses are compared for themselves, so that a 。 for a ， is never part of a change of words.

    >>> x, y = tokens_of("大力推进老旧校舍改造，"), tokens_of("稳妥推进老旧校舍重建。")
    >>> [(h.a, h.a_end, h.b, h.b_end) for h in hunks_of(x, y)]
    [(0, 2, 0, 2), (8, 10, 8, 10), (10, 11, 10, 11)]
    """
    stop_a, stop_b = _stop(a), _stop(b)
    ends = (stop_a, len(a), stop_b, len(b))
    stretches = [*_changed(_kept(a[:stop_a], b[:stop_b]), a, b), *([] if _same(a[stop_a:], b[stop_b:]) else [ends])]
    return [hunk for hunk in (_trimmed(x, a, b) for x in stretches) if hunk]


def _stop(tokens: Sequence[Token]) -> int:
    """Where the marks begin that end a clause."""
    return next((n + 1 for n in range(len(tokens) - 1, -1, -1) if not _is_mark(tokens[n])), 0)


def _same(a: Sequence[Token], b: Sequence[Token]) -> bool:
    return [x.text for x in a] == [x.text for x in b]


def _kept(a: Sequence[Token], b: Sequence[Token]) -> list[Block]:
    """The blocks of words that stayed, and an empty one at the end; only that one where the clause was written anew."""
    matcher = SequenceMatcher(None, [x.text for x in a], [x.text for x in b], autojunk=False)
    blocks = [(x.a, x.b, x.size) for x in matcher.get_matching_blocks()]
    kept = sum(_content(a[i : i + size]) for i, _, size in blocks)
    return blocks if kept >= REWRITTEN * max(_content(a), _content(b)) else blocks[-1:]


def _is_mark(token: Token) -> bool:
    return not any(character.isalnum() for character in token.text)


def says_nothing(text: str) -> bool:
    """Whether a text is marks and particles alone, or only counts a point (二是).

    >>> says_nothing("的"), says_nothing("、"), says_nothing("二是"), says_nothing("区")
    (True, True, True, False)
    """
    return not any(x.isalnum() and x not in _SMALL for x in _POINTS.sub("", text))


def _content(tokens: Iterable[Token]) -> int:
    """How many characters of content some words hold; numbers and dates come and go in a sentence that stays."""
    return sum(x.isalnum() and x not in _SMALL for token in tokens if token.kind not in ("number", "date") for x in token.text)


def _changed(blocks: Iterable[Block], a: Sequence[Token], b: Sequence[Token]) -> list[Stretch]:
    """The stretches of tokens between the blocks that stayed, small islands taken in."""
    found: list[Stretch] = []
    i = j = 0
    for start_a, start_b, size in blocks:
        if i < start_a or j < start_b:
            island = a[found[-1][1] : i] if found else ()
            if found and _content(island) <= ISLAND and not any(x.kind for x in island):
                found[-1] = (found[-1][0], start_a, found[-1][2], start_b)
            else:
                found.append((i, start_a, j, start_b))
        i, j = start_a + size, start_b + size
    return found


def _trimmed(stretch: Stretch, a: Sequence[Token], b: Sequence[Token]) -> Hunk | None:
    """A stretch without what both sides begin or end with, as far as that ends with a word in both; None if nothing is left."""
    i, k, j, m = stretch
    bounds_a, bounds_b = _bounds(a[i:k]), _bounds(b[j:m])
    text_a, text_b = "".join(x.text for x in a[i:k]), "".join(x.text for x in b[j:m])
    if text_a == text_b:
        return None
    head = max(n for n in bounds_a & bounds_b if text_a[:n] == text_b[:n])
    left_a, left_b = len(text_a) - head, len(text_b) - head
    ends = {len(text_a) - n for n in bounds_a} & {len(text_b) - n for n in bounds_b}
    tail = max(n for n in ends if n <= min(left_a, left_b) and (not n or text_a[-n:] == text_b[-n:]))
    first_a, first_b = _place(a, i), _place(b, j)
    return Hunk(first_a + head, first_a + len(text_a) - tail, first_b + head, first_b + len(text_b) - tail)


def _bounds(tokens: Sequence[Token]) -> set[int]:
    """Where words end, counted from the first one's beginning."""
    return {0, *(x.end - tokens[0].start for x in tokens)}


def _place(tokens: Sequence[Token], i: int) -> int:
    return tokens[i].start if i < len(tokens) else tokens[-1].end if tokens else 0
