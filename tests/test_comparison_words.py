"""Words that tell two documents apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policytext.comparison import compare
from policytext.comparison.keyness import MINIMUM_WORDS, log_likelihood, log_ratio
from tests.test_comparison_plans import plan

SILENT = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from policytext.comparison.words import words_of
assert words_of("加快建设示范学校") == ("加快", "建设", "示范", "学校")
"""


def long_plan(word: str, **more: int) -> list[str]:
    return [
        f"{n}.加强{word}建设。推进学校管理，提升{word}质量，落实工作责任，完善制度机制，做好服务保障。"
        for n in range(1, 21)
    ]


def test_telling_words_come_first() -> None:
    terms = compare(plan(*long_plan("体育")), plan(*long_plan("法治"), year=2026)).terms
    assert {terms[0].term, terms[1].term} == {"体育", "法治"}
    by_term = {x.term: x for x in terms}
    assert by_term["法治"].log_ratio > 0 > by_term["体育"].log_ratio
    assert (by_term["法治"].count_a, by_term["法治"].count_b) == (0, 40)
    assert by_term["学校"].g2 == 0
    for term in terms:
        assert term.low is not None and term.high is not None
        assert term.low <= term.high


def test_the_same_twice_gives_the_same_intervals() -> None:
    a, b = plan(*long_plan("体育")), plan(*long_plan("法治"), year=2026)
    assert compare(a, b).terms == compare(a, b).terms


def test_too_little_text_is_refused_with_a_note() -> None:
    keyness = compare(plan("1.办好教育。"), plan("1.办好教育。")).keyness
    assert keyness.terms == ()
    assert str(MINIMUM_WORDS) in (keyness.note or "")


def test_too_few_sections_give_no_interval() -> None:
    a, b = (plan("".join(x[2:] for x in long_plan(word))) for word in ("体育", "法治"))
    terms = compare(a, b).terms
    assert terms
    assert all(x.low is None and x.high is None for x in terms)


def test_log_likelihood_of_a_known_table() -> None:
    """Rayson's example by hand: 2 * (10 ln(10/7.5) + 5 ln(5/7.5)) for equal sizes."""
    import numpy as np

    found = log_likelihood(np.array([10.0]), np.array([5.0]), 1000, 1000)
    assert found[0] == pytest.approx(1.6989, abs=1e-3)
    assert log_ratio(np.array([10.0]), np.array([5.0]), 1000, 1000)[0] == -1


def test_the_segmenter_says_nothing_and_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SILENT, str(tmp_path)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == ("", "", [])
