"""Vocabulary as data, and its one validating loader."""

from policytext.lexicon.loader import alternation, entries, groups, ladders, table

__all__ = ["alternation", "entries", "groups", "ladders", "table"]
