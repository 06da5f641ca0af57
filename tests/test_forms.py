"""The same text in every form gives the same records."""

from __future__ import annotations

from typing import Any

import pytest

import policytext as pt
from tests.forms import FORMS, TABLES, Form, converted, office_is_here, word

PLACES = {"document", "start", "end", "source_start", "source_end", "node_start", "node_end", "repaired"}


def said(document: pt.Document) -> list[dict[str, Any]]:
    """The records without where they stand."""
    return [{name: value for name, value in record.items() if name not in PLACES} for record in document.records()]


def plain_lines(name: str) -> list[str]:
    return [line for line in pt.specimen(name).text.split("\n") if line.strip()]


@pytest.mark.parametrize("specimen", ["baixi-edu-2021", "lanshui-edu-2020"])
@pytest.mark.parametrize(
    ("format", "form"), [pytest.param(name, form, id=f"{name}-{way}") for name, ways in FORMS.items() for way, form in ways.items()]
)
def test_a_plan_in_every_form(specimen: str, format: str, form: Form) -> None:
    lines = plain_lines(specimen)
    document = pt.read(form(lines))
    assert document.metadata.format == format
    assert said(document) == said(pt.parse("\n".join(lines)))


@pytest.mark.parametrize("format", TABLES)
def test_a_table_in_every_format(format: str) -> None:
    document = pt.read(TABLES[format](), year=2021)
    assert document.metadata.format == format
    assert said(document) == said(pt.read(TABLES["text"](), year=2021))
    assert len(document.targets) == 4


@pytest.mark.skipif(not office_is_here(), reason="LibreOffice is not installed: legacy formats cannot be made or read")
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_plan_in_the_formats_that_libreoffice_reads(suffix: str) -> None:
    lines = plain_lines("baixi-edu-2021")
    document = pt.read(converted(word(lines), suffix))
    assert document.metadata.format == "legacy"
    assert said(document) == said(pt.parse("\n".join(lines)))
