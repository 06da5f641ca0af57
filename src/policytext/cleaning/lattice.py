"""Every way to read the bytes of a damaged stretch, a byte put back here and there, the likeliest first.

Nodes are the gaps between bytes, edges are characters. Some edges are as the decoder read them, some pair the bytes
the other way, and some guess a character of which one byte is lost. A path through all nodes is a reading.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from policytext.cleaning.gbk import UNKNOWN_BYTE, bytes_of, pairs, undecodable, with_lead, with_trail
from policytext.lexicon.characters import Language

BEAM = 16
SHORTLIST = 8
GUESSING = 4
"""How many readings a node keeps, how many guesses each of them makes, and how many of them guess at all."""
DROPPED = -1.0
"""The log probability of a lost byte that the decoder must have dropped, because it could not read it there."""
OTHER_SCRIPT = -6.0
CLOSING = {"”": "“", "）": "（", ")": "(", "》": "《", "】": "【", "〉": "〈", "」": "「", "』": "『", "’": "‘"}
CLOSED = {opening: closing for closing, opening in CLOSING.items()}
QUOTES = CLOSING.keys() | CLOSED.keys()
UNOPENED, OPENED, NESTED = -7.0, 1.5, -4.0
"""A closing quote or bracket guessed where none is open, where one is, and one opened inside another."""
MARKS = frozenset(",.;:!?，。、；：！？")
OPENINGS = MARKS | frozenset("“（《(\n")
TWO_MARKS = -6.0
"""A mark right behind another: in real documents that is 2 of 190,000 marks."""
ONE_CHARACTER = -3.0
"""A guessed mark that leaves one character alone: 2 in 1,000 characters are followed by one there, 60 elsewhere."""
BLIND = -4.5
"""What a guess costs at least, when only its place is looked for."""
MARGIN = 9.0
"""Places of a guess that are this much less likely than the best one are not tried."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One character from node to node: as observed, or otherwise read, or guessed."""

    start: int
    end: int
    character: str
    number: int
    cost: float = 0.0
    observed: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A path up to some node, its score and its last two characters by number."""

    score: float
    first: int
    second: int
    edge: Edge | None = None
    before: Reading | None = None

    def edges(self) -> list[Edge]:
        """The edges of the path in order."""
        found, reading = [], self
        while reading.edge is not None and reading.before is not None:
            found.append(reading.edge)
            reading = reading.before
        return found[::-1]

    @property
    def text(self) -> str:
        """The characters of the path."""
        return "".join(edge.character for edge in self.edges())


@dataclass(frozen=True)
class Lattice:
    """The readings of `text` between two contexts.

    Characters of the `avoided` script are unlikely; `loss` is the log probability that a given byte is lost;
    `first_marks` says how much likelier some marks are at the end of a heading, the first characters of the text.
    """

    text: str
    before: str
    after: str
    model: Language
    avoided: frozenset[str] = frozenset()
    loss: float = -9.0
    first_marks: Mapping[str, float] = field(default_factory=dict)
    heading: int = -1

    @cached_property
    def bytes(self) -> list[int]:
        """The bytes of the text, with stand-ins for what is no byte."""
        return [byte for character in self.text for byte in bytes_of(character)]

    @cached_property
    def boundaries(self) -> dict[int, int]:
        """The nodes between observed characters, and how many characters stand before each."""
        found, node = {0: 0}, 0
        for index, character in enumerate(self.text, start=1):
            node += len(bytes_of(character))
            found[node] = index
        return found

    @cached_property
    def edges(self) -> list[list[Edge]]:
        """The edges out of each node, guesses left out."""
        found: list[list[Edge]] = [[] for _ in range(len(self.bytes) + 1)]
        nodes = list(self.boundaries)
        for start, end, character in zip(nodes, nodes[1:], self.text, strict=False):
            found[start].append(Edge(start, end, character, self.model.number(character), observed=True))
        for start in range(len(self.bytes)):
            found[start] += self._other_edges(start, {edge.end for edge in found[start]})
        return found

    def _other_edges(self, start: int, observed: set[int]) -> Iterator[Edge]:
        byte = self.bytes[start]
        pair = pairs().get((byte, self.bytes[start + 1])) if start + 1 < len(self.bytes) else None
        if pair and start + 2 not in observed:
            yield self._edge(start, start + 2, pair)
        if 0x40 <= byte < 0x7F and start + 1 not in observed:
            yield self._edge(start, start + 1, chr(byte))

    def _edge(self, start: int, end: int, character: str, cost: float = 0.0, guessed: bool = False) -> Edge:
        cost += OTHER_SCRIPT if character in self.avoided else 0.0
        if self.heading >= 0 and character in self.first_marks and start <= self._heading_end:
            cost += self.first_marks[character]
        return Edge(start, end, character, self.model.number(character), cost, guessed=guessed)

    @cached_property
    def _heading_end(self) -> int:
        """The node behind the heading."""
        return max(node for node, characters in self.boundaries.items() if characters <= max(0, self.heading))

    def guesses(self, start: int) -> Iterator[Edge]:
        """Every character that may have stood at a node, had it lost one of its bytes."""
        byte = self.bytes[start]
        following = self.bytes[start + 1] if start + 1 < len(self.bytes) else 0
        if following == UNKNOWN_BYTE:
            yield from (self._edge(start, start + 2, x, DROPPED, True) for x in with_lead().get(byte, ()))
        if byte == UNKNOWN_BYTE:
            yield from (self._edge(start, start + 2, x, DROPPED, True) for x in with_trail().get(following, ()))
        yield from (self._edge(start, start + 1, x, self.loss, True) for x in with_trail().get(byte, ()))
        yield from (
            self._edge(start, start + 1, x, self._trail_cost(start, x), True) for x in with_lead().get(byte, ())
        )

    def _trail_cost(self, start: int, character: str) -> float:
        """A lost second byte is no second loss where the decoder, out of step, could not have read it."""
        if start in self.boundaries or start + 1 not in self.boundaries:
            return self.loss
        following = self.bytes[start + 1] if start + 1 < len(self.bytes) else 0
        return DROPPED if undecodable(bytes_of(character)[-1], following) else self.loss

    # ---- where a guess is worth trying ----

    @cached_property
    def _forward(self) -> list[dict[int, float]]:
        """For each node the best score of a path that leads there, by its last character; -1 is any guess."""
        context = self.model.number(self.before[-1:] or "\n")
        found: list[dict[int, float]] = [{} for _ in range(len(self.bytes) + 1)]
        found[0] = {context: 0.0}
        for node, arrived in enumerate(found[:-1]):
            for edge in self.edges[node]:
                best = max((score + self._step(last, edge) for last, score in arrived.items()), default=-1e9)
                _raise(found[edge.end], edge.number, best)
            best = max(arrived.values(), default=-1e9)
            _raise(found[node + 1], -1, best + BLIND + self._blind_loss(node))
        return found

    @cached_property
    def _backward(self) -> list[dict[int, float]]:
        """For each node the best score of a path from there to the end, by its first character, that one left out."""
        found: list[dict[int, float]] = [{} for _ in range(len(self.bytes) + 1)]
        found[-1] = {self.model.number(self.after[:1] or "\n"): 0.0}
        for node in range(len(self.bytes) - 1, -1, -1):
            for edge in self.edges[node]:
                best = max((self.model.pair(edge.number, n) if n >= 0 else 0.0) + s for n, s in found[edge.end].items())
                _raise(found[node], edge.number, best)
            best = max((self.model.single(n) if n >= 0 else 0.0) + s for n, s in found[node + 1].items())
            _raise(found[node], -1, best + BLIND + self._blind_loss(node))
        return found

    def _step(self, last: int, edge: Edge) -> float:
        return edge.cost + (self.model.pair(last, edge.number) if last >= 0 else self.model.single(edge.number))

    def _blind_loss(self, node: int) -> float:
        return DROPPED if node not in self.boundaries and node + 1 in self.boundaries else self.loss

    @cached_property
    def guessing_nodes(self) -> frozenset[int]:
        """The nodes where a lost byte would explain the text about as well as anywhere."""
        size = len(self.bytes)
        through = [self._forward[node + 1].get(-1, -1e9) + self._onward(node + 1) for node in range(size)]
        best = max(through, default=0.0)
        return frozenset(node for node in range(size) if through[node] >= best - MARGIN)

    def _onward(self, node: int) -> float:
        return max((self.model.single(n) if n >= 0 else 0.0) + score for n, score in self._backward[node].items())

    # ---- the readings themselves ----

    def readings(self) -> list[Reading]:
        """The likeliest readings, best first; the text as observed is always among them."""
        beams: list[list[Reading]] = [[] for _ in range(len(self.bytes) + 1)]
        beams[0] = [self._begin()]
        for node, beam in enumerate(beams[:-1]):
            best = heapq.nlargest(BEAM, beam, key=_score)
            beams[node] = best
            for reading in best:
                for edge in self.edges[node]:
                    beams[edge.end].append(self._extended(reading, edge))
            if node in self.guessing_nodes:
                for extended in self._guessed(node, best[:GUESSING]):
                    beams[extended.edge.end].append(extended)  # type: ignore[union-attr]
        return self._finished(beams[-1])

    def _begin(self) -> Reading:
        context = "\n\n" + self.before
        return Reading(0.0, self.model.number(context[-2]), self.model.number(context[-1]))

    def _extended(self, reading: Reading, edge: Edge) -> Reading:
        score = reading.score + edge.cost + self.model.triple(reading.first, reading.second, edge.number)
        if edge.guessed and edge.character in QUOTES:
            score += self._unbalanced(reading, edge.character)
        if edge.number in self._marks:
            score += self._misplaced(reading, edge.guessed)
        return Reading(score, reading.second, edge.number, edge, reading)

    def _misplaced(self, reading: Reading, guessed: bool) -> float:
        """How unlikely a mark is behind the last two characters, which the model of characters does not know."""
        if reading.second in self._marks:
            return TWO_MARKS
        return ONE_CHARACTER if guessed and reading.first in self._openings else 0.0

    def _unbalanced(self, reading: Reading, character: str) -> float:
        """How well a quote or bracket fits those of the line so far."""
        line = self.before + reading.text
        opening = CLOSING.get(character)
        if opening is None:
            return NESTED if line.count(character) > line.count(CLOSED[character]) else 0.0
        return OPENED if line.count(opening) > line.count(character) else UNOPENED

    @cached_property
    def _marks(self) -> frozenset[int]:
        return frozenset(map(self.model.number, MARKS))

    @cached_property
    def _openings(self) -> frozenset[int]:
        return frozenset(map(self.model.number, OPENINGS))

    def _guessed(self, node: int, beam: Sequence[Reading]) -> Iterator[Reading]:
        """The readings of a beam with the guesses that fit best between their last character and the next one."""
        guesses = [edge for edge in self.guesses(node) if edge.number and edge.end <= len(self.bytes)]
        fitting = [(edge.cost + self._ahead(edge), edge) for edge in guesses]
        for second in {reading.second for reading in beam}:
            pair = self.model.pair
            scored = [(fit + pair(second, edge.number), edge) for fit, edge in fitting]
            chosen = [edge for _, edge in heapq.nlargest(SHORTLIST, scored, key=itemgetter(0))]
            for reading in beam:
                if reading.second == second:
                    yield from (self._extended(reading, edge) for edge in chosen)

    def _ahead(self, edge: Edge) -> float:
        """How well a guess fits what may follow it."""
        if edge.end == len(self.bytes):
            return self.model.pair(edge.number, self.model.number(self.after[:1] or "\n"))
        return max((self.model.pair(edge.number, onward.number) for onward in self.edges[edge.end]), default=0.0)

    def _finished(self, beam: list[Reading]) -> list[Reading]:
        observed = self._begin()
        for node in list(self.boundaries)[:-1]:
            observed = self._extended(observed, self.edges[node][0])
        texts: dict[str, Reading] = {}
        for reading in sorted((self._closed(x) for x in [*beam, observed]), key=_score, reverse=True):
            texts.setdefault(reading.text, reading)
        return list(texts.values())

    def _closed(self, reading: Reading) -> Reading:
        """The reading with the score of what follows the stretch."""
        score, first, second = reading.score, reading.first, reading.second
        for character in self.after[:2]:
            number = self.model.number(character)
            score += self.model.triple(first, second, number)
            first, second = second, number
        return Reading(score, reading.first, reading.second, reading.edge, reading.before)


def _score(reading: Reading) -> float:
    return reading.score


def _raise(scores: dict[int, float], key: int, score: float) -> None:
    if score > scores.get(key, -1e9):
        scores[key] = score
