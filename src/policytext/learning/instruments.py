"""The policy instrument of a measure: supply, environment or demand, with its sub-type; features and codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policytext.learning.linear import LinearModel
from policytext.lexicon import groups
from policytext.model.document import Document
from policytext.model.span import Span

CLAUSE, CONTEXT = 160, 240
"""Characters of a clause, and of a sentence, that are looked at."""
ACTIONS = frozenset(
    "build establish improve advance expand develop support regulate forbid reduce secure hold explore reach uphold".split()
)
_DIGIT = re.compile("[0-9]")


@cache
def codebook() -> dict[str, str]:
    """The class of every sub-type of the shipped codebook.

    >>> codebook()["procurement"]
    'demand'
    """
    return {subtype: name for name, subtypes in groups("instruments").items() for subtype in subtypes}


def clause_features(clause: str, sentence: str = "", heading: str = "") -> tuple[str, ...]:
    """What a clause says as features: its characters in ones, twos and threes, how it begins and ends, the words that speak for an instrument.

    `sentence` and `heading` are where it stands, as far as they are known.

    >>> [name for name in clause_features("减免税费") if name.startswith("w:")]
    ['w:tax:1', 'w:tax:2', 'w:tax:3']
    """
    clause, sentence, heading = clause[:CLAUSE], sentence[:CONTEXT], heading[:CLAUSE]
    found = {f"c:{gram}" for size in (1, 2, 3) for gram in grams(clause, size)}
    found |= {f"v:{clause[:size]}" for size in (1, 2)}
    found |= {f"s:{gram}" for gram in grams(sentence, 2)}
    found |= {f"h:{gram}" for gram in grams(heading, 2)}
    return (*sorted(found), *word_features(clause, sentence, heading), *form_features(clause))


def word_features(clause: str, sentence: str, heading: str) -> Iterator[str]:
    """How many of the words that speak for each instrument stand in the clause, at its end, in its sentence, in its heading."""
    for subtype, words in groups("instrument_words").items():
        inside = sum(word in clause for word in words)
        yield from (f"w:{subtype}:{k}" for k in (1, 2, 3) if inside >= k)
        if clause.endswith(words):
            yield f"we:{subtype}"
        if any(word in heading for word in words):
            yield f"wh:{subtype}"
        around = sum(word in sentence for word in words)
        yield from (f"ws:{subtype}:{k}" for k in (1, 2, 4) if around >= k)


def form_features(clause: str) -> Iterator[str]:
    """The kind of the verb that a clause begins with, how long it is, whether it holds a number."""
    action = next((actions()[clause[:size]] for size in (4, 3, 2, 1) if clause[:size] in actions()), None)
    if action:
        yield f"a:{action}"
    yield f"l:{min(len(clause) // 6, 4)}"
    if _DIGIT.search(clause):
        yield "n"


@cache
def actions() -> dict[str, str]:
    """The kind of every verb of measures.

    >>> actions()["建设"]
    'build'
    """
    return {word: kind for kind, words in groups("measures").items() if kind in ACTIONS for word in words}


def grams(text: str, size: int) -> Iterator[str]:
    """The runs of so many characters."""
    return (text[i : i + size] for i in range(len(text) - size + 1))


def span_features(document: Document, span: Span) -> tuple[str, ...]:
    """The features of a clause where it stands: itself, its sentence, its heading."""
    text = document.text
    sentence = sentence_around(text, span.start, span.end)
    return clause_features(span.of(text), sentence, document.node_at(span.start).heading)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence around a place, up to the full stops or line ends beside it.

    >>> sentence_around("建校。扩大学位，减轻负担。育人。", 8, 12)
    '扩大学位，减轻负担'
    """
    first = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    last = min((at for at in (text.find("。", end), text.find("\n", end)) if at >= 0), default=len(text))
    return text[first:last].strip()


def by_class(probabilities: dict[str, float]) -> dict[str, float]:
    """The probabilities of sub-types added up by class; a name outside the codebook is a class of its own.

    >>> by_class({"talent": 0.25, "funding": 0.5, "tax": 0.25})
    {'supply': 0.75, 'environment': 0.25}
    """
    found: dict[str, float] = {}
    for subtype, probability in probabilities.items():
        name = codebook().get(subtype, subtype)
        found[name] = found.get(name, 0.0) + probability
    return found


def told(model: LinearModel, features: tuple[str, ...]) -> tuple[str, str, float, float]:
    """Class, sub-type within it, and the probabilities of both."""
    subtypes = dict(zip(model.classes, model.probabilities(features), strict=True))
    classes = by_class(subtypes)
    best = max(classes, key=lambda name: classes[name])
    subtype = max((one for one in subtypes if codebook().get(one, one) == best), key=lambda one: subtypes[one])
    return best, subtype, classes[best], subtypes[subtype]
