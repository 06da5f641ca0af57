"""How right the statistical models are on issuers they have not seen, and what was tried and not kept.

    python -m benchmarks.models            prints the figures of the shipped models
    python -m benchmarks.models --write    writes them into docs/models.md
    python -m benchmarks.models --names    trains the tagger of project names and writes it beside the rules there (some minutes)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import policytext as pt
from benchmarks.excerpts import UNSEEN, Excerpt, excerpts
from benchmarks.markdown import table, write_between
from benchmarks.places import DOCUMENTS, GOLD, REPOSITORY, real_documents, scorer

PAGE = REPOSITORY / "docs" / "models.md"
Counts = dict[str, tuple[int, int, int]]


def figures() -> str:
    """All figures of the shipped models as Markdown."""
    day = datetime.now(UTC).date().isoformat()
    return "\n\n".join((f"Measured {day} by `python -m benchmarks.models --write`.", instruments(), confidence(), projects()))


def instruments() -> str:
    """Policy instruments: the model, the baseline of words, the two coders."""
    found = pt.evaluate("instrument", documents=DOCUMENTS, labels=GOLD)
    rows = [
        ("model, issuers left out", f"{found.class_f1:.3f}", f"{found.class_share:.3f}", f"{found.subtype_f1:.3f}", f"{found.subtype_share:.3f}"),
        ("words alone", f"{found.baseline_f1:.3f}", "–", "–", "–"),
        ("second coder", f"{found.coders_class_f1:.3f}", f"{found.coders_class_share:.3f}", "–", f"{found.coders_subtype_share:.3f}"),
    ]
    head = f"{found.clauses} labelled clauses of {found.issuers} issuers, {found.coded_twice} coded twice; expected calibration error {found.error:.3f}."
    return "\n\n".join((
        "### Policy instruments", head, table(["", "class, macro F1", "class, equal", "sub-type, macro F1", "sub-type, equal"], rows),
    ))  # fmt: skip


def confidence() -> str:
    """The reliability of confidence, and the curves of precision and recall."""
    found = pt.evaluate("confidence", documents=DOCUMENTS, labels=GOLD)
    head = (
        f"{found.readings} readings of {found.issuers} issuers, {found.right:.1%} right; expected calibration error {found.error:.3f}, "
        f"of one number for all (0.9) {found.error_of_rules:.3f}."
    )
    reliable = [(f"{row.low:.1f}–{row.high:.1f}", row.cases, f"{row.said:.3f}", f"{row.right:.3f}") for row in found.table]
    curves = [
        (kind, *(f"{step.precision:.2f} / {step.recall:.2f}" for step in steps)) for kind, steps in found.curves if steps[0].kept >= 20
    ]
    heads = [f"≥ {step.min_confidence}" for step in found.curves[0][1]]
    return "\n\n".join((
        "### Confidence", head, table(["confidence", "readings", "said", "right"], reliable),
        "Precision / recall of what `at_least(min_confidence)` keeps:", table(["kind", *heads], curves),
    ))  # fmt: skip


def unseen() -> list[Excerpt]:
    """The excerpts of documents that no rule was written with."""
    return [one for split in UNSEEN for one in excerpts(split)]


def projects() -> str:
    """The rules for project names on unseen excerpts."""
    rows = []
    for split in UNSEEN:
        found = [scorer().score(one.gold, one.document.records(), "project")[0] for one in excerpts(split)]
        rows.append((split.replace("_", " "), len(found), *(f"{f1_of(found, f'project.{name}'):.3f}" for name in ("overlap", "exact", "typed"))))
    return "\n\n".join(("### Project names", table(["rules alone", "excerpts", "overlap", "exact", "typed"], rows)))


def f1_of(results: Iterable[dict[str, dict[str, float]]], measure: str) -> float:
    """F1 of excerpts together."""
    hits, wanted, found = (sum(result[measure][name] for result in results) for name in ("hits", "gold", "predicted"))
    return 2 * hits / (wanted + found) if wanted + found else 1.0


def names_tried() -> str:
    """The tagger of names, trained on what the rules find elsewhere and on developed excerpts, beside the rules on unseen excerpts."""
    from benchmarks.names_tagger import Marked, tagged, trained

    asked = unseen()
    issuers = {issuer_of(one.document) for one in asked}
    texts = [
        Marked(one.text, tuple((x.span.start, x.span.end) for x in one.projects), ((one.root.span.start, one.root.span.end),))
        for path in real_documents() if issuer_of(one := pt.read(path)) not in issuers
    ]  # fmt: skip
    texts += [marked(one, 3) for one in excerpts("developed") if issuer_of(one.document) not in issuers]
    tagger = trained(texts)
    rows = []
    for split in UNSEEN:
        counts: dict[str, list[int]] = {}
        for one in excerpts(split):
            gold, rules, tags = names_in(one, tagged(tagger, one.document.text))
            for name, told in (("rules", rules), ("tagger", tags), ("both agree", rules & tags), ("either", rules | tags)):
                counts.setdefault(name, [0, 0, 0])
                counts[name] = [a + b for a, b in zip(counts[name], (len(gold & told), len(gold), len(told)), strict=True)]
        rows += [(split, name, f"{2 * h / (g + p):.3f}", f"{h / max(p, 1):.3f}", f"{h / g:.3f}") for name, (h, g, p) in counts.items()]
    return table(["excerpts", "names by", "exact F1", "precision", "recall"], rows)


def issuer_of(document: pt.Document) -> str:
    """The region that a document speaks of, its id where it tells none."""
    return document.metadata.region or document.metadata.id


def stretches_of(one: Excerpt) -> tuple[tuple[int, int], ...]:
    """The parts of a text that were annotated."""
    scope = next((row for row in one.gold if row["kind"] == "scope"), None)
    nodes = [node for node in one.document.root.walk() if scope is None or node.address in scope["items"]]
    return tuple((span.start, span.end) for node in nodes for span in node.own_spans)


def marked(one: Excerpt, weight: int) -> object:
    """An excerpt as training data."""
    from benchmarks.names_tagger import Marked

    names = tuple((row["start"], row["end"]) for row in one.gold if row["kind"] == "project")
    return Marked(one.document.text, names, stretches_of(one), weight)


def names_in(one: Excerpt, tags: set[tuple[int, int]]) -> tuple[set[tuple[int, int]], set[tuple[int, int]], set[tuple[int, int]]]:
    """The names annotated, found by rules and by the tagger, inside what was annotated."""
    stretches = stretches_of(one)

    def inside(spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(a, b) for a, b in spans if any(start <= a and b <= end for start, end in stretches)}

    gold = {(row["start"], row["end"]) for row in one.gold if row["kind"] == "project"}
    return gold, inside((x.span.start, x.span.end) for x in one.document.projects), inside(tags)


def main() -> None:
    """Print the figures, or write them into docs/models.md."""
    if "--write" in sys.argv[1:]:
        write_between(PAGE, figures(), "models")
    if "--names" in sys.argv[1:]:
        write_between(PAGE, names_tried(), "names")
    if not sys.argv[1:]:
        sys.stdout.write(figures() + "\n")


if __name__ == "__main__":
    main()
