"""Pieces: one document's rows of every dataset in one file, kept from its reading until its part is assembled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policytext.corpus.batch.ledger import PIECES

if TYPE_CHECKING:
    import pyarrow as pa

_MARK = 32  # bytes of the checksum in front: a power cut can leave a file of zeros under the right name


def piece_bytes(facts: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> bytes:
    """The facts of a document and its tables as one run of bytes with a checksum in front."""
    import pyarrow as pa

    names = [*tables, ""]
    bodies = [*(_table_bytes(table) for table in tables.values()), json.dumps(dict(facts)).encode("ascii")]
    whole = _table_bytes(pa.table({"name": pa.array(names, pa.string()), "body": pa.array(bodies, pa.large_binary())}))
    return hashlib.sha256(whole).digest() + whole


def _table_bytes(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def read_piece(data: bytes) -> tuple[dict[str, Any], dict[str, pa.Table]] | None:
    """The facts and tables of a piece, or None where its bytes are not whole."""
    import pyarrow as pa

    mark, whole = data[:_MARK], data[_MARK:]
    if hashlib.sha256(whole).digest() != mark:
        return None
    rows = pa.ipc.open_stream(whole).read_all().to_pydict()
    bodies = dict(zip(rows["name"], rows["body"], strict=True))
    facts: dict[str, Any] = json.loads(bodies.pop(""))
    return facts, {name: pa.ipc.open_stream(body).read_all() for name, body in bodies.items()}


def piece_name(order: Mapping[str, Any], outcome: str) -> str:
    """The file of a piece; its ending says what became of the document, so that a listing tells all."""
    return f"{PIECES}/{order['piece']}.{outcome}"
