"""The public verb that draws: documents, comparisons and panels as figures with captions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from policytext.comparison import Comparison, Panel
from policytext.display.plots import of_comparisons, of_documents, of_panels
from policytext.display.plots.figure import Figure
from policytext.model.document import Document
from policytext.model.errors import UnknownKindError

Drawing = Callable[..., Figure]
KINDS: Mapping[type, Mapping[str, Drawing]] = {
    Document: {"targets": of_documents.targets_by_section, "deadlines": of_documents.deadlines},
    Comparison: {"flow": of_comparisons.flow, "attention": of_comparisons.attention, "keyness": of_comparisons.keyness},
    Panel: {"lineage": of_panels.lineage, "heat_map": of_panels.heat_map, "ladder": of_panels.ladder, "themes": of_panels.themes},
}
"""What can be drawn of what."""


def plot(noun: Document | Comparison | Panel, kind: str, **options: Any) -> Figure:
    """A figure of a document (targets, deadlines), a comparison (flow, attention, keyness) or a panel (lineage, heat_map, ladder, themes).

    Figures are drawn from the public tables and compute nothing; `options` are those of the kind (docs/plots.md): `indicator` and `places` for panels,
    `by` and `measure` for attention, `most` for keyness. Raises UnknownKindError that names the choices of kinds, of indicators, and the options of a kind.

    >>> from policytext import parse
    >>> plot(parse("一、扩容\\n新建学校5所。", year=2021, document="甲"), "targets").caption
    '各部分的目标。甲：共 1 个目标（表 quantity 中 role=target 的行），按所在一级标题与措辞力度计数。'
    """
    drawings = next((kinds for type_, kinds in KINDS.items() if isinstance(noun, type_)), None)
    if drawings is None:
        raise UnknownKindError(f"nothing is drawn of a {type(noun).__name__}: give a Document, a Comparison or a Panel")
    if kind not in drawings:
        raise UnknownKindError(f"no figure {kind!r} of a {type(noun).__name__}: choose {', '.join(drawings)}")
    draw = drawings[kind]
    try:
        signature(draw).bind(noun, **options)
    except TypeError as error:
        takes = ", ".join(str(one) for one in list(signature(draw).parameters.values())[1:]) or "no options"
        raise UnknownKindError(f"the figure {kind}: {error}; it takes {takes}") from None
    return draw(noun, **options)
