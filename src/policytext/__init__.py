"""Chinese government plans as numbered items, quantified targets, deadlines and named projects.

The verbs: `read` a file or `parse` a text, `compare` two documents, `read_corpus` for many.
Everything is loaded on first use, so that the import costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policytext.corpus.corpus import Corpus
    from policytext.faces import Comparison, Document, compare, parse, read, read_corpus, specimen, specimens
    from policytext.model.document import Extraction, Metadata, Node
    from policytext.model.errors import (
        DecodingError,
        EmptyDocumentError,
        LexiconError,
        PolicyTextError,
        PolicyTextWarning,
        RecordError,
        SourceNotFoundError,
        UnknownKindError,
        UnsupportedFormatError,
    )
    from policytext.model.repair import Repair
    from policytext.model.span import Span
    from policytext.model.values import (
        Heading,
        Organisation,
        Project,
        Quantity,
        Reference,
        Rejection,
        TimeExpression,
    )

__version__ = "0.1.0.dev0"

_ROOMS = {
    "faces": ("read", "parse", "compare", "read_corpus", "specimen", "specimens", "Document", "Comparison"),
    "corpus.corpus": ("Corpus",),
    "model.document": ("Metadata", "Node", "Extraction"),
    "model.span": ("Span",),
    "model.values": ("Heading", "Quantity", "TimeExpression", "Project", "Reference", "Organisation", "Rejection"),
    "model.repair": ("Repair",),
    "model.errors": (
        "PolicyTextError", "SourceNotFoundError", "EmptyDocumentError", "UnsupportedFormatError", "DecodingError",
        "LexiconError", "RecordError", "UnknownKindError", "PolicyTextWarning",
    ),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Comparison",
    "Corpus",
    "DecodingError",
    "Document",
    "EmptyDocumentError",
    "Extraction",
    "Heading",
    "LexiconError",
    "Metadata",
    "Node",
    "Organisation",
    "PolicyTextError",
    "PolicyTextWarning",
    "Project",
    "Quantity",
    "RecordError",
    "Reference",
    "Rejection",
    "Repair",
    "SourceNotFoundError",
    "Span",
    "TimeExpression",
    "UnknownKindError",
    "UnsupportedFormatError",
    "__version__",
    "compare",
    "parse",
    "read",
    "read_corpus",
    "specimen",
    "specimens",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"policytext.{_ROOM_OF[name]}"), name)
    return value


def __dir__() -> list[str]:
    return __all__
