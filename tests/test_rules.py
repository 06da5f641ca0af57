"""Every rule claims its examples and leaves its counterexample; every name is used once."""

import pytest

from policytext.extraction import coverage, organisations, projects, references, time_rules
from policytext.extraction.rules import Rule
from policytext.extraction.time_readings import READINGS
from policytext.lexicon import groups, table
from policytext.lexicon.loader import _raw
from policytext.model.errors import LexiconError

RULES = [*time_rules.RULES, *coverage.RULES, *organisations.RULES, *projects.RULES, *references.RULES]
VOCABULARIES = ("comparators", "envelope", "forces", "nouns", "projects", "rejections", "times", "units", "verbs")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples(rule: Rule) -> None:
    assert rule.examples, f"{rule.name} has no example"
    for example in rule.examples:
        assert rule.pattern.search(example), f"{rule.name} does not claim its example {example!r}"
    assert not rule.pattern.search(rule.counterexample), f"{rule.name} claims its counterexample {rule.counterexample!r}"


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_every_rule_of_time_has_a_reading() -> None:
    assert {rule.name for rule in time_rules.RULES} == set(READINGS)


def test_the_trigger_stands_at_every_example_of_time() -> None:
    for rule in time_rules.RULES:
        for example in rule.examples:
            match = rule.pattern.search(example)
            assert match is not None
            assert time_rules.TRIGGER.match(example, match.start()), f"{rule.name}: nothing triggers at {match.group()!r}"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabulary_loads(name: str) -> None:
    for key, value in _raw(name).items():
        if isinstance(value, dict):
            assert table(name, key)
    if name not in ("units", "times"):
        assert all(groups(name).values())


def test_a_missing_vocabulary_is_named() -> None:
    with pytest.raises(LexiconError, match="nothing"):
        groups("nothing")
