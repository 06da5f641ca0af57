"""A learned score for the pairing of items across years, beside the weights set by hand: what was tried and not kept.

    python -m benchmarks.pairing_learned            prints the table (two minutes)
    python -m benchmarks.pairing_learned --write    writes it into docs/models.md

Every pair of items that the aligner looks at is a case, with what is known of it (likeness of words, shared names and indicators, sections, places, where
sentences went, how far the next best partner is behind); right are those that the gold pairs. A logistic regression that never saw the issuer gives the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import policytext as pt
from benchmarks.intervals import Counts, f1, interval
from benchmarks.markdown import table, tell, today
from benchmarks.pairs import SPLITS, Pair, counted, pairs
from benchmarks.places import REPOSITORY, rows
from policytext.comparison import pairing, similarity
from policytext.comparison.items import Item
from policytext.comparison.matching import best_of

Items = Sequence[Item]
Places = tuple[int, int]
ROUNDS = 2000
MEASURES = ("alignment.pairs", "alignment.status")


def issuer_of(pair: Pair) -> str:
    """The issuer by the name of the pair."""
    return pair.name.split("-")[0]


def looked_at(items_a: Items, items_b: Items) -> tuple[list[Places], np.ndarray[Any, Any]]:
    """The pairs of items that the aligner looks at, and what is known of each."""
    alike = similarity.likeness_of(items_a, items_b)
    flows = pairing.flows_between(items_a, items_b, best_of(alike.i, alike.j, alike.score, pairing.PAIRED_FROM))
    sight = pairing.Sight(alike, flows, [len(x.sentences) for x in items_a], [len(x.sentences) for x in items_b])
    beside = np.stack([
        similarity.shared_at(items_a, items_b, alike.i, alike.j, similarity._cores),
        similarity.shared_at(items_a, items_b, alike.i, alike.j, similarity._indicators),
        similarity.same_section(items_a, items_b, alike.i, alike.j), similarity.nearness(len(items_a), len(items_b), alike.i, alike.j),
    ], axis=1)  # fmt: skip
    places = [*sight.place, *(pair for pair in sight.flows if pair not in sight.place)]
    by_hand = {pair: sight.score(pair) for pair in places}
    known = [[*_known(sight, pair, by_hand[pair]), *(beside[sight.place[pair]] if pair in sight.place else np.zeros(4))] for pair in places]
    ahead = [[by_hand[pair] - next_best(by_hand, pair, side) for side in (0, 1)] for pair in places]
    return places, np.hstack([np.array(known), np.array(ahead), np.array(ahead).min(axis=1, keepdims=True)])


def _known(sight: pairing.Sight, pair: Places, by_hand: float) -> list[float]:
    flow, content = sight.flow(pair), sight.content(pair)
    shares = [flow.from_a, flow.from_b, float((flow.from_a * flow.from_b) ** 0.5), max(flow.from_a, flow.from_b)]
    return [by_hand, content, content**0.5, *shares, float(sight.long(pair)), sight.long(pair) * content, min(sight.sentences(pair), 6.0)]


def next_best(by_hand: Mapping[Places, float], pair: Places, side: int) -> float:
    """The score of the best other partner of one item of a pair."""
    return max((score for other, score in by_hand.items() if other[side] == pair[side] and other != pair), default=0.0)


def cases_of(pair: Pair) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """What is known of the pairs of items of two documents, and which of them the gold pairs."""
    gold = {(row["a"], row["b"]) for row in rows(pair.gold["alignment"])}
    seen: list[tuple[Items, Items]] = []
    with mock.patch("policytext.comparison.alignment.linked", lambda a, b: seen.append((a, b)) or pairing.linked(a, b)):
        pt.compare(pair.a, pair.b).records("items")
    known, right = [], []
    for items_a, items_b in seen:
        if items_a and items_b:
            places, columns = looked_at(items_a, items_b)
            known.append(columns)
            right += [(items_a[i].node.address, items_b[j].node.address) in gold for i, j in places]
    return np.vstack(known), np.array(right)


@contextmanager
def scored_by(model: Any) -> Iterator[None]:
    """Inside, the aligner pairs by the probabilities of a model; 0.5 stands where the least score by hand stands."""

    def linked(items_a: Items, items_b: Items) -> list[pairing.Link]:
        if not items_a or not items_b:
            return pairing.linked(items_a, items_b)
        places, columns = looked_at(items_a, items_b)
        scores = dict(zip(places, model.predict_proba(columns)[:, 1] * 2 * pairing.PAIRED_FROM, strict=True))
        with mock.patch.object(pairing.Sight, "score", lambda _, pair: float(scores.get(pair, 0.0))):
            return pairing.linked(items_a, items_b)

    with mock.patch("policytext.comparison.alignment.linked", linked):
        yield


def aligned(pair: Pair) -> Counts:
    """The counts of the alignment alone."""
    return counted(Pair(pair.name, pair.a, pair.b, {"alignment": pair.gold["alignment"]}))


def figures() -> str:
    """Weights by hand and the learned score on every split, and the interval of their difference over pairs drawn again and again."""
    asked = [(split, pair) for split in SPLITS for pair in pairs(split) if "alignment" in pair.gold]
    cases = {pair.name: cases_of(pair) for _, pair in asked}
    by_hand, learned = {}, {}
    for _, pair in asked:
        others = [cases[other.name] for _, other in asked if issuer_of(other) != issuer_of(pair)]
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, class_weight="balanced"))
        model.fit(np.vstack([columns for columns, _ in others]), np.concatenate([right for _, right in others]))
        by_hand[pair.name] = aligned(pair)
        with scored_by(model):
            learned[pair.name] = aligned(pair)
    lines = [_line(split, [pair.name for where, pair in asked if split in (where, "all")], by_hand, learned) for split in (*SPLITS, "all")]
    head = f"Measured {today()} by `python -m benchmarks.pairing_learned --write`; F1 by hand → learned (95 % interval of the difference, pairs drawn again)."
    return head + "\n\n" + table(["pairs", "number", *MEASURES], lines)


def _line(split: str, names: Sequence[str], by_hand: Mapping[str, Counts], learned: Mapping[str, Counts]) -> tuple[object, ...]:
    cells = []
    for measure in MEASURES:

        def difference(drawn: Sequence[str], measure: str = measure) -> float:
            return _f1(learned, drawn, measure) - _f1(by_hand, drawn, measure)

        low, high = interval(names, difference, ROUNDS) or (0.0, 0.0)
        cells.append(f"{_f1(by_hand, names, measure):.3f} → {_f1(learned, names, measure):.3f} ({low:+.3f} to {high:+.3f})")
    return (split.replace("_", " "), len(names), *cells)


def _f1(counts: Mapping[str, Counts], names: Sequence[str], measure: str) -> float:
    return f1([counts[name] for name in names], measure) or 0.0


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(figures(), REPOSITORY / "docs" / "models.md", name="pairing")


if __name__ == "__main__":
    main()
