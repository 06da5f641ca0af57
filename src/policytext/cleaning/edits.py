"""Edits: replacements in a text, applied together, with the way back kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

SHIFTED = frozenset({"lost_byte", "decoded_twice"})
"""Reasons whose replacements map as a whole even where old and new are equally long."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by `replacement`; `reason` names the step.

    A flagged edit marks damage that stays as it is: its replacement equals the text it covers.
    """

    start: int
    end: int
    replacement: str
    reason: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    flagged: bool = False

    @property
    def aligned(self) -> bool:
        """Whether the characters before and after pair off one to one."""
        return len(self.replacement) == self.end - self.start and (self.flagged or self.reason not in SHIFTED)


    def refused(self, text: str) -> Edit:
        """The same edit as a flag where it is a guess: what it would have put there is its first alternative."""
        if self.flagged or self.confidence == 1:
            return self
        found = text[self.start : self.end]
        return replace(self, replacement=found, alternatives=(self.replacement, *self.alternatives), flagged=True)


Step = Callable[[str], Iterable[Edit]]
"""One cleaning step: looks at a text, returns ordered edits that do not overlap."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits.

    >>> applied("印發(fā)通知", [Edit(2, 6, "", "pinyin_gloss")])
    '印發通知'
    """
    parts: list[str] = []
    end = 0
    for edit in edits:
        parts += (text[end : edit.start], edit.replacement)
        end = edit.end
    parts.append(text[end:])
    return "".join(parts)


def holds(text: str, characters: frozenset[str]) -> bool:
    """Whether any of some characters occurs in a text.

    >>> holds("一条一款", frozenset("条例"))
    True
    """
    return not alphabet(text).isdisjoint(characters)


@lru_cache(maxsize=1)
def alphabet(text: str) -> frozenset[str]:
    """The distinct characters of a text: one look tells most steps that there is nothing to do.

    >>> sorted(alphabet("一条一款"))
    ['一', '条', '款']
    """
    return frozenset(text)
