"""Titles and headings whose characters are set apart: 工 作 要 点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit

# 工 作 要 点, 2 0 2 1 年 工 作 要 点, 第 一 章  总 则; not 张 三, nor words of two characters
_APART = re.compile(r"^[ \t]*(?P<run>[一-鿿0-9“”《》（）、](?: {1,4}[一-鿿0-9“”《》（）、]){2,39})[ \t]*$", re.MULTILINE)
# the two characters of 目 录, 附 件, 摘 要, 前 言
_WORDS = re.compile(
    r"^[ \t]*(?P<run>目 {1,6}录|附 {1,6}件|附 {1,6}录|前 {1,6}言|摘 {1,6}要|序 {1,6}言|引 {1,6}言)"
    r"(?=[0-9一二三四五六七八九十：: \t]*$)",
    re.MULTILINE,
)
_BLANKS = re.compile(" +")


def spaced_title(text: str) -> Iterator[Edit]:
    """The blanks between the characters of a line go, where every one stands apart.

    >>> [edit.replacement for edit in spaced_title("工 作 要 点\\n张 三  李 四 光\\n目  录")]
    ['工作要点', '目录']
    """
    found = [*_APART.finditer(text), *_WORDS.finditer(text)]
    for match in sorted(found, key=lambda one: one.start("run")):
        run = match["run"]
        if match.re is _WORDS or _is_title(run):
            yield Edit(*match.span("run"), _BLANKS.sub("", run), "spaced_title", 0.95)


def _is_title(run: str) -> bool:
    """Whether all gaps are alike; names in a list (张 三  李 四) have wider ones between them."""
    gaps = {len(gap) for gap in _BLANKS.findall(run)}
    return len(gaps) == 1 and len(_BLANKS.sub("", run)) >= 4
