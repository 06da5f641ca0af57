"""Many documents at once: the specimens that travel with the package, corpora, stacked tables, panels."""

from policytext.corpus.corpus import Corpus
from policytext.corpus.failure import Failure
from policytext.corpus.specimens import specimen_bytes, specimen_names

__all__ = ["Corpus", "Failure", "specimen_bytes", "specimen_names"]
