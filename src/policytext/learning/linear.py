"""A linear model as plain data: weights of features for every class, read with no library at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Any

from policytext.model.errors import ModelError

FORMAT = 1
"""The version of the file format."""
DIGITS = 3
"""Weights are kept to so many decimals: more tell nothing, and the last bits of a fit differ between machines."""


@dataclass(frozen=True)
class LinearModel:
    """Weights that turn the features of one case into a probability for every class.

    `weights` holds a number a class for each feature; what is not in it counts nothing. `temperature` flattens (above 1) or
    sharpens the probabilities so that they are what happens; it was fitted on documents left out of training. `about` says
    what the model was trained on, for its card.
    """

    name: str
    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]] = field(repr=False)
    temperature: float = 1.0
    about: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def scores(self, features: Iterable[str]) -> list[float]:
        """The sums of weights, a number a class, before they are made probabilities."""
        total, weights = list(self.intercepts), self.weights
        for feature in features:
            found = weights.get(feature)
            if found is not None:
                for k, weight in enumerate(found):
                    total[k] += weight
        return total

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """The probability of every class, in the order of `classes`; they add up to 1.

        >>> model = LinearModel("学段", ("小学", "中学"), (0.0, 0.0), {"w:高中": (-1.0, 1.0)})
        >>> [round(x, 2) for x in model.probabilities(["w:高中"])]
        [0.12, 0.88]
        """
        return softmax(self.scores(features), self.temperature)

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest class and its probability; the first of equals."""
        found = self.probabilities(features)
        k = max(range(len(found)), key=lambda i: (found[i], -i))
        return self.classes[k], found[k]

    def to_json(self) -> str:
        """The model as a text that is the same for the same model."""
        rows = {name: list(self.weights[name]) for name in sorted(self.weights)}
        data = {
            "format": FORMAT, "name": self.name, "classes": list(self.classes), "intercepts": list(self.intercepts),
            "temperature": self.temperature, "about": dict(self.about), "weights": rows,
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def softmax(scores: Iterable[float], temperature: float = 1.0) -> list[float]:
    """Probabilities in the proportion of exp(score / temperature).

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    scaled = [score / temperature for score in scores]
    top = max(scaled)
    powers = [exp(score - top) for score in scaled]
    total = sum(powers)
    return [power / total for power in powers]


def from_json(text: str, place: str) -> LinearModel:
    """A model out of its text; `place` names the file in errors.

    Raises `ModelError` where the text is no model, or of a format that this version does not know.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ModelError(f"{place} is no model: {error}; train it again (policytext train)") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else None
        raise ModelError(f"{place} is a model of format {found!r}, this version reads {FORMAT}; train it again (policytext train)")
    try:
        return _checked(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{place} is a damaged model: {error!r}; train it again (policytext train)") from error


def _checked(data: Mapping[str, Any]) -> LinearModel:
    classes, intercepts = tuple(map(str, data["classes"])), tuple(map(float, data["intercepts"]))
    weights = {str(name): tuple(map(float, row)) for name, row in data["weights"].items()}
    temperature = float(data["temperature"])
    if not classes or temperature <= 0 or any(len(row) != len(classes) for row in (intercepts, *weights.values())):
        raise ValueError("a row of weights has not one number a class, or the temperature is not above 0")
    return LinearModel(str(data["name"]), classes, intercepts, weights, temperature, dict(data["about"]))
