"""The one door to jieba: words of a Chinese text. Silent, and nothing is written to disk."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policytext.model.errors import DecodingError, MissingExtraError, UnknownKindError
from policytext.model.span import Span

# Two or more Chinese characters: single ones are mostly particles and halves of words.
CHINESE_WORD = re.compile(r"[一-鿿]{2,}")
SEGMENTERS = ("jieba", "rjieba")
Dictionary = str | os.PathLike[str] | Iterable[str] | None
"""The user's words: the path of a file in jieba's format (``词 频数 词性``, the last two optional), or its lines."""
Entry = tuple[str, int | None, str | None]
_ENTRY = re.compile(r"(?P<word>.+?)(?:\s+(?P<freq>[0-9]+))?(?:\s+(?P<tag>[a-z]+))?")


@dataclass(frozen=True, slots=True)
class Segmenter:
    """What cuts a text into words; `own` are the words of the user, which count whatever their length and letters."""

    cut: Callable[[str], Iterable[str]]
    own: frozenset[str] = frozenset()

    def words(self, text: str, offset: int = 0) -> Iterator[tuple[str, Span]]:
        """The words that count, in text order, each with its place; `offset` is where the text begins."""
        for word in self.cut(text):
            if CHINESE_WORD.fullmatch(word) or word in self.own:
                yield word, Span(offset, offset + len(word))
            offset += len(word)


@dataclass(frozen=True, slots=True)
class Cutting:
    """Which segmenter cuts, and the words of the user that it is taught: asked for once, loaded when words are needed."""

    name: str = "jieba"
    entries: tuple[Entry, ...] = ()

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter, its dictionary loaded."""
        return _segmenter(self.name, self.entries)

    def to_dict(self) -> dict[str, Any]:
        """The segmenter's name and the user's words as a dict that JSON can hold."""
        return {"name": self.name, "entries": [list(entry) for entry in self.entries]}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any]) -> Cutting:
        """What gave this dict; the segmenter is asked for when words are needed."""
        return cls(whole["name"], tuple((word, frequency, tag) for word, frequency, tag in whole["entries"]))


def cutting_of(name: str = "jieba", dictionary: Dictionary = None) -> Cutting:
    """The segmenter of a name with the user's words added to its dictionary.

    Raises UnknownKindError for a name that is none, MissingExtraError where rjieba is asked for and not installed.

    >>> plain, taught = cutting_of().segmenter, cutting_of(dictionary=["学位倍增 100 n"]).segmenter
    >>> [[word for word, _ in x.words("实施学位倍增工程")] for x in (plain, taught)]
    [['实施', '学位', '倍增', '工程'], ['实施', '学位倍增', '工程']]
    """
    if name not in SEGMENTERS:
        raise UnknownKindError(f"there is no segmenter {name!r}; choose one of {', '.join(SEGMENTERS)}")
    if find_spec(name) is None:
        raise MissingExtraError(f"segmenter={name!r} needs {name}: install it, or leave the segmenter out")
    return Cutting(name, tuple(entries_of(dictionary)))


def entries_of(dictionary: Dictionary) -> Iterator[Entry]:
    """Word, frequency and tag of every line of a user's dictionary.

    >>> list(entries_of(["名校跨岛 100 nz", "学位倍增"]))
    [('名校跨岛', 100, 'nz'), ('学位倍增', None, None)]
    """
    for line in _lines(dictionary):
        if entry := _ENTRY.fullmatch(line.strip().lstrip("\ufeff")):
            yield entry["word"], int(entry["freq"]) if entry["freq"] else None, entry["tag"]


def _lines(dictionary: Dictionary) -> Iterable[str]:
    if dictionary is None:
        return ()
    if not isinstance(dictionary, str | os.PathLike):
        return dictionary
    try:
        return Path(dictionary).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DecodingError(f"the dictionary {os.fspath(dictionary)} is no UTF-8 text: {error}") from None


@lru_cache(maxsize=8)
def _segmenter(name: str, entries: tuple[Entry, ...]) -> Segmenter:
    own = frozenset(word for word, _, _ in entries)
    if name == "rjieba":
        fast = _taught(_rjieba(), entries)
        return Segmenter(lambda text: fast.cut(text, False), own)
    slow = _taught(_copy(tokenizer()), entries) if entries else tokenizer()
    return Segmenter(lambda text: slow.cut(text, HMM=False), own)


def _taught(found: Any, entries: Iterable[Entry]) -> Any:
    for entry in entries:
        found.add_word(*entry)
    return found


@cache
def tokenizer() -> Any:
    """jieba's default dictionary, loaded once.

    jieba announces itself on its own logger and leaves a cache file in the temporary folder; both happen in
    ``initialize`` alone, so the dictionary is loaded here by the same two public steps without it.
    """
    found = _jieba().Tokenizer()
    found.FREQ, found.total = found.gen_pfdict(found.get_dict_file())
    found.initialized = True
    return found


def _copy(first: Any) -> Any:
    """A tokenizer of its own, so that the words of one user never reach another comparison."""
    found = _jieba().Tokenizer()
    found.FREQ, found.total, found.initialized = dict(first.FREQ), first.total, True
    return found


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    return jieba


def _rjieba() -> Any:
    import rjieba

    return rjieba.Jieba()


def words_of(text: str) -> tuple[str, ...]:
    """The Chinese words of two characters and more, in text order.

    >>> words_of("加快建设示范学校")
    ('加快', '建设', '示范', '学校')
    """
    return tuple(word for word, _ in Cutting().segmenter.words(text))
