"""From wording to force: which words and comparators bind more. The mapping is data, with its source, and can be exchanged."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from policytext.comparison.rows import Figure, WordingStatus
from policytext.lexicon import alternation, entries, groups
from policytext.model.document import Document
from policytext.model.errors import LexiconError

CLASSES = ("soft", "expected", "plain", "hard")
SIGNS = ("~", "..", "=", ">=", "<=", ">", "<")
FIELDS = frozenset(("name", "source", "ranks", "comparators"))
_SENTENCE_END = "。！？；\n"
_REACH = 400  # characters in which a force word speaks of a number, as for quantities

Binding = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ForceMapping:
    """How binding a wording is: `ranks` of force classes and, where wanted, of single words; `comparators` of bounds.

    A higher rank binds more, equal ranks mean no change. `source` says where the ranks come from.
    Raises LexiconError where a class or comparator has no rank.
    """

    name: str
    ranks: Mapping[str, int]
    comparators: Mapping[str, int]
    source: str = ""
    words: tuple[str, ...] = field(init=False, repr=False)
    """The single words that have a rank of their own."""

    def __post_init__(self) -> None:
        _check(f"force mapping {self.name!r}: ranks", self.ranks, CLASSES, strangers=True)
        _check(f"force mapping {self.name!r}: comparators", self.comparators, SIGNS)
        if not isinstance(self.name, str) or not self.name or not isinstance(self.source, str):
            raise LexiconError(f"force mapping {self.name!r}: name and source must be texts, the name not empty")
        object.__setattr__(self, "words", tuple(word for word in self.ranks if word not in CLASSES))

    def rank(self, force: str, before: str = "") -> int:
        """The rank of a force class, or of the last word in `before` that has a rank of its own.

        >>> force_mapping("graded").rank("hard"), force_mapping("graded").rank("hard", "必须实现")
        (4, 5)
        """
        return self.ranks[self.word(force, before)]

    def word(self, force: str, before: str = "") -> str:
        """What is ranked: the last word in `before` that has a rank of its own, else the force class."""
        word = _last(self.words, before) if self.words else None
        if word is not None and word in self.ranks:
            return word
        return force if force in self.ranks else "plain"

    def binding(self, figure: Figure, before: str = "") -> Binding:
        """How binding a target is: force, then comparator; of a whole, all binds as much as 以上.

        `before` is what stands before the number in its sentence, for mappings that rank single words.
        """
        whole = figure.unit == "%" and figure.low == 100 and figure.comparator == "="
        sign = ">=" if whole else figure.comparator
        return self.rank(figure.force, before), self.comparators.get(sign, self.comparators["="])

    def status(self, a: Figure, b: Figure, before_a: str = "", before_b: str = "") -> WordingStatus:
        """Whether the later wording of a target is harder, softer or the same."""
        return self.judged(a, b, before_a, before_b)[0]

    def judged(self, a: Figure, b: Figure, before_a: str = "", before_b: str = "") -> tuple[WordingStatus, str | None]:
        """The status with what made it: ``force: soft → hard``, ``comparator: ~ → >=``; no reason where it is the same."""
        first, second = self.binding(a, before_a), self.binding(b, before_b)
        if first == second:
            return "same", None
        force = f"force: {self.word(a.force, before_a)} → {self.word(b.force, before_b)}"
        reason = force if first[0] != second[0] else f"comparator: {a.comparator} → {b.comparator}"
        return ("hardened" if second > first else "softened"), reason

    def to_dict(self) -> dict[str, Any]:
        """The mapping as a dict that JSON can hold, and that ``force_mapping`` takes."""
        return {"name": self.name, "source": self.source, "ranks": dict(self.ranks), "comparators": dict(self.comparators)}


def _check(place: str, ranks: Any, needed: tuple[str, ...], strangers: bool = False) -> None:
    if not isinstance(ranks, Mapping):
        raise LexiconError(f"{place}: a table of names with whole numbers is wanted, not {ranks!r}")
    if wrong := [f"{name!r}: {rank!r}" for name, rank in ranks.items() if type(rank) is not int or not isinstance(name, str) or not name]:
        raise LexiconError(f"{place}: every rank must be a whole number, unlike {', '.join(wrong)}")
    if missing := [name for name in needed if name not in ranks]:
        raise LexiconError(f"{place}: no rank for {', '.join(missing)}")
    if unknown := [name for name in ranks if name not in needed and not strangers]:
        raise LexiconError(f"{place}: {', '.join(unknown)} is no comparator; there are {' '.join(SIGNS)}")


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    forces = groups("forces")
    known = {word for name in ("hard", "soft", "expected") for word in forces[name]}
    return re.compile(f"(?:{alternation(forces['none'])})|({alternation(known.union(words))})")


def _last(words: tuple[str, ...], before: str) -> str | None:
    """The last force word in a text, also one that only the mapping knows; 努力 is none in 共同努力."""
    found = [match.group(1) for match in _pattern(words).finditer(before) if match.group(1)]
    return found[-1] if found else None


def words_before(text: str, start: int) -> str:
    """What stands before a place in its sentence.

    >>> words_before("办好教育。力争新增学位5万个。", 11)
    '力争新增学位'
    """
    left = text[max(0, start - _REACH) : start]
    return left[max(left.rfind(mark) for mark in _SENTENCE_END) + 1 :]


Judge = Callable[[Figure, Figure], tuple[WordingStatus, str | None]]


def judge_of(a: Document, b: Document, mapping: ForceMapping) -> Judge:
    """What tells of a target of the earlier document and one of the later whether the wording is harder, and why."""
    return lambda x, y: mapping.judged(x, y, words_before(a.text, x.span.start), words_before(b.text, y.span.start))


@cache
def shipped_mappings() -> Mapping[str, ForceMapping]:
    """The mappings that come with the package, by name; `default` is that of the annotation guidelines."""
    return {name: mapping_of({"name": name, **table}) for name, table in entries("force_mapping").items()}


def mapping_of(table: Mapping[str, Any]) -> ForceMapping:
    """The mapping that a table describes. Raises LexiconError that says what is wrong."""
    if unknown := sorted(set(table) - FIELDS):
        raise LexiconError(f"force mapping: {', '.join(map(str, unknown))} is no field; there are {', '.join(sorted(FIELDS))}")
    if missing := sorted({"ranks", "comparators"} - set(table)):
        raise LexiconError(f"force mapping: no {' and no '.join(missing)}")
    return ForceMapping(table.get("name", "given"), table["ranks"], table["comparators"], table.get("source", ""))


Given = str | os.PathLike[str] | Mapping[str, Any] | ForceMapping | None
"""What can be given for a mapping: a name, a file, a table, a mapping, or None for the default one."""


def force_mapping(given: Given = None) -> ForceMapping:
    """A mapping by its name, from a table, or from a TOML file with `ranks`, `comparators` and `source`; by default the default one.

    Raises LexiconError that says what is wrong, and for a name which names exist.

    >>> force_mapping().ranks["hard"] > force_mapping().ranks["soft"]
    True
    >>> sorted(shipped_mappings())
    ['comparators_only', 'default', 'expected_is_plain', 'graded', 'striving_is_hard']
    """
    if given is None or isinstance(given, ForceMapping):
        return given or shipped_mappings()["default"]
    if isinstance(given, Mapping):
        return mapping_of(given)
    if isinstance(given, str) and given in shipped_mappings():
        return shipped_mappings()[given]
    return _from_file(Path(given))


def _from_file(path: Path) -> ForceMapping:
    if path.suffix != ".toml":
        raise LexiconError(f"there is no force mapping {str(path)!r}; choose {', '.join(shipped_mappings())}, or give a table or a .toml file")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"the force mapping {path.name} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name} does not parse: {error}") from None
    return mapping_of({"name": path.stem, **table})
