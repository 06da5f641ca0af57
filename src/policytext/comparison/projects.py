"""Named projects through two documents: new, continued, renamed, finished, vanished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from policytext.comparison.matching import best_pairs
from policytext.comparison.project_mentions import Named, candidates, likeness, named_projects
from policytext.comparison.project_names import MEMBER, SAME_ITEM, Likeness
from policytext.comparison.project_names import project_core as project_core
from policytext.comparison.project_search import NameSearch
from policytext.comparison.rows import ProjectChange, ProjectStatus
from policytext.model.document import Document

ITEM_BONUS = 0.02
"""Of two that are equally alike, the one in the same item is the one meant."""


def project_changes(a: Document, b: Document, paired: frozenset[tuple[str, str]]) -> tuple[ProjectChange, ...]:
    """The projects of both documents; `paired` holds the addresses of items that belong together.

    What only one document was found to name is looked for in the text of the other before it counts as new or vanished.
    """
    left, right = named_projects(a), named_projects(b)
    found = _pairs(left, right, paired)
    taken_a, taken_b = {i for i, _ in found}, {j for _, j in found}
    in_a, in_b = NameSearch(a), NameSearch(b)
    both = [_both(left[i], right[j], one, in_b) for (i, j), one in found.items()]
    gone = [_gone(x, in_a, in_b) for i, x in enumerate(left) if i not in taken_a]
    new = [_new(y, in_a, in_b) for j, y in enumerate(right) if j not in taken_b]
    return (*both, *gone, *new)


def _pairs(left: Sequence[Named], right: Sequence[Named], paired: frozenset[tuple[str, str]]) -> dict[tuple[int, int], Likeness]:
    """Which projects are one, one to one."""
    import numpy as np

    found, scores = dict[tuple[int, int], Likeness](), np.zeros((len(left), len(right)))
    for i, j in candidates(left, right):
        same_item = any((p, q) in paired for p in left[i].items for q in right[j].items)
        if one := likeness(left[i], right[j], same_item=same_item):
            found[i, j], scores[i, j] = one, one.score + ITEM_BONUS * same_item
    return {pair: found[pair] for pair in best_pairs(scores, min(SAME_ITEM, MEMBER))}


def _both(x: Named, y: Named, one: Likeness, in_b: NameSearch) -> ProjectChange:
    status: ProjectStatus = "renamed" if one.renamed else "continued"
    return _finished(ProjectChange(x.mention, y.mention, status, one.score, aliases(x, y)), y, in_b, "b")


def _gone(x: Named, in_a: NameSearch, in_b: NameSearch) -> ProjectChange:
    again = in_b.find(x)
    if again is not None:
        return ProjectChange(x.mention, again, "continued", 1.0, aliases(x, text=again.text))
    return _finished(ProjectChange(x.mention, None, "vanished", None, aliases(x)), x, in_a, "a")


def _new(y: Named, in_a: NameSearch, in_b: NameSearch) -> ProjectChange:
    before = in_a.find(y)
    if before is not None:
        return _finished(ProjectChange(before, y.mention, "continued", 1.0, aliases(y, text=before.text)), y, in_b, "b")
    return _finished(ProjectChange(None, y.mention, "new", None, aliases(y)), y, in_b, "b")


def _finished(row: ProjectChange, project: Named, text: NameSearch, side: Literal["a", "b"]) -> ProjectChange:
    """The row with the status `finished`, where the last word of a document reports that and nothing there looks ahead to it."""
    place = project.finish
    if place is None or text.looks_ahead_to(project):
        return row
    return replace(row, status="finished", evidence=side, span_evidence=place)


def aliases(*projects: Named, text: str = "") -> str:
    """All names of a project where it bears more than one, joined by ``|``."""
    names = tuple(dict.fromkeys(_texts(projects, text)))
    return "|".join(names) if len(names) > 1 else ""


def _texts(projects: Sequence[Named], text: str) -> Iterator[str]:
    yield from (name.text for project in projects for name in project.names)
    if text:
        yield text
