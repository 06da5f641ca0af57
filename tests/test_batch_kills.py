"""A batch that is killed at any moment loses nothing; `make kills` kills a hundred times, this a few."""

from __future__ import annotations

from tests.kills import kill_and_resume


def test_kills_at_random_moments_change_no_byte_of_the_result() -> None:
    seen = kill_and_resume(kills=8, seed=20)
    assert seen.kills == 8
    assert seen.states >= 3, "the kills hit the same moment"
