"""Texts set aside until they are asked for again: few in memory, more of them in a temporary file."""

from __future__ import annotations

import tempfile
from types import TracebackType
from typing import Self

IN_MEMORY = 1 << 26
"""Bytes that are held in memory; beyond, all goes to a file."""


class SetAside:
    """Texts by name; the file goes when the block ends.

    >>> with SetAside() as texts:
    ...     texts.put("a", "新增学位五万个")
    ...     texts["a"]
    '新增学位五万个'
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when the block ends
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, name: str, text: str) -> None:
        """Set a text aside under a name."""
        data = text.encode("utf-8", errors="surrogatepass")
        self._file.seek(self._end)
        self._file.write(data)
        self._places[name] = self._end, len(data)
        self._end += len(data)

    def __getitem__(self, name: str) -> str:
        """The text of that name. Raises KeyError for any other."""
        start, size = self._places[name]
        self._file.seek(start)
        return self._file.read(size).decode("utf-8", errors="surrogatepass")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
