"""Lost bytes in GBK text: put back where the language leaves one reading, flagged where it does not.

When one byte of a double-byte text is lost, the bytes behind it pair the wrong way until an ASCII character or the
next loss: ``工作。科學精準`` becomes ``工作？茖W精準``. Later the page may have been saved as UTF-8, its full-width marks
written half-width and unreadable bytes dropped. No number is ever guessed, nor a character beside one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import exp

from policytext.cleaning.decoded_twice import garbled_lines
from policytext.cleaning.edits import Edit
from policytext.cleaning.headings import heading_end, heading_marks
from policytext.cleaning.lattice import Edge, Lattice, Reading
from policytext.cleaning.lost_characters import lost_character
from policytext.cleaning.scripts import is_traditional
from policytext.cleaning.stretches import UNREADABLE, all_strange, improbable, stretches, suspicious
from policytext.lexicon.characters import CharacterModel, DocumentModel, Language, character_model
from policytext.lexicon.scripts import simplified, traditional

BOUND = 0.9
"""A reading is taken where its share among all readings reaches this."""
TEMPER = 1.25
"""Log likelihoods count by this much less: the model is surer of itself than it is right."""
DOUBT = 0.01
"""Readings with at least this share must agree on every number."""
RARE_LOSS, USUAL_LOSS = -9.0, -6.0
"""Log probability of a loss at a given byte: in any text, and in one known to be damaged."""
CHINESE_NUMERALS = frozenset("〇零一二三四五六七八九十百千万萬亿億廿卅壹贰叁肆伍陆柒捌玖拾佰仟两兩几幾半")
DIGITS = frozenset("0123456789０１２３４５６７８９")
NUMERALS = DIGITS | CHINESE_NUMERALS
NEVER_GUESSED = NUMERALS | frozenset("点點%％．.")
BEFORE_DIGITS = frozenset("第约約近超逾过過至到达達降增升低高负負－-—～")
"""What changes the meaning of the digits behind it, and is not guessed before them."""
ALTERNATIVES = 3
SEARCHED = 10_000
"""Characters of damaged stretches that are searched for readings, about a millisecond each; what lies behind is flagged as it is."""
STRAY, HOPELESS = 100, 0.5
"""With more strange places, and more for each character, a text is in another language or encoding, not damaged."""


def lost_byte(text: str) -> Iterator[Edit]:
    r"""Lost bytes put back where the model that the package ships leaves no doubt, flagged where it does.

    >>> whole = "深入推进教育体制改革，全面提高教育质量".encode("gbk")
    >>> damaged = (whole[:9] + whole[10:]).decode("gbk", errors="surrogateescape")
    >>> damaged[4:8], [(edit.start, edit.replacement) for edit in lost_byte(damaged)]
    ('接\udcfd体制', [(4, '教育')])
    """
    garbled = [(line.start(), line.end()) for line in garbled_lines(text)]
    places = suspicious(text)
    edits = repaired(text, places, character_model()) if places else iter(())
    return (edit for edit in edits if not any(start <= edit.start < end for start, end in garbled))


def repaired(text: str, places: Sequence[int], model: CharacterModel) -> Iterator[Edit]:
    """Edits for suspicious places; a text that is known to be damaged is searched for damage that shows less."""
    places = [place for place in places if improbable(text, place, model)]
    damaged = bool(UNREADABLE.search(text))
    if not (places or damaged):
        return iter(())
    everywhere = all_strange(text, model)
    if len(everywhere) > max(STRAY, HOPELESS * len(text)):
        return iter(())
    own = DocumentModel(model, text)
    if not damaged:
        found = tuple(_edits(text, places, own, RARE_LOSS))
        if all(edit.flagged for edit in found):
            return iter(found)
    return _with_lost_characters(text, tuple(_edits(text, everywhere, own, USUAL_LOSS)), model)


def _with_lost_characters(text: str, edits: Sequence[Edit], model: CharacterModel) -> Iterator[Edit]:
    """The edits of a damaged text, and apart from them flags where a whole character seems to be lost."""
    taken = {place for edit in edits for place in range(edit.start, edit.end)}
    flags = (edit for edit in lost_character(text, model) if taken.isdisjoint((edit.start, edit.end - 1)))
    return iter(sorted([*edits, *flags], key=lambda edit: edit.start))


def _edits(text: str, places: Iterable[int], language: Language, loss: float) -> Iterator[Edit]:
    avoided = simplified() if is_traditional(text) else traditional()
    first_marks, left = heading_marks(text), SEARCHED
    for start, end in stretches(text, places, language):
        left -= end - start
        if left < 0:
            yield Edit(start, end, text[start:end], "lost_byte", 0.0, flagged=True)
            continue
        line = text.rfind("\n", 0, start) + 1
        context = text[max(0, line - 2) : start], text[end : end + 2]
        heading = heading_end(text, start) - start
        lattice = Lattice(text[start:end], *context, language, avoided, loss, first_marks, heading)
        yield from stretch_edits(lattice, start)


def stretch_edits(lattice: Lattice, offset: int) -> Iterator[Edit]:
    """One edit for each part of a stretch that its likeliest reading reads differently; `offset` is where it begins."""
    readings = lattice.readings()
    shares = _shares(readings)
    for site in _sites(readings[0].edges()):
        start, end = (lattice.boundaries[node] for node in site)
        edit = _decided(site, lattice.text[start:end], readings, shares)
        if edit.replacement != lattice.text[start:end] and not _keeps_numbers(site, lattice, readings, shares):
            edit = _flagged(edit, lattice.text[start:end])
        yield replace(edit, start=offset + start, end=offset + end)


def _shares(readings: Sequence[Reading]) -> list[float]:
    """How likely each reading is among all."""
    weights = [exp((reading.score - readings[0].score) / TEMPER) for reading in readings]
    return [weight / sum(weights) for weight in weights]


Site = tuple[int, int]
"""Where a stretch is read differently: from node to node."""


def _sites(edges: Iterable[Edge]) -> list[Site]:
    found: list[Site] = []
    for edge in edges:
        if not edge.observed:
            joins = bool(found) and found[-1][1] == edge.start
            found[-1:] = [(found[-1][0], edge.end)] if joins else [*found[-1:], (edge.start, edge.end)]
    return found


def _decided(site: Site, observed: str, readings: Sequence[Reading], shares: Sequence[float]) -> Edit:
    """The best reading of a site where it is sure, else a flag; places are filled in by the caller."""
    by_text: dict[str, float] = {}
    for reading, share in zip(readings, shares, strict=True):
        text = _text_at(reading, site)
        by_text[text] = by_text.get(text, 0.0) + share
    best = _text_at(readings[0], site)
    others = sorted(by_text.keys() - {best, observed, ""}, key=lambda text: (-by_text[text], text))
    edit = Edit(0, 0, best, "lost_byte", by_text[best], tuple(others[:ALTERNATIVES]))
    return edit if edit.confidence >= BOUND else _flagged(edit, observed)


def _flagged(edit: Edit, observed: str) -> Edit:
    """The edit that leaves the text as it is and keeps the reading among the alternatives."""
    alternatives = (edit.replacement, *edit.alternatives)[:ALTERNATIVES]
    return replace(edit, replacement=observed, alternatives=alternatives, flagged=True)


def _text_at(reading: Reading, site: Site) -> str:
    """What a reading has at a site; nothing where it does not pass through both ends."""
    edges = [edge for edge in reading.edges() if site[0] <= edge.start and edge.end <= site[1]]
    whole = bool(edges) and edges[0].start == site[0] and edges[-1].end == site[1]
    return "".join(edge.character for edge in edges) if whole else ""


def _keeps_numbers(site: Site, lattice: Lattice, readings: Sequence[Reading], shares: Sequence[float]) -> bool:
    """Whether all readings in question have the same numerals at a site, and none guesses one or a neighbour of one."""
    considered = [reading for reading, share in zip(readings, shares, strict=True) if share >= DOUBT]
    numerals = {_numerals(reading, site) for reading in considered}
    return len(numerals) == 1 and not any(_guesses_number(reading, site, lattice) for reading in considered)


def _numerals(reading: Reading, site: Site) -> str:
    touching = (edge.character for edge in reading.edges() if edge.start < site[1] and edge.end > site[0])
    return "".join(character for character in touching if character in NEVER_GUESSED)


def _guesses_number(reading: Reading, site: Site, lattice: Lattice) -> bool:
    edges = reading.edges()
    characters = [lattice.before[-1:], *(edge.character for edge in edges), lattice.after[:1]]
    return any(
        edge.guessed and edge.start < site[1] and edge.end > site[0] and touches_number(*characters[place : place + 3])
        for place, edge in enumerate(edges)
    )


def touches_number(before: str, character: str, after: str) -> bool:
    """Whether a lost character may belong to a number: then it is never guessed.

    >>> touches_number("投", "资", "1"), touches_number("资", "约", "1"), touches_number("1", "万", "元")
    (False, True, True)
    """
    beside = before in NUMERALS or after in CHINESE_NUMERALS
    return character in NEVER_GUESSED or beside or (after in DIGITS and character in BEFORE_DIGITS)
