"""Writes the formulas that come with the package, learnt from the real documents beside the checkout.

    python -m benchmarks.formulas --write

Short set phrases alone: those of a quarter of the documents, at most 22 characters long.
"""

from __future__ import annotations

import sys
from pathlib import Path

import policytext as pt
from benchmarks.places import REPOSITORY, real_documents
from policytext.comparison.formulas import Formulas, formulas_of

FILE = REPOSITORY / "src" / "policytext" / "lexicon" / "data" / "formulas.toml"
SHARE, LONGEST = 0.25, 22
HEAD = """# Set phrases of the genre (套话): what stands in at least {share:.0%} of {documents} government reports and plans of the nation, provinces, cities
# and counties (1999 to 2026, most of them of 2024 to 2026), with the number of documents. Phrases of at most {longest} characters; names of indicators and
# clauses with numbers are left out by the rule that learns them (policytext.comparison.formulas). Written by `python -m benchmarks.formulas --write`.
# For documents of another time or field learn your own: formulas_of(documents).

documents = {documents}

[formulas]
"""


def written(found: Formulas) -> str:
    """The vocabulary file."""
    kept = [x for x in found.formulas if len(x.text) <= LONGEST]
    rows = "".join(f'"{x.text}" = {x.documents}\n' for x in kept)
    return HEAD.format(share=SHARE, documents=found.documents, longest=LONGEST) + rows


def main(arguments: list[str], file: Path = FILE) -> None:
    text = written(formulas_of((pt.read(path) for path in real_documents()), SHARE))
    if "--write" in arguments:
        file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
