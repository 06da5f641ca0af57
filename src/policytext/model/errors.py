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


class DecodingError(PolicyTextError, ValueError):
    """The bytes are text in no encoding that could be told."""


class LexiconError(PolicyTextError, ValueError):
    """A vocabulary file of the package breaks its schema."""


class RecordError(PolicyTextError, ValueError):
    """A record given to ``from_records`` lacks a field or contradicts its text."""


class UnknownKindError(PolicyTextError, ValueError):
    """A table, record kind or specimen was asked for that does not exist."""


class PolicyTextWarning(UserWarning):
    """Something in a document deserves a look; never raised for ordinary damage, which is a ``Repair``."""
