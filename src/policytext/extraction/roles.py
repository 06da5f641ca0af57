"""Which parts of a document look back (回顾) and which plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_STANDING = re.compile("^(?:发展)?(?:现状|基础|成效|成就|历程)(?:与|和|$)|现状|发展基础|发展成就|主要成就|主要成效|面临(?:的)?形势")
_REPORT = re.compile("报告|总结")
# in a text without numbered sections: a paragraph that turns from review to plan, and back
_PARAGRAPH_BACK = re.compile("^.{0,12}(?:一年来|五年来|过去(?:的)?一年|过去(?:的)?五年|去年|[0-9]{4}年(?:是|，|,)?(?:我们|全[省市区县]|极不平凡))")
_PARAGRAPH_AHEAD = re.compile("^.{0,16}(?:今年|新的一年|下一步|今后五年|未来五年|[0-9]{4}年(?:政府)?工作(?:总体要求|安排|目标|的))")


def past_spans(text: str, root: Node, body: Span, genre: str | None, year: int | None) -> tuple[Span, ...]:
    """The spans of a document that report what was done.

    >>> from policytext.structure import build_tree
    >>> text = "一、2020年工作回顾\\n建成学校2所。\\n二、2021年工作安排\\n建成学校3所。"
    >>> [s.of(text)[:10] for s in past_spans(text, build_tree(text), Span(0, len(text)), "政府工作报告", 2021)]
    ['一、2020年工作回']
    """
    is_report = bool(genre and _REPORT.search(genre))
    tops = root.children
    if not tops:
        return tuple(_past_paragraphs(text, body)) if is_report else ()
    marked = [node.span for i, node in enumerate(tops) if _looks_back(node, i, is_report, year)]
    marked += [node.span for node in root.walk() if node.heading and _STANDING.search(node.heading)]
    before = Span(body.start, tops[0].span.start) if tops[0].span.start > body.start else None
    if is_report and before and len(before) > 1000:
        marked = [*_past_paragraphs(text, before), *marked]
    return tuple(marked)


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


def _past_paragraphs(text: str, place: Span) -> Iterator[Span]:
    """Paragraphs of an unnumbered report, from one that begins to look back to one that looks ahead."""
    back = False
    for line in lines_of(text[place.start : place.end]):
        if _PARAGRAPH_AHEAD.match(line.text):
            back = False
        elif _PARAGRAPH_BACK.match(line.text):
            back = True
        if back:
            yield Span(place.start + line.start, place.start + line.end)
