"""Clean text -> metadata and the tree of numbered nodes."""

from policytext.structure.envelope import Envelope, read_envelope
from policytext.structure.tree import build_tree

__all__ = ["Envelope", "build_tree", "read_envelope"]
