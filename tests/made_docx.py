"""Word files made for tests out of their parts, so that a test can hold any markup a Word processor writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_KINDS = {"styles", "numbering", "footnotes", "endnotes"}


def run(text: str, properties: str = "") -> str:
    """A run with one text."""
    return f'<w:r>{_held("w:rPr", properties)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph: a text, or runs written out."""
    return f"<w:p>{_held('w:pPr', properties)}{run(text) if text else ''}{runs}</w:p>"


def listed(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    """A paragraph in a style."""
    return p(text, f'<w:pStyle w:val="{style}"/>')


def field(instruction: str, result: str) -> str:
    """A field with its instruction and its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def level(at: int, text: str, form: str = "decimal", more: str = "", start: int | str = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(key: int, levels: Iterable[str], more: str = "") -> str:
    """The definition of a list."""
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def use(number: int, key: int, changes: str = "") -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{changes}</w:num>'


def style(
    key: str,
    name: str = "",
    based: str = "",
    paragraph: str = "",
    runs: str = "",
    kind: str = "paragraph",
    more: str = "",
) -> str:
    """A style."""
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{name or key}"/>{basis}'
        f"{_held('w:pPr', paragraph)}{_held('w:rPr', runs)}</w:style>"
    )


def cell(text: str = "", properties: str = "", content: str = "") -> str:
    """A cell: a text, or blocks written out."""
    return f"<w:tc>{_held('w:tcPr', properties)}{content or p(text)}</w:tc>"


def table(*rows: Iterable[str] | str, widths: Iterable[int] = ()) -> str:
    """A table of rows, each written out or given as cells; a cell without markup is a text."""
    made = "".join(one if isinstance(one, str) else row(*one) for one in rows)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; a cell without markup is a text."""
    inner = "".join(one if one.startswith("<w:") else cell(one) for one in cells)
    return f"<w:tr>{_held('w:trPr', properties)}{inner}</w:tr>"


def control(content: str, properties: str = "") -> str:
    """A content control around runs, blocks, rows or cells."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def alternative(choice: str, fallback: str = "") -> str:
    """One thing written in two ways."""
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback else ""
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>{other}</mc:AlternateContent>'


def _held(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>" if content else ""


def part(root: str, content: str) -> str:
    """A part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {NAMESPACES}>{content}</{root}>'


def made(body: str, *, parts: Mapping[str, str | bytes] | None = None, relations: str = "", **beside: str) -> bytes:
    """A Word file: its body, and what its styles, numbering, footnotes and endnotes hold."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(beside),
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations("".join(map(_relation, beside)) + relations),
    }
    files |= {f"word/{kind}.xml": part(f"w:{kind}", content) for kind, content in beside.items()}
    return zipped(files | dict(parts or {}))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def _relation(kind: str) -> str:
    assert kind in _KINDS
    return f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'


def _relations(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">{content}</Relationships>'


def _types(kinds: Iterable[str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((kind, kind) for kind in kinds))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
