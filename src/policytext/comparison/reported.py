"""The part of a document that looks back, clause by clause: where an indicator is named there in words, or beside a number not understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policytext.comparison.indicators import CLAUSE_END, SENTENCE_END, Measure, under_usual_names
from policytext.comparison.items import content_of
from policytext.comparison.periods import review_parts
from policytext.comparison.rarity import held, nearest, weighted
from policytext.comparison.rows import FulfilmentStatus, Passage
from policytext.comparison.units import is_counter
from policytext.comparison.vocabulary import ALL, DONE, GOALS, GRADES, NONE, STATES, SURPASSED, TURNS, UNDONE, WIDER
from policytext.lexicon import alternation
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.model.values import Rejection

CLAUSE = re.compile(r"[^，,。；;：:！？\n]+")
NAMED_FROM, LETTERS_FROM = (
    0.65,
    0.98,
)  # of the weight of a name that a clause must hold, in pairs of characters and in characters
TELLING, SHORTEST, MOST, LOOSE = 1.2, 4, 8, 4
MANY = 9  # sections, too many to name each
# 粮食储备|规模, 黑臭水体消除|率: what a name may leave out in words
ENDING = re.compile(r"(?:总?规模|总?面积|总?数量|总量|覆盖率|率|个数|人数|占比)$")
NOT_UNDERSTOOD = frozenset(("damaged", "other", "condition", "list_count"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the review: its words without marks and under usual names, and its place."""

    words: str
    span: Span


@dataclass(frozen=True)
class Review:
    """The parts of a document that look back, with their clauses."""

    document: Document
    parts: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    sentences: int
    addresses: str

    @classmethod
    def of(cls, document: Document) -> Review:
        """The review of a document; empty where no part of it looks back."""
        parts, text = review_parts(document), document.text
        found = tuple(
            Clause(under_usual_names(content_of(m.group())), Span(*m.span()))
            for part in parts for m in CLAUSE.finditer(text, part.start, part.end)
        )  # fmt: skip
        return cls(
            document,
            parts,
            found,
            sum(len(SENTENCE_END.findall(part.of(text))) for part in parts),
            _addresses(document, parts),
        )

    def holds(self, offset: int) -> bool:
        """Whether an offset stands in the review."""
        i = bisect_right(self.parts, offset, key=lambda part: part.start)
        return i > 0 and offset < self.parts[i - 1].end

    def passage(self, clause: Clause) -> Passage:
        """The words of a clause up to the ends of its sentence, as a row shows them."""
        text, span = self.document.text, clause.span
        end = CLAUSE_END.search(text, span.end)
        closed = Span(span.start, min(end.start() if end else len(text), span.end + 60))
        return Passage(self.document.node_at(span.start).address, closed.of(text), closed)


def _addresses(document: Document, parts: Sequence[Span]) -> str:
    """The addresses of the outermost sections in the parts, the first and the last where there are many."""
    found = (
        [node.address for node in document.root.children if any(part.contains(node.span) for part in parts)]
        if len(parts) < MANY
        else []
    )
    named = found or [document.node_at(part.start).address for part in parts]
    return "、".join(named if len(named) < MANY else [*named[:2], "…", named[-1]]) or "—"


@dataclass(frozen=True, slots=True)
class Told:
    """How a target is named in words: the place, what the words say, and whether a number beside them was not understood."""

    passage: Passage
    status: FulfilmentStatus
    unread: bool = False


def told_in_words(targets: Mapping[int, Measure], review: Review) -> dict[int, Told]:
    """For each of the targets that the review names: where, and what it says."""
    names = {i: ENDING.sub("", target.core) for i, target in targets.items() if not target.generic}
    names = {i: name for i, name in names.items() if len(name) >= SHORTEST}
    if not names or not review.clauses:
        return {}
    unread = tuple(_unread(review.document))
    told = {i: _told(targets[i], clauses, review, unread) for i, clauses in _naming(names, review.clauses).items()}
    told_of = {i: found for i, found in told.items() if found}
    return {**told_of, **_told_of_the_whole(targets, names, told_of, review)}


def _told_of_the_whole(
    targets: Mapping[int, Measure], names: Mapping[int, str], told: Mapping[int, Told], review: Review
) -> dict[int, Told]:
    """Targets of a part (小麦) where the review says something of the whole (粮食) only: reported, but not to be compared."""
    wider = {i: wide for i, name in names.items() if i not in told and (wide := wider_name(name)) != name}
    found = {i: _told(targets[i], clauses, review, ()) for i, clauses in _naming(wider, review.clauses).items()} if wider else {}
    return {i: replace(x, status="not_comparable") for i, x in found.items() if x and x.status != "not_reported"}


def wider_name(name: str) -> str:
    """The name with the whole in place of a part.

    >>> wider_name("小麦最低收购价"), wider_name("财政收入")
    ('粮食最低收购价', '财政收入')
    """
    return _part().sub(lambda part: WIDER[part.group()], name, count=1)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(alternation(WIDER))


def _naming(names: Mapping[int, str], clauses: Sequence[Clause]) -> dict[int, list[Clause]]:
    """The clauses that hold each name, or nearly, the surest first; not those that only measure by it (占固定资产投资的比重)."""
    import numpy as np

    sides = [list(names.values()), [clause.words for clause in clauses]]
    (first, second), (letters, clause_letters) = weighted(sides, 2), weighted(sides, 1)
    places = [np.zeros(len(side)) for side in sides]
    i, j = nearest(first, second, MOST, places[0], places[1])
    surely, all_letters = held(first, second, i, j), held(letters, clause_letters, i, j)
    found = defaultdict[int, list[Clause]](list)
    keys = list(names)
    for p, q, share, letter in sorted(
        zip(i.tolist(), j.tolist(), surely.tolist(), all_letters.tolist(), strict=True),
        key=lambda x: (x[0], -x[2], x[1]),
    ):
        if (
            share >= NAMED_FROM
            and letter >= LETTERS_FROM
            and first.total[p] >= TELLING
            and stands_in(sides[0][p], sides[1][q])
        ):
            found[keys[p]].append(clauses[q])
    return found


def stands_in(name: str, words: str) -> bool:
    """Whether a name stands in one piece among the words, or nearly, and not as what a share is taken of (占固定资产投资的比重).

    >>> stands_in("粮食储备", "粮食储备达历史高位"), stands_in("固定资产投资", "工业投资占固定资产投资比重")
    (True, False)
    """
    start = words.find(name[:2])
    end = words.find(name[-2:], max(0, start))
    return 0 <= start <= end <= start + len(name) + LOOSE and words[start - 1 : start] != "占"


def _told(target: Measure, clauses: Sequence[Clause], review: Review, unread: Sequence[Span]) -> Told | None:
    text = review.document.text
    for clause in clauses:
        if any(clause.span.overlaps(span) for span in unread):
            return Told(review.passage(clause), "not_reported", unread=True)
    for clause in clauses:
        if status := status_in_words(target, clause.span.of(text)):
            return Told(review.passage(clause), status)
    return Told(review.passage(clauses[0]), "not_reported") if clauses else None


def status_in_words(target: Measure, words: str) -> FulfilmentStatus | None:
    """What a clause that names the indicator says of it without a number; None where it says nothing.

    Words of completion answer a target of all (全覆盖, 清零) or of a number of deliverables; words of a state answer none, and cannot be compared.
    """
    if _missed().search(words):
        return "missed"
    whole = (target.figure.unit == "%" and target.figure.low == 100) or target.figure.low == 0
    if any(word in words for word in DONE) and (
        whole or target.figure.change == "new" or is_counter(target.figure.unit)
    ):
        return "exceeded" if any(word in words for word in SURPASSED) else "met"
    if whole and (any(word in words for word in ALL) or (target.figure.low == 0 and _none().search(words))):
        return "met"
    return "not_comparable" if _states().search(words) else None


@cache
def _missed() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(UNDONE)})[^，。；]{{0,6}}(?:{alternation(GOALS)})")


@cache
def _none() -> re.Pattern[str]:
    return re.compile(alternation(NONE))


@cache
def _states() -> re.Pattern[str]:
    graded = f"(?:{alternation(GRADES)})(?:{alternation(TURNS)})"
    return re.compile(
        rf"{alternation((*STATES, *ALL, *DONE))}|{graded}|连续[\d一二三四五六七八九十多]+[年次个]|第[一二三四五六七八九十\d]+位"
    )


def _unread(document: Document) -> Iterator[Span]:
    for x in document.rejections:
        if isinstance(x.value, Rejection) and x.value.reason in NOT_UNDERSTOOD:
            yield x.span
    yield from (repair.span for repair in document.repairs if repair.flagged)
