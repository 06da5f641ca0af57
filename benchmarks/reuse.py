"""What the documents beside the checkout share: `python -m benchmarks.reuse` prints how many passages, and how long it took."""

from __future__ import annotations

import sys
import time
from collections import Counter

import policytext as pt
from benchmarks.places import real_documents
from policytext.comparison import reuse_of


def main() -> None:
    """Read every real document, look for what any two of them share, and print the sums."""
    documents = [pt.read(path) for path in real_documents()]
    characters = sum(len(document.text) for document in documents)
    start = time.perf_counter()
    found = reuse_of(documents)
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{len(documents)} documents, {characters} characters: {len(found.passages)} passages in {seconds:.1f} s" + "\n")
    kinds = Counter(_kind(x.formula, x.ancestor is not None, x.same_issuer) for x in found.passages)
    for kind, count in kinds.most_common():
        sys.stdout.write(f"{count:6} {kind}" + "\n")
    start = time.perf_counter()
    two = reuse_of(documents[-2:])
    sys.stdout.write(f"2 documents: {len(two.passages)} passages in {time.perf_counter() - start:.2f} s" + "\n")


def _kind(formula: bool, descended: bool, same_issuer: bool) -> str:
    if formula:
        return "formulas"
    whose = "of one issuer" if same_issuer else "of two issuers"
    return f"{whose}, in a third document before them" if descended else whose


if __name__ == "__main__":
    main()
