"""Which figures of two documents may measure the same thing, and how surely: found by rare characters in common, not by trying all pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.comparison.indicators import Measure, contrasting
from policytext.comparison.rarity import Grams, dice, held, nearest, weighted
from policytext.comparison.scopes import RANK, named_by, ranks_of
from policytext.comparison.vocabulary import SUMS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

MOST = 12  # candidates for each figure
HOPELESS = 0.2  # a likeness of names and clauses that nothing else makes up for
TELLING = 2.1  # a name whose rare characters weigh this much speaks for itself
CLAUSE_SHARE, VAGUE_SHARE = 0.2, 0.5  # what the clause says of the whole, and so much more where the name is vague
LIST_SHARE, ALIKE_SHARE = 0.97, 0.85  # two lists, two clauses that are alike
NEAR_SHARE, CLAUSE_HOLDS = 0.8, 0.72  # a name found in the other's words, a nickname in its sentence
TOPIC_HOLDS, AT_NUMBER = 0.75, 0.3  # a name found in part at the number, in part at the beginning of its sentence
OTHER_HEAD = 0.07  # the last nouns of two names are not one, and neither stands near the other
SAME_NAME = 0.92  # two equal names that speak for themselves, whatever their clauses say
CONTRAST_PENALTY = 0.35
MEASURED = re.compile("(?<=..)(?:占比|比率|数量|总量|规模|总数|面积|个数|总额)$")
VAGUE = 0.4  # of a name that is everywhere (项目, 学校)
SAME_ENDS, OTHER_OWNER = 0.08, 0.08
SHARES, OTHER_SHARE = ("%", "pp"), 0.8
OTHER_SUM = 0.85  # one is a sum of money and the other no such thing


@dataclass(frozen=True, slots=True)
class Likely:
    """Figure `i` of one side and `j` of the other, and how surely they measure the same thing, 0..1; `name` is that of the names alone."""

    i: int
    j: int
    same: float
    name: float


def likely_pairs(xs: Sequence[Measure], ys: Sequence[Measure], most: int = MOST) -> list[Likely]:
    """The pairs that may be one thing, at most `most` for each figure of either side."""
    if not xs or not ys:
        return []
    sides = Sides.of(xs, ys)
    i, j = sides.candidates(xs, ys, most)
    names = sides.names(i, j)
    same = sides.same(i, j, names)
    return [
        Likely(p, q, doubted(s, xs[p], ys[q]), n)
        for p, q, s, n in zip(i.tolist(), j.tolist(), same.tolist(), names.tolist(), strict=True)
        if s >= HOPELESS
    ]


def doubted(same: float, x: Measure, y: Measure) -> float:
    """The likeness of two figures, less where their names exclude each other or end in other nouns, more where both ends are the same."""
    ranks_x, ranks_y = ranks_of(named_by(x)), ranks_of(named_by(y))
    if contrasting(x.core, y.core) or (ranks_x and ranks_y and not ranks_x & ranks_y):
        return CONTRAST_PENALTY * same
    if sum_named(x.core) != sum_named(y.core):
        same *= OTHER_SUM
    if lacks_whose(x, y) or lacks_whose(y, x):
        same -= OTHER_OWNER
    head_x, head_y = head_of(x.core), head_of(y.core)
    if head_x == head_y:
        return same + SAME_ENDS * (same_beginning(x.core, y.core) and x.core != y.core)
    shares = x.figure.unit in SHARES or y.figure.unit in SHARES
    if shares and (goes_on(x.core, y.core) or goes_on(y.core, x.core)):
        return OTHER_SHARE * same
    missing = (head_x not in y.near) + (head_y not in x.near)
    return same - OTHER_HEAD * (missing > 0 if shares else missing == 2)


def head_of(core: str) -> str:
    """The last two letters of a name without the word for a number or share behind it.

    >>> head_of("优良天数占比"), head_of("高铁营业里程")
    ('天数', '里程')
    """
    return MEASURED.sub("", core)[-2:]


def lacks_whose(x: Measure, y: Measure) -> bool:
    """Whether the second name is the end of the first, and what stands before it there is nowhere near the second (战略性新兴|产业集群)."""
    before = x.core[: -len(y.core)] if y.core and x.core.endswith(y.core) else ""
    return len(before) >= 3 and not any(before[i : i + 2] in y.clause + y.topic for i in range(len(before) - 1))


def goes_on(longer: str, name: str) -> bool:
    """Whether a name stands in a longer one that goes on behind it: 单位生产总值能耗 is no 生产总值."""
    return bool(name) and name in longer and not longer.endswith(name)


def same_beginning(a: str, b: str) -> bool:
    """Whether two longer names begin with the same word, behind the words of rank (高铁营业里程, 高铁通车里程)."""
    a, b = RANK.sub("", a), RANK.sub("", b)
    return len(a) >= 4 and len(b) >= 4 and a[:2] == b[:2]


def sum_named(core: str) -> bool:
    """Whether a name ends as a sum of money (增加值, 营收), and so counts no things.

    >>> sum_named("装备制造业增加值"), sum_named("装备制造")
    (True, False)
    """
    return core.endswith(SUMS)


@dataclass(frozen=True)
class Sides:
    """The words of the figures of both sides as weighted runs: each tuple is (first side, second side)."""

    core: tuple[Grams, Grams]
    core_letters: tuple[Grams, Grams]
    listed: tuple[Grams, Grams]
    listed_letters: tuple[Grams, Grams]
    near: tuple[Grams, Grams]
    near_letters: tuple[Grams, Grams]
    clause: tuple[Grams, Grams]
    topic: tuple[Grams, Grams]
    told: tuple[Grams, Grams]
    quoted: tuple[Numbers, Numbers]
    telling: tuple[Numbers, Numbers]

    @classmethod
    def of(cls, xs: Sequence[Measure], ys: Sequence[Measure]) -> Sides:
        """The words of all figures, weighted over both sides together."""
        import numpy as np

        cores = [[m.core or m.listed for m in side] for side in (xs, ys)]
        lists = [[m.listed for m in side] for side in (xs, ys)]
        around = [[getattr(m, part) for m in side] for part in ("near", "clause", "topic") for side in (xs, ys)]
        around += [[f"{m.topic} {m.near}" for m in side] for side in (xs, ys)]
        owners = [" ".join((m.core, m.listed, m.near, m.clause, m.topic)) for side in (xs, ys) for m in side]
        pairs, letters = (
            weighted([*cores, *lists, *around], 2, owners),
            weighted([*cores, *lists, *around[:2]], 1, owners),
        )
        return cls(
            (pairs[0], pairs[1]), (letters[0], letters[1]), (pairs[2], pairs[3]), (letters[2], letters[3]),
            (pairs[4], pairs[5]), (letters[4], letters[5]), (pairs[6], pairs[7]), (pairs[8], pairs[9]), (pairs[10], pairs[11]),
            (np.array([float(m.quoted) for m in xs]), np.array([float(m.quoted) for m in ys])),
            (_telling(pairs[0], xs), _telling(pairs[1], ys)),
        )  # fmt: skip

    def candidates(self, xs: Sequence[Measure], ys: Sequence[Measure], most: int) -> tuple[Places, Places]:
        """Pairs that share rare characters in their names or near them, those that share most."""
        import numpy as np

        texts = [[" ".join((m.core, m.near, m.clause, f"#{m.figure.text}")) for m in side] for side in (xs, ys)]
        first, second = weighted(texts, 2)
        places = [np.array([m.place for m in side]) for side in (xs, ys)]
        i, j = nearest(first, second, most, places[0], places[1])
        q, p = nearest(second, first, most, places[1], places[0])
        pairs = np.unique(np.concatenate([i * len(ys) + j, p * len(ys) + q]))
        return pairs // len(ys), pairs % len(ys)

    def names(self, i: Places, j: Places) -> Numbers:
        """How alike two names are, or how surely one stands in the words around the other, 0..1."""
        import numpy as np

        telling = self.telling
        found = [
            likeness(self.core_letters, self.core, i, j),
            LIST_SHARE * likeness(self.listed_letters, self.listed, i, j),
            ALIKE_SHARE
            * likeness(self.near_letters, self.near, i, j)
            * np.minimum(1.0, np.minimum(self.near[0].total[i], self.near[1].total[j]) / TELLING),
        ]
        for words, share, sure in ((self.near, NEAR_SHARE, telling), (self.clause, CLAUSE_HOLDS, self.quoted)):
            found.append(share * held(self.core[0], words[1], i, j) * sure[0][i])
            found.append(share * held(self.core[1], words[0], j, i) * sure[1][j])
        found.append(TOPIC_HOLDS * self.in_topic(i, j))
        return np.asarray(np.maximum.reduce(found))

    def in_topic(self, i: Places, j: Places) -> Numbers:
        """How surely one name is said in two places of the other sentence: the thing at its number, and whose it is at the sentence's beginning."""
        import numpy as np

        found = []
        for x, y, p, q in ((0, 1, i, j), (1, 0, j, i)):
            near = held(self.core[x], self.near[y], p, q)
            found.append(self.telling[x][p] * held(self.core[x], self.told[y], p, q) * (near >= AT_NUMBER))
        return np.asarray(np.maximum(*found))

    def same(self, i: Places, j: Places, names: Numbers) -> Numbers:
        """Names and clauses together; the vaguer the names, the more the clauses say."""
        import numpy as np

        telling = np.minimum(self.telling[0][i], self.telling[1][j])
        share = CLAUSE_SHARE + VAGUE_SHARE * (1 - telling)
        around = self.around(i, j)
        mixed = (1 - share) * names + share * around
        plain = (names >= 0.999) & (telling >= 1)
        return np.asarray(np.where(plain, SAME_NAME + (1 - SAME_NAME) * around, mixed))

    def around(self, i: Places, j: Places) -> Numbers:
        """How alike the words around two figures are: their clauses, and what their paragraphs are about."""
        near, clause = dice(*self.near, i, j), dice(*self.clause, i, j)
        return 0.4 * near + 0.35 * clause + 0.25 * dice(*self.topic, i, j)


def _telling(names: Grams, measures: Sequence[Measure]) -> Numbers:
    """How far each name speaks for itself, 0..1."""
    import numpy as np

    vague = np.array([VAGUE if m.generic else 1.0 for m in measures])
    return np.asarray(vague * np.minimum(1.0, names.total / TELLING))


def likeness(letters: tuple[Grams, Grams], pairs: tuple[Grams, Grams], i: Places, j: Places) -> Numbers:
    """0..1: shared characters, shared pairs of characters, and how much of the shorter name the longer one holds."""
    import numpy as np

    longer = np.maximum(held(*pairs, i, j), held(pairs[1], pairs[0], j, i))
    return np.asarray((dice(*letters, i, j) + dice(*pairs, i, j) + longer) / 3)
