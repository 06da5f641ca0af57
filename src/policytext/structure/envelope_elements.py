"""The elements of GB/T 9704-2012 and the labels of web pages, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from policytext.lexicon import table
from policytext.model.document import Element
from policytext.model.span import Span
from policytext.structure.envelope_lines import NUMBER, OWN_NUMBER, PRINTED_LINE, SESSION, SPEAKER, number_of
from policytext.structure.lines import Line
from policytext.structure.numbering import candidate_of
from policytext.structure.silence import is_annex_mark

_LONGEST_ENTRY = 80
_LONGEST_LINE = 400
_ANNEXES = re.compile(r"^附 ?件 ?[:：] ?(?P<value>\S.*)?$")
_ENTRY = re.compile(r"^(?:[0-9]{1,2} ?[.．、] ?)?(?P<value>.+?)[；;。]?$")
_TERM = "(?: ?[★☆*] ?(?:[0-9一二三四五六七八九十]{0,3}(?:年|个月)|长期)?)?"
_OPENNESS, _ASKED = "(?:主动|依申请|不予)公开", "(?:信息)?公开(?:方式|选项|属性|类别|形式)"
_IN_ROW = re.compile(r"(?<![0-9])[0-9]{1,2} ?[.．、] ?(?=[^0-9])")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one element looks on a line of its own; the group ``value`` is what counts."""

    name: str
    pattern: re.Pattern[str]
    example: str


RULES: tuple[Rule, ...] = (
    Rule("copy_number", re.compile(r"^(?:份 ?号 ?[:：]? ?(?P<value>[0-9]{3,8})|(?P<alone>[0-9]{6}))$"), "000123"),
    Rule("classification", re.compile(rf"^(?:密 ?级 ?[:：] ?)?(?P<value>(?:绝密|机密|秘密){_TERM})$"), "机密★1年"),
    Rule("urgency", re.compile(r"^(?:紧急程度 ?[:：] ?)?(?P<value>特提|特急|加急|平急)$"), "特急"),
    Rule("red_head", re.compile(r"^(?P<value>[一-鿿 　]{4,60}?)[ 　]*(?:文[ 　]?件|令)$"), "某市教育局文件"),
    Rule("signatory", re.compile(r"签 ?发 ?人 ?[:：] ?(?P<value>[一-鿿·]{2,8}(?:[ 　、]+[一-鿿·]{1,8})*)$"), "某教〔2021〕3号 签发人：甲乙丙"),
    Rule("document_number", re.compile(rf"(?P<value>{NUMBER.pattern}|{OWN_NUMBER.pattern})"), "某教〔2021〕3号"),
    Rule("session", re.compile(SESSION.pattern.replace("<session>", "<value>")), "——2026年1月20日在某市第五届人民代表大会第三次会议上"),
    Rule("speaker", re.compile(SPEAKER.pattern.replace("<name>", "<value>")), "某市人民政府市长 甲乙"),
    Rule("disclosure", re.compile(rf"^[（(]? ?(?P<value>此件.{{0,24}}?|{_OPENNESS})[）)]?$|^{_ASKED} ?[:：] ?(?P<other>.{{2,12}})$"), "（此件公开发布）"),
    Rule("copied_to", re.compile(r"^抄 ?[送报发] ?[:：] ?(?P<value>.+?)。?$"), "抄送：某市委办公室。"),
    Rule("printed_by", re.compile(PRINTED_LINE.pattern.replace("<by>", "<value>")), "某市教育局办公室 2021年3月5日印发"),
)  # fmt: skip
"""In the order of the page; each applies to the lines around the body."""


def elements_of(lines: Sequence[Line]) -> Iterator[Element]:
    """Every element that the lines around a body hold, with its place.

    >>> from policytext.structure.lines import lines_of
    >>> [(x.name, x.value) for x in elements_of(list(lines_of("特急\\n某教〔2021〕3号")))]
    [('urgency', '特急'), ('document_number', '某教〔2021〕3号')]
    """
    for line in (line for line in lines if len(line.text) <= _LONGEST_LINE):
        for rule in RULES:
            match = rule.pattern.search(line.text)
            if match and (group := _group(match)) and not (rule.name == "document_number" and _is_citation(line.text, match)):
                yield _element(rule.name, line, match, group)


def _is_citation(line: str, match: re.Match[str]) -> bool:
    """Whether a number is another document's: 根据《…》（某发〔2020〕1号）精神，现将 … has it in a sentence."""
    return bool(re.search("[。，；]", line)) or line[: match.start()].endswith(("》（", "》("))


def _group(match: re.Match[str]) -> str | None:
    return next((name for name, value in match.groupdict().items() if value), None)


def _element(name: str, line: Line, match: re.Match[str], group: str) -> Element:
    value, start = match[group], line.start + match.start(group)
    if name == "document_number":
        kept = number_of(value)
        start, value = start + len(value) - len(kept), kept
    return Element(name, value, Span(start, start + len(value)))


def annexes_of(lines: Sequence[Line]) -> tuple[Element, ...]:
    """The list of annexes (附件说明) below the text: on one line, or an entry a line.

    >>> from policytext.structure.lines import lines_of
    >>> [annex.value for annex in annexes_of(list(lines_of("附件：1.任务分解表\\n2.责任清单\\n某市教育局")))]
    ['任务分解表', '责任清单']
    """
    for place, line in enumerate(lines):
        match = _ANNEXES.match(line.text)
        if match and (match["value"] or _numbered(lines, place + 1, 1)):
            listed = [*_in_row(line, match), *_entries(lines, place + 1, 2 if match["value"] else 1)]
            return tuple(listed)
    return ()


def _in_row(line: Line, match: re.Match[str]) -> Iterator[Element]:
    """附件：1.任务分解表 2.责任清单."""
    if not match["value"] or len(match["value"]) > 2 * _LONGEST_ENTRY:
        return
    start = match.start("value")
    cuts = [found.start() for found in _IN_ROW.finditer(line.text, start)] or [start]
    for begin, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        yield _entry(line, begin, end)


def _entries(lines: Sequence[Line], place: int, number: int) -> Iterator[Element]:
    while _numbered(lines, place, number):
        yield _entry(lines[place], 0, len(lines[place].text))
        place, number = place + 1, number + 1


def _entry(line: Line, begin: int, end: int) -> Element:
    printed = line.text[begin:end].rstrip()
    match = _ENTRY.match(printed)
    inner = match.span("value") if match else (0, len(printed))
    start = line.start + begin + inner[0]
    return Element("annex", printed[slice(*inner)], Span(start, start + inner[1] - inner[0]))


def _numbered(lines: Sequence[Line], place: int, number: int) -> bool:
    if place >= len(lines) or len(lines[place].text) > _LONGEST_ENTRY or is_annex_mark(lines[place].text):
        return False
    marker = candidate_of(lines[place].text)
    return marker is not None and marker.style == "dot" and marker.value == number


@cache
def _labels() -> re.Pattern[str]:
    spaced = sorted(("[ 　]*".join(map(re.escape, label)) for label in table("envelope", "labels")), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s|;；,，]))(?P<label>{'|'.join(spaced)})[ 　]*[\]】]?[ 　]*[:：|][ 　]*")


def labelled(lines: Sequence[Line]) -> Iterator[Element]:
    """Labels and values that a page prints around its text: 索 引 号：… 主题分类：….

    >>> from policytext.structure.lines import lines_of
    >>> [(x.name, x.value) for x in labelled(list(lines_of("索 引 号：A01/2021 主题分类：教育")))]
    [('index_number', 'A01/2021'), ('subject', '教育')]
    """
    for line in lines:
        found = list(_labels().finditer(line.text))
        ends = [match.start() for match in found[1:]] + [len(line.text)]
        for match, end in zip(found, ends, strict=False):
            value = line.text[match.end() : end].strip(" 　|;；,，")
            if value:
                start = line.start + line.text.index(value, match.end())
                yield Element(field_of(match["label"]) or "", value, Span(start, start + len(value)))


def field_of(label: str) -> str | None:
    """The field of the metadata that a printed label names.

    >>> field_of("索 引 号："), field_of("文 号"), field_of("浏览次数")
    ('index_number', 'document_number', None)
    """
    return table("envelope", "labels").get(_bare(label))


def _bare(label: str) -> str:
    return re.sub(r"[\s　:：\[\]【】]", "", label).lower().removeprefix("meta")


def framed(frame: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """The pairs that a reader found beside the text, as elements without a place; the clearer labels first.

    >>> [(x.name, x.value) for x in framed([("时间", "2021-03-12"), ("文 号", "澜教〔2021〕3号")])]
    [('document_number', '澜教〔2021〕3号'), ('published', '2021-03-12')]
    """
    for labels in (table("envelope", "labels"), table("envelope", "labels_around")):
        for label, value in frame:
            name = labels.get(_bare(label))
            if name and value.strip():
                yield Element(name, value.strip(), None)
