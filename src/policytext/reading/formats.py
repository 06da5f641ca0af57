"""The formats, in the order in which they are tried: told by content, never by a file's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from policytext.reading import signatures
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading

Reader = Callable[[bytes, str, Limits], Reading]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how its bytes are recognised, and the reader that is loaded when they are."""

    name: str
    title: str
    recognise: Callable[[bytes], bool]
    reader: str

    def load(self) -> Reader:
        """The reader, its file imported on first use."""
        module, function = self.reader.split(":")
        found: Reader = getattr(import_module(f"policytext.reading.{module}"), function)
        return found


FORMATS: tuple[Format, ...] = (
    Format("pdf", "PDF with a text layer", signatures.is_pdf, "pdf:read_pdf"),
    Format("docx", "Word (.docx)", signatures.is_docx, "word:read_docx"),
    Format("xlsx", "Excel (.xlsx)", signatures.is_xlsx, "sheets:read_xlsx"),
    Format("ofd", "OFD (GB/T 33190)", signatures.is_ofd, "ofd:read_ofd"),
    Format("legacy", "Word 97 (.doc), WPS, RTF, ODT through LibreOffice", signatures.is_legacy, "legacy:read_legacy"),
    Format("mhtml", "web page saved with its parts (.mht)", signatures.is_mhtml, "html:read_mhtml"),
    Format("mail", "message of e-mail (.eml)", signatures.is_mail, "mail:read_mail"),
    Format("html", "web page (HTML)", signatures.is_html, "html:read_html"),
    Format("csv", "task list as CSV or tab-separated text", signatures.is_csv, "sheets:read_csv"),
    Format("text", "plain text (UTF-8, UTF-16, GB18030, Big5)", signatures.is_text, "plain:read_plain"),
)


def format_of(data: bytes) -> Format | None:
    """The first format that recognises the bytes.

    >>> format_of("一、加强领导".encode()).name
    'text'
    """
    return next((format for format in FORMATS if format.recognise(data)), None)


def supported() -> str:
    """All formats in one sentence's part."""
    return "; ".join(format.title for format in FORMATS)
