"""What a corpus holds and lacks: places and years, serial numbers, damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.facts import Facts, facts_of
from policytext.corpus.failure import Failure
from policytext.corpus.held import holdings
from policytext.corpus.serials import in_runs, serial_rows
from policytext.faces import parse, specimen, specimens
from policytext.model.errors import UnknownKindError


def held(name: str, place: str | None = None, year: int | None = None, genre: str | None = None) -> Facts:
    return Facts(name, f"{name}.txt", region=place, year=year, genre=genre)


def statuses(*documents: Facts, **options: object) -> list[tuple[object, ...]]:
    return [(x["place"], x["year"], x["status"]) for x in holdings(documents, **options).places]  # type: ignore[arg-type]


def test_years_between_are_missing_and_years_outside_are_not_claimed() -> None:
    assert statuses(held("a", "甲市", 2018, "工作要点"), held("b", "甲市", 2020, "工作要点"), held("c", "乙市", 2019, "工作要点")) == [
        ("乙市", 2019, "held"), ("甲市", 2018, "held"), ("甲市", 2019, "missing"), ("甲市", 2020, "held"),
    ]  # fmt: skip


def test_another_genre_does_not_fill_a_hole() -> None:
    plans = (held("a", "甲市", 2018, "工作要点"), held("b", "甲市", 2020, "工作要点"), held("c", "甲市", 2019, "政府工作报告"))
    assert ("甲市", 2019, "missing") in statuses(*plans)


def test_expected_places_and_years_are_the_callers() -> None:
    found = statuses(held("a", "甲市", 2020, "工作要点"), places=["甲市", "丙市"], years=range(2019, 2022))
    assert found.count(("丙市", 2019, "missing")) == 1
    assert [status for place, _, status in found if place == "甲市"] == ["missing", "held", "missing"]
    assert len(found) == 6


def test_a_file_that_could_not_be_read_is_no_document_and_no_plain_hole() -> None:
    documents = (held("a", "甲市", 2019, "工作要点"), held("c", "甲市", 2021, "工作要点"))
    failures = (Failure("b", "BrokenFileError: …", "甲市", 2020, "工作要点"), Failure("d", "EmptyDocumentError: …"))
    report = holdings(documents, failures)
    assert ("甲市", 2020, "failed") in [(x["place"], x["year"], x["status"]) for x in report.places]
    assert [x["status"] for x in report.places if x["documents"] == "d"] == ["unplaced_failed"]
    assert [(x["document"], x["characters"]) for x in report.damage if x["reason"]] == [("b", None), ("d", None)]
    assert "2 files could not be read" in report.summary


def test_documents_without_year_or_place_are_named() -> None:
    assert statuses(held("a", "甲市"), held("b", None, 2020)) == [("甲市", None, "unplaced"), (None, 2020, "unplaced")]


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        (["澜教〔2021〕3号", "澜教[2021]5号", "澜教（2021） 第1号"], [("澜教", 2021, "1, 3, 5", "2, 4")]),
        (["澜教〔2021〕1号"], [("澜教", 2021, "1", None)]),
        (["澜教〔2021〕2号", "澜府〔2021〕2号"], [("澜府", 2021, "2", "1"), ("澜教", 2021, "2", "1")]),
        (["澜教〔2019〕1号", "澜教〔2021〕1号"], [("澜教", 2019, "1", None), ("澜教", 2020, None, None), ("澜教", 2021, "1", None)]),
        (["2021年第3号", "第5号", "", "〔2021〕号"], []),
    ],
)
def test_serial_numbers(numbers: list[str], rows: list[tuple[object, ...]]) -> None:
    found = serial_rows((f"d{i}", number) for i, number in enumerate(numbers))
    assert [(x["series"], x["year"], x["numbers"], x["absent_numbers"]) for x in found] == rows


@given(st.sets(st.integers(1, 60), min_size=1))
def test_held_and_absent_make_up_all_numbers_to_the_greatest(numbers: set[int]) -> None:
    row = serial_rows((str(n), f"澜教〔2021〕{n}号") for n in numbers)[0]
    assert row["held"] + row["absent"] == row["last"] == max(numbers)
    assert row["numbers"] == in_runs(sorted(numbers))


def test_the_damage_of_a_text_is_counted_in_characters() -> None:
    plan = parse("一、提升质量\n新增学位\ufffd\ufffd万个。", document="a")
    row = holdings([facts_of(plan)]).damage[0]
    assert row["damaged"] >= 2
    assert row["damaged_share"] == row["damaged"] / len(plan.text)
    assert "damaged in at least 1% of their characters (most: a" in holdings([facts_of(plan)]).summary


def test_specimens_and_an_empty_corpus() -> None:
    report = holdings(facts_of(specimen(name)) for name in specimens())
    assert {x["status"] for x in report.places} <= {"held", "missing", "unplaced"}
    assert len(report.damage) == len(specimens())
    assert report.sheet("places").rows == report.places
    assert holdings([]).summary.startswith("0 documents of 0 places.")
    with pytest.raises(UnknownKindError, match="choose places, serials, damage"):
        report.sheet("holes")
