"""What is kept of each text while a corpus is read: a MinHash signature and a sample of its shingles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policytext.corpus.duplicates.copies import Copy
from policytext.corpus.duplicates.shingles import digest, distinct, normal_form, shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policytext.corpus.duplicates.shingles import Hashes

    Words = NDArray[np.uint32]

MINIMA = 128
"""Numbers in a MinHash signature; as many bins, so that one hash of each shingle is enough (one permutation hashing)."""
SAMPLED = 32
"""One shingle in so many is in the sample; which, its hash says, so that equal texts have equal samples."""
SHORTEST = 100
"""Characters of the shortest normal form that is compared: a page with less holds no plan but its title."""
_BIN_BITS = 7
_SAMPLE_BITS = 5
_SEED = 20211


@dataclass(frozen=True, slots=True)
class Signature:
    """One copy without its text: the envelope, the size and digest of its normal form, its minima and its sample."""

    copy: Copy
    size: int
    mark: bytes
    minima: Words
    sample: Words

    @property
    def name(self) -> str:
        """The id of the document."""
        return self.copy.document

    @property
    def comparable(self) -> bool:
        """Whether the text is long enough to be compared."""
        return self.size >= SHORTEST


def signature(copy: Copy) -> Signature:
    """The signature of a copy; the text is not kept.

    >>> one = signature(Copy("a", "一、新增学位五万个，建成中小学校十二所。" * 8))
    >>> one.size, len(one.minima), one.copy.text
    (136, 128, '')
    """
    codes = normal_form(copy.text)
    hashes = distinct(shingles(codes))
    known = Copy(
        copy.document, "", copy.damaged, copy.title, copy.file, copy.year, copy.place, copy.source,
        copy.characters or len(copy.text),
    )  # fmt: skip
    return Signature(known, len(codes), digest(codes), minima_of(hashes), sample_of(hashes))


def minima_of(hashes: Hashes) -> Words:
    """The least hash of each bin of sorted hashes; two texts agree in a bin with the probability of their resemblance.

    An empty bin takes the minimum of another, chosen by a fixed list, so that short texts can be compared too
    (optimal densification, Shrivastava 2017).
    """
    import numpy as np

    bins = (hashes >> np.uint64(64 - _BIN_BITS)).astype(np.int64)
    filled, first = np.unique(bins, return_index=True)  # sorted hashes: the first of a bin is its least
    found = np.zeros(MINIMA, dtype=np.uint32)
    if not len(filled):
        return found
    found[filled] = (hashes[first] >> np.uint64(_SAMPLE_BITS)).astype(np.uint32)
    is_filled = np.zeros(MINIMA, dtype=bool)
    is_filled[filled] = True
    lenders = _lenders()[np.argmax(is_filled[_lenders()], axis=0), np.arange(MINIMA)]
    minima: Words = found[np.where(is_filled, np.arange(MINIMA), lenders)]
    return minima


@cache
def _lenders() -> NDArray[np.int64]:
    """For each bin all bins in an order of its own: of the first of them that is not empty it borrows."""
    import numpy as np

    chance = np.random.default_rng(_SEED)
    return np.stack([chance.permutation(MINIMA) for _ in range(MINIMA)], axis=1)


def sample_of(hashes: Hashes) -> Words:
    """The sampled shingles of a text, sorted."""
    import numpy as np

    chosen = hashes[hashes & np.uint64(SAMPLED - 1) == 0]
    return np.unique((chosen >> np.uint64(_SAMPLE_BITS)).astype(np.uint32))


def bytes_of(signatures: Sequence[Signature]) -> Iterator[int]:
    """How many bytes of numbers each signature holds."""
    return (x.minima.nbytes + x.sample.nbytes + len(x.mark) for x in signatures)
