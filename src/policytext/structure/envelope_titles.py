"""Titles over one line or several; the notice and the plans it encloses told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.structure.envelope_elements import labelled
from policytext.structure.envelope_lines import (
    DATE_LINE,
    NUMBER,
    bare_title,
    chrome,
    genre_of,
    is_addressees,
    is_issuer_line,
    is_title,
)
from policytext.structure.lines import Line
from policytext.structure.numbering import marker_of

_MOST_LINES = 4
_LONGEST_TITLE = 120
_LEAST_NAME = 6
_FORWARDS = re.compile(r"(?:印发|发布|公布|批转|转发|下达)(?P<what>.+?)的(?:通知|公告|通告|函|批复|决定)(?:[（(].*[）)])?$")
_QUOTED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)?)》")
_NOT_COMPARED = re.compile(r"[\s　《》〈〉“”\"'‘’（）()〔〕\[\]—–\-~～]")
_AND = re.compile("[和及、与]")
_BARE_GENRE = 8
_IN_FRONT = re.compile("(?:[一-鿿]{0,12}[省市区县州旗盟厅局部委])?(?:[0-9]{4}年度?)?")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, the indices of its first and last line, and its words as one line."""

    first: int
    last: int
    text: str


def titles_of(head: Sequence[Line]) -> list[Title]:
    """The titles in the lines before a body, each over as many lines as it is printed on.

    >>> from policytext.structure.lines import lines_of
    >>> [title.text for title in titles_of(list(lines_of("某市教育局关于印发\\n某市2021年教育工作要点的通知\\n各区教育局：")))]
    ['某市教育局关于印发某市2021年教育工作要点的通知']
    """
    found: list[Title] = []
    place = 0
    while place < len(head):
        title = _title_at(head, place)
        if title and not _is_cut_out(head, title):
            found.append(title)
        place = title.last + 1 if title else place + 1
    return found


def _title_at(head: Sequence[Line], first: int) -> Title | None:
    """The title that begins on a line: the line alone, or with the next ones where it does not end."""
    if any(labelled(head[first : first + 1])):
        return None
    for last in range(first, min(first + _MOST_LINES, len(head))):
        joined = "".join(bare_title(line.text) for line in head[first : last + 1])
        if _can_be_title(joined, head[first : last + 1]):
            return Title(first, last, joined)
        if not _goes_on(head, first, last):
            return None
    return None


def _can_be_title(joined: str, lines: Sequence[Line]) -> bool:
    if len(lines) == 1:
        return is_title(joined) and not is_addressees(joined)
    return len(joined) <= _LONGEST_TITLE and genre_of(joined) is not None


def _goes_on(head: Sequence[Line], first: int, last: int) -> bool:
    """Whether a title that does not end on a line may go on: 某市教育局关于印发 goes on, 某市教育局 does where 关于 follows."""
    line = head[last].text
    if re.search("[。：:；;，,]", line) or DATE_LINE.match(line) or NUMBER.search(line) or marker_of(line) or chrome().match(line):
        return False
    following = head[last + 1].text if last + 1 < len(head) else ""
    if is_issuer_line(line) and "关于" not in "".join(x.text for x in head[first : last + 1]):
        return following.startswith("关于") or is_issuer_line(following)
    return "关于" in line or "印发" in line or last > first or (len(following) <= _BARE_GENRE and is_title(following))


def _is_cut_out(head: Sequence[Line], title: Title) -> bool:
    """Whether a seeming title stands in the middle of a sentence that links broke: …制定了《 / …纲要 / 》。现在 …"""
    before = head[title.first - 1].text if title.first else ""
    after = head[title.last + 1].text if title.last + 1 < len(head) else ""
    return before.endswith(("《", "“", "的", "了")) or after.startswith(("》", "”", "。", "，"))


def notice_of(titles: Sequence[Title]) -> Title | None:
    """The title of the notice that sends something: 关于印发《…》的通知."""
    return next((title for title in reversed(titles) if _FORWARDS.search(title.text)), None)


def names_sent(notice: str) -> tuple[str, ...]:
    """What a notice says it sends.

    >>> names_sent("某市教育局关于印发《2021年教育工作要点》的通知")
    ('2021年教育工作要点',)
    """
    match = _FORWARDS.search(notice)
    if match is None:
        return ()
    quoted = tuple(_QUOTED.findall(match["what"]))
    if quoted:
        return quoted
    parts = tuple(part for part in _AND.split(match["what"]) if len(part) >= _LEAST_NAME)
    return (match["what"], *(parts if len(parts) > 1 else ()))


def enclosed_in(lines: Sequence[Line], notice: Title) -> list[Title]:
    """The plans that a notice sends, found by their names in the lines behind it, in text order."""
    wanted = [_compared(name) for name in names_sent(notice.text)]
    return list(_unlike(_named(lines, notice.last + 1, [name for name in wanted if name])))


def _named(lines: Sequence[Line], start: int, wanted: Sequence[str]) -> Iterator[Title]:
    for place in range(start, len(lines)):
        for last in range(place, min(place + _MOST_LINES, len(lines))):
            if len(lines[last].text) > _LONGEST_TITLE:
                break
            text = "".join(bare_title(line.text) for line in lines[place : last + 1])
            if _is_one_of(_compared(text), wanted):
                yield Title(place, last, text)
                break


def _unlike(titles: Iterator[Title]) -> Iterator[Title]:
    """Each name once; where a list of annexes names it first, the later one is the title."""
    found = list(titles)
    for i, title in enumerate(found):
        if all(_compared(later.text) != _compared(title.text) for later in found[i + 1 :]):
            yield title


def _is_one_of(text: str, wanted: Sequence[str]) -> bool:
    """The same words, or the same but for a place or year that only one of both has in front."""
    return any(text == name or (min(len(text), len(name)) >= _LEAST_NAME and (_ends_as(text, name) or _ends_as(name, text))) for name in wanted)


def _ends_as(longer: str, shorter: str) -> bool:
    more = longer.removesuffix(shorter)
    return longer.endswith(shorter) and _IN_FRONT.fullmatch(more) is not None and "关于" not in more


def _compared(name: str) -> str:
    return _NOT_COMPARED.sub("", name)
