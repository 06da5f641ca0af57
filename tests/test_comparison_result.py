"""The comparison as a whole: tables, records, columns, warnings."""

from __future__ import annotations

import json

import pytest

from policytext.comparison import TABLES, Comparison, columns, compare
from policytext.model.errors import PolicyTextWarning, UnknownKindError
from tests.test_comparison_plans import goal, named, plan, result

BEFORE = plan(
    "一、扩大供给", "1.建设学校。实施“学位倍增”工程，新建学校12所。", id="plan-2024", year=2024,
    found=[goal("12所", 12, "所", "学校"), named("“学位倍增”工程")],
)  # fmt: skip
AFTER = plan(
    "一、扩大供给", "1.建设学校。去年新建学校12所，今年新建学校15所。", id="plan-2025",
    found=[result("12所", 12, "所", "学校"), goal("15所", 15, "所", "学校")],
)  # fmt: skip


def test_every_table_has_its_declared_columns_and_survives_json() -> None:
    comparison = compare(BEFORE, AFTER)
    for table in TABLES:
        rows = comparison.records(table)
        assert all(tuple(row) == comparison.columns(table) == columns(table) for row in rows)
        assert json.loads(json.dumps(rows, ensure_ascii=False)) == rows


def test_records_follow_the_contract() -> None:
    comparison = compare(BEFORE, AFTER)
    (item,), (target,), (kept,) = (comparison.records(x) for x in ("items", "targets", "fulfilment"))
    assert (item["a"], item["b"], item["status"], item["moved"]) == ("一/1", "一/1", "revised", False)
    assert {"item": "一/1", "text": "12所", "indicator": "学校"}.items() <= target["a"].items()
    assert (target["value"], target["wording"], target["low_a"], target["low_b"]) == ("raised", "same", 12, 15)
    assert kept["outcome"].items() >= {"item": "一/1", "text": "12所", "low": 12, "high": 12, "unit": "所"}.items()
    assert kept["status"] == "met"
    assert comparison.records("projects")[0]["status"] == "vanished"
    assert AFTER.text[item["start_b"] : item["end_b"]].startswith("1.建设学校")


def test_whole_comparison_as_a_dict() -> None:
    whole = compare(BEFORE, AFTER).to_dict()
    assert {"schema_version", "a", "b", *TABLES} <= whole.keys()
    assert (whole["a"], whole["b"]) == ("plan-2024", "plan-2025")
    assert json.loads(json.dumps(whole)) == whole


@pytest.mark.parametrize("ask", [compare(BEFORE, AFTER).records, columns])
def test_unknown_table_names_the_choices(ask: object) -> None:
    with pytest.raises(UnknownKindError, match="items, targets, fulfilment, projects, terms"):
        ask("paragraphs")  # type: ignore[operator]


def test_repr_counts() -> None:
    assert repr(compare(BEFORE, AFTER)) == "<Comparison 'plan-2024' → 'plan-2025': 1 revised; 1 targets>"
    assert "no items" in repr(compare(plan(), plan()))


def test_the_later_first_is_done_and_said() -> None:
    with pytest.warns(PolicyTextWarning, match="earlier, later"):
        comparison = compare(AFTER, BEFORE)
    assert comparison.a is AFTER


def test_differences_of_a_row() -> None:
    comparison = compare(BEFORE, AFTER)
    found = comparison.differences(comparison.items[0])
    assert [(x.deleted, x.inserted) for x in found] == [("实施“学位倍增”工程，", ""), ("", "去年新建学校12所，"), ("", "今年"), ("12所", "15所")]
    alone = compare(plan(year=2023), BEFORE).items[0]
    assert compare(plan(year=2023), BEFORE).differences(alone) == ()


def test_a_comparison_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Comparison(BEFORE, AFTER).items = ()  # type: ignore[misc]
