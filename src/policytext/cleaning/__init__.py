"""Decoded text -> clean text, the way back to the source, and a ledger of every change."""

from policytext.cleaning.cleaned import Cleaned, cleaned
from policytext.cleaning.steps import FIRST, STEPS

__all__ = ["Cleaned", "clean"]


def clean(text: str) -> Cleaned:
    """Clean a decoded text; never raises, and cleaning twice changes nothing.

    >>> clean("關於印發(fā)２０２１年教育工作要點的通知").text
    '关于印发2021年教育工作要点的通知'
    """
    return cleaned(text, STEPS, FIRST)
