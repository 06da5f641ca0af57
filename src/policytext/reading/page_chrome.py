"""What on a page is furniture of the site: buttons, paths, counters, footers, and elements named as such."""

from __future__ import annotations

import re
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.reading.page_frame import is_of_plan, pairs_in
from policytext.reading.page_lines import Line, Region
from policytext.reading.page_markup import is_numbered

_SENTENCE = re.compile("[，。；：、！？,;]")
_CLOCK = re.compile(
    r"(?:[12][0-9]{3}(?:[-/.年])[01]?[0-9](?:[-/.月])[0-3]?[0-9]日?)?[ T]*[0-2]?[0-9](?::[0-5][0-9]){1,2}"
)
_DATE = re.compile(r"[12][0-9]{3}\s*[-/.年]\s*[01]?[0-9]\s*[-/.月]\s*[0-3]?[0-9]\s*日?")
_LONGEST_CLOCK = len("10:10:20")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_OF_PROSE = 16
_LONGEST_FURNITURE = 300
_WORD_OF_NAME = re.compile(r"[a-z]+")


def prose(line: Line) -> int:
    """How many characters of a line are running text of a document: links, buttons and short lines have none.

    >>> prose(Line("坚持立德树人，全面提高教育质量，办好人民满意的教育。")), prose(Line("政务公开"))
    (26, 0)
    """
    own = len(line.text) - line.linked
    if line.tabular:
        return own
    return own if own >= _FEWEST_OF_PROSE and _SENTENCE.search(line.text) and not _is_of_page(line.text) else 0


def _is_of_page(text: str) -> bool:
    return is_furniture(text) or is_imprint(text)


def is_button(text: str) -> bool:
    """Whether a line is nothing but buttons of a page, wherever it stands.

    >>> is_button("【打印本页】【关闭窗口】"), is_button("打印本页的规定")
    (True, False)
    """
    return len(text) <= _LONGEST_FURNITURE and _buttons().fullmatch(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line at the head or the tail of a page is furniture.

    >>> [is_furniture(x) for x in ("当前位置：首页 > 政务公开", "【字体：大 中 小】", "大", "2021-03-12 10:10 来源：柏溪日报", "2021年3月3日")]
    [True, True, True, True, False]
    """
    text = text.strip()
    if len(text) > _LONGEST_FURNITURE or is_numbered(text):
        return False
    if is_foot(text) or _furniture().match(text.lstrip("|")):
        return True
    return _buttons_at_ends().fullmatch(text) is not None or _is_remark(text)


def is_foot(text: str) -> bool:
    """Whether a line says by what registration a site is run: it is the foot of a page."""
    return _foot().search(text) is not None and not (text.endswith("。") or is_numbered(text))


def is_imprint(text: str) -> bool:
    """Whether a line names those who run a site; a plan says 主办单位 too, so only beside a foot does it count.

    >>> is_imprint("主办单位：澜水市人民政府办公室")
    True
    """
    return text.lstrip().startswith(groups("pages")["imprints"])


def is_end(text: str) -> bool:
    """Whether what follows a line leads to other pages.

    >>> is_end("上一篇：关于召开会议的通知"), is_end("相关链接"), is_end("相关文件由市教育局解释")
    (True, True, False)
    """
    return len(text) <= _LONGEST_FURNITURE and _ends().match(text) is not None


def after_stamp(text: str) -> str:
    """A line without the date or time it begins with.

    >>> after_stamp("2021-03-12 10:10　来源：柏溪日报")
    '来源：柏溪日报'
    """
    text = text.strip()
    stamp = _CLOCK.match(text) or _DATE.match(text)
    return text[stamp.end() :].strip() if stamp else text


def stamp_of(text: str) -> str:
    """The date and time of day that a line begins with, as sites print when a page was put up.

    >>> stamp_of("2021-03-12 10:10　来源：柏溪日报"), stamp_of("2021年3月3日")
    ('2021-03-12 10:10', '')
    """
    stamp = _CLOCK.match(text.strip())
    return stamp[0] if stamp and len(stamp[0]) > _LONGEST_CLOCK else ""


def is_chrome_region(region: Region) -> bool:
    """Whether an element is named as furniture.

    >>> is_chrome_region(Region(0, 9, "div", frozenset({"footer-box"})))
    True
    """
    if region.tag in groups("pages")["chrome_tags"]:
        return True
    return any(
        name in _chrome_names() or not _chrome_names().isdisjoint(_WORD_OF_NAME.findall(name)) for name in region.names
    )


def is_shell(text: str) -> bool:
    """Whether a short page says that it shows its text by script or to those who log in."""
    return any(word in text for word in groups("pages")["shells"])


def _is_remark(text: str) -> bool:
    """A line of pairs, or of a time of day and nothing more: 2021-03-12 10:10　来源：柏溪日报."""
    if is_of_plan(text):
        return False
    stamp = _CLOCK.search(text)
    return bool(pairs_in(after_stamp(text))) or (
        stamp is not None and not _LETTER.search(text.replace(stamp[0], "", 1))
    )


@cache
def _chrome_names() -> frozenset[str]:
    return frozenset(groups("pages")["chrome_names"])


@cache
def _buttons() -> re.Pattern[str]:
    return re.compile(rf"(?=.*\w)(?:[\W_]|{alternation(groups('pages')['buttons'])})++")


@cache
def _buttons_at_ends() -> re.Pattern[str]:
    words = alternation((*groups("pages")["buttons"], *groups("pages")["buttons_at_ends"]))
    return re.compile(rf"(?![、。，；：！？]+$)(?:[\W_]|{words})++")


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(groups('pages')['furniture'])})")


@cache
def _foot() -> re.Pattern[str]:
    return re.compile(alternation(groups("pages")["foot"]))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{alternation(groups('pages')['ends'])})(?:[\W_]|$)")
