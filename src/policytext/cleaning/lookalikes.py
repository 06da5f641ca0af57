"""Characters that only look like the usual ones: radicals for characters, and characters that stand for others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from policytext.cleaning.edits import Edit, alphabet

# the radicals of Kangxi and their supplement, and the characters of the compatibility blocks
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
# radicals of the supplement that Unicode does not map to their characters
_SUPPLEMENT = {"⺠": "民", "⻅": "见", "⻆": "角", "⻋": "车", "⻓": "长", "⻔": "门", "⻘": "青", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食",
               "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⺟": "母",
               "⻉": "贝", "⻄": "西", "⻁": "虎", "⺌": "小", "⻫": "斋"}  # fmt: skip


def lookalike(text: str) -> Iterator[Edit]:
    """Radicals and compatibility characters become the characters that they look like, as PDF files mix them up.

    >>> [edit.replacement for edit in lookalike("加强⼈才⼯作，推进⺠⽣改善")]
    ['人', '工', '民', '生']
    """
    if not _LOOKALIKE.search("".join(alphabet(text))):
        return
    for match in _LOOKALIKE.finditer(text):
        usual = _usual(match[0])
        if usual != match[0]:
            yield Edit(*match.span(), usual, "lookalike")


@cache
def _usual(character: str) -> str:
    found = _SUPPLEMENT.get(character) or unicodedata.normalize("NFKC", character)
    return found if len(found) == 1 else character
