"""Where the real documents and the shared gold lie: beside the checkout, or not at all."""

from __future__ import annotations

import pytest
from benchmarks.places import DOCUMENTS, REPOSITORY, SHARED, real_documents, rows, scorer

__all__ = ["DOCUMENTS", "REPOSITORY", "SHARED", "needs_shared", "real_documents", "rows", "scorer"]

needs_shared = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the real documents are not beside this checkout (../shared/documents)"
)
