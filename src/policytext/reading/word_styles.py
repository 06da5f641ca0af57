"""Styles of a Word file: what a paragraph takes over from its style and from the styles that one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from policytext.reading.word_names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, W, switched, value, whole

_CONTENTS = re.compile(r"toc ?[1-9]$", re.I)
Found = TypeVar("Found")
_DEEPEST = 64
"""How many styles may be based on one another; circles end here too."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of the paragraphs in it: `chain` is the style and those it is based on."""

    chain: tuple[str, ...] = ()
    list_id: int | None = None
    level: int | None = None
    hidden: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """What a style says itself; None where it leaves that to the style it is based on."""

    base: str | None
    list_id: int | None
    level: int | None
    hidden: bool | None
    contents: bool


class Styles:
    """All styles of a file, each worked out on first use."""

    def __init__(self, root: Any = None) -> None:
        elements = [] if root is None else root.findall(W + "style")
        self._own = {element.get(W + "styleId"): _own(element) for element in elements}
        self._default = next((element.get(W + "styleId") for element in elements if _is_default(element)), None)
        self._known: dict[str | None, Style] = {}

    def of(self, name: str | None) -> Style:
        """A style by its id; the default one for paragraphs where none is named."""
        key = name if name in self._own else self._default
        if key not in self._known:
            self._known[key] = self._worked_out(key)
        return self._known[key]

    def hides(self, name: str | None) -> bool | None:
        """Whether a style for characters hides them; None where it does not say."""
        return _first(self._own[key].hidden for key in self._chain(name))

    def _chain(self, name: str | None) -> list[str]:
        chain: list[str] = []
        while name is not None and name in self._own and name not in chain and len(chain) < _DEEPEST:
            chain.append(name)
            name = self._own[name].base
        return chain

    def _worked_out(self, name: str | None) -> Style:
        chain = self._chain(name)
        said = [self._own[key] for key in chain]
        return Style(
            tuple(chain),
            _first(own.list_id for own in said),
            _first(own.level for own in said),
            bool(_first(own.hidden for own in said)),
            any(own.contents for own in said),
        )


def _own(element: Any) -> _Own:
    numbering = element.find(f"{PARAGRAPH_PROPERTIES}/{W}numPr")
    return _Own(
        value(element, W + "basedOn"),
        whole(value(numbering, W + "numId")),
        whole(value(numbering, W + "ilvl")),
        switched(element.find(RUN_PROPERTIES), W + "vanish"),
        _CONTENTS.match(value(element, W + "name") or "") is not None,
    )


def _first(found: Iterable[Found | None]) -> Found | None:
    return next((one for one in found if one is not None), None)


def _is_default(element: Any) -> bool:
    return element.get(W + "type") == "paragraph" and element.get(W + "default", "0") in ("1", "true", "on")
