"""Where the real documents and the shared gold lie: beside the checkout, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
DOCUMENTS = SHARED / "documents"

needs_shared = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the real documents are not beside this checkout (../shared/documents)"
)


def real_documents() -> list[Path]:
    """All real documents; an empty list where there are none."""
    return sorted(path for path in DOCUMENTS.glob("*") if path.suffix in (".txt", ".docx"))
