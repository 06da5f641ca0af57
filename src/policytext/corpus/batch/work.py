"""The work of a batch, wherever it is done: checksums of files, readings of documents, assembling of parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policytext.corpus.batch.process import Ended, ReadingProcess
from policytext.corpus.batch.reading import checksum, failure, put_down
from policytext.corpus.store import open_store
from policytext.model.errors import BatchError

Work = dict[str, Any]
"""What is to be done as a dict that JSON can hold: ``do`` is ``examine``, ``read`` or ``assemble``."""


def perform(work: Work, process: ReadingProcess, seconds: float) -> dict[str, Any]:
    """Does a piece of work, with a reading process of one's own. Raises BatchError where the output cannot be written."""
    if work["do"] == "examine":
        folder = open_store(work["folder"])
        return {"found": [checksum(folder, path) for path in work["paths"]]}
    if work["do"] == "assemble":
        return _assemble(work, process)
    if work["alone"]:
        process.close()  # a fresh process, that no document before has touched
    return {"facts": [_read({**work, **order, "do": "read"}, process, seconds) for order in work["documents"]]}


def _read(order: Mapping[str, Any], process: ReadingProcess, seconds: float) -> dict[str, Any]:
    """What became of one document; where its process ended over it, that is put down in its place."""
    answer = process.carry_out(_line(order), seconds)
    if not isinstance(answer, Ended):
        return answer
    final = order["alone"]
    facts = failure(order, answer.error, answer.reason, outcome="failed" if final else "again", tries=2 if final else 1)
    put_down(open_store(order["out"]), order, facts, {})
    return facts


def _line(order: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in order.items() if name != "documents"}


def _assemble(work: Work, process: ReadingProcess) -> dict[str, Any]:
    answer = process.carry_out(work)
    if isinstance(answer, Ended):  # not by its own fault: another program needed the memory, say
        answer = process.carry_out(work)
    if isinstance(answer, Ended):
        raise BatchError(f"a part cannot be assembled: {answer.reason}; free memory and run again with --resume")
    return answer
