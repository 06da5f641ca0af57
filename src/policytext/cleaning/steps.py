"""The cleaning steps, in order."""

from __future__ import annotations

from policytext.cleaning.broken_lines import broken_line, open_line
from policytext.cleaning.decoded_twice import decoded_twice
from policytext.cleaning.edits import Step
from policytext.cleaning.glosses import pinyin_gloss
from policytext.cleaning.lookalikes import lookalike
from policytext.cleaning.lost_bytes import lost_byte
from policytext.cleaning.numbers import confused_digit, damaged, full_width, split_number, unreadable
from policytext.cleaning.page_numbers import page_number
from policytext.cleaning.scripts import traditional_to_simplified
from policytext.cleaning.single_line import missing_break
from policytext.cleaning.spaced_titles import spaced_title
from policytext.cleaning.whitespace import invisible, line_ends, spaces
from policytext.cleaning.wrapped_lines import wrapped_line

FIRST: tuple[Step, ...] = (
    decoded_twice,
    line_ends,
    invisible,
    spaces,
    decoded_twice,
)
"""What the other steps rely on, and nothing they do undoes. A line may read as Chinese only when what is invisible in it is gone."""

STEPS: tuple[Step, ...] = (
    lookalike,
    pinyin_gloss,
    lost_byte,
    traditional_to_simplified,
    full_width,
    split_number,
    confused_digit,
    unreadable,
    damaged,
    page_number,
    wrapped_line,
    broken_line,
    open_line,
    spaced_title,
    missing_break,
)
"""Glosses go first, they part runs of bytes; lost bytes are put back while the text is still in its own script; wrapped
lines are joined while all have their width."""
