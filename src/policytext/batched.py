"""The public verb for folders of any size: every document into Parquet datasets, on this machine or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack

from policytext.corpus.batch import BatchResult, LocalEngine, Settings, Step, run_batch
from policytext.corpus.batch.run import Engine
from policytext.display.progress import progress_bar
from policytext.model.errors import BatchError

__all__ = ["BatchResult", "batch"]

READER = "policytext.faces:read"
LEAST_MEMORY = 512
"""MiB: below that a process cannot even hold its vocabulary beside a document."""


def batch(
    folder: str | os.PathLike[str], out: str | os.PathLike[str], *, workers: int | None = None, scheduler: str | None = None,
    resume: bool = False, retry_failed: bool = False, seconds: float = 120.0, memory: int = 2048, strict: bool = False,
    part: int = 512, progress: bool | Callable[[Step], None] = False,
) -> BatchResult:  # fmt: skip
    """Reads every document of a folder (or manifest) into the datasets of `out`; `policytext.read_corpus(out)` opens them.

    `workers` processes read at once (by default one a core); with the address of a Dask `scheduler` its workers do the
    work instead, and `folder` and `out` may be fsspec addresses (``s3://…``). Each document may take so many `seconds` and so
    much `memory` (MiB); one that takes more, or ends its process, is a failure with its reason, tried once more alone.
    With `resume` an `out` that exists is continued: only new and changed documents are read, with `retry_failed` also
    those that could not be. `progress` shows a bar, or is called with a ``Step`` for each document. The bytes of `out` depend on the
    documents, `strict`, the bounds and `part` (about how many documents share a file), not on workers or interruptions.

    Raises SourceNotFoundError, BatchError (`out` in use, not ours, not writable) or MissingExtraError.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "2021年工作要点.txt").write_text("一、提升质量\\n新增学位5万个。", encoding="utf-8")
    ...     batch(folder, pathlib.Path(folder, "out"), workers=1).read
    1
    """
    if memory < LEAST_MEMORY or seconds <= 0 or part < 1 or (workers is not None and workers < 1):
        raise BatchError(f"memory of at least {LEAST_MEMORY} MiB, more than 0 seconds and at least 1 worker and document a part are needed")
    settings = Settings(READER, float(seconds), memory, strict, part)
    with ExitStack() as stack:
        tell = stack.enter_context(progress_bar()) if progress is True else progress or None
        return run_batch(folder, out, settings, _engine(workers, scheduler), resume=resume, retry_failed=retry_failed, progress=tell)


def _engine(workers: int | None, scheduler: str | None) -> Callable[[Settings], Engine]:
    if scheduler is None:
        return lambda settings: LocalEngine(settings, workers or _cores())
    from policytext.corpus.batch.cluster import ClusterEngine

    return lambda settings: ClusterEngine(settings, scheduler)


def _cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
