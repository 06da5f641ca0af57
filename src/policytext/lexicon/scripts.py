"""Traditional and simplified script, character by character."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from policytext.model.errors import LexiconError


@cache
def folding() -> dict[int, str]:
    """Traditional characters and their simplified forms, as ``str.translate`` wants them.

    >>> "教育工作要點".translate(folding())
    '教育工作要点'
    """
    lines = (files("policytext.lexicon") / "data" / "scripts.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        raise LexiconError("scripts.txt must hold a line of traditional characters and one of their simplified forms")
    return dict(zip(map(ord, rows[0]), rows[1], strict=True))


@cache
def traditional() -> frozenset[str]:
    """The characters that only traditional text uses; those in GB 2312 (乾, 於, 徵) serve in simplified text as well.

    >>> "點" in traditional(), "乾" in traditional()
    (True, False)
    """
    return frozenset(chr(code) for code in folding() if not _in_gb2312(chr(code)))


@cache
def simplified() -> frozenset[str]:
    """The characters that only simplified text uses: forms that OpenCC makes, and GB 2312 added.

    >>> "发" in simplified(), "后" in simplified(), "教" in simplified()
    (True, False, False)
    """
    return frozenset(new for new in folding().values() if _in_gb2312(new) and not _in_big5(new))


def _encodable(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_gb2312(character: str) -> bool:
    return _encodable(character, "gb2312")


def _in_big5(character: str) -> bool:
    return _encodable(character, "big5")
