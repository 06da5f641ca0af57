"""The run of a batch: documents are examined, read and assembled part by part, wherever the engine does the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from policytext.corpus.batch.earlier import Earlier
from policytext.corpus.batch.ledger import commit_name, read_commit
from policytext.corpus.batch.parts import AGAIN, FAILED, OpenPart, Task, cut
from policytext.corpus.batch.settings import Settings, reading_mark
from policytext.corpus.batch.work import Work
from policytext.corpus.listing import Listed
from policytext.corpus.store import Store


class Engine(Protocol):
    """What does the work: processes of this machine, or the workers of a cluster."""

    group: int

    @property
    def window(self) -> int:
        """How many pieces of work may be under way; it bounds memory, and may change as workers come and go."""

    @property
    def machines(self) -> int:
        """How many documents may be read again at once: as many as there are machines, so that each has much memory."""

    def submit(self, work: Work) -> None:
        """Takes a piece of work."""

    def next(self) -> tuple[Work, dict[str, Any]]:
        """The next piece of work that is done, with its result."""

    def close(self) -> None:
        """Ends all work at once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One document is done: how many are, of how many, how many of them failed, and which one this was."""

    done: int
    total: int
    failed: int
    file: str


Progress = Callable[[Step], None]


@dataclass
class Run:
    """One run over the documents of a folder into an output, given what earlier runs have left there."""

    folder: str
    out: Store
    out_address: str
    documents: list[Listed]
    settings: Settings
    engine: Engine
    earlier: Earlier
    progress: Progress | None = None
    retry_failed: bool = False
    finished: list[str] = field(default_factory=list)
    read: int = 0
    kept: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        self._mark = reading_mark(self.settings)
        self._ready: deque[tuple[Work, OpenPart]] = deque()
        self._under_way: dict[int, OpenPart] = {}
        self._numbers = 0
        self._held: list[OpenPart] = []

    def go(self) -> None:
        """Does everything; afterwards `finished` holds the marks of all parts.

        Documents whose process ended over them are tried once more when all others are done, no more at once than there are machines.
        """
        parts = cut(self.documents, self.settings.part)
        self._work_off(map(self._examine, parts), lambda: self.engine.window)
        held, self._held = self._held, []
        again = ((self._reading([task], alone=True), part) for part in held for task in list(part.alone))
        self._work_off(again, lambda: self.engine.machines)

    def _work_off(self, more: Iterable[tuple[Work, OpenPart]], most: Callable[[], int]) -> None:
        """Does the work that is ready and then `more`, never more at once than `most`."""
        coming = iter(more)
        while True:
            while len(self._under_way) < most() and (one := self._next(coming)):
                self._submit(*one)
            if not self._under_way:
                return
            work, result = self.engine.next()
            self._take(work, self._under_way.pop(work["number"]), result)

    def _next(self, coming: Iterator[tuple[Work, OpenPart]]) -> tuple[Work, OpenPart] | None:
        return self._ready.popleft() if self._ready else next(coming, None)

    def _submit(self, work: Work, part: OpenPart) -> None:
        self._numbers += 1
        self._under_way[self._numbers] = part
        self.engine.submit({**work, "number": self._numbers, "folder": self.folder, "out": self.out_address})

    def _take(self, work: Work, part: OpenPart, result: Mapping[str, Any]) -> None:
        if work["do"] == "examine":
            part.examined(result["found"], self._mark)
            self._begin(part)
        elif work["do"] == "read":
            by_key = {task.key: task for task in part.tasks}
            for facts in result["facts"]:
                self._settle(part, by_key[facts["key"]], facts["outcome"])
        else:
            self.finished.append(part.inputs)

    def _examine(self, documents: tuple[Listed, ...]) -> tuple[Work, OpenPart]:
        return {"do": "examine", "paths": [x.path for x in documents]}, OpenPart([Task(x) for x in documents])

    def _begin(self, part: OpenPart) -> None:
        """What is finished stays, what is known is taken over, all else is read."""
        if self.earlier.finished(part.inputs, self.retry_failed):
            self._keep(part)
            return
        waiting = [task for task in part.tasks if not self._known(task)]
        for task in [task for task in part.tasks if task.outcome]:
            self._settle(part, task, task.outcome)
        groups = (waiting[i : i + self.engine.group] for i in range(0, len(waiting), self.engine.group))
        self._ready.extend((self._reading(group), part) for group in groups)

    def _keep(self, part: OpenPart) -> None:
        self.finished.append(part.inputs)
        for one in read_commit(self.out, commit_name(part.inputs)).documents:
            self.kept += 1
            self._tell(one["file"], one["outcome"] == FAILED)

    def _known(self, task: Task) -> bool:
        """Whether the document need not be read: an earlier part has its rows, or an interrupted run its piece."""
        task.outcome, task.kept_in = self.earlier.outcome(task.key, self.retry_failed)
        task.known = bool(task.outcome)
        return task.known

    def _reading(self, tasks: list[Task], *, alone: bool = False) -> Work:
        return {"do": "read", "alone": alone, "documents": [task.order() for task in tasks]}

    def _settle(self, part: OpenPart, task: Task, outcome: str) -> None:
        """Takes in what became of a document; when all of a part are settled it is assembled."""
        task.outcome = outcome
        if outcome == AGAIN:
            if not part.alone:
                self._held.append(part)
            part.alone.append(task)
            task.known = False
            return
        part.open -= 1
        self.kept += task.known
        self.read += not task.known
        self._tell(task.listed.name, outcome == FAILED)
        if part.open == 0:
            self._ready.append(({"do": "assemble", "inputs": part.inputs, "documents": [x.order() for x in part.tasks]}, part))

    def _tell(self, file: str, failed: bool) -> None:
        self.failed += failed
        if self.progress is not None:
            self.progress(Step(self.read + self.kept, len(self.documents), self.failed, file))
