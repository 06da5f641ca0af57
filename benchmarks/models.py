"""How right the statistical models are on issuers they have not seen; what was tried and not kept: `names`, `pairing_learned`.

    python -m benchmarks.models            prints the figures of the shipped models
    python -m benchmarks.models --write    writes them into docs/models.md
"""

from __future__ import annotations

from collections.abc import Iterable

import policytext as pt
from benchmarks.excerpts import UNSEEN, excerpts
from benchmarks.markdown import table, tell, today
from benchmarks.places import DOCUMENTS, GOLD, REPOSITORY, scorer
from policytext.coding.alpha import alpha_of, interval
from policytext.learning.instrument_training import SECOND, coded_clauses
from policytext.learning.instruments import codebook
from policytext.trained import reader

PAGE = REPOSITORY / "docs" / "models.md"


def figures() -> str:
    """All figures of the shipped models as Markdown."""
    return "\n\n".join((f"Measured {today()} by `python -m benchmarks.models --write`.", instruments(), confidence(), projects()))


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
        "### Policy instruments", head + " " + coders(), table(["", "class, macro F1", "class, equal", "sub-type, macro F1", "sub-type, equal"], rows),
    ))  # fmt: skip


def coders() -> str:
    """Krippendorff's alpha of the two codings, with intervals over documents."""
    read = reader(DOCUMENTS, GOLD)
    first = {(one.document, one.start, one.end): one.case.label for one in coded_clauses(GOLD, read)}
    second = [one for one in coded_clauses(GOLD, read, SECOND) if (one.document, one.start, one.end) in first]
    said = []
    for name, code in (("class", lambda x: codebook()[x]), ("sub-type", str)):
        rows = [(code(first[one.document, one.start, one.end]), code(one.case.label)) for one in second]
        alpha, span = alpha_of(rows, "nominal"), interval(rows, [one.document for one in second], "nominal")
        said.append(f"{name} {alpha:.3f} ({span[0]:.2f}–{span[1]:.2f})" if alpha is not None and span else f"{name} –")
    return f"Krippendorff's alpha of the two codings (95 % interval, documents drawn again): {', '.join(said)}."


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


def projects() -> str:
    """The rules for project names on unseen excerpts."""
    rows = []
    for split in UNSEEN:
        found = [scorer().score(one.gold, one.document.records(), "project")[0] for one in excerpts(split)]
        names = sum(row["kind"] == "project" for one in excerpts(split) for row in one.gold)
        measures = (f"{f1_of(found, f'project.{name}'):.3f}" for name in ("overlap", "exact", "typed"))
        rows.append((split.replace("_", " "), len(found), names, *measures))
    return "\n\n".join(("### Project names", table(["rules alone", "excerpts", "names", "overlap", "exact", "typed"], rows)))


def f1_of(results: Iterable[dict[str, dict[str, float]]], measure: str) -> float:
    """F1 of excerpts together."""
    hits, wanted, found = (sum(result[measure][name] for result in results) for name in ("hits", "gold", "predicted"))
    return 2 * hits / (wanted + found) if wanted + found else 1.0


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(figures(), PAGE, name="models")


if __name__ == "__main__":
    main()
