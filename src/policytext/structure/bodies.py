"""The body of an item: its text without what only frames it, the number, the heading, the labels of the block form."""

from __future__ import annotations

import re

from policytext.model.document import Document, Node

# 目标任务：, 责任单位：教务科：labels of the block form, and the units and dates behind some of them.
LABELS = re.compile(
    r"(?:责任|牵头|配合|协同|主办|协办)(?:单位|部门|科室)[:：][^\n]*|(?:完成|办理)时限[:：][^\n]*"
    r"|(?:目标任务|工作目标|主要目标|工作任务|重点任务|工作措施|具体措施|主要措施|工作内容|工作要求|时间安排)[:：]"
)
PRINTED_NUMBER = re.compile(r"^\W*[0-9０-９〇零一二三四五六七八九十百]{1,4}\W+")


def body_of(document: Document, node: Node) -> str:
    """The text of a leaf node behind its number and heading, without the labels of the block form."""
    if node.heading_span is not None:
        return unlabelled(document.text[node.heading_span.end : node.span.end])
    return unlabelled(PRINTED_NUMBER.sub("", node.span.of(document.text)))


def unlabelled(text: str) -> str:
    """The text without the labels of the block form and the units in charge.

    >>> unlabelled("目标任务：新建学校2所。\\n责任单位：计划财务科")
    '新建学校2所。\\n'
    """
    return LABELS.sub("", text)
