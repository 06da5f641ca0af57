"""A batch: every document of a folder into Parquet datasets, so that a crash, a kill or a poisoned file loses nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from policytext.corpus.batch.earlier import Earlier
from policytext.corpus.batch.ledger import (
    LOCK,
    MANIFEST,
    PARTS,
    PIECES,
    commit_name,
    failure_of,
    read_commit,
    read_manifest,
    write_manifest,
)
from policytext.corpus.batch.run import Engine, Progress, Run
from policytext.corpus.batch.settings import Settings
from policytext.corpus.datasets import DATASETS
from policytext.corpus.failure import Failure
from policytext.corpus.listing import listed
from policytext.corpus.store import Store, is_aside, open_store
from policytext.model.errors import BatchError

MakeEngine = Callable[[Settings], Engine]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch has made: where it lies, how many documents it holds, how many this run read and how many it kept.

    `failures` are the documents that could not be read, with the reason.
    """

    out: str
    documents: int
    read: int
    kept: int
    failures: tuple[Failure, ...] = ()


def run_batch(
    folder: str | os.PathLike[str], out: str | os.PathLike[str], settings: Settings, engine: MakeEngine, *,
    resume: bool = False, retry_failed: bool = False, progress: Progress | None = None,
) -> BatchResult:  # fmt: skip
    """Reads every document of `folder` into the datasets of `out`; both may be paths or fsspec addresses.

    With `resume` an output that was begun or finished is continued: only what is new or has changed is read.
    Raises SourceNotFoundError where there is no such folder, BatchError where `out` is in use, holds something else, or
    cannot be written.
    """
    store = open_store(out)
    with locked(store):
        source, documents = listed(folder)
        _check(store, resume)
        write_manifest(store, settings, (), complete=False)
        with closing(engine(settings)) as at_work:
            run = Run(
                _address(source), store, _address(store), documents, settings, at_work,
                Earlier.of(store) if resume else Earlier(), progress, retry_failed,
            )  # fmt: skip
            run.go()
        sweep(store, run.finished)
        write_manifest(store, settings, run.finished, complete=True)
        return BatchResult(os.fspath(out), len(documents), run.read, run.kept, tuple(failures_of(store)))


def _address(store: Store) -> str:
    address: str = store.root if store.local else store.filesystem.unstrip_protocol(store.root)
    return address


def failures_of(store: Store) -> Iterator[Failure]:
    """The documents of a result that could not be read, in the order of their names."""
    manifest = read_manifest(store) or {}
    return (failure_of(one) for one in manifest.get("failures", ()))


def _check(store: Store, resume: bool) -> None:
    """Nothing that is there already is written over unless that was asked for.

    What a run left that was killed before its first manifest stood is nothing: the lock, and a manifest half written.
    """
    if read_manifest(store) is not None:
        if not resume:
            raise BatchError(f"{store.root} holds a batch already: continue it with --resume, or give another folder with -o")
    elif first := next((name for name in store.names() if name != LOCK and not is_aside(name)), None):
        raise BatchError(f"{store.root} is not empty ({first}) and no batch: give a new folder with -o")


def sweep(store: Store, parts: list[str]) -> None:
    """Removes what belongs to no part of the result: pieces, and files of parts that are no more."""
    ours = {MANIFEST, LOCK}
    for inputs in parts:
        name = commit_name(inputs)
        ours |= {name, *(file["path"] for file in read_commit(store, name).files)}
    for name in list(store.names()):
        if name not in ours and (name.partition("/")[0] in {PARTS, PIECES, *DATASETS} or is_aside(name)):
            store.remove(name)
    store.remove_empty_folders()


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Holds an output on this machine for one run; the system lets go of it also when the run is killed.

    Raises BatchError where another run holds it. An output elsewhere has no such lock: there, one run at a time is the
    caller's affair.
    """
    if not store.local:
        yield
        return
    path = Path(store.path(LOCK))
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = _lock(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        stream.close()


def _lock(path: Path) -> IO[bytes]:
    """The lock file, open and held; one that was removed in between is no lock, so it is tried again."""
    while True:
        stream = path.open("ab")
        if not _hold(stream):
            stream.close()
            raise BatchError(f"{path.parent} is in use by another run: wait for its end, or give another folder with -o")
        try:
            same = os.path.samestat(path.stat(), os.fstat(stream.fileno()))
        except FileNotFoundError:
            same = False
        if same:
            return stream
        stream.close()


def _hold(stream: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows refuses to remove a file that is open, which is lock enough
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
