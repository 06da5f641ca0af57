"""The envelope (公文格式): titles, issuers, addressees, numbers and dates around the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.structure.dates import date_in, year_in
from policytext.structure.lines import Line, lines_of
from policytext.structure.numbering import marker_of

_LONGEST_TITLE = 60
_LONGEST_HEAD = 2000
_LONGEST_CLOSING = 120
# 厦教工委发〔2021〕19号 and the brackets that mirrors print instead
DOCUMENT_NUMBER = r"[一-鿿]{1,12}[〔\[［(（【﹝][0-9]{4}[〕\]］)）】﹞](?:第)?[0-9]{1,4}号"
_NUMBER = re.compile(DOCUMENT_NUMBER)
_ADDRESSEES = re.compile(r"^[^。]{2,200}[:：]$")
_SALUTATION = re.compile("^(?:各位|同志们|尊敬的)")
_DATE_LINE = re.compile(r"^[（(—\-]*\s*[0-9〇○零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日")
_ISSUER = re.compile(r"(?:委员会|人民政府|政府|办公室|办公厅|工委|市委|省委|区委|县委|党组|党委|局|厅|部|委|院|会)$")
_AUTHOR = re.compile(r"^[一-鿿]{2,20}(?:省长|市长|县长|区长|州长|盟长|主席|总理)[ 　]*[一-鿿 　·]{2,12}$")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around the body, and where the body stands."""

    body: Span
    title: str | None = None
    issuers: tuple[str, ...] = ()
    document_number: str | None = None
    signed: date | None = None
    published: date | None = None
    addressees: tuple[str, ...] = ()
    genre: str | None = None
    plan_year: int | None = None


@cache
def _chrome() -> re.Pattern[str]:
    words = alternation(groups("envelope")["chrome"])
    return re.compile(rf"^[【\[\s]*(?:(?:{words})[\s:：|｜】\]]*)+(?:.{{0,40}})$|^https?://|^www\.|^[A-Za-z\s/|>]{{1,20}}$|^[】\]]$")


@cache
def _closing() -> re.Pattern[str]:
    words = alternation(groups("envelope")["closing"])
    return re.compile(rf"^[（(【\[]?(?:{words})")


@cache
def _genre() -> re.Pattern[str]:
    words = alternation(groups("envelope")["genres"])
    return re.compile(rf"(?:{words})(?=[》”\"]?(?:的通知)?[（(].*[）)]$|[》”\"]?(?:的通知)?$)")


def is_title(line: str) -> bool:
    """Whether a line can be the title of a notice or a plan: short, no sentence, ends with a genre.

    >>> is_title("2021年某市教育工作要点"), is_title("现将工作要点印发给你们。")
    (True, False)
    """
    return len(line) <= _LONGEST_TITLE and "。" not in line and _genre().search(line) is not None


def read_envelope(text: str, *, year: int | None = None, signed: date | None = None) -> Envelope:
    """Titles, issuers, dates and the body of a text; `year` and `signed` overrule what it prints.

    >>> read_envelope("某市教育局2021年工作要点\\n一、总则").plan_year
    2021
    """
    lines = list(lines_of(text))
    head = _head(lines)
    titles = [i for i, line in enumerate(head) if is_title(line.text) and not _ADDRESSEES.match(line.text)]
    first, last = _body_lines(lines, head, titles)
    title = head[titles[-1]].text if titles else None
    around = [line.text for line in (*lines[:first], *lines[last:])]
    signed = signed or _signed(around)
    published = _published(around)
    return Envelope(
        _place(lines, first, last, len(text)),
        title,
        _issuers(around, [head[i].text for i in titles]),
        _document_number(around),
        signed,
        published,
        _addressees(around),
        _genre_of(title),
        year or _plan_year(title, [head[i].text for i in titles], signed, published),
    )


def _head(lines: list[Line]) -> list[Line]:
    """The lines before the first numbered one; all of a text without numbering, as far as titles can reach."""
    for i, line in enumerate(lines):
        if marker_of(line.text) or line.start > _LONGEST_HEAD:
            return lines[:i]
    return lines[:20]


def _body_lines(lines: list[Line], head: list[Line], titles: list[int]) -> tuple[int, int]:
    """Indices of the first line of the body and of the first line after it."""
    first = titles[-1] + 1 if titles else 0
    while first < len(head) and _is_head_matter(head[first].text, bool(titles)):
        first += 1
    last = len(lines)
    while last > first and _is_tail_matter(lines[last - 1].text):
        last -= 1
    if first >= last:  # nothing but a title: what there is, is the body
        return 0, len(lines)
    return first, last


def _is_head_matter(line: str, titled: bool) -> bool:
    if _DATE_LINE.match(line) or _chrome().match(line) or _AUTHOR.match(line) or line.startswith("——"):
        return True
    return bool(titled and _ADDRESSEES.match(line) and not _SALUTATION.match(line)) or _is_issuer_line(line)


def _is_tail_matter(line: str) -> bool:
    if marker_of(line):
        return False
    short = len(line) <= _LONGEST_CLOSING
    return bool(_chrome().match(line) or (short and (_closing().match(line) or _DATE_LINE.match(line)))) or (
        _is_issuer_line(line)
    )


def _is_issuer_line(line: str) -> bool:
    return len(line) <= 40 and all(_ISSUER.search(part) for part in line.split()) and not re.search("[，。、；:：,]", line)


def _place(lines: list[Line], first: int, last: int, length: int) -> Span:
    if not lines:
        return Span(0, length)
    start = 0 if first == 0 else lines[first].start
    return Span(start, length if last == len(lines) else lines[last].start)


def _signed(around: list[str]) -> date | None:
    """The date of signing (成文日期): a line of its own."""
    dates = [date_in(line) for line in around if _DATE_LINE.match(line) and len(line) <= 60]
    return next((found for found in reversed(dates) if found), None)


def _published(around: list[str]) -> date | None:
    """The date of publication: on a line of page furniture."""
    chrome = (line for line in around if not _DATE_LINE.match(line) and _chrome().match(line))
    return next((found for line in chrome if (found := date_in(line))), None)


def _addressees(around: list[str]) -> tuple[str, ...]:
    """The addressees (主送机关): the line that ends with a colon."""
    for line in around:
        if _ADDRESSEES.match(line) and not _SALUTATION.match(line) and not _chrome().match(line):
            return tuple(part for part in re.split("[，,；;]", line.rstrip(":：")) if part)
    return ()


def _document_number(around: list[str]) -> str | None:
    return next((match.group() for line in around if (match := _NUMBER.search(line))), None)


def _issuers(around: list[str], titles: list[str]) -> tuple[str, ...]:
    """The issuers: on the signature line, else the head of the notice's title, else of the plan's."""
    for line in around:
        if _is_issuer_line(line):
            return tuple(line.split())
    for title in titles:
        if match := re.match(r"^(.{2,40}?)关于", title):
            return tuple(part for part in re.split("[ 　、]", match.group(1)) if part)
    return tuple(issuer for title in titles for issuer in _issuer_of_title(title))[:1]


def _issuer_of_title(title: str) -> tuple[str, ...]:
    """某省政府工作报告 was given by 某省人民政府; 某市教育局2021年工作要点 by 某市教育局."""
    name = re.sub(r"^[——\s]*[0-9]{4}年", "", title)
    if match := re.match(r"(.{1,12}?)(?:人民)?政府工作报告", name):
        return (f"{match.group(1)}人民政府",)
    match = re.match(r"([一-鿿]{2,20}?(?:委员会|人民政府|教育局|局|厅|委))(?=[0-9]{4}年|工作)", name)
    return (match.group(1),) if match else ()


def _genre_of(title: str | None) -> str | None:
    match = _genre().search(title) if title else None
    return match.group() if match else None


def _plan_year(title: str | None, titles: list[str], signed: date | None, published: date | None) -> int | None:
    """The plan year: from the plan's title, else the notice's, else the dates."""
    years = [found for name in (title, *titles) if name and (found := year_in(name))]
    if years:
        return years[0]
    given = signed or published
    return given.year if given else None
