"""What kind of change a stretch is (verb, intensity, force, comparator, number …), and whether it says more or less."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, pairwise, zip_longest
from typing import Literal

from policytext.comparison.force_mapping import ForceMapping, force_mapping
from policytext.comparison.word_diff import Hunk, Mark, Token
from policytext.extraction import measure_words as words
from policytext.lexicon import entries, groups, ladders

ChangeKind = Literal["verb", "intensity", "force", "comparator", "number", "date", "name", "text", "mark", "moved", "boilerplate"]
Direction = Literal["stronger", "weaker", "same", "none"]
_NAMES: Mapping[str, ChangeKind] = {
    "bound": "comparator", "verb": "verb", "intensity": "intensity", "force": "force", "number": "number", "date": "date", "name": "name",
}  # fmt: skip
MOST_RUNS = 4  # a stretch with more kinds of words than this was written anew: its words stand for no others
FAR = 12  # characters: a number with its unit stands between two bounds that belong to it
_SIGN = {"at_least": ">=", "more": ">", "at_most": "<=", "less": "<", "about": "~"}
_HEAD = re.compile(rf"\W*(?P<modifiers>{words.MODIFIERS})(?P<verb>{words.VERB})?")


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one kind."""

    kind: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """What it says, without marks and particles."""
        return "".join(x.text for x in self.tokens if x.kind or x.text.isalnum()).removesuffix("地")


@dataclass(frozen=True, slots=True)
class Piece:
    """A change of one kind."""

    hunk: Hunk
    kind: ChangeKind
    direction: Direction = "none"


@cache
def _forces() -> frozenset[str]:
    return frozenset(word for name in ("hard", "soft", "expected") for word in groups("forces")[name])


@cache
def _modifiers() -> Mapping[str, int]:
    """Every modifier of intensity with its rank; where it stands on no ladder, that of its group."""
    of_group = entries("intensity")["groups"]
    return {word: of_group[name] for word, name in words.INTENSITY_OF.items()} | dict(ladders("intensity", "modifiers")["intensity"])


@cache
def _signs() -> Mapping[str, str]:
    return {word: _SIGN[key.rsplit("_", 1)[0]] for key, found in groups("comparators").items() for word in found}


def said_marks(text: str, starts: Iterable[int]) -> Iterator[Mark]:
    """The modifiers and the verb at the start of clauses, by their form alone.

    >>> [(x.kind, text[x.start : x.end]) for text in ["大力推进改造"] for x in said_marks(text, [0])]
    [('intensity', '大力'), ('verb', '推进')]
    """
    for start in starts:
        if match := _HEAD.match(text, start):
            before = list(words.MODIFIER.finditer(text, match.start("modifiers"), match.end("modifiers")))
            verb = match.span("verb") if match["verb"] else None
            last = (before[-1]["word"] or "") if before else ""
            if last in words.ACTION_OF and (verb is None or words.takes_as_object(last, match["verb"])):
                verb = before.pop().span("word")  # 深化|改革, 深化|教育评价改革: no adverb but the verb itself
            yield from (mark for x in before if (mark := modifier_mark(x["word"], x.start())))
            if verb is not None:
                yield Mark(*verb, "verb")


def modifier_mark(word: str | None, start: int) -> Mark | None:
    """The mark of a word before a verb: force or intensity; None for any other.

    >>> modifier_mark("确保", 0).kind, modifier_mark("大力", 0).kind, modifier_mark("依照", 0)
    ('force', 'intensity', None)
    """
    kind = "force" if word in _forces() else "intensity" if word in _modifiers() else None
    return Mark(start, start + len(word), kind) if word and kind else None


def kind_of(token: Token, behind: Token | None = None) -> str:
    """The kind of a word: what was marked, or what it can only be; `behind` is the word that follows."""
    if token.text in words.CARRYING:
        return "force"
    if token.kind or not token.text.isalnum():
        return token.kind
    if token.text in _forces():
        return "force"
    before_verb = behind is not None and (behind.kind == "verb" or behind.text in words.ACTION_OF)
    return "intensity" if before_verb and token.text in _modifiers() and token.text not in words.ACTION_OF else ""


def pieces_of(hunk: Hunk, a: Sequence[Token], b: Sequence[Token], mapping: ForceMapping | None = None) -> list[Piece]:
    """The changes of one kind each that a stretch is made of, in order.

    >>> from policytext.comparison.word_diff import tokens_of
    >>> x, y = "力争增长5%左右", "确保增长6%以上"
    >>> [(p.kind, p.direction) for p in pieces_of(Hunk(4, 8, 4, 8), tokens_of(x), tokens_of(y))]
    [('number', 'none'), ('comparator', 'stronger')]
    """
    runs_a, runs_b = runs_of(a, hunk.a, hunk.a_end), runs_of(b, hunk.b, hunk.b_end)
    couples = _coupled(runs_a, runs_b)
    if len(couples) < 2:
        return [Piece(hunk, *_judged(_whole(runs_a), _whole(runs_b), mapping or force_mapping()))]
    return list(_placed(couples, hunk, mapping or force_mapping()))


def runs_of(tokens: Sequence[Token], start: int, end: int) -> list[Run]:
    """The words of a stretch by kind; marks and blanks go with what stands before them."""
    kinds: list[tuple[str, Token]] = []
    for token, behind in zip_longest(tokens, tokens[1:]):
        if start <= token.start and token.end <= end:
            small = kinds and not token.kind and not token.text.isalnum()
            kinds.append((kinds[-1][0] if small else kind_of(token, behind), token))
    return [Run(kind, tuple(token for _, token in found)) for kind, found in groupby(kinds, key=lambda x: x[0])]


Couple = tuple[Run | None, Run | None]


def _coupled(a: Sequence[Run], b: Sequence[Run]) -> list[Couple]:
    """Runs of the two sides that are of one kind, and those without a counterpart; empty where there are too many to tell."""
    if max(len(a), len(b)) > MOST_RUNS or min(len(a), len(b)) == 0:
        return []
    found: list[Couple] = []
    i = j = 0
    for block in SequenceMatcher(None, [x.kind for x in a], [x.kind for x in b], autojunk=False).get_matching_blocks():
        found += [(x, None) for x in a[i : block.a]] + [(None, x) for x in b[j : block.b]]
        i, j = block.a + block.size, block.b + block.size
        found += zip(a[block.a : i], b[block.b : j], strict=True)
    return found if any(x and y for x, y in found) else []


def _whole(runs: Sequence[Run]) -> Run | None:
    """The runs of one side as one: of their kind if it is the same, else text."""
    if not runs:
        return None
    kinds = {x.kind for x in runs}
    return Run(kinds.pop() if len(kinds) == 1 else "", tuple(token for x in runs for token in x.tokens))


def _placed(couples: Sequence[Couple], hunk: Hunk, mapping: ForceMapping) -> Iterator[Piece]:
    said = _Said(couples, mapping)
    a, b = hunk.a, hunk.b
    for one, other in couples:
        a_end = one.tokens[-1].end if one else a
        b_end = other.tokens[-1].end if other else b
        if not (one and other) or [x.text for x in one.tokens] != [x.text for x in other.tokens]:
            kind, direction = _judged(one, other, mapping)
            yield Piece(Hunk(a, a_end, b, b_end), kind, said.direction(kind, direction))
        a, b = a_end, b_end


class _Said:
    """What the words of one stretch say together, where they do not speak for themselves."""

    def __init__(self, couples: Sequence[Couple], mapping: ForceMapping) -> None:
        self.sides, self.mapping = tuple(zip(*couples, strict=True)), mapping

    def direction(self, kind: ChangeKind, alone: Direction) -> Direction:
        """The direction of a piece of this kind, which is `alone` for its own words.

        不低于5% and 5%以上: the bound stands on the other side of the number and is the same. 深入实施 and 深化 are compared as wholes.
        An adverb says nothing by itself where another verb, of more or less weight, has taken the place of its own.
        """
        if kind == "comparator":
            return _bounds(*self._texts("bound"), self.mapping)
        before, after = self._texts("verb")
        if kind == "verb" and before and after:
            whole = _verbs(*self._texts("intensity", "verb"), self.mapping)
            return alone if whole == "none" else whole
        other_verb = (before or after) and _verbs(before, after, self.mapping) != "same"
        return "none" if kind == "intensity" and other_verb and before != after else alone

    def _texts(self, *kinds: str) -> tuple[str, str]:
        a, b = ("".join(x.text for x in side if x and x.kind in kinds) for side in self.sides)
        return a, b


def crossed(pieces: Iterable[Piece], text_a: str, text_b: str, mapping: ForceMapping | None = None) -> list[Piece]:
    """The pieces of a clause with the direction of bounds that only went to the other side of their number.

    不低于5% and 5%以上: taken for themselves, one bound was lost and another won.
    """
    found = list(pieces)
    for n, (one, other) in enumerate(pairwise(found)):
        if one.kind == other.kind == "comparator" and other.hunk.b - one.hunk.b_end <= FAR and _one_sided(one) + _one_sided(other) == 0:
            said_a = text_a[one.hunk.a : one.hunk.a_end] + text_a[other.hunk.a : other.hunk.a_end]
            said_b = text_b[one.hunk.b : one.hunk.b_end] + text_b[other.hunk.b : other.hunk.b_end]
            direction = _bounds(said_a, said_b, mapping or force_mapping())
            found[n : n + 2] = [replace(one, direction=direction), replace(other, direction=direction)]
    return found


def _one_sided(piece: Piece) -> int:
    """-1 for what was only taken out, 1 for what was only put in; far off for what was changed."""
    taken, put = piece.hunk.a < piece.hunk.a_end, piece.hunk.b < piece.hunk.b_end
    return 9 if taken and put else 1 if put else -1


def _judged(a: Run | None, b: Run | None, mapping: ForceMapping) -> tuple[ChangeKind, Direction]:
    kind = _kind(a, b)
    return kind, _DIRECTIONS[kind](a.text if a else "", b.text if b else "", mapping) if kind in _DIRECTIONS else "none"


def _kind(a: Run | None, b: Run | None) -> ChangeKind:
    """The kind of a change; where the sides are of two kinds, what both words can be."""
    runs = [x for x in (a, b) if x]
    if not any(x.text for x in runs):
        return "mark"
    kinds = {x.kind for x in runs}
    if len(kinds) == 1:
        return _NAMES.get(kinds.pop(), "text")
    if kinds <= {"force", "verb", "intensity", ""} and all(x.text in _forces() for x in runs):
        return "force"
    if kinds <= {"force", "verb", "intensity"} and _ladder(*(x.text for x in runs)) is not None:
        return "verb"
    return "name" if kinds == {"name", ""} else "date" if kinds == {"date", "number"} else "text"


def _ladder(a: str, b: str) -> Mapping[str, int] | None:
    """The first ladder of verbs on which both words stand."""
    return next((steps for steps in ladders("intensity", "verbs").values() if a in steps and b in steps), None)


def compared(before: float | None, after: float | None) -> Direction:
    """Whether a rank rises; `none` where one is not known.

    >>> compared(1, 2), compared(2, 2), compared(None, 2)
    ('stronger', 'same', 'none')
    """
    if before is None or after is None:
        return "none"
    return "same" if before == after else "stronger" if after > before else "weaker"


def _verbs(a: str, b: str, _: ForceMapping) -> Direction:
    steps = _ladder(a, b)
    return compared(steps[a], steps[b]) if steps else "none"


def _intensities(a: str, b: str, _: ForceMapping) -> Direction:
    return compared(_modified(a), _modified(b))


def _modified(text: str) -> float | None:
    """The rank of modifiers; that of the most telling one where several stand together, 0 where none does."""
    if not text:
        return 0
    if text in _modifiers():
        return _modifiers()[text]
    parts = [rank for rank in (_modifiers().get(text[:n]) for n in (2, 3, 4)) if rank is not None]
    parts += [rank for rank in (_modifiers().get(text[n:]) for n in (2, 3, 4)) if rank is not None]
    return max(parts, key=abs, default=None)


def _forced(a: str, b: str, mapping: ForceMapping) -> Direction:
    return compared(_force_rank(a, mapping), _force_rank(b, mapping))


def _force_rank(text: str, mapping: ForceMapping) -> int:
    name = next((name for name in ("hard", "soft", "expected") if text in groups("forces")[name]), "plain")
    return mapping.rank(name, text)


def _bounds(a: str, b: str, mapping: ForceMapping) -> Direction:
    return compared(*(mapping.comparators[_signs().get(x, "=")] for x in (a, b)))


_DIRECTIONS: Mapping[ChangeKind, Callable[[str, str, ForceMapping], Direction]] = {
    "verb": _verbs, "intensity": _intensities, "force": _forced, "comparator": _bounds,
}  # fmt: skip
