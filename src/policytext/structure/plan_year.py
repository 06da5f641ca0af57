"""The plan year where no title prints it: from the headings, the body or the file's name."""

from __future__ import annotations

import re
from collections import Counter

from policytext.model.document import Node

_PLANNED = re.compile(r"([12][0-9]{3})年.{0,8}(?:安排|目标|任务|重点|部署|工作总体|打算|要求)")
_REVIEWED = re.compile(r"([12][0-9]{3})年.{0,10}(?:回顾|总结|完成情况)")
_ANY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年(?![一-鿿]?底?前)")
_ENOUGH = 3


def year_of_body(text: str, root: Node) -> int | None:
    """The year that headings plan for or review, else the year named most often, if often enough.

    >>> from policytext.structure import build_tree
    >>> text = "一、2023年工作回顾\\n建成学校。\\n二、2024年工作安排\\n建成医院。"
    >>> year_of_body(text, build_tree(text))
    2024
    """
    headings = [node.heading for node in root.walk() if node.heading]
    for heading in headings:
        if match := _PLANNED.search(heading):
            return int(match.group(1))
    for heading in headings:
        if match := _REVIEWED.search(heading):
            return int(match.group(1)) + 1
    counted = Counter(_ANY.findall(text)).most_common(1)
    return int(counted[0][0]) if counted and counted[0][1] >= _ENOUGH else None


def year_of_name(name: str) -> int | None:
    """The one year that a file's name holds; the last resort.

    >>> year_of_name("厦门-2024-政府工作报告")
    2024
    """
    years = set(re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", name))
    return int(years.pop()) if len(years) == 1 else None
