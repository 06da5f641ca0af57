"""The public verb that finds themes over many documents, and its result with tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from policytext.comparison import topics as found_topics
from policytext.comparison.words import Dictionary, cutting_of
from policytext.model.document import Document
from policytext.model.errors import UnknownKindError
from policytext.model.records import Record
from policytext.model.sheet import Sheet

if TYPE_CHECKING:
    from policytext.display.tables import Frame

TABLES: dict[str, dict[str, type]] = {
    "topics": {"topic": int, "words": str, "share": float, "stability": float, "examples": str},
    "stability": {"topics": int, "mean": float, "chance": float, "low": float, "high": float, "runs": int},
    "shares": {"document": str, "topic": int, "share": float},
}
"""The tables of themes and their columns."""


@dataclasses.dataclass(frozen=True, slots=True)
class Topics(found_topics.Topics):
    """Themes over many documents, with tables; see ``comparison.topics.Topics`` for what it holds."""

    def records(self, table: str = "topics") -> list[Record]:
        """One table as dicts: ``topics``, ``stability`` or ``shares`` (a row a document and theme). Raises UnknownKindError."""
        makers = {"topics": self._topics, "stability": self._stability, "shares": self._shares}
        if table not in makers:
            raise UnknownKindError(f"no table {table!r} of themes: choose {', '.join(TABLES)}")
        return list(makers[table]())

    def to_frame(self, table: str = "topics") -> Frame:
        """One table as a DataFrame. Raises UnknownKindError for any other name."""
        from policytext.corpus.frames import frame_of

        return frame_of(Sheet(table, TABLES.get(table, {}), tuple(self.records(table))))

    def _topics(self) -> Iterator[Record]:
        for one in self.topics:
            places = "；".join(f"{name}:{span.start}-{span.end}" for name, span in one.examples)
            yield {"topic": one.number, "words": " ".join(one.words), "share": one.share, "stability": one.stability, "examples": places}

    def _stability(self) -> Iterator[Record]:
        return (dataclasses.asdict(one) for one in self.stability)

    def _shares(self) -> Iterator[Record]:
        for name, row in zip(self.documents, self.shares, strict=True):
            yield from ({"document": name, "topic": k, "share": share} for k, share in enumerate(row))


def topics(
    documents: Iterable[Document], numbers: Sequence[int] = found_topics.NUMBERS, *, runs: int = found_topics.RUNS,
    segmenter: str = "jieba", dictionary: Dictionary = None, unit: found_topics.Unit = "sentence",
) -> Topics:  # fmt: skip
    """The themes of many documents (主题), found by factorising their sentences or clauses (`unit`); the same documents give the same themes.

    `numbers` are the numbers of themes tried: the most stable is taken. `runs` is how often each is repeated on other seeds
    and documents. `segmenter` and `dictionary` cut words as in ``compare``. Raises ModelError for a corpus too small, and
    where no number of themes is more stable than chance (often so for clauses: they hold too few words).

    >>> from policytext import parse
    >>> topics([parse("加快建设示范学校。")])
    Traceback (most recent call last):
    policytext.model.errors.ModelError: 1 documents with 0 clauses are too few for themes: ...
    """
    made = found_topics.topics_of(documents, numbers, runs=runs, cutting=cutting_of(segmenter, dictionary), unit=unit)
    fields: dict[str, Any] = {one.name: getattr(made, one.name) for one in dataclasses.fields(made)}
    return Topics(**fields)
