"""Where the documents of a corpus are: in memory, in a folder of files, or in the datasets of a batch."""

from policytext.corpus.collections.collection import Collection
from policytext.corpus.collections.in_folder import InFolder
from policytext.corpus.collections.in_memory import InMemory
from policytext.corpus.collections.in_result import InResult

__all__ = ["Collection", "InFolder", "InMemory", "InResult"]
