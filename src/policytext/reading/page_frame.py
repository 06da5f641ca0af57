"""Labels and values that a page prints around its text: 索引号：000014348/2021-00012."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from policytext.lexicon import groups

Pairs = tuple[tuple[str, str], ...]
_GAP = r"[ \t\xa0\u3000]*"
_RUN = re.compile(r"([ \t\xa0\u3000])[ \t\xa0\u3000]+")
_TRIM = " \t\xa0\u3000|｜[]【】()（）;；,，"
_LONGEST_VALUE = 200
_FEWEST, _SHARE = 2, 0.6
_LONGEST_OF_OWN, _LONGEST_BESIDE = 60, 20
_HEADING = re.compile(
    "[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}[章节条]|[0-9]{1,2}[.．、]"
)


@cache
def _labels() -> re.Pattern[str]:
    """Any label, its characters perhaps set apart: 索 引 号, 文　　号."""
    words = sorted(
        {*groups("pages")["labels_of_frames"], *groups("pages")["labels_beside"]}, key=lambda word: (-len(word), word)
    )
    return re.compile("|".join(_GAP.join(word) for word in words))


@cache
def _printed_label() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[ \t\xa0\u3000|｜\[【(（;；\]】)）:：])){_GAP}[\[【(（]?{_GAP}({_labels().pattern}){_GAP}[\]】)）]?{_GAP}[:：]"
    )


@cache
def _bare_label() -> re.Pattern[str]:
    return re.compile(rf"{_GAP}[\[【(（]?{_GAP}({_labels().pattern}){_GAP}[\]】)）]?{_GAP}[:：]?{_GAP}[\]】)）]?{_GAP}")


@cache
def _own() -> frozenset[str]:
    return frozenset(groups("pages")["labels_of_frames"])


@cache
def _of_plans() -> frozenset[str]:
    return frozenset(groups("pages")["labels_of_plans"])


@cache
def _furniture() -> frozenset[str]:
    return frozenset(groups("pages")["labels_of_furniture"])


def label_of(text: str) -> str | None:
    """The label that a text is and nothing more.

    >>> label_of("【索 引 号】："), label_of("索引号管理")
    ('索引号', None)
    """
    match = _bare_label().fullmatch(text) if len(text) <= 40 else None
    return _closed(match[1]) if match else None


def pairs_in(line: str) -> Pairs:
    """The pairs of a line that begins with a label.

    >>> pairs_in("索引号：K01/2021-3　发布机构：柏溪市教育局")
    (('索引号', 'K01/2021-3'), ('发布机构', '柏溪市教育局'))
    """
    if ":" not in line and "：" not in line:
        return ()
    line = _RUN.sub(r"\1", line)  # pages pad with thousands of blanks, each a place where a label could begin
    found = list(_printed_label().finditer(line))
    if not found or line[: found[0].start()].strip(_TRIM):
        return ()
    ends = [match.start() for match in found[1:]] + [len(line)]
    pairs = tuple(
        (_closed(match[1]), line[match.end() : end].strip(_TRIM)) for match, end in zip(found, ends, strict=True)
    )
    return pairs if all(len(value) <= _LONGEST_VALUE for _, value in pairs) else ()


def frame_in_cells(cells: Sequence[str]) -> Pairs:
    """The pairs of cells that are a frame: labels and values by turns, one label at least that only frames have.

    >>> frame_in_cells(["索引号：", "K01/2021-3", "文　　号", "柏教〔2021〕3号"])
    (('索引号', 'K01/2021-3'), ('文号', '柏教〔2021〕3号'))
    """
    pairs, used = _by_turns(cells, _cell_follows)
    known = len({label for label, _ in pairs})
    return pairs if _names_a_frame(pairs) and known >= _FEWEST and len(used) >= len(cells) * _SHARE else ()


def frame_in_lines(lines: Sequence[str]) -> tuple[Pairs, frozenset[int]]:
    """The pairs on lines around a document, and which lines they take up.

    >>> frame_in_lines(["索引号：K01/2021-3", "来源：", "柏溪日报", "一、总体要求"])
    ((('索引号', 'K01/2021-3'), ('来源', '柏溪日报')), frozenset({0, 1, 2}))
    """
    pairs, used = _by_turns(lines, _line_follows)
    if _names_a_frame(pairs):
        return pairs, used
    return pairs, frozenset(at for at in used if not is_of_plan(lines[at]))


def is_of_plan(line: str) -> bool:
    """Whether a line begins with a label that plans print under their items.

    >>> is_of_plan("责任部门：市教育局"), is_of_plan("来源：柏溪日报")
    (True, False)
    """
    pairs = pairs_in(line)
    return bool(pairs) and pairs[0][0] in _of_plans()


def _names_a_frame(pairs: Pairs) -> bool:
    return any(label in _own() for label, _ in pairs)


def _cell_follows(label: str, _printed: str, value: str) -> bool:
    return not _is_labelled(value)


def _line_follows(label: str, printed: str, value: str) -> bool:
    """Whether the next line is a label's value: a paragraph or a title is none."""
    if _is_labelled(value) or _HEADING.match(value) or label in _furniture() or label in _of_plans():
        return False
    if label in _own():
        return len(value) <= _LONGEST_OF_OWN
    printed_as_one = printed.rstrip(_TRIM).endswith((":", "："))
    return printed_as_one and len(value) <= _LONGEST_BESIDE and not value.endswith(groups("envelope")["genres"])


def _by_turns(cells: Sequence[str], follows: Callable[[str, str, str], bool]) -> tuple[Pairs, frozenset[int]]:
    """Pairs inside cells and of successive cells, and which cells they take up."""
    pairs: list[tuple[str, str]] = []
    used: set[int] = set()
    for at, cell in enumerate(cells):
        if at in used:
            continue
        inside = pairs_in(cell) or _alone(cell)
        if not inside:
            continue
        (*before, (label, value)) = inside
        if not value and at + 1 < len(cells) and follows(label, cell, cells[at + 1]):
            used.add(at + 1)
            value = cells[at + 1]
        if value or pairs_in(cell):
            used.add(at)
            pairs += [*before, (label, value)]
    return tuple(pairs), frozenset(used)


def _alone(cell: str) -> Pairs:
    label = label_of(cell)
    return ((label, ""),) if label else ()


def _is_labelled(cell: str) -> bool:
    return bool(label_of(cell) or pairs_in(cell))


def statements(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs that say something about the document: each label once, no counters and buttons, no empty values.

    >>> statements([("来源", "柏溪日报"), ("浏览次数", "12"), ("来源", "")])
    (('来源', '柏溪日报'),)
    """
    kept: dict[str, str] = {}
    for label, value in pairs:
        if value and label not in _furniture():
            kept.setdefault(label, value)
    return tuple(kept.items())


def _closed(label: str) -> str:
    return re.sub(r"\s", "", label)
