"""The cleaning steps, in order."""

from __future__ import annotations

from policytext.cleaning.edits import Step
from policytext.cleaning.glosses import pinyin_gloss
from policytext.cleaning.lost_bytes import lost_byte
from policytext.cleaning.numbers import confused_digit, damaged, full_width, split_number, unreadable
from policytext.cleaning.scripts import traditional_to_simplified
from policytext.cleaning.whitespace import invisible, line_ends, spaces

FIRST: tuple[Step, ...] = (
    line_ends,
    invisible,
    spaces,
)
"""What the other steps rely on, and nothing they do undoes."""

STEPS: tuple[Step, ...] = (
    pinyin_gloss,
    lost_byte,
    traditional_to_simplified,
    full_width,
    split_number,
    confused_digit,
    unreadable,
    damaged,
)
"""Glosses go first, they part runs of bytes; lost bytes are put back while the text is still in its own script."""
