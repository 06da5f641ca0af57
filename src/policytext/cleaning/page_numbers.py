"""Page numbers that stand between the lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit

# — 3 —, -3-, － 12 －, 第3页 共10页, 第 3 页, 3/10; what is no page number stands beside no dash
_NUMBER = re.compile(
    r"^[ \t]*(?:[-—–－~·•]{1,3} ?(?P<dashed>[0-9]{1,4}) ?[-—–－~·•]{1,3}|第 ?(?P<named>[0-9]{1,4}) ?页(?:[ ，,/]*共 ?[0-9]{1,4} ?页)?)[ \t]*$\n?",
    re.MULTILINE,
)
_OPEN = re.compile(r"[一-鿿A-Za-z0-9，、；：“（《]\s*$")
_HEADING = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十百]{1,4}[章节条]|[0-9]{1,2}[.．、](?![0-9])|附件)")
_SHORT = 18
"""A line that ends without a mark and is this short may be a heading."""


def page_number(text: str) -> Iterator[Edit]:
    """A page number on a line of its own goes, and the sentence that it parts is joined.

    >>> [text[:e.start] + text[e.end:] for text in ["各级各部门要深入实施科教兴国战略，全面推进教\\n— 3 —\\n育现代化。"] for e in page_number(text)]
    ['各级各部门要深入实施科教兴国战略，全面推进教育现代化。']
    """
    for match in _NUMBER.finditer(text):
        start = match.start()
        if _parts_a_sentence(text, start, match.end()):
            start = len(text[:start].rstrip()) if start - len(text[:start].rstrip()) <= 1 else start
        yield Edit(start, match.end(), "", "page_number", 0.97)


def _parts_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether the line before breaks off and the one after begins nothing."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    following = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
    if not (before and following) or "|" in before + following or _HEADING.match(following):
        return False
    return bool(_OPEN.search(before)) and (len(before) > _SHORT or before.rstrip().endswith(("，", "、", "；")))
