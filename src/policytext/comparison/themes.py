"""Which fields of policy the items of a document touch, by the words of ``lexicon/data/themes.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from policytext.comparison.items import NOT_CONTENT
from policytext.lexicon import alternation, groups
from policytext.model.document import Document, Node
from policytext.model.span import Span

UNASSIGNED = "未归类"
"""The theme of what touches no field."""
ENOUGH = 0.04
"""The words have to fill this part of an item; in a plan they fill a sixth, so that one word in a page tells nothing."""
_SENTENCE = re.compile("[^。！？；\n]+[。！？；\n]*")
_PARAGRAPH = re.compile("[^\n]+")


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """One part of a document and one theme that it touches.

    `weight` is the theme's part of the characters that words of themes fill in it, so that the weights of a part add up to 1;
    `characters` and `targets` are the same parts of its letters and digits and of its targets. `words` are the words that told
    and `places` where they stand (``start-end``), both joined by ``|``; they are empty where a heading above told.
    """

    document: Literal["a", "b"]
    item: str
    theme: str
    weight: float
    characters: float
    targets: float
    words: str
    places: str
    span: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a document that attention is counted by: a leaf item, or a paragraph that stands in none.

    `weights` are the parts of each theme in it, `target_weights` those of each of its targets.
    """

    node: Node
    span: Span
    is_item: bool
    size: int
    words: tuple[tuple[str, Span], ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    target_weights: tuple[dict[str, float], ...] = ()

    @property
    def targets(self) -> Counter[str]:
        """The targets of each theme."""
        total = Counter[str]()
        for weights in self.target_weights:
            total.update(weights)
        return total


@cache
def theme_of_word() -> dict[str, str]:
    """The theme of every word."""
    return {word: theme for theme, words in groups("themes").items() for word in words}


def themes() -> tuple[str, ...]:
    """The names of the themes, in the order of the vocabulary, what touches none last."""
    return (*groups("themes"), UNASSIGNED)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(alternation(theme_of_word()))


def words_in(text: str, span: Span) -> tuple[tuple[str, Span], ...]:
    """The words of themes in a part of a text, each with its theme; the longest counts where two begin at one place.

    >>> [theme for theme, _ in words_in("发展职业教育和职业技能培训", Span(0, 13))]
    ['教育', '就业与劳动']
    """
    found = _pattern().finditer(text, span.start, span.end)
    return tuple((theme_of_word()[match.group()], Span(*match.span())) for match in found)


def weights_of(words: Sequence[tuple[str, Span]]) -> dict[str, float]:
    """Each theme's part of the characters that the words fill, 0..1; empty without words."""
    total = Counter[str]()
    for theme, span in words:
        total[theme] += len(span)
    return {theme: count / total.total() for theme, count in total.items()}


def units_of(document: Document) -> tuple[Unit, ...]:
    """The parts of a document in text order, with the themes they touch."""
    ends = [(x.span.start, x.span) for x in document.targets]
    return tuple(_unit(document, node, span, above, ends) for node, span, above in _parts(document.root, (), document.text))


def _parts(node: Node, above: tuple[Node, ...], text: str) -> Iterator[tuple[Node, Span, tuple[Node, ...]]]:
    """The leaf items, and the paragraphs of what stands in none, each with its node and the nodes above."""
    if not node.children and above:
        yield node, node.span, above
        return
    start = node.span.start
    for child in node.children:
        yield from ((node, span, above) for span in _paragraphs(text, start, child.span.start))
        yield from _parts(child, (*above, node), text)
        start = child.span.end
    yield from ((node, span, above) for span in _paragraphs(text, start, node.span.end))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    found = _PARAGRAPH.finditer(text, start, end)
    return (Span(*match.span()) for match in found if NOT_CONTENT.sub("", match.group()))


def _unit(document: Document, node: Node, span: Span, above: tuple[Node, ...], targets: Sequence[tuple[int, Span]]) -> Unit:
    size = len(NOT_CONTENT.sub("", span.of(document.text)))
    words = words_in(document.text, span)
    if sum(len(place) for _, place in words) < ENOUGH * size:
        words = ()
    weights = weights_of(words) or _from_above(document, above) or {UNASSIGNED: 1.0}
    inside = [place for start, place in targets if span.start <= start < span.end]
    return Unit(
        node, span, bool(above) and not node.children, size, words, weights,
        tuple(weights_of(_in_sentence(document, span, words, place)) or weights for place in inside),
    )  # fmt: skip


def _from_above(document: Document, above: Sequence[Node]) -> dict[str, float]:
    """What the nearest heading above that touches a theme tells."""
    for node in reversed(above):
        if node.heading_span and (weights := weights_of(words_in(document.text, node.heading_span))):
            return weights
    return {}


def _in_sentence(document: Document, span: Span, words: Sequence[tuple[str, Span]], place: Span) -> list[tuple[str, Span]]:
    """The words that stand in the sentence of a place."""
    around = next((x for x in _SENTENCE.finditer(document.text, span.start, span.end) if x.start() <= place.start < x.end()), None)
    return [] if around is None else [x for x in words if around.start() <= x[1].start < around.end()]


def theme_items(a: Document, b: Document) -> tuple[ThemeItem, ...]:
    """The parts of both documents by the themes they touch: what the shares of attention are summed from."""
    return (*_rows(a, "a"), *_rows(b, "b"))


def _rows(document: Document, side: Literal["a", "b"]) -> Iterator[ThemeItem]:
    for unit in units_of(document):
        for theme, weight in sorted(unit.weights.items(), key=lambda x: (-x[1], x[0])):
            told = [span for name, span in unit.words if name == theme]
            words = "|".join(dict.fromkeys(span.of(document.text) for span in told))
            places = "|".join(f"{span.start}-{span.end}" for span in told)
            targets = round(unit.targets[theme], 4)
            yield ThemeItem(
                side, unit.node.address, theme, round(weight, 4), round(weight * unit.size, 2), targets, words, places, unit.span
            )
