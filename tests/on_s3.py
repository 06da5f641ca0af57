"""A batch from S3 to S3 gives the bytes of the local one, and opens as a corpus: `make s3`, against a server that plays S3.

The server is moto's, in a process of its own; nothing leaves the machine. It needs the extra `s3test`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fsspec

import policytext as pt
from policytext.corpus.specimens import specimen_bytes

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
STARTING = 60


def served() -> tuple[subprocess.Popen[bytes], str]:
    """The server and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return server, f"http://127.0.0.1:{port}"
        time.sleep(0.2)
    server.kill()
    raise RuntimeError("the server does not start: is the extra s3test installed?")


def files(address: str) -> dict[str, bytes]:
    """Every file below an address, by its name there."""
    system, root = fsspec.core.url_to_fs(address)
    return {path.removeprefix(root).lstrip("/"): system.cat_file(path) for path in system.find(root)}


def compared(top: Path) -> int:
    """Runs both batches, compares them, and gives how many files there are."""
    for name in pt.specimens():
        for place in (top / "plans", None):
            if place is None:
                fsspec.filesystem("s3").pipe_file(f"plans/in/{name}.txt", specimen_bytes(name))
            else:
                place.mkdir(exist_ok=True)
                (place / f"{name}.txt").write_bytes(specimen_bytes(name))
    pt.batch(top / "plans", top / "out", workers=2, part=2)
    pt.batch("s3://plans/in", "s3://plans/out", workers=2, part=2)
    again = pt.batch("s3://plans/in", "s3://plans/out", workers=1, part=2, resume=True)
    here, there = files(str(top / "out")), files("s3://plans/out")
    assert here == there, sorted(set(here) ^ set(there)) or [name for name in here if here[name] != there[name]]
    assert (again.read, again.kept) == (0, len(pt.specimens()))
    local, remote = pt.read_corpus(top / "out"), pt.read_corpus("s3://plans/out")
    assert remote.documents == local.documents
    query = "select document, count(*) as n from quantity group by all order by all"
    assert remote.sql(query).equals(local.sql(query))
    return len(here)


def main() -> None:
    """Does it and says so."""
    server, address = served()
    os.environ.update(ENVIRONMENT, AWS_ENDPOINT_URL=address)
    try:
        fsspec.filesystem("s3").mkdir("plans")
        with tempfile.TemporaryDirectory() as top:
            count = compared(Path(top))
        sys.stdout.write(f"from S3 to S3: {count} files, equal to the local ones byte for byte; opened as a corpus, equal documents, equal SQL\n")
    finally:
        server.kill()


if __name__ == "__main__":
    main()
