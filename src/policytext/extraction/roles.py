"""Which parts of a document look back (回顾) and which plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.model.document import Node
from policytext.model.span import Span
from policytext.structure.lines import lines_of

# 一、2025年工作回顾; 过去五年工作总结; 取得新进展新成效
_BACK = re.compile(
    "回顾|总结|过去|去年|上一?年|完成情况|进展情况|主要成效|成就|成绩|新成效|新进展|取得|一年来|五年来|历程|圆满|决胜|奠定"
    "|迈出.{0,6}步伐|实现.{0,8}(?:突破|跨越)"
)
# 二、2026年工作安排; 今后五年的奋斗目标
_AHEAD = re.compile(
    "安排|目标|任务|部署|要求|思路|主要工作|各项工作|工作建议|今年|今后|下一步|重点工作|未来|计划|开好局|开新局|奋力|全力|加快|推动|推进|努力|做好|加强"
    "|建设|谱写|展望|抓好|打造|深化|坚持|聚焦"
)
# the part of a plan that says where things stand, at any level: 一、发展基础
_STANDING = re.compile("^(?:发展)?(?:现状|基础|成效|成就|历程)(?:与|和|$)|现状|^.{0,6}发展基础(?:$|[和与及])|发展成就|主要成就|主要成效|面临(?:的)?形势")
_REPORT = re.compile("报告|总结")
# what tells of both: 1998年工作回顾和1999年工作的总体要求
_BOTH = re.compile("(?:回顾|总结|成就|成效).{0,4}[和及与暨、].{0,16}(?:安排|目标|任务|要求|建议|部署)")
_LONG, _PREAMBLE = 1000, 200
"""Characters before the first part of a report, or the first item of a plan, from which they may hold a review."""
_MANY = 8
"""More parts than this at the top of a report are items, no sections."""


@cache
def _turns(year: int | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How paragraphs turn to the review and to the plan, and how a line alone announces either."""
    last, this = (f"{year - 1}年", f"{year}年") if year else ("[0-9]{4}年", "新的一年")
    told = "|".join((f"(?<!比){last}(?:是|，|,|我们|全[省市区县]|极不平凡|工作回顾)", "一年来|五年来|过去的?(?:一年|五年)|去年"))
    planned = "|".join((f"{this}(?:是|，|,|我们|全|政府|工作|重点|主要|经济|发展)", "今年(?:是|，|,|要|政府|经济|全|工作)|新的一年|下一步|今后五年|未来五年"))
    line = f"(?!.*(?:报告$|通知$))[^。；\\n]{{0,12}}(?:{last}.{{0,10}}(?:回顾|总结|工作)|{this}.{{0,12}}(?:安排|任务|目标|工作|重点|建议))[^。；\\n]{{0,8}}$"
    return re.compile(f".{{0,12}}(?:{told})"), re.compile(f".{{0,16}}(?:{planned})"), re.compile(line)


def past_spans(text: str, root: Node, body: Span, genre: str | None, year: int | None) -> tuple[Span, ...]:
    """The spans of a document that report what was done.

    >>> from policytext.structure import build_tree
    >>> text = "一、2020年工作回顾\\n建成学校2所。\\n二、2021年工作安排\\n建成学校3所。"
    >>> [s.of(text)[:10] for s in past_spans(text, build_tree(text), Span(0, len(text)), "政府工作报告", 2021)]
    ['一、2020年工作回']
    """
    is_report = bool(genre and _REPORT.search(genre))
    tops = root.children
    if not tops or (is_report and not _in_sections(text, tops, body, year)):
        return tuple(_past_paragraphs(text, body, year)) if is_report else ()
    marked: list[Span] = []
    for i, node in enumerate(tops):
        if is_report and _BOTH.search(node.heading):
            marked += _past_paragraphs(text, node.span, year, back=True)
        elif _looks_back(node, i, is_report, year):
            marked.append(node.span)
    marked += [node.span for node in root.walk() if node.heading and _STANDING.search(node.heading) and not _BOTH.search(node.heading)]
    before = Span(body.start, tops[0].span.start) if tops[0].span.start > body.start else None
    if before and len(before) > (_LONG if is_report else _PREAMBLE):
        marked = [*_past_paragraphs(text, before, year), *marked]
    return tuple(marked)


def _in_sections(text: str, tops: tuple[Node, ...], body: Span, year: int | None) -> bool:
    """Whether the top parts of a report are its review and its plan, and not the items of either."""
    announced = _announced(text, tops, body, year)
    if any(_tells_back(node.heading, year) for node in tops):
        return not (len(tops) > _MANY and announced)
    return len(tops) <= _MANY and not announced


def _tells_back(heading: str, year: int | None) -> bool:
    if year is not None and str(year - 1) in heading:
        return str(year) not in heading
    return bool(_BACK.search(heading)) and not _AHEAD.search(heading)


def _announced(text: str, tops: tuple[Node, ...], body: Span, year: int | None) -> bool:
    """Whether a line that is no heading announces the review or the plan (2024年工作安排)."""
    places = {node.span.start for node in tops}
    announces = _turns(year)[2]
    lines = (line for line in lines_of(text[body.start : body.end]) if len(line.text) < 34)
    return any(announces.match(line.text.strip()) and body.start + line.start not in places for line in lines)


def _looks_back(node: Node, position: int, is_report: bool, year: int | None) -> bool:
    """Years in the heading decide, then its words; the first part of a report is its review by custom."""
    heading = node.heading
    if year is not None and str(year - 1) in heading and str(year) not in heading:
        return True
    if year is not None and str(year) in heading:
        return False
    back, ahead = bool(_BACK.search(heading)), bool(_AHEAD.search(heading))
    if is_report and position == 0 and (back or not ahead):
        return True
    return back and not ahead


def _past_paragraphs(text: str, place: Span, year: int | None, back: bool = False) -> Iterator[Span]:
    """Paragraphs from one that begins to look back to one that looks ahead; `back` tells how the first ones look."""
    tells, plans, announces = _turns(year)
    for line in lines_of(text[place.start : place.end]):
        if plans.match(line.text):
            back = False
        elif tells.match(line.text) or (announces.match(line.text) and year and str(year - 1) in line.text):
            back = True
        if back:
            yield Span(place.start + line.start, place.start + line.end)
