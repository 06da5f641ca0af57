"""The one door to jieba: words of a Chinese text. Silent, and nothing is written to disk."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any

# Two or more Chinese characters: single ones are mostly particles and halves of words.
CHINESE_WORD = re.compile(r"[一-鿿]{2,}")


@cache
def tokenizer() -> Any:
    """jieba's default dictionary, loaded once.

    jieba announces itself on its own logger and leaves a cache file in the temporary folder; both happen in
    ``initialize`` alone, so the dictionary is loaded here by the same two public steps without it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    found = jieba.Tokenizer()
    found.FREQ, found.total = found.gen_pfdict(found.get_dict_file())
    found.initialized = True
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The Chinese words of two characters and more, in text order.

    >>> words_of("加快建设示范学校")
    ('加快', '建设', '示范', '学校')
    """
    return tuple(word for word in tokenizer().cut(text, HMM=False) if CHINESE_WORD.fullmatch(word))
