"""Words that the comparison needs to know, from ``lexicon/data/comparison.toml``; items are matched on all of their content."""

from __future__ import annotations

from policytext.lexicon import groups, table

_WORDS = groups("comparison")

MODIFIERS, GENERIC = _WORDS["modifiers"], frozenset(_WORDS["generic"])
ALIASES = table("comparison", "aliases")
"""One indicator under two names."""

WIDER = table("comparison", "wider")
"""A part, and the whole that a report may speak of instead."""

WHOLE_NAMES = table("comparison", "whole_names")
"""A name that is short for a longer one."""

CONTRASTS = tuple(
    {word: words for words in group for word in words.split("|")}
    for name, group in _WORDS.items() if name.startswith("contrast_")
)  # fmt: skip
"""Groups of words that exclude each other: each word with what it means, the same for two words that mean one thing."""

WHOLES = frozenset(_WORDS["wholes"])
LESS_IS_BETTER = _WORDS["less_is_better"]
REVIEW_WORDS, SUMMARIES = _WORDS["review"], _WORDS["summaries"]
MEANS, SURPASSED = _WORDS["means"], _WORDS["surpassed"]
YEARS_AHEAD, YEARS_BEHIND = _WORDS["years_ahead"], _WORDS["years_behind"]
STOCK, FLOW, RATES = _WORDS["stock"], _WORDS["flow"], _WORDS["rates"]
SUMS = _WORDS["sums"]
REACHED = frozenset(_WORDS["reached"])
LEANING, PAYERS, PAYING, OUTLAYS = frozenset(_WORDS["leaning"]), _WORDS["payers"], _WORDS["paying"], _WORDS["outlays"]
UNDONE, GOALS, NONE = _WORDS["undone"], _WORDS["goals"], _WORDS["none_words"]
GRADES, TURNS = _WORDS["grades"], _WORDS["turns"]
DONE, ALL, STATES = _WORDS["done_words"], _WORDS["all_words"], _WORDS["state_words"]
