"""The plan year where no title prints it: from the headings, the body or the file's name."""

from __future__ import annotations

import re
from collections import Counter

from policytext.model.document import Node
from policytext.structure.lines import lines_of

_PLANNED = re.compile(r"([12][0-9]{3})年.{0,8}(?:安排|目标|任务|重点|部署|工作总体|打算|要求)")
_REVIEWED = re.compile(r"([12][0-9]{3})年.{0,10}(?:回顾|总结|完成情况)")
_ANY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年(?![一-鿿]?底?前)")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}年")
_SENTENCE = re.compile("[。；;:：，,]")
_LONGEST_SECTION_LINE = 30
_ENOUGH = 3


def year_of_body(text: str, root: Node) -> int | None:
    """The year that headings, numbered or not, plan for or review; None where none says so.

    >>> from policytext.structure import build_tree
    >>> text = "一、2023年工作回顾\\n建成学校。\\n二、2024年工作安排\\n建成医院。"
    >>> year_of_body(text, build_tree(text))
    2024
    """
    headings = [node.heading for node in root.walk() if node.heading]
    headings += [line.text for line in lines_of(text) if is_section_line(line.text)]
    planned = [int(match.group(1)) for heading in headings if (match := _PLANNED.search(heading))]
    if planned:  # 完成2023年各项任务, then 实现2024年目标: the first is the review
        return planned[0] + (planned[0] + 1 in planned)
    for heading in headings:
        if match := _REVIEWED.search(heading):
            return int(match.group(1)) + 1
    return None


def is_section_line(line: str) -> bool:
    """Whether a line is an unnumbered heading of the first level: short, alone, with a year.

    >>> is_section_line("2023年工作回顾"), is_section_line("2023年，全市工作取得成效。")
    (True, False)
    """
    return len(line) <= _LONGEST_SECTION_LINE and not _SENTENCE.search(line) and _YEAR.search(line) is not None


def year_named_most(text: str) -> int | None:
    """The year named most often, if often enough; the last resort.

    >>> year_named_most("2021年建成。2021年启用。2020年开工。2021年完工。")
    2021
    """
    counted = Counter(_ANY.findall(text)).most_common(1)
    return int(counted[0][0]) if counted and counted[0][1] >= _ENOUGH else None


def year_of_name(name: str) -> int | None:
    """The one year that a file's name holds, where the text does not say.

    >>> year_of_name("厦门-2024-政府工作报告")
    2024
    """
    years = set(re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", name))
    return int(years.pop()) if len(years) == 1 else None
