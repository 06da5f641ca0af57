"""The batch: what its datasets hold, that nothing but the documents decides about their bytes, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytext.batched import batch
from policytext.corpus.batch import BatchResult, LocalEngine, Settings, Step, run_batch
from policytext.corpus.batch.batch import locked
from policytext.corpus.datasets import DATASETS, with_undecoded
from policytext.corpus.listing import listed, writable
from policytext.corpus.specimens import specimen_bytes, specimen_names
from policytext.corpus.store import open_store
from policytext.faces import read
from policytext.model.errors import BatchError, SourceNotFoundError
from policytext.model.record_sheets import RECORD_COLUMNS
from tests.trees import tree

PLAIN = "tests.plain_reader:read"


def run(folder: Path, out: Path, *, workers: int = 1, part: int = 4, reader: str = PLAIN, **options: bool) -> BatchResult:
    """A batch with the plain reader, in parts small enough that there are several."""
    return run_batch(folder, out, Settings(reader, 30, 1024, part=part), lambda x: LocalEngine(x, workers), **options)


def rows(out: Path, kind: str) -> list[dict[str, object]]:
    """The rows of a dataset, as a stranger with pyarrow reads them."""
    return [row for file in sorted((out / kind).rglob("*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty small plans of three years in two folders."""
    for i in range(30):
        path = tmp_path / "plans" / ("a" if i % 2 else "b") / f"计划{i}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{2019 + i % 3}年工作要点\n新建学校{i}所。", encoding="utf-8")
    return tmp_path / "plans"


def test_the_datasets_hold_what_the_documents_say(tmp_path: Path) -> None:
    for name in specimen_names():
        (tmp_path / f"{name}.txt").write_bytes(specimen_bytes(name))
    result = batch(tmp_path, tmp_path / "out", workers=2)
    assert (result.documents, result.read, result.failures) == (len(specimen_names()), len(specimen_names()), ())
    texts = {row["document"]: row for row in rows(tmp_path / "out", "text")}
    for name in specimen_names():
        plan = read(tmp_path / f"{name}.txt")
        assert texts[name]["text"] == plan.text
        assert (texts[name]["source"] or texts[name]["text"]) == plan.source
    stored = {kind: rows(tmp_path / "out", kind) for kind in RECORD_COLUMNS}
    told = [record for name in specimen_names() for record in read(tmp_path / f"{name}.txt").records()]
    assert sum(map(len, stored.values())) == len(told)
    for record in told:
        places = [row["start"] for row in stored[record["kind"]] if row["document"] == record["document"]]
        assert record["start"] in places


def test_the_columns_are_those_declared_and_the_schema_has_its_version(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    for kind in ("document", "text", "quantity"):
        for file in (tmp_path / "out" / kind).rglob("*.parquet"):
            schema = pq.ParquetFile(file).schema_arrow
            assert schema.names == list(DATASETS[kind])
            assert schema.metadata[b"policytext.schema_version"] == b"1"
            assert pq.ParquetFile(file).metadata.row_group(0).column(0).compression == "ZSTD"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"] is True
    assert manifest["counts"]["documents"] == manifest["counts"]["rows_document"] == 30
    for part in manifest["parts"]:
        for file in part["files"]:
            assert hashlib.sha256((tmp_path / "out" / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_the_number_of_workers_changes_no_byte(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "one", workers=1)
    run(folder, tmp_path / "three", workers=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "three")
    assert len(json.loads((tmp_path / "one" / "manifest.json").read_bytes())["parts"]) > 3
    assert str(folder) not in (tmp_path / "one" / "manifest.json").read_text(encoding="utf-8")


def test_a_second_run_reads_nothing_and_changes_no_byte(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    before = tree(tmp_path / "out")
    again = run(folder, tmp_path / "out", resume=True)
    assert (again.read, again.kept) == (0, 30)
    assert tree(tmp_path / "out") == before


Edit = tuple[str, int]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.sampled_from(["new", "change", "remove", "break", "twin"]), st.integers(0, 11)), max_size=5))
def test_after_any_change_only_what_changed_is_read(edits: list[Edit], tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("changes")
    folder = top / "plans"
    folder.mkdir()
    for i in range(12):
        (folder / f"{i}.txt").write_text(f"2021年\n新建学校{i}所。", encoding="utf-8")
    run(folder, top / "out")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for what, i in edits:
        change(folder, what, i)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run(folder, top / "out", resume=True)
    run(folder, top / "fresh")
    assert tree(top / "out") == tree(top / "fresh")
    changed = sum(before.get(name) != data for name, data in after.items())
    twins = sum(f"{Path(name).stem}.md" in after for name in after if name.endswith(".txt") and before.get(name) == after[name])
    assert result.read == changed + twins  # where a second file takes its stem, a document has a new id
    assert result.kept == len(after) - result.read


def change(folder: Path, what: str, i: int) -> None:
    """One change of a folder between two runs."""
    path = folder / f"{i}.txt"
    if what == "new":
        (folder / f"新{i}.txt").write_text(f"2020年\n新建学校{i}所。", encoding="utf-8")
    elif what == "change":
        path.write_text(f"2022年\n新建学校{i + 100}所。", encoding="utf-8")
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif what == "break":
        path.write_bytes(b"\xff\xfe\xff")
    else:
        (folder / f"{i}.md").write_text("2021年\n新建学校1所。", encoding="utf-8")


def test_what_cannot_be_read_is_a_failure_with_its_reason(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.txt").write_bytes(b"\xff\xfe\xff")
    result = run(folder, tmp_path / "out")
    assert [failure.name for failure in result.failures] == ["坏.txt"]
    assert "UnicodeDecodeError" in result.failures[0].reason
    assert len(rows(tmp_path / "out", "document")) == 30
    (folder / "坏.txt").write_text("2021年\n新建学校7所。", encoding="utf-8")
    mended = run(folder, tmp_path / "out", resume=True)
    assert (mended.read, mended.failures) == (1, ())


def test_failures_are_read_again_only_when_asked_for(folder: Path, tmp_path: Path) -> None:
    (folder / "坏.txt").write_bytes(b"\xff\xfe\xff")
    run(folder, tmp_path / "out")
    assert run(folder, tmp_path / "out", resume=True).read == 0
    before = tree(tmp_path / "out")
    assert run(folder, tmp_path / "out", resume=True, retry_failed=True).read == 1
    assert tree(tmp_path / "out") == before


def test_another_reader_or_strictness_reads_all_again(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    strict = Settings(PLAIN, 30, 1024, strict=True, part=4)
    assert run_batch(folder, tmp_path / "out", strict, lambda x: LocalEngine(x, 1), resume=True).read == 30


def test_a_lost_or_emptied_file_of_the_result_is_made_again(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    before = tree(tmp_path / "out")
    victim = next((tmp_path / "out" / "quantity").rglob("*.parquet"))
    victim.unlink()
    run(folder, tmp_path / "out", resume=True)
    assert tree(tmp_path / "out") == before


def test_progress_tells_of_every_document_once(folder: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    run_batch(folder, tmp_path / "out", Settings(PLAIN, 30, 1024, part=4), lambda x: LocalEngine(x, 2), progress=steps.append)
    assert [step.done for step in steps] == list(range(1, 31))
    assert {step.total for step in steps} == {30}
    assert len({step.file for step in steps}) == 30


@pytest.mark.parametrize(
    ("prepare", "complaint"),
    [
        (lambda out: (out.mkdir(), (out / "notes.txt").write_text("x")), "is not empty"),
        (lambda out: (out.mkdir(), (out / ".tmp-notes").write_text("x")), "is not empty"),
        (lambda out: (out.mkdir(), (out / "manifest.json").write_text("{}")), "not one of policytext batch"),
        (lambda out: (out.mkdir(), (out / "manifest.json").write_text("{")), "cannot be read"),
        (lambda out: (out.mkdir(), (out / "manifest.json").write_text('{"format": "policytext-batch", "layout": 9}')), "layout 9"),
    ],
)
def test_an_output_that_holds_something_else_is_refused(
    prepare: Callable[[Path], object], complaint: str, folder: Path, tmp_path: Path
) -> None:
    prepare(tmp_path / "out")
    before = tree(tmp_path / "out")
    with pytest.raises(BatchError, match=complaint):
        run(folder, tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_an_output_whose_first_manifest_was_half_written_when_the_run_was_killed(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "reference")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "_lock").touch()
    (tmp_path / "out" / f".tmp-{'0a' * 16}").write_text('{"format": "polic')
    run(folder, tmp_path / "out", resume=True)
    assert tree(tmp_path / "out") == tree(tmp_path / "reference")


def test_a_finished_output_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out")
    with pytest.raises(BatchError, match="--resume"):
        run(folder, tmp_path / "out")


def test_one_run_at_a_time(folder: Path, tmp_path: Path) -> None:
    with locked(open_store(tmp_path / "out")), pytest.raises(BatchError, match="in use"):
        run(folder, tmp_path / "out")
    assert run(folder, tmp_path / "out").read == 30


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="no such folder"):
        run(tmp_path / "nowhere", tmp_path / "out")


def test_an_empty_folder_gives_an_empty_result(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert run(tmp_path / "plans", tmp_path / "out").documents == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_bytes())["complete"] is True


def test_what_a_listing_holds(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("x")
    (folder / "~$lock.docx").write_text("x")
    (folder / "picture.png").write_bytes(b"x")
    (folder / "list.csv").write_text("file,year\na.txt,2020\n")
    (folder / "ring").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "a" / "计划0.txt").write_text("2021年")  # its stem is also b's
    _, documents = listed(folder)
    names = [x.name for x in documents]
    assert names == sorted(names)
    assert len(names) == 31
    assert {x.id for x in documents if x.name.endswith("计划0.txt")} == {"a/计划0.txt", "b/计划0.txt"}
    assert len({x.id for x in documents}) == 31


def test_ids_are_never_shared(tmp_path: Path) -> None:
    for name in ("计划.txt", "计划.html", "计划.txt.html"):
        (tmp_path / name).write_text("2021年")
    assert len({x.id for x in listed(tmp_path)[1]}) == 3


@given(st.lists(st.binary(min_size=1, max_size=6), min_size=2, max_size=4, unique=True))
def test_names_of_any_bytes_can_be_written_and_stay_apart(names: list[bytes]) -> None:
    written = [writable(name.decode("utf-8", "surrogateescape")) for name in names]
    assert all(name.encode("utf-8") for name in written)
    assert len(set(written)) == len(names)


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / os.fsdecode(b"\xe4\xba.txt")).write_text("2021年\n新建学校3所。", encoding="utf-8")
    assert run(plans, tmp_path / "out").read == 1
    assert rows(tmp_path / "out", "document")[0]["file"] == "\\xe4\\xba.txt"


def test_a_manifest_fills_in_what_documents_do_not_say(folder: Path, tmp_path: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("file,year,region,genre\na/计划1.txt,2017,厦门市,工作要点\nb/计划0.txt,,,\n", encoding="utf-8")
    result = run(manifest, tmp_path / "out")
    assert result.documents == 2
    told = {row["file"]: row for row in rows(tmp_path / "out", "document")}
    assert told["a/计划1.txt"]["region"] == "厦门市"
    assert (tmp_path / "out" / "document" / "plan_year=2017").is_dir()
    manifest.write_text("file,year,region,genre\na/计划1.txt,2016,厦门市,工作要点\nb/计划0.txt,,,\n", encoding="utf-8")
    assert run(manifest, tmp_path / "out", resume=True).read == 1


def test_undecodable_bytes_come_back(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.txt").write_bytes("一、推进科学精准工作\n全面加强学校建设".encode("gb18030").replace("精".encode("gb18030"), b"\xff"))
    run(plans, tmp_path / "out", reader="policytext.faces:read")
    plan, stored = read(plans / "a.txt"), rows(tmp_path / "out", "text")[0]
    lost = json.loads(str(stored["undecoded"] or '{"source": []}'))
    assert with_undecoded(str(stored["source"] or stored["text"]), lost["source"]) == plan.source
