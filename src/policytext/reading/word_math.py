"""Formulas of a Word file (Office MathML) on one line."""

from __future__ import annotations

from typing import Any

from policytext.reading.word_names import TEXT, M
from policytext.reading.word_symbols import raised


def formula(element: Any) -> str:
    """The text of a formula: fractions with a stroke, powers with high digits.

    >>> from lxml import etree
    >>> ns = M[1:-1]
    >>> formula(etree.fromstring(f'<m:f xmlns:m="{ns}"><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>'))
    '1/3'
    """
    if element.tag in (M + "t", TEXT):
        return element.text or ""
    parts = [formula(child) for child in element if isinstance(child.tag, str)]
    if element.tag == M + "f":
        return "/".join(part for part in parts if part)
    if element.tag == M + "sup":
        power = "".join(parts)
        return raised(power) if raised(power) != power or not power else f"^{power}"
    return ("√" if element.tag == M + "rad" else "") + "".join(parts)
