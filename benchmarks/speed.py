"""Speed beside jieba in the same run on the same text, and the time an import takes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from benchmarks.places import DOCUMENTS

IMPORTS = 7


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The best of a few rounds, in seconds of this process."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def reports() -> list[str]:
    """The provincial reports of 2026."""
    return [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*-2026-政府工作报告.txt"))]


def import_seconds() -> float:
    """Seconds that ``import policytext`` adds to a bare interpreter, best of a few."""

    def start(code: str) -> float:
        best = float("inf")
        for _ in range(IMPORTS):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            best = min(best, time.perf_counter() - begin)
        return best

    return max(0.0, start("import policytext") - start("pass"))
