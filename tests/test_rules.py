"""Every rule claims its examples and leaves its counterexample; every name is used once."""

import re

import pytest

from policytext.extraction import organisations, projects, quantities_in_words, references, rejections, time_rules
from policytext.extraction.quantity_pattern import read_amount
from policytext.extraction.rejections import Numeral, RejectionRule
from policytext.extraction.rules import Rule
from policytext.extraction.time_trigger import TRIGGER
from policytext.extraction.times import READINGS
from policytext.lexicon import groups, table
from policytext.lexicon.loader import _raw
from policytext.model.errors import LexiconError

RULES = [*time_rules.RULES, *quantities_in_words.RULES, *organisations.RULES, *projects.RULES, *references.RULES]
VOCABULARIES = (
    "comparators", "envelope", "forces", "measures", "names", "nouns", "organisations", "projects", "rejections", "stages", "times", "units",
    "verbs",
)  # fmt: skip


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
            assert TRIGGER.match(example, match.start()), f"{rule.name}: nothing triggers at {match.group()!r}"


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


def _numeral(example: str) -> Numeral:
    """The numeral behind the bar of an example."""
    left, _, right = example.partition("|")
    text = left + right
    match = re.compile("[0-9]+|[零〇一二两三四五六七八九十百千万亿]+").match(right)
    assert match is not None, f"{example!r}: no numeral stands behind the bar"
    return Numeral(left, right, match.end(), read_amount(text, len(left), len(text), 0))


@pytest.mark.parametrize("rule", rejections.RULES, ids=lambda rule: rule.name)
def test_rejections(rule: RejectionRule) -> None:
    """Each example is rejected for the rule's reason; the counterexample is not, or not by this rule."""
    for example in rule.examples:
        found = rejections.rejection_of(_numeral(example))
        assert found is not None and found.name == rule.name, f"{rule.name} does not claim {example!r}: {found}"
    other = rejections.rejection_of(_numeral(rule.counterexample))
    assert other is None or other.name != rule.name, f"{rule.name} claims its counterexample {rule.counterexample!r}"
