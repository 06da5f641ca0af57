"""coverage(): no numeral is lost, in any text; and a numeral that no record holds is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from tests.shared import needs_shared, real_documents

PIECES = (
    "新建 学校 2所 3.5% 第十一批 二十 万亿 两 “五唯” 5G 1+6 2021年 6月底前 、 ， 。 \n 一、 （二） 由 从 提高到 至 或 "
    "某政发〔2021〕7号 《2025行动》 PM2.5 零 每 九成 三分之二 12345热线 个 元 ："
).split(" ")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_numeral_is_lost(pieces: list[str]) -> None:
    document = pt.parse("".join(pieces), year=2021)
    lost = [span.of(document.text) for span in document.coverage().lost]
    assert not lost, document.text


def test_what_no_record_holds_is_lost() -> None:
    document = pt.parse("新建学校2所，改造礼堂3座。", year=2021)
    bare = replace(document, extractions=document.extractions[:1])
    assert document.coverage().complete
    assert [span.of(bare.text) for span in bare.coverage().lost] == ["3"]


@pytest.mark.parametrize("name", pt.specimens())
def test_specimens(name: str) -> None:
    found = pt.specimen(name).coverage()
    assert found.complete
    assert found.total == sum(found.counts.values()) > 100


@needs_shared
def test_real_documents() -> None:
    """Every fourth of the real documents here; all of them by ``make evaluate``."""
    for path in real_documents()[::4]:
        document = pt.read(path)
        lost = [span.of(document.text) for span in document.coverage().lost]
        assert not lost, f"{path.name}: {lost[:5]}"
