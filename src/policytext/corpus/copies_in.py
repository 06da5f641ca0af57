"""The documents of a corpus as copies, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from policytext.corpus.collections import InResult
from policytext.corpus.copies import Copy, copy_of, copy_of_row
from policytext.corpus.corpus import Corpus


def copies_in(corpus: Corpus) -> Iterator[Copy]:
    """Every document of a corpus as a copy; of the result of a batch only two datasets are read, and nothing is rebuilt."""
    if not isinstance(corpus.held, InResult):
        yield from map(copy_of, corpus)
        return
    for rows, texts in zip(corpus.tables("document"), corpus.tables("text"), strict=True):
        text_of = dict(zip(texts["document"].to_pylist(), texts["text"].to_pylist(), strict=True))
        yield from (copy_of_row(row, text_of[row["document"]]) for row in rows.to_pylist())
