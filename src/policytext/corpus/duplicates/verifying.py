"""Two texts compared exactly: what they share, what differs, and how it differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

from policytext.corpus.duplicates.shared_runs import Gap, Run, gaps_between, runs_in_order
from policytext.corpus.duplicates.shingles import digest, distinct, normal_form, shingles

if TYPE_CHECKING:
    from policytext.corpus.duplicates.shingles import Codes, Hashes

SLIP = 3
"""So many characters that differ at one place are a slip: a character misread or lost, a letter, a corrected word."""
ALIGNED = 200
"""Gaps longer than this are not looked into: what stands there was written anew."""
EDGE = 40
"""So many characters before the first run and after the last are compared as well."""
_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LETTER = re.compile("[a-z�]")
_DIGITS = range(0x30, 0x3A)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be compared: its normal form and the shingles of it, sorted, each once."""

    codes: Codes
    hashes: Hashes

    @property
    def mark(self) -> bytes:
        """The same for equal normal forms only."""
        return digest(self.codes)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands between two runs: the strings of both texts, and how many of their characters agree in place."""

    a: str
    b: str
    agreeing: int

    @property
    def only_a(self) -> int:
        """Characters of the first that do not agree."""
        return len(self.a) - self.agreeing

    @property
    def only_b(self) -> int:
        """Characters of the second that do not agree."""
        return len(self.b) - self.agreeing

    @property
    def slip(self) -> bool:
        """Whether it is small, or most of it agrees: a misreading, and not another wording."""
        longer = max(self.only_a, self.only_b)
        return longer <= SLIP or 2 * self.agreeing >= max(len(self.a), len(self.b))

    @property
    def replaced(self) -> bool:
        """Whether both texts have wording of their own here."""
        return not self.slip and bool(self.only_a and self.only_b)


@dataclass(frozen=True, slots=True)
class Verified:
    """The exact comparison of two texts, by shingles and by characters (docs/duplicates.md has the formulas).

    `resemblance` is that of the two sets of shingles (Jaccard), `a_in_b` the part of a's shingles that b holds. `covered_a` is
    the part of a's characters that stand in b in the same order, slips included; `rewritten` the part of the stretch in common
    that has another wording in each (of two wordings the shorter counts); `slips` the characters there that differ singly; `outer_a` the characters of a
    before and after that stretch, `inner_a` those inside it that b lacks. `numbers_changed` counts the numbers that
    differ at the same place, `years_changed` the years among them, `numbers_kept` those that agree.
    """

    same: bool
    size_a: int
    size_b: int
    resemblance: float
    a_in_b: float
    b_in_a: float
    longest_run: int
    covered_a: float
    covered_b: float
    rewritten: float
    slips: int
    digit_slips: int
    outer_a: int
    outer_b: int
    inner_a: int
    inner_b: int
    numbers_kept: int
    numbers_changed: int
    years_changed: int
    renamed: tuple[tuple[str, str, int], ...]

    def turned(self) -> Verified:
        """The same comparison with the second text first."""
        return replace(
            self, size_a=self.size_b, size_b=self.size_a, a_in_b=self.b_in_a, b_in_a=self.a_in_b, covered_a=self.covered_b,
            covered_b=self.covered_a, outer_a=self.outer_b, outer_b=self.outer_a, inner_a=self.inner_b, inner_b=self.inner_a,
            renamed=tuple(sorted((b, a, count) for a, b, count in self.renamed)),
        )  # fmt: skip


def prepared(text: str) -> Prepared:
    """A text ready to be compared."""
    codes = normal_form(text)
    return Prepared(codes, distinct(shingles(codes)))


def verified(a: Prepared, b: Prepared) -> Verified:
    """Two texts compared.

    >>> text = "一、新增义务教育学位5万个，建成投用中小学校12所；二、新增公办幼儿园30所。"
    >>> found = verified(prepared(text), prepared("首页 > 教育 > " + text.replace("12所", "15所")))
    >>> found.numbers_kept, found.numbers_changed, found.outer_b, found.covered_a
    (2, 1, 4, 1.0)
    """
    runs = _with_edges(a.codes, b.codes, runs_in_order(a.codes, b.codes))
    differences = [_difference(a.codes, b.codes, gap) for gap in gaps_between(runs)]
    outer_a, outer_b = _outer(runs, len(a.codes), len(b.codes))
    slips = [x for x in differences if x.slip]
    common = sum(run.size for run in runs) + sum(x.agreeing for x in differences)
    agreed_a, agreed_b = (common + sum(x.only_a for x in slips), common + sum(x.only_b for x in slips))
    replaced = sum(min(x.only_a, x.only_b) for x in differences if x.replaced)
    core = min(len(a.codes) - outer_a, len(b.codes) - outer_b)
    kept, changed, years = _numbers(a.codes, b.codes, runs)
    shared, either = _overlap(a.hashes, b.hashes)
    return Verified(
        a.mark == b.mark, len(a.codes), len(b.codes), _share(shared, either), _share(shared, len(a.hashes)),
        _share(shared, len(b.hashes)), max((run.size for run in runs), default=0), _share(agreed_a, len(a.codes)),
        _share(agreed_b, len(b.codes)), min(1.0, _share(replaced, core)), sum(max(x.only_a, x.only_b) for x in slips),
        sum(_in_digits(x) for x in slips), outer_a, outer_b, max(0, len(a.codes) - outer_a - agreed_a),
        max(0, len(b.codes) - outer_b - agreed_b), kept, changed, years, _renamed(slips),
    )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _overlap(a: Hashes, b: Hashes) -> tuple[int, int]:
    import numpy as np

    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared, len(a) + len(b) - shared


def _outer(runs: Sequence[Run], size_a: int, size_b: int) -> tuple[int, int]:
    """How many characters of each text stand before the first run and after the last."""
    if not runs:
        return size_a, size_b
    first, last = runs[0], runs[-1]
    return first.a + size_a - last.a - last.size, first.b + size_b - last.b - last.size


def _with_edges(a: Codes, b: Codes, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, and before and after them empty ones where the texts go on with small differences only.

    2020年澜水市… and 2021年白溪市… begin with what tells them apart, and no run stands before it.
    """
    if not runs:
        return runs
    first, last = runs[0], runs[-1]
    end_a, end_b = last.a + last.size, last.b + last.size
    ahead, behind = min(first.a, first.b, EDGE), min(len(a) - end_a, len(b) - end_b, EDGE)
    head = Gap(first.a - ahead, first.a, first.b - ahead, first.b)
    tail = Gap(end_a, end_a + behind, end_b, end_b + behind)
    before = (Run(head.a, head.b, 0),) if ahead and _difference(a, b, head).slip else ()
    after = (Run(tail.a_end, tail.b_end, 0),) if behind and _difference(a, b, tail).slip else ()
    return before + runs + after


def _string(codes: Codes) -> str:
    return "".join(map(chr, codes))


def _difference(a: Codes, b: Codes, gap: Gap) -> Difference:
    in_a, in_b = _string(a[gap.a : gap.a_end]), _string(b[gap.b : gap.b_end])
    return Difference(in_a, in_b, _agreeing(in_a, in_b))


def _agreeing(a: str, b: str) -> int:
    """Characters that agree: in place where both are equally long, else as they can be matched in order."""
    if not a or not b or max(len(a), len(b)) > ALIGNED:
        return 0
    if len(a) == len(b) and 2 * (in_place := sum(map(str.__eq__, a, b))) >= len(a):
        return in_place
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)  # single characters agree by chance


def _in_digits(difference: Difference) -> int:
    """How many characters of a slip are digits, in the text that has more of them; no more than differ."""
    digits = max(sum(map(str.isdigit, difference.a)), sum(map(str.isdigit, difference.b)))
    return min(digits, max(difference.only_a, difference.only_b))


def _renamed(slips: Iterable[Difference]) -> tuple[tuple[str, str, int], ...]:
    """The words of one text that stand for others in the second, and how often; numbers are no words."""
    found = Counter(_without_common_ends(x.a, x.b) for x in slips)
    words = ((a, b, count) for (a, b), count in found.items() if a and b and not _NUMBER.search(a + b))
    return tuple(sorted(words))


def _without_common_ends(a: str, b: str) -> tuple[str, str]:
    """What differs of two strings.

    >>> _without_common_ends("2020年澜水", "2020年白溪")
    ('澜水', '白溪')
    """
    start = _common_start(a, b)
    end = min(_common_start(a[::-1], b[::-1]), len(a) - start, len(b) - start)
    return a[start : len(a) - end], b[start : len(b) - end]


def _common_start(a: str, b: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _numbers(a: Codes, b: Codes, runs: Sequence[Run]) -> tuple[int, int, int]:
    """How many numbers agree, how many differ at the same place, and how many of these are years."""
    kept = sum(len(_NUMBER.findall(_string(a[run.a : run.a + run.size]))) for run in runs)
    changed = years = 0
    for gap in gaps_between(runs):
        here_a, here_b = _whole(a, gap.a, gap.a_end), _whole(b, gap.b, gap.b_end)
        if max(len(here_a), len(here_b)) > ALIGNED or _LETTER.search(here_a) or _LETTER.search(here_b):
            continue  # 2O25 and 20□5 are read badly and are no other number
        changed += _changed(_NUMBER.findall(here_a), _NUMBER.findall(here_b))
        years += _changed(_YEAR.findall(here_a), _YEAR.findall(here_b))
    return max(kept - changed, 0), changed, years


def _whole(codes: Codes, start: int, end: int) -> str:
    """A gap with the rest of the numbers that it cuts."""
    while start > 0 and int(codes[start - 1]) in _DIGITS:
        start -= 1
    while end < len(codes) and int(codes[end]) in _DIGITS:
        end += 1
    return _string(codes[start:end])


def _changed(a: Sequence[str], b: Sequence[str]) -> int:
    """Numbers of a gap that differ; where one text has none, what stands there was added or lost, not changed."""
    if not a or not b:
        return 0
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return min(len(a), len(b)) - sum(block.size for block in blocks)

