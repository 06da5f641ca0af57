"""Tasks for Label Studio: the text with suggestions as predictions, and annotations that come back.

Today's Label Studio counts characters, versions before 2022 counted code units of UTF-16. Each region of an annotation
names its text, so that on the way back the one that fits is taken; where neither does, that is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

from policytext.coding.cells import value_of
from policytext.coding.coding import Coding, Unit, in_order, mark
from policytext.coding.faults import refuse
from policytext.coding.fields import CODED, KINDS, choices
from policytext.coding.offsets import Utf16
from policytext.coding.texts import Texts
from policytext.model.sheet import printable

LABEL = "kind"
KEY = 16
"""Characters of the ids of suggestions; Label Studio's own have ten."""


def tasks(coding: Coding, texts: Texts, *, suggest: bool = True) -> list[dict[str, Any]]:
    """A task for each document; without `suggest` there are no predictions."""
    return [_task(coding, name, texts, suggest) for name, _ in coding.texts]


def _task(coding: Coding, name: str, texts: Texts, suggest: bool) -> dict[str, Any]:
    text = texts.document(name).text
    data = {"text": printable(text), "document": name, "text_sha256": mark(text), "kinds": " ".join(coding.kinds)}
    if not suggest:
        return {"data": data}
    results = [result for unit in coding.units if unit.document == name for result in _results(unit)]
    return {"data": data, "predictions": [{"model_version": coding.coder, "result": results}]}


def _results(unit: Unit) -> Iterator[dict[str, Any]]:
    """The region of a unit and, under the same id, one result a field."""
    region = {"start": unit.start, "end": unit.end, "text": printable(unit.text)}
    place = {"id": unit.key or f"{unit.start}-{unit.end}-{unit.kind}", "to_name": "text"}
    yield {**place, "from_name": LABEL, "type": "labels", "value": {**region, "labels": [unit.kind]}}
    for field, value in unit.values:
        type_ = "choices" if choices(unit.kind, field) else "textarea"
        given = [str(value)]
        yield {**place, "from_name": f"{unit.kind}-{field}", "type": type_, "value": {**region, "choices" if type_ == "choices" else "text": given}}


def config(kinds: tuple[str, ...]) -> str:
    """The labelling interface that the tasks need, for the project's settings."""
    labels = "".join(f"  <Label value={quoteattr(kind)}/>\n" for kind in kinds)
    fields = "".join(_control(kind, field) for kind in kinds for field in CODED[kind])
    return f'<View>\n <Labels name="{LABEL}" toName="text">\n{labels} </Labels>\n <Text name="text" value="$text" granularity="symbol"/>\n{fields}</View>\n'


def _control(kind: str, field: str) -> str:
    shown = f'toName="text" perRegion="true" visibleWhen="region-selected" whenTagName="{LABEL}" whenLabelValue="{kind}"'
    words = choices(kind, field)
    if not words:
        return f' <TextArea name="{kind}-{field}" {shown} placeholder={quoteattr(field)} maxSubmissions="1" editable="true"/>\n'
    inner = "".join(f"  <Choice value={quoteattr(word)}/>\n" for word in words)
    return f' <Choices name="{kind}-{field}" {shown} choice="single">\n{inner} </Choices>\n'


def read_tasks(found: Any, texts: Texts, coder: str, completed_by: object = None) -> Coding:
    """The coding of an export: of each task its last annotation, or the last one by `completed_by`.

    Suggestions that are not in the annotation were removed by the coder. Raises CodingError that names every fault.
    """
    units: list[Unit] = []
    faults: list[str] = []
    done: set[str] = set()
    asked: set[str] = set()
    for number, task in enumerate(found if isinstance(found, list) else [found]):
        try:
            name = _name(task, texts, done)
            units += _judged(task, name, texts, completed_by)
            asked |= set(str(task["data"].get("kinds", "")).split())
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            faults.append(f"task {number}: {reason(fault)}")
    if missing := [name for name, _ in texts.marks if name not in done]:
        faults.append(f"there is no annotated task of {', '.join(missing)}: give only the documents that were coded")
    refuse("the export", faults)
    kinds = tuple(kind for kind in KINDS if kind in asked | {unit.kind for unit in units})
    return Coding(coder, in_order(units, [name for name, _ in texts.marks]), texts.marks, kinds)


def reason(fault: Exception) -> str:
    """What is wrong, in words.

    >>> reason(KeyError("data"))
    "lacks 'data'"
    """
    return f"lacks {fault}" if isinstance(fault, KeyError) else str(fault)


def _name(task: Any, texts: Texts, done: set[str]) -> str:
    """The document of a task. Raises ValueError where its text is another, or a task before was about it."""
    name: str = task["data"]["document"]
    texts.check(name, task["data"]["text_sha256"])
    if name in done:
        raise ValueError(f"a task before is about {name!r} too: keep one, or read each with the document under another id")
    done.add(name)
    return name


def _judged(task: Any, name: str, texts: Texts, by: object) -> list[Unit]:
    """What the annotation of a task says of its suggestions, and what it adds."""
    made = [x for x in task.get("annotations", ()) if not x.get("was_cancelled") and (by is None or _by(x) == by)]
    if not made:
        raise ValueError(f"{name!r} has no annotation{'' if by is None else f' by {by}'}: export annotated tasks as JSON")
    given = [x for prediction in task.get("predictions", ()) if isinstance(prediction, Mapping) for x in prediction.get("result", ())]
    suggested = {unit.key: unit for unit in _units(given, name, texts)}
    found = {unit.key: unit for unit in _units(list(made[-1]["result"]), name, texts)}
    removed = [replace(unit, decision="removed") for key, unit in suggested.items() if key not in found]
    return [*(_decided(unit, suggested) for unit in found.values()), *removed]


def _decided(unit: Unit, suggested: Mapping[str, Unit]) -> Unit:
    """A stretch with how it was decided; exports may lack the suggestions, whose ids are longer than Label Studio's own."""
    if unit.key in suggested:
        return replace(unit, decision="kept" if unit == suggested[unit.key] else "changed")
    return unit if not suggested and len(unit.key) == KEY else replace(unit, decision="added", key="")


def _by(annotation: Mapping[str, Any]) -> Any:
    who = annotation.get("completed_by")
    return who.get("id") if isinstance(who, Mapping) else who


def _units(results: list[Any], name: str, texts: Texts) -> list[Unit]:
    """The stretches of an annotation with their fields."""
    document = texts.document(name)
    fields: dict[str, dict[str, Any]] = {}
    for x in results:
        if x.get("type") in ("choices", "textarea"):
            kind, _, field = x["from_name"].partition("-")
            written = x["value"].get("choices") or x["value"].get("text") or []
            word = written[0] if isinstance(written, list) and written else written
            if word and field in CODED.get(kind, ()):
                fields.setdefault(x["id"], {})[field] = value_of(kind, field, word)
    found = []
    for x in (x for x in results if x.get("type") == "labels"):
        kind = x["value"]["labels"][0]
        if kind not in CODED:
            raise ValueError(f"{kind!r} is none of {', '.join(CODED)}")
        start, end = place_of(document.text, x["value"]["start"], x["value"]["end"], x["value"].get("text"))
        said = fields.get(x["id"], {})
        values = tuple((field, said[field]) for field in CODED[kind] if said.get(field) is not None)
        found.append(Unit(name, kind, start, end, document.text[start:end], document.node_at(start).address, values, key=str(x["id"])))
    return found


def place_of(text: str, start: int, end: int, surface: str | None) -> tuple[int, int]:
    """Where a region stands in characters, whichever way it was counted. Raises ValueError where its text tells otherwise.

    >>> place_of("𠮷所5个", 3, 5, "5个")
    (2, 4)
    """
    wide = Utf16(text)
    ways = ((start, end), (wide.characters(start), wide.characters(end)))
    for first, last in ways:
        if 0 <= first < last <= len(text) and (surface is None or printable(text[first:last]) == surface):
            return first, last
    raise ValueError(f"region {start}–{end} is not {surface!r} in the text: was the text changed?")
