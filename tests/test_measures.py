"""Measures: clauses of our own as tables, properties of any text, and the gold of our own annotation."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from benchmarks.measures import FLOORS, scores
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.extraction import measure_reading
from policytext.extraction import measure_words as words
from policytext.extraction.measure_places import offsets_of_repairs
from policytext.extraction.measures import measures_of
from policytext.extraction.rules import Rule
from policytext.lexicon import groups
from policytext.model.measure_records import MEASURE_COLUMNS
from policytext.model.values import Measure
from tests.shared import needs_shared, real_documents

# clause -> verb|object, several parted by blanks
CLAUSES = [
    ("大力推进老旧小区改造", "推进|老旧小区改造"),
    ("建立健全长效管护机制", "建立健全|长效管护机制"),
    ("加快建设滨海绿道", "建设|滨海绿道"),
    ("加快滨海绿道建设", "加快|滨海绿道建设"),
    ("深化教育评价改革", "深化|教育评价改革"),
    ("规范和支持民办幼儿园", "规范|民办幼儿园 支持|民办幼儿园"),
    ("严格落实并逐步提高补助标准", "落实|补助标准 提高|补助标准"),
    ("总结经验、发现问题、提出对策", "总结|经验 发现|问题 提出|对策"),
    ("发展林下经济、庭院经济、夜间经济", "发展|林下经济、庭院经济、夜间经济"),
    ("编制规划并滚动更新项目库", "编制|规划 更新|项目库"),
    ("着力扩投资、促消费、稳外贸", "扩|投资 促|消费 稳|外贸"),
    ("把学前教育纳入民生实事", "纳入|学前教育"),
    ("将老粮仓改造成为文化客厅", "改造|老粮仓"),
    ("定期对各项指标进行跟踪分析", "跟踪分析|各项指标"),
    ("依托实训基地开展技能培训", "开展|技能培训"),
    ("为老年人提供助餐服务", "提供|助餐服务"),
    ("加快向枢纽港转型", "转型|None"),
    ("跨江大桥加快建设", "建设|跨江大桥"),
    ("营商环境持续优化", "优化|营商环境"),
    ("改革举措持续落地", "落地|改革举措"),
    ("云屏高铁站获批", "获批|None"),
    ("新增国家级工厂12家", "新增|国家级工厂"),
    ("建设30个省级示范社区", "建设|省级示范社区"),
    ("打造“一刻钟”便民生活圈", "打造|“一刻钟”便民生活圈"),
    ("实体化、市场化运营产业基金", "运营|产业基金"),
    ("谋划好物流园区项目", "谋划|物流园区项目"),
    ("推进化工园区整治", "推进|化工园区整治"),
    # what a measure is for or stands on is none
    ("围绕群众需求", ""),
    ("按照市委部署要求", ""),
    ("以改善民生为重点", ""),
    ("为加快建设文化强市", ""),
    ("在守住底线的基础上", ""),
    ("让群众满意", ""),
    ("改革是发展的动力", ""),
    # nouns that begin like verbs
    ("教育系统的干部", ""),
    ("服务业增加值", ""),
]  # fmt: skip

# clause -> field, value
QUALITIES = [
    ("继续大力推进节水改造", "intensity", ("continuing", "strong")),
    ("稳妥有序实施退田还湖", "intensity", ("steady",)),
    ("探索建立评价制度", "intensity", ("tentative",)),
    ("加快完善管网", "intensity", ("speeding",)),
    ("完善管网", "intensity", ()),
    ("严禁违规补课", "negated", True),
    ("不再审批新的矿山", "negated", True),
    ("加强监管", "negated", False),
    ("严禁违规补课", "force", "hard"),
    ("鼓励企业扩产", "force", "soft"),
    ("确保完成改造任务", "force", "hard"),
    ("完善管网", "force", "plain"),
    ("建成学校2所", "role", "planned"),
    ("已建成学校2所", "role", "done"),
    ("建立台账", "action", "establish"),
    ("扩投资、促消费", "action", "expand"),
]  # fmt: skip

PARTS = [
    ("支持社会资本参与养老设施建设", "complement", "参与养老设施建设"),
    ("支持社会资本参与养老设施建设", "object", "社会资本"),
    ("引导师生围绕需求开展实践", "object", "师生"),
    ("把学前教育纳入民生实事", "complement", "民生实事"),
    ("各县区要落实主体责任", "subject", "各县区"),
    ("改造工程完成验收", "subject", "改造工程"),
    ("培育一批特色学校", "amount", "一批"),
    ("培育一批特色学校", "object", "特色学校"),
    ("打造覆盖全域的多层次商圈体系", "head", "多层次商圈体系"),
    ("加强煤炭、天然气等能源储备", "head", "能源储备"),
    ("优化城镇和乡村路网", "head", "乡村路网"),
]  # fmt: skip


def found(clause: str) -> list[Measure]:
    """The measures of a clause that is the text of an item."""
    plan = pt.parse(f"一、任务\n{clause}。", year=2021)
    return [one.value for one in plan.measures if isinstance(one.value, Measure)]


@pytest.mark.parametrize(("clause", "expected"), CLAUSES)
def test_verbs_and_objects(clause: str, expected: str) -> None:
    said = [f"{one.verb.text.removesuffix('好')}|{one.object.text if one.object else None}" for one in found(clause)]
    assert " ".join(said) == expected


@pytest.mark.parametrize(("clause", "field", "value"), QUALITIES)
def test_qualities(clause: str, field: str, value: object) -> None:
    assert getattr(found(clause)[0], field) == value


@pytest.mark.parametrize(("clause", "field", "text"), PARTS)
def test_parts(clause: str, field: str, text: str) -> None:
    part = getattr(found(clause)[0], field)
    assert part is not None and part.text == text


def test_a_word_that_opens_a_list_gives_its_force_to_the_sentence_and_no_further() -> None:
    plan = pt.parse("一、任务\n力争建成公园，完善路网。鼓励创业，加强监管。", year=2021)
    assert [one.value.force for one in plan.measures] == ["soft", "soft", "soft", "plain"]  # type: ignore[union-attr]


def test_what_stands_in_a_measure_is_told_by_place() -> None:
    plan = pt.parse("一、任务\n年底前实施“暖心”工程，新建学校2所。", year=2021)
    first, second = (one.value for one in plan.measures)
    assert isinstance(first, Measure) and isinstance(second, Measure)
    assert [span.of(plan.text) for span in (*first.times, *first.projects)] == ["年底前", "“暖心”工程"]
    assert [span.of(plan.text) for span in second.quantities] == ["2所"]


def test_the_review_is_done_and_headings_are_marked() -> None:
    text = "一、2020年工作回顾\n完善路网。\n二、2021年工作安排\n1.完善管网。修建公园。"
    plan = pt.parse(text, year=2021)
    told = [(one.value.role, one.value.in_heading) for one in plan.measures]  # type: ignore[union-attr]
    assert told == [("done", False), ("planned", True), ("planned", False)]


def test_units_in_charge_are_no_measures() -> None:
    plan = pt.parse("一、任务\n1.修建公园。\n责任单位：发展改革委、教育局\n", year=2021)
    assert [one.value.verb.text for one in plan.measures] == ["修建"]  # type: ignore[union-attr]


def test_measures_are_kept_and_are_no_records() -> None:
    plan = pt.specimen(pt.specimens()[0])
    assert plan.measures is plan.measures
    assert not [row for row in plan.records() if row["kind"] == "measure"]
    assert pt.Document.from_records(plan.records(), text=plan.text, metadata=plan.metadata).measures


def test_the_table_has_its_columns() -> None:
    frame = pt.specimen(pt.specimens()[0]).to_frame("measure")
    assert list(frame.columns) == list(MEASURE_COLUMNS)
    assert len(frame) > 100


@pytest.mark.parametrize("rule", measure_reading.RULES, ids=lambda rule: rule.name)
def test_examples(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.pattern.match(example), f"{rule.name} does not claim its example {example!r}"
    assert not rule.pattern.match(rule.counterexample), f"{rule.name} claims {rule.counterexample!r}"


def test_every_verb_is_of_one_kind() -> None:
    kinds = groups("measures")
    verbs = [word for kind in words.ACTIONS for word in kinds[kind]]
    assert len(verbs) == len(set(verbs))
    assert set(kinds["nominal"]) <= set(verbs)
    assert set(kinds["quick"]) <= set(kinds["nominal"])


WORDS = st.sampled_from([*"，。、；：“”（）《》的和把将为在#◇\n|以", *(w for some in groups("measures").values() for w in some[:12]), "2所", "学校", "年底前"])


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map("".join)))
def test_any_text_gives_measures_whose_places_slice_it(text: str) -> None:
    plan = pt.parse("一、任务\n" + text, year=2021)
    measures = plan.measures
    assert list(measures) == sorted(measures, key=lambda one: one.span)
    for one in measures:
        value = one.value
        assert isinstance(value, Measure)
        for part in (value.verb, value.object, value.head, value.complement, value.subject, value.amount, *value.modifiers):
            assert part is None or part.span.of(plan.text) == part.text
        assert one.span.contains(value.verb.span)
        assert value.object is None or (value.head and value.object.span.contains(value.head.span))


HOSTILE = [
    "推进建设，", "推进", "持续不断", "把", "将老区打造", "为人民", "（甲", "“推进", "、完善机制", "的",
    "一批", "企业", "各县区要", "1.", "一是", "扩投资、", "在",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    plan = pt.parse("一、任务\n" + piece * (30_000 // len(piece)), year=2021)
    start = time.process_time()
    measures_of(plan)
    assert time.process_time() - start < 3.0


def test_the_columns_are_listed() -> None:
    pages = Path(__file__).parents[1] / "docs"
    every, own = (
        re.findall(r"^\| `(\w+)` \|", (pages / "tables.md").read_text(encoding="utf-8").split(f"\n## `{name}`\n")[1].split("\n## ")[0], re.MULTILINE)
        for name in ("every record", "measure")
    )
    assert every + own == list(MEASURE_COLUMNS)


def test_the_values_of_columns_are_listed() -> None:
    page = (Path(__file__).parents[1] / "docs" / "measures.md").read_text(encoding="utf-8")
    assert [name for name in (*words.ACTIONS, *words.INTENSITIES) if f"| `{name}` |" not in page] == []


@needs_shared
def test_the_way_back_to_the_source_is_that_of_the_records() -> None:
    for path in real_documents()[::20]:
        plan = pt.read(path)
        offsets = offsets_of_repairs(plan.repairs)
        wrong = [one for one in plan.extractions if offsets.source_span(one.span) != one.source_span]
        assert len(wrong) <= len(plan.extractions) / 100, path.name


@needs_shared
@pytest.mark.parametrize("name", FLOORS)
def test_gold(name: str) -> None:
    found_, floors = scores(name), FLOORS[name]
    assert (found_.verb >= floors[0], found_.head >= floors[1]) == (True, True), (found_.verb, found_.head)
