"""Many documents at once: the specimens that travel with the package, corpora, stacked tables, panels."""

from policytext.corpus.specimens import specimen_bytes, specimen_names

__all__ = ["specimen_bytes", "specimen_names"]
