"""The spaCy pipeline component ``policytext``: everything found in a text as span groups of its Doc.

``nlp.add_pipe("policytext")`` works in any pipeline; nothing is trained and nothing downloaded. The text of the Doc is
cleaned and read as `policytext.parse` does, and every place is carried back to the characters of the Doc.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from policytext import faces
from policytext.model.records import Record

NAME, GROUP = "policytext", "policytext"
"""The name of the component, and of the span group that holds all it finds."""
GROUPS = {
    "targets": ("quantity", "role", ("target",)), "outcomes": ("quantity", "role", ("outcome",)), "deadlines": ("time", "role", ("deadline",)),
    "projects": ("project", None, ()), "references": ("reference", None, ()), "organisations": ("organisation", None, ()),
}  # fmt: skip
"""Span groups beside it: which kind, and which value of which field."""
KINDS = ("quantity", "time", "project", "reference", "organisation", "rejection")
COLOURS = {"quantity": "#9ecae1", "time": "#fdd0a2", "project": "#a1d99b", "reference": "#dadaeb", "organisation": "#fbb4ae", "rejection": "#d9d9d9"}
"""Colours of the kinds for displaCy's view of spans."""


class Component:
    """What the factory gives to a pipeline: reads a Doc, sets its span groups and attributes, and gives it back."""

    def __init__(self, year: int | None = None, kinds: Iterable[str] = KINDS, ents: bool = False) -> None:
        self.year, self.kinds, self.ents = year, frozenset(kinds), ents
        unknown = self.kinds - frozenset(KINDS)
        if unknown:
            raise ValueError(f"no kind {', '.join(sorted(unknown))}: choose of {', '.join(KINDS)}")
        set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Read the text of a Doc; `doc._.policy_year` overrides the year of the component."""
        document = faces.parse(doc.text, year=doc._.policy_year or self.year)
        rows = (row for row in document.records() if row["kind"] in self.kinds)
        found = [(span, row) for row in rows if (span := placed(doc, row)) is not None]
        spans = [span for span, _ in found]
        doc._.policy_records = {key_of(span): row for span, row in reversed(found)}
        doc._.policy_metadata = {"title": document.metadata.title, "genre": document.metadata.genre, "year": document.metadata.plan_year}
        set_groups(doc, spans)
        if self.ents:
            doc.ents = longest([*doc.ents, *spans])
        return doc


def create(nlp: Language, name: str, year: int | None, kinds: list[str], ents: bool) -> Component:
    """The component for a pipeline.

    `year` is the plan year where the text tells none, `kinds` what is kept, `ents` whether the longest spans become entities too.
    """
    return Component(year, kinds, ents)


Language.factory(
    NAME, func=create, default_config={"year": None, "kinds": list(KINDS), "ents": False}, assigns=["doc.spans", "doc._.policy_records"]
)


def set_extensions() -> None:
    """The attributes: of a Doc its records and metadata, of a Span its record; all of plain values, so that DocBin keeps them."""
    for name, default in (("policy_records", {}), ("policy_metadata", {}), ("policy_year", None)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Span.has_extension("policy"):
        Span.set_extension("policy", getter=record_of)


def placed(doc: Doc, row: Mapping[str, Any]) -> Span | None:
    """The span of a record; widened to whole tokens, None where it is empty."""
    start, end = row["source_start"], row["source_end"]
    return doc.char_span(start, end, label=row["kind"], alignment_mode="expand") if end > start else None


def key_of(span: Span) -> str:
    """Under what a span's record is kept: its kind and the tokens it covers; of two that cover the same tokens the first."""
    return f"{span.label_}:{span.start}-{span.end}"


def record_of(span: Span) -> Record | None:
    """The record of a span that the component set; None for any other span."""
    found: Record | None = span.doc._.policy_records.get(key_of(span))
    return found


def set_groups(doc: Doc, spans: list[Span]) -> None:
    """All spans in one group, and the usual views of them in groups of their own."""
    doc.spans[GROUP] = spans
    for name, (kind, role, values) in GROUPS.items():
        doc.spans[name] = [span for span in spans if span.label_ == kind and (role is None or (record_of(span) or {}).get(role) in values)]


def longest(spans: Iterable[Span]) -> list[Span]:
    """Spans none of which overlap, the longer before the shorter, the earlier before the later."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda one: (-(one.end - one.start), one.start)):
        if not taken.intersection(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return sorted(kept, key=lambda one: one.start)


def spans_html(doc: Doc, kinds: Iterable[str] = KINDS) -> str:
    """The Doc as displaCy shows spans, coloured by kind; text is escaped by displaCy."""
    from spacy import displacy

    options = {"spans_key": GROUP, "colors": {kind: COLOURS[kind] for kind in kinds}}
    html: str = displacy.render(doc, style="span", options=options, jupyter=False)
    return html
