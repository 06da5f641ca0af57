"""A corpus over the result of a batch is the corpus over its folder: documents, tables, panel, coverage, SQL."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import policytext as pt
from policytext.collected import KINDS
from policytext.corpus.collections import InResult
from policytext.corpus.datasets import DATASETS, Origin, tables_of
from policytext.corpus.rebuilt import rebuilt
from policytext.model.records import COLUMNS
from tests.shared import needs_shared, real_documents

PLANS = {
    "澜水市/2020年工作要点.txt": "澜水市教育局2020年工作要点\n一、扩大学位\n新建学校5所，新增学位1.5万个，2020年底前完成。",
    "澜水市/2021年工作要点.txt": "澜水市教育局2021年工作要点\n一、扩大学位\n新建学校6所，新增学位2万个。\n二、保障\n投入1.2亿元。",
    "坪州县/2021年政府工作报告.txt": "坪州县2021年政府工作报告\n一、回顾\n全年新建学校3所。\n二、任务\n新建学校4所，入学率达到98.5%。",
    "无年.txt": "关于办学的意见\n新建学校\ufffd所，\udcc7入学率达到九成以上。",
    "空.txt": " ",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("plans")
    for name, text in PLANS.items():
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return top


@pytest.fixture(scope="module")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("result") / "out"
    pt.batch(folder, place, workers=2, part=2)
    return place


def in_folder(folder: Path) -> pt.Corpus:
    corpus = pt.read_corpus(folder)
    with pytest.warns(pt.PolicyTextWarning, match=r"1 of 5 files could not be read: 空.txt"):
        assert len(corpus) == 4
    return corpus


def test_the_documents_are_the_same(folder: Path, out: Path) -> None:
    read, stored = in_folder(folder), pt.read_corpus(out)
    assert stored.documents == read.documents
    assert [type(x) for x in stored] == [pt.Document] * 4
    assert [json.dumps(x.to_dict()) for x in stored] == [json.dumps(x.to_dict()) for x in read]
    assert stored.facts == read.facts
    assert (repr(stored), stored.names) == ("<Corpus: 4 documents, 1 not read>", read.names)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_are_the_same(folder: Path, out: Path, kind: str) -> None:
    pd.testing.assert_frame_equal(pt.read_corpus(out).to_frame(kind), in_folder(folder).to_frame(kind))
    part = {"year": 2021, "level": "county"}
    pd.testing.assert_frame_equal(pt.read_corpus(out).where(**part).to_frame(kind), in_folder(folder).where(**part).to_frame(kind))


def test_panel_and_coverage_are_the_same(folder: Path, out: Path) -> None:
    read, stored = in_folder(folder), pt.read_corpus(out)
    for role in ("target", "outcome"):
        pd.testing.assert_frame_equal(stored.panel(role), read.panel(role))
    assert stored.coverage() == read.coverage()
    assert [(x.name, x.reason.partition(":")[0]) for x in stored.failures] == [("空.txt", "EmptyDocumentError")]


def test_one_document_is_opened_by_its_name(folder: Path, out: Path) -> None:
    name = "2021年工作要点"
    stored = pt.read_corpus(out)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # no other file is read for it
        assert stored[name] == pt.read_corpus(folder)[name]
    with pytest.raises(KeyError, match="no document '无'"):
        stored["无"]
    with pytest.raises(KeyError):
        stored.where(year=2020)[name]


QUERY = "select plan_year, count(*) as n, sum(low) as low, max(deadline) as due from quantity where role = ? group by all order by all"


def test_sql_gives_the_same(folder: Path, out: Path) -> None:
    read, stored = in_folder(folder), pt.read_corpus(out)
    answer = stored.sql(QUERY, ["target"])
    assert answer["plan_year"].tolist()[:2] == [2020, 2021]
    pd.testing.assert_frame_equal(answer, read.sql(QUERY, ["target"]))
    for corpus in (stored, read):
        assert corpus.where(year=2020).sql("select distinct document from heading")["document"].tolist() == ["2020年工作要点"]
        for kind in DATASETS:
            assert corpus.sql(f'select count(*) as n from "{kind}"')["n"].tolist() == [corpus.table(kind).num_rows]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select * from read_csv('/etc/hostname')", "disabled by configuration"),
        ("copy (select 1) to 'x.csv'", "disabled by configuration"),
        ("attach 'x.db'", "disabled by configuration"),
        ("set enable_external_access = true", "Cannot enable external access"),
        ("select * from secret", "does not exist"),
        ("selec 1", "syntax error"),
    ],
)
def test_a_query_reaches_nothing_else(out: Path, query: str, said: str) -> None:
    secret = pd.DataFrame({"a": [1]})
    with pytest.raises(pt.QueryError, match=said):
        pt.read_corpus(out).sql(query)
    assert len(secret) == 1


def test_numbers_beyond_64_bits_are_not_cut(out: Path) -> None:
    found = pt.read_corpus(out).sql("select sum(x) as s from (values (9223372036854775807), (9223372036854775807)) t(x)")
    assert found["s"].tolist() == [pytest.approx(2.0**64)]


def test_a_batch_that_has_not_ended_is_refused(folder: Path, tmp_path: Path) -> None:
    pt.batch(folder, tmp_path / "out", workers=1)
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"complete": true', '"complete": false'), encoding="utf-8")
    with pytest.raises(pt.BatchError, match="continue it with policytext batch --resume"):
        pt.read_corpus(tmp_path / "out")


def test_a_folder_with_a_manifest_of_something_else_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "site"}', encoding="utf-8")
    (tmp_path / "计划.txt").write_text("一、新建学校5所。", encoding="utf-8")
    assert pt.read_corpus(tmp_path).names == ("计划",)


def test_a_result_of_nothing_has_the_columns(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    pt.batch(tmp_path / "none", tmp_path / "out", workers=1)
    corpus = pt.read_corpus(tmp_path / "out")
    for kind, names in COLUMNS.items():
        assert tuple(corpus.to_frame(kind).columns) == names
    assert (len(corpus), len(corpus.panel()), corpus.sql("select count(*) as n from time")["n"].tolist()) == (0, 0, [0])


@given(st.text(alphabet="一二三、。新建学校5所12%亿元\n（）\ufffd\udcc7\udc81𠮷x", max_size=80))
def test_any_document_comes_back_from_its_rows(text: str) -> None:
    document = pt.parse(text or "无", document="甲")
    tables = tables_of(document, Origin("甲.txt", "0" * 64, 1))
    rows = [row for kind, table in tables.items() if kind in COLUMNS for row in table.to_pylist()]
    stored = rebuilt(tables["document"]["metadata"][0].as_py(), tables["text"].to_pylist()[0], rows, pt.Document)
    assert stored == document
    assert json.dumps(stored.to_dict()) == json.dumps(document.to_dict())


@needs_shared
def test_real_documents_come_back_whole(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for i, path in enumerate(real_documents()[::9]):
        (source / f"{i:02}{path.suffix}").write_bytes(path.read_bytes())
    pt.batch(source, tmp_path / "out", workers=2)
    stored, read = pt.read_corpus(tmp_path / "out"), pt.read_corpus(source)
    assert len(stored) >= 10
    assert stored.documents == read.documents
    assert isinstance(stored.held, InResult)
    pd.testing.assert_frame_equal(stored.panel(), read.panel())
