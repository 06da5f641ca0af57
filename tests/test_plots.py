"""Figures: drawn from the tables and from nothing else, with captions, in Chinese on any machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import policytext as pt
from policytext.display.plots.figure import LINE, converter, wrapped

YEARS = (2019, 2020, 2021)


def promised(year: int, place: str = "青螺市", growth: float = 6.0) -> pt.Document:
    text = f"{place}{year}年工作要点\n一、主要目标\n1.地区生产总值增长{growth}%。\n2.新增城镇就业{year - 2000}万人。"
    return pt.parse(text, document=f"{place}{year}", year=year)


@pytest.fixture(scope="module")
def comparison() -> pt.Comparison:
    return pt.compare(pt.specimen("lanshui-edu-2020"), pt.specimen("lanshui-edu-2021"))


@pytest.fixture(scope="module")
def panel() -> pt.Panel:
    return pt.panel([promised(year, growth=6.0 + year - 2019) for year in YEARS])


@pytest.fixture(scope="module")
def figures(comparison: pt.Comparison, panel: pt.Panel) -> dict[str, pt.Figure]:
    plan = pt.specimen("lanshui-edu-2021")
    found = {kind: pt.plot(plan, kind) for kind in ("targets", "deadlines")}
    found |= {kind: pt.plot(comparison, kind) for kind in ("flow", "attention", "keyness")}
    name = panel.records("points")[0]["indicator"]
    return found | {kind: pt.plot(panel, kind, indicator=name) for kind in ("lineage", "heat_map")}


def test_each_is_drawn_with_its_caption(figures: dict[str, pt.Figure], tmp_path: Path) -> None:
    for kind, figure in figures.items():
        figure.save(tmp_path / f"{kind}.svg")
        shown = "".join(etree.parse(tmp_path / f"{kind}.svg").getroot().itertext())
        assert figure.spec["title"]["text"] in shown, kind
        assert all(line.strip() in shown for line in figure.spec["title"]["subtitle"]), kind
        assert re.search("[0-9]+ ", figure.caption) and "表 " in figure.caption, kind


def test_counts_are_those_of_the_tables(figures: dict[str, pt.Figure], comparison: pt.Comparison) -> None:
    plan = pt.specimen("lanshui-edu-2021")
    assert sum(row["targets"] for row in figures["targets"].spec["data"]["values"]) == len(plan.targets)
    rows = figures["flow"].spec["data"]["values"]
    assert sum(row["kind"] == "link" for row in rows) == 2 * sum(row.a is not None and row.b is not None for row in comparison.items)
    assert len(figures["deadlines"].spec["data"]["values"]) == sum(getattr(x.value, "end", None) is not None for x in plan.deadlines)


def test_the_lineage_holds_every_promise(figures: dict[str, pt.Figure]) -> None:
    rows = figures["lineage"].spec["data"]["values"]
    assert [(row["year"], row["value"]) for row in rows if row["what"] == "目标"] == [("2019", 6.0), ("2020", 7.0), ("2021", 8.0)]


def test_a_ladder_leads_from_level_to_level() -> None:
    above = pt.parse("福建省2021年工作要点\n一、目标\n1.地区生产总值增长6%。", document="省", year=2021)
    below = pt.parse("厦门市2021年工作要点\n一、目标\n1.地区生产总值增长7%。", document="市", year=2021)
    figure = pt.plot(pt.panel([above, below]), "ladder", indicator="生产总值")
    assert [row["value"] for row in figure.spec["data"]["values"]] == [6.0, 7.0]
    assert [row["more"] for row in figure.spec["data"]["values"]] == [True, True]


def test_chinese_is_no_row_of_boxes() -> None:
    """Two characters drawn alone differ, as boxes would not."""
    def drawn(word: str) -> bytes:
        mark = {"type": "text", "font": "Noto Sans CJK SC", "fontSize": 40, "text": word}
        spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"values": [{}]}, "mark": mark, "width": 80, "height": 80}
        return bytes(converter().vegalite_to_png(spec))

    assert len({drawn(word) for word in "目标龘\ue000"}) == 4


def test_themes_through_the_years(panel: pt.Panel, tmp_path: Path) -> None:
    plans = pt.panel([pt.specimen(name) for name in ("lanshui-edu-2020", "lanshui-edu-2021", "baixi-edu-2020", "baixi-edu-2021")])
    figure = pt.plot(plans, "themes", measure="items", most=3)
    rows = {(x.place, str(x.year), x.theme): x.share for x in plans.rows("attention") if x.measure == "items"}  # type: ignore[union-attr]
    drawn = {(x["place"], x["year"], x["theme"]): x["share"] for x in figure.spec["data"]["values"]}
    assert drawn.items() <= rows.items() and len(drawn) == 4 * 3
    assert all(x["low"] <= x["share"] <= x["high"] for x in figure.spec["data"]["values"])
    assert "柏溪市、澜水市，4 份文件" in figure.caption
    alone = pt.plot(plans, "themes", places=["澜水市"])
    assert {x["place"] for x in alone.spec["data"]["values"]} == {"澜水市"}
    alone.save(tmp_path / "领域.svg")
    assert "教育" in (tmp_path / "领域.svg").read_text(encoding="utf-8")
    with pytest.raises(pt.UnknownKindError, match="0 places in one figure: choose 1 to 4 by places= of 柏溪市、澜水市"):
        pt.plot(plans, "themes", places=["远方市"])
    with pytest.raises(pt.UnknownKindError, match="choose text, items, targets"):
        pt.plot(plans, "themes", measure="words")


@pytest.mark.parametrize(("ending", "begins"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<svg"), (".html", b"<!DOCTYPE html>"), (".json", b"{")])
def test_files(ending: str, begins: bytes, figures: dict[str, pt.Figure], tmp_path: Path) -> None:
    figures["targets"].save(tmp_path / f"图{ending}")
    assert (tmp_path / f"图{ending}").read_bytes().startswith(begins)


def test_an_unknown_ending_is_refused(figures: dict[str, pt.Figure], tmp_path: Path) -> None:
    with pytest.raises(pt.UnsupportedFormatError, match=r"\.png"):
        figures["targets"].save(tmp_path / "图.gif")


def test_a_hostile_plan_is_data(tmp_path: Path) -> None:
    plan = pt.parse("一、</script><script>alert(1)</script>\n1.新建学校5所。", year=2021, document="<img src=x>")
    pt.plot(plan, "targets").save(tmp_path / "图.html")
    written = (tmp_path / "图.html").read_text(encoding="utf-8")
    assert "<script" not in written and "<img" not in written


def test_altair_and_notebooks_take_it(figures: dict[str, pt.Figure]) -> None:
    assert figures["flow"].chart.to_dict()["title"]["text"] == "事项的流向"
    bundle = figures["flow"]._repr_mimebundle_()
    assert json.dumps(bundle["application/vnd.vegalite.v5+json"]) and "事项的流向" in bundle["text/plain"]


def test_choices_are_named(comparison: pt.Comparison, panel: pt.Panel) -> None:
    with pytest.raises(pt.UnknownKindError, match="flow, attention, keyness"):
        pt.plot(comparison, "pie")
    with pytest.raises(pt.UnknownKindError, match="Document, a Comparison or a Panel"):
        pt.plot("文本", "flow")  # type: ignore[arg-type]  # what a user might give
    with pytest.raises(pt.UnknownKindError, match="就业"):
        pt.plot(panel, "lineage", indicator="幸福感")
    with pytest.raises(pt.UnknownKindError, match="missing a required argument: 'indicator'"):
        pt.plot(panel, "lineage")
    with pytest.raises(pt.UnknownKindError, match="unexpected keyword argument 'colour'; it takes most"):
        pt.plot(comparison, "keyness", colour="red")
    with pytest.raises(pt.UnknownKindError, match="two levels of the panel: nothing does"):
        pt.plot(panel, "ladder", indicator="幸福感")
    with pytest.raises(pt.UnknownKindError, match="targets"):
        pt.plot(comparison, "attention", measure="words")


@given(st.text("甲a9，。 =%", max_size=200))
def test_wrapped_lines_hold_the_caption(caption: str) -> None:
    lines = wrapped(caption)
    assert "".join(lines) == caption
    assert not any(line.startswith(("，", "。")) for line in lines[1:])
    assert all(len(line) <= LINE or re.fullmatch("[a9=%，。]+|.[，。%]*", line) for line in lines)
