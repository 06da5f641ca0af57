"""The page of the architecture says what the code does: the picture of the rooms, and the walk of a target through them."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.architecture import PAGE, ROOMS, drawn, imports_of
from benchmarks.places import REPOSITORY

from tests import test_house

SAID = PAGE.read_text(encoding="utf-8")


def test_the_picture_and_the_walk_are_those_of_the_code() -> None:
    # a process of its own, in which nothing was loaded before the walk
    told = subprocess.run([sys.executable, "-m", "benchmarks.architecture"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    picture, walk = told.split("```\n|")
    assert f"{picture}```" in SAID, "run python -m benchmarks.architecture --write"
    assert f"|{walk}" in SAID, "run python -m benchmarks.architecture --write"


def test_the_picture_is_of_the_rooms_of_the_house() -> None:
    assert ROOMS == test_house.ROOMS
    assert "model" in imports_of("extraction") and imports_of("model") == set()
    assert drawn(2, "lexicon").endswith("●──■")
