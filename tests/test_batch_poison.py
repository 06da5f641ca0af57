"""Poisoned files: they crash the reading process, eat its memory or never end, and cost a batch nothing but themselves."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from policytext.corpus.batch import BatchResult, LocalEngine, Settings, run_batch
from policytext.corpus.batch.process import PROGRAM
from policytext.model.errors import BatchError
from tests.trees import tree

READER = "tests.poisoned:read"
PLAN = "\n2021年工作要点\n一、新建学校5所。"
POISONS = {
    "crash": "died: the reading process died (SIGSEGV)",
    "abort": "died: the reading process died (SIGABRT)",
    "exit": "died: the reading process died (exit status 0)",
    "fork": "died: the reading process died (SIGABRT)",
    "loop": "time: took longer than 4 seconds: raise --seconds if you trust it",
    "sleep": "time: took longer than 4 seconds: raise --seconds if you trust it",
    "nonsense": "ValueError: no such harm: nonsense",
}


def run(folder: Path, out: Path, workers: int, *, seconds: float = 120, **options: bool) -> BatchResult:
    return run_batch(folder, out, Settings(READER, seconds, 600, part=4), lambda x: LocalEngine(x, workers), **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sound plans with every poison among them."""
    plans = tmp_path / "plans"
    plans.mkdir()
    for i in range(6):
        (plans / f"计划{i}.txt").write_text(PLAN.strip(), encoding="utf-8")
    for poison in POISONS:
        (plans / f"{poison}.txt").write_text(f"HARM {poison}{PLAN}", encoding="utf-8")
    return plans


def reading_processes() -> list[int]:
    """The processes on this machine that read for a batch."""
    lines = ((process.pid, process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"]))
    return [pid for pid, line in lines if PROGRAM in line]


def test_poisons_are_failures_and_all_else_is_read(folder: Path, tmp_path: Path) -> None:
    result = run(folder, tmp_path / "out", 2, seconds=4)
    assert {failure.name.removesuffix(".txt"): failure.reason for failure in result.failures} == POISONS
    assert (result.documents, result.read) == (6 + len(POISONS), 6 + len(POISONS))
    before = tree(tmp_path / "out")
    again = run(folder, tmp_path / "out", 1, seconds=4, resume=True)
    assert (again.read, tree(tmp_path / "out")) == (0, before)


def test_memory_beyond_its_bound_is_refused(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "eat.txt").write_text(f"HARM eat{PLAN}", encoding="utf-8")
    (plans / "计划.txt").write_text(PLAN.strip(), encoding="utf-8")
    result = run(plans, tmp_path / "out", 1)  # a busy machine is slow in giving out memory
    assert [(failure.name, failure.reason) for failure in result.failures] == [
        ("eat.txt", "memory: needed more than 600 MiB of memory: raise --memory if you trust it")
    ]


def test_a_document_whose_process_ended_is_tried_again_alone(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.txt").write_text(f"HARM once {tmp_path / 'mark'}{PLAN}", encoding="utf-8")
    (plans / "b.txt").write_text(PLAN.strip(), encoding="utf-8")
    result = run(plans, tmp_path / "out", 2)
    assert (tmp_path / "mark").exists(), "the first reader was not harmed"
    assert (result.read, result.failures) == (2, ())


def test_what_a_document_prints_is_no_answer(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.txt").write_text(f"HARM noise{PLAN}", encoding="utf-8")
    assert run(plans, tmp_path / "out", 1).failures == ()


def test_no_process_is_left_behind(folder: Path, tmp_path: Path) -> None:
    before = set(reading_processes())
    for poison in ("loop", "sleep", "nonsense", "exit"):
        (folder / f"{poison}.txt").unlink()
    run(folder, tmp_path / "out", 2)
    time.sleep(0.2)
    left = set(reading_processes()) - before
    assert not [pid for pid in left if psutil.pid_exists(pid) and psutil.Process(pid).parent() in (None, psutil.Process())]


def test_a_reader_that_is_not_there_is_no_failure_of_the_documents(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"no reading process can be started.*no_such_module"):
        run_batch(folder, tmp_path / "out", Settings("no_such_module:read"), lambda x: LocalEngine(x, 1))
