"""Coding by hand: suggestions out, corrections in, agreement between coders and with the machine, gold for training."""

from policytext.coding.coding import Coding, Unit

__all__ = ["Coding", "Unit"]
