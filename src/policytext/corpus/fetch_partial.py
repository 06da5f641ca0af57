"""A body while it comes: written to a hidden file, so that nothing half is ever counted as whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policytext.model.errors import FetchError, LimitError, StoreError

_STRONG = re.compile(r'"[\x21\x23-\x7e]{1,200}"')
_RANGE = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/(?:([0-9]{1,15})|\*)")


@dataclass(frozen=True, slots=True)
class Partial:
    """What has come of one body. It is continued only where the server named its version by a strong ETag."""

    folder: Path

    @property
    def body(self) -> Path:
        """The bytes so far."""
        return self.folder / ".partial"

    @property
    def _note(self) -> Path:
        return self.folder / ".partial.json"

    def wanted(self, address: str) -> dict[str, str]:
        """The headers that ask for the rest; none where nothing can be continued."""
        size, etag = self._held(address)
        return {"Range": f"bytes={size}-", "If-Range": etag} if size else {}

    def _held(self, address: str) -> tuple[int, str]:
        with contextlib.suppress(OSError, ValueError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            if isinstance(note, dict) and note.get("address") == address and strong(note.get("etag")):
                return self.body.stat().st_size, note["etag"]
        return 0, ""

    def write(self, pieces: Iterable[bytes], address: str, etag: str, most: int) -> None:
        """A body from its beginning. Raises LimitError above `most` bytes, FetchError where it is empty."""
        self.drop()
        with _disk(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.body.touch()
            if strong(etag):
                self._note.write_text(json.dumps({"address": address, "etag": etag}), encoding="utf-8")
        self._append(pieces, address, most)

    def go_on(self, pieces: Iterable[bytes], address: str, stated: str, etag: str, most: int) -> None:
        """The rest of a body. Raises FetchError, and begins anew next time, where it is not the rest that was asked for."""
        size, held = self._held(address)
        found = _RANGE.fullmatch(stated)
        if not (size and found and int(found[1]) == size and etag in ("", held)):
            self.drop()
            raise FetchError(f"{address}: the server sent another part than was asked for: try again, from the beginning")
        self._append(pieces, address, most)
        if found[3] and self.body.stat().st_size != int(found[3]):
            self.drop()
            raise FetchError(f"{address}: the parts do not add up to the stated {found[3]} bytes: try again")

    def _append(self, pieces: Iterable[bytes], address: str, most: int) -> None:
        size = self.body.stat().st_size
        with _disk(self.folder):
            stream = self.body.open("ab", buffering=0)
        with stream:
            for piece in pieces:
                size += len(piece)
                if size > most:
                    self.drop()
                    raise LimitError(f"{address}: more than the limit of {most} bytes: fetch it with limits=Limits(bytes=...)")
                with _disk(self.folder):
                    stream.write(piece)
            with _disk(self.folder):
                os.fsync(stream.fileno())
        if not size:
            self.drop()
            raise FetchError(f"{address}: the page is empty: try again, or look at it in a browser")

    def sha256(self) -> str:
        """The digest of the bytes so far."""
        with self.body.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def drop(self) -> None:
        """Forget what has come so far."""
        self.body.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


class _disk(contextlib.AbstractContextManager[None]):  # noqa: N801 - reads as a word of the statement
    """What fails here is the disk and not the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, StoreError):
            raise StoreError(f"{self.folder} cannot be written ({error.strerror}): make room or choose another folder") from error


def strong(etag: object) -> bool:
    """Whether an ETag promises the very same bytes.

    >>> strong('"a1"'), strong('W/"a1"')
    (True, False)
    """
    return isinstance(etag, str) and _STRONG.fullmatch(etag) is not None
