"""Decoded text -> clean text, the way back to the source, and a ledger of every change."""

from policytext.cleaning.cleaned import Cleaned, cleaned
from policytext.cleaning.steps import FIRST, STEPS

__all__ = ["Cleaned", "clean"]


def clean(text: str, *, strict: bool = False) -> Cleaned:
    """Clean a decoded text; never raises, and cleaning twice changes nothing.

    With `strict`, no repair is made that is a guess (its confidence below 1): the place is flagged and left.

    >>> clean("關於印發(fā)２０２１年教育工作要點的通知").text
    '关于印发2021年教育工作要点的通知'
    """
    return cleaned(text, STEPS, FIRST, strict=strict)
