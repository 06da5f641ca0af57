"""Our extraction beside JioNLP and Recognizers-Text: times, numbers, sums of money, and speed.

    pip install -c constraints.txt -e . -r benchmarks/requirements-rivals.txt
    python -m benchmarks.rivals            prints the tables
    python -m benchmarks.rivals --write    writes them into docs/rivals.md
    python -m benchmarks.rivals --better   prints what a rival reads and we do not

How each is called (`rivals_tools.py`; the pinned versions stand in `requirements-rivals.txt`):

- JioNLP: `jio.ner.extract_time` with the plan year as `time_base`, and `jio.ner.extract_money`; both by rules, both
  with its own parsing. It downloads nothing for that, but unpacks dictionaries beside its modules on first import.
- Recognizers-Text, `Culture.Chinese`: the date-time model with the last day of the plan year as reference, the number
  and percentage models, and the currency, dimension, age and temperature models. Where it offers several readings
  (this year's and last year's day), one right reading is enough.
- Ours: `policytext.parse` with the plan year of the document; for phrases also the day of signing.

Rivals get the same text sentence by sentence. A row of the gold is a `hit` where what lies on its place has its value
however that is expressed: 0.05 or 5 for 5 %, two numbers for a range or a ratio, two times for a span, the last day or
the day after it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import policytext as pt
from benchmarks.markdown import table, tell, today
from benchmarks.places import REPOSITORY
from benchmarks.rivals_gold import Row, Text, texts
from benchmarks.rivals_readings import Found, verdict
from benchmarks.rivals_tools import Tool, tools, versions
from benchmarks.speed import seconds
from policytext.model.span import Span

PAGE = REPOSITORY / "docs" / "rivals.md"
QUICK = 2.0
WORDED = "missed, no numeral printed"
TASKS = {"time": "times", "quantity": "numbers", "money": "sums of money (CNY)"}
VERDICTS = {
    "time": ("hit", "last day", "wrong", "missed"), "quantity": ("hit", "wrong", "missed", WORDED),
    "money": ("hit", "wrong", "missed"),
}  # fmt: skip
HEADS = {"last day": "only the last day right"}


def gold_of(text: Text, task: str) -> list[Row]:
    """The gold rows of a task."""
    if task == "money":
        return [row for row in text.rows if row.unit == "CNY"]
    return [row for row in text.rows if row.kind == task]


def score(text: Text, task: str, found: Sequence[Found]) -> Counter[str]:
    """How many gold rows are hit, wrong and missed, and how many places are reported besides them."""
    gold = gold_of(text, task)
    result = Counter(verdict_of(row, found) for row in gold if row.reading)
    besides = [one.span for one in found if not any(one.span.overlaps(row.span) for row in gold)]
    result["besides"] = sum(1 for place in _merged(besides) if text.annotated(place))
    return result


def hit(text: Text, task: str, found: Sequence[Found]) -> Iterator[Span]:
    """Where the gold rows of a task stand that are hit."""
    return (row.span for row in gold_of(text, task) if row.reading and verdict_of(row, found) == "hit")


def verdict_of(row: Row, found: Sequence[Found]) -> str:
    """The verdict on one gold row that has a value."""
    if row.reading is None:
        raise ValueError(f"the row at {row.span.start} has no value to compare")
    said = verdict(row.reading, [one for one in found if one.span.overlaps(row.span)])
    return WORDED if said == "missed" and not row.numeral else said


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Places that overlap as one: a number and its unit, found by two models, are reported once."""
    held: Span | None = None
    for span in sorted(spans):
        if held and span.overlaps(held):
            held = Span(held.start, max(held.end, span.end))
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


Place = tuple[int, Span]


@dataclass(frozen=True)
class Result:
    """What a tool found: group of texts -> verdicts and their number, and -> the gold rows it hits, by text and place.

    `seconds` is the time that the documents took it.
    """

    tool: Tool
    verdicts: dict[str, Counter[str]]
    hits: dict[str, set[Place]]
    seconds: float


def result(tool: Tool, material: Sequence[Text]) -> Result:
    """A tool on all texts; the phrases come first, so that it has loaded what it needs when its time is taken."""
    verdicts: dict[str, Counter[str]] = {}
    hits: dict[str, set[Place]] = {}
    spent = 0.0
    for part in (phrases_of(material), documents_of(material)):
        start = time.process_time()
        found = [tool.find(text) for text in part]
        spent = time.process_time() - start
        for text, places in zip(part, found, strict=True):
            verdicts.setdefault(text.group, Counter()).update(score(text, tool.task, places))
            hits.setdefault(text.group, set()).update((id(text), span) for span in hit(text, tool.task, places))
    if spent < QUICK:
        spent = min(spent, seconds(lambda: [tool.find(text) for text in documents_of(material)]))
    return Result(tool, verdicts, hits, spent)


def documents_of(material: Iterable[Text]) -> list[Text]:
    """The texts that are whole documents."""
    return [text for text in material if not text.in_source]


def phrases_of(material: Iterable[Text]) -> list[Text]:
    """The texts that are single phrases."""
    return [text for text in material if text.in_source]


def accuracy_table(task: str, found: Iterable[Result]) -> str:
    """One row a group of texts and tool; ours is the first of a task."""
    verdicts = VERDICTS[task]
    of_task = [one for one in found if one.tool.task == task]
    rows = (
        (group, one.tool.name, sum(n[x] for x in verdicts), _share(n, verdicts), *(n[x] for x in verdicts[1:]),
         n["besides"], len(one.hits[group] - of_task[0].hits[group]) if one is not of_task[0] else "–")
        for group in sorted(of_task[0].verdicts) for one in of_task for n in [one.verdicts[group]]
    )  # fmt: skip
    names = (HEADS.get(name, name) for name in verdicts)
    return table((TASKS[task], "tool", "gold", *names, "besides gold", "hit, policytext not"), rows)


def _share(n: Counter[str], verdicts: Iterable[str]) -> str:
    return f"{n['hit']} ({n['hit'] / max(1, sum(n[name] for name in verdicts)):.0%})"


def speed_table(material: Sequence[Text], found: Iterable[Result]) -> str:
    """Characters a second on one core over the documents, in one run, and as a ratio to the whole of ours."""
    documents = documents_of(material)
    total = sum(len(text.text) for text in documents)
    ours = seconds(lambda: [pt.parse(text.text, year=text.year) for text in documents])
    rows = [("policytext: all that it extracts, with cleaning and structure", ours)]
    rivals = (one for one in found if one.tool.name != "policytext")
    rows += [(f"{one.tool.name}: {TASKS[one.tool.task]}", one.seconds) for one in rivals]
    lines = ((name, f"{total / spent:,.0f}", f"{ours / spent:.3f}") for name, spent in rows)
    return table(["on one core", "characters a second", "x policytext"], lines)


def report() -> str:
    """What was measured, the tables, and the speed."""
    material = texts()
    found = [result(tool, material) for tool in tools()]
    parts = (lead(material), *(accuracy_table(task, found) for task in TASKS), speed_table(material, found))
    return "\n\n".join(parts)


def lead(material: Sequence[Text]) -> str:
    """When, with what and on what it was measured."""
    groups = Counter(text.group for text in material)
    rows = [row for text in material for row in text.rows]
    return (
        f"Measured {today()} by `python -m benchmarks.rivals --write`: {versions()}, Python {sys.version.split()[0]}. "
        f"{', '.join(f'{count} {name}' for name, count in groups.items())}; {len(rows)} gold rows of times and "
        f"quantities, {sum(row.reading is None for row in rows)} of them without dates or a number and left out; "
        f"{sum(text.unplaced for text in material)} more not found in their item and left out."
    )


def better(material: Sequence[Text], compared: Sequence[Tool]) -> Iterator[str]:
    """The rows that a rival hits and we do not, with the words around them: for the eye, not for a page."""
    for task in TASKS:
        mine, *others = [tool for tool in compared if tool.task == task]
        for text in material:
            found = {tool.name: tool.find(text) for tool in (mine, *others)}
            for row in gold_of(text, task):
                if row.reading and verdict_of(row, found[mine.name]) != "hit":
                    names = [tool.name for tool in others if verdict_of(row, found[tool.name]) == "hit"]
                    around = text.text[max(0, row.span.start - 12) : row.span.end + 12].replace("\n", "⏎")
                    yield f"{task}\t{text.group}\t{row.span.of(text.text)}\t{around}\t{', '.join(names) or '–'}"


def main() -> None:
    """Print the tables, with `--write` into the page too, or print where a rival is better."""
    if "--better" in sys.argv[1:]:
        sys.stdout.write("\n".join(better(texts(), tools())) + "\n")
    else:
        tell(report(), PAGE)


if __name__ == "__main__":
    main()
