"""The envelope (公文格式, GB/T 9704-2012): what stands around the body, and where the body stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from policytext.model.document import Element
from policytext.model.span import Span
from policytext.structure.dates import date_in, period_in, year_in
from policytext.structure.envelope_elements import annexes_of, elements_of, framed, labelled
from policytext.structure.envelope_fields import Envelope
from policytext.structure.envelope_issuers import issuer_of_speaker, issuer_spoken_for, issuers_of_titles, joint_issuers
from policytext.structure.envelope_lines import (
    ADDRESSEES,
    DATE_LINE,
    DOCUMENT_NUMBER,
    PRINTED_LINE,
    SIGNED_LINE,
    chrome,
    genre_of,
    is_addressees,
    is_head_matter,
    is_issuer_line,
    is_tail_matter,
    is_title,
    standard_number,
)
from policytext.structure.envelope_titles import Title, enclosed_in, notice_of, titles_of
from policytext.structure.lines import Line, lines_of
from policytext.structure.numbering import marker_of
from policytext.structure.silence import is_annex_mark
from policytext.structure.tables import find_tables

__all__ = ["DOCUMENT_NUMBER", "Envelope", "is_title", "read_envelope"]

_LONGEST_HEAD = 2000
_LINES_WITHOUT_NUMBERS = 20
_LONGEST_LABELLED = 400
_OPENING = 5
_LIST = re.compile("[，,；;]")


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a text and what parts them: titles, and the first and the last line of the body."""

    lines: list[Line]
    titles: list[Title]
    notice: Title | None
    enclosed: list[Title]
    first: int
    last: int

    @property
    def around(self) -> list[Line]:
        """The lines outside the body, and the signature inside it where annexes follow."""
        return [*self.lines[: self.first], *_inner_signature(self.lines, self.first, self.last), *self.lines[self.last :]]

    @property
    def title(self) -> Title | None:
        """The title of the plan: the first that the notice encloses, else the last before the body."""
        return next(iter(self.enclosed), None) or (self.titles[-1] if self.titles else None)


def read_envelope(
    text: str, *, year: int | None = None, signed: date | None = None, frame: Sequence[tuple[str, str]] = ()
) -> Envelope:
    """Titles, issuers, dates and the body of a text; `year` and `signed` overrule what it prints.

    `frame` holds labels and values found beside the text. What the document itself prints comes first, then labels
    among its lines, then the frame; the date of publication, the index number and the subject stand only in the latter.

    >>> read_envelope("某市教育局2021年工作要点\\n一、总则").plan_year
    2021
    """
    page = _page(text)
    title = page.title.text if page.title else None
    names = list(dict.fromkeys(x.text for x in (*page.titles, *page.enclosed)))
    elements = (*elements_of(page.around), *annexes_of(page.lines), *_labels(page), *framed(frame))
    told = {x.name: x.value for x in reversed(elements)}
    title = title or _told_title(told)
    signed = signed or _signed(page.around) or _date_told(told, "signed")
    published = _published(page.around) or _date_told(told, "published")
    period = next((found for name in (title, *names) if name and (found := period_in(name))), None)
    plan_year, plan_year_from = (year, "given") if year else _plan_year(
        (("title", title), *(("notice", name) for name in names)),
        (("signed", signed), ("published", published)), (("number", told.get("document_number")),), period,
    )  # fmt: skip
    return Envelope(
        _place(page, len(text)), title, page.notice.text if page.notice and page.notice != page.title else None,
        _enclosed(page), _issuers(page, names, told), _number(told), signed, published,
        _addressees(page.around), genre_of(title), plan_year, plan_year_from,
        period, _printed(page.around), elements,
    )  # fmt: skip


def _page(text: str) -> _Page:
    lines = list(lines_of(text))
    tabled = _tabled(text, lines)
    head = _head(lines, tabled)
    titles = titles_of(head)
    notice = notice_of(titles)
    enclosed = enclosed_in(lines, notice) if notice else []
    start = enclosed[0].last + 1 if enclosed else titles[-1].last + 1 if titles else 0
    first, last = _body_lines(lines, max(len(head), start), start, bool(titles), tabled)
    return _Page(lines, titles, notice, enclosed, first, last)


def _tabled(text: str, lines: list[Line]) -> frozenset[int]:
    """The indices of the lines of tables, which belong to no envelope: a last row may hold a unit and a date."""
    starts = [line.start for line in lines]
    places = ((table.span.start, table.span.end) for table in find_tables(text))
    return frozenset(i for start, end in places for i in range(bisect_left(starts, start), bisect_left(starts, end)))


def _head(lines: list[Line], tabled: frozenset[int]) -> list[Line]:
    """The lines before the first numbered one; all of a text without numbering, as far as titles can reach."""
    for i, line in enumerate(lines):
        if i in tabled or marker_of(line.text) or line.start > _LONGEST_HEAD:
            return lines[:i]
    return lines[:_LINES_WITHOUT_NUMBERS]


def _body_lines(
    lines: list[Line], end: int, first: int, titled: bool, tabled: frozenset[int]
) -> tuple[int, int]:
    """Indices of the first line of the body and of the first line after it."""
    while first < end and first not in tabled and (is_head_matter(lines[first].text, titled) or _ends_label(lines, first)):
        first += 1
    last = len(lines)
    while last > first and last - 1 not in tabled and is_tail_matter(lines[last - 1].text):
        last -= 1
    return (first, last) if first < last else (0, len(lines))  # nothing but a title: what there is, is the body


def _ends_label(lines: list[Line], place: int) -> bool:
    """Whether a short line is the value of a label that the page broke off: 来源： / 某某日报."""
    before = lines[place - 1].text if place else ""
    return len(lines[place].text) <= 10 and before.endswith((":", "：")) and chrome().match(before) is not None


def _inner_signature(lines: list[Line], first: int, last: int) -> list[Line]:
    """Issuers and date at the end of a notice whose annexes follow it, with the lines between them and the annex."""
    annex = next((i for i in range(first, last) if is_annex_mark(lines[i].text)), None)
    for place in range(first + 1, annex or first):
        if SIGNED_LINE.match(lines[place].text) and is_issuer_line(lines[place - 1].text):
            begin = place - 1
            while begin > first and is_issuer_line(lines[begin - 1].text):
                begin -= 1
            return lines[begin:annex]
    return []


def _number(told: dict[str, str]) -> str | None:
    return standard_number(told["document_number"]) if "document_number" in told else None


def _enclosed(page: _Page) -> tuple[str, ...]:
    """What the notice sends: the plans found by the names that it gives, else the title behind its own."""
    found = page.enclosed or [x for x in (page.title,) if x and page.notice and x.first > page.notice.last]
    return tuple(title.text for title in found)


def _place(page: _Page, length: int) -> Span:
    if not page.lines:
        return Span(0, length)
    start = 0 if page.first == 0 else page.lines[page.first].start
    return Span(start, length if page.last == len(page.lines) else page.lines[page.last].start)


def _labels(page: _Page) -> Iterable[Element]:
    """Labels among the lines in front of the first title and behind the body."""
    before = page.titles[0].first if page.titles else page.first
    lines = (*page.lines[: max(before, page.first)], *page.lines[page.last :])
    return labelled([line for line in lines if len(line.text) <= _LONGEST_LABELLED])


def _signed(around: list[Line]) -> date | None:
    """The date of signing (成文日期): a line of its own, and not that of printing."""
    dated = [x.text for x in around if DATE_LINE.match(x.text) and len(x.text) <= 60 and not PRINTED_LINE.match(x.text)]
    proper = [line for line in dated if SIGNED_LINE.match(line)] or dated
    return next((found for found in map(date_in, reversed(proper)) if found), None)


def _published(around: list[Line]) -> date | None:
    """The date of publication: on a line of page furniture."""
    furniture = (x.text for x in around if not DATE_LINE.match(x.text) and chrome().match(x.text))
    return next((found for line in furniture if (found := date_in(line))), None)


def _printed(around: list[Line]) -> date | None:
    """The date in the imprint (印发日期)."""
    imprints = (match["day"] for line in around if (match := PRINTED_LINE.match(line.text)))
    return next((found for day in imprints if (found := date_in(day))), None)


def _date_told(told: dict[str, str], name: str) -> date | None:
    return date_in(told[name]) if name in told else None


def _told_title(told: dict[str, str]) -> str | None:
    return told["title"] if "title" in told and genre_of(told["title"]) else None


def _addressees(around: list[Line]) -> tuple[str, ...]:
    """The addressees (主送机关): the line that ends with a colon, or begins with them where the text runs on."""
    for line in around:
        match = ADDRESSEES.match(line.text)
        if match and is_addressees(line.text):
            return tuple(part for part in _LIST.split(match.group().rstrip(":：")) if part)
    return ()


def _issuers(page: _Page, titles: list[str], told: dict[str, str]) -> tuple[str, ...]:
    """The issuers: as signed, else as the red head prints them, else from the titles, else from a label."""
    signed = [joint_issuers(line.text) for line in page.around if is_issuer_line(line.text)]
    if signed:
        return tuple(dict.fromkeys(issuer for line in _together(page.around, signed) for issuer in line))
    if "red_head" in told:
        return joint_issuers(told["red_head"])
    if "speaker" in told and (spoken := issuer_of_speaker(line.text for line in page.around)):
        return spoken
    opening = "\n".join(line.text for line in page.lines[page.first : page.first + _OPENING])
    return issuers_of_titles(titles) or issuer_spoken_for(opening) or joint_issuers(told.get("issuers", ""))


def _together(around: list[Line], signed: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The signatures of one block: of several organs, one a line."""
    places = [i for i, line in enumerate(around) if is_issuer_line(line.text)]
    count = next((n for n in range(1, len(places)) if places[n] != places[n - 1] + 1), len(places))
    return signed[:count]


def _plan_year(
    titles: Iterable[tuple[str, str | None]], days: Iterable[tuple[str, date | None]],
    numbers: Iterable[tuple[str, str | None]], period: tuple[int, int] | None,
) -> tuple[int | None, str | None]:  # fmt: skip
    """The plan year and what told it: the plan's title, the notice's, a date, the year in the number, the period's first."""
    told = [
        *((found, source) for source, name in titles if name and (found := year_in(name))),
        *((day.year, source) for source, day in days if day),
        *((found, source) for source, number in numbers if number and (found := year_in(number))),
        *([(period[0], "period")] if period else []),
    ]
    return told[0] if told else (None, None)
