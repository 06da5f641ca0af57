"""REFI-QDA in: the codings of a project that came back from another program, or was made there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policytext.coding.coding import DECISIONS, Coding, Decision, Unit, in_order
from policytext.coding.doccano import LABELLED
from policytext.coding.fields import CODED, choices
from policytext.coding.refi_names import INTERNAL, codes_of, guid
from policytext.coding.texts import Texts
from policytext.model.errors import CodingError
from policytext.model.sheet import printable
from policytext.reading.archive import Archive, check_markup
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.xml import xml_root

Codes = Mapping[str, str]
"""What a code of another program means: its name to ``quantity``, ``quantity:target``, ``project:programme`` …"""


@dataclass(frozen=True, slots=True)
class Source:
    """A text of a project: the document that it is, and how its offsets become ours."""

    document: str
    element: Any
    offsets: tuple[int, ...]


def read_project(data: bytes, texts: Texts, codes: Codes | None = None, label: str = "the project", limits: Limits = DEFAULT) -> tuple[Coding, ...]:
    """The coding of each user of a project, in the order of their names.

    Texts are told by their words: a source is the document whose text it has, line breaks aside. Codes of our own are known;
    others mean what `codes` says, and are left out where it says nothing. Raises CodingError that names every fault.
    """
    archive = Archive(data, label, limits)
    names = [name for name in archive.names if name.lower().endswith(".qde")]
    if len(names) != 1:
        raise CodingError(f"{label} holds {len(names)} project files (.qde): give a REFI-QDA project (.qdpx)")
    content = archive.read(names[0])
    check_markup(content, label)
    root = xml_root(content, label)
    meanings = _meanings(root, codes or {})
    faults: list[str] = []
    found: dict[str, list[Unit]] = {}
    users = {user.get("guid"): user.get("name") or user.get("guid") for user in _all(root, "User")}
    for source in _sources(root, archive, texts, faults):
        for user, unit in _units(source, texts, meanings, faults):
            found.setdefault(users.get(user, user or "unknown"), []).append(unit)
    if faults:
        raise CodingError(f"{label} cannot be read; mend these and read it again:\n" + "\n".join(faults[:30]))
    kinds = tuple(kind for kind in CODED if any(unit.kind == kind for units in found.values() for unit in units))
    order = [name for name, _ in texts.marks]
    return tuple(Coding(user, in_order(units, order), texts.marks, kinds) for user, units in sorted(found.items()))


def _all(element: Any, tag: str) -> Iterator[Any]:
    return (x for x in element.iter() if isinstance(x.tag, str) and x.tag.rpartition("}")[2] == tag)


def _meanings(root: Any, codes: Codes) -> dict[str, tuple[str, str]]:
    """The kind and the role or type that each code's id stands for. Raises CodingError for a meaning that there is not."""
    ours = {guid("code", *path): path for path, _, _ in codes_of(CODED)}
    found: dict[str, tuple[str, str]] = {}
    for code in _all(root, "Code"):
        name, own = code.get("name") or "", ours.get((code.get("guid") or "").lower())
        kind, _, word = (":".join(own) if own else codes.get(name, "")).partition(":")
        if kind and (kind not in CODED or (word and word not in choices(kind, LABELLED.get(kind, "role")))):
            raise CodingError(f"the code {name!r} cannot mean {codes.get(name)!r}: choose a kind of {', '.join(CODED)}, with a role or type behind :")
        if kind:
            found[code.get("guid")] = kind, word
    return found


def _sources(root: Any, archive: Archive, texts: Texts, faults: list[str]) -> Iterator[Source]:
    """The texts of a project that are documents; others are no fault, as a project may hold interviews too."""
    by_words = {words(texts.document(name).text): name for name, _ in texts.marks}
    seen = set()
    for element in _all(root, "TextSource"):
        content = _content(element, archive)
        name = by_words.get(words(content)) if content is not None else None
        if name is not None and name not in seen:
            seen.add(name)
            yield Source(name, element, offsets(content or "", texts.document(name).text))
    if missing := [name for name, _ in texts.marks if name not in seen]:
        faults.append(f"no text of the project is that of {', '.join(missing)}: give the documents that were coded, unchanged")


def _content(element: Any, archive: Archive) -> str | None:
    """The text of a source: in the project file itself, or a file beside it."""
    inner = next(_all(element, "PlainTextContent"), None)
    if inner is not None:
        return str(inner.text or "")
    path = (element.get("plainTextPath") or "").removeprefix(INTERNAL)
    part = next((x for x in archive.names if path and x.lower() == f"sources/{path.lower()}"), None)
    return None if part is None else archive.read(part).decode("utf-8-sig", "replace")


def words(text: str) -> str:
    """A text without what programs change on the way: line breaks, blanks at the ends, marks of byte order."""
    return "".join(printable(text).replace("\ufeff", "").split())


def offsets(theirs: str, ours: str) -> tuple[int, ...]:
    """For each offset of their text the one of ours, both having the same words.

    >>> offsets("一\\r\\n二", "一\\n二")
    (0, 1, 1, 2, 3)
    """
    shown = printable(ours)
    found, place = [], 0
    for x in theirs:
        if not x.isspace() and x != "\ufeff":
            while place < len(shown) and shown[place] != x:
                place += 1
            found.append(place)
            place += 1
        else:
            found.append(place)
    return (*found, len(ours) if not theirs or not theirs[-1].isspace() else place)


def _units(source: Source, texts: Texts, meanings: Mapping[str, tuple[str, str]], faults: list[str]) -> Iterator[tuple[str, Unit]]:
    for selection in _all(source.element, "PlainTextSelection"):
        try:
            coding = next(_all(selection, "Coding"), None)
            user = selection.get("creatingUser") or (coding.get("creatingUser") if coding is not None else "") or ""
            unit = _unit(source, selection, texts, meanings)
        except (ValueError, TypeError, KeyError) as fault:
            faults.append(f"selection {selection.get('startPosition')}–{selection.get('endPosition')} of {source.document}: {fault}")
            continue
        if unit is not None:
            yield user, unit


def _unit(source: Source, selection: Any, texts: Texts, meanings: Mapping[str, tuple[str, str]]) -> Unit | None:
    """The stretch of a selection; None where its code means nothing to us."""
    start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
    if not 0 <= start < end < len(source.offsets) + 1:
        raise ValueError("lies outside of its text")
    first, last = source.offsets[start], source.offsets[end - 1] + 1
    document = texts.document(source.document)
    said = _said(selection)
    refs = [ref.get("targetGUID") for ref in _all(selection, "CodeRef")]
    known = next((meanings[ref] for ref in refs if ref in meanings), None)
    if known is None and said.get("decision") != "removed":
        return None
    kind, word = known or (str(said["kind"]), "")
    values = dict(said.get("values") or {}) if said.get("kind") == kind else {}
    if word:
        values[LABELLED[kind]] = word
    kept = tuple((field, values[field]) for field in CODED[kind] if values.get(field) is not None)
    decision: Decision = next((x for x in DECISIONS if x == said.get("decision")), "added")
    item = document.node_at(first).address
    note, key = said.get("note"), str(said.get("key") or "")
    return Unit(source.document, kind, first, last, document.text[first:last], item, kept, decision, note, key)


def _said(selection: Any) -> dict[str, Any]:
    """What we wrote into the description of a selection; nothing where another program wrote one of its own."""
    inner = next((x for x in selection if isinstance(x.tag, str) and x.tag.rpartition("}")[2] == "Description"), None)
    try:
        found = json.loads(inner.text or "") if inner is not None else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("kind") in CODED else {}
