"""REFI-QDA in: the codings of a project that came back from another program, or was made there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from policytext.coding.coding import Coding, Unit, in_order
from policytext.coding.faults import refuse
from policytext.coding.fields import CODED, LABELLED, choices
from policytext.coding.refi_names import bare, codes_of, guid
from policytext.coding.refi_said import Said, said
from policytext.coding.refi_sources import Source, description, elements, sources
from policytext.coding.texts import Texts
from policytext.model.errors import CodingError
from policytext.reading.archive import Archive
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.xml import xml_root

Codes = Mapping[str, str]
"""What a code of another program means: its name to ``quantity``, ``quantity:target``, ``project:programme`` …"""
Meanings = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a source that somebody selected, and the codes that each user gave it."""

    start: int
    end: int
    author: str
    said: Said | None
    codes: tuple[tuple[str, str, str], ...]

    def of(self, user: str) -> Said | None:
        """What the user says beside the code: a description is its author's, whoever else has coded the same selection."""
        return self.said if user == self.author else None

    def kinds(self) -> Iterator[tuple[str, str, str]]:
        """User, kind, role or type, once for each user and kind. Raises ValueError where a user gave one kind two roles."""
        found: dict[tuple[str, str], str] = {}
        for user, kind, word in self.codes:
            other = found.get((user, kind), "")
            if other and word and other != word:
                raise ValueError(f"is coded {kind}:{other} and {kind}:{word} by one user: take one of the codes away")
            found[user, kind] = word or other
        if not self.codes and self.said is not None and self.said.decision == "removed":
            found[self.author, self.said.kind] = ""
        return ((user, kind, word) for (user, kind), word in found.items())


def read_project(data: bytes, texts: Texts, codes: Codes | None = None, label: str = "the project", limits: Limits = DEFAULT) -> tuple[Coding, ...]:
    """The coding of each user of a project, in the order of their names.

    Texts are told by their words: a source is the document whose text it has, line breaks aside. Codes of our own are known;
    others mean what `codes` says, and are left out where it says nothing. Raises CodingError that names every fault.
    """
    archive = Archive(data, label, limits)
    names = [name for name in archive.names if name.lower().endswith(".qde")]
    if len(names) != 1:
        raise CodingError(f"{label} holds {len(names)} project files (.qde): give a REFI-QDA project (.qdpx)")
    root = xml_root(archive.read(names[0]), label)
    meanings = _meanings(root, codes or {})
    faults: list[str] = []
    found: dict[str, list[Unit]] = {}
    users = {bare(user.get("guid")): user.get("name") or bare(user.get("guid")) for user in elements(root, "User")}
    for source in sources(root, archive, texts, faults):
        for user, unit in _units(source, texts, meanings, faults):
            found.setdefault(users.get(user, user or "unknown"), []).append(unit)
    refuse(label, faults)
    known = {kind for kind, _ in meanings.values()}
    kinds = tuple(kind for kind in CODED if kind in known)
    order = [name for name, _ in texts.marks]
    return tuple(Coding(user, in_order(units, order), texts.marks, kinds) for user, units in sorted(found.items()))


def _meanings(root: Any, codes: Codes) -> dict[str, tuple[str, str]]:
    """The kind and the role or type that each code's id stands for. Raises CodingError for a meaning that there is not."""
    ours = {guid("code", *path): path for path, _, _ in codes_of(CODED)}
    found: dict[str, tuple[str, str]] = {}
    for code in elements(root, "Code"):
        name, own = code.get("name") or "", ours.get(bare(code.get("guid")))
        kind, _, word = (":".join(own) if own else codes.get(name, "")).partition(":")
        if kind and (kind not in CODED or (word and word not in choices(kind, LABELLED.get(kind, "role")))):
            raise CodingError(f"the code {name!r} cannot mean {codes.get(name)!r}: choose a kind of {', '.join(CODED)}, with a role or type behind :")
        if kind:
            found[bare(code.get("guid"))] = kind, word
    return found


def _units(source: Source, texts: Texts, meanings: Meanings, faults: list[str]) -> Iterator[tuple[str, Unit]]:
    for element in elements(source.element, "PlainTextSelection"):
        try:
            selection = _selection(element, source, meanings)
            yield from [(user, _unit(source, texts, selection, user, kind, word)) for user, kind, word in selection.kinds()]
        except (ValueError, TypeError) as fault:
            faults.append(f"selection {element.get('startPosition')}–{element.get('endPosition')} of {source.document}: {fault}")


def _selection(element: Any, source: Source, meanings: Meanings) -> Selection:
    """A selection with the codes that mean something to us. Raises ValueError where it lies outside of its text."""
    start, end = int(element.get("startPosition")), int(element.get("endPosition"))
    if not 0 <= start < end < len(source.offsets) + 1:
        raise ValueError("lies outside of its text")
    author = bare(element.get("creatingUser"))
    found = []
    for coding in elements(element, "Coding"):
        user = bare(coding.get("creatingUser")) or author
        refs = (bare(ref.get("targetGUID")) for ref in elements(coding, "CodeRef"))
        found += [(user, *meanings[ref]) for ref in refs if ref in meanings]
    return Selection(start, end, author or (found[0][0] if found else ""), said(description(element)), tuple(found))


def _unit(source: Source, texts: Texts, selection: Selection, user: str, kind: str, word: str) -> Unit:
    """What a user says of a selection."""
    first, last = source.offsets[selection.start], source.offsets[selection.end - 1] + 1
    document, own = texts.document(source.document), selection.of(user)
    values = dict(own.values) if own is not None and own.kind == kind else {}
    if word:
        values[LABELLED[kind]] = word
    kept = tuple((field, values[field]) for field in CODED[kind] if field in values)
    unit = Unit(source.document, kind, first, last, document.text[first:last], document.node_at(first).address, kept, "added")
    return unit if own is None else replace(unit, decision=own.decision, note=own.note, key=own.key)
