"""The verb: two documents in, a comparison out."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import get_args

from policytext.comparison.alignment import align_part
from policytext.comparison.force_mapping import Given
from policytext.comparison.force_mapping import force_mapping as mapping_given
from policytext.comparison.formulas import Formulas, default_formulas
from policytext.comparison.fulfilment import fulfilments
from policytext.comparison.items import Item, items_of
from policytext.comparison.lineage import target_changes
from policytext.comparison.parts import Part
from policytext.comparison.projects import project_changes
from policytext.comparison.result import Comparison, paired_addresses
from policytext.comparison.rows import ItemChange
from policytext.comparison.words import Dictionary, cutting_of
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning


def compare(
    a: Document, b: Document, *, formulas: Formulas | None = None, force_mapping: Given = None,
    dictionary: Dictionary = None, segmenter: str = "jieba",
) -> Comparison:  # fmt: skip
    """Compares two documents item by item and target by target; `a` is the earlier one.

    `formulas` are the set phrases that count as boilerplate, by default those of the package; `force_mapping` says which
    wording of a target is harder: a name, a table, a TOML file or a ForceMapping (docs/wording.md). `dictionary` (a file in
    jieba's format, or its lines) and `segmenter` (jieba, rjieba) say what is a word of the table `terms`.

    Warns where the plan years say that `a` is the later one, and compares them in the order given.

    >>> from policytext.model.document import Document, Metadata, Node
    >>> from policytext.model.span import Span
    >>> text = "一、建设学校"
    >>> node = Node("一", "一", 1, Span(0, 6), "建设学校", Span(2, 6))
    >>> plan = Document(text, text, Metadata(title="工作要点"), Node("0", "0", 0, Span(0, 6), children=(node,)))
    >>> compare(plan, plan)
    <Comparison '工作要点' → '工作要点': 1 retained; 0 targets>
    """
    mapping, cutting, years = mapping_given(force_mapping), cutting_of(segmenter, dictionary), years_between(a, b)
    if years < 0:
        warnings.warn(
            f"the plan year of a ({a.metadata.plan_year}) is later than that of b ({b.metadata.plan_year}): "
            "compare(earlier, later) is meant; compared in the order given",
            PolicyTextWarning,
            stacklevel=2,
        )
    items_a, items_b = items_of(a), items_of(b)
    items, others = align_part(items_a, items_b, "tasks", years), other_rows(items_a, items_b, years)
    paired = paired_addresses([*items, *others])
    return Comparison(
        a, b, items, target_changes(a, b, paired, mapping), fulfilments(a, b), project_changes(a, b, paired), others,
        formulas=default_formulas() if formulas is None else formulas, force_mapping=mapping, cutting=cutting,
    )  # fmt: skip


def other_rows(items_a: Sequence[Item], items_b: Sequence[Item], years: int) -> tuple[ItemChange, ...]:
    """What stands around the tasks of reports, part by part: reviews with reviews, outlooks with outlooks."""
    parts = (part for part in get_args(Part) if part != "tasks")
    return tuple(row for part in parts for row in align_part(items_a, items_b, part, years))


def years_between(a: Document, b: Document) -> int:
    """How many years the plan year of `b` lies after that of `a`; 0 where one is not known."""
    first, second = a.metadata.plan_year, b.metadata.plan_year
    return 0 if first is None or second is None else second - first
