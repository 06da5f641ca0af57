"""Bounds on what a source may cost: whoever sends a file, reading it ends, in bounded time and memory."""

from __future__ import annotations

from dataclasses import dataclass

from policytext.model.errors import LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a source may be; every bound can be set by the caller.

    >>> Limits(pages=3).check("pages", 5, "计划.pdf")
    Traceback (most recent call last):
    policytext.model.errors.LimitError: 计划.pdf: 5 pages are more than the limit of 3: read it with limits=Limits(pages=...) if you trust it
    """

    bytes: int = 256 << 20
    """Bytes of a file or a page."""
    characters: int = 5_000_000
    """Characters of decoded text; the longest government plans have about 200,000."""
    members: int = 20_000
    """Files inside an archive (DOCX, XLSX, OFD)."""
    unpacked: int = 512 << 20
    """Bytes of all files of an archive together, unpacked."""
    ratio: int = 200
    """How many times larger than packed a file of an archive above one megabyte may be."""
    pages: int = 5_000
    """Pages of a PDF or OFD."""
    cells: int = 2_000_000
    """Cells of a table or sheet, empty ones that are stored included."""
    depth: int = 250
    """Nesting of HTML or XML elements."""
    seconds: float = 60.0
    """Seconds that a converter or a server is waited for, in all."""
    redirects: int = 5
    """Redirects of an address that are followed."""
    private: bool = False
    """Whether addresses inside the own machine or network are read; a page from outside must not lead there."""

    def check(self, name: str, found: int, label: str) -> None:
        """Raise LimitError where `found` is more than the limit `name` allows."""
        bound = getattr(self, name)
        if found > bound:
            raise LimitError(
                f"{label}: {found} {name} are more than the limit of {bound}: read it with limits=Limits({name}=...) if you trust it"
            )


DEFAULT = Limits()
