"""Measures: the clauses of a document as verb, object and what qualifies them; computed on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from policytext.extraction import measure_words as words
from policytext.extraction.measure_objects import Object, Place, named, object_of
from policytext.extraction.measure_places import Places
from policytext.extraction.measure_reading import PLACED, Reading, read_clause
from policytext.extraction.wording import force_of
from policytext.lexicon import alternation
from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Force, Intensity, Measure, Phrase

_CARRYING = re.compile(alternation(words.CARRYING))
_DONE = frozenset(("已", "已经", "累计"))
# how far a rule is trusted against the others; not calibrated
_CONFIDENCE = {
    "measure.verb_first": 0.9, "measure.placed": 0.85, "measure.handled": 0.8, "measure.slogan": 0.8,
    "measure.framed": 0.75, "measure.subject_adverb": 0.65, "measure.predicate": 0.6,
}  # fmt: skip
_KEPT = "measures"


def measures_of(document: Document) -> tuple[Extraction, ...]:
    """The measures of a document in text order; found once and kept with it.

    >>> from policytext.pipeline import parse
    >>> plan = parse("一、改善条件\\n大力推进老旧校舍改造，严禁违规补课。", year=2021)
    >>> for one in measures_of(plan)[1:]:
    ...     print(one.value.verb.text, one.value.object.text, one.value.intensity, one.value.force)
    推进 老旧校舍改造 ('strong',) plain
    严禁 违规补课 () hard
    """
    if _KEPT not in document.derived:
        document.derived[_KEPT] = tuple(sorted(find_measures(document), key=lambda one: one.span))
    return cast("tuple[Extraction, ...]", document.derived[_KEPT])


def find_measures(document: Document) -> Iterator[Extraction]:
    """Every measure of a document; a clause that says only for what or on what ground gives none."""
    places = Places(document)
    carried = "plain"
    for clause in places.clauses():
        carried = "plain" if clause.opens else carried
        readings = read_clause(places.hidden, clause.start, clause.end)
        yield from _measures(places, readings, carried)
        if readings and _CARRYING.search(document.text, clause.start, readings[0].verb[1]):
            carried = force_of(document.text[clause.start : readings[0].verb[1]])


def _measures(places: Places, readings: Sequence[Reading], carried: str) -> list[Extraction]:
    """The measures of a clause, read from its end, since 规范 in 规范和支持办学 has the object of 支持."""
    found: list[Extraction] = []
    rest, end = (0, 0), 0
    for one in reversed(readings):
        if not one.shares:
            rest, end = one.rest, one.end
        found.append(_measure(places, one, _object(places, one, rest), end, carried))
    return found


def _object(places: Places, one: Reading, rest: Place) -> Object:
    if one.object is None:
        return object_of(places.hidden, *rest, places.document.text[slice(*one.verb)])
    found = named(places.hidden, one.object)
    return Object(found.whole, found.head, one.rest, found.amount) if one.rule == PLACED.name else found


def _measure(places: Places, one: Reading, found: Object, end: int, carried: str) -> Extraction:
    text, start = places.document.text, min(one.start, one.subject[0] if one.subject else one.start)
    span = Span(start, start + len(text[start:end].rstrip()))
    modifiers = tuple(_said(text, place) for place in one.modifiers)
    verb = _said(text, one.verb)
    value = Measure(
        verb, words.action_of(verb.text), _phrase(text, found.whole), _phrase(text, found.head), _phrase(text, found.complement),
        _phrase(text, one.subject), modifiers, intensities([*modifiers, verb]), _force(text, one, carried),
        any(x.text in words.NEGATION for x in (*modifiers, verb)), "done" if _is_done(places, modifiers, start) else "planned",
        places.is_heading(start), _phrase(text, found.amount), places.within("quantity", span), places.within("time", span),
        places.within("project", span),
    )  # fmt: skip
    address = places.document.node_at(start).address
    return Extraction(span, address, one.rule, value, places.source_span(span), _CONFIDENCE[one.rule], places.is_repaired(span))


def intensities(said: Sequence[Phrase]) -> tuple[Intensity, ...]:
    """The groups of intensity of modifiers and verb, each once, in the order printed.

    >>> intensities([Phrase("继续", Span(0, 2)), Phrase("大力", Span(2, 4)), Phrase("推进", Span(4, 6))])
    ('continuing', 'strong')
    """
    found = (words.INTENSITY_OF.get(one.text) for one in said)
    return cast("tuple[Intensity, ...]", tuple(dict.fromkeys(name for name in found if name)))


def _force(text: str, one: Reading, carried: str) -> Force:
    """The force of the measure's own words up to its verb, else that of a word before that opened a list."""
    own = force_of(text[min((place[0] for place in one.modifiers), default=one.verb[0]) : one.verb[1]])
    return cast("Force", carried if own == "plain" else own)


def _is_done(places: Places, modifiers: Sequence[Phrase], start: int) -> bool:
    return places.looks_back(start) or any(one.text in _DONE for one in modifiers)


def _said(text: str, place: Place) -> Phrase:
    return Phrase(text[slice(*place)], Span(*place))


def _phrase(text: str, place: Place | None) -> Phrase | None:
    """The words of a place without blanks around them; None where nothing is left."""
    if place is None:
        return None
    words_ = text[slice(*place)]
    start = place[0] + len(words_) - len(words_.lstrip())
    return _said(text, (start, start + len(words_.strip()))) if words_.strip() else None
