"""Codings through other programs: Label Studio, doccano, REFI-QDA (NVivo, MAXQDA, QualCoder)."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import policytext as pt
from policytext.coding.doccano import lines, read_lines
from policytext.coding.label_studio import config, place_of, read_tasks, tasks
from policytext.coding.offsets import Utf16
from policytext.coding.refi_names import guid
from policytext.coding.refi_read import read_project
from policytext.coding.refi_sources import offsets
from policytext.coding.refi_write import legal
from policytext.coding.texts import Texts
from tests.coded import TEXT, plan

ASTRAL = "𠮷祥学校2021年工作要点\n一、扩大学位\n𠮷祥学校新建教室5间，𠀋校新增学位1.5万个。"
NAMESPACE = {"q": "urn:QDA-XML:project:1.0"}


@given(st.text(alphabet="学5\n𠮷🏫", max_size=30), st.data())
def test_offsets_go_both_ways(text: str, data: st.DataObject) -> None:
    wide = Utf16(text)
    offset = data.draw(st.integers(0, len(text)))
    assert wide.units(offset) == len(text[:offset].encode("utf-16-le")) // 2
    assert wide.characters(wide.units(offset)) == offset


@pytest.mark.parametrize("ending", ["json", "jsonl", "qdpx"])
def test_what_nobody_touched_comes_back_as_it_was(ending: str, tmp_path: Path) -> None:
    documents = [plan(), plan(ASTRAL, "𠮷祥"), plan("一、坏字节\udcc7建学校5所", "坏")]
    machine = pt.Coding.of_machine(documents)
    path = tmp_path / f"t.{ending}"
    pt.write_coding(documents, path)
    if ending == "json":
        accepted(path)
    coding = pt.read_coding(path, documents, coder="甲")
    assert coding.units == machine.units
    assert (coding.texts, coding.coder) == (machine.texts, "甲")
    before = path.read_bytes() if ending != "json" else b""
    pt.write_coding(documents, path)
    assert ending == "json" or path.read_bytes() == before


def accepted(path: Path, **annotation: Any) -> list[dict[str, Any]]:
    """The tasks as a coder who accepts every suggestion exports them."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for task in found:
        task["annotations"] = [{"completed_by": 1, "result": copy.deepcopy(task["predictions"][0]["result"]), **annotation}]
    path.write_text(json.dumps(found), encoding="utf-8")
    return found


def result(task: dict[str, Any], text: str, kind: str = "labels") -> dict[str, Any]:
    return next(x for x in task["annotations"][0]["result"] if x["type"] == kind and x["value"]["text"] == text)


def test_label_studio_corrections(tmp_path: Path) -> None:
    documents = [plan()]
    path = tmp_path / "t.json"
    pt.write_coding(documents, path)
    (task,) = accepted(path)
    results = task["annotations"][0]["result"]
    gone = result(task, "98.5%以上")["id"]
    task["annotations"][0]["result"] = results = [x for x in results if x["id"] != gone]
    region = result(task, "1.5万个")["id"]
    next(x for x in results if x["id"] == region and x["from_name"] == "quantity-low")["value"]["text"] = ["1500"]
    start = TEXT.index("12000000")
    results.append({
        "id": "Xy12_own", "type": "labels", "from_name": "kind", "to_name": "text",
        "value": {"start": start, "end": start + 8, "text": "12000000", "labels": ["quantity"]},
    })  # fmt: skip
    path.write_text(json.dumps([task]), encoding="utf-8")
    coding = pt.read_coding(path, documents, coder="乙")
    by_text = {x.text: x for x in coding.units}
    assert (by_text["98.5%以上"].decision, by_text["12000000"].decision) == ("removed", "added")
    assert by_text["1.5万个"].value("low") == 1500
    assert pt.agreement(coding, pt.Coding.of_machine(documents)).to_frame()["percent"].min() < 1


def test_label_studio_of_several_coders(tmp_path: Path) -> None:
    documents = [plan()]
    path = tmp_path / "t.json"
    pt.write_coding(documents, path)
    (task,) = accepted(path)
    task["annotations"].append({"completed_by": {"id": 2, "email": "x"}, "result": task["annotations"][0]["result"][:1]})
    task["annotations"].append({"completed_by": 3, "was_cancelled": True, "result": []})
    path.write_text(json.dumps([task]), encoding="utf-8")
    one, two = (pt.read_coding(path, documents, coder=str(i), completed_by=i) for i in (1, 2))
    assert len([x for x in one.units if x.present]) > len([x for x in two.units if x.present]) == 1
    with pytest.raises(pt.CodingError, match="'澜水' has no annotation by 3"):
        pt.read_coding(path, documents, coder="3", completed_by=3)


def test_label_studio_counts_one_way_or_the_other() -> None:
    document = plan(ASTRAL, "𠮷祥")
    texts, machine = Texts([document]), pt.Coding.of_machine([document])
    wide = Utf16(document.text)
    (task,) = tasks(machine, texts)
    old = copy.deepcopy(task)
    for x in old["predictions"][0]["result"]:  # as versions before 2022 count
        x["value"]["start"], x["value"]["end"] = (wide.units(x["value"][name]) for name in ("start", "end"))
    for one in (task, old):
        coding = read_tasks([{**one, "annotations": [{"result": one["predictions"][0]["result"]}]}], texts, "甲")
        assert coding.units == machine.units
    with pytest.raises(ValueError, match="was the text changed"):
        place_of("新建5所", 0, 2, "5所")


def test_the_interface_has_a_control_for_every_field() -> None:
    document = plan()
    root = etree.fromstring(config(("quantity", "project")))
    names = {x.get("name") for x in root.iter("Choices", "TextArea")}
    results = tasks(pt.Coding.of_machine([document], ["quantity", "project"]), Texts([document]))[0]["predictions"][0]["result"]
    assert {x["from_name"] for x in results} - {"kind"} <= names
    assert [x.get("value") for x in root.iter("Label")] == ["quantity", "project"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda task: task["data"].update(text_sha256="0"), "is not the one that was coded"),
        (lambda task: task["data"].update(document="别处"), "there is no document '别处'"),
        (lambda task: task.pop("annotations"), "has no annotation"),
        (lambda task: result(task, "5所")["value"].update(text="6所"), "was the text changed"),
        (lambda task: result(task, "5所")["value"].update(labels=["人物"]), "'人物' is none of quantity"),
        (lambda task: task.clear(), "task 0"),
    ],
)
def test_tasks_that_cannot_be_read(change: Any, said: str, tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    pt.write_coding([plan()], path)
    (task,) = accepted(path)
    change(task)
    with pytest.raises(pt.CodingError, match=said):
        read_tasks([task], Texts([plan()]), "甲")
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(pt.CodingError, match="is no JSON"):
        pt.read_coding(path, [plan()], coder="甲")


def test_doccano_counts_code_units_and_knows_both_forms() -> None:
    document = plan(ASTRAL, "𠮷祥")
    texts, machine = Texts([document]), pt.Coding.of_machine([document])
    (line,) = lines(machine, texts)
    start, end, _ = line["label"][0]
    assert line["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == machine.units[0].text
    entities = [{"id": i, "start_offset": start, "end_offset": end, "label": label} for i, (start, end, label) in enumerate(line["label"])]
    newer = {"id": 7, "text": line["text"], "entities": entities, "relations": []}  # which has lost the document's name
    assert read_lines([newer], texts, "甲", machine).units == machine.units


def test_doccano_corrections() -> None:
    document = plan()
    texts, machine = Texts([document]), pt.Coding.of_machine([document])
    (line,) = lines(machine, texts)
    kept = [x for x in line["label"] if TEXT[x[0] : x[1]] not in ("98.5%以上", "5所")]  # both stand before 𠮷
    start = Utf16(TEXT).units(TEXT.index("12000000元"))
    line["label"] = [*kept, [TEXT.index("5所"), TEXT.index("5所") + 2, "quantity:outcome"], [start, start + 8, "quantity:target"]]
    coding = read_lines([line], texts, "乙", machine)
    by_text = {x.text: x for x in coding.units}
    assert (by_text["98.5%以上"].decision, by_text["12000000"].decision) == ("removed", "added")
    assert (by_text["5所"].decision, by_text["5所"].value("role"), by_text["5所"].value("low")) == ("changed", "outcome", 5)
    for labels, said in (([[0, 9999, "quantity"]], "not in the text"), ([[0, 2, "人"]], "of none of"), ([[0, 2, "quantity:x"]], "'x' is none of")):
        with pytest.raises(pt.CodingError, match=said):
            read_lines([{**line, "label": labels}], texts, "乙", machine)
    with pytest.raises(pt.CodingError, match="no line of 澜水"):
        read_lines([], texts, "乙", machine)
    with pytest.raises(pt.CodingError, match="its text is that of none"):
        read_lines([{"text": "别的", "label": []}], texts, "乙", machine)


def project(path: Path) -> tuple[etree._Element, dict[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(files.pop("project.qde")), files


def packed(root: etree._Element, files: dict[str, bytes], name: str = "project.qde") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, etree.tostring(root))
        for file, data in files.items():
            archive.writestr(file, data)
    return stream.getvalue()


def test_a_project_holds_texts_codes_and_each_coder(tmp_path: Path) -> None:
    documents = [plan(), plan(ASTRAL, "𠮷祥")]
    machine = pt.Coding.of_machine(documents)
    other = pt.Coding("乙", machine.units[:3], machine.texts, machine.kinds)
    pt.write_coding(documents, tmp_path / "t.qdpx", codings=[machine, other])
    root, files = project(tmp_path / "t.qdpx")
    assert [x.get("name") for x in root.iterfind(".//q:User", NAMESPACE)] == ["policytext", "乙"]
    codes = {x.get("guid"): x.get("name") for x in root.iterfind(".//q:Code", NAMESPACE)}
    assert codes[guid("code", "quantity", "target")] == "target"
    assert all(x.get("targetGUID") in codes for x in root.iterfind(".//q:CodeRef", NAMESPACE))
    source = root.findall(".//q:TextSource", NAMESPACE)[1]
    text = files[f"sources/{source.get('plainTextPath').removeprefix('internal://')}"].decode("utf-8")
    assert text == ASTRAL
    for selection in source.iterfind("q:PlainTextSelection", NAMESPACE):
        start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
        assert text[start:end] == selection.get("name")
    assert pt.read_coding(tmp_path / "t.qdpx", documents, coder="乙").units == other.units
    with pytest.raises(pt.CodingError, match="no coding by '丙': its users are policytext, 乙"):
        pt.read_coding(tmp_path / "t.qdpx", documents, coder="丙")
    ids = [x.get("guid") for x in root.iter() if x.get("guid")]
    assert len(ids) == len(set(ids))


def test_another_reader_takes_the_project_and_the_codebook(tmp_path: Path) -> None:
    from pyrefiqda.models import Project  # a reader made from the published schema
    from xsdata_pydantic.bindings import XmlParser

    documents = [plan(), plan(ASTRAL, "𠮷祥")]
    pt.write_coding(documents, tmp_path / "t.qdpx")
    root, _ = project(tmp_path / "t.qdpx")
    found = XmlParser().from_bytes(etree.tostring(root), Project)
    assert [x.name for x in found.users.user] == ["policytext"]
    assert sum(len(x.plain_text_selection) for x in found.sources.text_source) == len(pt.Coding.of_machine(documents).units)
    pt.write_coding(documents, tmp_path / "t.qdc")
    book = etree.parse(tmp_path / "t.qdc").getroot()
    assert book.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    names = [x.get("name") for x in book.iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert {"数量 quantity", "target", "programme"} <= set(names)


def theirs(text: str, selections: list[tuple[int, int, str]], codes: dict[str, str], newline: str = "\r\n") -> bytes:
    """A project as another program writes one: its own ids and codes, a mark of byte order, line breaks of its system."""
    root = etree.Element("{urn:QDA-XML:project:1.0}Project", nsmap={None: "urn:QDA-XML:project:1.0"}, name="论文")
    sub = lambda above, tag, **more: etree.SubElement(above, f"{{urn:QDA-XML:project:1.0}}{tag}", **more)  # noqa: E731
    sub(sub(root, "Users"), "User", guid="u1", name="王老师")
    book = sub(sub(root, "CodeBook"), "Codes")
    for code, name in codes.items():
        sub(book, "Code", guid=code, name=name, isCodable="true")
    source = sub(sub(root, "Sources"), "TextSource", guid="s1", name="要点", plainTextPath="internal://s1.txt")
    for start, end, code in selections:
        selection = sub(source, "PlainTextSelection", guid=f"p{start}", startPosition=str(start), endPosition=str(end), creatingUser="u1")
        sub(selection, "Description").text = "看这里"
        sub(sub(selection, "Coding", guid=f"c{start}"), "CodeRef", targetGUID=code)
    return packed(root, {"sources/s1.txt": b"\xef\xbb\xbf" + text.replace("\n", newline).encode()})


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_project_of_another_program(newline: str, tmp_path: Path) -> None:
    written = TEXT.replace("\n", newline)
    start, other = written.index("1.5万个"), written.index("工作要点")
    data = theirs(TEXT, [(start, start + 5, "k1"), (other, other + 4, "k2")], {"k1": "量化目标", "k2": "文种"}, newline)
    (tmp_path / "t.qdpx").write_bytes(data)
    coding = pt.read_coding(tmp_path / "t.qdpx", [plan()], coder="王", codes={"量化目标": "quantity:target"})
    assert [(x.text, x.kind, x.value("role"), x.decision, x.item) for x in coding.units] == [("1.5万个", "quantity", "target", "added", "一")]
    assert (coding.coder, TEXT[coding.units[0].start : coding.units[0].end]) == ("王", "1.5万个")
    with pytest.raises(pt.CodingError, match="the code '量化目标' cannot mean '目标'"):
        pt.read_coding(tmp_path / "t.qdpx", [plan()], coder="王", codes={"量化目标": "目标"})
    with pytest.raises(pt.CodingError, match="no text of the project is that of 另"):
        pt.read_coding(tmp_path / "t.qdpx", [plan("别的", "另")], coder="王")


def test_offsets_of_their_text() -> None:
    assert offsets("一\r\n二", "一\n二") == (0, 1, 1, 2, 3)
    assert offsets("\ufeff一", "一") == (0, 0, 1)


HOSTILE = [
    (lambda root, files: packed(root, {**files, "../evil.txt": b"x"}), pt.HostileInputError),
    (lambda root, files: packed(root, files, "project.xml"), pt.CodingError),
    (lambda root, files: b"no archive", pt.BrokenFileError),
    (lambda root, files: entity(files), pt.HostileInputError),
]


def entity(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("project.qde", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>')
    return stream.getvalue()


@pytest.mark.parametrize(("made", "error"), HOSTILE)
def test_projects_from_strangers(made: Any, error: type[Exception], tmp_path: Path) -> None:
    pt.write_coding([plan()], tmp_path / "t.qdpx")
    with pytest.raises(error):
        read_project(made(*project(tmp_path / "t.qdpx")), Texts([plan()]))


@pytest.mark.parametrize(("start", "end"), [("-1", "3"), ("5", "5"), ("0", "99999"), ("x", "3")])
def test_selections_outside_of_their_text(start: str, end: str, tmp_path: Path) -> None:
    pt.write_coding([plan()], tmp_path / "t.qdpx")
    root, files = project(tmp_path / "t.qdpx")
    selection = root.find(".//q:PlainTextSelection", NAMESPACE)
    assert selection is not None
    selection.set("startPosition", start)
    selection.set("endPosition", end)
    with pytest.raises(pt.CodingError, match=f"selection {start}–{end} of 澜水"):
        read_project(packed(root, files), Texts([plan()]))


def test_names_that_no_attribute_holds() -> None:
    assert legal("5所\x00\n\ufffe学校") == "5所   学校"
    with pytest.raises(pt.CodingError, match="only a project"):
        machine = pt.Coding.of_machine([plan()])
        pt.write_coding([plan()], "t.xlsx", codings=[machine, machine])
    with pytest.raises(pt.SourceNotFoundError):
        pt.read_coding("nowhere.qdpx", [plan()], coder="甲")


def test_a_codebook_comes_back(tmp_path: Path) -> None:
    pt.write_coding([plan()], tmp_path / "t.qdc")
    found = pt.read_codebook(tmp_path / "t.qdc")
    assert (found["数量 quantity"], found["programme"]) == ("quantity", "project:programme")
    text = (tmp_path / "t.qdc").read_text(encoding="utf-8").replace(guid("code", "project", "programme"), "k1")
    (tmp_path / "own.qdc").write_text(text, encoding="utf-8")
    assert pt.read_codebook(tmp_path / "own.qdc")["programme"] == ""
    (tmp_path / "own.qdc").write_text("<a/>", encoding="utf-8")
    with pytest.raises(pt.CodingError, match="is no REFI-QDA codebook"):
        pt.read_codebook(tmp_path / "own.qdc")
