"""Names of projects by learned taggers beside the rules and upon them: what was tried and not kept.

    python -m benchmarks.names            trains the taggers and prints how right and how fast they are (a quarter of an hour)
    python -m benchmarks.names --write    writes that into docs/models.md

Trained on names labelled by hand (`corpora/gold/names`, excerpts that rules were written with) and on weak labels: what the rules find in the other
documents. No issuer of an unseen excerpt is trained on. Weak labels are not stored: they are the output of the rules.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import policytext as pt
from benchmarks.excerpts import UNSEEN, Excerpt, excerpts
from benchmarks.intervals import cell, f1
from benchmarks.markdown import table, tell, today
from benchmarks.names_tagger import Marked, Span, clauses, tagged, trained
from benchmarks.places import DOCUMENTS, GOLD, REPOSITORY, real_documents
from policytext.learning.standoff import Labelled, labelled_documents

Tagging = Callable[[pt.Document], set[Span]]
EPOCHS = 4


def rule_names(document: pt.Document) -> tuple[Span, ...]:
    """What the rules find."""
    return tuple((x.span.start, x.span.end) for x in document.projects)


def sentences() -> Iterator[Labelled]:
    """The sentences labelled by hand, by document."""
    for path in sorted((GOLD / "names").glob("*.jsonl")):
        yield from labelled_documents(path, lambda name: pt.read(DOCUMENTS / name))


def issuer_of(document: pt.Document) -> str:
    """The region that a document speaks of, its id where it tells none or the whole country."""
    region = document.metadata.region
    return region if region and region != "全国" else document.metadata.id


def stretches_of(one: Excerpt) -> tuple[Span, ...]:
    """The parts of a text that were annotated."""
    scope = next((row for row in one.gold if row["kind"] == "scope"), None)
    nodes = [node for node in one.document.root.walk() if scope is None or node.address in scope["items"]]
    return tuple((span.start, span.end) for node in nodes for span in node.own_spans)


def by_hand(issuers: Iterable[str], *, told: bool) -> list[Marked]:
    """Everything labelled by hand of other issuers; `told` adds what the rules find there."""
    closed = set(issuers)
    found = [
        Marked(
            one.document.text, tuple((span.start, span.end) for span, _ in one.labels), tuple((a, b + 1) for a, b in one.scope["stretches"]), 2,
            rule_names(one.document) if told else None,
        )
        for one in sentences() if issuer_of(one.document) not in closed
    ]  # fmt: skip
    # the rules were written with the developed excerpts: upon the rules, these would teach too much trust
    for split in ("consulted",) if told else ("consulted", "developed"):
        for one in excerpts(split):
            if issuer_of(one.document) not in closed:
                names = tuple((row["start"], row["end"]) for row in one.gold if row["kind"] == "project")
                found.append(Marked(one.document.text, names, stretches_of(one), 2, rule_names(one.document) if told else None))
    return found


def weak(issuers: Iterable[str]) -> list[Marked]:
    """What the rules find in the real documents of other issuers."""
    closed = set(issuers)
    documents = (document for path in real_documents() if issuer_of(document := pt.read(path)) not in closed)
    return [Marked(one.text, rule_names(one), ((one.root.span.start, one.root.span.end),)) for one in documents]


def entity_tagger(texts: Iterable[Marked]) -> Tagging:
    """spaCy's trainable NER in a blank Chinese pipeline over characters, trained on the clauses that hold names and a tenth of the others."""
    import spacy
    from spacy.training import Example

    draw = random.Random(5)
    spacy.util.fix_random_seed(5)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner").add_label("PROJECT")
    examples = []
    for one in texts:
        for start, end in clauses(one.text):
            if any(a <= start and end <= b for a, b in one.stretches):
                inside = [(a - start, b - start, "PROJECT") for a, b in one.names if start <= a and b <= end]
                if inside or draw.random() < 0.1:
                    examples += [Example.from_dict(nlp.make_doc(one.text[start:end]), {"entities": inside})] * one.weight
    nlp.initialize(lambda: examples[:2000])
    optimizer = nlp.resume_training()
    for _ in range(EPOCHS):
        draw.shuffle(examples)
        for k in range(0, len(examples), 256):
            nlp.update(examples[k : k + 256], sgd=optimizer, drop=0.2)

    def tag(document: pt.Document) -> set[Span]:
        places = [*clauses(document.text)]
        parts = nlp.pipe(document.text[start:end] for start, end in places)
        return {(start + x.start_char, start + x.end_char) for (start, _), doc in zip(places, parts, strict=True) for x in doc.ents}

    return tag


def taggers(issuers: Iterable[str]) -> dict[str, Tagging]:
    """Every way of finding names that is tried."""
    closed = set(issuers)
    alone, upon = trained([*weak(closed), *by_hand(closed, told=False)]), trained(by_hand(closed, told=True))
    entities = entity_tagger([*weak(closed), *by_hand(closed, told=False)])
    return {
        "rules": lambda document: {*rule_names(document)},
        "CRF": lambda document: tagged(alone, document.text),
        "CRF upon the rules": lambda document: tagged(upon, document.text, rule_names(document)),
        "spaCy NER": entities,
    }  # fmt: skip


def figures() -> str:
    """The table of what was tried, with intervals over excerpts, and what each costs."""
    asked = [(one, stretches_of(one)) for split in UNSEEN for one in excerpts(split)]
    rows = []
    for name, tag in taggers(issuer_of(one.document) for one, _ in asked).items():
        began, counts = time.perf_counter(), []
        for one, stretches in asked:
            told = {(a, b) for a, b in tag(one.document) if any(start <= a and b <= end for start, end in stretches)}
            gold = {(row["start"], row["end"]) for row in one.gold if row["kind"] == "project"}
            counts.append({"names": (len(gold & told), len(gold), len(told))})
        seconds = time.perf_counter() - began
        hits, wanted, found = (sum(column) for column in zip(*(one["names"] for one in counts), strict=True))
        rows.append((name, cell(counts, partial(f1, measure="names")), f"{hits / found:.3f}", f"{hits / wanted:.3f}", seconds))
    reading = time_of_reading([one.document for one, _ in asked])
    head = (
        f"Measured {today()} by `python -m benchmarks.names --write` on the {len(asked)} unseen excerpts; time as a share of what `pt.parse` takes for the "
        "same documents, in the same run."
    )
    cells = [(*row[:4], "in it" if row[0] == "rules" else f"{row[4] / reading:.2f}") for row in rows]
    return head + "\n\n" + table(["names by", "exact F1 (95 % interval, excerpts drawn again)", "precision", "recall", "time"], cells)


def time_of_reading(documents: Iterable[pt.Document]) -> float:
    """What parsing the documents takes, in seconds."""
    texts = [one.text for one in documents]
    began = time.perf_counter()
    for text in texts:
        pt.parse(text)
    return time.perf_counter() - began


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(figures(), REPOSITORY / "docs" / "models.md", name="names")


if __name__ == "__main__":
    main()
