"""Places where a whole character seems to be lost: flagged in damaged documents, never filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policytext.cleaning.edits import Edit
from policytext.lexicon.characters import CharacterModel

GAIN = 9.0
"""By how much one more character must raise the log likelihood; undamaged text reaches it once in 30,000 characters."""
SHOWN = 3


def lost_character(text: str, model: CharacterModel) -> Iterator[Edit]:
    """A flag on the two characters between which one seems to be missing: ``完补助资金`` for ``完善补助资金``.

    >>> from policytext.lexicon.characters import character_model
    >>> [(edit.start, edit.alternatives[0]) for edit in lost_character("提高资金使用效率。完补助资金与绩效", character_model())]
    [(9, '善')]
    """
    numbers = [0, 0, *map(model.number, text), 0, 0]
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before >= "\u4e00" and after >= "\u4e00" and not model.seen(numbers[place + 1], numbers[place + 2]):
            fitting = _fitting(numbers[place : place + 5], model)
            if fitting:
                yield Edit(place - 1, place + 1, before + after, "lost_character", 0.9, fitting, flagged=True)


def _fitting(near: Sequence[int], model: CharacterModel) -> tuple[str, ...]:
    """The characters that would make much better sense in the middle of two and two others, best first."""
    _, second, third, *_ = near
    without = _score(near, model)
    found = []
    for number in model.followers(second):
        if model.seen(number, third):
            gain = _score((*near[:2], number, *near[2:]), model) - without
            if gain >= GAIN and model.characters[number - 1] >= "\u4e00":
                found.append((gain, model.characters[number - 1]))
    return tuple(character for _, character in sorted(found, reverse=True)[:SHOWN])


def _score(numbers: Sequence[int], model: CharacterModel) -> float:
    return sum(model.triple(*numbers[i : i + 3]) for i in range(len(numbers) - 2))
