"""Codings that other people and programs have worked on: projects of several users, odd ids, files made to hurt."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import policytext as pt
from policytext.coding.doccano import lines, read_lines
from policytext.coding.label_studio import read_tasks, tasks
from policytext.coding.refi_read import read_project
from policytext.coding.refi_said import said
from policytext.coding.texts import Texts
from tests.coded import TEXT, plan

Q = "{urn:QDA-XML:project:1.0}"
SHARED_STRETCH = "一、平台建设\n2021年新增重点实验室、技术创新中心各20家。"
OTHER = "11111111-1111-1111-1111-111111111111"


class Project:
    """A project that another program has changed."""

    def __init__(self, folder: Path, documents: list[pt.Document], **options: Any) -> None:
        pt.write_coding(documents, folder / "t.qdpx", **options)
        with zipfile.ZipFile(folder / "t.qdpx") as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.files.pop("project.qde"))
        self.documents = documents

    def all(self, tag: str) -> list[Any]:
        return list(self.root.iter(f"{Q}{tag}"))

    def selection(self, text: str) -> Any:
        return next(x for x in self.all("PlainTextSelection") if x.get("name") == text)

    def code(self, name: str) -> str:
        return str(next(x for x in self.all("Code") if x.get("name") == name).get("guid"))

    def add_user(self) -> None:
        etree.SubElement(self.all("Users")[0], f"{Q}User", guid=OTHER, name="乙")

    def add_coding(self, text: str, code: str, user: str = OTHER) -> None:
        coding = etree.SubElement(self.selection(text), f"{Q}Coding", guid="c", creatingUser=user)
        etree.SubElement(coding, f"{Q}CodeRef", targetGUID=self.code(code))

    def read(self) -> dict[str, pt.Coding]:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in {"project.qde": etree.tostring(self.root), **self.files}.items():
                archive.writestr(name, data)
        return {coding.coder: coding for coding in read_project(stream.getvalue(), Texts(self.documents))}


def test_each_user_of_one_selection_is_heard(tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()])
    project.add_user()
    project.add_coding("5所", "outcome")
    project.add_coding("1.5万个", "target")
    found = project.read()
    machine = pt.Coding.of_machine([plan()])
    assert found["policytext"].units == machine.units
    assert [(x.text, x.values, x.decision, x.key) for x in found["乙"].units] == [
        ("5所", (("role", "outcome"),), "added", ""), ("1.5万个", (("role", "target"),), "added", ""),
    ]  # fmt: skip  # the numbers of the description are not hers
    rows = pt.disagreements(machine, found["乙"], documents=[plan()])
    assert rows[rows["text"].eq("5所") & rows["variable"].eq("role")][["value_a", "value_b"]].to_numpy().tolist() == [["target", "outcome"]]


def test_a_code_and_the_one_below_it_are_one_stretch(tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()])
    user = project.selection("5所").get("creatingUser")
    project.add_coding("5所", "数量 quantity", user)
    assert project.read()["policytext"].units == pt.Coding.of_machine([plan()]).units
    project.add_coding("5所", "outcome", user)
    with pytest.raises(pt.CodingError, match=r"selection \d+–\d+ of 澜水: is coded quantity:target and quantity:outcome by one user"):
        project.read()


def test_ids_may_stand_in_braces_and_capitals(tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()])
    for element in project.root.iter():
        for name in ("guid", "targetGUID", "creatingUser"):
            if element.get(name):
                element.set(name, "{" + element.get(name).upper() + "}")
    assert project.read()["policytext"].units == pt.Coding.of_machine([plan()]).units


def test_documents_with_the_same_words_are_told_apart(tmp_path: Path) -> None:
    documents = [plan(document="甲"), plan(document="乙")]
    project = Project(tmp_path, documents)
    assert project.read()["policytext"].units == pt.Coding.of_machine(documents).units
    sources = project.all("Sources")[0]
    sources[:] = list(reversed(sources))
    assert project.read()["policytext"].units == pt.Coding.of_machine(documents).units
    for source in sources:
        source.remove(source.find(f"{Q}Description"))  # then by the name of the source
    assert project.read()["policytext"].units == pt.Coding.of_machine(documents).units


@pytest.mark.parametrize(("origin", "counted"), [("NVivo", 2), ("ATLAS.ti 23", 1)])
def test_line_breaks_of_two_characters_are_counted_as_the_program_counts(origin: str, counted: int, tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()])
    project.root.set("origin", origin)
    project.files = {name: data.replace(b"\n", b"\r\n") for name, data in project.files.items()}
    for selection in project.all("PlainTextSelection"):
        for name in ("startPosition", "endPosition"):
            place = int(selection.get(name))
            selection.set(name, str(place + TEXT.count("\n", 0, place) * (counted - 1)))
    assert project.read()["policytext"].units == pt.Coding.of_machine([plan()]).units


def test_what_was_coded_stays_known_when_all_is_taken_away(tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()], kinds=["quantity", "time"])
    for selection in project.all("PlainTextSelection"):
        if selection.get("name") != "5所":
            selection.remove(selection.find(f"{Q}Coding"))
    coding = project.read()["policytext"]
    assert (coding.kinds, [x.text for x in coding.units]) == (("quantity", "time"), ["5所"])


DESCRIPTIONS = [
    ('{"kind": "quantity", "values": {"low": [1]}}', "low cannot be '\\[1\\]'"),
    ('{"kind": "quantity", "values": {"low": NaN}}', "low cannot be 'nan'"),
    ('{"kind": "quantity", "values": {"low": true}}', "low cannot be 'True'"),
    ('{"kind": "quantity", "values": {"role": "目标"}}', "role cannot be '目标'"),
    ('{"kind": "quantity", "values": {"deadline": "2021-2-3"}}', "deadline cannot be"),
    ('{"kind": "quantity", "values": {"indicator": {"a": 1}}}', "indicator cannot be"),
]  # fmt: skip


@pytest.mark.parametrize(("description", "message"), DESCRIPTIONS)
def test_descriptions_are_not_believed(description: str, message: str, tmp_path: Path) -> None:
    project = Project(tmp_path, [plan()])
    project.selection("5所").find(f"{Q}Description").text = description
    with pytest.raises(pt.CodingError, match=message):
        project.read()


@pytest.mark.parametrize("description", ["", "看这里", "[" * 100_000, '{"kind": ["quantity"]}', "3", '{"kind": "人"}', None])
def test_descriptions_of_others_say_nothing_to_us(description: str | None, tmp_path: Path) -> None:
    assert said(description) is None
    project = Project(tmp_path, [plan()])
    project.selection("5所").find(f"{Q}Description").text = description
    unit = next(x for x in project.read()["policytext"].units if x.text == "5所")
    assert (unit.values, unit.decision) == ((("role", "target"),), "added")


def task_of(document: pt.Document, change: Callable[[list[Any]], object], **options: Any) -> pt.Coding:
    """The coding of a task whose annotation began with the suggestions and was changed."""
    texts = Texts([document])
    (task,) = tasks(pt.Coding.of_machine([document]), texts, **options)
    results = copy.deepcopy(task.get("predictions", [{"result": []}])[0]["result"])
    change(results)
    return read_tasks([{**task, "annotations": [{"result": results}]}], texts, "甲")


def test_label_studio_tells_changed_from_kept() -> None:
    def change(results: list[Any]) -> None:
        next(x for x in results if x["from_name"] == "quantity-role" and x["value"]["text"] == "5所")["value"]["choices"] = ["outcome"]
        for x in results:
            if x["value"]["text"] == "1.5万个":
                x["value"].update(end=x["value"]["end"] - 1, text="1.5万")

    decisions = {x.text: x.decision for x in task_of(plan(), change).units}
    assert (decisions["5所"], decisions["1.5万"], decisions["98.5%以上"]) == ("changed", "changed", "kept")


def test_label_studio_knows_what_was_asked() -> None:
    document = plan()
    assert task_of(document, list.clear).kinds == ("quantity", "time", "project")
    blind = task_of(document, lambda results: None, suggest=False)
    assert (blind.units, blind.kinds) == ((), ("quantity", "time", "project"))
    rows = pt.agreement(blind, pt.Coding.of_machine([document])).rows
    assert {row["percent"] for row in rows if row["variable"] == "presence"} == {0.0}


def test_two_readings_of_one_stretch_pass_through_every_program(tmp_path: Path) -> None:
    document = plan(SHARED_STRETCH)
    machine = pt.Coding.of_machine([document])
    assert task_of(document, lambda results: None).units == machine.units
    assert Project(tmp_path, [document]).read()["policytext"].units == machine.units
    (line,) = lines(machine, Texts([document]))
    assert len({tuple(x) for x in line["label"]}) == len(line["label"]) < len(machine.units)  # doccano takes no label twice
    assert read_lines([line], Texts([document]), "甲", machine).units == machine.units


def test_a_second_label_beside_the_suggested_one_is_an_addition() -> None:
    document = plan()
    machine = pt.Coding.of_machine([document])
    (line,) = lines(machine, Texts([document]))
    start, end, _ = next(x for x in line["label"] if TEXT[x[0] : x[1]] == "5所")
    for labels in ([*line["label"], [start, end, "quantity:outcome"]], [[start, end, "quantity:outcome"], *line["label"]]):
        coding = read_lines([{**line, "label": labels}], Texts([document]), "甲", machine)
        assert [(x.value("role"), x.decision) for x in coding.units if x.text == "5所"] == [("outcome", "added"), ("target", "kept")]


NOT_TASKS = ["[1]", '{"data": 1}', "[{}]", '[{"data": {"document": ["甲"], "text_sha256": "x"}}]', "null"]
NOT_LINES = [
    "[1]", '{"document": "澜水", "label": [[0, 1]]}', '{"document": "澜水", "label": 5}', '{"document": ["甲"]}',
    '{"document": "澜水", "entities": [{"start_offset": 1e400, "end_offset": 3, "label": "quantity"}]}', '{"document": "澜水", "entities": [{}]}',
]  # fmt: skip


@pytest.mark.parametrize(("ending", "content"), [*(("json", x) for x in NOT_TASKS), *(("jsonl", x) for x in NOT_LINES)])
def test_what_is_no_export_is_a_typed_error(ending: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(pt.CodingError, match="cannot be read"):
        pt.read_coding(path, [plan()], coder="甲")


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_a_document_stands_in_an_export_once(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    pt.write_coding([plan()], path)
    if ending == "jsonl":
        path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    else:
        (task,) = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps([{**task, "annotations": [{"result": []}]}] * 2), encoding="utf-8")
    with pytest.raises(pt.CodingError, match=r"before is about '澜水' too"):
        pt.read_coding(path, [plan()], coder="甲")
