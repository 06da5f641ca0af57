"""Kills a batch at random moments and lets the next run go on, as often as is asked; what comes out must be the same bytes.

`python -m tests.kills 100` kills a hundred times and says what it saw; a few kills run with the tests.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from policytext.model.document import Document
from tests import plain_reader
from tests.trees import tree

DOCUMENTS, PART = 60, 5
PAUSE = 0.01  # seconds that the reader takes for a document, so that most kills hit while documents are read
PROGRAM = """
import sys
from policytext.corpus.batch import LocalEngine, Settings, run_batch
run_batch(sys.argv[1], sys.argv[2], Settings("tests.kills:read", 30, 1024, part={part}), lambda x: LocalEngine(x, 2), resume=True)
"""


@dataclass
class Seen:
    """What happened: how often a run was killed, at how many different states of the output, how many runs ended by themselves."""

    kills: int = 0
    ended: int = 0
    states: int = 0


def read(source: IO[bytes] | bytes, **options: Any) -> Document:
    """The plain reader, a little slower."""
    time.sleep(PAUSE)
    return plain_reader.read(source, **options)


def plans(folder: Path, seed: int = 0) -> None:
    """A small corpus; some of it cannot be read, some is named alike."""
    for i in range(DOCUMENTS):
        path = folder / f"{'ab'[i % 2]}" / f"计划{i // 2}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff" if i == 7 else f"{2019 + (i + seed) % 3}年工作要点\n新建学校{i + seed}所。".encode())


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run that continues what is there, in a session of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))}
    program = [sys.executable, "-c", PROGRAM.format(part=PART), str(folder), str(out)]
    return subprocess.Popen(program, env=environment, start_new_session=True, stderr=subprocess.PIPE)


def finish(folder: Path, out: Path) -> None:
    """Runs to the end. Raises AssertionError where the run fails."""
    run = start(folder, out)
    _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said.decode()


def wait_for_work(run: subprocess.Popen[bytes], out: Path) -> None:
    """Waits until a run has taken hold of its output; before that there is nothing to lose."""
    while run.poll() is None and not (out / "_lock").exists():
        time.sleep(0.005)


def wait_for_a_piece(run: subprocess.Popen[bytes], out: Path) -> None:
    """Waits until a run has put something down: on a busy machine it starts for longer than it works."""
    before = names_in(out)
    while run.poll() is None and not names_in(out) - before:
        time.sleep(0.01)


def names_in(out: Path) -> frozenset[str]:
    """What stands in an output, by name: folders may vanish while they are looked through, for a run moves its pieces."""
    return frozenset(str(Path(folder) / name) for folder, folders, files in os.walk(out) for name in (*folders, *files))


def working_time(folder: Path, out: Path) -> float:
    """How many seconds a whole run works on its output."""
    run = start(folder, out)
    wait_for_work(run, out)
    begun = time.monotonic()
    _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said.decode()
    return time.monotonic() - begun


def kill_and_resume(kills: int, seed: int) -> Seen:
    """Kills runs until it was done `kills` times, each time a moment at random into a run; checks every finished output.

    Half of the kills hit the parent alone, half everything that it started too. Between two outputs the documents change, so
    that runs also continue outputs of yesterday.
    """
    chance, seen, states = random.Random(seed), Seen(), set[int]()
    with tempfile.TemporaryDirectory() as top:
        folder, out, reference = (Path(top) / name for name in ("plans", "out", "reference"))
        plans(folder)
        whole = working_time(folder, reference)
        while seen.kills < kills:
            run = start(folder, out)
            wait_for_work(run, out)
            if chance.random() < 0.5:
                wait_for_a_piece(run, out)
            time.sleep(chance.uniform(0, whole))
            if run.poll() is None:
                (os.killpg if chance.random() < 0.5 else os.kill)(run.pid, signal.SIGKILL)
                seen.kills += 1
            run.communicate()
            states.add(hash(names_in(out)))  # by name: orphans may still end a file
            if run.returncode == 0 or chance.random() < 0.15:
                seen.ended += 1
                finish(folder, out)
                assert tree(out) == tree(reference), f"seed {seed}: another result after {seen.kills} kills"
                change(folder, out, reference, chance)
        finish(folder, out)
        assert tree(out) == tree(reference), f"seed {seed}: another result after {seen.kills} kills"
    seen.states = len(states)
    return seen


def change(folder: Path, out: Path, reference: Path, chance: random.Random) -> None:
    """Other documents, and now and then an empty output."""
    plans(folder, seed=chance.randrange(1000))
    shutil.rmtree(reference)
    finish(folder, reference)
    if chance.random() < 0.5:
        shutil.rmtree(out)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(kill_and_resume(count, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
