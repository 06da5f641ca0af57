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


def reasoned(reason: str | None) -> str:
    """A reason of the tables in Chinese words; what it quotes from a text stays as it is.

    >>> reasoned("unit: CNY → %; comparator: ~ → >="), reasoned("scope: 投资 → 工业投资")
    ('单位：元 → %；限定：约 → 不低于', '范围：投资 → 工业投资')
    """
    return "；".join(_difference(one) for one in (reason or "").split("; ") if one)


def _difference(one: str) -> str:
    name, colon, sides = one.partition(": ")
    if not colon:
        return word("reason", name)
    return f"{word('reason', name)}：{' → '.join(_side(side) for side in sides.split(' → '))}"


def _side(side: str) -> str:
    return word("reason_words", side).removesuffix(" parts")
