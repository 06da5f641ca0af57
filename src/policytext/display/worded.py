"""The codes of the tables in Chinese words, for people who read and do not program."""

from __future__ import annotations

from functools import cache

from policytext.lexicon import table


@cache
def word(field: str, code: str | None) -> str:
    """The Chinese word of a code; the code itself where there is none for it, empty for None.

    >>> word("item_status", "retained"), word("comparator", ">="), word("role", None)
    ('沿用', '≥', '')
    """
    return "" if code is None else table("value_words", field).get(code, code)
