"""The role of a number (target, outcome, neither) by the rules and by a classifier: what was tried and not kept.

    python -m benchmarks.roles            prints the table (a minute)
    python -m benchmarks.roles --write    writes it into docs/models.md

Asked is every quantity that the package reads inside what was annotated: right is the annotated role, or neither where the annotators have nothing. The
classifier (logistic regression) sees the rule's reading, the characters around the number, unit, comparator, verb, heading; it never saw the issuer that it
is asked of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import policytext as pt
from benchmarks.excerpts import SPLITS, UNSEEN, Excerpt, excerpts
from benchmarks.intervals import cell
from benchmarks.markdown import table, tell, today
from benchmarks.names import issuer_of, stretches_of
from benchmarks.places import REPOSITORY
from policytext.learning.cases import Case
from policytext.learning.fitting import fit_bare

AROUND = 12
NEITHER = "neither"


@dataclass(frozen=True)
class Asked:
    """One reading: its case (the right role as its label), the role by the rules, whether its excerpt is unseen."""

    case: Case
    by_rules: str
    unseen: bool


def asked(one: Excerpt, unseen: bool) -> Iterator[Asked]:
    """Every quantity inside the annotated stretches."""
    gold = [row for row in one.gold if row["kind"] == "quantity"]
    stretches = stretches_of(one)
    for found in one.document.extractions:
        value = found.value
        if not isinstance(value, pt.Quantity) or not any(a <= found.span.start and found.span.end <= b for a, b in stretches):
            continue
        hit = next((row for row in gold if row["start"] < found.span.end and found.span.start < row["end"]), None)
        told = value.role if value.role in ("target", "outcome") else NEITHER
        yield Asked(Case(tuple(features(one.document, found, value)), hit["role"] if hit else NEITHER, issuer_of(one.document)), told, unseen)


def features(document: pt.Document, found: pt.Extraction, value: pt.Quantity) -> Iterator[str]:
    """What a reading looks like."""
    left, right = document.text[max(0, found.span.start - AROUND) : found.span.start], document.text[found.span.end : found.span.end + AROUND]
    yield from (f"r:{value.role}", f"u:{value.unit}", f"c:{value.comparator}", f"h:{value.change}", f"v:{value.verb}", f"rule:{found.rule}")
    for side, words in (("l", left), ("n", right)):
        yield from {f"{side}:{words[k : k + size]}" for size in (1, 2) for k in range(len(words) - size + 1)}
    heading = document.node_at(found.span.start).heading
    yield from {f"t:{heading[k : k + 2]}" for k in range(len(heading) - 1)}


def figures() -> str:
    """Shares that are right on unseen excerpts, with intervals over issuers."""
    cases = [one for split in SPLITS for excerpt in excerpts(split) if annotated(excerpt) for one in asked(excerpt, split in UNSEEN)]
    right: dict[str, dict[str, list[bool]]] = {"rules": {}, "logistic regression": {}}
    for issuer in sorted({one.case.group for one in cases if one.unseen}):
        model = fit_bare("role", [one.case for one in cases if one.case.group != issuer], strength=1.0, balanced=True)
        for one in (one for one in cases if one.unseen and one.case.group == issuer):
            scores = model.scores(one.case.features)
            learned = model.classes[max(range(len(scores)), key=scores.__getitem__)]
            for name, told in (("rules", one.by_rules), ("logistic regression", learned)):
                right[name].setdefault(issuer, []).append(told == one.case.label)
    count = sum(map(len, right["rules"].values()))
    head = f"Measured {today()} by `python -m benchmarks.roles --write`: {count} readings of {len(right['rules'])} issuers in unseen excerpts."
    rows = [(name, cell(list(found.values()), share)) for name, found in right.items()]
    return head + "\n\n" + table(["role by", "right (95 % interval, issuers drawn again)"], rows)


def annotated(one: Excerpt) -> bool:
    """Whether quantities were annotated."""
    return all("quantity" in row.get("kinds", ("quantity",)) for row in one.gold if row["kind"] == "scope")


def share(groups: Sequence[Sequence[bool]]) -> float:
    """The share of readings that are right."""
    return sum(map(sum, groups)) / sum(map(len, groups))


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(figures(), REPOSITORY / "docs" / "models.md", name="roles")


if __name__ == "__main__":
    main()
