"""The page on words, attention, reuse and projects says what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from policytext.comparison import attention, fingerprints, keyness, passages, reuse, themes
from policytext.comparison.rows import ProjectStatus

PAGE = Path(__file__).parents[1] / "docs" / "words.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_run() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 15
    assert found.failed == 0


def test_every_status_of_a_project_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", TEXT.split("\n## Projects")[1], re.MULTILINE)
    assert told[1:] == list(ProjectStatus.__args__)  # type: ignore[attr-defined]


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    assert (keyness.MINIMUM_WORDS, keyness.MINIMUM_COUNT, keyness.MINIMUM_SECTIONS, keyness.MINIMUM_CHINESE, keyness.DRAWS) == (200, 3, 5, 0.5, 400)
    assert (set(attention.MINIMUM.values()), attention.MINIMUM_PARTS, attention.DRAWS, themes.ENOUGH) == ({10}, 5, 400, 0.04)
    assert (fingerprints.GRAM, fingerprints.WINDOW, passages.GAP, passages.REPEATS, reuse.MINIMUM) == (10, 6, 12, 4, 20)
    assert (passages.FORMULA_HOUSES, passages.FORMULA_SHARE, passages.FORMULA_DOCUMENTS, passages.FORMULA_MOST) == (5, 0.1, 8, 0.5)
    assert len(themes.themes()) - 1 == 23
    assert round(len(themes.theme_of_word()), -2) == 1300
