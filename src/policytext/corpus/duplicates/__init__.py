"""Near-duplicates: copies of one document, reprints, excerpts and other editions, and the best copy of each."""

from policytext.corpus.duplicates.copies import Copy, copy_of, copy_of_row
from policytext.corpus.duplicates.found import DUPLICATE_TABLES, Duplicates
from policytext.corpus.duplicates.search import near_duplicates

__all__ = ["DUPLICATE_TABLES", "Copy", "Duplicates", "copy_of", "copy_of_row", "near_duplicates"]
