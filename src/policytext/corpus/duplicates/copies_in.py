"""The documents of a corpus as copies, one after another, wherever they are."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.corpus.collections.collection import Collection, Wanted
from policytext.corpus.duplicates.copies import Copy, copy_of_row


def copies_in(held: Collection, wanted: Wanted) -> Iterator[Copy]:
    """Every document that is wanted as a copy: of the result of a batch two datasets are read, and nothing is rebuilt."""
    for rows, texts in zip(held.tables("document", wanted), held.tables("text", wanted), strict=True):
        text_of = dict(zip(texts["document"].to_pylist(), texts["text"].to_pylist(), strict=True))
        yield from (copy_of_row(row, text_of[row["document"]]) for row in rows.to_pylist())
