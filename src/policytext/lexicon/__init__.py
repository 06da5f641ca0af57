"""Vocabulary as data, and its one validating loader."""

from policytext.lexicon.loader import alternation, groups, table

__all__ = ["alternation", "groups", "table"]
