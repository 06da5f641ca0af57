"""Path, bytes or file object -> decoded text, one file a format, chosen by content and never by name."""

from policytext.reading.source import Decoded, read_source

__all__ = ["Decoded", "read_source"]
