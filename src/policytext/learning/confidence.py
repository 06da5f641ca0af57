"""How sure a reading is: the probability that it is right, learned from excerpts that no rule was written with."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.extraction.rules import Found
from policytext.learning.linear import LinearModel
from policytext.model.values import Heading, Project, Quantity, Rejection, Section, TimeExpression, Value

MODEL, RIGHT = "confidence", "right"
LEAST = 0.001
"""No reading is called impossible."""
LONG = 24
"""Characters from which a longer name says no more."""


def confidence_features(text: str, start: int, end: int, rule: str, value: Value) -> tuple[str, ...]:
    """What says how sure a reading is: its kind and rule, what was read, how long a name is.

    >>> [name for name in confidence_features("实施名师培养工程", 2, 8, "project.programme", Project("programme"))][:3]
    ['kind:project', 'rule:project.programme', 'read:project:programme']
    """
    return (f"kind:{value.kind}", f"rule:{rule}", *_read(value), *_form(text, start, end, value))


def _read(value: Value) -> Iterator[str]:
    if isinstance(value, Project):
        yield f"read:project:{value.type}"
    elif isinstance(value, Quantity):
        yield from (f"read:quantity:{value.role}", f"change:{value.change}", f"comparator:{value.comparator}", f"named:{value.indicator is not None}")
    elif isinstance(value, TimeExpression):
        yield f"read:time:{value.role}"


def _form(text: str, start: int, end: int, value: Value) -> Iterator[str]:
    if isinstance(value, Project):
        yield f"long:{min(end - start, LONG) // 4}"
        yield f"quoted:{'“' in text[start:end]}"


def is_measured(value: Value) -> bool:
    """Whether readings of this kind were held against annotations: headings, sections and rejections were not."""
    return not isinstance(value, Heading | Section | Rejection)


class Confidence:
    """How sure the readings of one text are; the readings of a text look alike, so that each look is asked for once."""

    def __init__(self, model: LinearModel | None, text: str) -> None:
        self._model, self._text = model, text
        self._known: dict[tuple[str, ...], float] = {}

    def of(self, found: Found) -> float:
        """The probability that a reading is right, or the rule's own weight where there is no model or the kind was not measured."""
        if self._model is None or not is_measured(found.value):
            return found.confidence
        features = confidence_features(self._text, found.start, found.end, found.rule, found.value)
        if features not in self._known:
            chances = self._model.probabilities(features)
            self._known[features] = max(round(chances[self._model.classes.index(RIGHT)], 3), LEAST)
        return self._known[features]
