"""Loads the TOML files of ``lexicon/data`` and checks them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from policytext.model.errors import LexiconError


@cache
def _raw(name: str) -> Mapping[str, Any]:
    path = files("policytext.lexicon") / "data" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"there is no vocabulary file {name}.toml") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml does not parse: {error}") from error


@cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """The word lists of a vocabulary file, by group.

    Raises LexiconError where a group is no list of words or holds a word twice.

    >>> "力争" in groups("forces")["soft"]
    True
    """
    found = {key: tuple(value.split() if isinstance(value, str) else value) for key, value in _raw(name).items()}
    for key, words in found.items():
        _check(name, key, words)
    return found


def _check(name: str, key: str, words: tuple[str, ...]) -> None:
    if not words or not all(isinstance(word, str) and word for word in words):
        raise LexiconError(f"{name}.toml [{key}] must be words parted by spaces")
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise LexiconError(f"{name}.toml [{key}] holds twice: {' '.join(twice)}")


@cache
def table(name: str, key: str) -> Mapping[str, str]:
    """A mapping of words inside a vocabulary file.

    >>> table("units", "money")["元"]
    'CNY'
    """
    found = _raw(name).get(key)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise LexiconError(f"{name}.toml [{key}] must map words to words")
    return found


@cache
def ladders(name: str, key: str) -> Mapping[str, Mapping[str, int]]:
    """The ladders of a vocabulary file: each word with its rank, a higher one saying more.

    Raises LexiconError where a step has no rank or words, or a ladder holds a word twice.

    >>> progress = ladders("intensity", "verbs")["progress"]
    >>> progress["探索"] < progress["推进"] < progress["深化"]
    True
    """
    found = _raw(name).get(key)
    if not isinstance(found, dict):
        raise LexiconError(f"{name}.toml [{key}] must hold ladders")
    return {ladder: _ranked(f"{name}.toml [[{key}.{ladder}]]", steps) for ladder, steps in found.items()}


def _ranked(place: str, steps: Any) -> Mapping[str, int]:
    ranks: dict[str, int] = {}
    for step in steps:
        rank, words = (step.get("rank"), step.get("words")) if isinstance(step, dict) else (None, None)
        if not isinstance(rank, int) or not isinstance(words, str) or not words.split():
            raise LexiconError(f"{place}: every step must have a rank and words parted by spaces")
        twice = [word for n, word in enumerate(words.split()) if word in ranks or word in words.split()[:n]]
        if twice:
            raise LexiconError(f"{place} holds twice: {' '.join(twice)}")
        ranks |= dict.fromkeys(words.split(), rank)
    return ranks


def entries(name: str) -> Mapping[str, Any]:
    """A vocabulary file as it is, for tables that are checked where they are used.

    >>> entries("force_mapping")["default"]["ranks"]["hard"]
    2
    """
    return _raw(name)


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; beginnings in common are written once, for speed.

    >>> alternation(["年", "年底", "年底前", "月"])
    '年(?:底(?:前)?)?|月'
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if word:
            tails.setdefault(word[0], []).append(word[1:])
    return "|".join(re.escape(first) + _tail(rest) for first, rest in tails.items())


def _tail(rests: list[str]) -> str:
    """What may follow a first character; optional where a word ends with it."""
    inner = alternation(rests)
    if not inner:
        return ""
    return f"(?:{inner})" + "?" * ("" in rests)
