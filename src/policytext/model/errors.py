"""Typed errors: each says what was wrong, where, and what to do."""

from __future__ import annotations


class PolicyTextError(Exception):
    """Base of every error that the package raises on purpose."""


class SourceNotFoundError(PolicyTextError, FileNotFoundError):
    """The path given does not exist or cannot be opened."""


class EmptyDocumentError(PolicyTextError, ValueError):
    """The source holds no text at all."""


class UnsupportedFormatError(PolicyTextError, ValueError):
    """The bytes are in no format that a reader understands."""


class BrokenFileError(UnsupportedFormatError):
    """The bytes begin like a known format and cannot be read as it."""


class ScannedDocumentError(UnsupportedFormatError):
    """The pages are pictures: there is no text in the file, only OCR can make some."""


class MissingExtraError(PolicyTextError, ImportError):
    """The format needs an optional dependency or program that is not installed."""


class HostileInputError(PolicyTextError, ValueError):
    """The file is built to harm who opens it: a zip bomb, entities, paths out of the archive."""


class LimitError(PolicyTextError, ValueError):
    """The source is larger than a limit allows; the message names the limit."""


class FetchError(PolicyTextError, OSError):
    """An address could not be fetched."""


class CatalogueError(PolicyTextError, ValueError):
    """A row of a catalogue of documents breaks its rules."""


class StoreError(PolicyTextError, OSError):
    """The folder of fetched documents cannot be used, or what it holds contradicts itself."""


class DecodingError(PolicyTextError, ValueError):
    """The bytes are text in no encoding that could be told."""


class LexiconError(PolicyTextError, ValueError):
    """A vocabulary file of the package breaks its schema."""


class RecordError(PolicyTextError, ValueError):
    """A record given to ``from_records`` lacks a field or contradicts its text."""


class UnknownKindError(PolicyTextError, ValueError):
    """A table, record kind or specimen was asked for that does not exist."""


class BatchError(PolicyTextError, RuntimeError):
    """A batch cannot begin or go on: its output is in use, another's, or cannot be written."""


class QueryError(PolicyTextError, ValueError):
    """An SQL query over a corpus cannot be answered; the message is the database's."""


class CodingError(PolicyTextError, ValueError):
    """A coding sheet or project cannot be read: every fault is named with its place, and what to do about it."""


class ModelError(PolicyTextError, ValueError):
    """A statistical model cannot be read, trained or used; the message says what is missing and how to make it."""


class PolicyTextWarning(UserWarning):
    """Something in a document deserves a look; never raised for ordinary damage, which is a ``Repair``."""
