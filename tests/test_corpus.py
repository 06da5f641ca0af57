"""Corpora: folders, manifests, failures, frames, panels, specimens."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from policytext.collected import Corpus, read_corpus
from policytext.corpus import specimen_bytes, specimen_names
from policytext.corpus.manifest import entries_of
from policytext.model.document import Document
from policytext.model.errors import PolicyTextWarning, SourceNotFoundError, UnknownKindError, UnsupportedFormatError
from policytext.model.records import COLUMNS
from tests.test_comparison_plans import goal, plan, result

BAD = " "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "b.txt": "1.建设项目48个。", "a.txt": "1.办学。", "里/c.txt": "1.办学。", "notes.json": "x", ".hidden.txt": BAD,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_order(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert [x.metadata.id for x in corpus] == ["a", "b", "c"]
    assert (len(corpus), corpus.failures, repr(corpus)) == (3, (), "<Corpus: 3 documents>")
    assert corpus["b"].targets
    with pytest.raises(KeyError, match="d"):
        corpus["d"]


def test_failures_are_collected_and_said_once(folder: Path) -> None:
    for name in ("d", "e", "f", "g"):
        (folder / f"{name}.txt").write_text(BAD, encoding="utf-8")
    corpus = read_corpus(folder)
    assert repr(corpus) == "<Corpus: 7 files to be read>"
    with pytest.warns(PolicyTextWarning, match="4 of 7 files could not be read.*and 1 more") as caught:
        assert len(corpus) == len(corpus.documents) == 3
    assert len(caught) == 1
    assert [x.name for x in corpus.failures] == ["d.txt", "e.txt", "f.txt", "g.txt"]
    assert corpus.failures[0].reason == "EmptyDocumentError: d.txt is empty: give a file that holds text"
    assert repr(corpus) == "<Corpus: 3 documents, 4 not read>"


def test_files_of_one_stem_keep_apart(folder: Path) -> None:
    (folder / "里" / "a.txt").write_text("1.办学。", encoding="utf-8")
    assert [x.metadata.id for x in read_corpus(folder)] == ["a.txt", "b", "里/a.txt", "c"]


def test_a_manifest_fills_in_what_the_document_does_not_say(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("file,region,issuer,year\nb.txt,澜水市,教育局,2021\na.txt,,,\n", encoding="utf-8")
    second, first = read_corpus(manifest)  # in the order of their names
    assert (first.metadata.region, first.metadata.issuers, first.metadata.plan_year) == ("澜水市", ("教育局",), 2021)
    assert (second.metadata.region, second.metadata.issuers, second.metadata.plan_year) == (None, (), None)


def test_a_folder_holds_its_manifest_as_no_document(folder: Path) -> None:
    (folder / "manifest.csv").write_text("file,region\nb.txt,澜水市\n", encoding="utf-8")
    (folder / "tasks.csv").write_text("序号,任务\n1,建校2所\n", encoding="utf-8")
    names = [entry.name for entry in entries_of(folder)]
    assert "tasks.csv" in names and "manifest.csv" not in names


def test_a_file_that_the_manifest_lists_and_nobody_has_is_a_failure(folder: Path) -> None:
    (folder / "manifest.csv").write_text("file\nnone.txt\n", encoding="utf-8")
    with pytest.warns(PolicyTextWarning, match="none.txt"):
        assert len(read_corpus(folder / "manifest.csv")) == 0


def test_wrong_sources(folder: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        read_corpus(folder / "nothing")
    with pytest.raises(UnsupportedFormatError, match="column named file"):
        read_corpus(folder / "notes.json")


def test_frames_are_stacked_and_keep_their_columns() -> None:
    corpus = Corpus((plan("1.48个", id="x", found=[goal("48个", 48)]), plan("1.9个", id="y", found=[goal("9个", 9)])))
    frame = corpus.to_frame()
    assert list(frame["document"]) == ["x", "y"]
    assert list(frame["low"]) == [48.0, 9.0]
    for kind, names in COLUMNS.items():
        assert tuple(corpus.to_frame(kind).columns) == tuple(Corpus().to_frame(kind).columns) == names
        assert Corpus().to_frame(kind).dtypes.equals(corpus.to_frame(kind).dtypes)
    with pytest.raises(UnknownKindError, match="heading, section, quantity"):
        corpus.to_frame("nothing")


def placed(region: str, year: int, *low: float) -> Document:
    made = plan(*(f"{n}.学位{x}个" for n, x in enumerate(low, 1)), year=year, id=f"{region}{year}",
                found=[goal(f"{x}个", x, "个", "学位") for x in low])  # fmt: skip
    return dataclasses.replace(made, metadata=dataclasses.replace(made.metadata, region=region))


def test_panel_is_one_row_for_place_year_and_indicator() -> None:
    panel = Corpus((placed("甲市", 2021, 50, 60), placed("甲市", 2020, 40), placed("乙市", 2021, 30))).panel()
    assert panel[["place", "year", "low", "mentions"]].to_numpy().tolist() == [
        ["乙市", 2021, 30.0, 1], ["甲市", 2020, 40.0, 1], ["甲市", 2021, 50.0, 2],
    ]  # fmt: skip


def test_panel_of_outcomes_is_of_the_year_before() -> None:
    document = plan("1.学位9个", year=2021, found=[result("9个", 9, "个", "学位")])
    panel = Corpus((document,)).panel("outcome")
    assert panel[["place", "year"]].to_numpy().tolist() == [["plan", 2020]]


def test_specimens_travel_with_the_package() -> None:
    names = specimen_names()
    assert names == tuple(sorted(names))
    assert names
    assert all(specimen_bytes(name) for name in names)
    with pytest.raises(UnknownKindError, match=names[0]):
        specimen_bytes("nowhere")
