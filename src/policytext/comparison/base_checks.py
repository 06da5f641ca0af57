"""A plan's own word about last year (比上年, 上年为, 超过目标) beside last year's document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policytext.comparison.line_links import paired
from policytext.comparison.outcomes import of_one_year
from policytext.comparison.panel_rows import BaseCheck, CheckKind, CheckStatus
from policytext.comparison.places import place_of
from policytext.comparison.readings import Reading, in_unit, readings_of
from policytext.comparison.statements import Statement, statements_of, step
from policytext.lexicon.loader import groups
from policytext.model.document import Document

SURE = 0.8  # likeness from which two figures are taken for one, so that a contradiction can be one
HELD_WITHIN = Decimal("0.005")  # of the value: rounding that no digit shows
UNITS = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def base_checks(a: Document, b: Document) -> tuple[BaseCheck, ...]:
    """What `b` says about the year of `a`: its targets against the targets of `a`, what it reports against its outcomes."""
    targets, outcomes = readings_of(a, a.targets), readings_of(a, a.outcomes)
    planned = list(statements_of(readings_of(b, b.targets)))
    reported = [x for x in statements_of(readings_of(b, b.outcomes)) if of_one_year(x.level)]
    recalled = [x for x in (*planned, *reported) if x.verb != "base"]
    rows = [
        *_checks("plan_base", [x for x in planned if x.verb == "base"], targets, a),
        *_checks("reported_base", [x for x in reported if x.verb == "base"], outcomes, a),
        *_checks("target_named", recalled, targets, a),
    ]
    return tuple(sorted(rows, key=lambda row: row.statement.span.start))


def _checks(kind: CheckKind, statements: Sequence[Statement], earlier: Sequence[Reading], a: Document) -> Iterator[BaseCheck]:
    levels = [x.level for x in statements]
    answers = {i: (earlier[j], score) for i, j, score in paired(levels, earlier)}
    for i, statement in enumerate(statements):
        answer, score = answers.get(i, (None, 0.0))
        yield _row(kind, statement, answer, score, a)


def _row(kind: CheckKind, said: Statement, answer: Reading | None, score: float, a: Document) -> BaseCheck:
    level = said.level
    printed = in_unit(answer.figure.low, level.figure.unit, answer.figure.unit) if answer else None
    status = checked(kind, said, answer, printed, score)
    expected = said.value if said.verb == "base" else None
    return BaseCheck(
        place_of(level.document), level.year, level.name, kind, status, rounded(expected), printed,
        explanation(kind, said, answer, printed, status), level.document.metadata.id, said.words, a.metadata.id,
        answer.figure if answer else None,
    )  # fmt: skip


def checked(kind: CheckKind, said: Statement, answer: Reading | None, printed: Decimal | None, score: float) -> CheckStatus:
    """Agrees where the numbers do; contradicts only where both surely speak of one thing, and of a plan or a report alike."""
    if answer is None or printed is None or answer.kind != said.level.kind:
        return "cannot_be_checked"
    if holds(said, printed):
        return "agrees"
    return "contradicts" if score >= SURE and binding(kind, said) and answer.figure.comparator in ("=", ">=", "<=") else "cannot_be_checked"


def holds(said: Statement, printed: Decimal) -> bool:
    """Whether the statement is true of the earlier number, within what rounding allows."""
    now = said.level.figure.low
    if said.verb == "base" and said.value is not None:
        return abs(said.value - printed) <= max(said.slack, HELD_WITHIN * abs(printed))
    if now is None:
        return False
    if said.verb == "share" and said.value is not None and printed:
        return abs(now / printed * 100 - said.value) <= max(step(said.value), Decimal(1))
    return now > printed if said.verb == "above" else now < printed


def binding(kind: CheckKind, said: Statement) -> bool:
    """Whether the earlier number is what the statement speaks of.

    A base without 预算 or 目标 is what came of last year, which its plan cannot know; growth at constant prices is no
    quotient of two printed amounts.
    """
    if kind == "target_named":
        return True
    if kind == "plan_base":
        return said.planned
    name = said.level.name + (said.level.figure.indicator or "")
    return not any(word in name for word in groups("indicators")["constant_prices"])


def explanation(kind: CheckKind, said: Statement, answer: Reading | None, printed: Decimal | None, status: CheckStatus) -> str:
    """What was compared and what came of it, in plain Chinese with the numbers."""
    figure, name = said.level.figure, said.level.name
    told = {
        "base": f"文中“{name}”为{figure.text}，“{said.words.text}”推出上年为{shown(said.value, figure.unit)}",
        "above": f"文中“{name}”{figure.text}，称超过上年目标",
        "below": f"文中“{name}”{figure.text}，称低于上年目标",
        "share": f"文中“{name}”{figure.text}，称为目标的{said.value}%",
    }[said.verb]
    source = {"plan_base": "上年文件的目标", "reported_base": "上年文件所报", "target_named": "上年文件的目标"}[kind]
    if answer is None or printed is None:
        return f"{told}；上年文件中没有可比的数字，无法核对。"
    verdict = {"agrees": "相符", "contradicts": "不符", "cannot_be_checked": "两者口径不一定相同，不能断定"}[status]
    return f"{told}；{source}为{answer.figure.text}，{verdict}。"


def rounded(value: Decimal | None) -> Decimal | None:
    """Six significant digits of a computed number, so that the row says no more than the page."""
    return None if value is None else Decimal(f"{value:.6g}")


def shown(value: Decimal | None, unit: str | None) -> str:
    """A number as a reader writes it.

    >>> shown(Decimal(180000000000), "CNY"), shown(Decimal("2.1"), "%")
    ('1800亿元', '2.1%')
    """
    if value is None:
        return "（无）"
    size, word = next(((size, word) for size, word in UNITS if abs(value) >= size), (Decimal(1), ""))
    number = f"{float(value / size):.6g}"
    return number + word + {"CNY": "元", "pp": "个百分点", None: ""}.get(unit, unit or "")
