"""Where the measured material lies, and the shared scorer as a module."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
DOCUMENTS = SHARED / "documents"
GOLD = REPOSITORY / "corpora" / "gold"


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def real_documents() -> list[Path]:
    """The real documents beside the checkout."""
    return sorted(path for path in DOCUMENTS.glob("*") if path.suffix in (".txt", ".docx"))


@cache
def scorer() -> ModuleType:
    """The shared scorer."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{SHARED / 'eval' / 'score.py'} is not there: put the shared folder beside the checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
