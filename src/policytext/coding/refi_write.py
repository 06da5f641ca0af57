"""REFI-QDA out: a project (.qdpx) with texts, codes and codings, or a codebook (.qdc), for NVivo, MAXQDA, QualCoder …"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policytext.coding.coding import Coding, Unit
from policytext.coding.refi_names import CODEBOOK, INTERNAL, MADE, ORIGIN, PROJECT, code_of, codes_of, guid
from policytext.coding.texts import Texts
from policytext.model.sheet import printable

ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def write_codebook(kinds: Iterable[str], path: Path) -> None:
    """Writes the codes as a codebook."""
    from lxml import etree

    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin=ORIGIN)
    _add_codes(root, CODEBOOK, kinds)
    path.write_bytes(_xml(root))


def write_project(codings: Iterable[Coding], texts: Texts, path: Path) -> None:
    """Writes texts, codes and the codings of one coder or more as a project; each coder is a user of it.

    What a code cannot hold (numbers, units, deadlines, how it was decided) stands as JSON in the description of the selection.
    """
    held = tuple(codings)
    kinds = tuple(dict.fromkeys(kind for coding in held for kind in coding.kinds))
    files = {f"sources/{guid('text', name)}.txt": printable(texts.document(name).text) for name, _ in texts.marks}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("project.qde", _xml(_project(held, texts, kinds))), *((k, v.encode()) for k, v in files.items())):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(data.getvalue())


def _project(codings: tuple[Coding, ...], texts: Texts, kinds: Iterable[str]) -> Any:
    from lxml import etree

    root = etree.Element(f"{{{PROJECT}}}Project", nsmap={None: PROJECT}, name=ORIGIN, origin=ORIGIN, creationDateTime=MADE)
    users = _sub(root, "Users")
    for coding in codings:
        _sub(users, "User", guid=guid("user", coding.coder), name=printable(coding.coder))
    _add_codes(_sub(root, "CodeBook"), PROJECT, kinds)
    sources = _sub(root, "Sources")
    for name, text_mark in texts.marks:
        file = guid("text", name)
        source = _sub(sources, "TextSource", guid=guid("source", name), name=legal(name), plainTextPath=f"{INTERNAL}{file}.txt")
        _sub(source, "Description").text = json.dumps({"document": name, "text_sha256": text_mark})
        for coding in codings:
            for number, unit in enumerate(x for x in coding.units if x.document == name):
                _add_selection(source, coding, unit, str(number))
    return root


def _add_selection(source: Any, coding: Coding, unit: Unit, number: str) -> None:
    place = ("selection", coding.coder, unit.document, number)
    user = guid("user", coding.coder)
    selection = _sub(
        source, "PlainTextSelection", guid=guid(*place), name=legal(unit.text[:100]), startPosition=str(unit.start),
        endPosition=str(unit.end), creatingUser=user, creationDateTime=MADE,
    )  # fmt: skip
    said = {"kind": unit.kind, "decision": unit.decision, "key": unit.key, "note": unit.note, "values": dict(unit.values)}
    _sub(selection, "Description").text = json.dumps(said)
    if unit.decision != "removed":
        code = _sub(selection, "Coding", guid=guid("coding", *place), creatingUser=user, creationDateTime=MADE)
        _sub(code, "CodeRef", targetGUID=guid("code", *code_of(unit)))


def _add_codes(above: Any, space: str, kinds: Iterable[str]) -> None:
    from lxml import etree

    top = etree.SubElement(above, f"{{{space}}}Codes")
    made: dict[tuple[str, ...], Any] = {(): top}
    for path, name, meaning in codes_of(kinds):
        code = etree.SubElement(made[path[:-1]], f"{{{space}}}Code", guid=guid("code", *path), name=name, isCodable="true")
        etree.SubElement(code, f"{{{space}}}Description").text = meaning
        made[path] = code


def _sub(above: Any, tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.SubElement(above, f"{{{PROJECT}}}{tag}", **attributes)


def legal(text: str) -> str:
    """A text as an attribute of XML can hold it: without control characters, line breaks as blanks.

    >>> legal("5所\\n学校")
    '5所 学校'
    """
    kept = (x if x.isprintable() else " " for x in printable(text))
    return "".join(x for x in kept if not 0xFFFE <= ord(x) & 0xFFFF <= 0xFFFF)


def _xml(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data
