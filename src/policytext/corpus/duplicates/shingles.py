"""The characters of a text that count when copies are compared, and its shingles: hashed runs of so many of them."""

from __future__ import annotations

import unicodedata
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from policytext.lexicon.scripts import folding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Hashes = NDArray[np.uint64]

SHINGLE = 9
"""Characters of a shingle; docs/duplicates.md has the measurement that chose it."""
UNREADABLE = 0xFFFD
"""Stands in a normal form for every character that could not be read, so that a lost digit is no other number."""
_MARKS = frozenset((0x25A1, 0x25A0, UNREADABLE))
_SURROGATES = range(0xD800, 0xE000)
_PLANES = 0x30000  # beyond it stand no characters of plans
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9


def normal_form(text: str) -> Codes:
    r"""The characters, letters and digits of a text as code points: simplified, half-width, small; all else left out.

    All else is left out. What could not be read (U+FFFD, □, undecodable bytes) stays as U+FFFD.

    >>> "".join(map(chr, normal_form("一、新增學位　１２萬個（Ａ類），\n□所。")))
    '一新增学位12万个a类�所'
    """
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    kept: Codes = _table()[np.minimum(codes, _PLANES)]
    counted: Codes = kept[kept != 0]
    return counted


@cache
def _table() -> Codes:
    """What each code point becomes; 0 is left out."""
    import numpy as np

    table: Codes = np.zeros(_PLANES + 1, dtype=np.uint32)
    for code in range(_PLANES):
        table[code] = _counted(code)
    return table


def _counted(code: int) -> int:
    if code in _MARKS or code in _SURROGATES:
        return UNREADABLE
    if not chr(code).isalnum():
        return 0
    usual = unicodedata.normalize("NFKC", chr(code)).lower()
    usual = folding().get(ord(usual), usual) if len(usual) == 1 else chr(code)
    return ord(usual) if usual.isalnum() and _is_ours(ord(usual)) else 0


def _is_ours(code: int) -> bool:
    """Whether a letter is of ASCII or of Chinese; the others of a page are mostly bytes read in a wrong encoding."""
    return code < 0x80 or code >= 0x3400 or code == 0x3007


def digest(codes: Codes) -> bytes:
    """Sixteen bytes that are the same for equal normal forms only."""
    return blake2b(codes.tobytes(), digest_size=16).digest()


def shingles(codes: Codes, size: int = SHINGLE) -> Hashes:
    """The hash of every run of `size` characters, in text order; none where the text is shorter.

    >>> len(shingles(normal_form("新增学位五万个以上，其中小学三万个。")))
    8
    """
    import numpy as np

    count = len(codes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = codes.astype(np.uint64) + np.uint64(1)
    found = np.zeros(count, dtype=np.uint64)
    for i in range(size):
        found = found * np.uint64(_FIRST) + wide[i : i + count]
    found ^= found >> np.uint64(31)  # the last characters decide the low bits alone until they are mixed
    found *= np.uint64(_SECOND)
    return found ^ (found >> np.uint64(29))


def distinct(hashes: Hashes) -> Hashes:
    """The hashes sorted, each once."""
    import numpy as np

    return np.unique(hashes)
