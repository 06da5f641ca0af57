"""Chinese government plans as numbered items, quantified targets, deadlines and named projects.

The verbs: `read` a file or `parse` a text, `compare` two documents, `panel` or `read_corpus` for many, `batch` for
whole folders.
Everything is loaded on first use, so that the import costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policytext.batched import BatchResult, batch
    from policytext.charted import plot
    from policytext.coded import Agreement, Coding, agreement, disagreements, read_codebook, read_coding, write_coding
    from policytext.collected import Corpus, read_corpus
    from policytext.compared import Comparison, Panel, compare, panel, report
    from policytext.corpus.catalogue import CatalogueEntry, catalogue
    from policytext.corpus.fetch import FetchReport, FetchResult, fetch
    from policytext.display.plots.figure import Figure
    from policytext.estimators import PolicyVectorizer, TargetFeatures
    from policytext.faces import Document, parse, read, specimen, specimens
    from policytext.learning.instrument_classifier import InstrumentClassifier
    from policytext.model.document import Element, Extraction, Metadata, Node, Place
    from policytext.model.errors import (
        BatchError,
        BrokenFileError,
        CatalogueError,
        CodingError,
        DecodingError,
        EmptyDocumentError,
        FetchError,
        HostileInputError,
        LexiconError,
        LimitError,
        MissingExtraError,
        ModelError,
        PolicyTextError,
        PolicyTextWarning,
        QueryError,
        RecordError,
        ScannedDocumentError,
        SourceNotFoundError,
        StoreError,
        UnknownKindError,
        UnsupportedFormatError,
    )
    from policytext.model.finding import Finding
    from policytext.model.repair import Repair
    from policytext.model.span import Span
    from policytext.model.values import (
        Heading,
        Instrument,
        Measure,
        Organisation,
        Phrase,
        Project,
        Quantity,
        Reference,
        Rejection,
        Section,
        TimeExpression,
    )
    from policytext.reading.limits import Limits
    from policytext.themed import Topics, topics
    from policytext.trained import evaluate, train

__version__ = "0.1.0"

_ROOMS = {
    "faces": ("read", "parse", "specimen", "specimens", "Document"),
    "charted": ("plot",),
    "coded": ("write_coding", "read_coding", "read_codebook", "agreement", "disagreements", "Coding", "Agreement"),
    "corpus.catalogue": ("catalogue", "CatalogueEntry"),
    "corpus.fetch": ("fetch", "FetchReport", "FetchResult"),
    "collected": ("read_corpus", "Corpus"),
    "batched": ("batch", "BatchResult"),
    "compared": ("compare", "panel", "report", "Comparison", "Panel"),
    "display.plots.figure": ("Figure",),
    "estimators": ("TargetFeatures", "PolicyVectorizer"),
    "learning.instrument_classifier": ("InstrumentClassifier",),
    "themed": ("topics", "Topics"),
    "trained": ("train", "evaluate"),
    "model.document": ("Metadata", "Element", "Node", "Extraction", "Place"),
    "reading.limits": ("Limits",),
    "model.span": ("Span",),
    "model.values": (
        "Heading", "Section", "Quantity", "TimeExpression", "Project", "Reference", "Organisation", "Rejection",
        "Measure", "Phrase", "Instrument",
    ),
    "model.finding": ("Finding",),
    "model.repair": ("Repair",),
    "model.errors": (
        "PolicyTextError", "SourceNotFoundError", "EmptyDocumentError", "UnsupportedFormatError", "BrokenFileError",
        "ScannedDocumentError", "MissingExtraError", "HostileInputError", "LimitError", "FetchError", "BatchError", "DecodingError",
        "CatalogueError", "CodingError", "ModelError", "StoreError",
        "LexiconError", "QueryError", "RecordError", "UnknownKindError", "PolicyTextWarning",
    ),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Agreement",
    "BatchError",
    "BatchResult",
    "BrokenFileError",
    "CatalogueEntry",
    "CatalogueError",
    "Coding",
    "CodingError",
    "Comparison",
    "Corpus",
    "DecodingError",
    "Document",
    "Element",
    "EmptyDocumentError",
    "Extraction",
    "FetchError",
    "FetchReport",
    "FetchResult",
    "Figure",
    "Finding",
    "Heading",
    "HostileInputError",
    "Instrument",
    "InstrumentClassifier",
    "LexiconError",
    "LimitError",
    "Limits",
    "Measure",
    "Metadata",
    "MissingExtraError",
    "ModelError",
    "Node",
    "Organisation",
    "Panel",
    "Phrase",
    "Place",
    "PolicyTextError",
    "PolicyTextWarning",
    "PolicyVectorizer",
    "Project",
    "Quantity",
    "QueryError",
    "RecordError",
    "Reference",
    "Rejection",
    "Repair",
    "ScannedDocumentError",
    "Section",
    "SourceNotFoundError",
    "Span",
    "StoreError",
    "TargetFeatures",
    "TimeExpression",
    "Topics",
    "UnknownKindError",
    "UnsupportedFormatError",
    "__version__",
    "agreement",
    "batch",
    "catalogue",
    "compare",
    "disagreements",
    "evaluate",
    "fetch",
    "panel",
    "parse",
    "plot",
    "read",
    "read_codebook",
    "read_coding",
    "read_corpus",
    "report",
    "specimen",
    "specimens",
    "topics",
    "train",
    "write_coding",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"policytext.{_ROOM_OF[name]}"), name)
    return value


def __dir__() -> list[str]:
    return __all__
