"""Keyness: p values and their correction, the user's dictionary, segmenters, refusals with their reason."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.comparison import compare, words
from policytext.comparison.corrections import benjamini_hochberg, chi_square_p, holm
from policytext.comparison.keyness import intervals, is_chinese, keyness
from policytext.comparison.words import Cutting, cutting_of, entries_of
from policytext.model.errors import DecodingError, MissingExtraError, UnknownKindError
from tests.test_comparison_plans import plan
from tests.test_comparison_words import long_plan

needs_rjieba = pytest.mark.skipif(find_spec("rjieba") is None, reason="rjieba is not installed")
BEFORE, AFTER = plan(*long_plan("体育")), plan(*long_plan("法治"), year=2026)
LAZY = """
import sys
import policytext as pt
comparison = pt.compare(pt.parse("一、办好教育"), pt.parse("一、办好教育"), dictionary=["学位倍增"])
assert not {"jieba", "rjieba"} & set(sys.modules)
"""


def cut(text: str, cutting: Cutting) -> list[str]:
    return [word for word, _ in cutting.segmenter.words(text)]


CUTS = [
    ("实施学位倍增工程", None, ["实施", "学位", "倍增", "工程"]),
    ("实施学位倍增工程", ["学位倍增 500 n"], ["实施", "学位倍增", "工程"]),
    ("实施学位倍增工程", ["学位倍增"], ["实施", "学位倍增", "工程"]),
    ("加快5G基站布点", None, ["加快", "基站", "布点"]),
    ("加快5G基站布点", ["5G基站 500"], ["加快", "5G基站", "布点"]),
    ("守好田", ["田 500"], ["田"]),
    ("", ["田"], []),
]


@pytest.mark.parametrize(("text", "dictionary", "expected"), CUTS)
def test_words_and_the_users_words(text: str, dictionary: list[str] | None, expected: list[str]) -> None:
    assert cut(text, cutting_of(dictionary=dictionary)) == expected


LINES = [
    ("学位倍增", ("学位倍增", None, None)), ("学位倍增 3", ("学位倍增", 3, None)), ("学位倍增 3 nz", ("学位倍增", 3, "nz")),
    ("学位倍增 nz", ("学位倍增", None, "nz")),
    ("\ufeff学位倍增\t3\n", ("学位倍增", 3, None)), ("5G 基站 3", ("5G 基站", 3, None)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "entry"), LINES)
def test_lines_of_a_dictionary(line: str, entry: tuple[str, int | None, str | None]) -> None:
    assert list(entries_of([line, "", "  "])) == [entry]


def test_a_dictionary_is_a_file_or_lines(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("学位倍增 500 n\n名校跨岛 500\n", encoding="utf-8")
    assert cutting_of(dictionary=path) == cutting_of(dictionary=str(path)) == cutting_of(dictionary=["学位倍增 500 n", "名校跨岛 500"])
    path.write_bytes("学位倍增".encode("gb18030"))
    with pytest.raises(DecodingError, match="no UTF-8"):
        cutting_of(dictionary=path)
    with pytest.raises(FileNotFoundError):
        cutting_of(dictionary=tmp_path / "none.txt")


def test_the_words_of_one_user_reach_no_other_comparison() -> None:
    taught = cutting_of(dictionary=["加强体育 5000"])
    assert "加强体育" in cut("加强体育", taught)
    assert cut("加强体育", Cutting()) == ["加强", "体育"]
    terms = {x.term for x in compare(BEFORE, AFTER, dictionary=["加强体育 5000"]).terms}
    assert "加强体育" in terms
    assert "加强体育" not in {x.term for x in compare(BEFORE, AFTER).terms}


def test_another_segmenter_is_refused() -> None:
    with pytest.raises(UnknownKindError, match="jieba, rjieba"):
        compare(BEFORE, AFTER, segmenter="thulac")


def test_rjieba_is_asked_for_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match="needs rjieba"):
        compare(BEFORE, AFTER, segmenter="rjieba")


@needs_rjieba
@pytest.mark.parametrize("dictionary", [None, ["加强体育 5000 n", "5G基站"]])
def test_rjieba_gives_the_same_terms(dictionary: list[str] | None) -> None:
    assert compare(BEFORE, AFTER, dictionary=dictionary, segmenter="rjieba").terms == compare(BEFORE, AFTER, dictionary=dictionary).terms


def test_a_comparison_loads_no_dictionary() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_term_has_its_first_places_and_its_values() -> None:
    terms = compare(BEFORE, AFTER).terms
    for x in terms:
        assert x.p_value is not None and x.q_value is not None and x.p_holm is not None
        assert 0 <= x.p_value <= x.q_value <= x.p_holm <= 1
        for span, document, count in ((x.span_a, BEFORE, x.count_a), (x.span_b, AFTER, x.count_b)):
            assert (span is None) is (count == 0)
            assert span is None or span.of(document.text) == x.term
            assert span is None or document.text.find(x.term) == span.start
    first = terms[0]
    assert first.term in ("体育", "法治") and first.q_value is not None and first.q_value < 0.001
    assert {x.q_value for x in terms if x.g2 == 0} == {1.0}


REFUSED = [
    (plan("1.办好教育。"), AFTER, "keyness needs 200"),
    (plan(*["1.Build three schools and hire teachers."] * 60), AFTER, "document a is not in Chinese"),
    (BEFORE, plan(*["1.Build three schools and hire teachers."] * 60), "document b is not in Chinese"),
    (plan(), plan(), "0 and 0 words"),
]


@pytest.mark.parametrize(("a", "b", "note"), REFUSED)
def test_what_is_refused_and_why(a: object, b: object, note: str) -> None:
    found = keyness(a, b)  # type: ignore[arg-type]
    assert found.terms == ()
    assert note in (found.note or "")


def test_too_few_sections_are_noted() -> None:
    a = plan("".join(x[2:] for x in long_plan("体育")))
    assert keyness(a, AFTER).note == "1 and 20 sections: an interval needs 5 in each document, so there are none"
    assert keyness(BEFORE, AFTER).note is None


LETTERS = [("", True), ("123", True), ("推进工作", True), ("annual plan 年度计划", False), ("推进GDP", False), ("推进工作GDP", True)]


@pytest.mark.parametrize(("text", "chinese"), LETTERS)
def test_what_is_chinese(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese


def test_p_values_of_known_statistics() -> None:
    assert chi_square_p(np.array([0, 2.706, 3.841, 10.828])).round(3).tolist() == [1, 0.1, 0.05, 0.001]


probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


@given(probabilities)
def test_corrections_never_lower_a_p_value_and_keep_the_order(p: np.ndarray) -> None:
    q, strict = benjamini_hochberg(p), holm(p)
    assert (p <= q + 1e-12).all() and (q <= strict + 1e-12).all() and (strict <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(q[order]) >= 0).all() and (np.diff(strict[order]) >= 0).all()


@given(probabilities)
def test_corrections_say_what_their_definitions_say(p: np.ndarray) -> None:
    rank = sorted(p.tolist())
    for value, q, strict in zip(p.tolist(), benjamini_hochberg(p).tolist(), holm(p).tolist(), strict=True):
        assert q == pytest.approx(min(1, min(x * len(rank) / (i + 1) for i, x in enumerate(rank) if x >= value)))
        assert strict == pytest.approx(min(1, max(x * (len(rank) - i) for i, x in enumerate(rank) if x <= value)))


def test_an_interval_holds_the_ratio_of_even_sections() -> None:
    even = np.column_stack([np.full(12, 3.0), np.full(12, 100.0)])
    double = np.column_stack([np.full(12, 6.0), np.full(12, 100.0)])
    assert intervals(even, double, np.random.default_rng(1)) == ([1.0], [1.0])
