"""Tables: declared columns and types, also of empty tables, and the same in a corpus."""

from __future__ import annotations

import pandas as pd
import pytest

from policytext.collected import Corpus
from policytext.compared import compare
from policytext.comparison import TABLES
from policytext.display.sheets import SHEETS
from policytext.faces import Document, parse
from policytext.model.document import Metadata, Node
from policytext.model.errors import UnknownKindError
from policytext.model.record_sheets import RECORD_COLUMNS
from policytext.model.records import COLUMNS
from policytext.model.span import Span
from tests.made_plan import made_plan

EMPTY = Document("", "", Metadata(), Node("0", "0", 0, Span(0, 0)))


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_columns_are_the_declared_ones(kind: str) -> None:
    assert tuple(made_plan().to_frame(kind).columns) == tuple(RECORD_COLUMNS[kind]) == COLUMNS[kind]


@pytest.mark.parametrize("kind", SHEETS)
def test_an_empty_table_has_the_columns_and_types_of_a_full_one(kind: str) -> None:
    plan = parse("新建学校12所，其中小学15所。") if kind == "audit" else made_plan()
    full, empty = plan.to_frame(kind), EMPTY.to_frame(kind)
    assert len(full) >= 1
    assert len(empty) == 0
    pd.testing.assert_series_equal(full.dtypes, empty.dtypes)


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_corpus_gives_the_same_table(kind: str) -> None:
    plan = made_plan()
    pd.testing.assert_frame_equal(Corpus((plan,)).to_frame(kind), plan.to_frame(kind))


def test_types_are_those_to_compute_with() -> None:
    frame = made_plan().to_frame()
    row = frame.loc[0]
    assert (row["low"], row["deadline"], row["deadline_implied"]) == (50000.0, pd.Timestamp(2021, 12, 31), True)
    assert frame.dtypes[["low", "start", "text", "deadline", "repaired"]].astype(str).tolist() == [
        "float64", "Int64", "string", "datetime64[s]", "boolean",
    ]  # fmt: skip
    assert pd.isna(row["baseline"])
    assert made_plan().text[row["start"] : row["end"]] == row["text"]


def test_the_item_table_counts_the_targets_below() -> None:
    frame = made_plan().to_frame("item")
    assert frame["address"].tolist() == ["0", "一", "一/1", "一/2"]
    assert frame["targets"].tolist() == [0, 1, 1, 0]


def test_an_unknown_kind_names_the_choices() -> None:
    with pytest.raises(UnknownKindError, match=r"quantity.*item, task, audit, repairs"):
        made_plan().to_frame("targets")


@pytest.mark.parametrize("table", TABLES)
def test_comparison_tables_have_their_columns_also_when_empty(table: str) -> None:
    full = compare(made_plan(2020), made_plan(2021)).to_frame(table)
    empty = compare(EMPTY, EMPTY).to_frame(table)
    pd.testing.assert_series_equal(full.dtypes, empty.dtypes)
    assert len(empty) == 0


def test_the_sides_of_a_change_are_columns() -> None:
    row = compare(made_plan(2020), made_plan(2021)).to_frame("targets").loc[0]
    assert (row["a_text"], row["b_low"], row["value"]) == ("5万个", 50000.0, "kept")


def test_an_unknown_table_names_the_choices() -> None:
    with pytest.raises(UnknownKindError, match="items, targets, fulfilment, projects, terms"):
        compare(EMPTY, EMPTY).to_frame("quantity")
