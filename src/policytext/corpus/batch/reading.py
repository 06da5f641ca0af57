"""Reads one document of a batch inside a process of its own and puts its piece down."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from policytext.corpus.batch.pieces import piece_bytes, piece_name
from policytext.corpus.datasets import Origin, tables_of
from policytext.corpus.one_document import Reader, read_one
from policytext.corpus.store import Store
from policytext.reading.limits import DEFAULT

LONGEST_REASON = 500
CHUNK = 1 << 20
WARMING = "一、新建学校5所，2021年底前完成。".encode()


def reader_of(name: str) -> Reader:
    """The function that a name of the form ``module:function`` stands for."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def warm(read: Reader) -> None:
    """Loads the vocabulary, so that no document pays for it with its own time."""
    read(WARMING)


def checksum(store: Store, path: str) -> tuple[str, int]:
    """The SHA-256 and the size of a file; an empty checksum where it cannot be opened, which its reading then reports."""
    total, size = hashlib.sha256(), 0
    try:
        with store.filesystem.open(store.path(path), "rb") as stream:
            while chunk := stream.read(CHUNK):
                total.update(chunk)
                size += len(chunk)
    except OSError:
        return "", 0
    return total.hexdigest(), size


def read_document(source: Store, out: Store, order: Mapping[str, Any], read: Reader, strict: bool) -> dict[str, Any]:
    """Reads a document and writes its piece into the output; what the reader makes of a broken file is a failure.

    Gives the facts: ``outcome``, ``plan_year``, ``characters``, for a failure ``error`` and ``reason``.
    """
    try:
        facts, tables = _read(source, order, read, strict)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a page does to the reader, it is this page's failure alone
        facts, tables = failure(order, type(error).__name__, reason_of(error)), {}
    put_down(out, order, facts, tables)
    return facts


def put_down(out: Store, order: Mapping[str, Any], facts: Mapping[str, Any], tables: Mapping[str, Any]) -> None:
    """Writes the piece of a document. Raises OSError where the output cannot take it."""
    out.write(piece_name(order, facts["outcome"]), piece_bytes(facts, tables))


def _read(source: Store, order: Mapping[str, Any], read: Reader, strict: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    with source.filesystem.open(source.path(order["path"]), "rb") as stream:
        data = stream.read(DEFAULT.bytes + 1)
    if len(data) <= DEFAULT.bytes and hashlib.sha256(data).hexdigest() != order["sha256"]:
        raise OSError("the file changed while it was read: run again with --resume")
    document = read_one(data, order["file"], order["document"], order["hints"], read, strict)
    tables = tables_of(document, Origin(order["file"], order["sha256"], order["bytes"]))
    return {**_same(order), "outcome": "read", "plan_year": document.metadata.plan_year, "characters": len(document.text)}, tables


def failure(order: Mapping[str, Any], error: str, reason: str, *, outcome: str = "failed", tries: int = 1) -> dict[str, Any]:
    """The facts of a document that could not be read."""
    return {**_same(order), "outcome": outcome, "plan_year": None, "characters": 0, "error": error, "reason": reason, "tries": tries}


def _same(order: Mapping[str, Any]) -> dict[str, Any]:
    return {name: order[name] for name in ("file", "document", "sha256", "bytes", "key")} | ({"hints": order["hints"]} if order["hints"] else {})


def reason_of(error: Exception) -> str:
    """What an error says, in one line of bounded length, without the path by which this machine knows the file."""
    text = (error.strerror or str(error)) if isinstance(error, OSError) and error.filename else str(error)
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= LONGEST_REASON else f"{line[:LONGEST_REASON]}…"
