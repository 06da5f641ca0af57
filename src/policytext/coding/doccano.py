"""Lines for doccano: the text with labelled stretches, and lines that come back.

A label is the kind with its role or type (``quantity:target``); doccano has no further fields, so the numbers stay those
of the suggestion, where the stretch is the same. Without its mode for graphemes doccano counts code units of UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from policytext.coding.coding import Coding, Unit, in_order, mark
from policytext.coding.faults import refuse
from policytext.coding.fields import CODED, KINDS, LABELLED, choices
from policytext.coding.offsets import Utf16
from policytext.coding.texts import Texts
from policytext.model.sheet import printable


def lines(coding: Coding, texts: Texts, *, suggest: bool = True) -> list[dict[str, Any]]:
    """A line for each document; without `suggest` no label."""
    found = []
    for name, text_mark in coding.texts:
        text = texts.document(name).text
        wide = Utf16(text)
        units = [unit for unit in coding.units if unit.document == name and suggest]
        labels = list({(wide.units(unit.start), wide.units(unit.end), label_of(unit)): None for unit in units})
        found.append({"text": printable(text), "label": [list(label) for label in labels], "document": name, "text_sha256": text_mark})
    return found


def label_of(unit: Unit) -> str:
    """The label of a stretch.

    >>> label_of(Unit("甲", "quantity", 0, 2, "5所", values=(("role", "target"),)))
    'quantity:target'
    """
    word = unit.value(LABELLED.get(unit.kind, ""))
    return f"{unit.kind}:{word}" if word else unit.kind


def read_lines(rows: Iterable[Mapping[str, Any]], texts: Texts, coder: str, suggestions: Coding) -> Coding:
    """The coding of an export (``label``, or ``entities`` of newer versions), held against the suggestions.

    A stretch that was suggested keeps its values, with the role or type of its label; suggestions that are gone were removed.
    Raises CodingError that names every fault.
    """
    units: list[Unit] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        try:
            name = row.get("document") or (row.get("meta") or {}).get("document") or _by_text(row, texts)
            texts.check(name, row.get("text_sha256") or mark(texts.document(name).text))
            if name in seen:
                raise ValueError(f"a line before is about {name!r} too: keep one")
            seen.add(name)
            units += _units(row, name, texts, suggestions)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as fault:
            faults.append(f"line {number}: {f'lacks {fault}' if isinstance(fault, KeyError) else fault}")
    if missing := [name for name, _ in texts.marks if name not in seen]:
        faults.append(f"there is no line of {', '.join(missing)}: give only the documents that were coded")
    refuse("the export", faults)
    return Coding(coder, in_order(units, [name for name, _ in texts.marks]), texts.marks, suggestions.kinds)


def _by_text(row: Mapping[str, Any], texts: Texts) -> str:
    """The document of a line that has lost its id, told by its text."""
    found = [name for name, _ in texts.marks if printable(texts.document(name).text) == (row.get("text") or row.get("data"))]
    if len(found) != 1:
        raise ValueError("the line names no document, and its text is that of none: keep the columns document and text_sha256")
    return found[0]


def _units(row: Mapping[str, Any], name: str, texts: Texts, suggestions: Coding) -> list[Unit]:
    document = texts.document(name)
    wide = Utf16(document.text)
    left = {unit.key: unit for unit in suggestions.units if unit.document == name}
    same = {(wide.units(unit.start), wide.units(unit.end), label_of(unit)) for unit in left.values()}
    found = []
    for start, end, label in sorted(dict.fromkeys(_stretches(row)), key=lambda x: x not in same):  # what was kept before what was changed
        first, last = wide.characters(start), wide.characters(end)
        if not 0 <= first < last <= len(document.text):
            raise ValueError(f"the stretch {start}–{end} is not in the text of {name!r}")
        kind, _, word = label.partition(":")
        values = _said(kind, word, label)
        suggested = _meant(label, [x for x in left.values() if (x.start, x.end, x.kind) == (first, last, kind)])
        found += [_judged(left.pop(unit.key), values) for unit in suggested]
        if not suggested:
            item = document.node_at(first).address
            found.append(Unit(name, kind, first, last, document.text[first:last], item, values, "added"))
    return [*found, *(replace(unit, decision="removed") for unit in left.values())]


def _meant(label: str, units: list[Unit]) -> list[Unit]:
    """The suggestions of one stretch that a label is about: those that bear it, else all, as their label was changed."""
    return [unit for unit in units if label_of(unit) == label] or units


def _judged(unit: Unit, values: tuple[tuple[str, Any], ...]) -> Unit:
    merged = dict(unit.values) | dict(values)
    changed = tuple((field, merged[field]) for field in CODED[unit.kind] if field in merged)
    return replace(unit, values=changed, decision="kept" if changed == unit.values else "changed")


def _stretches(row: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    if "entities" in row:
        return [(int(x["start_offset"]), int(x["end_offset"]), str(x["label"])) for x in row["entities"]]
    return [(int(start), int(end), str(label)) for start, end, label in row.get("label") or row.get("labels") or ()]


def _said(kind: str, word: str, label: str) -> tuple[tuple[str, Any], ...]:
    if kind not in KINDS:
        raise ValueError(f"the label {label!r} is of none of {', '.join(KINDS)}")
    if not word:
        return ()
    field = LABELLED.get(kind, "")
    if word not in choices(kind, field):
        raise ValueError(f"the label {label!r}: {word!r} is none of {', '.join(choices(kind, field))}")
    return ((field, word),)
